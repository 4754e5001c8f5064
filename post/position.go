package post

import (
	"cmp"
	"fmt"
)

// A Position is a place in a source file. The zero Position is "unknown".
type Position struct {
	File   string `json:"file"`             // slash-separated path as given to the parser; "" if unknown
	Line   int    `json:"line,omitempty"`   // 1-based; 0 if unknown
	Column int    `json:"column,omitempty"` // 1-based, counted in bytes; 0 if unknown
}

// IsValid reports whether the position names at least a line.
func (p Position) IsValid() bool { return p.Line > 0 }

// String returns the position in the form that editors jump to,
// "file:line:column", leaving out what is unknown.
func (p Position) String() string {
	s := p.File
	if p.Line > 0 {
		if s != "" {
			s += ":"
		}
		s += fmt.Sprintf("%d", p.Line)
		if p.Column > 0 {
			s += fmt.Sprintf(":%d", p.Column)
		}
	}
	if s == "" {
		return "-"
	}
	return s
}

// Compare orders positions by file, line and column.
func (p Position) Compare(o Position) int {
	return cmp.Or(cmp.Compare(p.File, o.File), cmp.Compare(p.Line, o.Line), cmp.Compare(p.Column, o.Column))
}

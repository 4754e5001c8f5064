package post

import (
	"cmp"
	"fmt"
)

// A Position is a place in a source file. The zero Position means "unknown".
type Position struct {
	File   string `json:"file"`             // slash-separated path as given to the parser; "" if unknown
	Line   int    `json:"line,omitempty"`   // 1-based; 0 if unknown
	Column int    `json:"column,omitempty"` // 1-based, counted in bytes; 0 if unknown
}

// IsValid reports whether the line is known.
func (p Position) IsValid() bool { return p.Line > 0 }

// String returns the position as "file:line:column", a form that editors can jump to.
// Unknown parts are left out; the zero Position is "-".
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

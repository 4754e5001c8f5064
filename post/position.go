package post

import (
	"bytes"
	"cmp"
	"fmt"
	"sort"
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

// place returns where the byte offset of po.source is in the file. It costs a
// look at all that stands before: for many offsets use a [lines].
func (po *Post) place(offset int) Position {
	before := po.source[:min(max(offset, 0), len(po.source))]
	return Position{
		File:   po.Path,
		Line:   po.line + bytes.Count(before, []byte("\n")),
		Column: len(before) - bytes.LastIndexByte(before, '\n'),
	}
}

// lines finds the places of many offsets of a body.
type lines struct {
	file   string
	first  int   // the line of the file that the body begins at
	starts []int // offsets at which lines begin
}

// newLines indexes the source of a post.
func newLines(po *Post) *lines {
	starts := make([]int, 1, bytes.Count(po.source, []byte("\n"))+1)
	for at := 0; ; {
		i := bytes.IndexByte(po.source[at:], '\n')
		if i < 0 {
			return &lines{file: po.Path, first: po.line, starts: starts}
		}
		at += i + 1
		starts = append(starts, at)
	}
}

// place returns where the byte offset of the body is in the file.
func (l *lines) place(offset int) Position {
	i := sort.SearchInts(l.starts, offset+1) - 1
	i = max(i, 0)
	return Position{File: l.file, Line: l.first + i, Column: offset - l.starts[i] + 1}
}

// compare orders positions by file, line and column.
func (p Position) compare(o Position) int {
	return cmp.Or(cmp.Compare(p.File, o.File), cmp.Compare(p.Line, o.Line), cmp.Compare(p.Column, o.Column))
}

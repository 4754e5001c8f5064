package doc

import (
	"sort"
	"strings"

	"github.com/foreword-go/foreword/post"
)

// A Body is the tree of a post with the text that it was made from.
type Body struct {
	Root   Node
	Source string
	Places *Places
}

// Places finds the places in a file of many offsets of a body.
type Places struct {
	file   string
	first  int   // the line of the file that the body begins at
	starts []int // offsets at which lines begin
}

// NewPlaces indexes the source of a body, which begins at line first of the file.
func NewPlaces(file string, first int, source string) *Places {
	starts := make([]int, 1, strings.Count(source, "\n")+1)
	for at := 0; ; {
		i := strings.IndexByte(source[at:], '\n')
		if i < 0 {
			return &Places{file: file, first: first, starts: starts}
		}
		at += i + 1
		starts = append(starts, at)
	}
}

// At returns where the byte offset of the body is in the file.
func (l *Places) At(offset int) post.Position {
	i := sort.SearchInts(l.starts, offset+1) - 1
	i = max(i, 0)
	return post.Position{File: l.file, Line: l.first + i, Column: offset - l.starts[i] + 1}
}

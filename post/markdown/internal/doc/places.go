package doc

import (
	"sort"
	"strings"

	"github.com/foreword-go/foreword/post"
)

// A Body is the tree of a post together with its source.
type Body struct {
	Root   Node
	Source string
	Places *Places
}

// Places converts offsets in a body to positions in the file.
type Places struct {
	file   string
	first  int   // the line of the file that the body begins at
	starts []int // offsets at which lines begin
}

// NewPlaces returns the Places of a body that begins at line first of the
// file.
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

// At returns the position in the file of an offset in the body.
func (l *Places) At(offset int) post.Position {
	i := sort.SearchInts(l.starts, offset+1) - 1
	i = max(i, 0)
	return post.Position{File: l.file, Line: l.first + i, Column: offset - l.starts[i] + 1}
}

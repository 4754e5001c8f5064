package markdown

import (
	"sort"
	"strings"

	"github.com/foreword-go/foreword/post"
)

// A lines finds the places of many offsets of a body.
type lines struct {
	file   string
	first  int   // the line of the file that the body begins at
	starts []int // offsets at which lines begin
}

// newLines indexes the source of a tree.
func newLines(t *tree) *lines {
	starts := make([]int, 1, strings.Count(t.source, "\n")+1)
	for at := 0; ; {
		i := strings.IndexByte(t.source[at:], '\n')
		if i < 0 {
			return &lines{file: t.path, first: t.line, starts: starts}
		}
		at += i + 1
		starts = append(starts, at)
	}
}

// place returns where the byte offset of the body is in the file.
func (l *lines) place(offset int) post.Position {
	i := sort.SearchInts(l.starts, offset+1) - 1
	i = max(i, 0)
	return post.Position{File: l.file, Line: l.first + i, Column: offset - l.starts[i] + 1}
}

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
	file    string
	first   int   // the line of the file that the body begins at
	starts  []int // offsets at which lines begin
	inserts []Insert
}

// An Insert is a part of a source that was read from another file, in place of
// a tag of the body as written.
type Insert struct {
	Start, End       int // in the source
	TagStart, TagEnd int // in the body as written
}

// Written returns the offset in the body as written for an offset in a source
// with inserts, which are in source order. For text of another file that is the
// offset of the tag.
func Written(offset int, inserts []Insert) int {
	shift := 0
	for _, in := range inserts {
		if offset < in.Start {
			break
		}
		if offset < in.End {
			return in.TagStart
		}
		shift = in.TagEnd - in.End
	}
	return offset + shift
}

// NewPlaces returns the Places of a body that begins at line first of the
// file. The offsets given to [Places.At] are those in a source with inserts.
func NewPlaces(file string, first int, body string, inserts ...Insert) *Places {
	starts := make([]int, 1, strings.Count(body, "\n")+1)
	for at := 0; ; {
		i := strings.IndexByte(body[at:], '\n')
		if i < 0 {
			return &Places{file: file, first: first, starts: starts, inserts: inserts}
		}
		at += i + 1
		starts = append(starts, at)
	}
}

// At returns the position in the file of an offset in the source.
func (l *Places) At(offset int) post.Position {
	offset = Written(offset, l.inserts)
	i := sort.SearchInts(l.starts, offset+1) - 1
	i = max(i, 0)
	return post.Position{File: l.file, Line: l.first + i, Column: offset - l.starts[i] + 1}
}

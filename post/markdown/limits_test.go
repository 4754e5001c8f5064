package markdown_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// Where references are made absolute, each repeats the address of the post. What
// they become is bounded, whatever they are written as.
func TestReferencesOfLongAddress(t *testing.T) {
	const size = 8000
	head := "---\npermalink: /" + strings.Repeat("b", size-2) + "/\n---\n\n# h\n\n[^1]: note\n\n"
	for _, tt := range []struct {
		part string
		each int // references
	}{
		{"[a](b) ", 1},
		{"[a](#h) ", 1},
		{"![a](b) ", 1},
		{"[[#h]] ", 1},
		{"[^1] ", 2},
		{"<a href=b>c</a> ", 1},
		{"<q cite=b>c</q> ", 1},
		{"<div><img src=b></div>\n\n", 1},
		{"<img srcset='b 1w, c 2w, d 3w'> ", 3},
	} {
		most := 16_000_000 / size / tt.each
		if _, err := new(markdown.Parser).Parse("a.md", []byte(head+strings.Repeat(tt.part, most-2))); err != nil {
			t.Errorf("%d of %q: %v", most-2, tt.part, err)
		}
		_, err := new(markdown.Parser).Parse("a.md", []byte(head+strings.Repeat(tt.part, most+2)))
		var problems post.Problems
		if !errors.As(err, &problems) || !errors.Is(err, post.ErrLimit) || problems[0].Pos.Line == 0 {
			t.Errorf("%d of %q = %v, want a problem with a place that wraps ErrLimit", most+2, tt.part, err)
		}
	}
}

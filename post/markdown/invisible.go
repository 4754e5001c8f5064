package markdown

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/warning"
)

// ErrInvisible means that an invisible character changes how a line reads.
var ErrInvisible = errors.New("invisible character")

// invisibles reports the invisible characters of src that change how their
// line reads. Characters that reorder text are reported anywhere; all others
// only in a line of markup, in a front matter key, and in a line that begins
// with a phrase of a warning. body is the line at which the body begins.
func invisibles(name string, src []byte, body int) post.Problems {
	const most = 20
	var all post.Problems
	for line, n := range numbered(src) {
		if len(all) == most {
			break
		}
		if !script.HasHidden(line) {
			continue
		}
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
		r, at := script.Hidden(string(line))
		if at < 0 || script.NeedsInvisible(line) || !script.IsReordering(r) && !script.MarkupHidden(line, at) && !(n < body && inKey(line, at)) && !warning.Opens(line) {
			continue
		}
		all = append(all, &post.Problem{
			Pos: post.Position{File: name, Line: n, Column: at + 1}, Rule: RuleInvisible, Severity: post.SeverityWarning,
			Err: fmt.Errorf("%w %U changes how this line reads: remove it", ErrInvisible, r),
		})
	}
	return all
}

// numbered yields the lines of src that contain non-ASCII bytes, with their
// numbers.
func numbered(src []byte) func(func([]byte, int) bool) {
	return func(yield func([]byte, int) bool) {
		n := 0
		for line := range bytes.Lines(src) {
			n++
			ascii := true
			for _, c := range line {
				ascii = ascii && c < 0x80
			}
			if !ascii && !yield(line, n) {
				return
			}
		}
	}
}

// inKey reports whether the offset at in a front matter line is within the
// key.
func inKey(line []byte, at int) bool {
	end := bytes.IndexAny(line, ":=")
	return end > at
}

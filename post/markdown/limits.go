package markdown

import (
	"cmp"
	"fmt"

	"github.com/foreword-go/foreword/post"
)

// Limits are bounds on input that may be anyone's. A post over one of them is
// a [post.Problem] that wraps [post.ErrLimit]. A zero field means its default.
type Limits struct {
	PostBytes        int // size of a file; 2 MiB if zero
	FrontMatterBytes int // size of its front matter; 64 KiB if zero
	Nesting          int // depth of lists and maps in it; 32 if zero
	Posts            int // files in a tree; 100,000 if zero
	Depth            int // folders below the root; 64 if zero
}

func (l *Limits) postBytes() int { return cmp.Or(l.PostBytes, 2<<20) }

func (l *Limits) frontMatterBytes() int { return cmp.Or(l.FrontMatterBytes, 64<<10) }

func (l *Limits) nesting() int { return cmp.Or(l.Nesting, 32) }

func (l *Limits) posts() int { return cmp.Or(l.Posts, 100_000) }

func (l *Limits) depth() int { return cmp.Or(l.Depth, 64) }

// overLimit is the problem of a file or folder that is over a bound, as of its
// first line: editors jump to no file without one.
func overLimit(name, format string, args ...any) *post.Problem {
	return &post.Problem{Pos: post.Position{File: name, Line: 1}, Rule: RuleOverLimit, Severity: post.Fatal,
		Err: fmt.Errorf("%w: %s", post.ErrLimit, fmt.Sprintf(format, args...))}
}

// tooLarge is the problem of a post larger than most bytes.
func tooLarge(name string, most int) *post.Problem {
	return overLimit(name, "the file is larger than %d bytes", most)
}

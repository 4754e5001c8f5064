package markdown

import (
	"cmp"
	"fmt"

	"github.com/foreword-go/foreword/post"
)

// Limits are limits for input, which may come from anyone. A post that
// exceeds one is reported as a [post.Problem] that wraps [post.ErrLimit]. A
// zero field stands for its default.
type Limits struct {
	PostBytes        int // largest size of a file; if zero, 2 MiB
	FrontMatterBytes int // largest size of its front matter; if zero, 64 KiB
	Nesting          int // largest depth of lists and maps in front matter; if zero, 32
	Posts            int // largest number of files in a tree; if zero, 100,000
	Depth            int // largest depth of folders below the root; if zero, 64
}

func (l *Limits) postBytes() int { return cmp.Or(l.PostBytes, 2<<20) }

func (l *Limits) frontMatterBytes() int { return cmp.Or(l.FrontMatterBytes, 64<<10) }

func (l *Limits) nesting() int { return cmp.Or(l.Nesting, 32) }

func (l *Limits) posts() int { return cmp.Or(l.Posts, 100_000) }

func (l *Limits) depth() int { return cmp.Or(l.Depth, 64) }

// overLimit returns the problem for a file or folder that exceeds a limit. It
// is at the first line, because editors need a line to open a file.
func overLimit(name, format string, args ...any) *post.Problem {
	return &post.Problem{Pos: post.Position{File: name, Line: 1}, Rule: RuleOverLimit, Severity: post.SeverityFatal,
		Err: fmt.Errorf("%w: %s", post.ErrLimit, fmt.Sprintf(format, args...))}
}

// tooLarge returns the problem for a post larger than most bytes.
func tooLarge(name string, most int) *post.Problem {
	return overLimit(name, "the file is larger than %d bytes", most)
}

package post

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// A RuleCount is how often a rule was broken.
type RuleCount struct {
	Rule  Rule `json:"rule"`
	Count int  `json:"count"`
}

// Counts returns how often each rule was broken, the most frequent first.
func (ps Problems) Counts() []RuleCount {
	counts := make(map[Rule]int)
	for _, p := range ps {
		counts[p.Rule]++
	}
	var all []RuleCount
	for r, n := range counts {
		all = append(all, RuleCount{r, n})
	}
	slices.SortFunc(all, func(a, b RuleCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(string(a.Rule), string(b.Rule)))
	})
	return all
}

// Severity says what a [Problem] means for the post it is about.
type Severity int

const (
	// Hint is worth a look and never changes an exit code.
	Hint Severity = iota + 1
	// Warning means that the post was read, but not all of it as written.
	Warn
	// Fatal means that the post could not be read and is in no output.
	Fatal
)

// String returns "hint", "warning" or "error".
func (s Severity) String() string {
	if s < Hint || s > Fatal {
		return severityNames[Fatal]
	}
	return severityNames[s]
}

// MarshalText implements [encoding.TextMarshaler].
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Rule names a kind of problem, so that it can be counted and switched off.
type Rule string

// What a caller may branch on. Every [Problem] wraps one of these or a cause
// from the file system.
var (
	// ErrFrontMatter is front matter that cannot be read: an unclosed fence,
	// or text its format does not allow.
	ErrFrontMatter = errors.New("unreadable front matter")
	// ErrDate is a date in no known form.
	ErrDate = errors.New("not a date")
	// ErrEncoding is a file that is not UTF-8 text.
	ErrEncoding = errors.New("not UTF-8")
	// ErrLimit is input over one of the bounds of [github.com/foreword-go/foreword/post/markdown.Limits].
	ErrLimit = errors.New("over a limit")
	// ErrKey is a front matter key that nothing reads.
	ErrKey = errors.New("unknown key")
	// ErrValue is a front matter value of a kind its key does not take.
	ErrValue = errors.New("wrong kind of value")
)

// A Problem is something wrong at a place in a post. It is an error: a parse
// that fails returns one or more, [Fatal] ones among them.
type Problem struct {
	Pos      Position `json:"pos"`
	Rule     Rule     `json:"rule"`
	Severity Severity `json:"severity"`
	// Key is the front matter key the problem is about, or "".
	Key string `json:"key,omitempty"`
	// Err says what is wrong and what was wanted. It wraps one of the Err
	// variables of this package, or a cause such as [fs.ErrNotExist].
	Err error `json:"-"`
}

// Error returns "file:line:column: key: what is wrong, what was wanted".
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.Pos.String())
	b.WriteString(": ")
	if p.Key != "" {
		b.WriteString(p.Key)
		b.WriteString(": ")
	}
	b.WriteString(p.Err.Error())
	return b.String()
}

// Unwrap returns p.Err.
func (p *Problem) Unwrap() error { return p.Err }

// Problems are several problems reported together. As an error it prints one
// a line, and [errors.Is] and [errors.As] look into each.
type Problems []*Problem

// Error returns the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the problems as errors.
func (ps Problems) Unwrap() []error {
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errs
}

// HasFatal reports whether one of the problems is.
func (ps Problems) HasFatal() bool {
	return slices.ContainsFunc(ps, func(p *Problem) bool { return p.Severity == Fatal })
}

// Sort puts the problems in path, line and column order.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b *Problem) int { return a.Pos.Compare(b.Pos) })
}

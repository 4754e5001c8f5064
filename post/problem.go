package post

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// A RuleCount holds how often a rule was broken.
type RuleCount struct {
	Rule  Rule `json:"rule"`
	Count int  `json:"count"`
}

// Counts returns how often each rule was broken, most frequent first.
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

// Severity is how serious a [Problem] is for its post.
type Severity int

const (
	// SeverityHint means that the author may want to look at it. Exit codes ignore hints.
	SeverityHint Severity = iota + 1
	// SeverityWarning means that a part of the post was not read as it was written.
	SeverityWarning
	// SeverityFatal means that the post could not be read. It is in no output.
	SeverityFatal
)

// String returns "hint", "warning" or "error".
func (s Severity) String() string {
	if s < SeverityHint || s > SeverityFatal {
		return severityNames[SeverityFatal]
	}
	return severityNames[s]
}

// MarshalText implements [encoding.TextMarshaler].
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Rule names a kind of problem, so that problems can be counted and switched off.
type Rule string

// The causes of problems. Every [Problem] wraps one of these or an error of the file
// system.
var (
	// ErrFrontMatter means that front matter could not be read: it is not closed,
	// or its text is not valid in its format.
	ErrFrontMatter = errors.New("unreadable front matter")
	// ErrDate means that a date has no known form.
	ErrDate = errors.New("not a date")
	// ErrEncoding means that a file is not UTF-8 text.
	ErrEncoding = errors.New("not UTF-8")
	// ErrLimit means that input exceeds one of markdown.Limits.
	ErrLimit = errors.New("over a limit")
	// ErrKey means that no program is known to read a front matter key.
	ErrKey = errors.New("unknown key")
	// ErrValue means that a front matter key, or an enumeration of this package,
	// does not take a value.
	ErrValue = errors.New("wrong kind of value")
)

// A Problem describes something wrong at a position in a post. It is an error: parsing
// a post that cannot be read returns one or more of them, at least one [SeverityFatal].
type Problem struct {
	Pos      Position `json:"pos"`
	Rule     Rule     `json:"rule"`
	Severity Severity `json:"severity"`
	// Key is the front matter key the problem is about, or "".
	Key string `json:"key,omitempty"`
	// Err describes what is wrong and what was expected. It wraps one of the Err
	// variables of this package, or another cause such as [fs.ErrNotExist].
	Err error `json:"-"`
}

// Error returns the position, the key and the message of Err:
// "a.md:3:7: date: not a date: …".
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

// Problems are problems that are reported together. As an error they are printed one
// per line, and [errors.Is] and [errors.As] look into each of them.
type Problems []*Problem

// Error returns the problems, one per line.
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

// HasFatal reports whether one of the problems is [SeverityFatal].
func (ps Problems) HasFatal() bool {
	return slices.ContainsFunc(ps, func(p *Problem) bool { return p.Severity == SeverityFatal })
}

// Sort sorts the problems by path, line and column.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b *Problem) int { return a.Pos.Compare(b.Pos) })
}

package post

import (
	"errors"
	"fmt"

	"github.com/foreword-go/foreword/post/internal/frontmatter"
)

// fields are the front matter of a post while its head is filled. Each reader
// of a key takes it; what nobody took becomes [Head.Params].
type fields struct {
	tree     *frontmatter.Tree
	name     string // of the file, for positions
	taken    map[*frontmatter.Entry]bool
	problems Problems
}

// take returns the first entry, in the order of the names, whose key is that
// name in any spelling (see [frontmatter.Fold]), and claims it. An entry
// without a value is claimed and passed over. It returns nil if there is none.
func (f *fields) take(names ...string) *frontmatter.Entry {
	for _, n := range names {
		if e := f.peek(n); e != nil {
			f.claim(e)
			if e.Value.Kind != frontmatter.Null {
				return e
			}
		}
	}
	return nil
}

// peek is take of one name without the claim, entries without a value
// included.
func (f *fields) peek(name string) *frontmatter.Entry {
	name = frontmatter.Fold(name)
	for _, e := range f.tree.Entries {
		if frontmatter.Fold(e.Key) == name {
			return e
		}
	}
	return nil
}

// claim keeps the entry out of the params.
func (f *fields) claim(e *frontmatter.Entry) {
	if f.taken == nil {
		f.taken = make(map[*frontmatter.Entry]bool)
	}
	f.taken[e] = true
}

// at returns the place of a key or value in the file.
func (f *fields) at(pos frontmatter.Pos) Position {
	return Position{File: f.name, Line: pos.Line, Column: pos.Column}
}

// report adds a problem at pos, about key.
func (f *fields) report(rule Rule, sev Severity, key string, pos frontmatter.Pos, err error) {
	f.problems = append(f.problems, &Problem{Pos: f.at(pos), Rule: rule, Severity: sev, Key: key, Err: err})
}

// wrongKind reports a value of a kind its key does not take.
func (f *fields) wrongKind(e *frontmatter.Entry, want string) {
	f.report("bad-front-matter", Warn, e.Key, e.Value.Pos,
		fmt.Errorf("%w: %s, want %s", ErrValue, e.Value.Kind, want))
}

var errNoFile = errors.New("post was parsed from bytes")

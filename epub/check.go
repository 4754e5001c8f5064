package epub

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/foreword-go/foreword/internal/spell"
	"github.com/foreword-go/foreword/post"
)

// The errors for a [Book] or an [Encoder] that [Encoder.Encode] refuses to
// write.
var (
	// ErrEmpty means that a book has no article.
	ErrEmpty = errors.New("no articles")
	// ErrLang means that a language is not a BCP 47 tag.
	ErrLang = errors.New("not a BCP 47 language tag")
	// ErrValue means that a field or an option has a value that it does not
	// allow.
	ErrValue = errors.New("value not allowed")
)

// allowed returns an error that wraps [ErrValue] unless value is "" or one of
// want.
func allowed[T ~string](value T, want []T) error {
	if value == "" || slices.Contains(want, value) {
		return nil
	}
	all := make([]string, len(want))
	for i, w := range want {
		all[i] = string(w)
	}
	wanted := strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
	if near := spell.Nearest(string(value), all); near != "" {
		wanted += fmt.Sprintf("; did you mean %q?", near)
	}
	return fmt.Errorf("%w: %q (want %s)", ErrValue, value, wanted)
}

// marshal returns the text of a value, or an error that wraps [ErrValue] if the
// value is not one of want.
func marshal[T ~string](value T, want []T) ([]byte, error) {
	if err := allowed(value, want); err != nil {
		return nil, err
	}
	return []byte(value), nil
}

// unmarshal sets to to the value that text names. It returns an error that
// wraps [ErrValue] if that is not one of want.
func unmarshal[T ~string](to *T, text []byte, want []T) error {
	value := T(text)
	if err := allowed(value, want); err != nil {
		return err
	}
	*to = value
	return nil
}

// check returns the joined errors of everything in the book that keeps it
// from being written.
func (b *Book) check() error {
	var errs []error
	fault := func(where string, err error, value string) {
		errs = append(errs, fmt.Errorf("epub: %s: %w: %q", where, err, value))
	}
	lang := func(where, tag string) {
		if tag == "" {
			return
		}
		if _, err := language.Parse(tag); err != nil {
			fault(where, ErrLang, tag)
		}
	}
	lang("book: lang", b.Lang)
	roles := func(where string, people []post.Author) {
		for _, a := range people {
			if err := allowed(a.Role, knownRoles); err != nil {
				errs = append(errs, fmt.Errorf("epub: %s: role of %q: %w", where, a.Name, err))
			}
		}
	}
	roles("book", b.Authors)
	n := 0
	for c := range b.All() {
		n++
		name := c.name(n)
		lang(name+": lang", c.Lang)
		roles(name, c.Authors)
	}
	if n == 0 {
		errs = append(errs, fmt.Errorf("epub: %w", ErrEmpty))
	}
	return errors.Join(errs...)
}

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

// What is wrong with a book, wrapped by the errors of [Encoder.Encode].
var (
	// ErrEmpty is a book without any article.
	ErrEmpty = errors.New("no articles")
	// ErrLang is a language that is not a BCP 47 tag.
	ErrLang = errors.New("not a BCP 47 language tag")
	// ErrValue is a value that its field does not take.
	ErrValue = errors.New("value not allowed")
)

// allowed returns an error unless value is "" or one of those wanted.
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

// unmarshal sets to to the value that text names, if it is one of those wanted.
func unmarshal[T ~string](to *T, text []byte, want []T) error {
	value := T(text)
	if err := allowed(value, want); err != nil {
		return err
	}
	*to = value
	return nil
}

// check returns everything that keeps the book from being written.
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

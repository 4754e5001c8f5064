package frontmatter

import (
	"errors"
	"fmt"

	"github.com/foreword-go/foreword/post"
)

// The kinds of faults in front matter. Every [Error] wraps one.
var (
	ErrSyntax   = post.ErrFrontMatter
	ErrEncoding = post.ErrEncoding
	ErrLimit    = post.ErrLimit
	// ErrLenient is text that its format refuses and that was read all the
	// same. It is the cause of notes alone.
	ErrLenient = errors.New("not YAML")
	// ErrDuplicate means that a key occurs twice. It is the cause of notes alone.
	ErrDuplicate = errors.New("duplicate key")

	// ErrShort means that more of the file is needed; see [Read].
	ErrShort = errors.New("front matter continues")
)

// An Error is something wrong at a place in the file.
type Error struct {
	Pos Pos
	Key string // the key it is about, or ""
	Err error
}

func (e *Error) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Pos.Line, e.Pos.Column, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// fault returns an Error at pos whose cause is kind.
func fault(pos Pos, kind error, format string, args ...any) *Error {
	return &Error{Pos: pos, Err: fmt.Errorf("%w: %s", kind, fmt.Sprintf(format, args...))}
}

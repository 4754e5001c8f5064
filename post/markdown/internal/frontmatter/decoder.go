package frontmatter

import "errors"

// A decoder reads a block into a tree.
type decoder func(*block, Bounds) (*Tree, []*Error, error)

// safely runs a decoder and turns its panic, and any error without a place,
// into an [*Error].
func safely(decode decoder, b *block, bounds Bounds) (t *Tree, notes []*Error, err error) {
	defer func() {
		if r := recover(); r != nil {
			t, notes, err = nil, nil, fault(Pos{b.line, 1}, ErrSyntax, "its decoder gave up on it: %v", r)
		}
	}()
	t, notes, err = decode(b, bounds)
	var e *Error
	if err != nil && !errors.As(err, &e) {
		err = fault(Pos{b.line, 1}, ErrSyntax, "%v", err)
	}
	return t, notes, err
}

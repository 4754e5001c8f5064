package epub

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strings"

	"github.com/foreword-go/foreword/epub/internal/cover"
)

// An Encoder writes books. Its zero value is ready to use, and it is safe for
// concurrent use as long as its fields do not change.
type Encoder struct {
	// Fetch gets the picture at an absolute URL. It is called for each URL
	// once, for several at a time, and decides what may be fetched. If nil,
	// remote pictures are missing ones.
	Fetch func(ctx context.Context, url string) ([]byte, error)
	// Images says what becomes of pictures. If zero, they are embedded.
	Images Images
	// WarningsAt says where content warnings stand. If zero, in both places.
	WarningsAt WarningsAt
	// MaxImagePx is the longest side of a picture in pixels; larger ones are
	// scaled down. If zero, 1600; negative for no bound.
	MaxImagePx int
	// Grayscale takes the colour out of pictures, for e-ink.
	Grayscale bool
	// Limits bound the pictures. The zero value has defaults.
	Limits ImageLimits
	// KeepWebP embeds WebP as it is. Kindle and Kobo show a blank for it, so
	// that otherwise it becomes JPEG or PNG.
	KeepWebP bool
	// Formulas says how formulas in TeX are written. If zero, as MathML.
	Formulas Formulas
	// Vertical sets Chinese and Japanese text in columns from right to left.
	// A book in another language is not changed.
	Vertical bool
	// CSS is a stylesheet of the caller's, after the one of the package. It
	// must not refer to other files: one that does is an [ErrValue]. Code has the
	// classes of chroma and Pygments, below ".chroma", so one of theirs colours it.
	CSS string
	// TOCDepth is how many levels of headings inside articles the contents
	// show. If zero, 2, and none in a book of more than twenty articles;
	// negative for none.
	TOCDepth int
	// SplitBytes is the size of markup above which an article is split into
	// several pages of the book, at its headings where it can be. A list, table,
	// quote or code of more than twice as much is split, too. Readers slow down
	// with long pages. If zero, 128 KiB; negative for never.
	SplitBytes int
	// Font is an OpenType or TrueType font, or a collection of them, that a
	// drawn cover is set in. It goes before Fonts.
	Font []byte
	// Fonts returns the fonts for a drawn cover in the language lang: one for its
	// title and one for all other text. If nil, and for a font without data, it
	// is the bitmap font of the package, which has Latin and CJK characters and
	// is the same everywhere. Text that a font lacks a letter of is set in that,
	// too. See package fonts for those that are installed.
	Fonts func(lang, title, text string) (forTitle, forText Font)
	// NoCover leaves out the cover.
	NoCover bool
	// ConformsTo is the accessibility claim of the publisher, such as "EPUB
	// Accessibility 1.1 - WCAG 2.1 Level AA" (EPUB Accessibility 1.1, section
	// 4), and CertifiedBy who looked. If "", the book makes no claim.
	ConformsTo, CertifiedBy string
	// MadeWith names the program in the colophon. If "", "Foreword".
	MadeWith string
	// Progress is told how far the pictures are: done of total, one at a
	// time. It may be called from several goroutines, never at once.
	Progress func(done, total int)

	// draw draws the cover. If nil, cover.Draw; tests have a cheap one.
	draw func(cover.Text, cover.Options) (data []byte, mediaType string, err error)
}

// A Font is an OpenType or TrueType font, or a collection of them.
type Font struct {
	Name string // for the [Report]
	Data []byte
	// Source is the file in place of Data. Only the pieces that a cover needs are
	// read from it: of a font with all Chinese characters, a twentieth.
	Source *io.SectionReader
	// Index is the number of the font in a collection, from 1. If 0, it is the
	// one whose name ends in the region of the language, such as "SC", else the
	// first.
	Index int
}

// Images says what becomes of the pictures of a book.
type Images string

// The choices for [Encoder.Images].
const (
	ImagesEmbed Images = "embed" // in the book; "" means the same
	ImagesLink  Images = "link"  // a figure with the text and a link
	ImagesOmit  Images = "omit"  // their text alone
)

var allImages = []Images{ImagesEmbed, ImagesLink, ImagesOmit}

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrValue].
func (i *Images) UnmarshalText(text []byte) error { return unmarshal(i, text, allImages) }

// Formulas says how the formulas of a book are written.
type Formulas string

// The choices for [Encoder.Formulas].
const (
	// FormulasMathML is MathML where a formula is known as a whole and fits on a
	// page, with its TeX as the text that stands in for it; "" means the same.
	// Apple Books, Kobo, KOReader, Thorium and the newer Kindles set it. Adobe's
	// RMSDK and old Kindles show its letters in a row, so that x² is x2.
	FormulasMathML Formulas = "mathml"
	// FormulasTeX is what the author wrote, as code, in every reader the same.
	FormulasTeX Formulas = "tex"
)

var allFormulas = []Formulas{FormulasMathML, FormulasTeX}

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrValue].
func (f *Formulas) UnmarshalText(text []byte) error { return unmarshal(f, text, allFormulas) }

// WarningsAt says where in a book content warnings stand. None of the choices
// leaves one out.
type WarningsAt string

// The choices for [Encoder.WarningsAt].
const (
	WarningsBoth WarningsAt = "both" // on a page before the contents and with each article; "" means the same
	WarningsEach WarningsAt = "each" // with each article
	WarningsPage WarningsAt = "page" // in full on the page; the articles link to it
)

var allWarningsAt = []WarningsAt{WarningsBoth, WarningsEach, WarningsPage}

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrValue].
func (w *WarningsAt) UnmarshalText(text []byte) error { return unmarshal(w, text, allWarningsAt) }

func (e *Encoder) splitBytes() int {
	switch {
	case e.SplitBytes == 0:
		return 128 << 10
	case e.SplitBytes < 0:
		return math.MaxInt
	}
	return e.SplitBytes
}

func (e *Encoder) madeWith() string {
	if e.MadeWith == "" {
		return "Foreword"
	}
	return e.MadeWith
}

func (e *Encoder) check() error {
	var errs []error
	if err := allowed(e.Images, allImages); err != nil {
		errs = append(errs, fmt.Errorf("epub: images: %w", err))
	}
	if err := allowed(e.WarningsAt, allWarningsAt); err != nil {
		errs = append(errs, fmt.Errorf("epub: warnings: %w", err))
	}
	if err := allowed(e.Formulas, allFormulas); err != nil {
		errs = append(errs, fmt.Errorf("epub: formulas: %w", err))
	}
	if bad := badCSS(e.CSS); bad != "" {
		errs = append(errs, fmt.Errorf("epub: stylesheet refers to other files: %w: %q", ErrValue, bad))
	}
	return errors.Join(errs...)
}

// badCSS returns what of a stylesheet refers outside of the book, "" if
// nothing does. An escape could hide the words, and no stylesheet needs one
// in them.
func badCSS(css string) string {
	lower := strings.ToLower(css)
	for _, word := range []string{"url(", "@import", "@font-face", "expression(", "src(", "image-set(", "image(", "\\"} {
		if i := strings.Index(lower, word); i >= 0 && (word != "\\" || strings.ContainsAny(lower, "(@")) {
			return word
		}
	}
	return ""
}

// A Report says what became of a book.
type Report struct {
	Chapters int   // articles in it
	Warned   int   // those of them with a content warning
	Reposts  int   // those of them with a source
	Pages    int   // documents, front matter included
	Images   int   // pictures embedded, each once, the cover included
	Bytes    int64 // size of the book
	// ImagesRead and ImagesWritten are the bytes of the pictures embedded, each once, as
	// they were read and as they are in the book. The cover does not count.
	ImagesRead, ImagesWritten int64
	// Fonts are the names of the fonts of a drawn cover, each once; "" is the
	// bitmap font of the package. It is nil for a cover that was not drawn.
	Fonts []string
	// Missing are the pictures that are not in the book, in reading order,
	// each place once.
	Missing []Missing
}

// A Missing is a picture that could not be had. It is an error.
type Missing struct {
	Pos string // "file:line:column" in the source, as far as known
	Ref string // as it stands in the article
	Alt string // its text, "" if none
	Err error  // why
}

// Error returns the place, the reference and why.
func (m Missing) Error() string {
	why := m.Err
	if p, ok := why.(*fs.PathError); ok {
		why = p.Err // its path is the reference again
	}
	s := fmt.Sprintf("%q: %v", m.Ref, why)
	if m.Pos != "" {
		s = m.Pos + ": " + s
	}
	return s
}

// Unwrap returns why the picture is missing.
func (m Missing) Unwrap() error { return m.Err }

// Encode writes b to w. Missing pictures are in the report and no error. The
// whole book is built and checked before the first byte is written; faults of
// b and e are all reported together, and wrap the Err variables of this
// package.
func (e *Encoder) Encode(ctx context.Context, w io.Writer, b *Book) (*Report, error) {
	if err := errors.Join(e.check(), b.check()); err != nil {
		return nil, err
	}
	l := &layout{e: e, b: b.complete()}
	if err := l.open(); err != nil {
		return nil, err
	}
	if err := l.images(ctx); err != nil {
		return nil, err
	}
	if err := l.pages(ctx); err != nil {
		return nil, err
	}
	book, err := l.build()
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := &counter{w: w}
	err = pack(out, book)
	l.report.Bytes = out.n
	return &l.report, err
}

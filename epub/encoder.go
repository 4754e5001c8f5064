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
	// Fetch returns the picture at an absolute URL. It decides which
	// addresses may be fetched. It is called once for each URL, and for
	// several at the same time. If nil, pictures on the web are missing;
	// package epub/fetch has an
	// implementation.
	Fetch func(ctx context.Context, url string) ([]byte, error)
	// Images says how pictures are written. If "", they are embedded.
	Images Images
	// WarningsAt says where content warnings are written. If "", on the page
	// of warnings and in each article.
	WarningsAt WarningsAt
	// MaxImagePx is the longest side of a picture in pixels. Larger pictures
	// are scaled down. If zero, 1600; if negative, there is no limit.
	MaxImagePx int
	// Grayscale converts pictures to shades of grey, for e-ink.
	Grayscale bool
	// Limits limits the size and number of pictures. Its zero value has
	// defaults.
	Limits ImageLimits
	// KeepWebP embeds WebP pictures unchanged. By default they are converted
	// to JPEG or PNG, because Kindle and Kobo show a blank for WebP.
	KeepWebP bool
	// Formulas says how TeX formulas are written. If "", as MathML.
	Formulas Formulas
	// Vertical sets Chinese and Japanese books in columns from right to left.
	// Books in other languages are not changed.
	Vertical bool
	// CSS is a stylesheet that is appended to that of the package. It must
	// not refer to other files; if it does, the error wraps [ErrValue].
	// Highlighted code has the class names of chroma and Pygments, below
	// ".chroma", so stylesheets made for those work.
	CSS string
	// TOCDepth is the number of heading levels inside articles that the
	// contents show. If zero, 2, or none in a book of more than twenty
	// articles; if negative, none.
	TOCDepth int
	// SplitBytes is the size of markup above which an article is split into
	// several pages, because readers are slow with long pages. Articles are
	// split at headings if possible. A list, table, quote or code block of
	// more than twice this size is split too. If zero, 128 KiB; if negative,
	// articles are never split.
	SplitBytes int
	// Font is the OpenType or TrueType font, or collection of fonts, for a
	// drawn cover. If set, it is tried before Fonts.
	Font []byte
	// Fonts returns the fonts for a drawn cover in the language lang: one for
	// its title and one for all other text. If Fonts is nil or returns a font
	// without data, the bitmap font of the package is used, which has Latin
	// and CJK characters and gives the same picture on every machine. Text
	// with a character that a font lacks is drawn in the bitmap font too.
	// Package epub/fonts finds installed
	// fonts.
	Fonts func(lang, title, text string) (forTitle, forText Font)
	// NoCover writes the book without a cover.
	NoCover bool
	// ConformsTo is the accessibility claim of the publisher, such as "EPUB
	// Accessibility 1.1 - WCAG 2.1 Level AA" (EPUB Accessibility 1.1, section
	// 4), and CertifiedBy names who evaluated the book. If "", the book makes
	// no claim.
	ConformsTo, CertifiedBy string
	// Cache keeps the finished pages of articles between runs of a program;
	// see [Cache.FromHeads]. If nil, all are made anew.
	Cache *Cache
	// Release drops the markup of each chapter with [Layout.Compact] when its
	// pages are made, so that a large book takes two thirds of the memory. Such
	// a book cannot be encoded again; if it is, Encode returns an error.
	Release bool
	// MadeWith is the name of the program in the colophon. If "", "Foreword".
	MadeWith string
	// Progress is called after each picture with the number of pictures done
	// and of all pictures. It may be called from different goroutines, but
	// never from two at once.
	Progress func(done, total int)

	// draw draws the cover. If nil, cover.Draw is used. Tests set a faster
	// one.
	draw func(cover.Text, cover.Options) (data []byte, mediaType string, err error)
}

// A Font is an OpenType or TrueType font, or a collection of them.
type Font struct {
	Name string // shown in [Report.Fonts]
	Data []byte
	// Source is the font file, used in place of Data. Only the parts that a
	// cover needs are read: about a twentieth of a font with all Chinese
	// characters.
	Source *io.SectionReader
	// Index is the number of the font in a collection, starting at 1. If 0,
	// it is the font whose name ends in the region of the language, such as
	// "SC", or else the first font.
	Index int
}

// Images says how the pictures of a book are written.
type Images string

// The choices for [Encoder.Images].
const (
	ImagesEmbed Images = "embed" // in the book; "" means the same
	ImagesLink  Images = "link"  // a figure with the alternative text and a link
	ImagesOmit  Images = "omit"  // only the alternative text
)

var allImages = []Images{ImagesEmbed, ImagesLink, ImagesOmit}

// MarshalText implements [encoding.TextMarshaler]. The error wraps [ErrValue].
func (i Images) MarshalText() ([]byte, error) { return marshal(i, allImages) }

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrValue].
func (i *Images) UnmarshalText(text []byte) error { return unmarshal(i, text, allImages) }

// Formulas says how the formulas of a book are written.
type Formulas string

// The choices for [Encoder.Formulas].
const (
	// FormulasMathML writes a formula as MathML if all of it is supported and
	// fits on a page, with its TeX as alternative text; "" means the same.
	// Apple Books, Kobo, KOReader, Thorium and newer Kindles display MathML.
	// Adobe's RMSDK and old Kindles show the letters in a row, so that x²
	// looks like x2.
	FormulasMathML Formulas = "mathml"
	// FormulasTeX writes formulas in TeX, as code, which looks the same in
	// every reader.
	FormulasTeX Formulas = "tex"
)

var allFormulas = []Formulas{FormulasMathML, FormulasTeX}

// MarshalText implements [encoding.TextMarshaler]. The error wraps [ErrValue].
func (f Formulas) MarshalText() ([]byte, error) { return marshal(f, allFormulas) }

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrValue].
func (f *Formulas) UnmarshalText(text []byte) error { return unmarshal(f, text, allFormulas) }

// WarningsAt says where in a book content warnings are written. Every choice
// includes all warnings.
type WarningsAt string

// The choices for [Encoder.WarningsAt].
const (
	WarningsBoth WarningsAt = "both" // on a page before the contents and with each article; "" means the same
	WarningsEach WarningsAt = "each" // with each article
	WarningsPage WarningsAt = "page" // in full on the page; the articles link to it
)

var allWarningsAt = []WarningsAt{WarningsBoth, WarningsEach, WarningsPage}

// MarshalText implements [encoding.TextMarshaler]. The error wraps [ErrValue].
func (w WarningsAt) MarshalText() ([]byte, error) { return marshal(w, allWarningsAt) }

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

// badCSS returns the part of a stylesheet that refers to something outside
// the book, "" if there is none. Escapes in keywords are refused as well,
// because they could hide such a reference and no stylesheet needs them.
func badCSS(css string) string {
	lower := strings.ToLower(css)
	for _, word := range []string{"url(", "@import", "@font-face", "expression(", "src(", "image-set(", "image(", "\\"} {
		if i := strings.Index(lower, word); i >= 0 && (word != "\\" || strings.ContainsAny(lower, "(@")) {
			return word
		}
	}
	return ""
}

// A Report describes a book that was written.
type Report struct {
	Chapters int   // articles in the book
	Warned   int   // articles with a content warning
	Reposts  int   // articles that are reposts
	Pages    int   // documents, including front matter
	Images   int   // embedded pictures, each once, including the cover
	Bytes    int64 // size of the book
	// ImagesRead and ImagesWritten are the total bytes of the embedded
	// pictures, before and after conversion. Each picture counts once, and
	// the cover does not count.
	ImagesRead, ImagesWritten int64
	// Fonts are the names of the fonts of a drawn cover, each once; "" stands
	// for the bitmap font of the package. It is nil if the cover was not
	// drawn.
	Fonts []string
	// Missing lists the pictures that are not in the book, in reading order,
	// an entry for each place.
	Missing []Missing
}

// A Missing describes a picture that could not be included, and why. It is an
// error.
type Missing struct {
	Pos string // "file:line:column" in the source, or only the file if that is all that is known
	Ref string // the reference as in the article
	Alt string // the alternative text, "" if there is none
	Err error  // the reason
}

// Error returns a message with the place, the reference and the reason.
func (m Missing) Error() string {
	why := m.Err
	if p, ok := why.(*fs.PathError); ok {
		why = p.Err // the path repeats the reference
	}
	s := fmt.Sprintf("%q: %v", m.Ref, why)
	if m.Pos != "" {
		s = m.Pos + ": " + s
	}
	return s
}

// Unwrap returns the reason why the picture is missing.
func (m Missing) Unwrap() error { return m.Err }

// Encode writes b to w. The whole book is built and checked before the first
// byte is written. Missing pictures are not an error; they are listed in the
// report. All faults of b and e are returned together, as errors that wrap
// [ErrEmpty], [ErrLang] or [ErrValue].
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

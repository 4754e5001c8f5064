package epub

// A Reader is a kind of reader program that a book is made for.
type Reader string

// The readers. A book for none of them is made for all: it has nothing that one
// of them fails at, and what only some can show.
const (
	ReaderKindle   Reader = "kindle"
	ReaderKobo     Reader = "kobo"
	ReaderApple    Reader = "apple"
	ReaderKOReader Reader = "koreader"
)

var readers = []Reader{ReaderKindle, ReaderKobo, ReaderApple, ReaderKOReader}

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrValue].
func (r *Reader) UnmarshalText(text []byte) error { return unmarshal(r, text, readers) }

// readerFormulas is the form of formulas for each reader, with the source of the
// rule. WebP is converted for all of them: Kobo names JPEG, PNG and SVG alone (Kobo
// ePub Guidelines, "Image Formatting"), and no document of the others promises it.
var readerFormulas = map[Reader]Formulas{
	// ebook-convert to azw3 and mobi writes the letters of MathML in a row,
	// "acos2πtTm", and the Kindle Publishing Guidelines do not name MathML.
	ReaderKindle: FormulasTeX,
	// A book that is no kepub opens in Adobe's engine (Kobo ePub Guidelines,
	// "Sideloading"), which shows no MathML.
	ReaderKobo: FormulasTeX,
	// WebKit sets MathML (webkit.org/status, MathML).
	ReaderApple: FormulasMathML,
	// crengine sets MathML since April 2021 (github.com/koreader/koreader/pull/7465).
	ReaderKOReader: FormulasMathML,
}

// For sets [Encoder.Formulas], unless it is set, as a reader needs it. An unknown
// reader changes nothing.
func (e *Encoder) For(r Reader) {
	if e.Formulas == "" {
		e.Formulas = readerFormulas[r]
	}
}

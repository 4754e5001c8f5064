package epub

// A Reader is a reading app or device for which a book can be adapted.
type Reader string

// The readers. A book for no particular reader works in all of them: it
// contains nothing that one of them fails at, but may contain things that
// only some display.
const (
	ReaderKindle   Reader = "kindle"
	ReaderKobo     Reader = "kobo"
	ReaderApple    Reader = "apple"
	ReaderKOReader Reader = "koreader"
)

var readers = []Reader{ReaderKindle, ReaderKobo, ReaderApple, ReaderKOReader}

// MarshalText implements [encoding.TextMarshaler]. The error wraps [ErrValue].
func (r Reader) MarshalText() ([]byte, error) { return marshal(r, readers) }

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrValue].
func (r *Reader) UnmarshalText(text []byte) error { return unmarshal(r, text, readers) }

// readerFormulas maps each reader to the form of formulas that suits it; the
// comments name the sources. WebP is converted for all readers: Kobo names
// only JPEG, PNG and SVG (Kobo ePub Guidelines, "Image Formatting"), and no
// documentation of the others promises to support it.
var readerFormulas = map[Reader]Formulas{
	// ebook-convert to azw3 and mobi writes the letters of MathML in a row,
	// such as "acos2πtTm", and the Kindle Publishing Guidelines do not
	// mention MathML.
	ReaderKindle: FormulasTeX,
	// A book that is not a kepub opens in Adobe's engine (Kobo ePub
	// Guidelines, "Sideloading"), which does not display MathML.
	ReaderKobo: FormulasTeX,
	// WebKit displays MathML (webkit.org/status, MathML).
	ReaderApple: FormulasMathML,
	// crengine displays MathML since April 2021
	// (github.com/koreader/koreader/pull/7465).
	ReaderKOReader: FormulasMathML,
}

// For sets [Encoder.Formulas] to the form that suits a reader, unless it is
// set already. It changes nothing for an unknown reader.
func (e *Encoder) For(r Reader) {
	if e.Formulas == "" {
		e.Formulas = readerFormulas[r]
	}
}

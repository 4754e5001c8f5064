// Package xhtml is the one place through which text and markup of strangers
// pass on their way into feeds and books.
//
// The markup it writes is polyglot: the same bytes are HTML5 and well-formed,
// valid XHTML (void elements closed with a slash, quoted attributes, the
// entities of XML alone, no namespace prefix). It is inactive: elements,
// attributes and the schemes of references are allow-listed.
//
//   - [Legal], [Escape] and [SafeURL] are for single strings.
//   - [Clean] takes any HTML fragment and returns a polyglot one.
//   - [Parse] and [Render] are its halves, for work on the tree between them.
//   - [WellFormed] checks a document before it is handed out.
package xhtml

// Options say what becomes of the references in a fragment. The zero value
// keeps all that are safe.
type Options struct {
	// IDPrefix is put before every id, and before the fragment of every
	// reference to one of them.
	IDPrefix string
	// Link returns what to write for the reference of a hyperlink or
	// citation; "" removes the link and keeps its text. References to ids of
	// the fragment itself are not given to it, and neither are unsafe ones;
	// what it gets and returns passes [SafeURL]. If nil, references stay.
	Link func(ref string) string
	// Image returns the picture to write for img; false leaves its
	// alternative text. If nil, pictures stay. It is asked for a poster
	// of a video and each picture of a srcset too, whose Src alone is used.
	Image func(img Image) (Image, bool)
}

// An Image is a picture of a fragment. The strings are plain, not escaped.
type Image struct {
	Src, Alt, Title string
	Width, Height   int // CSS pixels; 0 if unknown
}

// Clean returns an HTML fragment of any origin as polyglot markup with
// nothing active in it. Whatever the fragment is, the result is well-formed,
// nested no deeper than 400 elements, with unique ids that are XML names; what
// is not allowed loses its tags and, scripts and styles apart, keeps its text.
// Cleaning again with the zero Options changes nothing.
func Clean(fragment string, o Options) string { return Render(Parse(fragment, o)) }

// Package xhtml is the one place through which text and markup of strangers
// pass on their way into feeds and books.
//
// The markup it writes is polyglot: the same bytes are HTML5 and well-formed,
// valid XHTML (void elements closed with a slash, quoted attributes, the
// entities of XML alone, no namespace prefix). It is inactive: elements,
// attributes and the schemes of references are allow-listed.
//
//   - [Legal], [Escape], [SafeURL] and [SafeImageURL] are for single strings,
//     [ID] and [IDs] for identifiers.
//   - [Clean] takes any HTML fragment and returns a polyglot one. [Parse] and
//     [Render] are its halves, for work on the tree between them.
//   - [Read] returns the tree of what Clean wrote, many times faster than Parse,
//     and is no defence against anything else.
//   - [WellFormed] and [WellFormedFile] check a document before it is handed out.
//
// # How a fragment is cleaned
//
// What XML or HTML forbids in text is removed, then bluemonday takes away every tag
// and attribute that is not in the table of elements. The tags that are left,
// in whatever order a stranger wrote them, go to a builder. It keeps a stack of
// open elements and brings it, for each tag, to where the element may stand: it
// closes what cannot hold it, opens what has to be around it, and drops the tag
// where there is no such place. As an element is closed, what only then can be
// judged is put right: a ruby without a reading, a table whose foot is not last. In
// the end references and pictures are given to the hooks of [Options], and ids
// their prefix. None of this looks back further than the stack, so that the
// cost grows with the length of the fragment.
//
// # How its own markup is read
//
// There is one way to write each thing, so that a scanner that knows no other
// reads it, by looking for the next bracket or quote. Read makes a tree of what
// it finds; WellFormed only counts the tags, and leaves to [encoding/xml] what
// the scanner does not know. It is never the judge of a stranger's markup.
//
// # Specifications
//
//   - HTML (https://html.spec.whatwg.org/): the content models, simplified, and
//     polyglot markup as the W3C described it (https://www.w3.org/TR/html-polyglot/).
//   - XML 1.0, fifth edition (https://www.w3.org/TR/xml/): characters, and names
//     that are legal in all of its editions.
//   - RFC 3986: what a reference may be.
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

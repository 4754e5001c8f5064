// Package xhtml makes text and markup from untrusted sources safe to put into
// feeds and books. All such text and markup passes through this package.
//
// The markup it writes is polyglot: the same bytes are HTML5 and well-formed,
// valid XHTML (void elements closed with a slash, quoted attributes, only the
// entities of XML, no namespace prefix). It contains nothing active:
// elements, attributes and the schemes of references must be on an
// allow-list.
//
//   - [Legal], [Escape], [SafeURL] and [SafeImageURL] are for single strings,
//     [ID] and [IDs] for identifiers.
//   - [Clean] takes any HTML fragment and returns a polyglot one. It consists
//     of [Parse] and [Render], between which the tree can be changed.
//   - [Read] returns the tree of markup that Clean wrote, many times faster
//     than Parse. It must not be used for any other markup.
//   - [WellFormed] and [WellFormedFile] check a document before it is
//     published.
//
// # How a fragment is cleaned
//
// Characters that XML or HTML forbids in text are removed. Then bluemonday
// removes every tag and attribute that is not in the table of elements. The
// remaining tags, which may be in any order, go to a builder. It keeps a
// stack of open elements. For each tag it brings the stack to a state in
// which the element is allowed: it closes elements that must not contain it,
// opens elements that must surround it, and drops the tag if there is no such
// state. When an element is closed, faults that are visible only then are
// corrected: a ruby without a reading, a table whose foot is not last. At the
// end, references and pictures are given to the hooks of [Options], and ids
// get their prefix. None of these steps looks back further than the stack, so
// the time is proportional to the length of the fragment.
//
// # How its own markup is read
//
// Clean writes each construct in exactly one way. A scanner that supports
// only this form can read it quickly, by searching for the next bracket or
// quote. Read makes a tree of what the scanner finds. WellFormed only counts
// the tags, and uses [encoding/xml] for anything that the scanner does not
// support. The scanner is never used to decide whether untrusted markup is
// safe.
//
// # Specifications
//
//   - HTML (https://html.spec.whatwg.org/): the content models, simplified,
//     and polyglot markup as the W3C described it
//     (https://www.w3.org/TR/html-polyglot/).
//   - XML 1.0, fifth edition (https://www.w3.org/TR/xml/): characters, and
//     names that are legal in all of its editions.
//   - RFC 3986: the syntax of references.
package xhtml

// Options holds hooks for the references in a fragment. The zero value keeps
// all safe references.
type Options struct {
	// IDPrefix is put before every id, and before the fragment of every
	// reference to such an id.
	IDPrefix string
	// Link returns the reference to write for that of a hyperlink or
	// citation. If it returns "", the link is removed and its text kept. It
	// is not called for unsafe references and for references to ids of the
	// fragment itself. Its argument and result are checked with [SafeURL]. If
	// nil, references stay.
	Link func(ref string) string
	// Image returns the picture to write for img. If it returns false, only
	// the alternative text is kept. It is also called for the poster of a
	// video and for each picture of a srcset; of these results only Src is
	// used. If nil, pictures stay.
	Image func(img Image) (Image, bool)
}

// An Image is a picture in a fragment. Its strings are not escaped.
type Image struct {
	Src, Alt, Title string
	Width, Height   int // CSS pixels; 0 if unknown
}

// Clean returns an HTML fragment from any source as safe polyglot markup. For
// every fragment, the result is well-formed, has at most 400 nested elements,
// and its ids are unique XML names. Elements that are not allowed lose their
// tags and keep their text, except scripts and styles, which are removed.
// Cleaning the result again with the zero Options does not change it.
func Clean(fragment string, o Options) string {
	if isPlain(fragment) {
		return fragment
	}
	return Render(Parse(fragment, o))
}

// Package epub writes books in EPUB 3.3 out of articles, and keeps what a
// reader must know first: the content warning of an article, and who really
// wrote it.
//
// A [Book] is a plain value. It can be filled by hand, or from posts with
// [FromPosts]; [Book.Volumes] splits a long one, and [Each] makes every post a
// book of its own. An [Encoder] writes it:
//
//	book, err := epub.FromPosts(epub.Book{Title: "Letters"}, new(post.Parser).Dir(ctx, fsys), epub.Layout{})
//	…
//	report, err := new(epub.Encoder).Encode(ctx, w, book)
//
// # Reading order
//
// Cover, title page, content warnings, contents, articles, colophon. The page
// of content warnings names every warned article with its level and topics,
// and links to it and past the page; it is also in the contents and landmarks.
// Where there is one, readers that pass over front matter open the book there.
// A warned article opens with its warning and a link to the next article; below
// the warning of a section is a link past that. Nor is a warning passed by on
// another way: the contents name it beside the title, each later page of a long
// article says it again, and a link of another article to what lies behind it
// leads to the warning. A book without warnings has no such page. Under its
// title each article says who wrote it and where it appeared, as far as that is
// known and its first lines do not say so themselves; its licence and tags are at
// its end. The colophon lists the sources of what is another's.
//
// # Pictures
//
// Local pictures are read through [Chapter.Open], remote ones through
// [Encoder.Fetch], which is nil by default: the package opens no connection of
// its own. One that cannot be had becomes a figure with its alternative text
// and a link, and a line of the [Report]; it never fails the book. Sounds,
// films and frames become links: a book of Foreword refers to nothing outside
// that a reader has not chosen to follow.
//
// # Same bytes
//
// The same book gives the same bytes on every run and machine. There is no
// clock in it: see [Book.Modified] and [Book.ID]. A cover drawn in the font of
// [Encoder.Fonts] depends on that font too.
//
// # Specifications
//
//   - EPUB 3.3 (https://www.w3.org/TR/epub-33/): every must, and what
//     EPUBCheck reports as usage.
//   - EPUB Accessibility 1.1 (https://www.w3.org/TR/epub-a11y-11/): the
//     metadata of its section 2, true of the book. A claim to conform is the
//     caller's: [Encoder.ConformsTo].
//   - EPUB Structural Semantics 1.1 (https://www.w3.org/TR/epub-ssv-11/) and
//     DPUB-ARIA 1.1 (https://www.w3.org/TR/dpub-aria-1.1/): each epub:type has
//     its role.
//   - Open Packaging Format 2.0.1, section 2.4.1: the NCX, which Kindle and older
//     readers still use.
//   - ONIX code list 203 for the topics of content warnings, MARC relators for
//     what people did.
//
// # Readers
//
// What readers make of books differs, and these bend a book of Foreword:
//
//   - Kindle and Apple Books open a book at its landmark bodymatter, past what is
//     before it: it is the page of content warnings, where there is one.
//   - Readers fold <details> for ever or never, and hide an aside that they take
//     for a footnote: no warning is in either.
//   - Adobe's RMSDK, in ADE and in Kobo, drops a stylesheet over what it does not
//     know, and KOReader most of the newer selectors: the stylesheet has neither.
//   - Kobo (https://github.com/kobolabs/epub-spec) pops up what a link within the
//     book leads on to, up to 5,000 characters, as a footnote: links past a
//     section lead to an empty mark.
//   - Kindle takes no book of an undetermined language: see [Book.Lang].
//   - No reader breaks the line in MathML: a long formula is several with a break
//     between, and one that would be cut off by the side of a telephone stays TeX.
//
// # Limits and safety
//
// Markup given by hand is cleaned to an allow-list: no script, form, style or
// frame is ever in a book. Names of files in a book are counters and hashes,
// never titles. [Encoder.Encode] builds the whole book in memory, compressed,
// and checks it before the first byte is written. Media overlays, embedded fonts
// and sounds are out of scope. So is a list of pages (EPUB 3.3, section 7.4.3): the
// articles of a site were never printed, and have none.
package epub

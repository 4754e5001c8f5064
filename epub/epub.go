// Package epub writes EPUB 3.3 books from articles. Every book keeps the content
// warnings of its articles and the names of their original authors.
//
// The shortest useful program makes a book of a folder of Markdown posts:
//
//	posts := new(markdown.Parser).Dir(ctx, os.DirFS("posts"))
//	book, err := epub.FromPosts(epub.Book{Title: "Letters"}, posts, epub.Layout{})
//	if err != nil {
//		log.Print(err) // a line for each post that could not be read
//	}
//	report, err := new(epub.Encoder).Encode(ctx, w, book)
//
// A [Book] is a plain value. It is filled in by hand or made from posts by
// [FromPosts]. [Book.Volumes] splits a long book, and [Each] makes a book of each
// post. An [Encoder] writes books.
//
//	posts ─► FromPosts ─► *Book ─► Encoder.Encode ─► EPUB
//	     []*Chapter ─► Book ──┘                └──► Report
//
// # Reading order
//
// A book consists of a cover, a title page, the content warnings, the contents, the
// articles and a colophon.
//
// The page of content warnings lists each warned article with the level and topics of
// its warning. It has links to the articles and a link past the page, and is part of
// the contents and landmarks. Readers that skip front matter open the book at this
// page. A book without warnings does not have it.
//
// A warned article begins with its warning and a link to the next article. Below the
// warning of a section is a link past that section. Other ways into the text show the
// warning too: the contents name it beside the title, each later page of a long
// article repeats it, and links from other articles to text behind a warning lead to
// the warning.
//
// Under the title of an article are its authors and publication, unless its first
// lines already state them. Its licence and tags are at its end. The colophon lists
// the sources of reposted articles.
//
// # Pictures
//
// Local pictures are read with [Chapter.Open], and pictures on the web with
// [Encoder.Fetch]. Fetch is nil by default, because the package opens no network
// connection; package [github.com/foreword-go/foreword/epub/fetch] has one. A picture
// that could not be included becomes a figure with its alternative text and a link,
// and is listed in [Report.Missing]. It is not an error. JPEG, PNG, GIF, WebP, BMP,
// TIFF and SVG are understood. AVIF, HEIC and JPEG XL are too if the program has
// registered a decoder with [image.RegisterFormat], as importing one does. Audio, video and frames become
// links, so that a book loads nothing from the network by itself.
//
// # Pages of a printed edition
//
// An article that was also printed can say where its pages begin, with an element
// of one of these forms, where span may also be div, hr, p or an a without href:
//
//	<span role="doc-pagebreak" id="page12" aria-label="12"></span>
//	<span epub:type="pagebreak" id="page12" title="12"/>
//
// The number is the label, or else the title, or else the content if that is a number,
// or else the end of an id such as "page12". A book with such marks has a list of
// pages in its navigation document and NCX, the features pageBreakMarkers and
// pageNavigation in its metadata, and [Book.PageSource]. Entries for text behind a
// content warning name the warning. Feeds show nothing of a mark.
//
// # Errors
//
// [FromPosts] returns the book of all posts that could be read, together with the
// joined errors of the others. An error of [Encoder.Encode] means that there is no
// book; unless it is an error of the writer, nothing was written. Missing pictures are
// in the report.
//
// # Reproducible books
//
// The same book is written as the same bytes, on every run and machine. The clock is
// never read: see [Book.Modified] and [Book.ID]. A cover that is drawn in a font of
// [Encoder.Fonts] depends on that font.
//
// # Coming from go-epub
//
// The container is built with go-shiori/go-epub, and its concepts have these names
// here:
//
//	go-epub                         epub
//	NewEpub(title)                  &Book{Title: title}
//	SetAuthor                       Book.Authors
//	SetIdentifier, SetLang          Book.ID, Book.Lang
//	SetDescription                  Book.Description
//	SetCover                        Book.Cover: the bytes of the picture; else one is drawn
//	SetPpd("rtl")                   follows from Book.Lang; Encoder.Vertical for columns
//	AddSection(body, title, …)      Book.Chapters: &Chapter{Title: title, HTML: body}
//	AddSubSection                   Book.Groups, or headings in Chapter.HTML
//	AddCSS                          Encoder.CSS
//	AddImage, EmbedImages           <img> in Chapter.HTML, with Chapter.Open or Encoder.Fetch
//	AddFont, AddVideo, AddAudio     not supported
//	Write, WriteTo                  Encoder.Encode
//
// The body of a section had to be valid XHTML; [Chapter.HTML] is any HTML, which is
// made safe and valid. A book without an identifier got a random one each time; here it
// follows from the chapters. Names of files in the book cannot be chosen.
//
// # Specifications
//
//   - EPUB 3.3 (https://www.w3.org/TR/epub-33/): EPUBCheck reports nothing, not even
//     notes on usage.
//   - EPUB Accessibility 1.1 (https://www.w3.org/TR/epub-a11y-11/): the
//     metadata of section 2, computed from the book. Only the publisher can claim
//     conformance: see [Encoder.ConformsTo].
//   - EPUB Structural Semantics 1.1 (https://www.w3.org/TR/epub-ssv-11/) and
//     DPUB-ARIA 1.1 (https://www.w3.org/TR/dpub-aria-1.1/): each epub:type has
//     its role. A page mark is doc-pagebreak of the one or pagebreak of the other.
//   - Page Source Identification (https://www.w3.org/publishing/a11y/page-source-id/):
//     pageBreakSource.
//   - Open Packaging Format 2.0.1, section 2.4.1: the NCX, which Kindle and older
//     readers still use.
//   - ONIX code list 203 for the topics of content warnings, MARC relators for
//     what people did.
//
// # Readers
//
// Reading systems differ. These differences shape the books:
//
//   - Kindle and Apple Books open a book at the landmark bodymatter and skip
//     everything before it. In a book with warnings, that landmark is the page of
//     content warnings.
//   - Some readers never unfold <details>, and hide an <aside> that they take for a
//     footnote. Warnings are in neither.
//   - Adobe's RMSDK, in ADE and Kobo, drops a whole stylesheet because of one
//     unknown rule, and KOReader ignores most newer selectors. The stylesheet avoids
//     both.
//   - Kobo (https://github.com/kobolabs/epub-spec) shows the target of a link within
//     the book as a footnote in a pop-up, up to 5,000 characters. Links past a
//     section therefore lead to an empty element.
//   - Kindle rejects a book of undetermined language: see [Book.Lang].
//   - No reader breaks lines in MathML. A long formula is split where it may break; a
//     formula that is still too wide for a phone stays TeX.
//
// # Limits and safety
//
// All markup passes an allow-list: no script, form, style or frame gets into a book,
// also from chapters filled in by hand. File names in a book are counters and hashes.
// [Encoder.Encode] builds the whole book in memory, compressed, and checks it before
// it writes the first byte. Media overlays, embedded fonts and sounds are out of
// scope.
package epub

package epub

import (
	"iter"
	"time"

	"github.com/foreword-go/foreword/post"
)

// A Book holds the metadata and the chapters of a book. [Encoder.Encode]
// writes it and does not change it.
type Book struct {
	// Title is plain text. If "", it is the title of the only chapter, or
	// else "Untitled" in the language of the book, because EPUB requires a
	// title.
	Title string
	// Subtitle is shown on the title page and in the metadata.
	Subtitle string
	// Lang is a BCP 47 tag. If "", it is the language of the largest number
	// of chapters, and of equally frequent ones the first. If no chapter
	// states a language, the chapters are marked as undetermined ("und"), and
	// the book is "en", the language of its generated pages, because Kindle
	// rejects a book without a known language.
	Lang string
	// Vocabulary has the words of generated pages, such as "Contents", in
	// further languages, and topics of content warnings; see
	// [post.Vocabulary.WithLanguages]. If nil, books in languages that this
	// module does not know have these words in English.
	Vocabulary *post.Vocabulary
	// ID is a URI that identifies the book in all of its editions. If "", it
	// is a UUID (version 5) computed from the identities of the chapters, in
	// order, and Volume. The same chapters therefore give the same ID.
	ID string
	// Authors are the authors of the book as a whole. If empty, they are the
	// authors of the chapters, each once. The roles that a book can express
	// are "author" or "", "translator", "proofreader", "editor" and
	// "compiler" (a person who posted the work of others); any other role is
	// an [ErrValue].
	Authors []post.Author
	// FileAs maps names of authors to the form to sort by, such as "Hui Lin"
	// to "Lin, Hui". Names that are sorted as they are need no entry.
	FileAs map[string]string
	// Publisher and Description are plain text. If "", they are absent. In
	// the metadata, a summary of the content warnings is written before the
	// description.
	Publisher, Description string
	// Subjects are keywords of the book as a whole, in the metadata. The
	// topics of content warnings and the tags of articles are added to them.
	Subjects []string
	// Rights is plain text. If "", it is the licence of the chapters if all
	// of them state the same one, or else absent.
	Rights string
	// PageSource identifies the edition whose pages the page marks of the
	// chapters are, such as "urn:isbn:9780000000002", or describes it. If "",
	// it is "none": the pages are those of no other edition. It is only
	// written if there are page marks; see the package comment.
	PageSource string
	// Published is when this edition appeared. If zero, it is the date of the
	// only chapter; a book of several chapters then has no date.
	Published time.Time
	// Modified is when the book last changed. If zero, it is the newest date
	// of a chapter, or else [DefaultModified]. The clock is never read.
	Modified time.Time
	// Series is the series that the book belongs to, if any.
	Series Series
	// Volume is the number of the volume if the book is a part of a longer
	// one; see [Book.Volumes]. Otherwise it is 0.
	Volume int
	// Cover is the cover picture, in any format that a picture of a chapter
	// may have. If nil, it is the picture of the only chapter, or else a
	// cover is drawn. The picture is fitted to the size of a cover. The mark
	// of a content warning is added above it and the title below. A picture
	// that already has the shape of a cover, 1:1.3 to 1:1.8, counts as a
	// finished cover: no title is added, and the file is embedded unchanged
	// if the book has no content warning.
	Cover []byte
	// SiteURL is the absolute address of the site. Relative references that
	// lead neither to a chapter of the book nor to a file are resolved
	// against it. If "", such links become plain text.
	SiteURL string
	// Absent are the places of posts that the site has no page of, such as
	// drafts. A link to one of them becomes plain text. See
	// [post.Listing.Absent].
	Absent []post.Place
	// Chapters are the chapters before the first group, in reading order.
	Chapters []*Chapter
	// Groups are parts of the book, each with a page of its own.
	Groups []*Group

	// unsaid is the language assumed for chapters that state none. It is set
	// by complete.
	unsaid string
}

// DefaultModified is the modification date of a book without any date. EPUB
// requires one (EPUB 3.3, section 5.5.3.4).
var DefaultModified = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// A Series names the series that a book belongs to, and its place there.
type Series struct {
	Name string
	// Number is the place of the book in the series, as shown to readers: "1"
	// or "2.5"; "" if it has no number.
	Number string
}

// A Group is a titled part of a book, such as a year. It may contain further
// groups.
type Group struct {
	Title    string // plain text, not empty
	Chapters []*Chapter
	Groups   []*Group
}

// All returns an iterator over all chapters in reading order, those in groups
// included.
func (b *Book) All() iter.Seq[*Chapter] {
	return func(yield func(*Chapter) bool) { each(b.Chapters, b.Groups, yield) }
}

func each(chapters []*Chapter, groups []*Group, yield func(*Chapter) bool) bool {
	for _, c := range chapters {
		if !yield(c) {
			return false
		}
	}
	for _, g := range groups {
		if !each(g.Chapters, g.Groups, yield) {
			return false
		}
	}
	return true
}

package epub

import (
	"iter"
	"time"

	"github.com/foreword-go/foreword/post"
)

// A Book is what an [Encoder] writes. The Encoder does not change it.
type Book struct {
	// Title is plain text. If "", that of the only chapter, else "Untitled"
	// in the language of the book: EPUB wants one.
	Title string
	// Subtitle is shown on the title page and in the metadata.
	Subtitle string
	// Lang is a BCP 47 tag. If "", that of most chapters, of several the one
	// that comes first. Where no chapter states one, theirs is undetermined and
	// that of the book is "en", which its own pages are written in: Kindle
	// takes no book without a language that it knows.
	Lang string
	// ID identifies the book through all of its editions: a URI. If "", a
	// UUID (version 5) of the identities of the chapters, in order, and
	// Volume: the same sources are the same book.
	ID string
	// Authors of the book as a whole. If empty, those of the chapters, each
	// once. Their roles are "author" or "", "translator", "proofreader", "editor"
	// and "compiler", who posted the work of others; any other is an [ErrValue].
	Authors []post.Author
	// FileAs holds the form to sort by, such as "Lin, Hui", of the names that have
	// another one than the name.
	FileAs map[string]string
	// Publisher and Description are plain text; "" says nothing. In the
	// metadata the description stands after what the book warns of.
	Publisher, Description string
	// Rights is plain text. If "", the licence that all chapters state, if
	// it is the same one; else the book as a whole says nothing.
	Rights string
	// Published is when this edition appeared. If zero, the date of the only
	// chapter; a book of several says nothing.
	Published time.Time
	// Modified is when the book last changed. If zero, the newest date of a
	// chapter, else [DefaultModified]: never a clock.
	Modified time.Time
	// Series is what the book is part of; zero if nothing.
	Series Series
	// Volume is the number of this volume of a book that was split; 0 if it
	// was not.
	Volume int
	// Cover is the picture of the front: anything that a picture of a chapter
	// may be. If nil, that of the only chapter, else one is drawn. It is fitted
	// to the size of a cover, with the mark of a content warning above it and
	// the title below. One that has the shape of a cover, 1:1.3 to 1:1.8, is
	// taken for finished: it has no title added, and is kept as it is if the
	// book does not warn.
	Cover []byte
	// SiteURL is the absolute address that relative references lead from
	// that point neither into the book nor to a file. If "", such links lose
	// their target and keep their text.
	SiteURL string
	// Absent are the places of posts that the site has no page of, such as drafts: of a
	// link to one the text is kept alone. See [post.Listing.Absent].
	Absent []post.Place
	// Chapters come first, in reading order, then the groups.
	Chapters []*Chapter
	// Groups are parts of the book, each with a page of its own.
	Groups []*Group

	// unsaid is the language of chapters that state none, once complete.
	unsaid string
}

// DefaultModified is the modification date of a book of articles without any
// date. EPUB wants one (EPUB 3.3, section 5.5.3.4).
var DefaultModified = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// A Series is a set of books in an order.
type Series struct {
	Name string
	// Number is the place of the book in it, as shown: "1", "2.5"; "" if none.
	Number string
}

// A Group is a part of a book.
type Group struct {
	Title    string // plain text, not empty
	Chapters []*Chapter
	Groups   []*Group
}

// All yields the chapters in reading order.
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

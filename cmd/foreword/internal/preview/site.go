// Package preview shows the posts of a site in a browser on the same machine:
// each as feed readers show it, and the books page by page, with the warnings,
// the attribution and the problems of the post beside it.
//
// A [Server] knows nothing of Markdown, feeds or books. It shows a [Site]: for
// each post the JSON Feed that holds it, and for each book the bytes of its EPUB.
// So it shows exactly what readers get, made by the same encoders.
//
//	folder ─► load ─► *Site ─► Server ─► browser
//	   └─ a file changed ──► Reload ─► "change" event ─► the page loads again
//
// # Safety
//
// Posts may come from anyone. Everything in a post or book is shown in an <iframe
// sandbox> without scripts and without an origin, under a Content-Security-Policy
// that allows only pictures and styles of this server: nothing is fetched from
// the network, whatever a post names. The server listens on the loopback
// interface, answers only GET and HEAD, and only below a path that holds 128
// random bits. A request with the name of another host (DNS rebinding) or from
// another origin is refused.
package preview

import (
	"context"
	"io"
	"time"
)

// A Site holds the posts and books to show, as they were read at one time.
type Site struct {
	Title string
	// Posts are in the order of the feed, newest first; those that are in no
	// feed come last.
	Posts []Post
	// Limit is the number of the newest posts that the feed holds; 0 for all.
	Limit int
	Books []Book
	// Problems are the problems of files that could not be read as posts.
	Problems []Problem
}

// A Post is one post to show.
type Post struct {
	Path        string // as the user types it; identifies the post
	Title       string
	Address     string // on the site
	Date        time.Time
	Authors     []string
	Tags        []string
	Words       int
	Withheld    string // why the post is in no feed, such as "draft"; "" if it is in one
	Warnings    []Warning
	Attribution []Fact // who wrote a repost and where it is from; nil for the site's own posts
	Problems    []Problem
	// Item returns a JSON Feed document with the post as its only item.
	Item func(ctx context.Context) ([]byte, error)
	// Open opens the picture with this address, as Item has it. It may return
	// an error for one that is not a file of the site.
	Open func(address string) (io.ReadCloser, error)
}

// A Warning is a content warning as it was read.
type Warning struct {
	Level  string // note, warning or danger
	Title  string
	Scope  string // post or section
	Topics []Topic
	Text   string
}

// A Topic is a topic of a warning. Slug is "" if the vocabulary does not have the topic.
type Topic struct{ Label, Slug string }

// A Fact is a line of the attribution, such as {"Author", "周以宁"}.
type Fact struct{ Name, Value string }

// A Problem describes something that the author may want to fix.
type Problem struct {
	Place    string // file:line:column
	Severity string // error, warning or hint
	Text     string
	Rule     string
}

// A Book is one EPUB to show.
type Book struct {
	Name  string // of the file; identifies the book
	Title string
	// Write writes the book. It is called at most once.
	Write func(ctx context.Context, w io.Writer) error
}

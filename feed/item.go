package feed

import (
	"time"

	"github.com/foreword-go/foreword/post"
)

// An Item is an entry of a [Feed]. It needs an ID or a URL; every other zero
// field means that there is none. Strings are plain text but for HTML.
type Item struct {
	// ID is the permanent identifier. One that is not an absolute URI is
	// written as a fragment of [Feed.HomeURL], unless [Feed.VerbatimIDs] is
	// set. If "", it is a tag: URI
	// (RFC 4151) of the host, the day of Published and the path of URL, or,
	// without a date, URL itself. Updated has no part in it.
	ID string
	// URL is the address on the site: absolute, or from [Feed.HomeURL] on.
	URL string
	// Link is where the item leads in place of URL: the page elsewhere that a
	// link post is about. URL remains its address on the site, to which RSS
	// and Atom link as "related", and JSON Feed as url.
	Link  string
	Title string // label "Untitled" in Atom if "", where RFC 4287 demands one
	Lang  string // BCP 47; an unknown one is left out; that of the feed if ""
	// Published is when the item first appeared. RSS and JSON Feed show no
	// date for a zero one.
	Published time.Time
	// Updated is when the item last changed in a way its author finds
	// significant. If zero, Published. Atom wants exactly one, different for
	// each entry (RFC 4287, section 4.1.2): an item with neither is given
	// 2000-01-01, and a time that has no time of day, or that another item of
	// the document has, is moved by less than a second, by the same amount
	// each time.
	Updated time.Time
	// Authors wrote the item, unless Repost says that others did: then they
	// are contributors. If empty, those of the feed.
	Authors      []post.Author
	Contributors []post.Author // had another part in it
	// Summary is a short version. It should not hold the content warning,
	// which is put before it.
	Summary string
	// HTML is the text: any HTML fragment, which is reduced to safe markup
	// with absolute references before it is written. References are resolved
	// against URL. It should not hold the content warnings of the whole item
	// nor the repost line, which are put before it.
	HTML       string
	Tags       []string
	Categories []post.Category
	// Warnings are the content warnings. Those of [post.ScopeSection] are
	// taken to stand in HTML at their place; all others are put first. One
	// without a title has the usual one of the language, and one without a
	// level is of [post.LevelWarning]; [github.com/foreword-go/foreword/post/markdown.Parser.Topic] tells the topic of
	// a label.
	Warnings []*post.Warning
	Repost   *post.Repost // where the item comes from; nil if it is the site's own
	Rights   string       // copyright or licence
	// Image is the picture that stands for the item.
	Image *Media
	// Enclosures are files that belong to the item: audio, video.
	Enclosures []Media
	// Episode is what a podcast says of the recording, see [Podcast].
	Episode *Episode
	// Elements are extra elements. They are left out with the text of an item
	// that carries a content warning, as they may quote it.
	Elements []Element

	// rendered is HTML as FromPosts or a Set made it: safe, with absolute
	// references. HTML that is no longer the same is cleaned anew.
	rendered string
	// wanted is the identifier that the item would have, were it not that of
	// an older post of its [Set]; "" if ID is its own.
	wanted string
}

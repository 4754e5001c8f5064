package feed

import (
	"slices"
	"time"

	"github.com/foreword-go/foreword/post"
)

// An Item is an entry of a [Feed]. It needs an ID or a URL. Any other zero
// field is absent from the feed. All strings except HTML are plain text.
type Item struct {
	// ID is the permanent identifier. One that is not an absolute URI is
	// written as a fragment of [Feed.HomeURL], unless [Feed.VerbatimIDs] is
	// set. If "", it is a tag: URI
	// (RFC 4151) made of the host, the day of Published and the path of URL,
	// or URL itself if Published is zero. It does not depend on Updated.
	ID string
	// URL is the address on the site: absolute, or resolved below
	// [Feed.HomeURL].
	URL string
	// Link is where the item leads in place of URL: the page elsewhere that a
	// link post is about. URL remains its address on the site, to which RSS
	// and Atom link as "related", and JSON Feed as url.
	Link  string
	Title string // if "", Atom has "Untitled", because RFC 4287 requires a title
	Lang  string // a BCP 47 tag; if "" or unknown, the language of the feed
	// Published is when the item first appeared. If zero, RSS and JSON Feed
	// have no date.
	Published time.Time
	// Updated is when the item last changed in a way its author finds
	// significant. If zero, Published is used. An Atom entry has exactly one
	// atom:updated (RFC 4287, section 4.1.2), so an item with neither time has
	// 2000-01-01. RFC 4287 allows entries to share a time, but the W3C
	// validator warns about it: a time without a time of day, or one that
	// another item of the document has, is moved by less than a second, each
	// time by the same amount.
	Updated time.Time
	// Authors wrote the item. If Repost is set, others did, and Authors are
	// contributors. If empty, the authors of the feed are used.
	Authors      []post.Author
	Contributors []post.Author // people with another part in the item
	// Summary is a short version of the text, without the content warning,
	// which is written before it.
	Summary string
	// HTML is the text, as any HTML fragment. It is reduced to safe markup,
	// and its references are resolved against URL, before it is written. It
	// should contain neither the content warnings of the whole item nor the
	// line about the source of a repost: both are written before it.
	HTML       string
	Tags       []string
	Categories []post.Category
	// Warnings are the content warnings. A warning of [post.ScopeSection]
	// should be in HTML at its section, its block with its ID: one line before HTML
	// says which sections warn of what. All others are written first. A
	// warning without a title gets the usual title of the language, and one
	// without a level counts as [post.LevelWarning]; markdown.Parser.Topic finds the topic of a label.
	Warnings []*post.Warning
	Repost   *post.Repost // the source of a reposted item; nil if the site's own
	Rights   string       // copyright or licence
	// Image is the picture shown beside the item in lists.
	Image *Media
	// Enclosures are audio and video files that belong to the item.
	Enclosures []Media
	// Episode holds the episode number and other metadata of the recording,
	// see [Podcast].
	Episode *Episode
	// Elements are extra elements. They are left out with the text of an item
	// that carries a content warning, as they may quote it.
	Elements []Element

	// rendered is the value that FromPosts or a Set gave to HTML: safe, with
	// absolute references. If HTML differs from it, HTML is cleaned again.
	rendered string
	// prefix is the prefix of the ids in HTML.
	prefix string
	// anchors maps ids of headings to those on the page of the site.
	anchors map[string]string
	// wanted is the identifier that the item would have if no older post of
	// its [Set] had it; "" if there is no conflict.
	wanted string
	// vocabulary is that of the feed whose footer is written.
	vocabulary *post.Vocabulary
}

// HasTopic reports whether a content warning of the item warns of a topic, named as
// for [post.Warning.HasTopic]: by its slug or by a label.
func (it *Item) HasTopic(name string) bool {
	return slices.ContainsFunc(it.Warnings, func(w *post.Warning) bool { return w.HasTopic(name) })
}

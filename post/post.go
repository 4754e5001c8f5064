package post

import (
	"io/fs"
	"strings"
	"time"
)

// Reading speed for one minute: about 260 Chinese characters, read silently with
// understanding, or about 238 English words (Brysbaert, "How many words do we read
// per minute?", 2019).
const (
	charactersAMinute = 260
	wordsAMinute      = 238
)

// ReadingTime returns the time that reading a text takes, rounded up to whole
// minutes. The text has the given number of CJK characters and of words in other
// scripts; the reading time of an empty text is 0.
func ReadingTime(characters, words int) time.Duration {
	characters, words = max(characters, 0), max(words, 0)
	const unit = charactersAMinute * wordsAMinute
	n := characters*wordsAMinute + words*charactersAMinute
	return time.Duration((n+unit-1)/unit) * time.Minute
}

// An Enclosure is a recording that belongs to a post, such as an episode of a
// podcast.
type Enclosure struct {
	URL      string        `json:"url"`            // reference as written, or with "/" in front, as for [Head.Cover]
	Type     string        `json:"type,omitempty"` // stated media type; "" if unknown
	Size     int64         `json:"size,omitempty"` // stated size in bytes; 0 if unknown
	Duration time.Duration `json:"duration,omitempty"`
}

// A Head holds the metadata of a post: everything that its front matter and path
// tell, without parsing the body. Reading one takes a few KB of the file, however long
// the body is, so the heads of a whole site fit in memory.
// [github.com/foreword-go/foreword/post/markdown.Parser.Posts] reads the bodies of selected posts.
//
// A zero field means that the post does not state it.
type Head struct {
	// Path is the slash-separated path of the source file: the name given to the
	// parser, or the path within the file system that was read.
	Path string `json:"path"`
	// ID is the stable identifier from the front matter. Most posts have none.
	ID string `json:"id,omitempty"`
	// Slug is the last part of the address, from the front matter or the file
	// name. It is never empty and never contains a slash.
	Slug string `json:"slug"`
	// URL is the address of the post on its site, absolute or from the root
	// of the site.
	URL string `json:"url,omitempty"`
	// Title is plain text. A Head that was read without the body has the title of
	// the front matter, or "". In a [Post], the title may come from the first
	// heading.
	Title string `json:"title"`
	// Lang is a valid BCP 47 tag, or "" if unknown. In a [Post], the language may
	// be detected from the text: from its script, from letters that only one
	// language has, or from frequent words. If only the script is certain, Lang is
	// "und" with the script, such as "und-Cyrl". See also [Direction].
	Lang string `json:"lang,omitempty"`
	// Published is when the post first appeared, from the front matter or the file
	// name. A date without a time of day means midnight in
	// markdown.Parser.Location.
	Published time.Time `json:"published,omitzero"`
	// Updated is when the post last changed in a way that its author finds
	// significant.
	Updated time.Time `json:"updated,omitzero"`
	// Authors are the authors that the front matter names. The authors of a
	// reposted article are in Repost. A key of the file authors.yml, beside or above
	// the post, is replaced by the author with that key.
	Authors []Author `json:"authors"`
	// Summary is plain text from the front matter. In a [Post] without one, it is
	// an excerpt of the body. It never contains a content warning or text from
	// behind one.
	Summary string `json:"summary"`
	// Tags are in the order written, without duplicates. In a [Post] that is a note
	// of markdown.Obsidian, the tags in the text come last.
	Tags []string `json:"tags"`
	// Categories are in the order written, without duplicates.
	Categories []Category `json:"categories"`
	// Cover is the reference of the image that represents the post, as
	// written, or with "/" in front if only the root of the site has the file.
	Cover string `json:"cover,omitempty"`
	// Enclosures are the recordings that the front matter names, without
	// duplicates.
	Enclosures []Enclosure `json:"enclosures,omitempty"`
	// License is the stated licence of the post: a name, a text or a URL.
	License string `json:"license,omitempty"`
	// Due is the time before which the engine of the site does not publish the
	// post; zero if there is none. See [Listing].
	Due time.Time `json:"due,omitzero"`
	// Expires is the time from which the post is no longer published; zero if it
	// does not expire.
	Expires time.Time `json:"expires,omitzero"`
	// Withheld is why the author or the configuration of the site leaves the post
	// out of feeds and books. If "", the post is published at its date. WithheldBy
	// is the setting that withholds it, such as "draft: true".
	Withheld   Reason `json:"withheld,omitempty"`
	WithheldBy string `json:"withheld_by,omitempty"`
	// NoFeed is true if the author leaves the post out of feeds only.
	NoFeed bool `json:"no_feed,omitempty"`
	// Warnings are the content warnings, in source order. A Head that was read
	// without the body has only those of the front matter and the title.
	Warnings []*Warning `json:"warnings"`
	// Repost names the original author and source of a reposted article. It is nil
	// if the article was written for this site.
	Repost *Repost `json:"repost,omitempty"`
	// Params holds the front matter keys that no field above is read from. The
	// types of values are string, bool, int64, float64, [time.Time], []any,
	// map[string]any, and nil for a key without a value. A number that is not
	// written in its plainest form, such as 007 or 1.10, is a string.
	Params map[string]any `json:"params"`

	// Files opens the files that the post refers to; see [Head.Open]. It is nil
	// for a post that was parsed from bytes or filled in by hand.
	Files Files `json:"-"`
}

// Files opens the files that a post refers to, such as its images. If it also has the
// method Root() any, that returns the same value, which can be compared, for all posts
// that were read from the same folder. A book of several folders then tells their files
// of the same path apart.
type Files interface {
	// Open opens the file that ref names, a reference as written in the post. The
	// error wraps [fs.ErrNotExist] if there is no such file, and [fs.ErrInvalid] if
	// ref is not a path or leads out of the site.
	Open(ref string) (fs.File, error)
	// Resolve returns what ref leads to on the site of the post, or the zero Target
	// if that is unknown.
	Resolve(ref string) Target
}

// A Target is what a reference in a post leads to.
type Target struct {
	// Found is true if the reference leads to a file of the site. Missing is true
	// if it should, but there is no such file. Both are false for an address on
	// another site.
	Found, Missing bool
	// Path is the path of the file. If the file is the source of a post, it is the
	// [Head.Path] of that post.
	Path string
	// Address is where the site publishes the file: absolute, or from the root of
	// the site; "" if unknown.
	Address string
	// Fragment is the part after "#", as written.
	Fragment string
}

// Resolve returns what ref leads to on the site of the post. Ref is a reference as
// written in the post. If the target is unknown, Resolve returns the zero Target.
func (h *Head) Resolve(ref string) Target {
	if h.Files == nil {
		return Target{}
	}
	return h.Files.Resolve(ref)
}

// AddressOf returns the address on the site of the file that ref leads to, with the
// fragment of ref. If the address is unknown, it returns ref.
func (h *Head) AddressOf(ref string) string {
	t := h.Resolve(ref)
	if !t.Found || t.Address == "" {
		return ref
	}
	if t.Fragment != "" {
		return t.Address + "#" + t.Fragment
	}
	return t.Address
}

// Open opens the file that ref names, a reference as written in the post, with
// h.Files. If Files is nil, the error wraps [fs.ErrNotExist].
func (h *Head) Open(ref string) (fs.File, error) {
	if h.Files == nil {
		return nil, &fs.PathError{Op: "open", Path: ref, Err: fs.ErrNotExist}
	}
	return h.Files.Open(ref)
}

// An Author is a person or organisation that wrote a post or took part in it.
type Author struct {
	Name  string `json:"name"`
	URL   string `json:"url,omitempty"`
	Email string `json:"email,omitempty"`
	// Role is the part that they took, such as "translator" or "proofreader". If
	// "", they wrote the post.
	Role string `json:"role,omitempty"`
}

// A Category is a path through a hierarchy of names, from root to leaf. Most
// categories have one name.
type Category []string

// String returns the names joined with a slash.
func (c Category) String() string { return strings.Join(c, "/") }

// A Post holds the metadata and the body of a post. A [Renderer] can render the body
// any number of times, also concurrently. Do not change a Post while it is being
// rendered.
type Post struct {
	Head
	// Contents describes the body. [Post.SetBody] fills it.
	Contents
	// Body is the content, or nil if the post has none. In JSON it is the markup
	// "html".
	Body Body `json:"-"`
	// Problems are problems that the author should know about, in line order. They
	// do not keep the post from being published.
	Problems Problems `json:"problems,omitempty"`
}

// SetBody sets p.Body to b, and p.Contents to the contents of b.
func (p *Post) SetBody(b Body) {
	p.Body, p.Contents = b, b.Contents()
}

// Text returns the body as plain text, with a blank line between paragraphs. It
// includes code, alternative texts and footnotes, and leaves out content warnings of
// [ScopePost].
func (p *Post) Text() string {
	if p.Body == nil {
		return ""
	}
	return p.Body.Text()
}

// Contents describes the body of a post.
type Contents struct {
	// Headings are the headings in document order. The one that became the title
	// is included.
	Headings []Heading `json:"headings"`
	// Images are the images in document order.
	Images []Image `json:"images"`
	// Links are the hyperlinks in document order.
	Links []Link `json:"links"`
	// Footnotes are the notes that the text refers to, ordered by number.
	Footnotes []Footnote `json:"footnotes"`
	// WordCount is the number of words, where each CJK character counts as one.
	// Code is not counted.
	WordCount int `json:"word_count"`
	// ReadingTime is the result of [ReadingTime], in whole minutes.
	ReadingTime time.Duration `json:"reading_time"`
}

// A Heading is a heading of the body.
type Heading struct {
	Level int    `json:"level"` // 1 to 6
	ID    string `json:"id"`    // unique in the post, a valid XML name; "" if HTML has no id
	// Anchor is the id that the heading has on the page of the site, if that is
	// not a valid XML name, such as "1-rain"; "" if it is ID.
	Anchor string   `json:"anchor,omitempty"`
	Text   string   `json:"text"` // plain text
	Pos    Position `json:"pos,omitzero"`
}

// An Image is an image in the body.
type Image struct {
	Src    string   `json:"src"`             // as written
	Alt    string   `json:"alt"`             // plain text, "" if none
	Title  string   `json:"title,omitempty"` // plain text
	Width  int      `json:"width,omitempty"` // CSS pixels that the author states; 0 if unknown
	Height int      `json:"height,omitempty"`
	Pos    Position `json:"pos,omitzero"`
}

// A Link is a hyperlink in the body.
type Link struct {
	URL  string   `json:"url"`  // as written
	Text string   `json:"text"` // plain text
	Pos  Position `json:"pos,omitzero"`
}

// A Footnote is a note that the body refers to.
type Footnote struct {
	Number int      `json:"number"` // as shown to readers, from 1
	Text   string   `json:"text"`   // plain text, on one line
	Pos    Position `json:"pos,omitzero"`
}

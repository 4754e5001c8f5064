package post

import (
	"io/fs"
	"strings"
	"time"
)

// Characters and words that a reader takes in a minute: about 260 Chinese
// characters silently with understanding, and about 238 English words
// (Brysbaert, "How many words do we read per minute?", 2019).
const (
	charactersAMinute = 260
	wordsAMinute      = 238
)

// ReadingTime returns how long a text of so many CJK characters and words of
// other scripts takes to read, rounded up to whole minutes; 0 for none.
func ReadingTime(characters, words int) time.Duration {
	characters, words = max(characters, 0), max(words, 0)
	const unit = charactersAMinute * wordsAMinute
	n := characters*wordsAMinute + words*charactersAMinute
	return time.Duration((n+unit-1)/unit) * time.Minute
}

// An Enclosure is a recording that belongs to a post, such as an episode of a
// podcast.
type Enclosure struct {
	URL      string        `json:"url"`            // reference as written
	Type     string        `json:"type,omitempty"` // media type as stated, "" if not
	Size     int64         `json:"size,omitempty"` // in bytes as stated, 0 if not
	Duration time.Duration `json:"duration,omitempty"`
}

// A Head is what the front matter and the path of a post say of it. It is
// cheap to read: a few KB of the file, whatever the length of the body. All
// posts of a site fit in memory as heads; [github.com/foreword-go/foreword/post/markdown.Parser.Posts] reads the bodies of
// the ones that are wanted.
//
// A zero field means that the post does not say.
type Head struct {
	// Path is the slash-separated path as given to the parser, or, from a
	// tree, the path below the root of its file system.
	Path string `json:"path"`
	// ID is the stable identifier that the front matter states, usually none.
	ID string `json:"id,omitempty"`
	// Slug is the last part of the address, from the front matter or the file
	// name: never empty, never with a slash.
	Slug string `json:"slug"`
	// URL is the address of the post on its site, absolute or from the root
	// of the site.
	URL string `json:"url,omitempty"`
	// Title is plain text. In a Head it is the front matter's, or "" where
	// only the body has it; in a [Post] it may come from the first heading.
	Title string `json:"title"`
	// Lang is a BCP 47 tag that validators accept, or "". In a [Post] it may
	// be told from the text: from its script, from letters that one language alone
	// has, or from frequent words. Where that shows the script and not the language,
	// it is "und" with the script, such as "und-Cyrl". See also [Direction].
	Lang string `json:"lang,omitempty"`
	// Published is when the post first appeared, from the front matter or
	// the file name. A date without a time is midnight in
	// [github.com/foreword-go/foreword/post/markdown.Parser.Location].
	Published time.Time `json:"published,omitzero"`
	// Updated is when it last changed in a way its author finds significant.
	Updated time.Time `json:"updated,omitzero"`
	// Authors are those the front matter names for this post on this site.
	// Who wrote a reposted article is in Repost. In a tree, a key of the file
	// authors.yml beside or above the post is who that says it is.
	Authors []Author `json:"authors"`
	// Summary is plain text: the front matter's, or, in a [Post], else the
	// excerpt of the body. It never holds or crosses a content warning.
	Summary string `json:"summary"`
	// Tags are in the order written, each once. In a [Post], those in the text
	// of a note of [github.com/foreword-go/foreword/post/markdown.Obsidian] come last.
	Tags []string `json:"tags"`
	// Categories are in the order written, each once.
	Categories []Category `json:"categories"`
	// Cover is the reference of the post's own picture, as written.
	Cover string `json:"cover,omitempty"`
	// Enclosures are the recordings that the front matter says belong to the
	// post, each once.
	Enclosures []Enclosure `json:"enclosures,omitempty"`
	// License is the licence of the post as stated: a name, text or URL.
	License string `json:"license,omitempty"`
	// Due is when the post is to be published, if its engine holds posts back
	// until then; zero if the post is published at once. A [Listing] decides.
	Due time.Time `json:"due,omitzero"`
	// Expires is when the post is to be published no longer; zero if never.
	Expires time.Time `json:"expires,omitzero"`
	// Withheld says why the post is kept out of feeds and books: its author or the
	// configuration of its site says so. "" means that it is published, once it is
	// due. WithheldBy is what says so, such as "draft: true".
	Withheld   Reason `json:"withheld,omitempty"`
	WithheldBy string `json:"withheld_by,omitempty"`
	// NoFeed is true if the author keeps the post out of feeds, and of nothing
	// else.
	NoFeed bool `json:"no_feed,omitempty"`
	// Warnings are the content warnings, in source order. A Head holds those
	// of the front matter and title, a [Post] all of them.
	Warnings []*Warning `json:"warnings"`
	// Repost says who really wrote the article; nil if it is the blogger's own.
	Repost *Repost `json:"repost,omitempty"`
	// Params are the front matter keys that nothing above claims, with
	// values of the types string, bool, int64, float64, [time.Time], []any
	// and map[string]any, and nil for a key without a value. A number that is
	// not written in its plainest form, such as 007 or 1.10, is a string.
	Params map[string]any `json:"params"`

	// Files opens the files that the post refers to, for [Head.Open]. It is
	// nil for a post that was parsed from bytes or made by hand.
	Files Files `json:"-"`
}

// Files opens the files that a post refers to, such as its pictures.
type Files interface {
	// Open opens the file that ref, a reference as written in the post, names.
	// It returns an error that wraps [fs.ErrNotExist] if there is no such file,
	// and [fs.ErrInvalid] if ref is not a path or leaves the root of the site.
	Open(ref string) (fs.File, error)
	// Resolve tells what ref means on the site of the post. It returns the zero
	// Target if that is not known.
	Resolve(ref string) Target
}

// A Target is what a reference in a post leads to.
type Target struct {
	// Found is true if it leads to a file of the site, and Missing if it should
	// and there is none. Neither is known of an address elsewhere.
	Found, Missing bool
	// Path names the file: the [Head.Path] of a post, if it is the source of one.
	Path string
	// Address is where the site publishes it, absolute or from the root of the
	// site; "" if that is not known.
	Address string
	// Fragment is the part after "#", as written.
	Fragment string
}

// Resolve tells what ref, a reference as written in the post, means on its site. It
// returns the zero Target if that is not known.
func (h *Head) Resolve(ref string) Target {
	if h.Files == nil {
		return Target{}
	}
	return h.Files.Resolve(ref)
}

// AddressOf returns where the site publishes what ref leads to, with its fragment;
// ref itself if that is not known.
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

// Open opens the file that ref, a reference as written in the post, names, with
// h.Files. Without Files the error wraps [fs.ErrNotExist].
func (h *Head) Open(ref string) (fs.File, error) {
	if h.Files == nil {
		return nil, &fs.PathError{Op: "open", Path: ref, Err: fs.ErrNotExist}
	}
	return h.Files.Open(ref)
}

// An Author is a person or body with a part in a post.
type Author struct {
	Name  string `json:"name"`
	URL   string `json:"url,omitempty"`
	Email string `json:"email,omitempty"`
	// Role is what they did, such as "translator" or "proofreader"; "" for
	// who wrote it.
	Role string `json:"role,omitempty"`
}

// A Category is a path through a hierarchy, from its root to its leaf. Most
// have one name.
type Category []string

// String returns the names joined with a slash.
func (c Category) String() string { return strings.Join(c, "/") }

// A Post holds a whole post: its metadata and its body. The body can be rendered
// any number of times, concurrently, with a [Renderer]; do not change a Post
// while it is being rendered.
type Post struct {
	Head
	// Contents lists what the body holds. [Post.SetBody] fills it.
	Contents
	// Body is the content; nil means that the post has none. JSON holds its markup
	// as "html".
	Body Body `json:"-"`
	// Problems are what is worth telling the author about, in line order.
	// They do not stop the post from being published.
	Problems Problems `json:"problems,omitempty"`
}

// SetBody makes b the body of p, and fills p.Contents from it.
func (p *Post) SetBody(b Body) {
	p.Body, p.Contents = b, b.Contents()
}

// Text returns the body as plain text, paragraphs separated by a blank line;
// code, alternative texts and footnotes included, content warnings of
// [ScopePost] left out.
func (p *Post) Text() string {
	if p.Body == nil {
		return ""
	}
	return p.Body.Text()
}

// Contents lists what the body of a post holds.
type Contents struct {
	// Headings are in document order, the one that became the title included.
	Headings []Heading `json:"headings"`
	// Images are in document order.
	Images []Image `json:"images"`
	// Links are in document order.
	Links []Link `json:"links"`
	// Footnotes are those that the text refers to, in the order of their
	// numbers.
	Footnotes []Footnote `json:"footnotes"`
	// WordCount counts each CJK character as a word and Latin text by word;
	// code is left out.
	WordCount int `json:"word_count"`
	// ReadingTime is rounded up to whole minutes; see [ReadingTime].
	ReadingTime time.Duration `json:"reading_time"`
}

// A Heading is a heading of the body.
type Heading struct {
	Level int      `json:"level"` // 1 to 6
	ID    string   `json:"id"`    // unique in the post, a valid XML name; "" of HTML that has none
	Text  string   `json:"text"`  // plain text
	Pos   Position `json:"pos,omitzero"`
}

// An Image is a picture that the body refers to.
type Image struct {
	Src    string   `json:"src"`             // as written
	Alt    string   `json:"alt"`             // plain text, "" if none
	Title  string   `json:"title,omitempty"` // plain text
	Width  int      `json:"width,omitempty"` // CSS pixels as the author hints; 0 if not
	Height int      `json:"height,omitempty"`
	Pos    Position `json:"pos,omitzero"`
}

// A Link is a hyperlink of the body.
type Link struct {
	URL  string   `json:"url"`  // as written
	Text string   `json:"text"` // plain text
	Pos  Position `json:"pos,omitzero"`
}

// A Footnote is a note that the body refers to.
type Footnote struct {
	Number int      `json:"number"` // as it is shown, from 1
	Text   string   `json:"text"`   // plain text, on one line
	Pos    Position `json:"pos,omitzero"`
}

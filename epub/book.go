package epub

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"golang.org/x/text/language"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/spell"
	"github.com/foreword-go/foreword/internal/xhtml"
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
	// once. Roles other than author are allowed.
	Authors []Author
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

// An Author is a person or body with a part in a book or article.
type Author struct {
	Name string // as shown
	// FileAs is the form to sort by, such as "Lin, Hui". If "", Name.
	FileAs string
	// URL is the author's home page; "" if unknown.
	URL string
	// Role is what they did, as a code of the MARC relators
	// (https://www.loc.gov/marc/relators/relacode.html): "trl" for a
	// translator, "com" for who compiled. If "", "aut".
	Role string
}

// A Chapter is one article.
type Chapter struct {
	// Title is plain text. If "", the first words of the article, unless it
	// warns, else the name of its file. A mark before it, such as "[译]" or
	// "Repost:", is shown apart.
	Title string
	// Lang is a BCP 47 tag. If "", that of the book.
	Lang string
	// ID tells the article from all others and never changes. If "", URL,
	// else Path, else Title stands in.
	ID string
	// Path is the name of the source, for messages and for relative links
	// from other chapters ("../b.md"); "" if it has none.
	Path string
	// URL is the address of the article on its site, absolute or from the
	// root of the site. Links of other chapters to it lead into the book.
	URL string
	// HTML is the body as a fragment of HTML or XHTML, without title, warnings
	// and attribution. It is cleaned: see the package comment. A formula in TeX
	// is <code class="math">, on a line of its own <code class="math display">.
	HTML string
	// Curl is whether typewriter quotes, dashes and dots of English text become
	// typographic ones, as the engine of the site would do.
	Curl bool
	// Warnings stand before all else. None of them is ever left out.
	Warnings []Warning
	// Authors wrote the article; further roles are allowed. Empty if unknown:
	// nothing is invented.
	Authors []Author
	// Source is where the article was taken from; zero if it is original or
	// the source is unknown.
	Source Source
	// Reposted is whether the article is another's. With a Source it is, too.
	Reposted bool
	// Published and Updated are shown as days, in their own zone.
	Published, Updated time.Time
	// License is a name, a text or an absolute URL; "" if not stated.
	License string
	// Tags are shown below the title.
	Tags []string
	// Cover is the reference of the article's own picture: the front of a book
	// of this article alone. "" if it has none.
	Cover string
	// Open opens a local picture by its reference in HTML. It must not leave
	// the folder that may be published. If nil, there are none.
	Open func(ref string) (fs.File, error)
	// Resolve tells what a reference in HTML means on the site of the article. A
	// link to the file or address of another chapter leads to it, and any other to
	// the address of what it leads to. If nil, or of what it does not know, references
	// are read as paths and addresses.
	Resolve func(ref string) post.Target

	// clean is markup known to be what xhtml.Clean writes: HTML, unless it was
	// changed since.
	clean string
	// compressed is HTML, where that is "" because of [Layout.Compact].
	compressed []byte
	// places are the places of pictures in the source, by reference.
	places map[string]string
}

// A Source is the original of a reposted article. Empty fields are unknown.
type Source struct {
	Title       string // where it differs from that of the article
	URL         string // absolute
	Publication string // a journal, site or account
}

// A Warning is a content warning: what a reader must know before reading on.
type Warning struct {
	// Level is "note", "warning" or "danger"; "" is "warning".
	Level string
	// Title is such as "Content warning"; "" is that in the language of the
	// article.
	Title  string
	Topics []Topic
	// Section is whether the warning is about a section and stands there, in
	// the HTML of the chapter. It is then only listed before the contents.
	Section bool
	// ID is the id of the block of the warning in the HTML of the chapter; "" if it
	// has none. A warning of a section without one is looked for by its title.
	ID string
	// HTML is the body, cleaned like that of a chapter; "" if there is none.
	HTML string

	clean string // as in a Chapter
}

// A Topic is one thing that a content warning warns of.
type Topic struct {
	Label string // as shown: "self-harm"
	// ONIX is the code of ONIX code list 203, such as "09"; "" if none.
	ONIX string
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

// DefaultVolume is the number of articles of a volume: with more, readers
// become slow to open a book and to turn to its contents.
const DefaultVolume = 500

// Volumes returns the book split into volumes of at most n articles each, the
// articles shared with b; n ≤ 0 is [DefaultVolume]. A book that fits is
// returned alone and unchanged. Volumes are numbered and form a series of the
// title of b, if it is in none. Each has an identifier of its own.
func (b *Book) Volumes(n int) []*Book {
	if n <= 0 {
		n = DefaultVolume
	}
	all := slices.Collect(b.All())
	if len(all) <= n {
		return []*Book{b}
	}
	var volumes []*Book
	for part := range slices.Chunk(all, n) {
		keep := make(map[*Chapter]bool, len(part))
		for _, c := range part {
			keep[c] = true
		}
		v := *b
		v.Volume = len(volumes) + 1
		v.Chapters, v.Groups = only(b.Chapters, keep), onlyGroups(b.Groups, keep)
		if v.ID != "" {
			v.ID = "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, fmt.Appendf(nil, "%s\n%d", b.ID, v.Volume)).String()
		}
		if v.Series.Name == "" && b.Title != "" {
			v.Series = Series{Name: b.Title, Number: fmt.Sprint(v.Volume)}
		}
		volumes = append(volumes, &v)
	}
	return volumes
}

func only(all []*Chapter, keep map[*Chapter]bool) []*Chapter {
	var kept []*Chapter
	for _, c := range all {
		if keep[c] {
			kept = append(kept, c)
			delete(keep, c) // an article may stand in the book twice
		}
	}
	return kept
}

func onlyGroups(all []*Group, keep map[*Chapter]bool) []*Group {
	var kept []*Group
	for _, g := range all {
		k := &Group{Title: g.Title, Chapters: only(g.Chapters, keep), Groups: onlyGroups(g.Groups, keep)}
		if len(k.Chapters)+len(k.Groups) > 0 {
			kept = append(kept, k)
		}
	}
	return kept
}

// What is wrong with a book, wrapped by the errors of [Encoder.Encode].
var (
	// ErrEmpty is a book without any article.
	ErrEmpty = errors.New("no articles")
	// ErrLang is a language that is not a BCP 47 tag.
	ErrLang = errors.New("not a BCP 47 language tag")
	// ErrValue is a value that its field does not take.
	ErrValue = errors.New("value not allowed")
)

// allowed returns an error unless value is "" or one of those wanted.
func allowed[T ~string](value T, want []T) error {
	if value == "" || slices.Contains(want, value) {
		return nil
	}
	all := make([]string, len(want))
	for i, w := range want {
		all[i] = string(w)
	}
	wanted := strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
	if near := spell.Nearest(string(value), all); near != "" {
		wanted += fmt.Sprintf("; did you mean %q?", near)
	}
	return fmt.Errorf("%w: %q (want %s)", ErrValue, value, wanted)
}

// unmarshal sets to to the value that text names, if it is one of those wanted.
func unmarshal[T ~string](to *T, text []byte, want []T) error {
	value := T(text)
	if err := allowed(value, want); err != nil {
		return err
	}
	*to = value
	return nil
}

// check returns everything that keeps the book from being written.
func (b *Book) check() error {
	var errs []error
	fault := func(where string, err error, value string) {
		errs = append(errs, fmt.Errorf("epub: %s: %w: %q", where, err, value))
	}
	lang := func(where, tag string) {
		if tag == "" {
			return
		}
		if _, err := language.Parse(tag); err != nil {
			fault(where, ErrLang, tag)
		}
	}
	lang("book: lang", b.Lang)
	n := 0
	for c := range b.All() {
		n++
		name := c.name(n)
		lang(name+": lang", c.Lang)
		for _, w := range c.Warnings {
			if err := allowed(w.Level, []string{"note", "warning", "danger"}); err != nil {
				errs = append(errs, fmt.Errorf("epub: %s: level of a warning: %w", name, err))
			}
		}
	}
	if n == 0 {
		errs = append(errs, fmt.Errorf("epub: %w", ErrEmpty))
	}
	return errors.Join(errs...)
}

// name names the n-th chapter in messages.
func (c *Chapter) name(n int) string {
	if c.Path != "" {
		return c.Path
	}
	return fmt.Sprintf("chapter %d", n)
}

// heading returns the title of the chapter, else its first words, else the name of
// its file. The first words of an article that warns are not shown.
func (c *Chapter) heading(words *label.Labels) string {
	if t := xhtml.OneLine(xhtml.Legal(c.Title)); t != "" {
		return t
	}
	if len(c.Warnings) == 0 {
		if t := firstWords(c.HTML); t != "" {
			return t
		}
	}
	name := path.Base(c.Path)
	name = strings.TrimSuffix(name, path.Ext(name))
	switch name = xhtml.OneLine(strings.Map(func(r rune) rune {
		if r == '-' || r == '_' {
			return ' '
		}
		return r
	}, reDay.ReplaceAllString(name, ""))); strings.ToLower(name) {
	case "", ".", "/", "index", "readme":
		return words.Untitled
	}
	return name
}

// reDay is the date that the names of files begin with in Jekyll.
var reDay = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}-`)

// firstWords returns the first sentence or so of the text of markup, "" if there
// is none soon.
func firstWords(markup string) string {
	const (
		most   = 4 << 10 // bytes of markup looked at
		length = 24      // characters
	)
	cut := len(markup) > most
	if cut {
		markup = markup[:most]
	}
	text := textOf(xhtml.Parse(markup, xhtml.Options{}))
	runes := []rune(text)
	if len(runes) <= length {
		return text
	}
	end := length
	for i, r := range runes[:length] {
		if i > 0 && strings.ContainsRune("。！？；.!?;", r) {
			return string(runes[:i]) // a sentence
		}
		if r == ' ' && i > length/2 {
			end = i
		}
	}
	return strings.TrimRight(string(runes[:end]), " ,，、:：") + "…"
}

func (c *Chapter) isRepost() bool { return c.Reposted || c.Source != (Source{}) }

func (c *Chapter) identity() string {
	for _, s := range []string{c.ID, c.URL, c.Path, c.Title} {
		if s != "" {
			return s
		}
	}
	return ""
}

// complete returns a copy of b with every field that has a default filled.
func (b *Book) complete() *Book {
	full := *b
	var chapters []*Chapter
	for c := range b.All() {
		chapters = append(chapters, c)
	}
	full.unsaid = full.Lang
	if full.Lang == "" {
		full.Lang, full.unsaid = mainLang(chapters), commonLang(chapters)
	}
	words := label.For(full.Lang)
	full.Lang = cmp.Or(full.Lang, words.Lang)
	if full.Title = xhtml.OneLine(full.Title); full.Title == "" {
		full.Title = words.Untitled
		if len(chapters) == 1 {
			only, err := chapters[0].whole()
			if err != nil {
				only = chapters[0] // which is told when its text is wanted
			}
			full.Title = only.heading(words)
		}
	}
	if full.Volume > 0 {
		full.Title = full.Title + words.Paren(fmt.Sprintf(words.Volume, full.Volume))
	}
	if full.ID == "" {
		full.ID = identifier(chapters, full.Volume)
	}
	if len(full.Authors) == 0 {
		full.Authors = authorsOf(chapters)
	}
	if full.Rights == "" {
		full.Rights = commonLicense(chapters)
	}
	if full.Published.IsZero() && len(chapters) == 1 {
		full.Published = chapters[0].Published
	}
	if full.Modified.IsZero() {
		for _, c := range chapters {
			full.Modified = newest(full.Modified, c.Published, c.Updated)
		}
		if full.Modified.IsZero() {
			full.Modified = DefaultModified
		}
	}
	return &full
}

func newest(ts ...time.Time) time.Time {
	var last time.Time
	for _, t := range ts {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// commonLang returns the language of more than half of the chapters, which is that of
// those that state none too; "und" if there is no such one.
func commonLang(chapters []*Chapter) string {
	var langs label.Census
	for _, c := range chapters {
		langs.Add(c.Lang)
	}
	return cmp.Or(langs.Lang(), "und")
}

// mainLang returns the language of most chapters, "" if none has one.
func mainLang(chapters []*Chapter) string {
	count := make(map[string]int)
	for _, c := range chapters {
		count[c.Lang]++
	}
	main := ""
	for _, c := range chapters {
		if c.Lang != "" && !strings.HasPrefix(c.Lang, "und") && (main == "" || count[c.Lang] > count[main]) {
			main = c.Lang
		}
	}
	return main
}

// commonLicense returns the licence that every chapter states, "" if there is
// no such one.
func commonLicense(chapters []*Chapter) string {
	for _, c := range chapters {
		if c.License != chapters[0].License {
			return ""
		}
	}
	return chapters[0].License
}

// identifier names the set of sources (RFC 9562, section 5.5).
func identifier(chapters []*Chapter, volume int) string {
	var name strings.Builder
	for _, c := range chapters {
		name.WriteString(c.identity())
		name.WriteByte('\n')
	}
	fmt.Fprintf(&name, "%d", volume)
	return "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte(name.String())).String()
}

// authorsOf returns everyone who has a part in one of the chapters, by role,
// each once, in the order of the chapters.
func authorsOf(chapters []*Chapter) []Author {
	type key struct{ name, role string }
	seen := make(map[key]bool)
	var all []Author
	for _, c := range chapters {
		for _, a := range c.Authors {
			a.Name = xhtml.OneLine(a.Name)
			if k := (key{a.Name, a.role()}); a.Name != "" && !seen[k] {
				seen[k] = true
				all = append(all, a)
			}
		}
	}
	return all
}

func (a Author) role() string {
	if a.Role == "" {
		return "aut"
	}
	return a.Role
}

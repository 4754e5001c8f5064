package feed

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/feeds"
	"golang.org/x/text/language"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/mediatype"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A Catalog lists books, so that reader programs such as KOReader and Thorium
// can browse and download them. [Catalog.OPDS1] and [Catalog.OPDS2] write it. A
// zero field is left out unless its comment gives a default. Strings are plain
// text.
type Catalog struct {
	Title string // required
	// URL is the address of the folder in which the catalogue is published.
	// If "", references stay relative, so the catalogue can be served from any
	// address.
	URL string
	// ID is the permanent identifier, an absolute URI. If "", it is the
	// address of the OPDS 1.2 form, for which URL is required.
	ID          string
	Description string
	Lang        string // a BCP 47 tag; the default for books
	// Vocabulary has further languages, as [Feed.Vocabulary] has.
	Vocabulary *post.Vocabulary
	Authors    []post.Author
	Updated    time.Time // if zero, the time of the newest book
	Icon       string
	// Books are listed in their order.
	Books []*Publication
}

// A Publication is a book in a [Catalog]. ID, Title and File are required.
type Publication struct {
	ID       string // an absolute URI such as "urn:uuid:…"
	Title    string
	Subtitle string
	// Authors are the authors, and, if [post.Author.Role] is set, translators
	// and other contributors.
	Authors   []post.Author
	Publisher string
	Lang      string
	// Summary is a short description, without the content warnings, which are
	// written before it.
	Summary  string
	Subjects []string
	// Warnings are the content warnings of the book and its articles. Their
	// lines begin the summary, each line once, and their topics are categories.
	Warnings  []*post.Warning
	Published time.Time
	Updated   time.Time // when the file last changed; if zero, Published
	Rights    string
	Series    string
	Number    float64 // in the series; 0 if unknown
	// Cover is a JPEG, PNG or GIF file, and Thumbnail a smaller form of it.
	Cover, Thumbnail Media
	// File is the book. Its type is that of EPUB unless it states another.
	File Media
}

// The usual names of the files of a catalogue in OPDS 1.2 and OPDS 2.0.
const (
	OPDS1File = "opds.xml"
	OPDS2File = "opds.json"
)

// The media types of a catalogue in OPDS 1.2 and OPDS 2.0.
const (
	OPDS1Type = "application/atom+xml;profile=opds-catalog;kind=acquisition"
	OPDS2Type = "application/opds+json"
)

// ErrCatalog means that a [Catalog] lacks something or has an invalid value.
var ErrCatalog = errors.New("not a valid catalogue")

// A shelf is a catalogue that is being written.
type shelf struct {
	*Catalog
	base    string // ends with a slash; "" if references stay relative
	id      string
	updated time.Time
	books   []*shelved
}

// A shelved is a book that is being written. It holds what both formats have
// in common.
type shelved struct {
	*Publication
	lang, summary          string
	updated                time.Time
	topics                 []topic
	authors, others        []post.Author
	file, cover, thumbnail Media
}

// shelf checks the catalogue and all its books, and completes them.
func (c *Catalog) shelf() (*shelf, error) {
	s := &shelf{Catalog: c, id: c.ID}
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("feed: %w: "+format, append([]any{ErrCatalog}, args...)...))
	}
	if xhtml.OneLine(c.Title) == "" {
		bad("%w", ErrTitle)
	}
	if c.URL != "" {
		u, err := absolute(c.URL)
		if err != nil {
			return nil, fmt.Errorf("feed: %w: URL: %w", ErrCatalog, err)
		}
		u.RawQuery, u.Fragment, u.RawFragment = "", "", ""
		s.base = strings.TrimSuffix(u.String(), "/") + "/"
		s.id = cmp.Or(s.id, s.base+OPDS1File)
	}
	if !isURI(s.id) {
		bad("id: %q is not an absolute URI: set ID or URL", s.id)
	}
	ids := make(map[string]bool)
	for i, p := range c.Books {
		b, err := s.shelve(p)
		if err == nil && ids[p.ID] {
			err = fmt.Errorf("%w: id %q", ErrDuplicateID, p.ID)
		}
		if err != nil {
			bad("book %d: %w", i+1, err)
			continue
		}
		ids[p.ID] = true
		s.books = append(s.books, b)
	}
	var ok bool
	if s.updated, ok = writable(c.Updated); !ok || s.updated.IsZero() {
		s.updated = undated
		for _, b := range s.books {
			if b.updated.After(s.updated) {
				s.updated = b.updated
			}
		}
	}
	return s, errors.Join(errs...)
}

// shelve checks and completes a book.
func (s *shelf) shelve(p *Publication) (*shelved, error) {
	if p == nil || xhtml.OneLine(p.Title) == "" {
		return nil, ErrTitle
	}
	if !isURI(p.ID) {
		return nil, fmt.Errorf("id: %q is not an absolute URI", p.ID)
	}
	b := &shelved{Publication: p, lang: cmp.Or(knownLang(p.Lang), knownLang(s.Lang))}
	var ok bool
	if b.file, ok = s.media(p.File); !ok {
		return nil, fmt.Errorf("file: %w: %q", ErrURL, p.File.URL)
	}
	if b.file.Type == "" || b.file.Type == "application/octet-stream" {
		b.file.Type = "application/epub+zip"
	}
	b.cover, _ = s.media(p.Cover)
	b.thumbnail, _ = s.media(p.Thumbnail)
	published, _ := writable(p.Published)
	updated, _ := writable(p.Updated)
	b.updated = cmp.Or(updated, published, undated)
	for _, a := range known(p.Authors) {
		if a.Role == "" || a.Role == "author" {
			b.authors = append(b.authors, a)
		} else {
			b.others = append(b.others, a)
		}
	}
	words := label.Of(s.Vocabulary).For(b.lang)
	var lines []string
	for _, w := range completed(p.Warnings, words) {
		if line := xhtml.OneLine(s.Vocabulary.Line([]*post.Warning{w}, b.lang, 0)); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
		b.topics = appendTopics(b.topics, w, b.lang, s.Vocabulary)
	}
	warnings := len(lines)
	if own := strings.TrimSpace(xhtml.Legal(p.Summary)); own != "" {
		lines = append(lines, own)
	}
	b.summary = joinSummary(lines, warnings)
	return b, nil
}

// media resolves the address of a file and sets its type.
func (s *shelf) media(m Media) (Media, bool) {
	if u, err := absolute(m.URL); err == nil {
		m.URL = u.String()
	} else if ref, ok := xhtml.SafeURL(m.URL); ok && m.URL != "" && !hasScheme(ref) && !strings.HasPrefix(ref, "/") && !strings.HasPrefix(path.Clean(ref), "..") {
		m.URL = s.base + ref
	} else {
		return Media{}, false
	}
	m.Type = cmp.Or(m.Type, mediatype.Of(m.URL))
	m.Size, m.Width, m.Height = max(m.Size, 0), max(m.Width, 0), max(m.Height, 0)
	return m, true
}

// scheme returns the scheme of the categories for content warnings.
func (s *shelf) scheme() string { return cmp.Or(s.base, projectURL+"/") + "content-warning" }

// opdsFeed is the <feed> element. It implements [feeds.XmlFeed].
type opdsFeed struct {
	feeds.AtomFeed
	DC      string        `xml:"xmlns:dc,attr"`
	Lang    string        `xml:"xml:lang,attr,omitempty"`
	Links   []atomLink    `xml:"link"`
	Author  []atomPerson  `xml:"author"`
	Maker   atomGenerator `xml:"generator"`
	Entries []*opdsEntry  `xml:"entry"`
}

// FeedXml implements [feeds.XmlFeed].
func (a *opdsFeed) FeedXml() any { return a }

type opdsEntry struct {
	feeds.AtomEntry
	Lang        string         `xml:"xml:lang,attr,omitempty"`
	Author      []atomPerson   `xml:"author"`
	Contributor []atomPerson   `xml:"contributor"`
	Language    string         `xml:"dc:language,omitempty"`
	Publisher   string         `xml:"dc:publisher,omitempty"`
	Issued      string         `xml:"dc:issued,omitempty"`
	Category    []atomCategory `xml:"category"`
	Links       []atomLink     `xml:"link"`
}

// OPDS1 writes the catalogue as OPDS 1.2, an Atom feed. The error wraps
// [ErrCatalog], in which case nothing is written, or is that of w.
func (c *Catalog) OPDS1(w io.Writer) error {
	s, err := c.shelf()
	if err != nil {
		return err
	}
	a := &opdsFeed{DC: "http://purl.org/dc/terms/", Lang: knownLang(c.Lang), Maker: atomGenerator{URI: projectURL, Text: "Foreword"}}
	a.Xmlns, a.Id = nsAtom, s.id
	a.Title, a.Subtitle = xhtml.OneLine(c.Title), xhtml.OneLine(c.Description)
	a.Updated = s.updated.Format(time.RFC3339Nano)
	if m, ok := s.media(Media{URL: c.Icon}); ok {
		a.Icon = m.URL
	}
	a.Links = []atomLink{
		newAtomLink(s.base+OPDS1File, "self", OPDS1Type), newAtomLink(s.base+OPDS1File, "start", OPDS1Type),
		newAtomLink(s.base+OPDS2File, "alternate", OPDS2Type),
	}
	if a.Author = atomPeople(known(c.Authors)); len(a.Author) == 0 {
		a.Author = []atomPerson{{feeds.AtomPerson{Name: a.Title}}}
	}
	for _, b := range s.books {
		a.Entries = append(a.Entries, s.entry(b))
	}
	if err := feeds.WriteXML(a, w); err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n")
	return err
}

// entry returns a book as an entry of OPDS 1.2.
func (s *shelf) entry(b *shelved) *opdsEntry {
	e := &opdsEntry{Lang: b.lang, Language: b.lang, Publisher: xhtml.OneLine(b.Publisher)}
	e.Id, e.Title = b.ID, xhtml.OneLine(b.Title)
	if sub := xhtml.OneLine(b.Subtitle); sub != "" {
		e.Title += ": " + sub
	}
	e.Updated = b.updated.Format(time.RFC3339Nano)
	if t, ok := writable(b.Published); ok && !t.IsZero() {
		e.Published, e.Issued = t.Format(time.RFC3339Nano), t.Format(time.DateOnly)
	}
	e.Rights = xhtml.OneLine(b.Rights)
	if b.summary != "" {
		e.Summary = &feeds.AtomSummary{Type: "text", Content: b.summary}
	}
	e.Author, e.Contributor = atomPeople(b.authors), atomPeople(b.others)
	for _, t := range b.topics {
		e.Category = append(e.Category, atomCategory{Term: t.term, Scheme: s.scheme(), Label: t.text})
	}
	for _, t := range b.Subjects {
		if t = xhtml.OneLine(t); t != "" {
			e.Category = append(e.Category, atomCategory{Term: t, Label: t})
		}
	}
	for _, l := range []struct {
		rel string
		m   Media
	}{
		{"http://opds-spec.org/acquisition/open-access", b.file}, {"http://opds-spec.org/image", b.cover}, {"http://opds-spec.org/image/thumbnail", b.thumbnail},
	} {
		if l.m.URL == "" {
			continue
		}
		link := newAtomLink(l.m.URL, l.rel, l.m.Type)
		if l.m.Size > 0 {
			link.Length = strconv.FormatInt(l.m.Size, 10)
		}
		e.Links = append(e.Links, link)
	}
	return e
}

// The types of OPDS 2.0 are those of the Readium Web Publication Manifest.
type opdsCatalog struct {
	Metadata     opdsMetadata `json:"metadata"`
	Links        []opdsLink   `json:"links"`
	Publications []*opdsBook  `json:"publications,omitempty"`
	Navigation   []opdsLink   `json:"navigation,omitempty"`
}

type opdsMetadata struct {
	Title       string `json:"title"`
	Identifier  string `json:"identifier"`
	Description string `json:"description,omitempty"`
	Modified    string `json:"modified"`
	Number      int    `json:"numberOfItems"`
}

type opdsLink struct {
	Href   string `json:"href"`
	Type   string `json:"type,omitempty"`
	Rel    string `json:"rel,omitempty"`
	Title  string `json:"title,omitempty"`
	Size   int64  `json:"size,omitempty"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
}

type opdsBook struct {
	Metadata map[string]any `json:"metadata"`
	Links    []opdsLink     `json:"links"`
	Images   []opdsLink     `json:"images,omitempty"`
}

// opdsRoles holds the roles of contributors that OPDS 2.0 has a name for.
var opdsRoles = []string{"artist", "editor", "illustrator", "narrator", "translator"}

// OPDS2 writes the catalogue as OPDS 2.0, with errors like [Catalog.OPDS1].
func (c *Catalog) OPDS2(w io.Writer) error {
	s, err := c.shelf()
	if err != nil {
		return err
	}
	doc := &opdsCatalog{
		Metadata: opdsMetadata{
			Title: xhtml.OneLine(c.Title), Identifier: s.id, Description: xhtml.OneLine(c.Description),
			Modified: s.updated.Format(time.RFC3339), Number: len(s.books),
		},
		Links: []opdsLink{
			{Href: s.base + OPDS2File, Rel: "self", Type: OPDS2Type}, {Href: s.base + OPDS1File, Rel: "alternate", Type: OPDS1Type},
		},
	}
	for _, b := range s.books {
		doc.Publications = append(doc.Publications, s.publication(b))
	}
	if len(doc.Publications) == 0 { // a catalogue must have one of the two
		doc.Navigation = []opdsLink{{Href: s.base + OPDS2File, Title: doc.Metadata.Title, Type: OPDS2Type, Rel: "current"}}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

// publication returns a book as a publication of OPDS 2.0.
func (s *shelf) publication(b *shelved) *opdsBook {
	m := map[string]any{"@type": "http://schema.org/Book", "title": xhtml.OneLine(b.Title), "identifier": b.ID, "modified": b.updated.Format(time.RFC3339)}
	text := func(name, s string) {
		if s != "" {
			m[name] = s
		}
	}
	text("subtitle", xhtml.OneLine(b.Subtitle))
	text("description", b.summary)
	text("publisher", xhtml.OneLine(b.Publisher))
	if tag, err := language.Parse(b.lang); err == nil && b.lang != "" {
		m["language"] = tag.String() // the schema checks the case of letters
	}
	if t, ok := writable(b.Published); ok && !t.IsZero() {
		m["published"] = t.Format(time.RFC3339)
	}
	people := func(role, name string) {
		list, _ := m[role].([]string)
		m[role] = append(list, name)
	}
	for _, a := range b.authors {
		people("author", a.Name)
	}
	for _, a := range b.others {
		role := "contributor"
		if slices.Contains(opdsRoles, a.Role) {
			role = a.Role
		}
		people(role, a.Name)
	}
	var subjects []map[string]string
	for _, t := range b.topics {
		subjects = append(subjects, map[string]string{"name": t.text, "scheme": s.scheme(), "code": t.term})
	}
	for _, t := range b.Subjects {
		if t = xhtml.OneLine(t); t != "" {
			subjects = append(subjects, map[string]string{"name": t})
		}
	}
	if len(subjects) > 0 {
		m["subject"] = subjects
	}
	if name := xhtml.OneLine(b.Series); name != "" {
		series := map[string]any{"name": name}
		if b.Number > 0 {
			series["position"] = b.Number
		}
		m["belongsTo"] = map[string]any{"series": []any{series}}
	}
	book := &opdsBook{Metadata: m, Links: []opdsLink{{Href: b.file.URL, Type: b.file.Type, Rel: "http://opds-spec.org/acquisition/open-access", Size: b.file.Size}}}
	for _, img := range []Media{b.cover, b.thumbnail} {
		if img.URL != "" {
			book.Images = append(book.Images, opdsLink{Href: img.URL, Type: img.Type, Width: img.Width, Height: img.Height})
		}
	}
	return book
}

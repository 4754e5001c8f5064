package feed

import (
	"cmp"
	"encoding/xml"
	"io"
	"iter"
	"net/url"
	"strconv"
	"time"

	"github.com/gorilla/feeds"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// atomFeed is the <feed> element. It implements [feeds.XmlFeed].
type atomFeed struct {
	feeds.AtomFeed
	Media     string        `xml:"xmlns:media,attr"`
	FH        string        `xml:"xmlns:fh,attr,omitempty"`
	Spaces    []xml.Attr    `xml:",any,attr"`
	Lang      string        `xml:"xml:lang,attr,omitempty"`
	Generator atomGenerator `xml:"generator"`
	Links     []atomLink    `xml:"link"`
	Author    []atomPerson  `xml:"author"`
	Archive   *struct{}     `xml:"fh:archive"`
	Elements  []Element
	Entries   atomEntries `xml:"entry"`
}

// FeedXml implements [feeds.XmlFeed].
func (a *atomFeed) FeedXml() any { return a }

type atomGenerator struct {
	URI     string `xml:"uri,attr,omitempty"`
	Version string `xml:"version,attr,omitempty"`
	Text    string `xml:",chardata"`
}

type atomLink struct {
	feeds.AtomLink
	Title string `xml:"title,attr,omitempty"`
}

type atomPerson struct{ feeds.AtomPerson }

type atomCategory struct {
	Term   string `xml:"term,attr"`
	Scheme string `xml:"scheme,attr,omitempty"`
	Label  string `xml:"label,attr,omitempty"`
}

type atomEntry struct {
	feeds.AtomEntry
	Lang        string          `xml:"xml:lang,attr,omitempty"`
	Category    []atomCategory  `xml:"category"`
	Content     *atomContent    `xml:"content"`
	Links       []atomLink      `xml:"link"`
	Author      []atomPerson    `xml:"author"`
	Contributor []atomPerson    `xml:"contributor"`
	Ratings     []mediaRating   `xml:"media:rating"`
	Media       []mediaContent  `xml:"media:content"`
	Thumbnail   *mediaThumbnail `xml:"media:thumbnail"`
	Elements    []Element
}

// atomContent holds markup as character data: it is escaped when it is
// written.
type atomContent struct {
	Type string
	Text string
}

// atomEntries writes the entries of a feed as they come.
type atomEntries struct {
	d   *document
	seq iter.Seq2[*entry, error]
	to  io.Writer // of the encoder
}

// MarshalXML implements [xml.Marshaler].
func (a atomEntries) MarshalXML(e *xml.Encoder, _ xml.StartElement) error {
	if err := e.Flush(); err != nil {
		return err
	}
	w := &xmlWriter{depth: 1}
	return inPieces(a.to, &w.b, a.seq, func(en *entry) error {
		w.start("entry")
		w.attrIf("xml:lang", en.lang)
		w.open()
		a.d.atomEntry(en).write(w)
		w.close("entry")
		return nil
	})
}

// write writes the content of the <entry> element.
func (a *atomEntry) write(w *xmlWriter) {
	w.element("title", a.Title)
	w.element("updated", a.Updated)
	w.element("id", a.Id)
	w.elementIf("rights", a.Rights)
	w.elementIf("published", a.Published)
	if s := a.Summary; s != nil {
		w.start("summary")
		w.attr("type", s.Type)
		w.end("summary", s.Content)
	}
	for _, c := range a.Category {
		w.start("category")
		w.attr("term", c.Term)
		w.attrIf("scheme", c.Scheme)
		w.attrIf("label", c.Label)
		w.end("category", "")
	}
	if c := a.Content; c != nil {
		w.start("content")
		w.attr("type", c.Type)
		w.b = appendMarkup(append(w.b, '>'), c.Text)
		w.closeTag("content")
	}
	for _, l := range a.Links {
		w.start("link")
		w.attr("href", l.Href)
		w.attrIf("rel", l.Rel)
		w.attrIf("type", l.Type)
		w.attrIf("length", l.Length)
		w.attrIf("title", l.Title)
		w.end("link", "")
	}
	writePeople(w, "author", a.Author)
	writePeople(w, "contributor", a.Contributor)
	writeRatings(w, a.Ratings)
	writeMedia(w, a.Media, a.Thumbnail)
	writeElements(w, a.Elements)
}

func writePeople(w *xmlWriter, name string, people []atomPerson) {
	for _, p := range people {
		w.start(name)
		w.open()
		w.elementIf("name", p.Name)
		w.elementIf("uri", p.Uri)
		w.elementIf("email", p.Email)
		w.close(name)
	}
}

func (d *document) writeAtom(w io.Writer, entries iter.Seq2[*entry, error]) error {
	f := d.feed
	a := &atomFeed{Media: nsMedia, Lang: d.lang, Entries: atomEntries{d, entries, w}}
	a.Xmlns = nsAtom
	a.Spaces, a.Elements = xmlSpaces(d.spaces), d.elements()
	if f.Archive {
		a.FH, a.Archive = nsFH, new(struct{})
	}
	a.Id = cmp.Or(f.ID, f.URL(FormatAtom))
	a.Title = xhtml.OneLine(f.Title)
	a.Subtitle = xhtml.OneLine(f.Description)
	a.Updated = d.updated.Format(time.RFC3339Nano)
	a.Rights = xhtml.OneLine(f.Rights)
	if f.Icon != "" {
		a.Icon = d.refs.resolve(f.Icon)
	}
	if f.Logo != "" {
		a.Logo = d.refs.resolve(f.Logo)
	}
	g := f.generator()
	a.Generator = atomGenerator{g.URL, g.Version, g.Name}
	a.Links = append(a.Links, newAtomLink(d.refs.home.String(), "alternate", "text/html"))
	for _, l := range d.links(FormatAtom) {
		a.Links = append(a.Links, newAtomLink(l.Href, l.Rel, l.Type))
	}
	a.Author = atomPeople(known(f.Authors))
	if len(a.Author) == 0 {
		a.Author = []atomPerson{{feeds.AtomPerson{Name: a.Title}}} // RFC 4287, section 4.1.1, requires an author
	}
	if err := feeds.WriteXML(a, w); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func newAtomLink(href, rel, typ string) atomLink {
	return atomLink{AtomLink: feeds.AtomLink{Href: href, Rel: rel, Type: typ}}
}

func atomPeople(people []post.Author) []atomPerson {
	var all []atomPerson
	for _, a := range people {
		all = append(all, atomPerson{feeds.AtomPerson{Name: a.Name, Uri: a.URL, Email: a.Email}})
	}
	return all
}

func (d *document) atomEntry(en *entry) *atomEntry {
	a := &atomEntry{Lang: en.lang}
	a.Id = en.id
	a.Title = cmp.Or(en.title, en.words.Untitled)
	a.Updated = en.stamp.Format(time.RFC3339Nano)
	if !en.published.IsZero() {
		a.Published = en.published.Format(time.RFC3339Nano)
	}
	a.Rights = en.rights
	if en.summary != "" {
		a.Summary = &feeds.AtomSummary{Type: "text", Content: en.summary}
	}
	switch {
	case en.content != "":
		a.Content = &atomContent{Type: "html", Text: en.content}
	case en.url == "" && en.link == "":
		// An entry must have content or an alternate link (RFC 4287, section
		// 4.1.2).
		a.Content = &atomContent{Type: "text", Text: cmp.Or(en.summary, a.Title)}
	case en.summary == "":
		a.Summary = &feeds.AtomSummary{Type: "text", Content: a.Title}
	}
	a.Links = atomLinks(en)
	a.Author = atomPeople(en.authors)
	if len(a.Author) == 0 && en.repost != nil {
		// An entry without an author inherits that of the feed (RFC 4287,
		// section 4.2.1), who did not write a repost.
		a.Author = []atomPerson{{feeds.AtomPerson{Name: d.unknownAuthor(en)}}}
	}
	a.Contributor = atomPeople(en.contributors)
	for _, t := range en.topics {
		a.Category = append(a.Category, atomCategory{Term: t.term, Scheme: d.scheme, Label: t.text})
	}
	for _, t := range en.tags {
		a.Category = append(a.Category, atomCategory{Term: t})
	}
	a.Elements = en.elements
	a.Ratings = d.ratings(en)
	a.Media, a.Thumbnail = mediaOf(en)
	return a
}

// atomLinks returns the links of an entry. They have no type if they lead to
// another site, where the type is not known.
func atomLinks(en *entry) []atomLink {
	var all []atomLink
	if en.link != "" {
		all = append(all, newAtomLink(en.link, "alternate", ""))
	}
	if en.url != "" {
		rel := "alternate"
		if en.link != "" {
			rel = "related"
		}
		all = append(all, newAtomLink(en.url, rel, "text/html"))
	}
	if en.via != "" {
		via := newAtomLink(en.via, "via", "")
		via.Title = xhtml.OneLine(en.repost.Publication)
		all = append(all, via, newAtomLink(en.via, "related", ""))
	}
	for _, m := range en.enclosures {
		l := newAtomLink(m.URL, "enclosure", m.Type)
		if m.Size > 0 {
			l.Length = strconv.FormatInt(m.Size, 10)
		}
		all = append(all, l)
	}
	return all
}

// unknownAuthor returns the text in place of the author of a repost that does
// not name one: where it appeared, or else the word for a repost.
func (d *document) unknownAuthor(en *entry) string {
	if p := xhtml.OneLine(en.repost.Publication); p != "" {
		return p
	}
	if u, err := url.Parse(en.via); err == nil && u.Host != "" {
		return u.Hostname()
	}
	return en.words.Repost
}

package feed

import (
	"cmp"
	"encoding/xml"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// The types in this file and in atom.go embed those of gorilla/feeds. Of two
// fields with the same name, encoding/xml uses the one that is embedded less
// deeply, so a field is replaced by declaring it again.

const (
	nsAtom  = "http://www.w3.org/2005/Atom"
	nsDC    = "http://purl.org/dc/elements/1.1/"
	nsMedia = "http://search.yahoo.com/mrss/"
	nsFH    = "http://purl.org/syndication/history/1.0"
	nsRSS10 = "http://purl.org/rss/1.0/modules/content/"
)

// rssDocument is the <rss> element. It implements [feeds.XmlFeed].
type rssDocument struct {
	feeds.RssFeedXml
	Atom    string      `xml:"xmlns:atom,attr"`
	DC      string      `xml:"xmlns:dc,attr"`
	Media   string      `xml:"xmlns:media,attr"`
	FH      string      `xml:"xmlns:fh,attr,omitempty"`
	Spaces  []xml.Attr  `xml:",any,attr"`
	Channel *rssChannel `xml:"channel"`
}

// FeedXml implements [feeds.XmlFeed].
func (r *rssDocument) FeedXml() any { return r }

type rssChannel struct {
	feeds.RssFeed
	Title       plainText `xml:"title"`
	Link        string    `xml:"link"`
	Description plainText `xml:"description"`
	Creator     string    `xml:"dc:creator,omitempty"`
	Links       []rssLink `xml:"atom:link"`
	Archive     *struct{} `xml:"fh:archive"`
	Image       *rssImage `xml:"image"`
	Elements    []Element
	Items       rssItems `xml:"item"`
}

type rssImage struct {
	feeds.RssImage
	Title plainText `xml:"title"`
}

// plainText holds text that readers must not take for markup. Its special
// characters are written as hexadecimal references, which readers that decode
// twice leave alone (RSS Advisory Board, Best Practices Profile, "character
// data").
type plainText struct {
	Escaped string `xml:",innerxml"`
}

func newPlainText(s string) plainText { return plainText{plainEscaper.Replace(xhtml.Legal(s))} }

var plainEscaper = strings.NewReplacer("&", "&#x26;", "<", "&#x3C;", ">", "&#x3E;")

// rssLink is an atom:link element in an RSS channel or item.
type rssLink struct {
	Href  string `xml:"href,attr"`
	Rel   string `xml:"rel,attr,omitempty"`
	Type  string `xml:"type,attr,omitempty"`
	Title string `xml:"title,attr,omitempty"`
}

type rssItem struct {
	feeds.RssItem
	Title        *plainText        `xml:"title"`
	Link         string            `xml:"link,omitempty"`
	Guid         *feeds.RssGuid    `xml:"guid"`
	PubDate      string            `xml:"pubDate,omitempty"`
	Description  string            `xml:"description,omitempty"`
	Content      *feeds.RssContent `xml:"content:encoded"`
	Creator      string            `xml:"dc:creator,omitempty"`
	Contributors []string          `xml:"dc:contributor"`
	Publisher    string            `xml:"dc:publisher,omitempty"`
	Source       string            `xml:"dc:source,omitempty"`
	Rights       string            `xml:"dc:rights,omitempty"`
	Language     string            `xml:"dc:language,omitempty"`
	Updated      string            `xml:"atom:updated,omitempty"`
	Links        []rssLink         `xml:"atom:link"`
	Category     []rssCategory     `xml:"category"`
	Ratings      []mediaRating     `xml:"media:rating"`
	Enclosure    *feeds.RssEnclosure
	Media        []mediaContent  `xml:"media:content"`
	Thumbnail    *mediaThumbnail `xml:"media:thumbnail"`
	Elements     []Element
}

type rssCategory struct {
	Domain string `xml:"domain,attr,omitempty"`
	Text   string `xml:",chardata"`
}

// The media elements are those of Media RSS 1.5.1, in Atom and RSS alike.
type mediaRating struct {
	Scheme string `xml:"scheme,attr"`
	Text   string `xml:",chardata"`
}

type mediaThumbnail struct {
	URL    string `xml:"url,attr"`
	Width  int    `xml:"width,attr,omitempty"`
	Height int    `xml:"height,attr,omitempty"`
}

type mediaContent struct {
	URL         string     `xml:"url,attr"`
	Type        string     `xml:"type,attr,omitempty"`
	Medium      string     `xml:"medium,attr,omitempty"`
	Size        int64      `xml:"fileSize,attr,omitempty"`
	Width       int        `xml:"width,attr,omitempty"`
	Height      int        `xml:"height,attr,omitempty"`
	Duration    int        `xml:"duration,attr,omitempty"`
	Description *mediaText `xml:"media:description"`
}

type mediaText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// rssItems writes the items of a channel as they come.
type rssItems struct {
	d   *document
	seq iter.Seq2[*entry, error]
	to  io.Writer // of the encoder
}

// MarshalXML implements [xml.Marshaler].
func (r rssItems) MarshalXML(e *xml.Encoder, _ xml.StartElement) error {
	if err := e.Flush(); err != nil {
		return err
	}
	w := &xmlWriter{depth: 2}
	return inPieces(r.to, &w.b, r.seq, func(en *entry) error {
		w.start("item")
		w.open()
		r.d.rssItem(en).write(w)
		w.close("item")
		return nil
	})
}

// write writes the content of the <item> element.
func (it *rssItem) write(w *xmlWriter) {
	if it.Title != nil {
		w.raw("title", it.Title.Escaped)
	}
	w.elementIf("link", it.Link)
	w.start("guid")
	w.attrIf("isPermaLink", it.Guid.IsPermaLink)
	w.end("guid", it.Guid.Id)
	w.elementIf("pubDate", it.PubDate)
	w.elementIf("description", it.Description)
	if it.Content != nil {
		w.cdata("content:encoded", it.Content.Content)
	}
	w.elementIf("dc:creator", it.Creator)
	for _, name := range it.Contributors {
		w.element("dc:contributor", name)
	}
	w.elementIf("dc:publisher", it.Publisher)
	w.elementIf("dc:source", it.Source)
	w.elementIf("dc:rights", it.Rights)
	w.elementIf("dc:language", it.Language)
	w.elementIf("atom:updated", it.Updated)
	for _, l := range it.Links {
		w.start("atom:link")
		w.attr("href", l.Href)
		w.attrIf("rel", l.Rel)
		w.attrIf("type", l.Type)
		w.attrIf("title", l.Title)
		w.end("atom:link", "")
	}
	for _, c := range it.Category {
		w.start("category")
		w.attrIf("domain", c.Domain)
		w.end("category", c.Text)
	}
	writeRatings(w, it.Ratings)
	if e := it.Enclosure; e != nil {
		w.start("enclosure")
		w.attr("url", e.Url)
		w.attr("length", e.Length)
		w.attr("type", e.Type)
		w.end("enclosure", "")
	}
	writeMedia(w, it.Media, it.Thumbnail)
	writeElements(w, it.Elements)
}

func writeRatings(w *xmlWriter, all []mediaRating) {
	for _, r := range all {
		w.start("media:rating")
		w.attr("scheme", r.Scheme)
		w.end("media:rating", r.Text)
	}
}

func writeMedia(w *xmlWriter, all []mediaContent, thumb *mediaThumbnail) {
	for _, m := range all {
		w.start("media:content")
		w.attr("url", m.URL)
		w.attrIf("type", m.Type)
		w.attrIf("medium", m.Medium)
		w.number("fileSize", m.Size)
		w.number("width", int64(m.Width))
		w.number("height", int64(m.Height))
		w.number("duration", int64(m.Duration))
		if m.Description == nil {
			w.end("media:content", "")
			continue
		}
		w.open()
		w.start("media:description")
		w.attr("type", m.Description.Type)
		w.end("media:description", m.Description.Text)
		w.close("media:content")
	}
	if thumb != nil {
		w.start("media:thumbnail")
		w.attr("url", thumb.URL)
		w.number("width", int64(thumb.Width))
		w.number("height", int64(thumb.Height))
		w.end("media:thumbnail", "")
	}
}

func (d *document) writeRSS(w io.Writer, entries iter.Seq2[*entry, error]) error {
	f := d.feed
	doc := &rssDocument{Atom: nsAtom, DC: nsDC, Media: nsMedia}
	doc.Spaces = xmlSpaces(d.spaces)
	doc.Version, doc.ContentNamespace = "2.0", nsRSS10
	if f.Archive {
		doc.FH = nsFH
	}
	c := &rssChannel{Items: rssItems{d, entries, w}}
	title := xhtml.OneLine(f.Title)
	c.Title = newPlainText(title)
	c.Link = d.refs.home.String()
	c.Description = newPlainText(cmp.Or(xhtml.OneLine(f.Description), title))
	c.Language = d.lang
	c.Copyright = xhtml.OneLine(f.Rights)
	c.Creator = d.labels(d.lang).Join(names(f.Authors))
	c.LastBuildDate = rfc822(d.updated)
	g := f.generator()
	c.Generator = strings.TrimSpace(g.Name + " " + g.Version)
	c.Docs = "https://www.rssboard.org/rss-specification"
	c.Ttl = int(f.TTL / time.Minute)
	if logo := cmp.Or(f.Logo, f.Icon); logo != "" {
		c.Image = &rssImage{
			RssImage: feeds.RssImage{Url: d.refs.resolve(logo), Link: c.Link},
			Title:    c.Title,
		}
	}
	for _, l := range d.links(FormatRSS) {
		c.Links = append(c.Links, rssLink{l.Href, l.Rel, l.Type, ""})
	}
	c.Elements = d.elements()
	if f.Archive {
		c.Archive = new(struct{})
	}
	doc.Channel = c
	if err := feeds.WriteXML(doc, w); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (d *document) rssItem(en *entry) *rssItem {
	it := &rssItem{
		Link: cmp.Or(en.link, en.url),
		Guid: &feeds.RssGuid{Id: en.id, IsPermaLink: strconv.FormatBool(en.id == en.url)},
		// Readers interpret the description as markup.
		Description: xhtml.Escape(cmp.Or(en.summary, en.excerpt)),
		Creator:     en.words.Join(names(en.authors)),
		Rights:      en.rights,
		Language:    en.lang,
		Source:      en.via,
	}
	if en.content != "" {
		it.Content = &feeds.RssContent{Content: en.content}
	}
	if !en.published.IsZero() {
		it.PubDate = rfc822(en.published)
	}
	if !en.modified.IsZero() {
		it.Updated = en.modified.Format(time.RFC3339)
	}
	it.Contributors = names(en.contributors)
	if en.repost != nil {
		it.Publisher = xhtml.OneLine(en.repost.Publication)
	}
	if en.via != "" {
		it.Links = []rssLink{{Href: en.via, Rel: "via", Title: it.Publisher}}
	}
	if en.link != "" && en.url != "" {
		it.Links = append(it.Links, rssLink{Href: en.url, Rel: "related"})
	}
	it.Elements = en.elements
	for _, t := range en.topics {
		it.Category = append(it.Category, rssCategory{Domain: d.scheme, Text: t.text})
	}
	for _, t := range en.tags {
		it.Category = append(it.Category, rssCategory{Text: t})
	}
	it.Ratings = d.ratings(en)
	it.Media, it.Thumbnail = mediaOf(en)
	// Readers and validators accept only one enclosure for each item. An
	// unknown length is written as 0, as the RSS Advisory Board recommends.
	if len(en.enclosures) > 0 {
		m := en.enclosures[0]
		it.Enclosure = &feeds.RssEnclosure{Url: m.URL, Type: m.Type, Length: strconv.FormatInt(m.Size, 10)}
	} else if m := en.image; m != nil && m.Size > 0 && m.Type != "" {
		it.Enclosure = &feeds.RssEnclosure{Url: m.URL, Type: m.Type, Length: strconv.FormatInt(m.Size, 10)}
	}
	title := en.title
	if it.Description == "" {
		title = cmp.Or(title, en.words.Untitled) // RSS 2.0 requires a title or a description
	}
	if title != "" {
		text := newPlainText(title)
		it.Title = &text
	}
	return it
}

// rfc822 formats a time for RSS, with a year of four digits.
func rfc822(t time.Time) string { return t.Format(time.RFC1123Z) }

// ratings returns the media:rating elements for the content warnings.
func (d *document) ratings(en *entry) []mediaRating {
	if en.level == 0 {
		return nil
	}
	all := []mediaRating{{Scheme: d.scheme, Text: en.level.String()}}
	if d.enc.AdultRating && en.adult() {
		all = append(all, mediaRating{Scheme: "urn:simple", Text: "adult"})
	}
	return all
}

// mediaOf returns the elements for the picture and the enclosures of an item.
func mediaOf(en *entry) ([]mediaContent, *mediaThumbnail) {
	var all []mediaContent
	var thumb *mediaThumbnail
	add := func(m Media) {
		c := mediaContent{URL: m.URL, Type: m.Type, Size: m.Size, Width: m.Width, Height: m.Height, Duration: int(m.Duration / time.Second)}
		if kind, _, _ := strings.Cut(m.Type, "/"); kind == "image" || kind == "audio" || kind == "video" {
			c.Medium = kind
		}
		if m.Alt != "" {
			c.Description = &mediaText{Type: "plain", Text: m.Alt}
		}
		all = append(all, c)
	}
	if m := en.image; m != nil {
		add(*m)
		all[0].Medium = "image"
		thumb = &mediaThumbnail{URL: m.URL, Width: m.Width, Height: m.Height}
	}
	for _, m := range en.enclosures {
		add(m)
	}
	return all, thumb
}

package feed

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// jsonFeed is the head of a document. The items are written after it.
type jsonFeed struct {
	feeds.JSONFeed
	Author  *feeds.JSONAuthor `json:"author,omitempty"`
	Authors []jsonAuthor      `json:"authors,omitempty"`
	Items   []struct{}        `json:"items,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
}

type jsonItem struct {
	feeds.JSONItem
	// BannerImage replaces a field of gorilla/feeds whose JSON name is
	// misspelt.
	BannerImage string           `json:"banner_image,omitempty"`
	Authors     []jsonAuthor     `json:"authors,omitempty"`
	Language    string           `json:"language,omitempty"`
	Published   string           `json:"date_published,omitempty"`
	Modified    string           `json:"date_modified,omitempty"`
	Attachments []jsonAttachment `json:"attachments,omitempty"`
	Foreword    *jsonExtension   `json:"_foreword,omitempty"`
	Extensions  jsonExtensions   `json:"-"` // each a member of its own
}

type jsonAttachment struct {
	URL      string `json:"url"`
	MIMEType string `json:"mime_type"`
	Title    string `json:"title,omitempty"`
	Size     int64  `json:"size_in_bytes,omitempty"`
	Duration int    `json:"duration_in_seconds,omitempty"`
}

// jsonExtension is the _foreword object of an item; see the package comment.
type jsonExtension struct {
	About    string        `json:"about"`
	Warnings []jsonWarning `json:"warnings,omitempty"`
	Repost   *jsonRepost   `json:"repost,omitempty"`
}

type jsonWarning struct {
	Level  post.Level   `json:"level"`
	Title  string       `json:"title"`
	Scope  post.Scope   `json:"scope"`
	Topics []post.Topic `json:"topics"`
	Text   string       `json:"text,omitempty"`
}

type jsonRepost struct {
	Authors      []jsonAuthor `json:"authors,omitempty"`
	Title        string       `json:"title,omitempty"`
	URL          string       `json:"url,omitempty"`
	Publication  string       `json:"publication,omitempty"`
	Contributors []jsonPerson `json:"contributors,omitempty"`
	License      string       `json:"license,omitempty"`
}

type jsonPerson struct {
	jsonAuthor
	Role string `json:"role,omitempty"`
}

// write writes the members of an item.
func (j *jsonItem) write(w *jsonWriter) error {
	w.key("id")
	w.b = appendJSON(w.b, j.Id)
	w.text("url", j.Url)
	w.text("external_url", j.ExternalUrl)
	w.text("title", j.Title)
	w.text("content_html", j.ContentHTML)
	w.text("content_text", j.ContentText)
	w.text("summary", j.Summary)
	w.text("image", j.Image)
	w.list("tags", j.Tags)
	w.text("banner_image", j.BannerImage)
	if len(j.Authors) > 0 {
		if err := w.value("authors", j.Authors); err != nil {
			return err
		}
	}
	w.text("language", j.Language)
	w.text("date_published", j.Published)
	w.text("date_modified", j.Modified)
	if len(j.Attachments) > 0 {
		if err := w.value("attachments", j.Attachments); err != nil {
			return err
		}
	}
	if j.Foreword != nil {
		if err := w.value("_foreword", j.Foreword); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(j.Extensions)) {
		if err := w.value(name, j.Extensions[name]); err != nil {
			return err
		}
	}
	return nil
}

// writeJSON writes the head without its closing brace, and then the items one
// by one.
func (d *document) writeJSON(w io.Writer, entries iter.Seq2[*entry, error]) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d.jsonFeed()); err != nil {
		return err
	}
	extensions := jsonElements(d.elements(), d.spaces)
	head := bytes.TrimSuffix(buf.Bytes(), []byte("\n}\n"))
	for _, name := range slices.Sorted(maps.Keys(extensions)) {
		item := new(jsonWriter)
		if err := item.value(name, extensions[name]); err != nil {
			return err
		}
		head = append(append(head, ",\n  "...), item.b...)
	}
	head = append(head, ",\n  \"items\": ["...)
	if _, err := w.Write(head); err != nil {
		return err
	}
	// Each item is on one line, because indenting a long text takes as long
	// as encoding it.
	sep := "\n    "
	item := new(jsonWriter)
	err := inPieces(w, &item.b, entries, func(en *entry) error {
		item.b, item.comma = append(append(item.b, sep...), '{'), false
		err := d.jsonItem(en).write(item)
		item.b = append(item.b, '}')
		sep = ",\n    "
		return err
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n  ]\n}\n")
	return err
}

func (d *document) jsonFeed() *jsonFeed {
	f := d.feed
	j := new(jsonFeed)
	j.Version = "https://jsonfeed.org/version/1.1"
	j.Title = xhtml.OneLine(f.Title)
	j.HomePageUrl = d.refs.home.String()
	j.FeedUrl = f.URL(FormatJSON)
	j.Description = xhtml.OneLine(f.Description)
	j.Language = d.lang
	if f.Logo != "" || f.Icon != "" {
		j.Icon = d.refs.resolve(cmp.Or(f.Logo, f.Icon))
	}
	if f.Icon != "" {
		j.Favicon = d.refs.resolve(f.Icon)
	}
	if f.Hub != "" {
		j.Hubs = []*feeds.JSONHub{{Type: "WebSub", Url: d.refs.resolve(f.Hub)}}
	}
	if f.PrevArchive != nil {
		j.NextUrl = f.address(*f.PrevArchive, FormatJSON)
	}
	j.Authors = jsonAuthors(known(f.Authors))
	return j
}

func jsonAuthors(people []post.Author) []jsonAuthor {
	var all []jsonAuthor
	for _, a := range people {
		all = append(all, jsonAuthor{Name: a.Name, URL: a.URL})
	}
	return all
}

func (d *document) jsonItem(en *entry) *jsonItem {
	j := &jsonItem{Authors: jsonAuthors(en.authors), Language: en.lang}
	j.Id = en.id
	j.Url = en.url
	j.ExternalUrl = cmp.Or(en.link, en.via)
	j.Extensions = jsonElements(en.elements, d.spaces)
	j.Title = en.title
	j.Summary = en.summary
	j.ContentHTML = en.content
	if en.content == "" {
		j.ContentText = cmp.Or(en.summary, en.title, en.words.Untitled) // JSON Feed requires content_html or content_text
	}
	if !en.published.IsZero() {
		j.Published = en.published.Format(time.RFC3339Nano)
	}
	if !en.modified.IsZero() {
		j.Modified = en.modified.Format(time.RFC3339Nano)
	}
	if en.image != nil {
		j.Image = en.image.URL
	}
	for _, t := range en.topics {
		j.Tags = append(j.Tags, t.text)
	}
	j.Tags = append(j.Tags, en.tags...)
	for _, m := range en.enclosures {
		j.Attachments = append(j.Attachments, jsonAttachment{m.URL, m.Type, m.Alt, m.Size, int(m.Duration / time.Second)})
	}
	j.Foreword = jsonExtensionOf(en)
	return j
}

// jsonExtensionOf returns the metadata that JSON Feed has no field for; nil
// if there is none.
func jsonExtensionOf(en *entry) *jsonExtension {
	if len(en.warnings) == 0 && en.repost == nil {
		return nil
	}
	x := &jsonExtension{About: projectURL}
	for _, w := range en.warnings {
		jw := jsonWarning{
			Level: w.Level, Title: xhtml.OneLine(w.Title), Scope: w.Scope,
			Topics: []post.Topic{}, Text: strings.TrimSpace(w.Text),
		}
		for _, t := range w.Topics {
			jw.Topics = append(jw.Topics, post.Topic{Slug: xhtml.OneLine(t.Slug), Label: xhtml.OneLine(t.Label)})
		}
		x.Warnings = append(x.Warnings, jw)
	}
	if r := en.repost; r != nil {
		x.Repost = &jsonRepost{
			Authors: jsonAuthors(known(r.Authors)), Title: xhtml.OneLine(r.Title), URL: en.via,
			Publication: xhtml.OneLine(r.Publication), License: xhtml.OneLine(r.License),
		}
		for _, a := range en.contributors {
			x.Repost.Contributors = append(x.Repost.Contributors, jsonPerson{jsonAuthor{a.Name, a.URL}, a.Role})
		}
	}
	return x
}

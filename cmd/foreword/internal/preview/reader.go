package preview

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A view is one way in which feed readers show a post.
type view struct {
	name, label, about string
}

// views are in the order of their tabs. The first shows all others.
var views = []view{
	{"all", "Overview", "The same post in four kinds of readers."},
	{"full", "Full text", "As a reader shows an article that was opened."},
	{"sanitised", "Sanitised", "As readers that remove classes, styles, boxes and folds show it: Miniflux, Feedly, mail."},
	{"summary", "Summary", "As readers show it that show the summary alone."},
	{"start", "First 100", "The first 100 characters, as a notification or a list with previews shows them."},
	{"titles", "Titles", "As a list of titles shows it: a warning is seen there only with mark_titles."},
}

// startLength is the number of characters that a list with previews shows.
const startLength = 100

// A feedItem holds the parts of a JSON Feed item that readers use.
type feedItem struct {
	Title    string `json:"title"`
	URL      string `json:"url"`
	External string `json:"external_url"`
	HTML     string `json:"content_html"`
	Summary  string `json:"summary"`
	Lang     string `json:"language"`
	Date     string `json:"date_published"`
	Authors  []struct {
		Name string `json:"name"`
	} `json:"authors"`
}

// readItem returns the only item of a JSON Feed.
func readItem(doc []byte) (*feedItem, error) {
	var f struct {
		Authors  json.RawMessage `json:"authors"`
		Language string          `json:"language"`
		Items    []*feedItem     `json:"items"`
	}
	if err := json.Unmarshal(doc, &f); err != nil {
		return nil, err
	}
	if len(f.Items) != 1 {
		return nil, errors.New("the feed does not hold the post")
	}
	it := f.Items[0]
	if it.Lang == "" {
		it.Lang = f.Language
	}
	return it, nil
}

// post returns the post that a request names.
func (st *state) post(r *http.Request) *Post {
	if st.site == nil {
		return nil
	}
	name := r.URL.Query().Get("post")
	if i := slices.IndexFunc(st.site.Posts, func(p Post) bool { return p.Path == name }); i >= 0 {
		return &st.site.Posts[i]
	}
	return nil
}

// itemPage returns the template of the page of an item.
var itemPage = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(static, "static/item.html"))
})

// serveItem serves a document with one post as readers show it. Path is
// VIEW/THEME.
func (s *Server) serveItem(w http.ResponseWriter, r *http.Request, path string) {
	name, theme, _ := strings.Cut(path, "/")
	st, _ := s.current()
	p := st.post(r)
	if p == nil || !slices.ContainsFunc(views, func(v view) bool { return v.name == name }) {
		http.NotFound(w, r)
		return
	}
	s.allowShown(w)
	data := struct {
		Base, View, Theme, Lang     string
		Title, Authors, Date, Start string
		Summary                     []string
		HTML                        template.HTML
		Titles                      []titleRow
		Fault                       string
	}{Base: s.base(), View: name, Theme: theme}
	doc, err := p.Item(r.Context())
	var it *feedItem
	if err == nil {
		it, err = readItem(doc)
	}
	if err != nil {
		data.Fault = err.Error()
	} else {
		var names []string
		for _, a := range it.Authors {
			names = append(names, a.Name)
		}
		data.Lang, data.Title, data.Date = it.Lang, it.Title, day(it.Date)
		data.Authors = strings.Join(names, ", ")
		switch name {
		case "full":
			data.HTML = s.shown(p, it.HTML)
		case "sanitised":
			data.HTML = s.shown(p, sanitiser().Sanitize(it.HTML))
		case "summary":
			data.Summary = strings.Split(it.Summary, "\n\n")
			if it.Summary == "" {
				data.Summary = []string{startOf(plainText(it.HTML), 300)}
			}
		case "start":
			text := it.Summary
			if text == "" {
				text = plainText(it.HTML)
			}
			data.Start = startOf(text, startLength)
		case "titles":
			data.Titles = titleRows(st.site, p, it)
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	var page bytes.Buffer
	if err := itemPage().Execute(&page, data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Write(page.Bytes())
}

// A titleRow is a line in a reader's list of titles.
type titleRow struct {
	Title, Meta string
	Current     bool
}

// titleRows returns a few rows of the list of titles, with the post among them.
func titleRows(site *Site, p *Post, it *feedItem) []titleRow {
	const around = 6
	at := slices.IndexFunc(site.Posts, func(q Post) bool { return q.Path == p.Path })
	from := max(0, at-around)
	var rows []titleRow
	for i, q := range site.Posts[from:min(len(site.Posts), at+around+1)] {
		row := titleRow{Title: q.Title, Meta: q.Date.Format("2 Jan"), Current: from+i == at}
		if q.Date.IsZero() {
			row.Meta = ""
		}
		if row.Current {
			row.Title = it.Title // as the feed has it: it may hold the warning
		}
		rows = append(rows, row)
	}
	return rows
}

func day(date string) string {
	date, _, _ = strings.Cut(date, "T")
	return date
}

// sanitiser returns a policy that keeps what strict readers keep: a few elements without classes,
// identifiers or styles, and the text of all other elements.
var sanitiser = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "b", "strong", "i", "em", "u", "s", "del", "sub", "sup", "code", "pre", "blockquote",
		"ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "img", "a")
	p.AllowAttrs("src", "alt").OnElements("img")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	return p
})

// plainText returns the text of markup, its white space collapsed.
func plainText(markup string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(b.String()), " ")
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); blockElements[atom.Lookup(name)] {
				b.WriteByte(' ')
			}
		}
	}
}

var blockElements = map[atom.Atom]bool{
	atom.P: true, atom.Br: true, atom.Hr: true, atom.Li: true, atom.Div: true, atom.Blockquote: true, atom.Pre: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Td: true, atom.Th: true,
}

// startOf returns the first n characters of text, with an ellipsis if it has more.
func startOf(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	for i := range text {
		if n == 0 {
			return strings.TrimRightFunc(text[:i], unicode.IsSpace) + "…"
		}
		n--
	}
	return text
}

// shown returns the markup of a feed item ready to be shown without a network:
// pictures come from the files of the site, what plays or embeds is named
// instead, and links show their address but cannot be followed.
func (s *Server) shown(p *Post, markup string) template.HTML {
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	nodes, err := html.ParseFragment(strings.NewReader(markup), body)
	if err != nil {
		return template.HTML(template.HTMLEscapeString(err.Error()))
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	var all []*html.Node
	for n := range body.Descendants() {
		all = append(all, n)
	}
	for _, n := range all {
		switch n.DataAtom {
		case atom.Img:
			s.showPicture(p, n)
		case atom.A:
			if href := attr(n, "href"); href != "" {
				n.Attr = append(slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" || a.Key == "title" }),
					html.Attribute{Key: "title", Val: href}, html.Attribute{Key: "class", Val: "link"})
			}
		case atom.Audio, atom.Video, atom.Iframe, atom.Object, atom.Embed, atom.Script, atom.Style, atom.Link, atom.Base, atom.Meta, atom.Form:
			if n.Parent != nil {
				n.Parent.InsertBefore(placeholder(n.Data+" "+attr(n, "src"), ""), n)
				n.Parent.RemoveChild(n)
			}
		}
	}
	var b bytes.Buffer
	for n := range body.ChildNodes() {
		if err := html.Render(&b, n); err != nil {
			return template.HTML(template.HTMLEscapeString(err.Error()))
		}
	}
	return template.HTML(b.String())
}

// showPicture makes a picture load from the files of the site. A picture from elsewhere
// is replaced by its alternative text.
func (s *Server) showPicture(p *Post, n *html.Node) {
	src := attr(n, "src")
	if n.Parent == nil || strings.HasPrefix(src, "data:image/") {
		return
	}
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "src" || a.Key == "srcset" })
	n.Attr = append(n.Attr, html.Attribute{Key: "src", Val: s.base() + "picture?" + url.Values{"post": {p.Path}, "src": {src}}.Encode()})
	if p.Open != nil {
		if f, err := p.Open(src); err == nil {
			f.Close()
			return
		}
	}
	n.Parent.InsertBefore(placeholder("picture "+src, attr(n, "alt")), n)
	n.Parent.RemoveChild(n)
}

// placeholder is the image shown in place of those that the preview does not load.
func placeholder(what, alt string) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: atom.Span, Data: "span", Attr: []html.Attribute{{Key: "class", Val: "absent"}}}
	text := "Not loaded here: " + what
	if alt != "" {
		text = alt + " (not loaded here: " + what + ")"
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
	return n
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// maxPicture bounds a picture that is shown.
const maxPicture = 32 << 20

// servePicture serves a picture of a post from the files of the site.
func (s *Server) servePicture(w http.ResponseWriter, r *http.Request) {
	st, _ := s.current()
	p := st.post(r)
	if p == nil || p.Open == nil {
		http.NotFound(w, r)
		return
	}
	f, err := p.Open(r.URL.Query().Get("src"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxPicture+1))
	if err != nil || len(src) > maxPicture {
		http.NotFound(w, r)
		return
	}
	kind := http.DetectContentType(src)
	if bytes.Contains(src[:min(len(src), 1024)], []byte("<svg")) {
		kind = "image/svg+xml"
	}
	if !strings.HasPrefix(kind, "image/") {
		http.Error(w, fmt.Sprintf("%s is not a picture", kind), http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	w.Write(src)
}

package preview

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// mainPage returns the template of the page.
var mainPage = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(static, "static/page.html"))
})

// maxRows bounds the posts in the list at the side. A search finds the others.
const maxRows = 400

// A pageData holds the data for the template page.html.
type pageData struct {
	Base       string
	Generation int
	Title      string
	Loading    bool
	Fault      string
	Query      string
	Hidden     []field // of the search form: what else the address says
	Posts      []row
	More       int // posts that are not in Posts
	Books      []row
	Unread     []Problem

	Heading, About string
	Views          []choice
	Sizes, Themes  []choice
	Pages          []row // of the book
	Frames         []frame
	Waiting        bool // for the book
	Previous, Next string
	Info           *info
	Totals         string
}

type field struct{ Name, Value string }

// A row is a line of a list at the side.
type row struct {
	Href, Title, Meta string
	Level             string // of the strongest content warning
	Repost            bool
	Problems          int
	Withheld          string
	Older             bool // the first that is too old for the feed
	Current           bool
}

// A choice is one of several ways to show something.
type choice struct {
	Href, Label string
	Current     bool
}

// A frame is an iframe and the device around it.
type frame struct{ Title, Src, Class string }

// An info is a line of the panel beside a post.
type info struct {
	Post     *Post
	Date     string
	Authors  string
	Tags     string
	Count    string // of the problems
	Warnings []Warning
}

// A selection holds the choices in the address of a page.
type selection struct {
	post, book, page, view, size, theme, query string
}

func selectionOf(q url.Values) selection {
	return selection{
		q.Get("post"), q.Get("book"), q.Get("page"), q.Get("view"), q.Get("size"), q.Get("theme"), q.Get("q"),
	}
}

// href returns the address of the page that shows the selection.
func (sel selection) href() string {
	q := url.Values{}
	for _, f := range sel.fields() {
		q.Set(f.Name, f.Value)
	}
	return "?" + q.Encode()
}

func (sel selection) fields() []field {
	all := []field{
		{"post", sel.post}, {"book", sel.book}, {"page", sel.page}, {"view", sel.view}, {"size", sel.size}, {"theme", sel.theme}, {"q", sel.query},
	}
	return slices.DeleteFunc(all, func(f field) bool { return f.Value == "" })
}

// servePage serves the page around the frames.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	st, generation := s.current()
	sel := selectionOf(r.URL.Query())
	d := &pageData{Base: s.base(), Generation: generation, Title: "Foreword preview"}
	if st.fault != nil {
		d.Fault = st.fault.Error()
	}
	if st.site == nil {
		d.Loading = st.fault == nil
	} else {
		s.fill(d, st, sel)
	}
	s.allowSelf(w)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	var page bytes.Buffer
	if err := mainPage().Execute(&page, d); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Write(page.Bytes())
}

// fill sets the fields of the page for a selection in the site of st.
func (s *Server) fill(d *pageData, st *state, sel selection) {
	site := st.site
	d.Title = site.Title
	d.Unread = site.Problems
	d.Query = sel.query
	d.Totals = totals(site)
	for _, f := range sel.fields() {
		if f.Name != "q" {
			d.Hidden = append(d.Hidden, f)
		}
	}
	sel.theme = oneOf(sel.theme, themes)
	var book *shelf
	if sel.book != "" {
		book = st.shelf(sel.book)
	}
	if book == nil && sel.post == "" && len(site.Posts) > 0 {
		sel.post = site.Posts[0].Path
	}
	d.list(st, sel, book)
	if book != nil {
		s.fillBook(d, st, sel, book)
		return
	}
	at := slices.IndexFunc(site.Posts, func(p Post) bool { return p.Path == sel.post })
	if at < 0 {
		d.Heading = "This post is no longer there"
		if len(site.Posts) == 0 {
			d.Heading = "There are no posts"
		}
		return
	}
	s.fillPost(d, site, sel, at)
}

// totals returns a line with the numbers of posts, warnings and problems of the site.
func totals(site *Site) string {
	warned, reposts, problems := 0, 0, len(site.Problems)
	for _, p := range site.Posts {
		if len(p.Warnings) > 0 {
			warned++
		}
		if p.Attribution != nil {
			reposts++
		}
		problems += len(p.Problems)
	}
	return fmt.Sprintf("%s, %d with a content warning, %s, %s", count(len(site.Posts), "post", "posts"), warned,
		count(reposts, "repost", "reposts"), count(problems, "problem", "problems"))
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// list fills the lists at the side.
func (d *pageData) list(st *state, sel selection, book *shelf) {
	query := strings.ToLower(sel.query)
	older := false
	published := 0
	for _, p := range st.site.Posts {
		r := row{Title: cmp.Or(p.Title, p.Path), Withheld: p.Withheld, Repost: p.Attribution != nil, Problems: len(p.Problems), Level: strongest(p.Warnings)}
		if p.Withheld == "" {
			published++
			if st.site.Limit > 0 && published > st.site.Limit && !older {
				older, r.Older = true, true
			}
		}
		if !p.Date.IsZero() {
			r.Meta = p.Date.Format("2006-01-02")
		}
		r.Current = book == nil && p.Path == sel.post
		if query != "" && !r.Current && !strings.Contains(strings.ToLower(p.Title+"\n"+p.Path+"\n"+strings.Join(p.Tags, "\n")), query) {
			continue
		}
		if len(d.Posts) >= maxRows && !r.Current {
			d.More++
			continue
		}
		to := sel
		to.post, to.book, to.page = p.Path, "", ""
		r.Href = to.href()
		d.Posts = append(d.Posts, r)
	}
	for _, b := range st.books {
		to := sel
		to.book, to.post, to.page, to.view = b.book.Name, "", "", ""
		d.Books = append(d.Books, row{Href: to.href(), Title: b.book.Title, Meta: b.book.Name, Current: b == book})
	}
}

// strongest returns the strongest level of the warnings.
func strongest(warnings []Warning) string {
	level := ""
	for _, l := range []string{"note", "warning", "danger"} {
		if slices.ContainsFunc(warnings, func(w Warning) bool { return w.Level == l }) {
			level = l
		}
	}
	return level
}

// fillPost fills in the frames of a post and the panel beside it.
func (s *Server) fillPost(d *pageData, site *Site, sel selection, at int) {
	p := &site.Posts[at]
	sel.size = oneOf(sel.size, []string{"phone", "desktop"})
	var names []string
	for _, v := range views {
		names = append(names, v.name)
	}
	sel.view = oneOf(sel.view, names)
	d.Heading = cmp.Or(p.Title, p.Path)
	d.Info = newInfo(p)
	for _, v := range views {
		to := sel
		to.view = v.name
		d.Views = append(d.Views, choice{to.href(), v.label, v.name == sel.view})
		if v.name == sel.view {
			d.About = v.about
		}
		if v.name == sel.view && v.name != "all" || sel.view == "all" && v.name != "all" && v.name != "sanitised" {
			src := s.base() + "item/" + v.name + "/" + sel.theme + "?" + url.Values{"post": {p.Path}}.Encode()
			d.Frames = append(d.Frames, frame{v.label, src, "of-" + v.name + " " + sel.size + " " + sel.theme})
		}
	}
	d.options(sel, []string{"phone", "desktop"})
	if at > 0 {
		to := sel
		to.post = site.Posts[at-1].Path
		d.Previous = to.href()
	}
	if at+1 < len(site.Posts) {
		to := sel
		to.post = site.Posts[at+1].Path
		d.Next = to.href()
	}
}

func newInfo(p *Post) *info {
	in := &info{
		Post:     p,
		Authors:  strings.Join(p.Authors, ", "),
		Tags:     strings.Join(p.Tags, ", "),
		Count:    count(len(p.Problems), "problem", "problems"),
		Warnings: p.Warnings,
	}
	if !p.Date.IsZero() {
		in.Date = p.Date.Format("2006-01-02 15:04")
	}
	return in
}

// fillBook fills in a page of a book.
func (s *Server) fillBook(d *pageData, st *state, sel selection, sh *shelf) {
	d.Heading = sh.book.Title
	d.About = "Page by page, as an e-reader opens it. Links lead to the other pages."
	sel.size = oneOf(sel.size, []string{"phone", "e-ink"})
	s.make(sh)
	book, err := sh.wait(patience)
	switch {
	case err != nil:
		d.Fault = fmt.Sprintf("%s could not be made: %v", sh.book.Name, err)
		return
	case book == nil:
		d.Waiting = true
		return
	}
	at := book.page(sel.page)
	for i, page := range book.spine {
		to := sel
		to.page = page.path
		d.Pages = append(d.Pages, row{Href: to.href(), Title: page.title, Meta: fmt.Sprint(i + 1), Current: i == at})
	}
	number := slices.Index(st.books, sh)
	src := fmt.Sprintf("%sbook/%d/%s/%s", s.base(), number, sel.theme, (&url.URL{Path: book.spine[at].path}).EscapedPath())
	d.Frames = []frame{{book.spine[at].title, src, "of-book " + sel.size + " " + sel.theme}}
	d.options(sel, []string{"phone", "e-ink"})
	if at > 0 {
		d.Previous = d.Pages[at-1].Href
	}
	if at+1 < len(d.Pages) {
		d.Next = d.Pages[at+1].Href
	}
}

// options fills in the choices of size and theme.
func (d *pageData) options(sel selection, sizes []string) {
	for _, size := range sizes {
		to := sel
		to.size = size
		d.Sizes = append(d.Sizes, choice{to.href(), size, size == sel.size})
	}
	for _, theme := range themes {
		to := sel
		to.theme = theme
		d.Themes = append(d.Themes, choice{to.href(), theme, theme == sel.theme})
	}
}

// oneOf returns word if it is one of words, else the first of them.
func oneOf(word string, words []string) string {
	if slices.Contains(words, word) {
		return word
	}
	return words[0]
}

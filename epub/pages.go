package epub

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// The names of the pages that are not articles, below the folder of pages.
const (
	coverFile    = "cover.xhtml"
	titleFile    = "title.xhtml"
	warningsFile = "warnings.xhtml"
	colophonFile = "colophon.xhtml"
	contentsFile = "../nav.xhtml"
)

// A markup builds the body of a page. Its methods escape text and attribute
// values unless they say otherwise.
type markup struct{ b []byte }

func (m *markup) String() string { return string(m.b) }

// raw writes markup that needs no escaping.
func (m *markup) raw(parts ...string) {
	for _, p := range parts {
		m.b = append(m.b, p...)
	}
}

// nodes writes trees, with text after each.
func (m *markup) nodes(all []*html.Node, after string) {
	for _, n := range all {
		m.b = xhtml.Append(m.b, n)
		m.raw(after)
	}
}

// el writes an element that contains text. Attributes are names and values in
// turn.
func (m *markup) el(name, text string, attributes ...string) {
	m.open(name, attributes...)
	m.raw(xhtml.Escape(text), "</", name, ">")
}

// said does the same as el for text from posts, which it isolates so that
// right-to-left letters do not reorder the text around it.
func (m *markup) said(name, text string, attributes ...string) {
	m.open(name, attributes...)
	m.raw(isolated(text), "</", name, ">")
}

// open writes a start tag. Attributes with the value "" are left out.
func (m *markup) open(name string, attributes ...string) {
	m.raw("<", name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			m.raw(" ", attributes[i], `="`, xhtml.Escape(attributes[i+1]), `"`)
		}
	}
	m.raw(">")
}

// langs returns the attributes for text in the language lang, or none if the
// language around the text is the same.
func langs(lang, around string) []string {
	if lang == "" || lang == around || lang == "und" {
		return nil
	}
	return []string{"lang", lang, "xml:lang", lang}
}

// pageBuffers holds unused buffers for the pages of articles.
var pageBuffers = sync.Pool{New: func() any { return new(markup) }}

// pages returns the finished pages of an article, one for each part.
func (a *article) pages(l *layout) ([]*page, error) {
	var pages []*page
	m := pageBuffers.Get().(*markup)
	defer pageBuffers.Put(m)
	for i, p := range a.parts {
		pg := &page{file: p.file, title: a.title, lang: a.lang, class: "article", math: p.math}
		if i > 0 {
			pg.title = fmt.Sprintf(a.words.Continued, a.title)
		}
		for _, n := range p.nodes {
			a.linkAll(n, l, p.file)
		}
		for _, n := range p.notes {
			a.linkAll(n, l, p.file)
		}
		m.b = m.b[:0]
		m.begin(pg, "../"+cssName)
		if i == 0 {
			m.raw(`<section epub:type="chapter" role="doc-chapter" aria-labelledby="title">` + "\n")
			a.warnings(m, l)
			// This is a div, because screen readers announce a header as a
			// banner.
			m.raw(`<div class="opening">` + "\n")
			if a.mark != "" {
				m.said("p", a.mark, "class", "mark")
				m.raw("\n")
			}
			m.open("h1", "id", "title")
			m.raw(headline(a.title), "</h1>\n")
			a.attribution(m, a.known())
			m.raw("</div>\n")
		} else {
			m.raw(`<section aria-labelledby="title">` + "\n")
			a.cautions(m, l, i)
			m.raw(`<div class="continued">` + "\n")
			m.said("h1", pg.title, "id", "title")
			m.raw("\n")
			for _, h := range a.around(i) {
				m.said("h"+strconv.Itoa(h.level), h.text)
				m.raw("\n")
			}
			m.raw("</div>\n")
		}
		m.raw(`<div class="text">` + "\n")
		m.nodes(p.nodes, "")
		m.raw("</div>\n")
		if len(p.notes) > 0 {
			m.open("section", "class", "notes", "aria-label", a.words.Footnotes)
			m.raw("\n")
			m.nodes(p.notes, "\n")
			m.raw("</section>\n")
		}
		if i == len(a.parts)-1 {
			a.ending(m)
		}
		m.raw("</section>")
		m.end()
		p.nodes, p.notes = nil, nil // trees take most of the memory
		var err error
		if pg.entry, err = deflate(pg.name(), m.b); err != nil {
			return nil, err
		}
		pages = append(pages, pg)
	}
	return pages, nil
}

// around returns the headings that contain the beginning of a part, outermost
// first. They are repeated on the page of the part, so that its own headings
// do not skip levels.
func (a *article) around(part int) []heading {
	var open []heading
	for _, h := range a.heads {
		at := a.pageOf[h.id]
		if at > part {
			break
		}
		first := at == part && a.parts[part].begins == h.id
		if at == part && !first {
			break
		}
		for len(open) > 0 && open[len(open)-1].level >= h.level {
			open = open[:len(open)-1]
		}
		if first {
			break
		}
		open = append(open, h)
	}
	return open
}

// levelNote returns the text after a warning of the level danger, "" for
// other levels. Without it, only the width of the border shows the level,
// which is lost when the book is read aloud.
func levelNote(words *label.Labels, level post.Level) string {
	if level == post.LevelDanger {
		return whole(words.Paren(words.LevelDanger))
	}
	return ""
}

func (w warned) topics() []string {
	var all []string
	for _, t := range w.Topics {
		if t := xhtml.OneLine(t.Label); t != "" {
			all = append(all, t)
		}
	}
	return all
}

func (w warned) title(words *label.Labels) string {
	if t := xhtml.OneLine(w.Title); t != "" {
		return t
	}
	return words.ContentWarning
}

// warnings writes the warnings of the whole article, with a link past the
// article.
func (a *article) warnings(m *markup, l *layout) {
	whole := slices.DeleteFunc(slices.Clone(a.warned), func(w warned) bool { return w.section() })
	if len(whole) == 0 {
		return
	}
	m.open("section", "class", "warnings", "epub:type", "notice", "role", "doc-notice", "aria-label", a.words.ContentWarnings)
	m.raw("\n")
	for _, w := range whole {
		m.open("div", "class", "warning "+w.Level.String())
		m.raw("\n<p class=\"title\"><strong>", isolated(a.words.Field(w.title(a.words), a.words.Join(w.topics()))), "</strong>", levelNote(a.words, w.Level), "</p>\n")
		if l.e.WarningsAt != WarningsPage && w.body.FirstChild != nil {
			a.linkAll(w.body, l, a.first())
			m.raw(xhtml.Render(w.body), "\n")
		}
		m.raw("</div>\n")
	}
	m.raw(`<p class="skip">`)
	if l.e.WarningsAt == WarningsPage {
		m.el("a", a.words.ContentWarnings, "href", warningsFile+"#"+a.name)
		m.raw(" · ")
	}
	m.el("a", a.words.SkipArticle, "href", a.next(l))
	m.raw("</p>\n</section>\n")
}

// attribution writes the authors, the date and the source of the article. It
// leaves out what is unknown and what the first lines of the article state
// themselves.
func (a *article) attribution(m *markup, k known) {
	named := func(class, name, value string) string {
		if value == "" {
			return ""
		}
		return `<span class="` + class + `">` + xhtml.Escape(name) + value + "</span>"
	}
	var by, from []string
	for _, r := range peopleByRole(a.c.Authors) {
		if r.role != roleCompiler && k.names(r.people) {
			continue
		}
		people := peopleMarkup(a.words, r.people)
		name := roleWord(a.words, r.role) + a.words.Colon
		switch {
		case r.role == roleAuthor && a.c.isRepost():
			by = append(by, named("author", a.words.OriginalAuthor+a.words.Colon, people))
		case r.role == roleAuthor:
			by = append(by, named("author", "", people))
		case r.role == roleCompiler:
			from = append(from, named("contributor", name, people))
		default:
			by = append(by, named("contributor", name, people))
		}
	}
	by = append(by, named("published", "", dateMarkup(a.words, a.c.Published)))
	if a.c.Source != (Source{}) && !k.source {
		from = slices.Insert(from, 0, named("source", a.words.Source+a.words.Colon, sourceMarkup(a.words, a.c.Source, a.title)))
	}
	lines := map[string][]string{"byline": by, "origin": from}
	for _, class := range []string{"byline", "origin"} {
		line := slices.DeleteFunc(lines[class], func(s string) bool { return s == "" })
		if len(line) > 0 {
			m.raw(`<p class="`, class, `">`, strings.Join(line, " · "), "</p>\n")
		}
	}
}

// ending writes the facts at the end of an article: when it was updated, its
// licence and its tags.
func (a *article) ending(m *markup) {
	var lines []string
	line := func(class, name, value string) {
		if value != "" {
			lines = append(lines, `<p class="`+class+`">`+xhtml.Escape(name+a.words.Colon)+value+"</p>\n")
		}
	}
	if !a.c.Updated.IsZero() && a.words.Date(a.c.Updated) != a.words.Date(a.c.Published) {
		line("updated", a.words.Updated, dateMarkup(a.words, a.c.Updated))
	}
	line("license", a.words.License, licenseMarkup(a.c.License))
	var tags []string
	for _, t := range a.c.Tags {
		if t = xhtml.OneLine(t); t != "" && t != a.mark {
			tags = append(tags, t)
		}
	}
	line("tags", a.words.Tags, isolated(a.words.Join(tags)))
	if len(lines) > 0 {
		m.raw(`<div class="ending">`+"\n", strings.Join(lines, ""), "</div>\n")
	}
}

// known holds what the first lines of an article state about its origin.
type known struct {
	source bool   // whether they contain the address of the source
	text   string // the lines, if they contain that address
}

// names reports whether the lines contain the names of all people.
func (k known) names(people []post.Author) bool {
	return !slices.ContainsFunc(people, func(p post.Author) bool { return !strings.Contains(k.text, xhtml.OneLine(p.Name)) })
}

// known reads the short lists, quotes and paragraphs at the beginning of the
// article, such as "> * Original: [Lamps](https://…)".
func (a *article) known() known {
	const (
		blocks = 4
		short  = 240 // characters of one of them
	)
	if a.c.Source.URL == "" {
		return known{}
	}
	var texts strings.Builder
	refs := make(map[string]bool)
	seen := 0
	for _, n := range a.parts[0].nodes {
		if isBlank(n) {
			continue
		}
		text := textOf(n)
		if seen++; seen > blocks || !isElement(n, "ul", "ol", "blockquote", "p", "div") || utf8.RuneCountInString(text) > short ||
			isElement(n, "p") && !strings.ContainsAny(text, ":：") {
			break
		}
		texts.WriteString(text + "\n")
		for d := range n.Descendants() {
			if isElement(d, "a") {
				refs[strings.TrimSuffix(attribute(d, "href"), "/")] = true
			}
		}
	}
	if !refs[strings.TrimSuffix(a.c.Source.URL, "/")] {
		return known{}
	}
	return known{source: true, text: texts.String()}
}

// linkMarkup returns a link, or only the text if ref is not a safe address.
func linkMarkup(ref, text string) string {
	var m markup
	if ref, ok := xhtml.SafeURL(ref); ok && outside(ref) {
		m.said("a", text, "href", ref)
	} else {
		m.raw(isolated(text))
	}
	return m.String()
}

func sourceMarkup(words *label.Labels, s Source, title string) string {
	var parts []string
	if p := xhtml.OneLine(s.Publication); p != "" {
		parts = append(parts, isolated(p))
	}
	name := xhtml.OneLine(s.Title)
	if name == "" || name == title {
		name = words.OriginalLink
	} else {
		name = words.Quote(name)
	}
	if s.URL != "" || s.Title != "" {
		parts = append(parts, linkMarkup(s.URL, name))
	}
	return strings.Join(parts, xhtml.Escape(words.Comma))
}

func dateMarkup(words *label.Labels, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	var m markup
	m.el("time", words.Date(t), "datetime", t.Format(time.DateOnly))
	return m.String()
}

func licenseMarkup(s string) string {
	s = xhtml.OneLine(s)
	if s == "" {
		return ""
	}
	return linkMarkup(s, s)
}

// besideTitle returns the text after a title in the contents: the author if
// the book has articles by different authors, or else the date if another
// article has the same title, or else "". The author of more than half of the
// articles of a long book is not repeated after each of them.
func (l *layout) besideTitle(a *article) string {
	const few = 8 // articles of a book that names all authors
	by := a.authors(l.words)
	switch n := len(l.articles); {
	case len(l.written) > 1 && (n <= few || 2*l.written[by] <= n):
		return by
	case l.titles[a.title] > 1:
		return l.words.Date(a.c.Published)
	}
	return ""
}

// authors returns the names of the authors of the article as one text.
func (a *article) authors(words *label.Labels) string {
	var names []string
	for _, p := range a.c.Authors {
		if name := xhtml.OneLine(p.Name); roleOf(p) == roleAuthor && name != "" {
			names = append(names, name)
		}
	}
	return words.People(names)
}

// entry returns the entry of the article in the contents, with entries for
// its headings.
func (a *article) entry(l *layout) *toc {
	top := &toc{title: a.title, file: a.first(), caution: a.caution(), by: l.besideTitle(a)}
	if a.lang != l.b.Lang {
		top.lang = a.lang
	}
	open := []*toc{top}
	for _, h := range a.heads {
		if h.level-1 > l.tocDepth() {
			continue
		}
		open = open[:min(len(open), h.level-1)]
		e := &toc{title: h.text, lang: top.lang, file: a.parts[a.pageOf[h.id]].file, id: h.id}
		if a.guarded.heads[h.id] {
			e.caution = a.words.ContentWarning
		}
		parent := open[len(open)-1]
		parent.children = append(parent.children, e)
		open = append(open, e)
	}
	return top
}

// groupPage returns the page at the beginning of a group.
func (l *layout) groupPage(g *Group) *page {
	n := 1
	for _, p := range l.pageList {
		if p.class == "part" {
			n++
		}
	}
	p := &page{file: fmt.Sprintf("p%04d.xhtml", n), title: xhtml.OneLine(xhtml.Legal(g.Title)), lang: l.b.Lang, class: "part"}
	if p.title == "" {
		p.title = l.words.Untitled
	}
	var m markup
	m.raw(`<section epub:type="part" role="doc-part" aria-labelledby="title">` + "\n")
	m.said("h1", p.title, "id", "title")
	m.raw("\n</section>")
	p.body = m.String()
	l.pageList = append(l.pageList, p)
	return p
}

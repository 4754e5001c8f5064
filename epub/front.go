package epub

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/foreword-go/foreword/epub/internal/cover"
	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// front adds the pages before the articles. Of these, the contents list only
// the page of content warnings, because books open at the others anyway.
func (l *layout) front() {
	if l.cover != nil {
		l.coverPage()
	}
	l.titlePage()
	if l.hasWarningsPage() {
		l.warningsPage()
	}
}

func (l *layout) hasWarningsPage() bool {
	return l.report.Warned > 0 && l.e.WarningsAt != WarningsEach
}

// add adds a page in the language of the book.
func (l *layout) add(file, title, class string, m *markup) {
	l.pageList = append(l.pageList, &page{file: file, title: title, lang: l.b.Lang, class: class, body: m.String()})
}

func (l *layout) coverPage() {
	var m markup
	m.raw(`<section epub:type="cover">` + "\n")
	alt := fmt.Sprintf(l.words.CoverOf, isolatedText(l.b.Title))
	if l.report.Warned > 0 {
		alt += l.words.Paren(l.words.ContentWarning)
	}
	m.raw(`<h1><img src="`, xhtml.Escape("../"+l.cover.Name), `" alt="`, xhtml.Escape(alt), `" role="doc-cover" /></h1>`)
	m.raw("\n</section>")
	l.add(coverFile, l.words.Cover, "cover", &m)
}

// titlePage adds the page with the title, the people below a short rule, and
// at its foot where the articles are from and when they were written.
func (l *layout) titlePage() {
	var m markup
	m.raw(`<section epub:type="titlepage" aria-labelledby="title">` + "\n")
	line := func(class, text string, attributes ...string) {
		if text = xhtml.OneLine(text); text != "" {
			m.said("p", text, append([]string{"class", class}, attributes...)...)
			m.raw("\n")
		}
	}
	line("series", l.b.Series.Name+" "+l.b.Series.Number)
	mark, title := titleMark(l.b.Title)
	subtitle := l.b.Subtitle
	if xhtml.OneLine(subtitle) == "" {
		title, subtitle = cover.Subtitled(title)
	}
	line("mark", mark)
	m.said("h1", title, "id", "title")
	m.raw("\n")
	line("subtitle", subtitle, "role", "doc-subtitle")
	m.raw("<hr />\n")
	for _, g := range l.creditedPeople() {
		class := "contributor"
		if g.role == roleAuthor {
			class = "author"
		}
		m.open("p", "class", class)
		m.raw(l.credit(g), "</p>\n")
	}
	m.raw(`<div class="imprint">` + "\n")
	line("site", l.imprint())
	facts := l.span()
	if n := len(l.articles); n > 1 {
		facts = append(facts, whole(fmt.Sprintf(l.words.ArticleCount, n)))
	}
	if len(facts) > 0 {
		m.open("p", "class", "facts")
		m.raw(strings.Join(facts, " · "), "</p>\n")
	}
	line("rights", l.b.Rights)
	m.raw("</div>\n</section>")
	l.add(titleFile, l.words.TitlePage, "titlepage", &m)
}

// creditedPeople returns the people of the title page by role: the authors
// first, and the compilers who are not among them.
func (l *layout) creditedPeople() []roleGroup {
	var authors, others []roleGroup
	for _, g := range peopleByRole(l.b.Authors) {
		if g.role == roleAuthor {
			authors = append(authors, g)
		} else {
			others = append(others, g)
		}
	}
	for i, g := range others {
		if g.role == roleCompiler && len(authors) > 0 {
			others[i].people = slices.DeleteFunc(g.people, func(p post.Author) bool {
				return slices.ContainsFunc(authors[0].people, func(a post.Author) bool { return a.Name == p.Name })
			})
		}
	}
	return append(authors, slices.DeleteFunc(others, func(g roleGroup) bool { return len(g.people) == 0 })...)
}

// credit returns the people with one role as the title page names them, as
// markup: "translated by Ann".
func (l *layout) credit(g roleGroup) string {
	var names []string
	for _, p := range g.people {
		names = append(names, whole(p.Name))
	}
	people := l.words.People(names)
	switch {
	case g.role == roleAuthor:
		return fmt.Sprintf(l.words.WrittenBy, people)
	case g.role == roleTranslator:
		return fmt.Sprintf(l.words.TranslatedBy, people)
	case g.role == roleCompiler && len(l.articles) > 1:
		return fmt.Sprintf(l.words.CollectedBy, people)
	}
	return l.words.Field(roleWord(l.words, g.role), people)
}

// span returns the date of the book, or else the dates of its first and last
// article, as markup; nothing if no date is known.
func (l *layout) span() []string {
	if !l.b.Published.IsZero() {
		return []string{whole(l.words.Date(l.b.Published))}
	}
	var first, last time.Time
	for _, a := range l.articles {
		at := a.c.Published
		if at.IsZero() {
			continue
		}
		if first.IsZero() || at.Before(first) {
			first = at
		}
		last = newest(last, at)
	}
	from, to := l.words.Date(first), l.words.Date(last)
	switch {
	case last.IsZero():
		return nil
	case from == to:
		return []string{whole(from)}
	}
	return []string{whole(from) + " – " + whole(to)}
}

// warningsPage adds the page that lists every warned article with its
// warnings.
func (l *layout) warningsPage() {
	var m markup
	m.raw(`<section epub:type="notice" role="doc-notice" aria-labelledby="title">` + "\n")
	m.el("h1", l.words.ContentWarnings, "id", "title")
	m.raw("\n")
	m.el("p", l.words.WarningsIntro)
	m.raw("\n" + `<p class="skip">`)
	m.el("a", l.words.SkipWarnings, "href", contentsFile)
	m.raw("</p>\n<ul class=\"warned\">\n")
	for _, a := range l.articles {
		if len(a.warned) == 0 {
			continue
		}
		m.open("li", "id", a.name)
		m.raw("\n<p class=\"title\">")
		m.said("a", a.title, append([]string{"href", a.first()}, langs(a.lang, l.b.Lang)...)...)
		m.raw("</p>\n")
		for _, w := range a.warned {
			m.open("div", append([]string{"class", "warning " + w.Level.String()}, langs(a.lang, l.b.Lang)...)...)
			m.raw("\n<p>")
			m.said("strong", a.line(w))
			m.raw(levelNote(a.words, w.Level), "</p>\n")
			if l.e.WarningsAt == WarningsPage && !w.section() && w.body.FirstChild != nil {
				a.linkAll(w.body, l, warningsFile)
				m.raw("<div>\n", xhtml.Render(w.body), "\n</div>\n")
			}
			m.raw("</div>\n")
		}
		m.raw("</li>\n")
	}
	m.raw("</ul>\n</section>")
	l.add(warningsFile, l.words.ContentWarnings, "notice", &m)
	l.contents = append(l.contents, &toc{title: l.words.ContentWarnings, file: warningsFile})
}

// back adds the colophon: the sources of reposts, each licence that differs
// from that of the book, and how the book was made.
func (l *layout) back() {
	var m markup
	m.raw(`<section epub:type="colophon" role="doc-colophon" aria-labelledby="title">` + "\n")
	m.el("h1", l.words.Colophon, "id", "title")
	m.raw("\n")
	l.sources(&m)
	if s := xhtml.OneLine(l.b.Rights); s != "" {
		m.said("p", s, "class", "rights")
		m.raw("\n")
	}
	m.el("p", fmt.Sprintf(l.words.MadeWith, l.e.madeWith()), "class", "made")
	m.raw("\n</section>")
	l.add(colophonFile, l.words.Colophon, "colophon", &m)
	l.contents = append(l.contents, &toc{title: l.words.Colophon, file: colophonFile})
}

// sources lists the articles that are reposts, that people other than the
// authors had a part in, or that have their own licence.
func (l *layout) sources(m *markup) {
	begun := false
	for _, a := range l.articles {
		license := xhtml.OneLine(a.c.License)
		if license == xhtml.OneLine(l.b.Rights) {
			license = ""
		}
		helped := slices.ContainsFunc(a.c.Authors, func(p post.Author) bool { return roleOf(p) != roleAuthor })
		if !a.c.isRepost() && !helped && license == "" {
			continue
		}
		if !begun {
			begun = true
			m.el("h2", l.words.Sources)
			m.raw("\n<ul class=\"sources\">\n")
		}
		m.raw("<li>")
		m.said("a", a.title, append([]string{"href", a.first()}, langs(a.lang, l.b.Lang)...)...)
		if facts := a.facts(l.words, license); len(facts) > 0 {
			m.raw(`<br />`+"\n"+`<span class="facts">`, strings.Join(facts, " · "), "</span>")
		}
		m.raw("</li>\n")
	}
	if begun {
		m.raw("</ul>\n")
	}
}

// facts returns the facts about an article for the colophon, as markup.
func (a *article) facts(words *label.Labels, license string) []string {
	var facts []string
	for _, g := range peopleByRole(a.c.Authors) {
		people := peopleMarkup(words, g.people)
		if g.role != roleAuthor {
			people = xhtml.Escape(roleWord(words, g.role)+words.Colon) + people
		}
		facts = append(facts, people)
	}
	if a.c.Source != (Source{}) {
		facts = append(facts, sourceMarkup(words, a.c.Source, a.title))
	} else if ref, ok := xhtml.SafeURL(a.c.URL); ok && outside(ref) {
		facts = append(facts, linkMarkup(ref, ref))
	}
	if d := dateMarkup(words, a.c.Published); d != "" {
		facts = append(facts, d)
	}
	if s := licenseMarkup(license); s != "" {
		facts = append(facts, s)
	}
	return facts
}

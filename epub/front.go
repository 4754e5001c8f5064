package epub

import (
	"fmt"
	"strings"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// front adds the pages before the articles.
func (l *layout) front() {
	if l.cover != nil {
		l.coverPage()
	}
	l.titlePage()
	if l.hasWarningsPage() {
		l.warningsPage()
	}
	l.contents = append(l.contents, &toc{title: l.words.Contents, file: contentsFile})
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
	alt := fmt.Sprintf(l.words.CoverOf, l.b.Title)
	if l.report.Warned > 0 {
		alt += l.words.Paren(l.words.ContentWarning)
	}
	m.raw(`<img src="`, xhtml.Escape("../"+l.cover.Name), `" alt="`, xhtml.Escape(alt), `" role="doc-cover" />`)
	m.raw("\n</section>")
	l.add(coverFile, l.words.Cover, "cover", &m)
	l.contents = append(l.contents, &toc{title: l.words.Cover, file: coverFile})
}

func (l *layout) titlePage() {
	var m markup
	m.raw(`<section epub:type="titlepage" aria-labelledby="title">` + "\n")
	m.el("h1", l.b.Title, "id", "title")
	m.raw("\n")
	if s := xhtml.OneLine(l.b.Subtitle); s != "" {
		m.el("p", s, "class", "subtitle", "role", "doc-subtitle")
		m.raw("\n")
	}
	for _, g := range peopleByRole(l.b.Authors) {
		var names []string
		for _, p := range g.people {
			names = append(names, p.Name)
		}
		people := l.words.People(names)
		if g.role != "aut" {
			people = l.words.Field(roleWord(l.words, g.role), people)
		}
		m.el("p", people, "class", "author")
		m.raw("\n")
	}
	if s := xhtml.OneLine(l.b.Series.Name); s != "" {
		m.el("p", strings.TrimSpace(s+" "+xhtml.OneLine(l.b.Series.Number)), "class", "series")
		m.raw("\n")
	}
	for _, s := range []string{l.b.Publisher, l.words.Date(l.b.Published), l.b.Rights} {
		if s = xhtml.OneLine(s); s != "" {
			m.el("p", s, "class", "imprint")
			m.raw("\n")
		}
	}
	m.raw("</section>")
	l.add(titleFile, l.words.TitlePage, "titlepage", &m)
	l.contents = append(l.contents, &toc{title: l.words.TitlePage, file: titleFile})
}

// warningsPage lists every warned article with what it warns of.
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
		m.raw("\n<p>")
		m.el("a", a.title, append([]string{"href", a.first()}, langs(a.lang, l.b.Lang)...)...)
		m.raw("</p>\n")
		for _, w := range a.warned {
			level := levelWord(l.words, w.Level)
			m.open("div", "class", "warning "+levelClass(w.Level))
			m.raw("\n<p>")
			m.el("span", level, "class", "level")
			m.raw(" ")
			m.open("span", langs(a.lang, l.b.Lang)...)
			m.el("strong", a.line(w))
			m.raw("</span></p>\n")
			if l.e.WarningsAt == WarningsPage && !w.Section && w.body.FirstChild != nil {
				a.linkAll(w.body, l, warningsFile)
				m.open("div", langs(a.lang, l.b.Lang)...)
				m.raw("\n", xhtml.Render(w.body), "\n</div>\n")
			}
			m.raw("</div>\n")
		}
		m.raw("</li>\n")
	}
	m.raw("</ul>\n</section>")
	l.add(warningsFile, l.words.ContentWarnings, "notice", &m)
	l.contents = append(l.contents, &toc{title: l.words.ContentWarnings, file: warningsFile})
}

// back adds the colophon: every source, and how the book was made.
func (l *layout) back() {
	var m markup
	m.raw(`<section epub:type="colophon" role="doc-colophon" aria-labelledby="title">` + "\n")
	m.el("h1", l.words.Colophon, "id", "title")
	m.raw("\n")
	m.el("h2", l.words.Sources)
	m.raw("\n<ul class=\"sources\">\n")
	for _, a := range l.articles {
		m.raw("<li>")
		m.el("a", a.title, append([]string{"href", a.first()}, langs(a.lang, l.b.Lang)...)...)
		var facts []string
		for _, g := range peopleByRole(a.c.Authors) {
			people := peopleMarkup(l.words, g.people)
			if g.role != "aut" {
				people = xhtml.Escape(roleWord(l.words, g.role)+l.words.Colon) + people
			}
			facts = append(facts, people)
		}
		if a.c.Source != (Source{}) {
			facts = append(facts, sourceMarkup(l.words, a.c.Source, a.title))
		} else if ref, ok := xhtml.SafeURL(a.c.URL); ok && outside(ref) {
			facts = append(facts, linkMarkup(ref, ref))
		}
		if d := dateMarkup(l.words, a.c.Published); d != "" {
			facts = append(facts, d)
		}
		if s := licenseMarkup(a.c.License); s != "" {
			facts = append(facts, s)
		}
		if len(facts) > 0 {
			m.raw(`<br />`+"\n"+`<span class="facts">`, strings.Join(facts, " · "), "</span>")
		}
		m.raw("</li>\n")
	}
	m.raw("</ul>\n")
	if s := xhtml.OneLine(l.b.Rights); s != "" {
		m.el("p", s, "class", "rights")
		m.raw("\n")
	}
	m.el("p", fmt.Sprintf(l.words.MadeWith, l.e.madeWith()), "class", "made")
	m.raw("\n</section>")
	l.add(colophonFile, l.words.Colophon, "colophon", &m)
	l.contents = append(l.contents, &toc{title: l.words.Colophon, file: colophonFile})
}

package epub

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// A file is a file of the book that the package document lists.
type file struct {
	id, name, mediaType, properties string
}

// opf returns the package document (EPUB 3.3, section 5).
func (l *layout) opf(files []file) string {
	o := &opf{l: l}
	o.raw(xmlHeader, `<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="`, xhtml.Escape(l.b.Lang), `"`)
	if dir := direction(l.b.Lang); dir != "" {
		o.raw(` dir="`, dir, `"`)
	}
	if l.cover != nil {
		o.raw(` prefix="calibre: https://calibre-ebook.com"`)
	}
	o.raw(">\n" + `<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">` + "\n")
	o.bibliography()
	o.subjects()
	o.accessibility()
	o.raw("</metadata>\n<manifest>\n")
	for _, f := range files {
		if f.id == pageID(coverFile) {
			// Without this property ebook-convert writes both the picture and
			// this page (rationalize_cover3 in calibre's epub_input.py): two
			// covers in PDF, DOCX and AZW3.
			f.properties = strings.TrimSpace(f.properties + " calibre:title-page")
		}
		o.open("item", "id", f.id, "href", f.name, "media-type", f.mediaType, "properties", f.properties)
		o.raw("</item>\n")
	}
	o.raw("</manifest>\n")
	progression := direction(l.b.Lang)
	if l.vertical() {
		progression = "rtl"
	}
	o.open("spine", "toc", "ncx", "page-progression-direction", progression)
	o.raw("\n")
	contents := false
	for _, p := range l.pageList {
		if !contents && p.file == l.startPage() {
			contents = true
			o.raw(`<itemref idref="nav" />` + "\n")
		}
		o.raw(`<itemref idref="`, pageID(p.file), `" />`+"\n")
	}
	o.raw("</spine>\n</package>\n")
	return o.String()
}

func pageID(file string) string { return strings.TrimSuffix(file, ".xhtml") }

type opf struct {
	markup
	l   *layout
	ids int
}

// dc writes an element of Dublin Core and its refinements, which are
// properties and values in turn. It writes nothing if text is empty.
func (o *opf) dc(name, text string, refinements ...string) {
	if text = xhtml.OneLine(text); text == "" {
		return
	}
	id := ""
	if len(refinements) > 0 {
		o.ids++
		id = fmt.Sprintf("%s%d", name, o.ids)
	}
	o.el("dc:"+name, text, "id", id)
	o.raw("\n")
	for i := 0; i+1 < len(refinements); i += 2 {
		if refinements[i+1] == "" {
			continue
		}
		scheme := ""
		if refinements[i] == "role" {
			scheme = "marc:relators"
		}
		o.el("meta", refinements[i+1], "refines", "#"+id, "property", refinements[i], "scheme", scheme)
		o.raw("\n")
	}
}

func (o *opf) meta(property, text string) {
	if text = xhtml.OneLine(text); text != "" {
		o.el("meta", text, "property", property)
		o.raw("\n")
	}
}

// stamp returns a time in the form that EPUB requires (EPUB 3.3, section
// 5.5.3.4).
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

func (o *opf) bibliography() {
	b := o.l.b
	o.el("dc:identifier", b.ID, "id", "id")
	o.raw("\n")
	if xhtml.OneLine(b.Subtitle) == "" {
		o.dc("title", b.Title)
	} else {
		o.dc("title", b.Title, "title-type", "main", "display-seq", "1")
		o.dc("title", b.Subtitle, "title-type", "subtitle", "display-seq", "2")
	}
	langs := []string{b.Lang}
	for _, a := range o.l.articles {
		if a.lang != "und" && !slices.Contains(langs, a.lang) {
			langs = append(langs, a.lang)
		}
	}
	for _, lang := range langs {
		o.dc("language", lang)
	}
	for i, g := range b.people() {
		name := xhtml.OneLine(g.Name)
		sort := cmp.Or(xhtml.OneLine(b.FileAs[g.Name]), name)
		element := "contributor"
		if slices.Contains(g.roles, roleAuthor) {
			element = "creator"
		}
		refinements := []string{"file-as", sort, "display-seq", fmt.Sprint(i + 1)}
		for _, r := range g.roles {
			refinements = append(refinements, "role", r)
		}
		o.dc(element, name, refinements...)
	}
	o.dc("publisher", b.Publisher)
	if !b.Published.IsZero() {
		o.dc("date", b.Published.Format(time.DateOnly))
	}
	o.dc("description", o.description())
	o.dc("rights", b.Rights)
	var sources []string
	for _, a := range o.l.articles {
		if u, ok := xhtml.SafeURL(a.c.Source.URL); ok && outside(u) && !slices.Contains(sources, u) {
			sources = append(sources, u)
			o.dc("source", u)
		}
	}
	o.meta("dcterms:modified", stamp(b.Modified))
	if s := xhtml.OneLine(b.Series.Name); s != "" {
		o.el("meta", s, "property", "belongs-to-collection", "id", "series")
		o.raw("\n" + `<meta refines="#series" property="collection-type">series</meta>` + "\n")
		if n := xhtml.OneLine(b.Series.Number); n != "" {
			o.el("meta", n, "refines", "#series", "property", "group-position")
			o.raw("\n")
		}
	}
	o.meta("rendition:layout", "reflowable")
	if o.l.vertical() {
		o.raw(`<meta name="primary-writing-mode" content="vertical-rl" />` + "\n") // for Kindle
	}
	if o.l.cover != nil {
		o.raw(`<meta name="cover" content="cover-image" />` + "\n") // for readers of EPUB 2
	}
}

// description returns the description of the book after a summary of its
// content warnings, because shops and libraries show it to people who have
// not opened the book yet.
func (o *opf) description() string {
	about := xhtml.OneLine(o.l.b.Description)
	if o.l.report.Warned == 0 {
		return about
	}
	var topics []string
	for _, a := range o.l.articles {
		for _, w := range a.warned {
			for _, t := range w.topics() {
				if !slices.Contains(topics, t) {
					topics = append(topics, t)
				}
			}
		}
	}
	warning := o.l.words.ContentWarnings
	if len(topics) > 0 {
		warning = o.l.words.Field(warning, o.l.words.Join(topics))
	}
	if about == "" {
		return warning
	}
	return warning + " — " + about
}

// A person is an author with all of their roles.
type person struct {
	Name  string
	roles []string
}

// people returns each person of the book once.
func (b *Book) people() []person {
	var all []person
	for _, a := range b.Authors {
		if a.Name = xhtml.OneLine(a.Name); a.Name == "" {
			continue
		}
		i := slices.IndexFunc(all, func(p person) bool { return p.Name == a.Name })
		if i < 0 {
			all = append(all, person{Name: a.Name})
			i = len(all) - 1
		}
		if !slices.Contains(all[i].roles, roleOf(a)) {
			all[i].roles = append(all[i].roles, roleOf(a))
		}
	}
	return all
}

// subjects writes the topics of the content warnings, with their ONIX codes,
// then the subjects of the book and the tags of the articles.
func (o *opf) subjects() {
	seen := make(map[string]bool)
	for _, a := range o.l.articles {
		for _, w := range a.warned {
			for _, t := range w.Topics {
				s := a.words.Field(a.words.ContentWarning, xhtml.OneLine(t.Label))
				if xhtml.OneLine(t.Label) == "" || seen[s] {
					continue
				}
				seen[s] = true
				if info, _ := o.l.b.Vocabulary.Topic(t.Slug); info.ONIX == "" {
					o.dc("subject", s)
				} else {
					o.dc("subject", s, "authority", "https://ns.editeur.org/onix/en/203", "term", info.ONIX)
				}
			}
		}
	}
	tags := slices.Clone(o.l.b.Subjects)
	for _, a := range o.l.articles {
		tags = append(tags, a.c.Tags...)
	}
	for _, t := range tags {
		if t = xhtml.OneLine(t); t != "" && !seen[t] {
			seen[t] = true
			o.dc("subject", t)
		}
	}
}

// accessibility writes the accessibility metadata, computed from the book
// (EPUB Accessibility 1.1, section 2.2; values of
// https://www.w3.org/community/reports/a11y-discov-vocab/).
func (o *opf) accessibility() {
	is := o.l.access
	o.meta("schema:accessMode", "textual")
	if is.pictures {
		o.meta("schema:accessMode", "visual")
	}
	if !is.pictures || is.described {
		o.meta("schema:accessModeSufficient", "textual")
	}
	if is.pictures {
		o.meta("schema:accessModeSufficient", "textual,visual")
	}
	for _, f := range []string{"tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"} {
		o.meta("schema:accessibilityFeature", f)
	}
	if is.pages {
		o.meta("schema:accessibilityFeature", "pageBreakMarkers")
		o.meta("schema:accessibilityFeature", "pageNavigation")
		o.meta("pageBreakSource", cmp.Or(xhtml.OneLine(o.l.b.PageSource), "none"))
	}
	if is.pictures && is.described {
		o.meta("schema:accessibilityFeature", "alternativeText")
	}
	if is.math {
		o.meta("schema:accessibilityFeature", "MathML")
	}
	if is.tex {
		o.meta("schema:accessibilityFeature", "latex")
	}
	if is.ruby {
		o.meta("schema:accessibilityFeature", "rubyAnnotations")
	}
	if is.moving { // the animations have not been checked for flashes
		// Ace 1.4.6 knows unknownMotionSimulationHazard only in a misspelled
		// form.
		o.meta("schema:accessibilityHazard", "unknown")
	} else {
		o.meta("schema:accessibilityHazard", "none")
	}
	summary := o.l.words.AccessSummary
	if is.pictures && !is.described {
		summary += " " + o.l.words.AccessNoAlt
	}
	o.el("meta", summary, "property", "schema:accessibilitySummary", "xml:lang", o.l.wordsLang())
	o.raw("\n")
	o.meta("dcterms:conformsTo", o.l.e.ConformsTo)
	o.meta("a11y:certifiedBy", o.l.e.CertifiedBy)
}

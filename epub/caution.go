package epub

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// A reader can enter a warned article in the middle: from the contents, on a
// later page of a long article, and by a link from another article. The
// functions in this file make sure that the reader meets the warning on these
// ways too.

// A guarded records what parts of an article are behind the content warnings
// of its sections.
type guarded struct {
	// ids maps each id behind a warning to the id of the warning.
	ids map[string]string
	// nodes maps each link and each block of the body behind a warning to the
	// id of the warning.
	nodes map[*html.Node]string
	// heads holds the ids of the headings whose section has a warning.
	heads map[string]bool
	// warnings maps the id of a warning to the warnings that are met there:
	// itself first, then those behind it.
	warnings map[string][]warned
	// sections maps the id of a warning to the section it is about, and skips
	// maps the links past a section to that section.
	sections map[string]*section
	skips    map[*html.Node]*section
	// lost holds the section warnings that were not found in the body.
	lost []warned
}

// forget releases the nodes of the article after its pages are written. The
// ids are kept for links from other articles.
func (g *guarded) forget() {
	g.nodes, g.skips, g.sections, g.warnings = nil, nil, nil, nil
	for i := range g.lost {
		g.lost[i].body = nil
	}
}

// guard finds the content warnings of sections in the body, and records what
// is behind each: everything after the warning up to the end of the section
// that contains it.
func (a *article) guard() {
	g := &a.guarded
	for _, w := range a.warned {
		if w.section() {
			g.lost = append(g.lost, w)
		}
	}
	if len(g.lost) == 0 {
		return
	}
	g.ids, g.nodes = make(map[string]string), make(map[*html.Node]string)
	g.heads, g.warnings = make(map[string]bool), make(map[string][]warned)
	g.sections, g.skips = make(map[string]*section), make(map[*html.Node]*section)
	var all, open []*section // open holds the sections not yet ended, ordered by level
	var notice *html.Node    // the block of the last warning found
	behind, level := "", 0
	under, head := 1, "" // the level and id of the heading above
	for n := range a.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if isHeading(n) {
			under, head = int(n.Data[1]-'0'), attribute(n, "id")
			for i := len(open) - 1; i >= 0 && under <= open[i].level; i-- {
				open[i].next = n
				open = open[:i]
			}
			if under <= level {
				behind, level = "", 0
			}
		}
		if w := a.warningOf(n, notice); w >= 0 {
			notice = n
			id := attribute(n, "id")
			if id == "" {
				id = "s-" + strconv.Itoa(len(all)+1) // cannot clash with converted ids, which begin with x
				a.pageOf[id] = 0
				set(n, "id", id)
			}
			g.heads[head] = true
			if behind == "" { // otherwise the reader meets it on the way from the warning before
				behind, level = id, under
			}
			s := &section{level: under, behind: behind, notice: n}
			g.sections[id] = s
			all, open = append(all, s), append(open, s)
			g.warnings[behind] = append(g.warnings[behind], g.lost[w])
			g.lost = slices.Delete(g.lost, w, w+1)
		}
		if behind == "" || within(n, notice) {
			continue
		}
		if id := attribute(n, "id"); id != "" {
			g.ids[id] = behind
		}
		if n.Data == "a" || n.Parent == a.root {
			g.nodes[n] = behind
		}
	}
	a.skip(all)
}

// warningOf returns the index in guarded.lost of the warning whose block is
// n, or -1 if n is not the block of a warning. A warning with an ID is found
// by it. Warnings without an ID, which come from chapters filled in by hand,
// are found by their titles, in order.
func (a *article) warningOf(n, last *html.Node) int {
	g := &a.guarded
	if id := attribute(n, "id"); id != "" {
		for i, w := range g.lost {
			if w.ID != "" && id == a.ids[w.ID] {
				return i
			}
		}
	}
	i := slices.IndexFunc(g.lost, func(w warned) bool { return w.ID == "" })
	if i < 0 || !isNotice(n) || within(n, last) || !leads(n, g.lost[i].title(a.words)) {
		return -1
	}
	return i
}

// A section is the part of an article that a warning in its text is about.
type section struct {
	level  int        // of its heading; 1 if there is no heading above it
	notice *html.Node // the block of the warning
	behind string     // the id of the warning that comes first on the way here; may be its own
	next   *html.Node // the heading after the section, nil if there is none
	end    string     // the id of the mark in next
}

// skip adds a link past the section below each warning. The link leads to an
// empty element inside the next heading and not to the heading itself,
// because Kobo shows the text at the target of a link as a footnote.
func (a *article) skip(sections []*section) {
	marks := make(map[*html.Node]string)
	for _, s := range sections {
		if s.next != nil {
			if s.end = marks[s.next]; s.end == "" {
				s.end = "after-" + strconv.Itoa(len(marks)+1)
				marks[s.next] = s.end
				s.next.InsertBefore(xhtml.Element("span", "id", s.end), s.next.FirstChild)
			}
		}
		link := element("a", nil, textNode(a.skipWords(s)))
		way := element("p", []string{"class", "skip"}, link)
		block := blockOf(s.notice)
		block.Parent.InsertBefore(way, block.NextSibling)
		a.guarded.skips[link], a.guarded.nodes[way] = s, s.behind
	}
}

// blockOf returns n, or the nearest ancestor of n that a paragraph may
// follow: a warning may be an item of a list.
func blockOf(n *html.Node) *html.Node {
	for n.Parent.Parent != nil {
		switch n.Parent.Data {
		case "ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "p", "h1", "h2", "h3", "h4", "h5", "h6":
			n = n.Parent
			continue
		}
		break
	}
	return n
}

// skipWords returns the text of the link past a section.
func (a *article) skipWords(s *section) string {
	if s.level == 1 {
		return a.words.SkipArticle
	}
	return a.words.SkipSection
}

// after returns the reference, from the page named file, to the end of a
// section.
func (a *article) after(s *section, l *layout, file string) string {
	if s.end == "" {
		return a.next(l)
	}
	return a.place(s.end, file)
}

// isNotice reports whether n is a block that can be a warning: a paragraph, a
// quote or a box, but not a div that is only part of the layout.
func isNotice(n *html.Node) bool {
	switch n.Data {
	case "p", "blockquote":
		return true
	case "div":
		first, _, _ := strings.Cut(attribute(n, "class"), " ")
		return first == "container" || first == "details" || attribute(n, "role") == "note"
	}
	return false
}

// within reports whether n is the node of or one of its descendants.
func within(n, of *html.Node) bool {
	for ; n != nil && of != nil; n = n.Parent {
		if n == of {
			return true
		}
	}
	return false
}

// leads reports whether the text of n begins with title, ignoring brackets
// and marks such as ⚠.
func leads(n *html.Node, title string) bool {
	var b strings.Builder
	most := 2*len(title) + 64
	for d := range n.Descendants() {
		if b.Len() > most {
			break
		}
		if d.Type == html.TextNode {
			b.WriteString(d.Data[:min(len(d.Data), most)])
		}
	}
	text := strings.TrimLeftFunc(xhtml.OneLine(b.String()), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	title = strings.TrimLeftFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return title != "" && strings.HasPrefix(text, title)
}

// entrance returns the id that a link from another article to id must lead
// to: the id of the section warning that id is behind, or else the converted
// id itself. It returns "" for the top of the article if warnings of the
// whole article stand there.
func (a *article) entrance(id string) string {
	if len(a.guarded.lost) > 0 || slices.ContainsFunc(a.warned, func(w warned) bool { return !w.section() }) {
		return ""
	}
	return a.past(id, "")
}

// past returns the id that a link within the article to id must lead to. It
// is the id of the warning that the target is behind, unless the link itself
// is behind that warning.
func (a *article) past(id, behind string) string {
	if named, ok := a.ids[id]; ok {
		id = named
	}
	if notice := a.guarded.ids[id]; notice != "" && notice != behind {
		return notice
	}
	return id
}

// line returns a warning as one line; a section warning is marked as such.
func (a *article) line(w warned) string {
	title := w.title(a.words)
	if w.section() {
		title += a.words.Paren(a.words.Section)
	}
	return a.words.Field(title, a.words.Join(w.topics()))
}

// caution returns the text that the contents show after the title of the
// article: a line for each different warning, "" if there is none.
func (a *article) caution() string {
	var lines []string
	for _, w := range a.warned {
		if line := a.line(w); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, " · ")
}

// cautions repeats, in short form at the top of a later page, the warnings of
// earlier pages of the article that apply there, with the links past their
// sections.
func (a *article) cautions(m *markup, l *layout, i int) {
	var links, ways []string
	add := func(list *[]string, text, to string) {
		var link markup
		link.el("a", text, "href", to)
		*list = append(*list, link.String())
	}
	for _, w := range a.warned {
		if !w.section() {
			add(&links, a.line(w), a.first())
		}
	}
	for _, w := range a.guarded.lost {
		add(&links, a.line(w), a.first())
	}
	if len(links) > 0 {
		add(&ways, a.words.SkipArticle, a.next(l))
	}
	if at := slices.IndexFunc(a.parts[i].nodes, func(n *html.Node) bool { return n.Type == html.ElementNode }); at >= 0 {
		notice := a.guarded.nodes[a.parts[i].nodes[at]]
		for _, w := range a.guarded.warnings[notice] {
			add(&links, a.line(w), a.place(notice, a.parts[i].file))
		}
		if s := a.guarded.sections[notice]; s != nil {
			add(&ways, a.skipWords(s), a.after(s, l, a.parts[i].file))
		}
	}
	if len(links) == 0 {
		return
	}
	m.open("section", "class", "caution", "epub:type", "notice", "role", "doc-notice", "aria-label", a.words.ContentWarnings)
	m.raw("\n<p><strong>", strings.Join(links, " · "), "</strong></p>\n", `<p class="skip">`, strings.Join(ways, " · "), "</p>\n</section>\n")
}

// next returns the page after the article.
func (a *article) next(l *layout) string {
	if a.n < len(l.articles) {
		return l.articles[a.n].first()
	}
	return colophonFile
}

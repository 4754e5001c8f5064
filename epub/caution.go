package epub

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// A warned article can be entered in its middle: from the contents, where a
// long one is split, and by links of other articles. What is here sees to it
// that its warning is met there as well.

// A guarded is what lies behind the content warnings of sections.
type guarded struct {
	// ids are those that lie behind a warning, with the id of the warning.
	ids map[string]string
	// nodes are the links and the blocks of the body behind one.
	nodes map[*html.Node]string
	// heads are the ids of the headings whose section warns.
	heads map[string]bool
	// warnings are those that stand behind the one with the id, itself first.
	warnings map[string][]warned
	// sections are what the warnings with the ids are about, and skips the links
	// past them.
	sections map[string]*section
	skips    map[*html.Node]*section
	// lost are those that were not found in the body.
	lost []warned
}

// forget lets go of the nodes of the article, once its pages are written. The ids
// stay, for links of other articles.
func (g *guarded) forget() { g.nodes, g.skips, g.sections = nil, nil, nil }

// guard finds the content warnings of sections, and what lies behind each: all that
// follows it until the section ends that it stands in.
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
	var all, open []*section // open ones in the order of their levels
	var notice *html.Node    // the last one found
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
				id = "s-" + strconv.Itoa(len(all)+1) // those as written begin with x
				a.pageOf[id] = 0
				set(n, "id", id)
			}
			g.heads[head] = true
			if behind == "" { // else it is met on the way from the one before
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

// warningOf returns the index among those not found yet of the warning whose block n
// is, -1 if it is of none: of one with an id that is said by the id, of one made by
// hand without an id by its title, in the order of the warnings.
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

// A section is what a warning in the text of an article is about.
type section struct {
	level  int        // of its heading; 1 where there is none above it
	notice *html.Node // the block that warns
	behind string     // the id of the one that it is met behind, or its own
	next   *html.Node // the heading of what comes after it, nil if nothing does
	end    string     // the id of the mark there
}

// skip puts the way past its section below each notice. It leads to a mark in
// the heading that comes next and not to the heading: Kobo shows a text that a
// link leads on to as a footnote.
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

// blockOf returns n, or the block around it that a paragraph may follow: a warning may
// be an item of a list.
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

// skipWords are the words of the way past a section.
func (a *article) skipWords(s *section) string {
	if s.level == 1 {
		return a.words.SkipArticle
	}
	return a.words.SkipSection
}

// after is where that leads to from the page named file.
func (a *article) after(s *section, l *layout, file string) string {
	if s.end == "" {
		return a.next(l)
	}
	return a.place(s.end, file)
}

// isNotice reports whether n is a block that a warning may be: a box, a quote or
// a paragraph, and no part of the layout that has one in it.
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

// within reports whether n is of or in it.
func within(n, of *html.Node) bool {
	for ; n != nil && of != nil; n = n.Parent {
		if n == of {
			return true
		}
	}
	return false
}

// leads reports whether the text of n begins with title, marks such as ⚠ and
// brackets aside.
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

// entrance is the id that a link of another article to one as written leads to:
// where the warning of its section stands. It is "" for the top of the article,
// where those stand that are about all of it.
func (a *article) entrance(id string) string {
	if len(a.guarded.lost) > 0 || slices.ContainsFunc(a.warned, func(w warned) bool { return !w.section() }) {
		return ""
	}
	return a.past(id, "")
}

// past is the same for a link of the article itself that lies behind a warning.
func (a *article) past(id, behind string) string {
	if named, ok := a.ids[id]; ok {
		id = named
	}
	if notice := a.guarded.ids[id]; notice != "" && notice != behind {
		return notice
	}
	return id
}

// line is the warning in one line, of a section so marked.
func (a *article) line(w warned) string {
	title := w.title(a.words)
	if w.section() {
		title += a.words.Paren(a.words.Section)
	}
	return a.words.Field(title, a.words.Join(w.topics()))
}

// caution is what the contents say after the title of the article: all that
// it warns of, the same once, "" for nothing.
func (a *article) caution() string {
	var lines []string
	for _, w := range a.warned {
		if line := a.line(w); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, " · ")
}

// cautions repeats on a later page of the article, in short, the warnings that
// stand on pages before it, and the way past them.
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

// next is the page after the article.
func (a *article) next(l *layout) string {
	if a.n < len(l.articles) {
		return l.articles[a.n].first()
	}
	return colophonFile
}

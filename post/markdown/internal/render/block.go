package render

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

func (w *writer) children(n doc.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

// node writes a node of any kind. One that is not known is left out, and what
// it holds is kept.
func (w *writer) node(n doc.Node) {
	w.anchor(n)
	switch n := n.(type) {
	case *doc.Paragraph:
		w.paragraph(n)
	case *doc.TextBlock:
		w.children(n)
		if n.NextSibling() != nil {
			w.str("\n")
		}
	case *doc.Heading:
		w.heading(n)
	case *doc.Blockquote:
		w.block(n, "blockquote", "")
	case *doc.List:
		w.list(n)
	case *doc.ListItem:
		w.listItem(n)
	case *doc.ThematicBreak:
		w.str("<hr />\n")
	case *doc.CodeBlock:
		w.code(n.Info, n.Lines.String())
	case *doc.HTMLBlock:
		w.str(n.Lines.String())
		w.str(n.Closure)
	case *doc.Table:
		w.table(n)
	case *doc.DefinitionList:
		w.block(n, "dl", "")
	case *doc.DefinitionTerm:
		w.wrap(n, "dt")
		w.str("\n")
	case *doc.DefinitionDescription:
		w.wrap(n, "dd")
		w.str("\n")
	case *doc.FootnoteList:
		w.footnotes(n)
	case *doc.Footnote:
		w.footnote(n)
	case *doc.Container:
		w.container(n)
	case *doc.Tabs:
		w.children(n)
	case *doc.Tab:
		w.tab(n)
	case *doc.MathBlock:
		w.str("<p>")
		w.math(n.TeX, true)
		w.str("</p>\n")
	case *doc.ExcerptMark, *doc.Title, *doc.LinkReferenceDefinition:
	default:
		if !w.inline(n) {
			w.children(n)
		}
	}
}

// anchor writes an empty element with the ID of a block that is written without one.
func (w *writer) anchor(n doc.Node) {
	switch n.(type) {
	case *doc.HTMLBlock, *doc.Table, *doc.TextBlock, *doc.CodeBlock, *doc.MathBlock, *doc.ThematicBreak:
		if attr := w.id(n); attr != "" {
			w.str("<div" + attr + "></div>\n")
		}
	}
}

func (w *writer) footnotes(n *doc.FootnoteList) {
	w.str(`<section class="footnotes" role="doc-endnotes">` + "\n<hr />\n<ol>\n")
	w.children(n)
	w.str("</ol>\n</section>\n")
}

func (w *writer) footnote(n *doc.Footnote) {
	w.str("<li")
	w.attr("id", w.r.IDPrefix+FootnoteID(n.Index))
	w.str(">\n")
	w.children(n)
	w.str("</li>\n")
}

// tab writes one of several alternatives, one after the other, under its label.
func (w *writer) tab(n *doc.Tab) {
	if n.Label != "" {
		w.str("<p><strong>")
		w.plain(n.Label)
		w.str("</strong></p>\n")
	}
	w.children(n)
}

// block writes a block that holds blocks.
func (w *writer) block(n doc.Node, tag, attrs string) {
	w.str("<" + tag + attrs + w.id(n) + ">\n")
	w.children(n)
	w.str("</" + tag + ">\n")
}

// id returns the attribute of a block that is marked; "" of others.
func (w *writer) id(n doc.Node) string {
	id := w.p.Marks[n]
	if id == "" {
		return ""
	}
	return ` id="` + xhtml.Escape(w.r.IDPrefix+id) + `"`
}

func (w *writer) paragraph(n doc.Node) {
	if w.figure(n) {
		return
	}
	w.str("<p" + w.id(n) + ">")
	w.children(n)
	w.str("</p>\n")
}

// figure writes a paragraph that is nothing but a picture with a caption: its
// title, which few readers show otherwise. It reports whether n is one.
func (w *writer) figure(n doc.Node) bool {
	inner := n.FirstChild()
	if inner == nil || inner.NextSibling() != nil {
		return false
	}
	link, linked := inner.(*doc.Link)
	if linked {
		if inner = link.FirstChild(); inner == nil || inner.NextSibling() != nil {
			return false
		}
	}
	img, ok := inner.(*doc.Image)
	if !ok {
		return false
	}
	shown := ImageOf(img)
	caption, alt := script.OneLine(shown.Title), script.OneLine(shown.Alt)
	if caption == "" || caption == alt && !img.Captioned || repeats(n.NextSibling(), caption) {
		return false
	}
	shown.Title = ""
	if caption == alt {
		shown.Alt = "" // said once
	}
	before := len(w.b)
	w.str("<figure" + w.id(n) + ">")
	inside := len(w.b)
	href := ""
	if linked && w.links == 0 {
		href = w.href(link.URL)
	}
	if href != "" {
		w.str("<a")
		w.attr("href", href)
		w.str(">")
	}
	start := len(w.b)
	w.image(shown)
	isPicture := bytes.HasPrefix(w.b[start:], []byte("<img"))
	if href != "" {
		w.str("</a>")
	}
	if !isPicture { // but its text
		text := string(w.b[inside:])
		if shown.Alt == "" {
			text = xhtml.Escape(caption)
		}
		w.b = w.b[:before]
		w.str("<p" + w.id(n) + ">" + text + "</p>\n")
		return true
	}
	w.str("<figcaption>")
	w.caption(caption)
	w.str("</figcaption></figure>\n")
	return true
}

// captioned writes a picture within text. The caption of a shortcode follows
// it, because most readers show no titles; see figure for a picture alone.
func (w *writer) captioned(n *doc.Image) {
	shown := ImageOf(n)
	caption := script.OneLine(shown.Title)
	if !n.Captioned || caption == "" {
		w.image(shown)
		return
	}
	if shown.Title = ""; caption == script.OneLine(shown.Alt) {
		shown.Alt = "" // said once
	}
	before := len(w.b)
	w.image(shown)
	if len(w.b) > before {
		w.str(" ")
	}
	w.caption(caption)
}

// repeats reports whether the text of the block after a picture is its
// caption, as authors write it who know that a title is not shown.
func repeats(n doc.Node, caption string) bool {
	text := ""
	switch n := n.(type) {
	case *doc.Paragraph, *doc.TextBlock:
		text = doc.Plain(n)
	case *doc.HTMLBlock:
		text = script.OneLine(doc.HTMLText(doc.LinesOf(n).String()))
	}
	return strings.EqualFold(strings.TrimRight(text, ".。"), strings.TrimRight(caption, ".。"))
}

func (w *writer) heading(n *doc.Heading) {
	level := strconv.Itoa(min(max(n.Level, 1), 6))
	w.str("<h" + level)
	if id := n.ID; id != "" {
		w.attr("id", w.r.IDPrefix+id)
	}
	w.str(">")
	w.children(n)
	w.str("</h" + level + ">\n")
}

func (w *writer) list(n *doc.List) {
	if !n.Ordered {
		w.block(n, "ul", "")
		return
	}
	attrs := ""
	if n.Start != 1 {
		attrs = ` start="` + strconv.Itoa(n.Start) + `"`
	}
	w.block(n, "ol", attrs)
}

func (w *writer) listItem(n doc.Node) {
	w.str("<li" + w.id(n) + ">")
	if c := n.FirstChild(); c != nil {
		if _, tight := c.(*doc.TextBlock); !tight {
			w.str("\n")
		}
	}
	w.children(n)
	w.str("</li>\n")
}

// code writes a block of code.
func (w *writer) code(lang, code string) {
	lang = codeLang(lang)
	class := ""
	if lang != "" {
		class = ` class="language-` + lang + `"`
	}
	if w.r.Highlight != nil {
		if markup, ok := w.r.Highlight(lang, code); ok {
			w.str(`<pre class="chroma"><code` + class + ">" + markup + "</code></pre>\n")
			return
		}
	}
	w.str("<pre><code" + class + ">")
	w.plain(code)
	w.str("</code></pre>\n")
}

// codeLang returns the language of an info string, without what engines add
// to it: lines to mark, titles, options.
func codeLang(info string) string {
	if i := strings.IndexAny(info, "{[:(,; \t"); i >= 0 {
		info = info[:i]
	}
	info = strings.ToLower(strings.TrimPrefix(info, "."))
	if len(info) > 40 || strings.Trim(info, "abcdefghijklmnopqrstuvwxyz0123456789+#._-") != "" {
		return ""
	}
	return info
}

func (w *writer) table(n *doc.Table) {
	w.str("<table>\n")
	body := false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if r, ok := c.(*doc.TableRow); ok && r.Header {
			w.str("<thead>\n")
			w.row(c, "th")
			w.str("</thead>\n")
			continue
		}
		if !body {
			w.str("<tbody>\n")
			body = true
		}
		w.row(c, "td")
	}
	if body {
		w.str("</tbody>\n")
	}
	w.str("</table>\n")
}

func (w *writer) row(n doc.Node, tag string) {
	w.str("<tr>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.str("<" + tag)
		if cell, ok := c.(*doc.TableCell); ok && cell.Align != "" {
			w.attr("class", "align-"+cell.Align)
		}
		w.str(">")
		w.children(c)
		w.str("</" + tag + ">\n")
	}
	w.str("</tr>\n")
}

// container writes a container with its title. One that may be folded away
// stays so, as it is no content warning: those were made to stand open.
func (w *writer) container(n *doc.Container) {
	title, _ := n.FirstChild().(*doc.Title)
	fallback := ""
	if title == nil && !n.NoTitle {
		fallback = containers.Named(n.Name).Title(w.p.labels())
	}
	titled := title != nil && title.FirstChild() != nil || fallback != ""
	writeTitle := func() {
		if title != nil {
			w.children(title)
		} else {
			w.plain(fallback)
		}
	}
	switch {
	case n.Foldable:
		if !titled {
			writeTitle = func() { w.plain(w.p.labels().Details) }
		}
		w.details(n, writeTitle)
	case w.r.Asides:
		w.str(`<aside class="` + asideClass(n.Name) + `"` + w.id(n) + ">\n")
		if titled {
			w.str(`<p class="title"><strong>`)
			writeTitle()
			w.str("</strong></p>\n")
		}
		w.children(n)
		w.str("</aside>\n")
	case !titled && !containers.Named(n.Name).Is(containers.Callout):
		// What no title sets apart, and no name that is known, is there for
		// the layout of one site.
		switch n.Name {
		case "center", "left", "right":
			w.block(n, "div", ` class="align-`+n.Name+`"`)
		default:
			w.block(n, "div", "")
		}
	default:
		w.str("<blockquote" + w.id(n) + ">\n")
		if titled {
			w.str("<p><strong>")
			writeTitle()
			w.str("</strong></p>\n")
		}
		w.children(n)
		w.str("</blockquote>\n")
	}
}

// details writes a container that folds.
func (w *writer) details(n *doc.Container, writeTitle func()) {
	open := ""
	if n.Open {
		open = ` open="open"`
	}
	w.str("<details" + open + w.id(n) + ">\n<summary>")
	writeTitle()
	w.str("</summary>\n")
	w.children(n)
	w.str("</details>\n")
}

// asideClass returns the classes of a container of a name.
func asideClass(name string) string {
	const longest = 40 // bytes
	if name = xhtml.ID(name); name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" || len(name) > longest {
		return "container"
	}
	return "container " + name
}

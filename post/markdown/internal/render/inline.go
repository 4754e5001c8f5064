package render

import (
	"strconv"
	"strings"

	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// inline writes an inline node. It reports false for a node that is none.
func (w *writer) inline(n doc.Node) bool {
	switch n := n.(type) {
	case *doc.Text:
		w.textNode(n)
	case *doc.Emphasis:
		if n.Level >= 2 {
			w.wrap(n, "strong")
		} else {
			w.wrap(n, "em")
		}
	case *doc.CodeSpan:
		w.str("<code>")
		w.plain(n.Code)
		w.str("</code>")
	case *doc.Link:
		w.link(n, n.URL, n.Title)
	case *doc.AutoLink:
		w.autoLink(n)
	case *doc.Image:
		w.captioned(n)
	case *doc.RawHTML:
		w.str(n.HTML)
	case *doc.Strikethrough:
		w.wrap(n, "del")
	case *doc.TaskCheckBox:
		if n.Checked {
			w.str("☑ ")
		} else {
			w.str("☐ ")
		}
	case *doc.FootnoteLink:
		w.footnoteLink(n)
	case *doc.FootnoteBacklink:
		w.str("\u00a0<a")
		w.attr("href", "#"+w.r.IDPrefix+FootnoteRefID(n.Index, n.RefIndex))
		w.attr("role", "doc-backlink")
		w.str(">↩\uFE0E</a>")
	case *doc.Emoji:
		w.plain(n.Value)
	case *doc.Mark:
		w.wrap(n, "mark")
	case *doc.Math:
		w.math(n.TeX, n.Display)
	case *doc.Ruby:
		w.ruby(n)
	case *doc.Wikilink:
		w.wikilink(n)
	default:
		return false
	}
	return true
}

func (w *writer) wrap(n doc.Node, tag string) {
	w.b = append(append(append(w.b, '<'), tag...), '>')
	w.children(n)
	w.b = append(append(append(w.b, "</"...), tag...), '>')
}

func (w *writer) textNode(n *doc.Text) {
	if n.Raw {
		w.text(n.Value)
	} else {
		w.markdown(n.Value)
	}
	switch {
	case n.Hard:
		w.str("<br />\n")
	case n.Soft && !doc.JoinsLines(n):
		w.str("\n")
	}
}

func (w *writer) link(n doc.Node, ref, title string) {
	if ref = w.href(ref); ref == "" || w.links > 0 {
		w.children(n)
		return
	}
	w.str("<a")
	w.attr("href", ref)
	if title = script.OneLine(title); title != "" {
		w.attr("title", title)
	}
	w.str(">")
	w.links++
	w.children(n)
	w.links--
	w.str("</a>")
}

func (w *writer) autoLink(n *doc.AutoLink) {
	ref := ""
	if w.links == 0 {
		ref = w.href(n.URL)
	}
	if ref == "" {
		w.text(n.Label)
		return
	}
	w.str("<a")
	w.attr("href", ref)
	w.str(">")
	w.text(n.Label)
	w.str("</a>")
}

// math writes a formula in a line.
func (w *writer) math(tex string, display bool) {
	if w.r.Math != nil {
		if markup, ok := w.r.Math(tex, display); ok {
			w.str(markup)
			return
		}
	}
	w.str(`<code class="math">`)
	w.plain(tex)
	w.str("</code>")
}

func (w *writer) ruby(n *doc.Ruby) {
	if strings.TrimSpace(n.Base) == "" {
		w.plain(n.Base + n.Reading)
		return
	}
	w.str("<ruby>")
	w.plain(n.Base)
	w.str("<rp>(</rp><rt>")
	w.plain(n.Reading)
	w.str("</rt><rp>)</rp></ruby>")
}

// wikilink writes a link inside the post, or the picture that is embedded; a
// note elsewhere is named by its title alone, which is no address.
func (w *writer) wikilink(n *doc.Wikilink) {
	if img, ok := n.Image(); ok {
		w.image(ImageOf(img))
		return
	}
	if strings.HasPrefix(n.Target, "#") && w.links == 0 {
		if id, ok := w.p.findID(n.Target[1:]); ok {
			w.str("<a")
			w.attr("href", w.href("#"+id))
			w.str(">")
			w.plain(n.Shown())
			w.str("</a>")
			return
		}
	}
	if to := w.p.wiki(n.Target); to != "" && w.links == 0 {
		if ref := w.href(to); ref != "" {
			w.str("<a")
			w.attr("href", ref)
			w.str(">")
			w.plain(n.Shown())
			w.str("</a>")
			return
		}
	}
	w.plain(n.Shown())
}

// footnoteLink writes the mark of a footnote.
func (w *writer) footnoteLink(n *doc.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	if w.links > 0 {
		w.str("<sup>" + number + "</sup>")
		return
	}
	w.str("<sup><a")
	w.attr("href", "#"+w.r.IDPrefix+FootnoteID(n.Index))
	w.attr("id", w.r.IDPrefix+FootnoteRefID(n.Index, n.RefIndex))
	w.attr("role", "doc-noteref")
	w.str(">" + number + "</a></sup>")
}

func FootnoteID(index int) string { return "fn-" + strconv.Itoa(index) }

// FootnoteRefID returns the id of the ref-th reference, from 0, to a footnote.
func FootnoteRefID(index, ref int) string {
	id := "fnref-" + strconv.Itoa(index)
	if ref > 0 {
		id += "-" + strconv.Itoa(ref+1)
	}
	return id
}

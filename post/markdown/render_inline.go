package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
	emoji "github.com/yuin/goldmark-emoji/ast"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// inline writes an inline node. It reports false for a node that is none.
func (w *writer) inline(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Text:
		w.textNode(n)
	case *ast.String:
		if n.IsRaw() || n.IsCode() {
			w.plain(string(n.Value))
		} else {
			w.markdown(n.Value)
		}
	case *ast.Emphasis:
		if n.Level >= 2 {
			w.wrap(n, "strong")
		} else {
			w.wrap(n, "em")
		}
	case *ast.CodeSpan:
		w.str("<code>")
		w.plain(codeText(n, w.p.source))
		w.str("</code>")
	case *ast.Link:
		w.link(n, string(unescapeMarkdown(n.Destination)), unescapeMarkdown(n.Title))
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.image(imageOf(n, w.p.source))
	case *ast.RawHTML:
		for i := range n.Segments.Len() {
			seg := n.Segments.At(i)
			w.b = append(w.b, seg.Value(w.p.source)...)
		}
	case *extast.Strikethrough:
		w.wrap(n, "del")
	case *extast.TaskCheckBox:
		if n.IsChecked {
			w.str("☑ ")
		} else {
			w.str("☐ ")
		}
	case *extast.FootnoteLink:
		w.footnoteLink(n)
	case *extast.FootnoteBacklink:
		w.str("\u00a0<a")
		w.attr("href", "#"+w.r.IDPrefix+footnoteRefID(n.Index, n.RefIndex))
		w.attr("role", "doc-backlink")
		w.str(">↩\uFE0E</a>")
	case *emoji.Emoji:
		w.plain(emojiText(n))
	case *syntax.Mark:
		w.wrap(n, "mark")
	case *syntax.Math:
		w.math(n.TeX, n.Display)
	case *syntax.Ruby:
		w.ruby(n)
	case *syntax.Wikilink:
		w.wikilink(n)
	default:
		return false
	}
	return true
}

func (w *writer) wrap(n ast.Node, tag string) {
	w.str("<" + tag + ">")
	w.children(n)
	w.str("</" + tag + ">")
}

func (w *writer) textNode(n *ast.Text) {
	s := n.Segment.Value(w.p.source)
	if n.IsRaw() {
		w.text(s)
	} else {
		w.markdown(s)
	}
	switch {
	case n.HardLineBreak():
		w.str("<br />\n")
	case n.SoftLineBreak() && !joinsLines(n, w.p.source):
		w.str("\n")
	}
}

// joinsLines reports whether the line end after n is no space: between two
// characters of scripts that are written without (CSS Text 3, section 4.1.3).
func joinsLines(n *ast.Text, source []byte) bool {
	next, ok := n.NextSibling().(*ast.Text)
	if !ok {
		return false
	}
	a, _ := utf8.DecodeLastRune(n.Segment.Value(source))
	b, _ := utf8.DecodeRune(next.Segment.Value(source))
	return script.IsJoined(a, b)
}

func (w *writer) link(n ast.Node, ref, title string) {
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

func (w *writer) autoLink(n *ast.AutoLink) {
	label := n.Label(w.p.source)
	ref := ""
	if w.links == 0 {
		ref = w.href(autoLinkURL(n, w.p.source))
	}
	if ref == "" {
		w.text(label)
		return
	}
	w.str("<a")
	w.attr("href", ref)
	w.str(">")
	w.text(label)
	w.str("</a>")
}

func autoLinkURL(n *ast.AutoLink, source []byte) string {
	url := string(n.URL(source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		return "mailto:" + url
	}
	return url
}

func codeText(n *ast.CodeSpan, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		v := t.Segment.Value(source)
		if bytes.HasSuffix(v, []byte("\n")) {
			b.Write(v[:len(v)-1])
			b.WriteByte(' ')
			continue
		}
		b.Write(v)
	}
	return b.String()
}

func emojiText(n *emoji.Emoji) string {
	if n.Value == nil || len(n.Value.Unicode) == 0 {
		return ":" + string(n.ShortName) + ":"
	}
	return string(n.Value.Unicode)
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

func (w *writer) ruby(n *syntax.Ruby) {
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
func (w *writer) wikilink(n *syntax.Wikilink) {
	if img, ok := wikilinkImage(n); ok {
		w.image(img)
		return
	}
	if strings.HasPrefix(n.Target, "#") && w.links == 0 {
		if id, ok := w.p.findID(n.Target[1:]); ok {
			w.str("<a")
			w.attr("href", w.href("#"+id))
			w.str(">")
			w.plain(wikilinkText(n))
			w.str("</a>")
			return
		}
	}
	w.plain(wikilinkText(n))
}

// wikilinkText returns what a reader is shown for a wikilink.
func wikilinkText(n *syntax.Wikilink) string {
	if n.Label != "" {
		return n.Label
	}
	return strings.TrimLeft(strings.ReplaceAll(n.Target, "#", " › "), " ›")
}

// wikilinkImage returns the picture that an embed stands for.
func wikilinkImage(n *syntax.Wikilink) (post.Image, bool) {
	if !n.Embed || !isImageName(n.Target) {
		return post.Image{}, false
	}
	img := post.Image{Src: n.Target, Alt: n.Label}
	img.Alt, img.Width, img.Height = sizeHint(n.Label, true)
	return img, true
}

// footnoteLink writes the mark of a footnote.
func (w *writer) footnoteLink(n *extast.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	if w.links > 0 {
		w.str("<sup>" + number + "</sup>")
		return
	}
	w.str("<sup><a")
	w.attr("href", "#"+w.r.IDPrefix+footnoteID(n.Index))
	w.attr("id", w.r.IDPrefix+footnoteRefID(n.Index, n.RefIndex))
	w.attr("role", "doc-noteref")
	w.str(">" + number + "</a></sup>")
}

func footnoteID(index int) string { return "fn-" + strconv.Itoa(index) }

// footnoteRefID returns the id of the ref-th reference, from 0, to a footnote.
func footnoteRefID(index, ref int) string {
	id := "fnref-" + strconv.Itoa(index)
	if ref > 0 {
		id += "-" + strconv.Itoa(ref+1)
	}
	return id
}

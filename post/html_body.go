package post

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/internal/script"
)

// An HTMLBody is a [Body] in HTML: a fragment from a database, an export, or another
// Markdown library. It is not trusted: scripts, forms, styles and unsafe addresses are
// removed when it is rendered.
type HTMLBody string

// Render implements [Body]. It does not call r.Highlight and r.Math.
func (b HTMLBody) Render(r *Renderer) string {
	o := xhtml.Options{IDPrefix: r.IDPrefix, Link: r.Link}
	if r.Image != nil {
		o.Image = func(img xhtml.Image) (xhtml.Image, bool) {
			to, ok := r.Image(Image{Src: img.Src, Alt: img.Alt, Title: img.Title, Width: img.Width, Height: img.Height})
			return xhtml.Image{Src: to.Src, Alt: to.Alt, Title: to.Title, Width: to.Width, Height: to.Height}, ok
		}
	}
	return xhtml.Clean(string(b), o)
}

// Text implements [Body]. Images become their alternative texts.
func (b HTMLBody) Text() string {
	var t htmlText
	t.children(xhtml.Parse(string(b), xhtml.Options{}))
	t.end()
	return strings.Join(t.blocks, "\n\n")
}

// Contents implements [Body]. It finds no footnotes, because HTML has no element for
// them. Positions are unknown, and so are image sizes that are not in pixels.
func (b HTMLBody) Contents() Contents {
	var c Contents
	counted := lang.Count{Forms: lang.HanForms()}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			counted.Add(n.Data)
		case n.Type != html.ElementNode:
		case n.Data == "code", n.Data == "pre":
			return
		case n.Data == "img":
			img := Image{Src: htmlAttr(n, "src"), Alt: script.OneLine(htmlAttr(n, "alt")), Title: script.OneLine(htmlAttr(n, "title"))}
			img.Width, _ = strconv.Atoi(htmlAttr(n, "width"))
			img.Height, _ = strconv.Atoi(htmlAttr(n, "height"))
			c.Images = append(c.Images, img)
		case n.Data == "a" && htmlAttr(n, "href") != "":
			c.Links = append(c.Links, Link{URL: htmlAttr(n, "href"), Text: htmlLine(n)})
		case len(n.Data) == 2 && n.Data[0] == 'h' && '1' <= n.Data[1] && n.Data[1] <= '6':
			c.Headings = append(c.Headings, Heading{Level: int(n.Data[1] - '0'), ID: htmlAttr(n, "id"), Text: htmlLine(n)})
		}
		if isHTMLBlock(n) {
			counted.InWord = false
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(xhtml.Parse(string(b), xhtml.Options{}))
	c.WordCount = counted.CJK + counted.Words
	c.ReadingTime = ReadingTime(counted.CJK, counted.Words)
	return c
}

// An htmlText gathers the text of HTML, block by block.
type htmlText struct {
	blocks []string
	line   strings.Builder
	pre    int // number of open <pre> elements
}

func (t *htmlText) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		t.node(c)
	}
}

func (t *htmlText) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		t.line.WriteString(n.Data)
	case n.Data == "img":
		t.line.WriteString(htmlAttr(n, "alt"))
	case n.Data == "br":
		t.line.WriteByte('\n')
	case isHTMLBlock(n):
		t.end()
		if n.Data == "pre" {
			t.pre++
		}
		t.children(n)
		t.end()
		if n.Data == "pre" {
			t.pre--
		}
	default:
		t.children(n)
	}
}

// end finishes a block.
func (t *htmlText) end() {
	s := t.line.String()
	t.line.Reset()
	if t.pre == 0 {
		s = script.OneLine(s)
	}
	if s = strings.Trim(s, "\n"); strings.TrimSpace(s) != "" {
		t.blocks = append(t.blocks, s)
	}
}

// htmlLine returns the text in n on one line.
func htmlLine(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.Data == "img":
			b.WriteString(htmlAttr(d, "alt"))
		}
	}
	return script.OneLine(b.String())
}

func htmlAttr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// isHTMLBlock reports whether n begins on a line of its own.
func isHTMLBlock(n *html.Node) bool {
	switch n.Data {
	case "p", "div", "section", "article", "aside", "header", "footer", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd",
		"table", "thead", "tbody", "tfoot", "tr", "caption", "figure", "figcaption", "details", "summary", "hr",
		"h1", "h2", "h3", "h4", "h5", "h6":
		return n.Type == html.ElementNode
	}
	return false
}

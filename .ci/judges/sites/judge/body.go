package main

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A body holds what was found in the HTML of a post.
type body struct {
	base     *url.URL
	ids      []string
	anchors  []string
	links    []string
	images   []string
	embeds   []string
	captions []string
	breaks   int
	text     strings.Builder
	pre      int
}

// furniture are classes of elements that themes and engines add for their readers' hands:
// permalinks of headings, line numbers, buttons. None of them is the author's.
var furniture = []string{
	"header-anchor", "headerlink", "hash-link", "anchor", "anchor-link", "anchorjs-link", "sl-anchor-link", "heading-anchor",
	"gutter", "lnt", "ln", "line-numbers", "line-numbers-wrapper", "copy", "copy-code-button", "lang", "visually-hidden", "sr-only",
	"footnote-backref", "data-footnote-backref", "reversefootnote", "table-of-contents", "footnote-return", "vpi-copied",
}

func classes(n *html.Node) []string { return strings.Fields(attr(n, "class")) }

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == key {
			return a.Val
		}
	}
	return ""
}

func isFurniture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Button, atom.Svg, atom.Noscript:
		return true
	}
	if n.DataAtom == atom.A && strings.HasPrefix(attr(n, "aria-label"), "Back to ") || attr(n, "id") == "markdown-toc" || attr(n, "id") == "footnote-label" {
		return true // a way back from a footnote, the table of contents of kramdown, the heading of GitHub's footnotes
	}
	for _, a := range n.Attr {
		if a.Key == "data-footnote-backref" {
			return true
		}
	}
	for _, c := range classes(n) {
		if !isHeading(n) && slices.Contains(furniture, c) {
			return true
		}
	}
	return false
}

// blocks are elements before and after which a word ends and a line begins.
var blocks = []atom.Atom{
	atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd,
	atom.Pre, atom.Blockquote, atom.Table, atom.Tr, atom.Thead, atom.Tbody, atom.Figure, atom.Figcaption, atom.Hr, atom.Section,
	atom.Article, atom.Aside, atom.Details, atom.Summary, atom.Br, atom.Iframe, atom.Video, atom.Audio, atom.Header, atom.Footer,
}

func isHeading(n *html.Node) bool {
	return len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6'
}

// isOwnHeading reports whether n is the link of a heading to itself that VuePress 2 puts around its
// whole text, in one span.
func isOwnHeading(n *html.Node) bool {
	return n.DataAtom == atom.A && slices.Contains(classes(n), "header-anchor") && isHeading(n.Parent) &&
		n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.DataAtom == atom.Span
}

// read adds what is in n to b. Links are resolved against the address of the page.
func (b *body) read(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		b.text.WriteString(n.Data)
		return
	case html.ElementNode:
		if isOwnHeading(n) {
			b.read(n.FirstChild)
			return
		}
		if isFurniture(n) {
			return
		}
		b.element(n)
	}
	block := n.Type == html.ElementNode && slices.Contains(blocks, n.DataAtom)
	switch {
	case block:
		b.text.WriteString("\x00")
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th || n.DataAtom == atom.Cite:
		b.text.WriteString(" ")
	}
	if n.DataAtom == atom.Pre {
		b.pre++
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.read(c)
	}
	if n.DataAtom == atom.Pre {
		b.pre--
	}
	if block {
		b.text.WriteString("\x00")
	}
}

func (b *body) element(n *html.Node) {
	if id := attr(n, "id"); id != "" {
		if isHeading(n) {
			b.ids = append(b.ids, id)
		} else {
			b.anchors = append(b.anchors, id)
		}
	}
	switch n.DataAtom {
	case atom.A:
		if name := attr(n, "name"); name != "" && name != attr(n, "id") {
			b.anchors = append(b.anchors, name)
		}
		b.add(&b.links, attr(n, "href"))
	case atom.Img:
		b.add(&b.images, attr(n, "src"))
		if title := strings.Join(strings.Fields(attr(n, "title")), " "); title != "" {
			b.captions = append(b.captions, title)
		}
	case atom.Iframe, atom.Video, atom.Audio, atom.Source, atom.Embed:
		b.add(&b.embeds, attr(n, "src"))
	case atom.Br:
		if b.pre == 0 && !beforeBlock(n) {
			b.breaks++
		}
	}
}

// beforeBlock reports whether what follows n begins a line anyway.
func beforeBlock(n *html.Node) bool {
	next := n.NextSibling
	for next != nil && next.Type == html.TextNode && strings.TrimSpace(next.Data) == "" {
		next = next.NextSibling
	}
	if next == nil { // at the end of a paragraph, or of the body
		return n.Parent == nil || slices.Contains(blocks, n.Parent.DataAtom)
	}
	return next.Type == html.ElementNode && next.DataAtom != atom.Br && slices.Contains(blocks, next.DataAtom)
}

func (b *body) add(to *[]string, ref string) {
	if ref == "" {
		return
	}
	*to = append(*to, resolve(b.base, ref))
}

// resolve returns where ref leads to from a page: a path where that is on the same site, and an
// address elsewhere. Either is percent-encoded.
func resolve(base *url.URL, ref string) string {
	u, err := base.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ref
	}
	if u.Host == base.Host && (u.Scheme == "https" || u.Scheme == "http") {
		u.Scheme, u.Host, u.User = "", "", nil
		if u.Path == "" {
			u.Path = "/"
		}
	}
	return u.String()
}

// lines returns the text with one space between words and a line for each block that has any.
func (b *body) lines() string {
	var lines []string
	for line := range strings.SplitSeq(b.text.String(), "\x00") {
		if words := strings.Fields(strings.Map(visible, line)); len(words) > 0 {
			lines = append(lines, strings.Join(words, " "))
		}
	}
	return strings.Join(lines, "\n")
}

// visible drops characters that take no place, such as the one in the permalinks of headings.
func visible(r rune) rune {
	switch r {
	case '\u200b', '\u200c', '\u2060', '\ufeff', '\ufe0e', '\ufe0f':
		return -1
	}
	return r
}

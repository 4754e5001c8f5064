package epub

import (
	"cmp"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// errImage means that a reference does not name a picture.
var errImage = errors.New("no picture at this address")

// picture converts an img for the book, or replaces it by its alternative
// text and a link if the picture is not in the book.
func (a *article) picture(n *html.Node, l *layout) {
	src, alt := attribute(n, "src"), attribute(n, "alt")
	link := a.pictureURL(l, src)
	switch l.e.Images {
	case ImagesOmit:
		if alt == "" {
			n.Parent.RemoveChild(n)
			return
		}
		replace(n, element("span", []string{"class", "picture"}, textNode(alt)))
		return
	case ImagesLink:
		a.missing(n, link, alt, "")
		return
	}
	if f, ok := l.assets[a.pictureKey(src)]; ok {
		a.access.described = alt != "" && (a.access.described || !a.access.pictures)
		a.access.pictures = true
		width, height := pictureSize(n, f)
		title := xhtml.OneLine(attribute(n, "title"))
		n.Attr = nil
		set(n, "src", "../"+f.Name)
		n.Attr = append(n.Attr, html.Attribute{Key: "alt", Val: alt})
		set(n, "width", width)
		set(n, "height", height)
		set(n, "class", string(f.Look))
		figure(n, title)
		return
	}
	a.missed = append(a.missed, Missing{Pos: a.source(src), Ref: src, Alt: alt, Err: l.whyMissing(a, src)})
	a.missing(n, link, alt, a.words.ImageMissing)
}

// whyMissing returns the reason why a picture of an article is not in the
// book.
func (l *layout) whyMissing(a *article, src string) error {
	if why := l.why[a.pictureKey(src)]; why != nil {
		return why
	}
	return errImage
}

// source returns the place in the source file that refers to a picture. Each
// call for the same reference returns its next place, and after the last one
// that place again.
func (a *article) source(ref string) string {
	places := a.c.places[ref]
	if len(places) == 0 {
		return a.c.Path
	}
	if a.asked == nil {
		a.asked = make(map[string]int)
	}
	at := min(a.asked[ref], len(places)-1)
	a.asked[ref]++
	return places[at]
}

// pictureSize returns the size at which a picture is shown: the width that the
// author set, or else that of the picture itself, if known. The height follows
// from it. It is not written: calibre, which converts books for Kindle, takes
// both for a fixed size, and shows a wide picture alone on a page.
func pictureSize(n *html.Node, f asset) (width, height string) {
	width, height = attribute(n, "width"), attribute(n, "height")
	if f.Width <= 0 || f.Height <= 0 {
		return width, height
	}
	w, _ := strconv.Atoi(width)
	h, _ := strconv.Atoi(height)
	switch {
	case w > 0:
	case h > 0:
		w = max(1, h*f.Width/f.Height)
	default:
		w = f.Width
	}
	return strconv.Itoa(w), ""
}

// figure turns a picture that is alone in its paragraph into a figure with
// its title as the caption. If the title is empty or repeats the alternative
// text, the paragraph only gets a class that centres it.
func figure(n *html.Node, title string) {
	top := n
	if isElement(n.Parent, "a") && alone(n) {
		top = n.Parent
	}
	p := top.Parent
	if !isElement(p, "p") || !alone(top) {
		return
	}
	if title == "" || title == attribute(n, "alt") || p.Parent == nil || isElement(p.Parent, "figure") {
		set(p, "class", strings.TrimSpace(attribute(p, "class")+" figure"))
		return
	}
	p.RemoveChild(top)
	replace(p, keepID(element("figure", nil, top, element("figcaption", nil, textNode(title))), p))
}

// captioned turns a paragraph of a picture followed by its alternative text
// into a figure with a caption. Authors write such a paragraph if their site
// shows no captions.
func captioned(p *html.Node) {
	img := firstElement(p)
	if img == nil || !isElement(img, "img") || attribute(img, "alt") == "" || p.Parent == nil {
		return
	}
	var rest []*html.Node
	for c := img.NextSibling; c != nil; c = c.NextSibling {
		rest = append(rest, c)
	}
	caption := xhtml.Element("figcaption")
	for _, c := range rest {
		p.RemoveChild(c)
		if !isElement(c, "br") {
			caption.AppendChild(c)
		}
	}
	if textOf(caption) != xhtml.OneLine(attribute(img, "alt")) {
		for _, c := range rest {
			if c.Parent != nil {
				c.Parent.RemoveChild(c)
			}
			p.AppendChild(c)
		}
		return
	}
	p.RemoveChild(img)
	sayOnce(img)
	replace(p, keepID(element("figure", nil, img, caption), p))
}

// sayOnce empties the alternative text of a picture if its caption is the
// same text.
func sayOnce(img *html.Node) {
	for i := range img.Attr {
		if img.Attr[i].Key == "alt" {
			img.Attr[i].Val = ""
		}
	}
}

// settleFigure empties the alternative text of the only picture of a figure
// if the caption is the same text, because it would be read aloud twice
// (image-redundant-alt of axe).
func settleFigure(f *html.Node) {
	var img, caption *html.Node
	n := 0
	for d := range f.Descendants() {
		switch {
		case isElement(d, "img"):
			img = d
			n++
		case isElement(d, "figcaption"):
			caption = d
		}
	}
	if n == 1 && caption != nil && textOf(caption) == xhtml.OneLine(attribute(img, "alt")) {
		sayOnce(img)
	}
}

// alone reports whether n is the only content of its parent.
func alone(n *html.Node) bool {
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c != n && !isBlank(c) {
			return false
		}
	}
	return true
}

// missing replaces a picture by its alternative text and a link to it. If the
// picture was alone in its paragraph, they are shown as a line in small type.
func (a *article) missing(n *html.Node, link, alt, note string) {
	caption := alt
	if caption == "" {
		caption, note = cmp.Or(note, a.words.Figure), ""
	}
	var inner []*html.Node
	inner = append(inner, element("span", []string{"class", "alt"}, textNode(caption)))
	if note != "" {
		inner = append(inner, element("span", []string{"class", "note"}, textNode(a.words.OpenParen+note+a.words.CloseParen)))
	}
	p := n.Parent
	line := isElement(p, "p") && alone(n) && !isElement(p.Parent, "figure")
	if link != "" && !insideLink(n) {
		inner = append(inner, textNode(" "), element("a", []string{"href", link}, textNode(a.words.ImageLink)))
	}
	if line {
		replace(p, keepID(element("p", []string{"class", "missing"}, inner...), p))
		return
	}
	replace(n, element("span", []string{"class", "missing"}, inner...))
}

// gatherMissing combines the replacements of consecutive missing pictures
// below n into one list.
func gatherMissing(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if isElement(c, "p") && missingItems(c) != nil {
			list := missingItems(c)
			last := c
			for after := next; after != nil; after = after.NextSibling {
				if isBlank(after) {
					continue
				}
				more := missingItems(after)
				if more == nil {
					break
				}
				list, last = append(list, more...), after
			}
			next = last.NextSibling
			if len(list) > 1 {
				ul := xhtml.Element("ul", "class", "missing")
				n.InsertBefore(ul, c)
				for _, item := range list {
					li := keepID(xhtml.Element("li"), item)
					move(li, item)
					ul.AppendChild(li)
				}
				for d := ul.NextSibling; d != next; d = ul.NextSibling {
					n.RemoveChild(d)
				}
			}
		}
		c = next
	}
}

// missingItems returns the replacements of missing pictures in a paragraph
// that contains nothing else; nil for any other node. A paragraph that is
// itself such a replacement is returned alone.
func missingItems(p *html.Node) (items []*html.Node) {
	if !isElement(p, "p") {
		return nil
	}
	if attribute(p, "class") == "missing" {
		return []*html.Node{p}
	}
	for c := p.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case isBlank(c) || isElement(c, "br"):
		case isElement(c, "span") && attribute(c, "class") == "missing":
			items = append(items, c)
		default:
			return nil
		}
	}
	return items
}

func insideLink(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if isElement(p, "a") {
			return true
		}
	}
	return false
}

// pictureURL returns the absolute address of a picture, "" if it has none.
func (a *article) pictureURL(l *layout, src string) string {
	u, err := url.Parse(src)
	if err != nil || src == "" {
		return ""
	}
	out, ok := xhtml.SafeURL(l.links.absolute(a, u))
	if !ok || !outside(out) {
		return ""
	}
	return out
}

package epub

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// errImage is a reference that names no picture.
var errImage = errors.New("no picture has this address")

// picture makes an img one of the book, or what stands for it: a figure with
// its text and a link, or in the middle of text the two alone.
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
		figure(n, title)
		return
	}
	why := l.why[a.pictureKey(src)]
	if why == nil {
		why = errImage
	}
	a.missed = append(a.missed, Missing{Pos: a.source(src), Ref: src, Alt: alt, Err: why})
	a.missing(n, link, alt, a.words.ImageMissing)
}

// source is where the source refers to a picture: each time that it is asked for, the
// next place with the reference, and the last one again after that.
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

// pictureSize returns the size to show a picture at: as the author said, else
// its own, as far as known.
func pictureSize(n *html.Node, f asset) (width, height string) {
	width, height = attribute(n, "width"), attribute(n, "height")
	if f.Width <= 0 || f.Height <= 0 {
		return width, height
	}
	w, _ := strconv.Atoi(width)
	h, _ := strconv.Atoi(height)
	switch {
	case w > 0 && h <= 0:
		h = max(1, w*f.Height/f.Width)
	case h > 0 && w <= 0:
		w = max(1, h*f.Width/f.Height)
	case w <= 0:
		w, h = f.Width, f.Height
	}
	return strconv.Itoa(w), strconv.Itoa(h)
}

// figure makes a picture that is alone in its paragraph a figure with its title as
// the caption, or marks the paragraph, so that it is centred and not indented.
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

// captioned makes a paragraph of a picture and its text again a figure with a
// caption, which is said once: so it is written where a site shows no captions.
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

// sayOnce empties the text of a picture that its caption says word for word.
func sayOnce(img *html.Node) {
	for i := range img.Attr {
		if img.Attr[i].Key == "alt" {
			img.Attr[i].Val = ""
		}
	}
}

// settleFigure empties the text of the only picture of a figure if its caption is
// the same: it would be read aloud twice (image-redundant-alt of axe).
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

// alone reports whether n is all there is in its parent.
func alone(n *html.Node) bool {
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c != n && !isBlank(c) {
			return false
		}
	}
	return true
}

// missing puts the text of a picture and a link to it in its place: as a small
// line where it stood alone.
func (a *article) missing(n *html.Node, link, alt, note string) {
	caption := alt
	if caption == "" {
		caption = a.words.Figure
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

// gatherMissing makes one list of the lines for pictures that follow each other
// below n, or in one paragraph.
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

// missingItems returns what stands for pictures in a paragraph of nothing else,
// the paragraph itself where it is one line; nil for any other node.
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

// pictureURL returns the absolute address of a picture, "" if there is none.
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

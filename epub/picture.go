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
		n.Attr = nil
		set(n, "src", "../"+f.Name)
		n.Attr = append(n.Attr, html.Attribute{Key: "alt", Val: alt})
		set(n, "width", width)
		set(n, "height", height)
		a.figure(n)
		return
	}
	why := l.why[a.pictureKey(src)]
	if why == nil {
		why = errImage
	}
	a.missed = append(a.missed, Missing{Pos: a.source(src), Ref: src, Alt: alt, Err: why})
	a.missing(n, link, alt, a.words.ImageMissing)
}

// source is where the source first refers to a picture.
func (a *article) source(ref string) string {
	if at := a.c.places[ref]; at != "" {
		return at
	}
	return a.c.Path
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

// figure marks the paragraph of a picture that stands alone, so that it is
// centred and not indented.
func (a *article) figure(n *html.Node) {
	if p := n.Parent; isElement(p, "p") && alone(n) {
		set(p, "class", strings.TrimSpace(attribute(p, "class")+" figure"))
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

// missing puts the text of a picture and a link to it in its place: as a
// figure where it stood alone.
func (a *article) missing(n *html.Node, link, alt, note string) {
	caption := alt
	if caption == "" {
		caption = a.words.Figure
	}
	var inner []*html.Node
	inner = append(inner, element("span", []string{"class", "alt"}, textNode(caption)))
	if note != "" {
		inner = append(inner, textNode(" "), element("span", []string{"class", "note"}, textNode(a.words.OpenParen+note+a.words.CloseParen)))
	}
	p := n.Parent
	figure := isElement(p, "p") && alone(n) && !isElement(p.Parent, "figure")
	if link != "" && !insideLink(n) {
		inner = append(inner, textNode(" "), element("a", []string{"href", link}, textNode(a.words.ImageLink)))
	}
	if figure {
		replace(p, element("figure", []string{"class", "missing"}, element("figcaption", nil, inner...)))
		return
	}
	replace(n, element("span", []string{"class", "missing"}, inner...))
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

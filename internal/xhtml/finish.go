package xhtml

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// finish joins adjacent texts, and gives references and ids their final form.
func finish(root *html.Node, ids *IDs, o Options) {
	f := finisher{ids: ids, o: o}
	f.children(root)
}

type finisher struct {
	ids *IDs
	o   Options
}

func (f *finisher) children(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode {
			f.children(c)
			f.element(c)
		}
		c = next
	}
	joinTexts(n)
}

func (f *finisher) element(n *html.Node) {
	for i := range n.Attr {
		if n.Attr[i].Key == "id" {
			n.Attr[i].Val = f.o.IDPrefix + n.Attr[i].Val
		}
	}
	switch n.Data {
	case "a":
		f.refer(n, "href", f.link)
		if len(n.Attr) == 0 {
			unwrap(n)
		}
	case "q", "blockquote", "ins", "del":
		f.refer(n, "cite", f.link)
	case "img":
		f.image(n)
	case "audio", "video":
		f.refer(n, "src", f.link)
		f.refer(n, "poster", f.poster)
		if attr(n, "src") == "" && (n.FirstChild == nil || n.FirstChild.Data != "source") {
			unwrapMedia(n)
		}
	case "source", "track":
		f.refer(n, "src", f.link)
		if attr(n, "src") == "" {
			n.Parent.RemoveChild(n)
		}
	}
}

// refer replaces a reference by the result of to, or removes it if that is
// "".
func (f *finisher) refer(n *html.Node, key string, to func(string) string) {
	i := attrOf(n.Attr, key)
	if i < 0 {
		return
	}
	if n.Attr[i].Val = to(n.Attr[i].Val); n.Attr[i].Val == "" {
		n.Attr = without(n.Attr, key)
	}
}

func (f *finisher) link(ref string) string {
	ref, ok := SafeURL(ref)
	if !ok {
		return ""
	}
	if name, ok := strings.CutPrefix(ref, "#"); ok {
		if id, ok := f.ids.Find(unescape(name)); ok {
			return "#" + EscapeURL(f.o.IDPrefix+id)
		}
	}
	if f.o.Link != nil {
		ref, _ = SafeURL(f.o.Link(ref))
	}
	return ref
}

func (f *finisher) poster(ref string) string { return f.source(Image{Src: ref}) }

// source returns the address to write for a picture of which only the address
// is used, "" if it is left out.
func (f *finisher) source(img Image) string {
	if img, ok := f.o.picture(img); ok {
		return img.Src
	}
	return ""
}

// picture returns the picture to write for img, and false if it is left out.
func (o *Options) picture(img Image) (Image, bool) {
	var ok bool
	if img.Src, ok = SafeImageURL(img.Src); !ok {
		return Image{}, false
	}
	if o.Image == nil {
		return img, true
	}
	if img, ok = o.Image(img); !ok {
		return Image{}, false
	}
	img.Src, ok = SafeImageURL(img.Src)
	return img, ok
}

func (f *finisher) image(n *html.Node) {
	img := Image{Src: attr(n, "src"), Alt: attr(n, "alt"), Title: attr(n, "title")}
	img.Width, _ = strconv.Atoi(attr(n, "width"))
	img.Height, _ = strconv.Atoi(attr(n, "height"))
	to, ok := f.o.picture(img)
	if !ok {
		n.Type, n.Data, n.DataAtom, n.Attr = html.TextNode, img.Alt, 0, nil
		return
	}
	set := func(key, val string) {
		i := attrOf(n.Attr, key)
		switch {
		case i >= 0 && val == "" && key != "alt":
			n.Attr = without(n.Attr, key)
		case i >= 0:
			n.Attr[i].Val = val
		case val != "":
			n.Attr = append(n.Attr, html.Attribute{Key: key, Val: val})
		}
	}
	set("src", to.Src)
	set("alt", oneLine(to.Alt))
	set("title", oneLine(to.Title))
	set("width", size(to.Width))
	set("height", size(to.Height))
	f.refer(n, "srcset", func(srcset string) string {
		return writeSrcset(srcset, func(ref string) string {
			c := to
			c.Src = ref
			return f.source(c)
		})
	})
	if attr(n, "srcset") == "" {
		n.Attr = without(n.Attr, "sizes")
	}
}

func size(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// unwrap replaces n by its children.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

// unwrapMedia replaces audio or video that has nothing to play by its
// fallback content.
func unwrapMedia(n *html.Node) {
	for n.FirstChild != nil && n.FirstChild.Data == "track" && n.FirstChild.Type == html.ElementNode {
		n.RemoveChild(n.FirstChild)
	}
	unwrap(n)
}

// joinTexts joins adjacent texts among the children of n.
func joinTexts(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode || c.NextSibling == nil || c.NextSibling.Type != html.TextNode {
			continue
		}
		var b strings.Builder
		b.WriteString(c.Data)
		for c.NextSibling != nil && c.NextSibling.Type == html.TextNode {
			b.WriteString(c.NextSibling.Data)
			n.RemoveChild(c.NextSibling)
		}
		c.Data = b.String()
	}
}

package epub

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A linkIndex finds the articles that references mean. It is made once and
// then only read.
type linkIndex struct {
	post.Index[*article]
	absent post.Index[struct{}] // of Book.Absent
}

func newLinkIndex(b *Book, articles []*article) *linkIndex {
	x := new(linkIndex)
	if u, err := url.Parse(b.SiteURL); err == nil && u.IsAbs() && u.Host != "" {
		x.Site, x.absent.Site = u, u
	}
	for _, at := range b.Absent {
		x.absent.Add(at, struct{}{})
	}
	for _, a := range articles {
		x.Add(post.Place{Path: a.c.Path, URL: a.c.URL}, a)
	}
	return x
}

// target tells what ref, a reference in the article, means on its site, the zero
// Target if that is not known. What has a query is left to the site.
func (a *article) target(ref *url.URL) post.Target {
	if a.c.Resolve == nil || ref.RawQuery != "" || ref.Path == "" && ref.Host == "" {
		return post.Target{}
	}
	return a.c.Resolve(ref.String())
}

// address returns the address of an article, absolute where that of the site is
// known. One from the root of a site at https://host/blog/ is below its /blog/,
// whether that is part of it or not; an article without one is at the root.
func (x *linkIndex) address(a *article) *url.URL {
	u, err := url.Parse(a.c.URL)
	if err != nil {
		u = new(url.URL)
	}
	return x.Below(u)
}

// find returns the article that ref, a reference in from, leads to; nil if
// it leads out of the book.
func (x *linkIndex) find(from *article, ref *url.URL) *article {
	if ref.Scheme != "" && ref.Scheme != "http" && ref.Scheme != "https" || ref.RawQuery != "" {
		return nil
	}
	if to := from.target(ref); to.Found {
		if a, ok := x.At(to); ok || to.Address != "" {
			return a
		}
	}
	a, _ := x.Find(post.Place{Path: from.c.Path, URL: from.c.URL}, ref.String())
	return a
}

// leadsNowhere reports whether ref, a reference in from to no article of the book, leads
// to a post that the site has no page of.
func (x *linkIndex) leadsNowhere(from *article, ref *url.URL) bool {
	if to := from.target(ref); to.Found {
		_, ok := x.absent.At(to)
		return ok
	}
	_, ok := x.absent.Find(post.Place{Path: from.c.Path, URL: from.c.URL}, ref.String())
	return ok
}

// absolute returns the address outside of the book that ref leads to, "" if
// there is no telling.
func (x *linkIndex) absolute(from *article, ref *url.URL) string {
	if ref.Scheme != "" {
		return ref.String()
	}
	base := x.address(from)
	if to := from.target(ref); to.Found && to.Address != "" {
		if u, err := url.Parse(to.Address); err == nil {
			u.Fragment, u.RawFragment = ref.Fragment, ref.RawFragment
			ref = x.Below(u)
		}
	}
	if to := base.ResolveReference(ref); to.IsAbs() && to.Host != "" {
		return to.String()
	}
	if ref.Host != "" {
		ref.Scheme = "https"
		return ref.String()
	}
	return ""
}

// href returns what to write for a reference on the page named file of the
// article: a page of the book, an absolute address, or "" for nothing. No
// content warning is passed by on the way, but for the one that the reference
// lies behind itself.
func (a *article) href(l *layout, ref, file, behind string) string {
	if ref, ok := strings.CutPrefix(ref, "#"); ok {
		return a.place(a.past(unescape(ref), behind), file)
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if to := l.links.find(a, u); to != nil {
		if u.Fragment == "" {
			return to.first() // which is known of one that is not prepared yet
		}
		id := to.entrance(u.Fragment)
		if to == a {
			id = a.past(u.Fragment, behind)
		}
		if at := to.place(id, file); at != "" {
			return at
		}
		return to.first()
	}
	if l.links.leadsNowhere(a, u) {
		return ""
	}
	out, ok := xhtml.SafeURL(l.links.absolute(a, u))
	if !ok || !outside(out) {
		return ""
	}
	return out
}

// asksOthers reports whether a reference of the article leads to a place
// inside of another one.
func (a *article) asksOthers(l *layout) bool {
	var asks func(n *html.Node) bool
	asks = func(n *html.Node) bool {
		for _, at := range n.Attr {
			if at.Key != "href" && at.Key != "cite" || strings.IndexByte(at.Val, '#') <= 0 {
				continue
			}
			if u, err := url.Parse(at.Val); err == nil && u.Fragment != "" && l.links.find(a, u) != nil {
				return true
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if asks(c) {
				return true
			}
		}
		return false
	}
	for _, p := range a.parts {
		for _, list := range [][]*html.Node{p.nodes, p.notes} {
			if slices.ContainsFunc(list, asks) {
				return true
			}
		}
	}
	return slices.ContainsFunc(a.warned, func(w warned) bool { return asks(w.body) })
}

// outside reports whether a judge of books takes the address for a sound one.
func outside(ref string) bool {
	u, err := url.Parse(ref)
	if err != nil {
		return false
	}
	for label := range strings.SplitSeq(u.Hostname(), ".") {
		if len(label) > maxLabel {
			return false
		}
	}
	return u.Scheme == "mailto" && u.Opaque != "" || (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// maxLabel is the most bytes between two dots of the name of a host (RFC 1035,
// section 2.3.4). EPUBCheck refuses more (RSC-020).
const maxLabel = 63

// place returns the reference, from the page named file, of an id as written;
// "" if there is none.
func (a *article) place(id, file string) string {
	if id == "" {
		return ""
	}
	if named, ok := a.ids[id]; ok {
		id = named
	}
	i, ok := a.pageOf[id]
	if !ok {
		return ""
	}
	if a.parts[i].file == file {
		return "#" + id
	}
	return a.parts[i].file + "#" + id
}

func unescape(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// linkAll gives the references below n, on the page named file, their form
// in the book.
func (a *article) linkAll(n *html.Node, l *layout, file string) {
	if n.Type != html.ElementNode && n.Type != html.DocumentNode {
		return
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		a.linkAll(c, l, file)
		c = next
	}
	switch n.Data {
	case "a":
		if s := a.guarded.skips[n]; s != nil {
			set(n, "href", a.after(s, l, file))
			break
		}
		ref := attribute(n, "href")
		if ref == "" { // <a name="x"></a>: a place, no link
			anchor(n)
			break
		}
		behind := a.guarded.nodes[n]
		if fragment, ok := strings.CutPrefix(ref, "#"); ok && attribute(n, "role") == "doc-backlink" {
			behind = a.past(unescape(fragment), "") // whoever reads the note has been there
		}
		to := a.href(l, ref, file, behind)
		if !outside(to) && !says(n) && !hasPicture(n) {
			to = "" // the mark beside a heading
		}
		if set(n, "href", to); to == "" {
			anchor(n)
			break
		}
		named(n, to)
	case "q", "blockquote", "ins", "del":
		if cite := attribute(n, "cite"); cite != "" {
			to := a.href(l, cite, file, "")
			if outside(to) && !strings.HasPrefix(to, "https:") {
				to = "" // EPUBCheck takes it for a resource, and wants HTTPS for those (RSC-031)
			}
			set(n, "cite", to)
		}
	}
}

// anchor makes a link that leads nowhere a plain part of the text, with its id.
func anchor(n *html.Node) {
	rename(n, "span")
	for _, key := range []string{"href", "role", "epub:type", "aria-label"} {
		set(n, key, "")
	}
}

// named gives a link that says nothing the name of what it leads to.
func named(n *html.Node, to string) {
	if says(n) || attribute(n, "aria-label") != "" {
		return
	}
	name := attribute(n, "title")
	if name == "" {
		name = to
	}
	if hasPicture(n) {
		set(n, "aria-label", name)
	} else {
		n.AppendChild(textNode(name))
	}
}

// says reports whether there is anything to read, see or hear of n.
func says(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.TextNode && !isBlank(d) || isElement(d, "img") && attribute(d, "alt") != "" {
			return true
		}
	}
	return false
}

func hasPicture(n *html.Node) bool {
	for d := range n.Descendants() {
		if isElement(d, "img") {
			return true
		}
	}
	return false
}

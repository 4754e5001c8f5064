package epub

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A linkIndex finds the article that a reference leads to. It is not changed
// after newLinkIndex.
type linkIndex struct {
	post.Index[*article]
	absent *post.Index[struct{}] // of Book.Absent; nil if there are none
	// roots holds the articles of each folder, if they are of several: then files
	// of different folders may have the same path.
	roots map[any]*post.Index[*article]
}

func newLinkIndex(b *Book, articles []*article) *linkIndex {
	x := new(linkIndex)
	if u, err := url.Parse(b.SiteURL); err == nil && u.IsAbs() && u.Host != "" {
		x.Site = u
	}
	if len(b.Absent) > 0 {
		x.absent = &post.Index[struct{}]{Site: x.Site}
	}
	for _, at := range b.Absent {
		x.absent.Add(at, struct{}{})
	}
	roots := make(map[any]*post.Index[*article])
	for _, a := range articles {
		at := post.Place{Path: a.c.Path, URL: a.c.URL}
		x.Add(at, a)
		if roots[a.c.root] == nil {
			roots[a.c.root] = &post.Index[*article]{Site: x.Site}
		}
		roots[a.c.root].Add(at, a)
	}
	if len(roots) > 1 {
		x.roots = roots
	}
	return x
}

// target returns what ref, a reference in the article, means on its site, or
// the zero Target if that is unknown. References with a query are not looked
// up.
func (a *article) target(ref *url.URL) post.Target {
	if a.c.Resolve == nil || ref.RawQuery != "" || ref.Path == "" && ref.Host == "" {
		return post.Target{}
	}
	return a.c.Resolve(ref.String())
}

// address returns the address of an article, absolute if the address of the
// site is known. If the site is at https://host/blog/, an address from the
// root is put below /blog/ unless it is there already. An article without an
// address is treated as the root.
func (x *linkIndex) address(a *article) *url.URL {
	u, err := url.Parse(a.c.URL)
	if err != nil {
		u = new(url.URL)
	}
	return x.Below(u)
}

// find returns the article that ref, a reference in from, leads to; nil if
// the target is not in the book.
func (x *linkIndex) find(from *article, ref *url.URL) *article {
	if ref.Scheme != "" && ref.Scheme != "http" && ref.Scheme != "https" || ref.RawQuery != "" {
		return nil
	}
	to := from.target(ref)
	for _, all := range []*post.Index[*article]{x.roots[from.c.root], &x.Index} {
		if all == nil {
			continue
		}
		if a, ok := all.At(to); ok {
			return a
		}
		if to.Found && to.Address != "" {
			continue
		}
		if a, ok := all.Find(post.Place{Path: from.c.Path, URL: from.c.URL}, ref.String()); ok {
			return a
		}
	}
	return nil
}

// leadsNowhere reports whether ref, a reference in from that leads to no article
// of the book, leads to a post that the site has no page of.
func (x *linkIndex) leadsNowhere(from *article, ref *url.URL) bool {
	if x.absent == nil {
		return false
	}
	if to := from.target(ref); to.Found {
		_, ok := x.absent.At(to)
		return ok
	}
	_, ok := x.absent.Find(post.Place{Path: from.c.Path, URL: from.c.URL}, ref.String())
	return ok
}

// absolute returns the absolute address of the target of ref on the web, ""
// if it is unknown.
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

// href returns the value to write for a reference on the page named file: a
// place in the book, an absolute address, or "" if there is no target. A
// reference to text behind a content warning leads to that warning instead,
// unless the reference itself is behind the same warning, whose id is given
// as behind.
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
			return to.first() // also known before the article is prepared
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

// asksOthers reports whether the article links to a place inside another
// article.
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

// outside reports whether EPUBCheck accepts ref as an address outside the
// book.
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

// maxLabel is the largest number of bytes between two dots of a host name
// (RFC 1035, section 2.3.4). EPUBCheck refuses longer ones (RSC-020).
const maxLabel = 63

// place returns the reference to an id from the page named file; "" if the
// article does not have the id. The id may be given as written or as in the
// book.
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

// linkAll converts all links below n, on the page named file, to the form
// that they have in the book.
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
		if ref == "" { // <a name="x"></a> is a link target and not a link
			anchor(n)
			break
		}
		behind := a.guarded.nodes[n]
		if fragment, ok := strings.CutPrefix(ref, "#"); ok && attribute(n, "role") == "doc-backlink" {
			behind = a.past(unescape(fragment), "") // readers of the note came from its mark, so they have passed that warning
		}
		to := a.href(l, ref, file, behind)
		if !says(n) && !hasPicture(n) && !outside(to) {
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

// anchor turns a link without a target into a span that keeps its id.
func anchor(n *html.Node) {
	rename(n, "span")
	for _, key := range []string{"href", "role", "epub:type", "aria-label"} {
		set(n, key, "")
	}
}

// named adds a text to an empty link: its title or else its target.
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

// says reports whether n contains text, or a picture with alternative text.
func says(n *html.Node) bool {
	for d := n.FirstChild; d != nil; d = following(d, n) {
		if d.Type == html.TextNode && !isBlank(d) || isElement(d, "img") && attribute(d, "alt") != "" {
			return true
		}
	}
	return false
}

func hasPicture(n *html.Node) bool {
	for d := n.FirstChild; d != nil; d = following(d, n) {
		if isElement(d, "img") {
			return true
		}
	}
	return false
}

package xhtml

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// start handles a start tag that the policy allows.
func (b *builder) start(tag string, attr []html.Attribute, selfClosing bool) {
	if b.muted() {
		return
	}
	switch tag {
	case "input":
		b.checkbox(attr)
		return
	case "iframe", "embed":
		b.frameLink(attr)
		if tag == "iframe" && !selfClosing {
			b.phantom(tag, true)
		}
		return
	case "noscript", "noembed", "noframes":
		if !selfClosing {
			b.phantom(tag, true) // to its end tag, because the content is raw text
		}
		return
	case "annotation", "annotation-xml":
		if !selfClosing && b.top().el.holds == mathParts {
			b.phantom(tag, true)
		}
		return
	case "picture":
		if !selfClosing {
			b.phantom(tag, false)
		}
		return
	}
	name := tag
	if to, ok := renamed[tag]; ok {
		name = to
	}
	mark := pageMarkName(tag, attr)
	if mark != "" {
		name = mark
	}
	el := elements[name]
	if el == nil {
		return
	}
	if len(b.stack) >= maxDepth {
		if !selfClosing && el.holds != nothing {
			b.overflow[name]++
		}
		return
	}
	if tag == "center" {
		attr = append(attr, html.Attribute{Key: "align", Val: "center"})
	}
	name, ok := b.place(name)
	if !ok {
		if !selfClosing && el.holds != nothing {
			b.phantom(name, false)
		}
		return
	}
	el = elements[name]
	if mark != "" {
		attr = b.pageMark(attr)
	} else {
		attr = b.attributes(el, attr)
	}
	if (name == "a" || name == "bdo") && len(attr) == 0 {
		if !selfClosing {
			b.phantom(name, false)
		}
		return
	}
	if name == "source" || name == "track" {
		b.source(name, attr)
		return
	}
	before := len(b.stack)
	b.push(name, attr, false)
	if len(b.stack) > before {
		// The end tag has the original name, also if the element was renamed.
		b.stack[before].tag = orSame(renamed[tag], tag)
		if selfClosing || tag == "hr" {
			b.closeTo(before)
		}
	}
}

// checkbox writes the box of a task list as text, because form controls do
// nothing in a feed and readers remove them.
func (b *builder) checkbox(attrs []html.Attribute) {
	box, is := "☐", false
	for _, a := range attrs {
		switch a.Key {
		case "type":
			is = strings.EqualFold(strings.TrimSpace(a.Val), "checkbox")
		case "checked":
			box = "☑"
		}
	}
	if is {
		b.text(box)
	}
}

// frameLink writes a link to the page that a frame shows.
func (b *builder) frameLink(attrs []html.Attribute) {
	src, title := "", ""
	for _, a := range attrs {
		switch a.Key {
		case "src":
			src = strings.TrimSpace(Legal(a.Val))
		case "title":
			title = oneLine(Legal(a.Val))
		}
	}
	if _, ok := SafeURL(src); !ok || len(b.stack)+2 >= maxDepth {
		return
	}
	if title == "" {
		title = strings.TrimPrefix(src, "//")
	}
	if b.top().el.holds == flow && len(b.pending) == 0 {
		b.push("p", nil, false)
		defer b.closeTo(len(b.stack) - 1)
	}
	if !b.placeInline(elements["a"]) {
		return
	}
	at := len(b.stack)
	b.push("a", []html.Attribute{{Key: "href", Val: src}}, false)
	appendText(b.stack[at].n, title)
	b.closeTo(at)
}

// source adds a source or track to the medium at the top of the stack. HTML
// requires the order sources, tracks, fallback.
func (b *builder) source(name string, attrs []html.Attribute) {
	if attrOf(attrs, "src") < 0 {
		return
	}
	n := newElement(name)
	n.Attr = attrs
	media := b.top().n
	if last := media.LastChild; last != nil && last.Data != name && (last.Data != "source" || last.Type != html.ElementNode) {
		return // too late: there is text already, or a track before a source
	}
	media.AppendChild(n)
}

func orSame(name, same string) string {
	if name != "" {
		return name
	}
	return same
}

// phantom records a tag for which no element is made.
func (b *builder) phantom(tag string, mute bool) {
	if len(b.stack) < maxDepth {
		b.stack = append(b.stack, frame{tag: tag, mute: mute})
	}
}

// place brings the stack to a state in which an element is allowed, and
// returns the name that it must have there. It returns false if the element
// is not allowed anywhere.
func (b *builder) place(name string) (string, bool) {
	el := elements[name]
	switch el.place {
	case inline:
		return name, b.placeInline(el)
	case block:
		return name, b.makeRoom(flow)
	case item:
		if b.closeInside(items, true) || b.makeRoom(flow) && b.imply("ul") {
			return name, true
		}
		return name, false
	case term:
		if b.closeInside(terms, true) || b.makeRoom(flow) && b.imply("dl") {
			return name, true
		}
		return name, false
	case summary:
		if t := b.top(); t.n.Data == "details" && lastElement(t.n) == "" && !hasText(t.n) {
			return name, true
		}
		return "p", b.makeRoom(flow)
	case figcaption:
		if b.closeInside(flow, false); b.top().n.Data == "figure" {
			return name, true
		}
		return "div", b.makeRoom(flow)
	case rubyText:
		return name, b.closeInside(rubyParts, false)
	case mediaSource:
		return name, b.closeInside(mediaParts, false)
	case mathNode:
		t := b.top()
		if t.el.holds == mathChars {
			b.closeTo(b.indexOf(t))
			t = b.top()
		}
		return name, t.el.holds == mathParts
	}
	return b.placeInTable(name, el.place)
}

func (b *builder) placeInline(el *element) bool {
	t := b.top()
	if el.holds == nothing && el.name != "img" && t.el.holds != flow && t.el.holds != phrasing && t.el.holds != rubyParts {
		return false // a line break between items has no effect
	}
	switch el.name {
	case "a", "audio", "video":
		// Such an element must not be inside a link. As in HTML, a new link
		// closes the open one.
		for i := len(b.stack) - 1; i > 0 && (b.stack[i].el == nil || b.stack[i].el.formatting()); i-- {
			if b.stack[i].el != nil && b.stack[i].n.Data == "a" {
				b.stack[i].resumed = false
				b.closeTo(i)
				break
			}
		}
		b.pending = slices.DeleteFunc(b.pending, func(s suspended) bool { return s.tag == "a" })
		for i := len(b.stack) - 1; i > 0; i-- {
			if e := b.stack[i].el; e != nil && (e.name == "a" || e.holds == mediaParts) {
				return false
			}
		}
	case "ruby":
		for i := len(b.stack) - 1; i > 0; i-- {
			if e := b.stack[i].el; e != nil && e.name == "ruby" {
				return false
			}
		}
	case "math":
		if t.el.holds == mathParts || t.el.holds == mathChars {
			return false
		}
	}
	if t.el.holds == mathChars || t.el.holds == mathParts {
		return false
	}
	return b.makeRoom(phrasing) && b.top().el.holds != mathChars
}

// imply opens a list for an item that is in none.
func (b *builder) imply(name string) bool {
	if len(b.stack) >= maxDepth {
		return false
	}
	b.push(name, nil, true)
	return true
}

// closeInside closes everything inside the nearest element whose children are
// of a kind. It does so only if the elements to close are paragraphs and
// inline elements or, if blocks is true, other blocks that authors often
// leave open in a list.
func (b *builder) closeInside(kind content, blocks bool) bool {
	for i := len(b.stack) - 1; i > 0; i-- {
		e := b.stack[i].el
		switch {
		case e == nil:
			continue
		case e.holds == kind:
			b.closeTo(i + 1)
			return true
		case e.place == inline, e.name == "p", e.place == rubyText:
		case blocks && (e.place == item || e.place == term || e.name == "div"):
		default:
			return false
		}
	}
	return false
}

// placeInTable brings the stack to a state in which a part of the nearest
// table is allowed, and opens the parts around it that HTML allows authors to
// leave out.
func (b *builder) placeInTable(name string, p place) (string, bool) {
	table := -1
	var at [3]int // indices of the open row group, row and colgroup
	for i := len(b.stack) - 1; i > 0 && table < 0; i-- {
		if b.stack[i].el == nil {
			continue
		}
		switch b.stack[i].el.holds {
		case tableParts:
			table = i
		case rows:
			at[0] = i
		case cells:
			at[1] = i
		case columns:
			at[2] = i
		}
	}
	if table < 0 {
		return name, false
	}
	parts := b.stack[table].n
	switch p {
	case caption:
		if lastElement(parts) != "" {
			return name, false
		}
		b.closeTo(table + 1)
	case colgroup:
		if !beforeRows(parts) {
			return name, false
		}
		b.closeTo(table + 1)
	case column:
		if at[2] > 0 {
			b.closeTo(at[2] + 1)
			break
		}
		if !beforeRows(parts) {
			return name, false
		}
		b.closeTo(table + 1)
		b.push("colgroup", nil, true)
	case rowGroup:
		b.closeTo(table + 1)
		if name == "thead" && !beforeRows(parts) {
			name = "tbody"
		}
	case row:
		if at[0] > 0 {
			b.closeTo(at[0] + 1)
			break
		}
		b.closeTo(table + 1)
		b.push("tbody", nil, true)
	case cell:
		switch {
		case at[1] > 0:
			b.closeTo(at[1] + 1)
		case at[0] > 0:
			b.closeTo(at[0] + 1)
			b.push("tr", nil, true)
		default:
			b.closeTo(table + 1)
			b.push("tbody", nil, true)
			b.push("tr", nil, true)
		}
	}
	return name, true
}

// beforeRows reports whether a table has no row or row group yet.
func beforeRows(table *html.Node) bool {
	switch lastElement(table) {
	case "", "caption", "colgroup":
		return true
	}
	return false
}

// lastElement returns the name of the last element among the children of n,
// "" if there is none.
func lastElement(n *html.Node) string {
	for c := n.LastChild; c != nil; c = c.PrevSibling {
		if c.Type == html.ElementNode {
			return c.Data
		}
	}
	return ""
}

// end handles an end tag.
func (b *builder) end(tag string) {
	if to, ok := renamed[tag]; ok {
		tag = to
	}
	if b.overflow[tag] > 0 {
		b.overflow[tag]--
		return
	}
	el := elements[tag]
	within := el != nil && el.formatting()
	for i := len(b.stack) - 1; i > 0; i-- {
		f := &b.stack[i]
		if f.tag == tag {
			b.endAt(i, within)
			return
		}
		if f.el == nil {
			continue
		}
		if within && !f.el.formatting() {
			break
		}
		if (f.el.place == cell || f.el.place == caption) && !inTable(el) {
			break
		}
	}
	if within {
		for i := range b.pending {
			if b.pending[i].tag == tag {
				b.pending = slices.Delete(b.pending, i, i+1)
				return
			}
		}
	}
}

// endAt closes the element at index i of the stack. Inline elements inside it
// that are still open are resumed after it.
func (b *builder) endAt(i int, within bool) {
	b.stack[i].resumed = false
	if !within || b.stack[i].el == nil {
		// Phantoms inside stay open, because they contain nothing themselves.
		if b.stack[i].el == nil {
			b.stack = slices.Delete(b.stack, i, i+1)
			return
		}
		b.closeTo(i)
		return
	}
	outer := i - 1
	for outer > 0 && (b.stack[outer].el == nil || b.stack[outer].el.formatting()) {
		outer--
	}
	var again []suspended
	for j := len(b.stack) - 1; j > i; j-- {
		if f := &b.stack[j]; f.el != nil && f.el.formatting() {
			f.resumed = false
			if s, ok := suspension(f, outer); ok {
				again = append(again, s)
			}
		}
	}
	b.closeTo(i)
	for _, s := range again {
		b.hold(s)
	}
}

func inTable(el *element) bool {
	return el != nil && (el.place >= caption && el.place <= cell || el.name == "table")
}

package epub

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// footnotes removes the footnotes from the body and returns them in the order
// of their numbers, each as an aside that readers show when its mark is
// tapped (EPUB Structural Semantics 1.1: footnote, noteref).
func (a *article) footnotes() []*html.Node {
	var lists []*html.Node
	for n := a.root.FirstChild; n != nil; n = following(n, a.root) {
		if isElement(n, "section") && attribute(n, "role") == "doc-endnotes" {
			lists = append(lists, n)
		}
	}
	var notes []*html.Node
	more := make(map[*html.Node][]*html.Node) // further list items of a note, which an <li> inside it created
	for _, list := range lists {
		for n := range list.Descendants() {
			switch {
			case !isElement(n, "li") || !isElement(n.Parent, "ol") || n.Parent.Parent != list:
			case attribute(n, "id") != "":
				notes = append(notes, n)
			case len(notes) > 0:
				last := notes[len(notes)-1]
				more[last] = append(more[last], n)
			}
		}
	}
	known := make(map[string]bool)
	for i, li := range notes {
		known["#"+attribute(li, "id")] = true
		aside := xhtml.Element("aside", "epub:type", "footnote", "role", "doc-footnote", "id", attribute(li, "id"))
		for _, item := range append([]*html.Node{li}, more[li]...) {
			move(aside, item)
			item.Parent.RemoveChild(item)
		}
		number := element("span", []string{"class", "number"}, textNode(strconv.Itoa(i+1)+". "))
		first := aside.FirstChild
		for first != nil && first.Type == html.TextNode && strings.TrimSpace(first.Data) == "" {
			first = first.NextSibling
		}
		if first != nil && isElement(first, "p") {
			first.InsertBefore(number, first.FirstChild)
		} else {
			aside.InsertBefore(element("p", nil, number), aside.FirstChild)
		}
		notes[i] = aside
	}
	for _, list := range lists {
		for n := range list.Descendants() {
			if isElement(n, "li") && n.FirstChild != nil {
				list = nil // the list contains something else, so it stays
				break
			}
		}
		if list != nil && list.Parent != nil {
			list.Parent.RemoveChild(list)
		} else if list != nil {
			set(list, "role", "")
		}
	}
	mark := func(root *html.Node) {
		for n := root.FirstChild; n != nil; n = following(n, root) {
			if !isElement(n, "a") {
				continue
			}
			switch attribute(n, "role") {
			case "doc-noteref":
				if known[a.inBook(attribute(n, "href"))] {
					set(n, "epub:type", "noteref")
					clasp(n)
					set(n, "aria-label", strings.ReplaceAll(a.words.Footnote, "%d", textOfMark(n)))
				} else {
					set(n, "role", "")
				}
			case "doc-backlink":
				set(n, "epub:type", "backlink")
				set(n, "aria-label", a.words.BackToText)
				if strings.HasPrefix(textOfMark(n), "↩") {
					n.FirstChild.Data = "←" // Kobo has no ↩, and Apple Books draws a picture of it
				}
			}
		}
	}
	mark(a.root)
	for _, n := range notes {
		mark(n)
	}
	return notes
}

// clasp keeps the mark of a footnote on the same line as the word before it.
// It inserts a word joiner, which is invisible and prevents a line break (UAX
// #14, class WJ).
func clasp(mark *html.Node) {
	if isElement(mark.Parent, "sup") {
		mark = mark.Parent
	}
	if mark.PrevSibling != nil {
		mark.Parent.InsertBefore(textNode("\u2060"), mark)
	}
}

func textOfMark(n *html.Node) string {
	if n.FirstChild != nil && n.FirstChild.Type == html.TextNode {
		return xhtml.OneLine(n.FirstChild.Data)
	}
	return ""
}

// inBook converts a reference to an id as written into a reference to the id
// in the book.
func (a *article) inBook(ref string) string {
	if fragment, ok := strings.CutPrefix(ref, "#"); ok {
		if id, ok := a.ids[unescape(fragment)]; ok {
			return "#" + id
		}
	}
	return ref
}

// placeNotes puts each note on the page of its first mark. Notes without a
// mark go on the last page.
func (a *article) placeNotes(notes []*html.Node) {
	byID := make(map[string]*html.Node, len(notes))
	for _, n := range notes {
		byID["#"+attribute(n, "id")] = n
	}
	for _, p := range a.parts {
		for i := 0; i < len(p.nodes); i++ {
			a.takeNotes(p, p.nodes[i], byID)
		}
		for i := 0; i < len(p.notes); i++ { // notes may contain marks of further notes
			a.takeNotes(p, p.notes[i], byID)
		}
	}
	last := a.parts[len(a.parts)-1]
	for _, n := range notes {
		if byID["#"+attribute(n, "id")] != nil {
			last.notes = append(last.notes, n)
		}
	}
}

func (a *article) takeNotes(p *part, root *html.Node, byID map[string]*html.Node) {
	for n := root.FirstChild; n != nil; n = following(n, root) {
		if isElement(n, "a") && attribute(n, "role") == "doc-noteref" {
			ref := a.inBook(attribute(n, "href"))
			if note := byID[ref]; note != nil {
				p.notes = append(p.notes, note)
				delete(byID, ref)
			}
		}
	}
}

package xhtml

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/bytescan"
	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// A page mark is an element at the place where a page of another edition of
// the text begins, usually a printed one. Two standards define it:
//
//	<span role="doc-pagebreak" id="page12" aria-label="12"></span>  DPUB-ARIA 1.1
//	<span epub:type="pagebreak" id="page12" title="12"/>            EPUB Structural Semantics 1.1
//
// Clean writes both in the first form: empty, and with the number of the page
// in aria-label. An element without a number is not a page mark.

// pageBreak is the role of a page mark (DPUB-ARIA 1.1).
const pageBreak = "doc-pagebreak"

// pageMarks maps the elements that may be a page mark to the elements that
// Clean writes. Neither shows anything when it is empty.
var pageMarks = map[string]string{"span": "span", "a": "span", "div": "div", "p": "div", "hr": "div"}

// maxPageLabel is the largest number of characters in the name of a page,
// such as "12", "xiv" or "Page 12 of the first edition".
const maxPageLabel = 40

// pageMarkName returns the name of the element for a tag that is a page mark,
// and "" for any other tag. A link is not a page mark, and neither is a line
// across the page without a number.
func pageMarkName(tag string, attrs []html.Attribute) string {
	name := pageMarks[tag]
	if name == "" {
		return ""
	}
	mark, named := false, tag != "hr"
	for _, a := range attrs {
		switch a.Key {
		case "href":
			return ""
		case "role":
			mark = mark || strings.TrimSpace(a.Val) == pageBreak
		case "epub:type":
			mark = mark || strings.TrimSpace(a.Val) == "pagebreak"
		case "aria-label", "title":
			named = named || pageLabel(a.Val) != ""
		case "id":
			named = named || pageOfID(a.Val) != ""
		}
	}
	if !mark || !named {
		return ""
	}
	return name
}

// pageMark returns the attributes of a page mark. The label is only missing
// if the content may have it.
func (b *builder) pageMark(attrs []html.Attribute) []html.Attribute {
	id, label, title := "", "", ""
	for _, a := range attrs {
		switch a.Key {
		case "id", "name":
			if id == "" {
				id = b.ids.Take(Legal(a.Val))
			}
		case "aria-label":
			label = pageLabel(a.Val)
		case "title":
			title = pageLabel(a.Val)
		}
	}
	var kept []html.Attribute
	if id != "" {
		kept = append(kept, html.Attribute{Key: "id", Val: id})
	}
	kept = append(kept, html.Attribute{Key: "role", Val: pageBreak})
	if label == "" {
		label = title
	}
	if label != "" {
		kept = append(kept, html.Attribute{Key: "aria-label", Val: label})
	}
	return kept
}

// WithoutPageMarks returns markup that Clean wrote with each page mark turned
// into a plain element, to which links still lead.
func WithoutPageMarks(markup string) string {
	const role = `="` + pageBreak
	if !bytescan.Contains(markup, role, 0) {
		return markup
	}
	return rePageMark.ReplaceAllString(markup, "$1")
}

// rePageMark matches the start tag of a page mark as Clean writes it.
var rePageMark = lazyregexp.New(`(<(?:span|div)(?: id="[^"]*")?) role="` + pageBreak + `" aria-label="[^"]*"`)

// settlePageMark gives a page mark its label, and makes it empty: a page
// number that the site shows in the margin would stand in the middle of a
// sentence here. Other content, such as that of a mark that was never closed,
// is put after the mark.
func settlePageMark(n *html.Node) {
	if attr(n, "role") != pageBreak {
		return
	}
	label, text := attr(n, "aria-label"), ""
	if first := n.FirstChild; first != nil && first == n.LastChild && first.Type == html.TextNode {
		text = strings.Trim(pageLabel(first.Data), "[](){}|")
	}
	if !isPageNumber(text) {
		text = ""
	}
	found := label
	if found == "" {
		if found = text; found == "" {
			found = pageOfID(attr(n, "id"))
		}
	}
	if found == "" {
		n.Attr = without(n.Attr, "role")
		return
	}
	if label == "" {
		n.Attr = append(n.Attr, html.Attribute{Key: "aria-label", Val: found})
	}
	if text != "" && strings.Contains(found, text) {
		n.RemoveChild(n.FirstChild)
	}
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.AppendChild(c)
	}
}

// pageLabel returns s on one line, and "" if it is too long to name a page.
func pageLabel(s string) string {
	if s = oneLine(Legal(s)); utf8.RuneCountInString(s) > maxPageLabel {
		return ""
	}
	return s
}

// isPageNumber reports whether the last word of s is a number, such as in
// "12", "p. xii" or "Page A-3".
func isPageNumber(s string) bool {
	last := strings.ToLower(strings.Trim(s[strings.LastIndexByte(s, ' ')+1:], "[](){}|.-"))
	return last != "" && len(last) <= 8 && (strings.ContainsAny(last, "0123456789") || strings.Trim(last, "ivxlcdm") == "")
}

// pageOfID returns the number at the end of an id like "page12" or "p_iv", ""
// for any other.
func pageOfID(id string) string {
	name := strings.TrimLeft(strings.ToLower(id), "_")
	for _, prefix := range []string{"page", "pg", "p"} {
		if number, ok := strings.CutPrefix(name, prefix); ok {
			if number = strings.TrimLeft(number, "-_."); isPageNumber(number) && !strings.ContainsAny(number, "-_. ") {
				return number
			}
		}
	}
	return ""
}

package xhtml

import (
	"strings"

	"golang.org/x/net/html"
)

// dropHidden returns a fragment without the elements that a page does not
// show: those with the attribute hidden, those whose style hides them, and
// templates. Elements that the reader can find or unfold are kept.
func dropHidden(fragment string) string {
	if !mayHide(fragment) {
		return fragment
	}
	var b strings.Builder
	b.Grow(len(fragment))
	z := html.NewTokenizer(strings.NewReader(fragment))
	hidden, depth := "", 0 // the element that hides the current content, and the number of open elements with its name
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return b.String()
		}
		raw := string(z.Raw())
		if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
			if hidden == "" {
				b.WriteString(raw)
			}
			continue
		}
		name, more := z.TagName()
		tag := string(name)
		switch {
		case hidden != "" && kind == html.EndTagToken && tag == hidden:
			if depth--; depth == 0 {
				hidden = ""
			}
			continue
		case hidden == "p" && kind == html.StartTagToken && endsParagraph(tag):
			hidden = "" // and this tag is judged by itself
		case hidden != "":
			if kind == html.StartTagToken && tag == hidden {
				depth++
			}
			continue
		}
		if kind == html.EndTagToken || !hides(tag, z, more) {
			b.WriteString(raw)
			continue
		}
		if kind == html.StartTagToken && !isVoidTag(tag) {
			hidden, depth = tag, 1
		}
	}
}

// mayHide reports whether a fragment contains one of the words that all
// hidden elements contain.
func mayHide(fragment string) bool {
	s := strings.ToLower(fragment)
	return strings.Contains(s, "hidden") || strings.Contains(s, "<template") || strings.Contains(s, "display")
}

// hides reports whether a start tag hides its element.
func hides(tag string, z *html.Tokenizer, more bool) bool {
	plain := true
	for more {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch k := string(key); k {
		case "hidden":
			if !strings.EqualFold(strings.TrimSpace(string(val)), "until-found") {
				return true
			}
		case "style":
			style := spacesOfStyle.Replace(strings.ToLower(string(val)))
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		case "id", "class":
		default:
			plain = false // a template of a component is shown
		}
	}
	return tag == "template" && plain
}

var spacesOfStyle = strings.NewReplacer(" ", "", "\t", "", "\n", "", "\r", "", "\f", "", "/**/", "")

// endsParagraph reports whether the start tag of an element ends an open
// paragraph.
func endsParagraph(tag string) bool {
	if tag == "hr" {
		return true
	}
	el := elements[orSame(renamed[tag], tag)]
	return el != nil && el.place == block
}

func isVoidTag(tag string) bool {
	switch tag {
	case "img", "br", "hr", "wbr", "col", "source", "track", "input", "embed", "area", "link", "meta":
		return true
	}
	return false
}

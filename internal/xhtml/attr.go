package xhtml

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// attributes returns the attributes that el may have, with values that XHTML
// allows. References are left to [finish].
func (b *builder) attributes(el *element, attrs []html.Attribute) []html.Attribute {
	picture, set := "", ""
	if el.name == "img" {
		picture, set = Picture(attrs)
	}
	kept := attrs[:0]
	for _, a := range attrs {
		switch {
		case a.Key == "name" && el.name == "a":
			a.Key = "id"
		case a.Key == "xml:lang":
			a.Key = "lang"
		case a.Key == "align":
			a.Key, a.Val = "class", alignClass(el, a.Val)
		case el.name == "img" && (a.Key == "src" || a.Key == "data-src" || a.Key == "data-original" || a.Key == "srcset" || a.Key == "data-srcset"):
			a.Key, a.Val = "src", picture
		}
		if slices.ContainsFunc(kept, func(k html.Attribute) bool { return k.Key == a.Key }) {
			continue
		}
		var ok bool
		if a.Val, ok = b.value(el, a.Key, Legal(a.Val)); ok {
			kept = append(kept, html.Attribute{Key: a.Key, Val: a.Val})
		}
	}
	switch el.name {
	case "img":
		if attrOf(kept, "alt") < 0 {
			kept = append(kept, html.Attribute{Key: "alt"})
		}
		if set = Legal(set); set != "" {
			kept = append(kept, html.Attribute{Key: "srcset", Val: set})
		}
	case "audio", "video":
		if attrOf(kept, "controls") < 0 {
			kept = append(kept, html.Attribute{Key: "controls", Val: "controls"})
		}
	case "math":
		if attrOf(kept, "xmlns") < 0 {
			kept = slices.Insert(kept, 0, html.Attribute{Key: "xmlns", Val: mathNS})
		}
	case "bdo":
		if attrOf(kept, "dir") < 0 {
			kept = nil
		}
	}
	return kept
}

const mathNS = "http://www.w3.org/1998/Math/MathML"

func attrOf(attrs []html.Attribute, key string) int {
	return slices.IndexFunc(attrs, func(a html.Attribute) bool { return a.Key == key })
}

// value returns the value of an attribute in a form that XHTML allows, and
// false if there is none.
func (b *builder) value(el *element, key, val string) (string, bool) {
	math := el.place == mathNode || el.name == "math"
	switch key {
	case "id":
		id := b.ids.Take(val)
		return id, id != ""
	case "class":
		val = classes(el, val)
		return val, val != ""
	case "title":
		return oneLine(val), !math && strings.TrimSpace(val) != ""
	case "lang":
		val = strings.ReplaceAll(strings.TrimSpace(val), "_", "-")
		return val, !math && isLang(val)
	case "dir":
		val = strings.ToLower(val)
		return val, !math && (val == "ltr" || val == "rtl" || val == "auto" && el.name != "bdo")
	case "role":
		switch val {
		case "doc-noteref", "doc-backlink":
			return val, el.name == "a"
		case "doc-endnotes":
			return val, el.name == "section"
		}
		return "", false
	case "aria-label":
		return "", false // only page marks have one
	}
	if !strings.Contains(el.attrs, " "+key+" ") {
		return "", false
	}
	switch key {
	case "alt", "label":
		return oneLine(val), true
	case "alttext":
		val = oneLine(val)
		return val, val != ""
	case "sizes":
		val = oneLine(val)
		return val, isSizes(val)
	case "src", "href", "cite", "poster":
		return val, strings.TrimSpace(val) != ""
	case "width", "height":
		if math {
			return val, isMathValue(val)
		}
		return integer(strings.TrimSuffix(strings.TrimSpace(val), "px"), 1, 100000)
	case "colspan", "span":
		return integer(val, 2, 1000)
	case "rowspan":
		return integer(val, 2, 65534)
	case "start", "value":
		return integer(val, -1<<31, 1<<31-1)
	case "type":
		if el.name == "ol" {
			return val, len(val) == 1 && strings.Contains("1aAiI", val)
		}
		return val, isMediaType(val)
	case "controls", "open", "reversed":
		return key, true
	case "scope":
		val = strings.ToLower(val)
		return val, val == "row" || val == "col"
	case "kind":
		val = strings.ToLower(val)
		return val, slices.Contains([]string{"subtitles", "captions", "descriptions", "chapters"}, val)
	case "srclang":
		return val, isLang(val)
	case "xmlns":
		return mathNS, true
	case "display":
		return val, val == "block" || val == "inline"
	}
	return val, isMathValue(val)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// integer returns the integer in s in its shortest form, and false if it is
// not between low and high. low is above the default value in HTML, so that
// defaults are left out.
func integer(s string, low, high int) (string, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < low || n > high {
		return "", false
	}
	return strconv.Itoa(n), true
}

// isLang reports whether s has the form of a language tag (RFC 5646).
func isLang(s string) bool {
	for i, sub := range strings.Split(s, "-") {
		if sub == "" || len(sub) > 8 || i == 0 && (len(sub) < 2 || len(sub) > 3 || strings.ContainsAny(sub, "0123456789")) {
			return false
		}
		for _, c := range []byte(sub) {
			if !isWordByte(c) || c == '_' {
				return false
			}
		}
	}
	return true
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

// isMediaType reports whether s is a media type of sound, film or text,
// without parameters.
func isMediaType(s string) bool {
	kind, sub, ok := strings.Cut(s, "/")
	if !ok || sub == "" || kind != "audio" && kind != "video" {
		return false
	}
	return strings.Trim(sub, "abcdefghijklmnopqrstuvwxyz0123456789.+-") == ""
}

// isMathValue reports whether s is a simple value of a MathML attribute: one
// or several words, numbers or lengths.
func isMathValue(s string) bool {
	for _, c := range []byte(s) {
		if !isWordByte(c) && !strings.ContainsRune(".%+- ", rune(c)) {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

// alignClass returns the class that replaces an align attribute.
func alignClass(el *element, val string) string {
	switch val = strings.ToLower(strings.TrimSpace(val)); {
	case el.place != block && el.place != cell || el.holds == tableParts:
		return ""
	case val == "middle":
		return "align-center"
	case val == "left" || val == "center" || val == "right":
		return "align-" + val
	}
	return ""
}

// classes returns the classes in val that mean something outside the site
// they were written for: those that post.Renderer writes, and those of
// highlighted code.
func classes(el *element, val string) string {
	kept := strings.Fields(val)
	kept = slices.DeleteFunc(kept, func(c string) bool {
		if len(c) > 64 || strings.IndexFunc(c, func(r rune) bool {
			return r >= 0x80 || !isWordByte(byte(r)) && r != '-' && r != '+' && r != '#' && r != '.'
		}) >= 0 {
			return true
		}
		switch el.name {
		case "aside":
			return false
		case "span":
			return len(c) > 3 // classes of tokens, in the short names of Pygments
		case "code":
			return c != "math" && c != "display" && !strings.HasPrefix(c, "language-")
		case "pre":
			return c != "chroma"
		case "section":
			return c != "footnotes"
		case "ul":
			return c != "task-list"
		case "p", "div", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6":
			return c != "align-left" && c != "align-center" && c != "align-right" && (c != "title" || el.name != "p")
		}
		return true
	})
	return strings.Join(kept, " ")
}

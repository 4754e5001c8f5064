package xhtml

import "strings"

// plainNames lists the elements that a plain fragment may have.
var plainNames = map[string]bool{
	"p": true, "blockquote": true, "ul": true, "ol": true, "li": true, "br": true, "hr": true,
	"em": true, "strong": true, "b": true, "i": true, "u": true, "s": true, "del": true, "code": true, "sub": true, "sup": true,
}

// isPlain reports whether [Clean] returns a fragment as it is: paragraphs, lists and
// quotations without attributes, as this package writes them. Most bodies of content
// warnings are plain. It may be false for others that Clean would not change.
func isPlain(s string) bool {
	const maxPlain = 16 // open elements
	var open [maxPlain]*element
	depth, holds := 0, flow
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			i = len(s)
		}
		if !plainText(s[:i]) || holds == items && s[:i] != "" && s[:i] != "\n" {
			return false
		}
		if s = s[i:]; s == "" {
			break
		}
		end := strings.IndexByte(s, '>')
		if end < 0 {
			return false
		}
		tag := s[1:end]
		s = s[end+1:]
		name, closes := strings.CutPrefix(tag, "/")
		name, void := strings.CutSuffix(name, " /")
		el := elements[name]
		switch {
		case !plainNames[name] || void != (el.holds == nothing) || closes && void:
			return false
		case closes:
			if depth--; depth < 0 || open[depth] != el {
				return false
			}
		case el.place == inline && holds == items, el.place == block && holds != flow, el.place == item && holds != items:
			return false
		case !void:
			if depth == maxPlain {
				return false
			}
			open[depth] = el
			depth++
		}
		holds = flow
		if depth > 0 {
			holds = open[depth-1].holds
		}
	}
	return depth == 0
}

// plainText reports whether Clean does not change a text without tags: it has only
// legal characters, and the references that this package writes.
func plainText(s string) bool {
	if strings.ContainsAny(s, ">\r") || illegal(s) < len(s) {
		return false
	}
	for i := strings.IndexByte(s, '&'); i >= 0; i = strings.IndexByte(s, '&') {
		s = s[i:]
		if !strings.HasPrefix(s, "&amp;") && !strings.HasPrefix(s, "&lt;") && !strings.HasPrefix(s, "&gt;") {
			return false
		}
		s = s[1:]
	}
	return true
}

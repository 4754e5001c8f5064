package markdown

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
)

// A writer writes the nodes of one post as markup. Whatever the tree is, its
// output is what [xhtml.Clean] would make of it, so that only raw HTML has to
// be cleaned.
type writer struct {
	p *tree
	r *post.Renderer
	b []byte
	// links counts the links that what is written stands in: none may hold
	// another.
	links int
}

func (w *writer) str(s string) { w.b = append(w.b, s...) }

// escaped are the entities of the bytes that may not stand for themselves.
var escaped = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;", '\r': "\n"}

// text writes text of the source, which has no illegal characters: those were
// removed before it was parsed.
func (w *writer) text(s []byte) {
	start := 0
	for i, c := range s {
		if c == '"' || escaped[c] == "" {
			continue
		}
		w.b = append(w.b, s[start:i]...)
		w.b = append(w.b, escaped[c]...)
		start = i + 1
	}
	w.b = append(w.b, s[start:]...)
}

// plain writes text from elsewhere.
func (w *writer) plain(s string) { w.text([]byte(xhtml.Legal(s))) }

// attr writes an attribute, its value on one line.
func (w *writer) attr(name, value string) {
	w.b = append(w.b, ' ')
	w.str(name)
	w.str(`="`)
	w.str(xhtml.Escape(value))
	w.b = append(w.b, '"')
}

// markdown writes text of the source with its escapes and entities resolved.
func (w *writer) markdown(s []byte) {
	if bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 {
		w.text(s)
		return
	}
	w.plain(unescapeMarkdown(s))
}

// unescapeMarkdown resolves backslash escapes and entities (CommonMark,
// sections 2.4 and 2.5).
func unescapeMarkdown(s []byte) string {
	if bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 {
		return string(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]):
			i++
			b.WriteByte(s[i])
		case s[i] == '&':
			n := entityLen(s[i:])
			if n == 0 {
				b.WriteByte('&')
				continue
			}
			b.WriteString(html.UnescapeString(string(s[i : i+n])))
			i += n - 1
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// entityLen returns the length of the entity that s, which begins with "&",
// begins with; 0 if with none.
func entityLen(s []byte) int {
	for i := 1; i < len(s) && i < 34; i++ {
		c := s[i]
		switch {
		case c == ';' && i > 1:
			return i + 1
		case c == '#' && i == 1, 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		default:
			return 0
		}
	}
	return 0
}

func isPunct(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

// href returns what to write for the reference of a link, "" for nothing.
func (w *writer) href(ref string) string {
	ref, ok := xhtml.SafeURL(ref)
	if !ok {
		return ""
	}
	if fragment, ok := strings.CutPrefix(ref, "#"); ok {
		if id, ok := w.p.findID(fragment); ok {
			ref, _ = xhtml.SafeURL("#" + w.r.IDPrefix + id)
			return ref
		}
	}
	if w.r.Link != nil {
		ref, _ = xhtml.SafeURL(w.r.Link(ref))
	}
	return ref
}

// image writes a picture, or the text that stands for it.
func (w *writer) image(img post.Image) {
	alt := img.Alt
	src, ok := xhtml.SafeImageURL(img.Src)
	if img.Src = src; ok && w.r.Image != nil {
		if img, ok = w.r.Image(img); ok {
			img.Src, ok = xhtml.SafeImageURL(img.Src)
		}
	}
	if !ok {
		w.plain(script.OneLine(alt))
		return
	}
	w.str("<img")
	w.attr("src", img.Src)
	w.attr("alt", script.OneLine(img.Alt))
	if t := script.OneLine(img.Title); t != "" {
		w.attr("title", t)
	}
	if img.Width > 0 && img.Width <= maxImageSide {
		w.attr("width", strconv.Itoa(img.Width))
	}
	if img.Height > 0 && img.Height <= maxImageSide {
		w.attr("height", strconv.Itoa(img.Height))
	}
	w.str(" />")
}

// maxImageSide is the largest size of a picture that is believed.
const maxImageSide = 100_000

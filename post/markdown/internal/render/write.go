package render

import (
	"strconv"
	"strings"

	"github.com/foreword-go/foreword/internal/bytescan"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// A writer writes the nodes of one post as markup. Whatever the tree is, its
// output is what [xhtml.Clean] would make of it, so that only raw HTML has to
// be cleaned.
type writer struct {
	p *Tree
	r *post.Renderer
	b []byte
	// links counts the links that what is written stands in: none may hold
	// another.
	links int
}

func (w *writer) str(s string) { w.b = append(w.b, s...) }

// text writes text of the source, which has no illegal characters: those were
// removed before it was parsed.
func (w *writer) text(s string) {
	for {
		n := bytescan.Run(s, '&', '<', '>')
		if w.str(s[:n]); n == len(s) {
			return
		}
		switch c := s[n]; c {
		case '&':
			w.str("&amp;")
		case '<':
			w.str("&lt;")
		case '>':
			w.str("&gt;")
		case '\r':
			w.b = append(w.b, '\n')
		default:
			w.b = append(w.b, c)
		}
		s = s[n+1:]
	}
}

// plain writes text from elsewhere.
func (w *writer) plain(s string) { w.text(xhtml.Legal(s)) }

// attr writes an attribute, its value on one line.
func (w *writer) attr(name, value string) {
	w.b = append(w.b, ' ')
	w.str(name)
	w.str(`="`)
	w.str(xhtml.Escape(value))
	w.b = append(w.b, '"')
}

// markdown writes text of the source with its escapes and entities resolved.
func (w *writer) markdown(s string) {
	if strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 {
		w.text(s)
		return
	}
	w.plain(doc.Unescape(s))
}

// href returns what to write for the reference of a link, "" for nothing.
func (w *writer) href(ref string) string {
	ref, ok := xhtml.SafeURL(w.p.addressOf(ref))
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
	src, ok := xhtml.SafeImageURL(w.p.addressOf(img.Src))
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
	if img.Width > 0 && img.Width <= doc.MaxImageSide {
		w.attr("width", strconv.Itoa(img.Width))
	}
	if img.Height > 0 && img.Height <= doc.MaxImageSide {
		w.attr("height", strconv.Itoa(img.Height))
	}
	w.str(" />")
}

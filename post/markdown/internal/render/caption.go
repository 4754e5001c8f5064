package render

import "github.com/foreword-go/foreword/internal/lazyregexp"

// reCaption matches the Markdown that authors put into a caption: code, links,
// addresses, bold and emphasis.
var reCaption = lazyregexp.New("`([^`]+)`" +
	`|\[([^\[\]]+)\]\(([^()\s]+)\)` +
	`|<(https?://[^\s<>]+)>` +
	`|\*\*([^*\s]|[^*\s][^*]*[^*\s])\*\*` +
	`|\*([^*\s]|[^*\s][^*]*[^*\s])\*`)

// caption writes the caption of a picture. It was an attribute, which the
// parser keeps as text; Hugo reads the caption of a figure as Markdown, and
// authors elsewhere write Markdown in titles, too. A match holds no other of
// its own kind, so that the depth is bounded.
func (w *writer) caption(s string) {
	at := 0
	for _, m := range reCaption.FindAllStringSubmatchIndex(s, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return s[m[2*i]:m[2*i+1]]
		}
		w.plain(s[at:m[0]])
		at = m[1]
		switch code, text, to, address, strong := group(1), group(2), group(3), group(4), group(5); {
		case code != "":
			w.str("<code>")
			w.plain(code)
			w.str("</code>")
		case text != "":
			w.captionLink(to, func() { w.caption(text) })
		case address != "":
			w.captionLink(address, func() { w.plain(address) })
		case strong != "":
			w.str("<strong>")
			w.caption(strong)
			w.str("</strong>")
		default:
			w.str("<em>")
			w.caption(group(6))
			w.str("</em>")
		}
	}
	w.plain(s[at:])
}

// captionLink writes a link around text, or the text alone if it must not lead
// there.
func (w *writer) captionLink(to string, text func()) {
	href := ""
	if w.links == 0 {
		href = w.href(to)
	}
	if href == "" {
		text()
		return
	}
	w.str("<a")
	w.attr("href", href)
	w.str(">")
	w.links++
	text()
	w.links--
	w.str("</a>")
}

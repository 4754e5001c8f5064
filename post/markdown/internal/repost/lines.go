package repost

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
)

const (
	maxLine     = 2000     // bytes that are read of one line
	maxFragment = 16 << 10 // bytes that are read of a block of raw HTML
	maxAnchor   = 64       // nodes between <a> and </a>
)

// linesIn returns the lines of text of n, whose children are inline nodes.
func linesIn(n doc.Node) []sourceLine {
	r := lineReader{rows: doc.LinesOf(n)}
	r.children(n)
	r.end(false)
	return r.all
}

// linesOfRaw returns the lines of a block that the parser left as it is: HTML, or a text
// set as code. Both may hold Markdown.
func linesOfRaw(rows doc.Lines) []sourceLine {
	raw := rows.String()
	if len(raw) > maxFragment {
		raw = strings.ToValidUTF8(raw[:maxFragment], "")
	}
	// Offsets in raw become those of the source.
	own, at := make(doc.Lines, 0, len(rows)), 0
	for _, row := range rows {
		own = append(own, doc.Line{Start: at})
		at += len(row.Text)
	}
	all := linesOfText(raw, own)
	for i := range all {
		all[i].offset = rows[rowAt(own, all[i].offset)].Start
	}
	return all
}

// linesOfText returns the lines of a text outside of the tree.
func linesOfText(s string, rows doc.Lines) []sourceLine {
	r := lineReader{rows: rows}
	if !strings.ContainsAny(s, "[<*_~`\\&") {
		r.plain(s)
	} else if d := syntax.Inline(s); d != nil {
		for n := d.FirstChild(); n != nil; n = n.NextSibling() {
			r.children(n)
			r.end(false)
		}
	}
	r.end(false)
	return r.all
}

// readLine returns a text of the front matter, which may be Markdown or HTML, as one line.
func readLine(s string) sourceLine {
	if len(s) > maxLine {
		s = strings.ToValidUTF8(s[:maxLine], "")
	}
	return joinLines("\n", linesOfText(strings.TrimSpace(s), nil)...)
}

// joinLines joins lines to one, with sep between them.
func joinLines(sep string, lines ...sourceLine) sourceLine {
	if len(lines) == 0 {
		return sourceLine{}
	}
	whole := lines[0]
	for i, l := range lines[1:] {
		if i == 0 {
			whole.links = append([]sourceLink(nil), whole.links...)
		}
		whole.text += sep
		for _, k := range l.links {
			whole.links = append(whole.links, sourceLink{k.from + len(whole.text), k.to + len(whole.text), k.url})
		}
		whole.text += l.text
		whole.wraps = l.wraps
	}
	return whole
}

// wrappedLines is the most further lines that a sentence may continue on.
const wrappedLines = 3

// unwrap returns the first line joined with those that its sentence continues on, as
// editors wrap text. It returns false if the sentence ends with the line.
func unwrap(lines []sourceLine) (sourceLine, bool) {
	whole := lines[0]
	if last, _ := utf8.DecodeLastRuneInString(whole.text); !whole.wraps || strings.ContainsRune(".。!！?？:：;；", last) {
		return whole, false
	}
	for i := 1; i < len(lines) && i <= wrappedLines && whole.wraps; i++ {
		sep := " "
		last, _ := utf8.DecodeLastRuneInString(whole.text)
		if first, _ := utf8.DecodeRuneInString(lines[i].text); last >= lang.FirstHan && first >= lang.FirstHan {
			sep = ""
		}
		whole = joinLines(sep, whole, lines[i])
	}
	return whole, true
}

// rowAt returns the index of the row that holds an offset.
func rowAt(rows doc.Lines, offset int) int {
	return max(0, sort.Search(len(rows), func(i int) bool { return rows[i].Start > offset })-1)
}

// A lineReader turns inline nodes into lines.
type lineReader struct {
	rows doc.Lines // where the lines of the source begin
	all  []sourceLine

	// The line that is read.
	text   strings.Builder
	links  []sourceLink
	offset int    // of its first node
	begun  bool   // whether it has a node
	linked bool   // the text is that of a link
	anchor string // the address of the open <a href>, "" if there is none
	from   int    // offset of its text in the line
	row    bool   // the text is in a row of an HTML table or list of terms
}

// children reads the children of n.
func (r *lineReader) children(n doc.Node) {
	for c := range doc.Shown(n) {
		if len(r.all) >= blockLines {
			return
		}
		r.node(c)
	}
}

func (r *lineReader) node(n doc.Node) {
	if !r.begun && n.Offset() >= 0 {
		r.offset, r.begun = n.Offset(), true
	}
	switch n := n.(type) {
	case *doc.Text:
		r.write(n.Shown())
		if n.Soft || n.Hard {
			r.lineEnd()
		}
	case *doc.Link:
		r.link(n.URL, func() { r.children(n) })
	case *doc.AutoLink:
		r.write(n.Label)
	case *doc.CodeSpan:
		r.write(n.Code)
	case *doc.Emoji:
		r.write(n.Value)
	case *doc.Math:
		r.write(n.TeX)
	case *doc.Ruby:
		r.write(n.Base)
	case *doc.Wikilink:
		if !n.Embed {
			r.write(n.Shown())
		}
	case *doc.RawHTML:
		r.tag(n)
	case *doc.Image, *doc.FootnoteLink, *doc.FootnoteBacklink, *doc.TaskCheckBox, *doc.LockedText:
	default:
		r.children(n)
	}
}

// write adds text to the line.
func (r *lineReader) write(s string) {
	if r.text.Len() < maxLine {
		r.text.WriteString(strings.ReplaceAll(script.Visible(s), "\u00a0", " "))
	}
}

// plain adds the lines of a text without markup.
func (r *lineReader) plain(s string) {
	at := 0
	for row := range strings.Lines(s) {
		r.offset, r.begun = at, true
		at += len(row)
		if line, ok := strings.CutSuffix(row, "\n"); ok {
			r.write(line)
			r.end(true)
		} else {
			r.write(row)
		}
	}
}

// link adds what text writes as a link.
func (r *lineReader) link(url string, text func()) {
	from, outer := r.text.Len(), r.linked
	r.linked = true
	text()
	r.linked = outer
	label := strings.TrimSpace(r.text.String()[from:])
	if url == "" && person.IsWebURL(label) {
		url = label // "[https://a.example/x]()"
	}
	r.links = append(r.links, sourceLink{from, r.text.Len(), originalAddress(url)})
}

// lineEnd ends the line where the source does, but not within a link.
func (r *lineReader) lineEnd() {
	switch {
	case r.row:
		r.write(" ")
	case !r.linked:
		r.end(true)
	default:
		if last, _ := utf8.DecodeLastRuneInString(r.text.String()); last < lang.FirstHan {
			r.write(" ")
		}
	}
}

// end ends the line; wraps is whether its paragraph goes on.
func (r *lineReader) end(wraps bool) {
	r.endLink()
	l := sourceLine{text: r.text.String(), links: r.links, wraps: wraps, offset: r.offset}
	if len(r.rows) > 0 {
		l.offset = r.rows[rowAt(r.rows, r.offset)].Start
	}
	r.text, r.links, r.begun = strings.Builder{}, nil, false
	l = l.withAddresses().trimmed()
	switch {
	case l.text != "":
		r.all = append(r.all, l)
	case !wraps && len(r.all) > 0:
		r.all[len(r.all)-1].wraps = false
	}
}

// tag reads a tag of HTML.
func (r *lineReader) tag(n *doc.RawHTML) {
	name, href := tagOf(n.HTML)
	switch name {
	case "a":
		if href != "" && !r.linked && closesLink(n) {
			r.linked, r.anchor, r.from = true, href, r.text.Len()
		}
	case "/a":
		r.endLink()
	case "tr", "/tr", "dt", "/dd":
		r.end(false)
		r.row = name == "tr" || name == "dt"
	case "/td", "/th", "/dt":
		if _, ok := labelOf(person.Trim(r.text.String())); ok {
			r.write("：")
		}
		r.write(" ")
	case "br", "p", "/p", "div", "/div", "li", "/li", "h1", "h2", "h3", "h4", "h5", "h6":
		if r.row || r.linked {
			r.write(" ")
		} else {
			r.end(false)
		}
	}
}

// endLink ends the link that <a href> began, if there is one.
func (r *lineReader) endLink() {
	if r.anchor != "" {
		r.links = append(r.links, sourceLink{r.from, r.text.Len(), originalAddress(r.anchor)})
		r.anchor, r.linked = "", false
	}
}

// closesLink reports whether the link that a tag opens ends among the next nodes.
func closesLink(n doc.Node) bool {
	for range maxAnchor {
		if n = n.NextSibling(); n == nil {
			return false
		}
		if tag, ok := n.(*doc.RawHTML); ok && strings.HasPrefix(strings.ToLower(tag.HTML), "</a") {
			return true
		}
	}
	return false
}

// tagOf returns the name of a tag, with a slash if it closes, and the address of a link.
func tagOf(raw string) (name, href string) {
	z := html.NewTokenizer(strings.NewReader(raw))
	kind := z.Next()
	if kind != html.StartTagToken && kind != html.SelfClosingTagToken && kind != html.EndTagToken {
		return "", ""
	}
	tag, more := z.TagName()
	if name = string(tag); kind == html.EndTagToken {
		return "/" + name, ""
	}
	for more && name == "a" {
		var key, value []byte
		if key, value, more = z.TagAttr(); string(key) == "href" && href == "" {
			href = string(value)
		}
	}
	return name, href
}

// trimmed returns l without the space around it and the bullets that were typed in front
// of it.
func (l sourceLine) trimmed() sourceLine {
	start := 0
	for start < len(l.text) {
		n := bullet(l.text[start:])
		if n == 0 || len(l.links) > 0 && l.links[0].from < start+n {
			break
		}
		start += n
	}
	l.text = strings.TrimRightFunc(l.text[start:], unicode.IsSpace)
	if start == 0 && (len(l.links) == 0 || l.links[len(l.links)-1].to <= len(l.text)) {
		return l
	}
	links := l.links
	l.links = nil
	for _, k := range links {
		l.links = append(l.links, sourceLink{min(k.from-start, len(l.text)), min(k.to-start, len(l.text)), k.url})
	}
	return l
}

// bullet returns the length of a space, of a mark that sets a line off, or of a number
// that counts it, at the start of s.
func bullet(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch {
	case unicode.IsSpace(r), strings.ContainsRune(">*_~`\\", r):
		return n
	case strings.ContainsRune("-+•·#", r):
		rest := strings.TrimLeft(s[n:], "#")
		if rest != "" && isSpace(rune(rest[0])) {
			return len(s) - len(rest) + 1
		}
	case digits > 0:
		mark, size := utf8.DecodeRuneInString(s[digits:])
		if rest := s[digits+size:]; strings.ContainsRune(".)、", mark) && rest != "" && isSpace(rune(rest[0])) {
			return digits + size + 1
		}
	}
	return 0
}

// withAddresses returns l with the addresses in its text as links.
func (l sourceLine) withAddresses() sourceLine {
	var all []sourceLink
	links, at := l.links, 0
	for {
		i := addressIn(l.text[at:])
		if i < 0 {
			break
		}
		from := at + i
		for len(links) > 0 && links[0].to <= from {
			all, links = append(all, links[0]), links[1:]
		}
		if len(links) > 0 && links[0].from <= from {
			at = links[0].to
			continue
		}
		ref := bareAddress(l.text[from:])
		if at = from + max(len(ref), 1); person.IsWebURL(ref) {
			all = append(all, sourceLink{from, from + len(ref), originalAddress(ref)})
		}
	}
	if all != nil {
		l.links = append(all, links...)
	}
	return l
}

// addressEnds are the characters that end an address in text.
const addressEnds = "<>\"'`（）()，。；、】」》[]"

// bareAddress returns the address that s begins with: without the punctuation and the
// Korean particle behind it, but with brackets that are closed in it.
func bareAddress(s string) string {
	end := 0
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if r == '(' {
			closing := strings.IndexAny(s[end+1:], "() \t\r\n")
			if closing < 0 || s[end+1+closing] != ')' {
				break
			}
			end += closing + 2
			continue
		}
		if unicode.IsSpace(r) || strings.ContainsRune(addressEnds, r) {
			break
		}
		end += n
	}
	s = strings.TrimRight(s[:end], ".,;:!?*_~")
	if cut := particle.FindStringIndex(s); cut != nil {
		return s[:cut[0]+1]
	}
	return s
}

// particle is what Korean writes behind an address without a space.
var particle = pattern.Compile(`[\w/&=-](?:을|를|에서|에|의|은|는|이|가|로|으로)(?:도|는)?$`)

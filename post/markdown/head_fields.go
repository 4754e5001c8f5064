package markdown

import (
	"errors"
	"fmt"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/repost"
	"github.com/foreword-go/foreword/post/markdown/internal/warning"
	"golang.org/x/net/html"
)

// fields holds the front matter of a post while its head is filled. Each
// function that reads a key claims it; the keys that nobody claims become
// [post.Head.Params].
type fields struct {
	*frontmatter.Fields

	statesLang, statesSlug bool // whether the front matter states the language and the slug
	weak                   bool // whether the file counts as a post only because of its folder

	warnings []*warning.Notice
	hints    []repost.Fact // facts that alone do not make the post a repost
	// noteName is the title that Obsidian shows for a note that has no other
	// title.
	noteName string
}

// title returns the title in the front matter as one line of plain text, and
// claims its key. A value that YAML does not read as text is read as written.
func (f *fields) title() string {
	e := f.Peek("title")
	if e == nil {
		return ""
	}
	switch v := e.Value; v.Kind {
	case frontmatter.Bool:
		f.Claim(e)
		return v.Raw // a post about "true"
	case frontmatter.Null:
		f.Claim(e)
		if v.Raw == "" {
			return ""
		}
		f.Report(RuleLenientYAML, post.SeverityWarning, e.Key, v.Pos, fmt.Errorf("%w: YAML takes this for a comment; it is read as text: put it in quotes", post.ErrValue))
		return script.OneLine(v.Raw)
	case frontmatter.List:
		// In YAML [x] is a list, but authors write it as a mark in a title.
		f.Claim(e)
		f.Report(RuleLenientYAML, post.SeverityWarning, e.Key, v.Pos, fmt.Errorf("%w: YAML takes this for a list; it is read as text in brackets: put it in quotes", post.ErrValue))
		return "[" + strings.Join(leaves(v), ", ") + "]"
	case frontmatter.Map:
		f.wrongKind(e, "text")
		return ""
	}
	return f.Text("title")
}

// wrongKind reports that the value of a key has the wrong kind.
func (f *fields) wrongKind(e *frontmatter.Entry, want string) {
	f.Report(RuleBadFrontMatter, post.SeverityWarning, e.Key, e.Value.Pos,
		fmt.Errorf("%w: %s, want %s", post.ErrValue, e.Value.Kind, want))
}

var errNoFile = errors.New("post was parsed from bytes")

// plainText returns an HTML text without its markup.
func plainText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return script.OneLine(s)
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return script.OneLine(b.String())
		case html.TextToken:
			b.Write(z.Text())
		}
	}
}

// phrasing holds the elements that mark words of a title. Some generators put
// titles into their pages unescaped, so authors write such elements.
var phrasing = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "cite": true, "code": true, "del": true, "dfn": true, "em": true, "font": true, "i": true,
	"ins": true, "kbd": true, "mark": true, "nobr": true, "p": true, "q": true, "s": true, "samp": true, "small": true, "span": true, "strong": true,
	"sub": true, "sup": true, "tt": true, "u": true, "var": true,
}

// unmarked removes the tags of closed phrasing elements from a title and
// decodes character references: "<cite>Rain</cite> &#8211; a play". Markup
// that the title is about is kept: "the <b> element", "what &lt; is for".
func unmarked(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	type part struct {
		text, name string
		kind       html.TokenType
	}
	var parts []part
	opens := make(map[string]int)
	z := html.NewTokenizer(strings.NewReader(s))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		p := part{text: string(z.Raw()), kind: kind}
		if name, _ := z.TagName(); phrasing[string(name)] {
			switch p.name = string(name); kind {
			case html.StartTagToken:
				opens[p.name]++
			case html.EndTagToken:
				opens[p.name]--
			}
		}
		parts = append(parts, p)
	}
	parts = append(parts, part{text: string(z.Raw())}) // an opening tag without a closing one
	var b strings.Builder
	for _, p := range parts {
		switch {
		case p.kind == html.TextToken:
			b.WriteString(characters(p.text))
		case p.name == "" || opens[p.name] != 0:
			b.WriteString(p.text)
		}
	}
	return script.OneLine(b.String())
}

// reference matches an HTML character reference.
var reference = pattern.Compile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// characters decodes character references. A reference to <, > or a no-break
// space that stands alone is kept, because the text is about it.
func characters(s string) string {
	if !reference.May(s) {
		return s
	}
	var b strings.Builder
	done := 0
	for _, m := range reference.Regexp().FindAllStringIndex(s, -1) {
		c := html.UnescapeString(s[m[0]:m[1]])
		alone := (m[0] == 0 || s[m[0]-1] == ' ') && (m[1] == len(s) || s[m[1]] == ' ')
		if alone && strings.Contains("<>\u00a0", c) {
			continue
		}
		b.WriteString(s[done:m[0]])
		b.WriteString(c)
		done = m[1]
	}
	b.WriteString(s[done:])
	return b.String()
}

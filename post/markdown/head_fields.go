package markdown

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// fields are the front matter of a post while its head is filled. Each reader
// of a key takes it; what nobody took becomes [post.Head.Params].
type fields struct {
	*lookup

	statesLang, statesSlug bool // the front matter does
	weak                   bool // only its place says that the file is a post

	warnings []*notice
	hints    []repostFact // that do not make a repost alone
	// noteName is the title that Obsidian shows for a note without another.
	noteName string
}

// A lookup finds the keys of a front matter in any spelling, and keeps which of them
// were read and what is wrong with their values.
type lookup struct {
	tree     *frontmatter.Tree
	name     string // of the file, for positions
	index    map[string]*frontmatter.Entry
	initials uint32 // the first letters of its keys, one bit each: most keys that are asked for are not there
	taken    map[*frontmatter.Entry]bool
	problems post.Problems
}

// peek returns the first entry whose key is name in any spelling (see
// [frontmatter.Fold]), one in the very spelling before others, or nil.
func (f *lookup) peek(name string) *frontmatter.Entry {
	if f.index == nil {
		f.index = make(map[string]*frontmatter.Entry, len(f.tree.Entries))
		for _, e := range f.tree.Entries {
			key := frontmatter.Fold(e.Key)
			f.initials |= initial(key)
			if f.index[key] == nil || e.Key == key {
				f.index[key] = e
			}
		}
	}
	if f.initials&initial(name) == 0 {
		return nil
	}
	var buf [48]byte
	return f.index[string(frontmatter.AppendFold(buf[:0], name))]
}

// initial returns the bit of the first letter of a key in lower case, the
// lowest for all that begin with something else.
func initial(key string) uint32 {
	if key == "" || key[0] < 'a' || key[0] > 'z' {
		return 1
	}
	return 2 << (key[0] - 'a')
}

// claim keeps the entry out of the params.
func (f *lookup) claim(e *frontmatter.Entry) {
	if f.taken == nil {
		f.taken = make(map[*frontmatter.Entry]bool)
	}
	f.taken[e] = true
}

// takeAll returns the entries of the names that have a value, and claims them.
func (f *lookup) takeAll(names ...string) []*frontmatter.Entry {
	var all []*frontmatter.Entry
	for _, n := range names {
		e := f.peek(n)
		if e == nil {
			continue
		}
		f.claim(e)
		if e.Value.Kind != frontmatter.Null {
			all = append(all, e)
		}
	}
	return all
}

// text returns, as one line of plain text, the first of the names that has a
// text, and claims it. Names that have none stay in the params.
func (f *lookup) text(names ...string) string {
	for _, n := range names {
		e := f.peek(n)
		if e == nil {
			continue
		}
		switch v := e.Value; v.Kind {
		case frontmatter.String, frontmatter.Int, frontmatter.Float, frontmatter.Time:
			f.claim(e)
			if s := script.OneLine(v.Raw); s != "" {
				return s
			}
		case frontmatter.Null:
			f.claim(e)
		}
	}
	return ""
}

// title returns the title that the front matter states as one line of plain text, and
// claims its key. A value that YAML does not take for text is read as what is written.
func (f *fields) title() string {
	e := f.peek("title")
	if e == nil {
		return ""
	}
	switch v := e.Value; v.Kind {
	case frontmatter.Bool:
		f.claim(e)
		return v.Raw // a post about "true"
	case frontmatter.Null:
		f.claim(e)
		if v.Raw == "" {
			return ""
		}
		f.report(RuleLenientYAML, post.Warn, e.Key, v.Pos, fmt.Errorf("%w: a comment to YAML is read as text, want it in quotes", post.ErrValue))
		return script.OneLine(v.Raw)
	case frontmatter.List:
		// [x] is a list to YAML and a mark to people.
		f.claim(e)
		f.report(RuleLenientYAML, post.Warn, e.Key, v.Pos, fmt.Errorf("%w: a list is read as text in brackets, want it in quotes", post.ErrValue))
		return "[" + strings.Join(leaves(v), ", ") + "]"
	case frontmatter.Map:
		f.wrongKind(e, "text")
		return ""
	}
	return f.text("title")
}

// at returns the place of a key or value in the file.
func (f *lookup) at(pos frontmatter.Pos) post.Position {
	return post.Position{File: f.name, Line: pos.Line, Column: pos.Column}
}

// report adds a problem at pos, about key.
func (f *lookup) report(rule post.Rule, sev post.Severity, key string, pos frontmatter.Pos, err error) {
	f.problems = append(f.problems, &post.Problem{Pos: f.at(pos), Rule: rule, Severity: sev, Key: key, Err: err})
}

// wrongKind reports a value of a kind its key does not take.
func (f *fields) wrongKind(e *frontmatter.Entry, want string) {
	f.report(RuleBadFrontMatter, post.Warn, e.Key, e.Value.Pos,
		fmt.Errorf("%w: %s, want %s", post.ErrValue, e.Value.Kind, want))
}

var errNoFile = errors.New("post was parsed from bytes")

// isScalar reports whether the value is one text, whatever its type.
func isScalar(v *frontmatter.Value) bool {
	switch v.Kind {
	case frontmatter.Null, frontmatter.List, frontmatter.Map:
		return false
	}
	return true
}

// boolOf reads a value as a boolean, also in the words of YAML 1.1.
func boolOf(v *frontmatter.Value) (value, ok bool) {
	if !isScalar(v) {
		return false, false
	}
	switch strings.ToLower(strings.TrimSpace(v.Raw)) {
	case "true", "yes", "on", "y", "1", "是":
		return true, true
	case "false", "no", "off", "n", "0", "否":
		return false, true
	}
	return false, false
}

// plainText takes markup away from a text in HTML.
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

// phrasing are elements that set off words of a title. Generators put titles into their
// pages as they are, or not, and so authors write them either way.
var phrasing = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "cite": true, "code": true, "del": true, "dfn": true, "em": true, "font": true, "i": true,
	"ins": true, "kbd": true, "mark": true, "nobr": true, "p": true, "q": true, "s": true, "samp": true, "small": true, "span": true, "strong": true,
	"sub": true, "sup": true, "tt": true, "u": true, "var": true,
}

// unmarked takes the tags of phrasing elements that are closed from a title, and makes
// character references characters: "<cite>Rain</cite> &#8211; a play". What is written
// about stays: "the <b> element", "what &lt; is for".
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
	parts = append(parts, part{text: string(z.Raw())}) // a tag without an end
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

// reference is a character reference of HTML.
var reference = pattern.Compile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// characters decodes references, but for one of a sign or space that stands alone: it is
// what the text is about.
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

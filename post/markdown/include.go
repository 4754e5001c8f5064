package markdown

import (
	"bytes"
	"html"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/files"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
	"github.com/foreword-go/foreword/post/site"
)

// Limits of the files that a post of Jekyll includes.
const (
	maxIncludes     = 256       // tags in one post and its includes
	maxIncludeDepth = 8         // of includes in includes
	maxIncluded     = 256 << 10 // bytes of all files
)

// An includer inserts the files that a post of Jekyll includes:
//
//	{% include figure.html src="/a.png" %}    _includes/figure.html, in which
//	                                          {{ include.src }} is /a.png
//	{% include_relative part.md %}            part.md beside the post
//
// A file that uses more of Liquid than arguments, settings and conditions on
// them is not inserted; the tag is left out then, and check says so.
type includer struct {
	p     *Parser
	head  *post.Head
	words *phrases.Table
	tags  int // so far
	bytes int
}

// insertFiles returns the body of a post of Jekyll with the files that it
// includes, and where these are. It returns the body unchanged for other
// posts, and if the files of the site are unknown.
func (p *Parser) insertFiles(h *post.Head, body []byte) ([]byte, []doc.Insert) {
	if p.source == nil || p.Site == nil || p.Site.Engine != site.Jekyll || !bytes.Contains(body, []byte("include")) {
		return body, nil
	}
	if on, ok := h.Params["render_with_liquid"].(bool); ok && !on {
		return body, nil
	}
	in := &includer{p: p, head: h, words: phrases.Of(p.Vocabulary)}
	return in.expand(body, nil, 0)
}

// expand returns src with the files that its tags include. Args are the
// arguments of src itself if it is such a file.
func (in *includer) expand(src []byte, args map[string]string, depth int) ([]byte, []doc.Insert) {
	var out []byte
	var inserts []doc.Insert
	done := 0
	for _, tag := range syntax.Includes(src, in.words) {
		if in.tags++; in.tags > maxIncludes || depth >= maxIncludeDepth || tag.Start < done {
			break
		}
		text, ok := in.include(tag, args, depth)
		if !ok {
			continue
		}
		out = append(out, src[done:tag.Start]...)
		if tag.Captured { // read as a part of its own
			text = "\n\n" + strings.Trim(text, "\n") + "\n\n"
		}
		inserts = append(inserts, doc.Insert{Start: len(out), End: len(out) + len(text), TagStart: tag.Start, TagEnd: tag.End})
		out = append(out, text...)
		done = tag.End
	}
	if len(inserts) == 0 {
		return src, nil
	}
	return append(out, src[done:]...), inserts
}

// include returns the text of the file that a tag includes.
func (in *includer) include(tag syntax.Include, outer map[string]string, depth int) (string, bool) {
	args := make(map[string]string, len(tag.Args))
	for _, a := range tag.Args {
		v := a.Value
		if !a.Quoted {
			var ok bool
			if v, ok = in.value(v, outer); !ok {
				return "", false
			}
		}
		args[a.Key] = v
	}
	src, ok := in.read(tag)
	if !ok {
		return "", false
	}
	text, ok := in.fill(src, args)
	if !ok {
		return "", false
	}
	inner, _ := in.expand([]byte(text), args, depth+1)
	return string(inner), true
}

// read returns the content of the file that a tag names.
func (in *includer) read(tag syntax.Include) (string, bool) {
	dir := in.p.Site.Includes()
	if tag.Name == "include_relative" {
		dir = path.Dir(in.head.Path)
	}
	name := path.Join(dir, tag.File)
	if strings.Contains("/"+tag.File, "/.") || !fs.ValidPath(name) { // a hidden file is never part of a post
		return "", false
	}
	name, info, err := files.Resolve(in.p.source, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxIncluded {
		return "", false
	}
	src, err := files.ReadUpTo(in.p.source, name, maxIncluded)
	if err != nil || !utf8.Valid(src) || in.bytes+len(src) > maxIncluded {
		return "", false
	}
	in.bytes += len(src)
	return strings.ReplaceAll(strings.TrimPrefix(string(src), "\ufeff"), "\r\n", "\n"), true
}

// value returns the value of a Liquid expression.
func (in *includer) value(name string, args map[string]string) (string, bool) {
	if key, ok := strings.CutPrefix(name, "include."); ok {
		return args[strings.ToLower(key)], true
	}
	v, ok := in.p.variable(in.head, name)
	return v, ok || strings.HasPrefix(name, "page.")
}

var (
	// liquidPart matches a tag or output of Liquid.
	liquidPart = lazyregexp.New(`(?s)\{%-?\s*(\w+)\s*(.*?)\s*-?%\}|\{\{-?\s*(.*?)\s*-?\}\}`)
	condition  = lazyregexp.New(`^([\w.-]+)(?:\s*(==|!=)\s*("[^"]*"|'[^']*'|[\w.-]+))?$`)
)

// fill returns the text of an included file with the outputs of its arguments
// filled in and its conditions decided. It returns false if there is anything
// else that depends on them.
func (in *includer) fill(src string, args map[string]string) (string, bool) {
	var b strings.Builder
	var open []branch
	at, until := 0, ""
	for _, m := range liquidPart.Regexp().FindAllStringSubmatchIndex(src, -1) {
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return src[m[2*n]:m[2*n+1]]
		}
		name, rest := group(1), group(2)
		if until != "" { // in raw text or a comment
			if name != "end"+until {
				continue
			}
			if until == "raw" {
				b.WriteString(src[at:m[1]])
			}
			at, until = m[1], ""
			continue
		}
		shown := len(open) == 0 || open[len(open)-1].shown
		if shown {
			b.WriteString(src[at:m[0]])
		}
		at = m[1]
		switch {
		case name == "raw" || name == "comment":
			until = name
			if name == "raw" {
				at = m[0]
			}
		case name == "":
			v, ok := in.output(group(3), args)
			if !ok && shown {
				return "", false
			}
			if shown {
				b.WriteString(v)
			}
		case strings.HasPrefix(name, "include"): // filled in later
			if shown {
				b.WriteString(src[m[0]:m[1]])
			}
		default:
			var ok bool
			if open, ok = in.control(open, name, rest, args); !ok {
				return "", false
			}
		}
	}
	if until != "" || len(open) > 0 {
		return "", false
	}
	b.WriteString(src[at:])
	return b.String(), true
}

// A branch is an open {% if %}.
type branch struct {
	outer, shown, done bool // whether it is shown around it, shown, and whether a part of it was
}

// control reads a tag of a condition.
func (in *includer) control(open []branch, name, rest string, args map[string]string) ([]branch, bool) {
	last := len(open) - 1
	switch name {
	case "if", "unless":
		outer := last < 0 || open[last].shown
		is, ok := in.holds(rest, args)
		if name == "unless" {
			is = !is
		}
		return append(open, branch{outer, outer && is, is}), ok && len(open) < maxIncludeDepth
	case "elsif", "else":
		if last < 0 {
			return open, false
		}
		is, ok := true, true
		if name == "elsif" {
			is, ok = in.holds(rest, args)
		}
		br := &open[last]
		br.shown = br.outer && is && !br.done
		br.done = br.done || is
		return open, ok
	case "endif", "endunless":
		if last < 0 {
			return open, false
		}
		return open[:last], true
	}
	return open, false
}

// holds reports whether a condition is true: the value of an expression, or its
// comparison with another.
func (in *includer) holds(expression string, args map[string]string) (is, ok bool) {
	m := condition.FindStringSubmatch(expression)
	if m == nil {
		return false, false
	}
	v, ok := in.value(m[1], args)
	if m[2] == "" {
		return v != "" && v != "false", ok
	}
	w, known := m[3], true
	switch w {
	case "nil", "null", "blank", "empty":
		w = ""
	case "true", "false":
	default:
		w, known = in.value(w, args)
	}
	return (v == w) == (m[2] == "=="), ok && known
}

// output returns what an output of an included file becomes. One without an
// argument of the file stays as it is.
func (in *includer) output(expression string, args map[string]string) (string, bool) {
	parts := strings.Split(expression, "|")
	name := strings.TrimSpace(parts[0])
	if !strings.HasPrefix(name, "include.") {
		return "{{ " + expression + " }}", !strings.Contains(expression, "include.")
	}
	v, ok := in.value(name, args)
	for _, filter := range parts[1:] {
		switch name, arg, _ := strings.Cut(strings.TrimSpace(filter), ":"); strings.TrimSpace(name) {
		case "markdownify", "strip_html", "strip_newlines", "smartify":
		case "escape", "xml_escape", "escape_once":
			v = html.EscapeString(v)
		case "default":
			if v == "" {
				v, ok = in.value(strings.TrimSpace(arg), args)
			}
		default:
			v, ok = in.p.filter(v, strings.TrimSpace(filter))
		}
		if !ok {
			return "", false
		}
	}
	return v, ok
}

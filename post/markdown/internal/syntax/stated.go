package syntax

import (
	"bytes"
	"html"

	"github.com/yuin/goldmark/ast"
)

// isWarning reports whether t states a content warning by its name. It needs no end
// then.
func (t *tag) isWarning() bool {
	return t.phrases().IsName(t.name)
}

// includes are the tags of Liquid that write a file.
var includes = map[string]bool{"include": true, "include_relative": true, "include_cached": true, "render": true}

// include makes a tag of the name of the file of Jekyll's {% include x.html … %},
// if that states a content warning.
func (t *tag) include(src []byte) {
	if t.kind != liquidTag || !includes[t.name] {
		return
	}
	args := src[t.args:t.argsEnd]
	rest := bytes.TrimLeft(args, " \t\n")
	file, _, _ := bytes.Cut(rest, []byte(" "))
	base, _, _ := bytes.Cut(bytes.Trim(file[bytes.LastIndexByte(file, '/')+1:], `"',`), []byte("."))
	named := &tag{kind: liquidTag, name: string(base), args: t.args + len(args) - len(rest) + len(file), argsEnd: t.argsEnd, words: t.words}
	for named.args < named.argsEnd && isSpace(src[named.args]) {
		named.args++
	}
	if named.isWarning() || named.states(src) {
		t.name, t.args = named.name, named.args
	}
}

// states reports whether t, without an end tag, has an argument that opens with the
// phrase of a content warning: {{< alert text="Content warning: spiders" >}}.
func (t *tag) states(src []byte) bool {
	if t.kind == outputTag || t.closing || t.args >= t.argsEnd {
		return false
	}
	h := t.heading(src)
	return t.opensWarning(string(h.title.Value(src))) || t.opensWarning(string(h.text.Value(src)))
}

// stated returns an element with the content warning that t states in a line of text, or
// the end of that element; nil if t states none.
func (s *state) stated(t *tag, parent ast.Node) ast.Node {
	open := t
	if t.closing {
		open = t.mate
	}
	if open == nil || open.kind == outputTag || !open.states(s.src) && !(open.isWarning() && (open.mate != nil || open.args < open.argsEnd)) {
		return nil
	}
	if t.closing {
		return &statedInline{html: "</span>"}
	}
	h := t.heading(s.src)
	topics := "true"
	if h.title.Len() > 0 {
		topics = itemText(h.title.Value(s.src))
	}
	n := &statedInline{html: `<span data-content-warning="` + html.EscapeString(topics) + `">`}
	if t.mate == nil {
		parent.AppendChild(parent, n)
		parent.AppendChild(parent, ast.NewString(h.text.Value(s.src)))
		return &statedInline{html: "</span>"}
	}
	return n
}

// A statedInline is the tag of an element that states a content warning in a line of text.
type statedInline struct {
	ast.BaseInline
	html string
}

var kindStatedInline = ast.NewNodeKind("StatedInline")

func (*statedInline) Kind() ast.NodeKind           { return kindStatedInline }
func (n *statedInline) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

package post

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// An opening is a warning phrase at the start of a paragraph.
type opening struct {
	phrase
	bold bool // the phrase stands in bold
	par  *ast.Paragraph
	runs []textRun
	from int // where in the text of the paragraph rest begins; -1 if in no one place
}

// A textRun is a piece of the plain text of a block.
type textRun struct {
	node ast.Node // an *ast.Text, or what stands for text otherwise
	from int      // its offset in the text
	bold bool
}

// openingOf returns the phrase that par opens with: in bold, or plain with a
// colon or nothing else on its line.
func openingOf(par *ast.Paragraph, src []byte) (opening, bool) {
	text, runs := flatten(par, src)
	ph, ok := cutWarningPhrase(text)
	if !ok {
		return opening{}, false
	}
	op := opening{phrase: ph, par: par, runs: runs, from: -1}
	if trimmed := strings.TrimRightFunc(text, unicode.IsSpace); strings.HasSuffix(trimmed, ph.rest) {
		op.from = len(trimmed) - len(ph.rest)
	}
	at := strings.Index(text, ph.title)
	for _, r := range runs {
		if r.from <= max(at, 0) && r.bold {
			op.bold = true
		} else if r.from <= max(at, 0) {
			op.bold = false
		}
	}
	switch {
	case op.bold && ph.sep != ' ':
	case ph.sep == ':' || ph.sep == '：' || ph.sep == '\n' || ph.sep == 0:
	case op.bold && scriptLang(ph.title) != "" && utf8.RuneCountInString(ph.rest) <= topicRunes && !strings.ContainsAny(ph.rest, "。！？"):
		op.weak = true // "**内容预警** 自杀、自残"
	case strings.HasPrefix(ph.rest, "for "):
		op.weak = true
	default:
		return opening{}, false // "**Trigger warnings** are a courtesy"
	}
	return op, true
}

// cut takes the phrase out of its paragraph, so that it does not stand twice
// where the title of the warning is written before its body. It leaves the
// paragraph alone if the rest is not one piece.
func (op opening) cut() {
	if op.from < 0 {
		return
	}
	for i, r := range op.runs {
		last := i+1 == len(op.runs)
		t, ok := r.node.(*ast.Text)
		switch {
		case r.from >= op.from:
			return
		case ok && (last || op.runs[i+1].from > op.from):
			t.Segment = t.Segment.WithStart(min(t.Segment.Start+op.from-r.from, t.Segment.Stop))
		default:
			detach(r.node, op.par)
		}
	}
}

// detach takes n out of its parent, and with it each parent that it leaves
// empty, below par.
func detach(n ast.Node, par ast.Node) {
	for n != par {
		parent := n.Parent()
		parent.RemoveChild(parent, n)
		if parent.HasChildren() {
			return
		}
		n = parent
	}
}

// offsetOf returns where a block begins in the source.
func offsetOf(n ast.Node) int {
	for ; n != nil && n.Type() == ast.TypeBlock; n = n.FirstChild() {
		if l := n.Lines(); l != nil && l.Len() > 0 {
			return l.At(0).Start
		}
	}
	return 0
}

// lineStart returns the first offset of the line of offset that is not space.
func lineStart(src []byte, offset int) int {
	start := bytes.LastIndexByte(src[:offset], '\n') + 1
	line := src[start:offset]
	return start + len(line) - len(bytes.TrimLeft(line, " \t"))
}

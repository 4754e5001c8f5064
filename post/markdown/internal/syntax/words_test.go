package syntax

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// TestWords compares the nodes of random lines with those that goldmark makes
// when it stops at each word.
func TestWords(t *testing.T) {
	paragraphs := parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000))
	slow := inlines()
	slow[len(slow)-1] = util.Prioritized(extension.NewLinkifyParser(), 999)
	own, each := parser.NewParser(paragraphs, parser.WithInlineParsers(inlines()...)), parser.NewParser(paragraphs, parser.WithInlineParsers(slow...))
	parts := []string{
		"net ", "rope ", "a", "  ", " ", "\n", "\t", "\\", "http://pier.example/a ", "https:", "ftp://pier.example", "www.pier.example", "www", "me@pier.example",
		"a_b@pier.example", "a*b@pier.example ", "@", ".", ",", "*", "**", "_", "~", "(", ")", "[a](b)", "[", "]", "`c`", "<b>", "夜里 ", "雪", "&amp; ", "!", ":", "\\ ", "\\* ",
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		var src strings.Builder
		for range r.IntN(16) {
			src.WriteString(parts[r.IntN(len(parts))])
		}
		if got, want := inlineNodes(own, src.String()), inlineNodes(each, src.String()); got != want {
			t.Fatalf("%q has the nodes\n%s\nwant\n%s", src.String(), got, want)
		}
	}
}

// inlineNodes returns the kinds and offsets of the nodes of src.
func inlineNodes(p parser.Parser, src string) string {
	s := &state{src: []byte(src), noMath: make(map[byte]int)}
	pc := parser.NewContext()
	pc.Set(stateKey, s)
	var b strings.Builder
	walk(p.Parse(text.NewReader(s.src), parser.WithContext(pc)), func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Text:
			fmt.Fprintf(&b, "Text %d-%d %v %v\n", n.Segment.Start, n.Segment.Stop, n.SoftLineBreak(), n.HardLineBreak())
		default:
			fmt.Fprintf(&b, "%s %d %d\n", n.Kind(), n.Pos(), n.ChildCount())
		}
	})
	return b.String()
}

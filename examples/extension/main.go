// Extension reads posts whose authors write #12 for an issue of a project, with an
// extension of goldmark, and prints the first of them as HTML.
//
//	go run ./examples/extension FILE.md
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: extension FILE.md")
		os.Exit(2)
	}
	src, err := os.ReadFile(os.Args[1])
	if err == nil {
		err = render(os.Stdout, os.Args[1], src)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func render(w io.Writer, name string, src []byte) error {
	p := markdown.Parser{Extensions: markdown.Extend(issues{"https://project.example/issues/"})}
	po, err := p.Parse(name, src)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, new(post.Renderer).Body(po))
	return err
}

// issues is an extension that makes links of #12.
type issues struct{ base string }

// Extend implements [goldmark.Extender].
func (e issues) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(e, 150)))
}

// Trigger implements [parser.InlineParser].
func (issues) Trigger() []byte { return []byte{'#'} }

// Parse implements [parser.InlineParser].
func (e issues) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	n := 1
	for n < len(line) && '0' <= line[n] && line[n] <= '9' {
		n++
	}
	if n == 1 {
		return nil
	}
	block.Advance(n)
	link := ast.NewLink()
	link.Destination = []byte(e.base + string(line[1:n]))
	link.AppendChild(link, ast.NewString(line[:n]))
	return link
}

package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// TestOffset marks with ∑ where the first node of a kind begins.
func TestOffset(t *testing.T) {
	for _, c := range []struct {
		src  string
		kind ast.NodeKind
	}{
		{"a ∑![b](c)", ast.KindImage},
		{"文 ∑[b](c)", ast.KindLink},
		{"a\n\n∑# b", ast.KindHeading},
		{"∑b\n===", ast.KindHeading},
		{"a\n\n> - ∑::: tip\n>   b", KindContainer},
		{"a\n∑!!! tip\n    b", KindContainer},
		{"> a\n\n∑> [!tip] b", KindContainer},
		{"a\n\n  ∑{% note %}\n{% endnote %}", KindContainer},
		{"a ∑$x$", KindMath},
		{"a ∑[[b]]", KindWikilink},
		{"a\n\n∑<!-- more -->", KindExcerptMark},
		{"a ∑*b*", ast.KindEmphasis},
	} {
		want := strings.Index(c.src, "∑")
		doc, err := parse([]byte(strings.Replace(c.src, "∑", "", 1)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := -2
		walk(doc.Root, func(n ast.Node) {
			if n.Kind() == c.kind && got == -2 {
				got = Offset(n)
			}
		})
		if got != want {
			t.Errorf("%q: %v at %d, want %d", c.src, c.kind, got, want)
		}
	}
}

func TestTitleText(t *testing.T) {
	for src, want := range map[string]string{
		"::: danger **Cold** `water` &amp; \\*ice\\*\n:::":    "Cold water & *ice*",
		"> [!note] [[a|b]] $x$":                               "b x",
		"<details><summary>A <b>b</b>\nc</summary></details>": "A b c",
	} {
		doc, err := parse([]byte(src), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := doc.Root.FirstChild().(*Container); !ok || c.TitleText != want {
			t.Errorf("title of %q = %q, want %q", src, c.TitleText, want)
		}
	}
}

func TestExcerptSeparator(t *testing.T) {
	doc, err := parse([]byte("a\n\n--8<--\n\nb"), Options{ExcerptSeparator: "--8<--"})
	if err != nil {
		t.Fatal(err)
	}
	if n := doc.Root.FirstChild().NextSibling(); n.Kind() != KindExcerptMark {
		t.Errorf("got %v, want the mark", n.Kind())
	}
}

func TestLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("large sources")
	}
	for _, c := range []struct{ src, construct string }{
		{strings.Repeat("> ", 200) + "a", "blocks in each other"},
		{strings.Repeat("- ", 200) + "a", "blocks in each other"},
		{strings.Repeat("<details>\n", 200), "blocks in each other"},
		{strings.Repeat("[a]", 1<<16), "brackets in a paragraph"},
		{strings.Repeat("[a", 1<<16), "brackets in a paragraph"}, // 1<<33, which 32 bits do not hold
		{strings.Repeat("[a](", 1<<12), "bytes in the targets of links in a paragraph"},
		{strings.Repeat("*a ", 1<<16), "marks of emphasis in a paragraph"},
		{"# " + strings.Repeat("*a ", 1<<16), "marks of emphasis in a paragraph"},
		{"|a|\n" + strings.Repeat("|-", 200) + "|\n", "columns in a table"},
		{"|a|b|\n|-|-|\n" + strings.Repeat("|\n", 1<<17), "cells in tables"},
		{strings.Repeat("[^1] ", 1<<15), "footnotes"},
		{strings.Repeat("a ^[b]\n\n", 1<<15), "footnotes"},
		{strings.Repeat("- ", 45) + "a" + strings.Repeat("\n", 1<<16) + "b", "lines in blocks"},
		{strings.Repeat("::: a\n", 90) + strings.Repeat("b\n", 1<<16), "lines in blocks"},
		{strings.Repeat("^[a", 100) + strings.Repeat("]", 100), "footnotes in each other"},
		{strings.Repeat("# a\n", 20_000), "headings"},
		{strings.Repeat("a\n=\n", 20_000), "headings"},
		{strings.Repeat("---\n", 60_000), "blocks"},
		{strings.Repeat("- a\n", 60_000), "blocks"},
		{strings.Repeat("a\n\n", 60_000), "blocks"},
		{strings.Repeat("a\n: b\n\n", 60_000), "blocks"},
		{strings.Repeat("!!! danger\n", 60_000), "blocks"},
		{strings.Repeat("[a]: b\n", 60_000), "blocks"},
		{strings.Repeat("```\n```\n", 60_000), "blocks"},
		{strings.Repeat("a\n", 300_000), "marks and lines in the text"},
		{strings.Repeat(":a: $b$ ", 60_000), "marks and lines in the text"},
		{strings.Repeat("www.a.b ", 210_000), "marks and lines in the text"},
		{strings.Repeat("a%%a ", 210_000), "marks and lines in the text"},
	} {
		const before = "text\n\n"
		_, err := parse([]byte(before+c.src), Options{})
		var limit *LimitError
		if !errors.As(err, &limit) || !errors.Is(err, ErrCost) || limit.Construct != c.construct || limit.Offset < len(before) {
			t.Errorf("parse(%.20q…) = %v, want too many %s", c.src, err, c.construct)
		}
	}
}

// FuzzParse checks what holds for any source: no panic, one reading, notes in
// order and within the source, offsets within it, nothing of the parse left.
func FuzzParse(f *testing.F) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if filepath.Ext(file.Name) == ".md" {
				f.Add(string(file.Data))
			}
		}
	}
	for _, c := range repeated {
		f.Add(string(source(c.part, c.make, 200)))
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 1<<16 {
			return
		}
		doc, err := parse([]byte(src), Options{})
		if err != nil {
			if !errors.Is(err, ErrCost) {
				t.Fatalf("error %v is no limit", err)
			}
			return
		}
		if len(doc.Source) != len(src) {
			t.Fatalf("source of %d bytes became one of %d", len(src), len(doc.Source))
		}
		if !slices.IsSortedFunc(doc.Notes, func(a, b Note) int { return a.Offset - b.Offset }) {
			t.Fatalf("notes out of order: %v", doc.Notes)
		}
		for _, n := range doc.Notes {
			if n.Offset < 0 || n.Offset > len(src) {
				t.Fatalf("note at %d of %d bytes", n.Offset, len(src))
			}
		}
		links, backs, notes := map[[2]int]int{}, map[[2]int]int{}, map[int]int{}
		walk(doc.Root, func(n ast.Node) {
			if o := Offset(n); o > len(src) {
				t.Fatalf("%v at %d of %d bytes", n.Kind(), o, len(src))
			}
			switch n := n.(type) {
			case *dropped, *droppedInline, *inlineFootnote:
				t.Fatalf("%v is left in the tree", n.Kind())
			case *east.FootnoteLink:
				links[[2]int{n.Index, n.RefIndex}]++
			case *east.FootnoteBacklink:
				backs[[2]int{n.Index, n.RefIndex}]++
			case *east.Footnote:
				notes[n.Index]++
			}
		})
		if !maps.Equal(links, backs) {
			t.Fatalf("links to footnotes %v, back from them %v", links, backs)
		}
		for l, n := range links {
			if n != 1 || notes[l[0]] != 1 {
				t.Fatalf("footnote %v: %d links to %d, want one of each", l, n, notes[l[0]])
			}
		}
		if a, b := toHTML(t, src), toHTML(t, src); a != b {
			t.Fatalf("two readings:\n%s\n%s", a, b)
		}
	})
}

// post is a post of about size bytes, in Chinese, as people write them.
func post(size int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "## 第%d夜\n\n船队沿着河岸慢慢行驶，**没有人说话**。岸上的灯*一盏一盏*亮起来，又[一盏一盏](https://a.example/%d)熄灭。`x := 1` 以后，**“时间”**停了。\n\n", i, i)
		b.WriteString("- 船长说再过两个钟头就到了\n- 可是他昨天也是这样说的\n\n> 只有风还记得方向。\n\n")
		if i%4 == 0 {
			b.WriteString("```go\nfunc main() {\n\tprintln(1)\n}\n```\n\n![灯](lamp.png)\n\n| 夜 | 灯 |\n|---|---|\n| 一 | 二 |\n\n")
		}
	}
	return b.Bytes()
}

func BenchmarkParse(b *testing.B) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList)).Parser()
	for _, size := range []int{20 << 10, 200 << 10} {
		src := post(size)
		b.Run(fmt.Sprintf("goldmark/%dKB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				md.Parse(text.NewReader(src))
			}
		})
		b.Run(fmt.Sprintf("ours/%dKB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := parse(src, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

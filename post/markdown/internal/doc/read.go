package doc

import (
	"strings"

	"github.com/foreword-go/foreword/post/internal/script"
	"golang.org/x/net/html"
)

// HTMLText returns the text of raw HTML, without scripts and styles.
func HTMLText(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	raw := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(b.String())
		case html.StartTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "script", "style", "iframe", "noscript", "noembed", "noframes", "title":
				raw = string(name)
			case "br", "p", "div", "li", "tr":
				b.WriteByte('\n')
			}
		case html.EndTagToken:
			raw = ""
		case html.TextToken:
			if raw == "" {
				b.Write(z.Text())
			}
		}
	}
}

// Blocks returns the blocks in n, without the title of a container.
func Blocks(n Node) []Node {
	var all []Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() != KindTitle {
			all = append(all, c)
		}
	}
	return all
}

// A Run is a piece of the plain text of a block.
type Run struct {
	Node Node // an *doc.Text, or what stands for text otherwise
	From int  // its offset in the text
	Bold bool
}

// Flatten returns the plain text of the inline nodes in n as a reader sees
// it, with escapes and entities decoded, invisible text left out, and lines
// separated by line feeds. It also returns the runs from which the text was
// made.
func Flatten(n Node) (string, []Run) {
	var b strings.Builder
	var runs []Run
	bold := 0
	Walk(n, func(n Node, entering bool) Status {
		if em, ok := n.(*Emphasis); ok && em.Level == 2 {
			if entering {
				bold++
			} else {
				bold--
			}
		}
		if !entering {
			return Continue
		}
		from := b.Len()
		switch n := n.(type) {
		case *Text:
			b.WriteString(script.Visible(n.Shown()))
			if n.Soft || n.Hard {
				b.WriteByte('\n')
			}
		case *Emoji:
			b.WriteString(n.Value)
		case *RawHTML:
			if !strings.HasPrefix(strings.ToLower(n.HTML), "<br") {
				return Continue
			}
			b.WriteByte('\n')
		case *CodeSpan:
			b.WriteString(n.Code)
		case *AutoLink:
			b.WriteString(n.Label)
		case *Ruby:
			b.WriteString(n.Base)
		case *Math:
			b.WriteString(n.TeX)
		case *Wikilink:
			if n.Label != "" {
				b.WriteString(n.Label)
			} else {
				b.WriteString(n.Target)
			}
		default:
			return Continue
		}
		runs = append(runs, Run{n, from, bold > 0})
		return Continue
	})
	return b.String(), runs
}

// InlineText returns the plain text of the inline nodes in n.
func InlineText(n Node) string {
	s, _ := Flatten(n)
	return strings.TrimSpace(s)
}

// BlockText returns the plain text of blocks, separated by blank lines. Each
// item of a list is on a line of its own.
func BlockText(blocks []Node) string {
	var all []string
	for _, n := range blocks {
		var s string
		switch n := n.(type) {
		case *List:
			var items []string
			for it := n.FirstChild(); it != nil; it = it.NextSibling() {
				items = append(items, strings.ReplaceAll(BlockText(Blocks(it)), "\n\n", "\n"))
			}
			s = strings.Join(items, "\n")
		case *CodeBlock:
			s = n.Lines.String()
		case *HTMLBlock:
			s = HTMLText(LinesOf(n).String())
		default:
			if first := n.FirstChild(); first != nil && IsBlock(first) {
				s = BlockText(Blocks(n))
			} else {
				s = InlineText(n)
			}
		}
		if s = strings.TrimSpace(s); s != "" {
			all = append(all, s)
		}
	}
	return strings.Join(all, "\n\n")
}

package epub

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// hangCode turns the lines of code blocks below n into block elements if one
// of them is too long for the page of a phone. A wrapped line then continues
// with a deeper indent than it began, so that it can be told from the next
// line. The line breaks stay in the text, for readers that do not know block
// elements and for copying.
func hangCode(n *html.Node) {
	const (
		narrow  = 36       // columns that fit on every page
		longest = 64 << 10 // bytes of a code block; a longer one is data
	)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !isElement(c, "pre") {
			hangCode(c)
			continue
		}
		code := c.FirstChild
		if code == nil || code != c.LastChild || !isElement(code, "code") || size(code) > longest {
			continue
		}
		h := hanger{}
		h.begin()
		for k := code.FirstChild; k != nil; k = k.NextSibling {
			h.add(k)
		}
		if h.widest <= narrow {
			continue
		}
		for code.FirstChild != nil {
			code.RemoveChild(code.FirstChild)
		}
		for _, line := range h.lines {
			if line.FirstChild != nil && textLen(line) > 0 {
				code.AppendChild(line)
			}
		}
	}
}

// trimListing removes the empty lines at the end of a code block.
func trimListing(pre *html.Node) {
	last := pre
	for last.LastChild != nil {
		last = last.LastChild
	}
	if last.Type != html.TextNode {
		return
	}
	if text := strings.TrimRight(last.Data, " \t\n"); strings.Count(last.Data[len(text):], "\n") > 1 && text != "" {
		last.Data = text + "\n"
	}
}

// A hanger distributes the content of a code block over lines.
type hanger struct {
	lines  []*html.Node
	open   []*html.Node // the open elements of the last line, beginning with the line itself
	source []*html.Node // the original of each open element except the line
	column int
	indent int // of the last line, in columns; -1 before its first visible character
	widest int
}

// begin begins a new line and opens the elements that were open in the last
// one.
func (h *hanger) begin() {
	line := xhtml.Element("span", "class", "ln")
	h.lines = append(h.lines, line)
	h.open = append(h.open[:0], line)
	h.column, h.indent = 0, -1
	for _, s := range h.source {
		h.push(shell(s))
	}
}

func (h *hanger) push(n *html.Node) {
	h.open[len(h.open)-1].AppendChild(n)
	h.open = append(h.open, n)
}

func (h *hanger) add(n *html.Node) {
	if n.Type == html.TextNode {
		for text := range strings.Lines(n.Data) {
			h.measure(text)
			h.open[len(h.open)-1].AppendChild(textNode(text))
			if strings.HasSuffix(text, "\n") {
				h.begin()
			}
		}
		return
	}
	first := shell(n)
	first.Attr = n.Attr
	h.push(first)
	h.source = append(h.source, n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		h.add(c)
	}
	h.source = h.source[:len(h.source)-1]
	h.open = h.open[:len(h.open)-1]
}

// measure counts the columns of a piece of a line, and sets the class of an
// indented line.
func (h *hanger) measure(text string) {
	const tab, step, most = 4, 4, 12
	for _, r := range strings.TrimSuffix(text, "\n") {
		switch {
		case r == '\t':
			h.column += tab
			continue
		case r != ' ' && h.indent < 0:
			h.indent = h.column
			if in := min(h.indent/step*step, most); in > 0 {
				addClass(h.lines[len(h.lines)-1], "in"+strconv.Itoa(in))
			}
		case r >= 0x2e80: // a character of Chinese, Japanese or Korean has two columns
			h.column++
		}
		h.column++
		h.widest = max(h.widest, h.column)
	}
}

// textLen returns the length of the text of a node in bytes.
func textLen(n *html.Node) int {
	if n.Type == html.TextNode {
		return len(n.Data)
	}
	sum := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += textLen(c)
	}
	return sum
}

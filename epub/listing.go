package epub

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// hangCode makes the lines of listings below n blocks, where one is too long for the
// page of a telephone: a line that is wrapped then goes on further in than it began,
// and is told from the next one. Each line keeps its line break, for readers that know
// no blocks and for whoever copies it.
func hangCode(n *html.Node) {
	const (
		narrow  = 36       // columns that every page has
		longest = 64 << 10 // bytes of a listing; a longer one is data
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

// A hanger makes lines of what is in a listing.
type hanger struct {
	lines  []*html.Node
	open   []*html.Node // the elements of the last line that are open, the line first
	source []*html.Node // what each but the first is a piece of
	column int
	indent int // of the last line in columns; -1 until its first letter
	widest int
}

// begin begins a line, in the elements that were open.
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

// measure counts the columns of a piece of a line, and marks a line that begins
// further in.
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

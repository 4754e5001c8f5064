package epub

import (
	"strings"

	"golang.org/x/net/html"
)

// size returns the approximate size of the markup of a node in bytes.
func size(n *html.Node) int {
	total := len(n.Data)
	if n.Type == html.ElementNode {
		total += len(n.Data) + 5
		for _, a := range n.Attr {
			total += len(a.Key) + len(a.Val) + 4
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		total += size(c)
	}
	return total
}

// split divides the blocks of the body into parts of about limit bytes. A
// part ends before a heading, preferably of a high level. If no heading comes
// for another limit bytes, it ends before any block.
func (a *article) split(limit int) {
	count := 0
	for c := a.root.FirstChild; c != nil; c = c.NextSibling {
		count++
	}
	blocks := make([]*html.Node, 0, count)
	for c := a.root.FirstChild; c != nil; c = a.root.FirstChild {
		a.root.RemoveChild(c)
		blocks = append(blocks, c)
	}
	sizes := make([]int, len(blocks))
	total := 0
	for i, n := range blocks {
		sizes[i] = size(n)
		total += sizes[i]
	}
	for len(blocks) > 0 {
		cut := len(blocks)
		if total > limit {
			cut = cutAt(blocks, sizes, limit)
		}
		p := &part{nodes: blocks[:cut]}
		if isHeading(blocks[0]) {
			p.begins = attribute(blocks[0], "id")
		}
		a.parts = append(a.parts, p)
		for _, s := range sizes[:cut] {
			total -= s
		}
		blocks, sizes = blocks[cut:], sizes[cut:]
	}
	if len(a.parts) == 0 {
		a.parts = []*part{{}}
	}
}

// cutAt returns the number of blocks in the next part, at least one.
func cutAt(blocks []*html.Node, sizes []int, limit int) int {
	best, rank := 0, 0 // the last place before the limit with the highest rank
	sum := 0
	for i, n := range blocks {
		if i > 0 && sum > 0 {
			r := 0
			if isHeading(n) {
				r = 8 - int(n.Data[1]-'0')
			}
			switch {
			case sum <= limit && r > 0 && r >= rank && sum > limit/4:
				best, rank = i, r
			case sum > limit && best > 0:
				return best
			case sum > limit && r > 0, sum > 2*limit && !isBlank(n):
				return i
			}
		}
		sum += sizes[i]
	}
	if best > 0 && sum > limit {
		return best
	}
	return len(blocks)
}

func isBlank(n *html.Node) bool {
	return n.Type == html.TextNode && strings.TrimSpace(n.Data) == ""
}

package formula

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// width is that of atoms in em, about: enough to tell what fits on a page.
func width(row ...atom) float64 {
	sum := 0.0
	for _, a := range row {
		sum += widthOf(a.node) + around(a.node)
	}
	return sum
}

func widthOf(n *html.Node) float64 {
	const script = 0.75
	switch n.Data {
	case "mi", "mn", "mo", "mtext":
		return textWidth(n.FirstChild)
	case "mspace":
		em, _ := strconv.ParseFloat(strings.TrimSuffix(n.Attr[0].Val, "em"), 64)
		return em
	case "msub", "msup":
		return widthOf(n.FirstChild) + script*widthOf(n.LastChild)
	case "msubsup":
		return widthOf(n.FirstChild) + script*max(widthOf(n.FirstChild.NextSibling), widthOf(n.LastChild))
	case "munder", "mover", "munderover":
		w := widthOf(n.FirstChild)
		for c := n.FirstChild.NextSibling; c != nil; c = c.NextSibling {
			w = max(w, script*widthOf(c))
		}
		return w + 0.4
	case "mfrac":
		return 0.3 + max(widthOf(n.FirstChild), widthOf(n.LastChild))
	case "msqrt", "mroot":
		return 0.9 + widthOf(n.FirstChild)
	case "mtable":
		return tableWidth(n)
	}
	sum := 0.0
	for c := range n.ChildNodes() {
		sum += widthOf(c) + around(c)
	}
	return sum
}

// around is the space around an operator in a row.
func around(n *html.Node) float64 {
	switch {
	case n.Data != "mo" || len(n.Attr) > 0:
		return 0 // which says itself that there is none
	case strings.ContainsAny(n.FirstChild.Data, ",;"):
		return 0.2
	}
	return 0.55
}

func textWidth(t *html.Node) float64 {
	sum := 0.0
	for _, r := range t.Data {
		switch {
		case r >= 0x2E80 && r < 0x1D400 || r >= 0x20000:
			sum++
		case strings.ContainsRune(",.;:!|()[]{}′/ijl ", r):
			sum += 0.35
		default:
			sum += 0.55
		}
	}
	return sum
}

// tableWidth is the sum of the widest cells of each column.
func tableWidth(t *html.Node) float64 {
	var columns []float64
	for r := range t.ChildNodes() {
		i := 0
		for d := range r.ChildNodes() {
			w := 0.0
			for c := range d.ChildNodes() {
				w += widthOf(c) + around(c)
			}
			if i == len(columns) {
				columns = append(columns, 0)
			}
			columns[i] = max(columns[i], w)
			i++
		}
	}
	sum := 0.0
	for _, w := range columns {
		sum += w
		if len(t.Attr) == 0 || t.Attr[0].Key != "columnspacing" {
			sum += 0.8
		}
	}
	return sum
}

package epub

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// A phone or an e-ink page is about 21 Chinese characters wide at the usual
// type size. A stylesheet cannot find out whether a table fits without
// breaking words, because RMSDK supports no conditions of @media. The width
// of tables is therefore estimated here.
const (
	pageWidth  = 21.0 // ems
	tableSize  = 0.9  // type size in a table, as in style.css
	smallSize  = 0.75 // type size in a table of the class small
	cellMargin = 1.0  // both sides of a cell together, in ems of its type
	latinWidth = 0.52 // width of a letter or digit
	fewColumns = 3    // columns of a table that has room for options
	longOption = 18   // bytes of an option that is kept on a line
	wideWord   = 4.0  // largest width assumed for a word in Chinese or Japanese, which has no spaces
)

// Limits for tables that are shown as lists, because every item repeats the
// names of the columns.
const (
	maxRecords   = 400
	maxFieldName = 60 // bytes
)

// table sets a table so that none of its words is broken: in smaller type if
// it is wide, or as a list of its rows if it is too wide for that.
func (a *article) table(n *html.Node, l *layout) {
	box := xhtml.Element("div", "class", "table")
	width := tableWidth(n)
	if width*smallSize > pageWidth && !l.vertical() {
		if list := a.records(n); list != nil {
			replace(n, list)
			return
		}
	}
	if width*tableSize > pageWidth {
		set(box, "class", "table small")
	}
	keepShort(n)
	replace(n, box)
	box.AppendChild(n)
}

// keepShort prevents line breaks in short cells, which could otherwise be
// shown one Chinese or Japanese character below another, and in the name of an
// option, which would end a line at its hyphens. It keeps longer cells in
// Chinese or Japanese from becoming as narrow as that.
func keepShort(table *html.Node) {
	all, _ := rows(table)
	for _, row := range all {
		for _, cell := range row {
			text := textOf(cell)
			dense := !hasPicture(cell) && strings.ContainsFunc(text, wide)
			switch short := ems(text) <= wideWord; {
			case dense && short, len(row) <= fewColumns && isOption(cell):
				addClass(cell, "short")
			case dense:
				addClass(cell, "long")
			}
		}
	}
}

// isOption reports whether a cell holds a short word of code and nothing else.
func isOption(cell *html.Node) bool {
	c := firstElement(cell)
	return c != nil && isElement(c, "code") && alone(c) && len(textOf(c)) <= longOption && !strings.Contains(textOf(c), " ")
}

// rows returns the cells of a table by row. simple reports whether no cell
// spans several rows or columns.
func rows(table *html.Node) (all [][]*html.Node, simple bool) {
	simple = true
	for n := range table.Descendants() {
		if isElement(n, "table") {
			return nil, false
		}
		if !isElement(n, "tr") {
			continue
		}
		var row []*html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if isElement(c, "td", "th") {
				row = append(row, c)
				simple = simple && attribute(c, "colspan") == "" && attribute(c, "rowspan") == ""
			}
		}
		all = append(all, row)
	}
	return all, simple
}

// tableWidth estimates the smallest width of a table without broken words, in
// ems of its type.
func tableWidth(table *html.Node) float64 {
	var columns []float64
	all, _ := rows(table)
	for _, row := range all {
		for i, cell := range row {
			if i == len(columns) {
				columns = append(columns, 0)
			}
			columns[i] = max(columns[i], longestWord(cell))
		}
	}
	total := 0.0
	for _, w := range columns {
		total += w + cellMargin
	}
	return total
}

// longestWord returns the width of the longest word or picture in a cell, in ems.
func longestWord(cell *html.Node) float64 {
	longest, word := 0.0, 0.0
	for n := range cell.Descendants() {
		switch {
		case isElement(n, "img"):
			longest = max(longest, 4) // pictures shrink to fit
		case isElement(n, "br", "wbr", "p", "li"):
			word = 0
		case n.Type == html.TextNode && isElement(n.Parent, "annotation"):
		case n.Type == html.TextNode:
			for _, r := range n.Data {
				switch {
				case unicode.IsSpace(r), r == '\u200b':
					word = 0
				case wide(r):
					word = min(word+1, wideWord)
				case r == '-', r == '–', r == '/':
					longest, word = max(longest, word+latinWidth), 0
				default:
					word += latinWidth
				}
				longest = max(longest, word)
			}
		}
	}
	return longest
}

// wide reports whether r is a full-width character. Lines may break beside
// it.
func wide(r rune) bool {
	if r < 0x2e80 || r >= 0x4e00 && r <= 0x9fff { // Latin, or Chinese as nearly always
		return r >= 0x2e80
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303f || r >= 0xff01 && r <= 0xff60
}

// records converts a table to a list of its rows. An item begins with the
// first cell, and every other cell follows the name of its column. It returns
// nil if the table has no column names, or has cells that span several rows
// or columns.
func (a *article) records(table *html.Node) *html.Node {
	all, simple := rows(table)
	if !simple || len(all) < 2 || len(all) > maxRecords || len(all[0]) < 3 {
		return nil
	}
	var names []string
	for _, c := range all[0] {
		name := textOf(c)
		if !isElement(c, "th") && name != "" || len(name) > maxFieldName { // the top left cell may be empty and not a header
			return nil
		}
		names = append(names, name)
	}
	list := keepID(xhtml.Element("div", "class", "records"), table)
	if c := firstElement(table); c != nil && isElement(c, "caption") {
		p := xhtml.Element("p", "class", "caption")
		move(p, c)
		list.AppendChild(p)
	}
	for _, row := range all[1:] {
		record := xhtml.Element("ul", "class", "record")
		for i, cell := range row {
			if textOf(cell) == "" && !hasPicture(cell) {
				continue
			}
			li := keepID(xhtml.Element("li"), cell)
			switch {
			case i == 0:
				set(li, "class", "name")
			case i < len(names) && names[i] != "":
				li.AppendChild(element("b", nil, textNode(names[i]+strings.TrimRight(a.words.Colon, " "))))
				li.AppendChild(textNode(" "))
			}
			move(li, cell)
			record.AppendChild(li)
		}
		if record.FirstChild != nil {
			list.AppendChild(record)
		}
	}
	return list
}

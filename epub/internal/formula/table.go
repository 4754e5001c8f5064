package formula

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// An environment is what stands between \begin and \end.
type environment struct {
	left, right string // what grows around it
	align       string // of the columns, in turn: l, c or r
	display     bool   // its cells are as on a line of their own
	aligned     bool   // no space between the first and second column of a pair
	single      bool   // one cell
}

var environments = map[string]environment{
	"matrix":      {align: "c"},
	"smallmatrix": {align: "c"},
	"pmatrix":     {left: "(", right: ")", align: "c"},
	"bmatrix":     {left: "[", right: "]", align: "c"},
	"Bmatrix":     {left: "{", right: "}", align: "c"},
	"vmatrix":     {left: "|", right: "|", align: "c"},
	"Vmatrix":     {left: "‖", right: "‖", align: "c"},
	"array":       {},
	"cases":       {left: "{", align: "l"},
	"dcases":      {left: "{", align: "l", display: true},
	"rcases":      {right: "}", align: "l"},
	"aligned":     {align: "rl", display: true, aligned: true},
	"align":       {align: "rl", display: true, aligned: true},
	"align*":      {align: "rl", display: true, aligned: true},
	"split":       {align: "rl", display: true, aligned: true},
	"gathered":    {align: "c", display: true},
	"gather":      {align: "c", display: true},
	"gather*":     {align: "c", display: true},
	"equation":    {single: true},
	"equation*":   {single: true},
}

// begin reads an environment to its end.
func (p *parser) begin() atom {
	name := p.raw()
	env, ok := environments[name]
	if !ok {
		return p.fail()
	}
	if name == "array" {
		env.align = strings.ReplaceAll(p.raw(), " ", "")
		if env.align == "" || strings.Trim(env.align, "lcr") != "" {
			return p.fail() // with lines, which nothing but a table of HTML draws
		}
	}
	rows := p.rows()
	if l := p.peek(); !l.is("end") {
		return p.fail()
	}
	p.at += len(`\end`)
	if p.raw() != name {
		return p.fail()
	}
	if env.single {
		if len(rows) != 1 || len(rows[0]) != 1 {
			return p.fail()
		}
		return atom{node: mrow(nodesOf(rows[0][0].row)...)}
	}
	n := table(rows, env)
	if env.left+env.right == "" {
		if env.display {
			p.table, p.lines = n, rows
		}
		return atom{node: n}
	}
	n = element("mrow", nil, n)
	if env.left != "" {
		n.InsertBefore(fence(env.left, "prefix"), n.FirstChild)
	}
	if env.right != "" {
		n.AppendChild(fence(env.right, "postfix"))
	}
	return atom{node: n}
}

// rows reads rows of cells.
func (p *parser) rows() []line {
	var rows []line
	var row line
	for {
		c := cell{from: p.at}
		c.row = p.inside()
		row = append(row, c)
		switch l := p.peek(); {
		case l.mark == '&':
			p.take(l)
		case l.is(`\`, "cr", "newline"):
			p.newline()
			rows, row = append(rows, row), nil
		default:
			if len(row) > 1 || len(c.row) > 0 || len(rows) == 0 {
				rows = append(rows, row)
			}
			return rows
		}
	}
}

// newline passes over the end of a line, and how far below the next one is.
func (p *parser) newline() {
	p.take(p.peek())
	rest, ok := strings.CutPrefix(p.tex[p.at:], "[")
	if !ok {
		return
	}
	space, _, ok := strings.Cut(rest[:min(len(rest), 16)], "]")
	if unit := strings.TrimLeft(space, "-.0123456789"); ok && unit != space {
		switch strings.TrimSpace(unit) {
		case "em", "ex", "pt", "mm", "cm", "in", "mu", "px":
			p.at += len(space) + 2
		}
	}
}

// table makes a table of rows.
func table(rows []line, env environment) *html.Node {
	t := xhtml.Element("mtable")
	if env.aligned {
		setAttr(t, "columnspacing", "0em")
	}
	if env.display {
		setAttr(t, "displaystyle", "true")
	}
	names := map[byte]string{'l': "left", 'r': "right"}
	for _, cells := range rows {
		r := xhtml.Element("mtr")
		for i, cell := range cells {
			d := xhtml.Element("mtd")
			if env.align != "" {
				if side := names[env.align[i%len(env.align)]]; side != "" {
					setAttr(d, "columnalign", side)
				}
			}
			if env.aligned && i > 0 && i%2 == 0 {
				d.AppendChild(mspace("2em"))
			}
			d.AppendChild(mrow(nodesOf(cell.row)...))
			r.AppendChild(d)
		}
		t.AppendChild(r)
	}
	return t
}

// substack reads lines below a sum.
func (p *parser) substack() atom {
	if l := p.peek(); l.mark != '{' {
		return p.fail()
	}
	p.at++
	rows := p.rows()
	if l := p.peek(); l.mark != '}' {
		return p.fail()
	}
	p.at++
	return atom{node: table(rows, environment{align: "c"})}
}

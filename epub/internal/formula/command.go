package formula

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

// The sizes that grow with what they enclose, or are told.
var sizes = map[string]string{"big": "1.2em", "Big": "1.8em", "bigg": "2.4em", "Bigg": "3em"}

// command reads what the command needs and returns the atom that it makes.
func (p *parser) command(name string) atom {
	if s, ok := symbols()[name]; ok {
		a := s.atom()
		if s.letter {
			a.node = p.greek(s.text)
		}
		return a
	}
	if text, ok := functions[name]; ok {
		return atom{node: token("mi", text), kind: function}
	}
	if text, ok := limits[name]; ok {
		return limit(text)
	}
	if width, ok := spaces[name]; ok {
		return atom{node: mspace(width), kind: blank}
	}
	if a, ok := accents[name]; ok {
		return p.accent(a)
	}
	if variant, ok := alphabets[name]; ok {
		before := p.variant
		p.variant = variant
		n := p.argument()
		p.variant = before
		return atom{node: n}
	}
	if size, ok := sizes[strings.TrimRight(name, "lrm")]; ok {
		return p.sized(name, size)
	}
	switch name {
	case "frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom":
		above := p.argument()
		return fraction(name, above, p.argument())
	case "sqrt":
		return p.root()
	case "overset", "stackrel":
		over := p.argument()
		return beside("mover", p.argument(), over)
	case "underset":
		under := p.argument()
		return beside("munder", p.argument(), under)
	case "xrightarrow", "xleftarrow":
		arrow := map[string]string{"xrightarrow": "→", "xleftarrow": "←"}[name]
		return atom{node: element("mover", nil, token("mo", arrow, "stretchy", "true"), padded(p.argument())), kind: relation}
	case "text", "textrm", "mbox", "textnormal", "textup":
		return atom{node: token("mtext", p.text())}
	case "textbf":
		return atom{node: token("mtext", p.text(), "mathvariant", "bold")}
	case "textit":
		return atom{node: token("mtext", p.text(), "mathvariant", "italic")}
	case "operatorname":
		star := strings.HasPrefix(p.tex[p.at:], "*")
		if star {
			p.at++
			return limit(p.text())
		}
		return atom{node: p.upright(p.text()), kind: function}
	case "bmod":
		return atom{node: token("mo", "mod", "lspace", "0.222em", "rspace", "0.222em"), kind: binary}
	case "mod":
		return atom{node: token("mo", "mod", "lspace", "0.667em", "rspace", "0.333em")}
	case "pmod":
		return atom{node: mrow(mspace("0.444em"), fence("(", "prefix"), token("mi", "mod"), mspace("0.333em"), p.argument(), fence(")", "postfix"))}
	case "left":
		return p.delimited()
	case "begin":
		return p.begin()
	case "substack":
		return p.substack()
	case "not":
		return p.not()
	case "phantom":
		return atom{node: element("mphantom", nil, p.argument())}
	case "tag":
		if !p.display {
			return p.fail()
		}
		return atom{node: mrow(mspace("2em"), token("mtext", "("+p.text()+")"))}
	}
	return p.fail()
}

// greek returns a letter of Greek: small ones slant, and large ones do not.
func (p *parser) greek(text string) *html.Node {
	upper := text >= "Α" && text <= "Ω"
	switch p.variant {
	case "bold", "bold-italic", "sans-serif":
		return token("mi", text, "mathvariant", p.variant)
	case "italic":
		return token("mi", text)
	}
	if upper {
		return token("mi", text, "mathvariant", "normal")
	}
	return token("mi", text)
}

func (p *parser) upright(text string) *html.Node {
	if len(text) == 1 {
		return token("mi", text, "mathvariant", "normal")
	}
	return token("mi", text)
}

// limit returns the name of a function with its scripts below and above.
func limit(text string) atom {
	return atom{node: token("mo", text, "lspace", "0", "rspace", "0", "movablelimits", "true"), kind: function, movable: true}
}

// fraction returns a fraction, or a binomial coefficient.
func fraction(name string, above, below *html.Node) atom {
	n := element("mfrac", nil, above, below)
	switch name {
	case "atop", "choose", "binom", "dbinom", "tbinom":
		setAttr(n, "linethickness", "0")
	}
	switch name {
	case "dfrac", "cfrac", "dbinom":
		n = element("mstyle", []string{"displaystyle", "true"}, n)
	case "tfrac", "tbinom":
		n = element("mstyle", []string{"displaystyle", "false"}, n)
	}
	switch name {
	case "choose", "binom", "dbinom", "tbinom":
		n = mrow(fence("(", "prefix"), n, fence(")", "postfix"))
	}
	return atom{node: n}
}

// root reads a root, with its degree in square brackets.
func (p *parser) root() atom {
	if l := p.peek(); l.text != "[" {
		return atom{node: element("msqrt", nil, p.argument())}
	}
	p.at++
	bracket := p.bracket
	p.bracket = true
	degree := p.row()
	p.bracket = bracket
	if l := p.peek(); l.text != "]" {
		return p.fail()
	}
	p.at++
	return atom{node: element("mroot", nil, p.argument(), mrow(nodesOf(degree)...))}
}

// beside returns a base with something above or below it.
func beside(name string, base, other *html.Node) atom {
	a := atom{}
	if base.Data == "mo" {
		a.kind = relation
	}
	a.node = element(name, nil, base, other)
	return a
}

// padded is the text above an arrow, which is longer than it.
func padded(n *html.Node) *html.Node {
	return mrow(mspace("0.5em"), n, mspace("0.5em"))
}

// An accent is a mark above or below.
type accent struct {
	mark              string
	wide, under, side bool // as wide as what it belongs to; below; scripts go to its own side
}

var accents = map[string]accent{
	"hat": {mark: "^"}, "bar": {mark: "¯"}, "vec": {mark: "→"}, "dot": {mark: "˙"}, "ddot": {mark: "¨"},
	"tilde": {mark: "~"}, "check": {mark: "ˇ"}, "breve": {mark: "˘"}, "acute": {mark: "´"}, "grave": {mark: "`"},
	"mathring": {mark: "˚"}, "widehat": {mark: "^", wide: true}, "widetilde": {mark: "~", wide: true},
	"overline": {mark: "‾", wide: true}, "overrightarrow": {mark: "→", wide: true}, "overleftarrow": {mark: "←", wide: true},
	"underline": {mark: "_", wide: true, under: true}, "overbrace": {mark: "⏞", wide: true, side: true},
	"underbrace": {mark: "⏟", wide: true, under: true, side: true},
}

func (p *parser) accent(a accent) atom {
	name, attribute := "mover", "accent"
	if a.under {
		name, attribute = "munder", "accentunder"
	}
	base := p.argument()
	return atom{node: element(name, []string{attribute, "true"}, base, token("mo", a.mark, "stretchy", truth(a.wide))), stacked: a.side}
}

// sized reads a delimiter of a size that is told.
func (p *parser) sized(name, size string) atom {
	text, ok := p.delimiter()
	if !ok || text == "" {
		return p.fail()
	}
	a := atom{node: token("mo", text)}
	switch name[len(name)-1] {
	case 'l':
		setAttr(a.node, "form", "prefix")
		a.kind = opening
	case 'r':
		setAttr(a.node, "form", "postfix")
		a.kind = closing
	case 'm':
		a.kind = relation
	}
	setAttr(a.node, "stretchy", "true")
	setAttr(a.node, "minsize", size)
	setAttr(a.node, "maxsize", size)
	return a
}

func fence(text, form string) *html.Node {
	return token("mo", text, "form", form, "fence", "true", "stretchy", "true")
}

// delimiter reads a sign that grows; "" for the dot that stands for none.
func (p *parser) delimiter() (text string, ok bool) {
	l := p.peek()
	p.take(l)
	switch l.mark {
	case 0:
		switch l.text {
		case ".":
			return "", true
		case "<":
			return "⟨", true
		case ">":
			return "⟩", true
		}
		return l.text, strings.Contains("()[]|/", l.text)
	case '\\':
		s := symbols()[l.text]
		return s.text, s.kind == opening || s.kind == closing || s.fence
	}
	return "", false
}

// delimited reads what stands between \left and \right.
func (p *parser) delimited() atom {
	var nodes []*html.Node
	form := "prefix"
	for {
		text, ok := p.delimiter()
		if !ok {
			return p.fail()
		}
		if text != "" {
			nodes = append(nodes, fence(text, form))
		}
		if form == "postfix" {
			return atom{node: element("mrow", nil, nodes...)}
		}
		nodes = append(nodes, nodesOf(p.inside())...)
		l := p.peek()
		p.take(l)
		switch {
		case l.is("middle"):
			form = "infix"
		case l.is("right"):
			form = "postfix"
		default:
			return p.fail()
		}
	}
}

// not strikes the sign that follows through.
func (p *parser) not() atom {
	a := p.atom(true)
	t := a.node.FirstChild
	if t == nil || t.Type != html.TextNode || t.NextSibling != nil || a.node.Data == "mtext" {
		return p.fail()
	}
	t.Data = norm.NFC.String(t.Data + "\u0338")
	return a
}

// text reads text in braces, without formulas or commands in it.
func (p *parser) text() string {
	s := p.raw()
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\':
			if i++; i == len(s) || !strings.ContainsRune(` %$#&_{}`, rune(s[i])) {
				p.fail()
				return ""
			}
			b.WriteByte(s[i])
		case '$', '{', '}', '#', '%', '^', '&':
			p.fail()
			return ""
		case '~', '\n', '\t', '\r':
			b.WriteByte(' ')
		default:
			b.WriteByte(c)
		}
	}
	// Space at the ends of an element is none.
	text := strings.ReplaceAll(b.String(), " ", "\u00a0")
	if text == "" {
		p.fail()
	}
	return text
}

package formula

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// A kind is what TeX calls the class of an atom.
type kind int

const (
	ordinary kind = iota
	function      // sin, lim
	large         // a sum
	binary
	relation
	opening
	closing
	punctuation
	blank // space, and what stands beside nothing
)

// An atom is a part of a row, with its scripts.
type atom struct {
	node *html.Node
	kind kind
	// movable scripts stand above and below in a formula on its own line, beside
	// the atom in others; stacked ones always above and below.
	movable, stacked bool
	end              int // where it ends in the formula
}

// breaks reports whether a line may end after the atom.
func (a atom) breaks() bool {
	return a.kind == relation || a.kind == binary || a.kind == punctuation
}

// A parser reads one formula. At the first thing it does not know it has failed,
// and then reads as if the formula ended.
type parser struct {
	tex     string
	at      int
	display bool
	depth   int
	variant string // of the letters
	bracket bool   // inside the square brackets of an option
	failed  bool
	// table is the last one without anything around it, and lines what is in it.
	table *html.Node
	lines []line
}

func (p *parser) fail() atom {
	p.failed, p.at = true, len(p.tex)
	return atom{node: mrow()}
}

// A lexeme is the smallest part of a formula: a character, with mark the same
// where it has a meaning, else 0; or a command without its backslash.
type lexeme struct {
	mark byte // one of {}^_&'~ and \ for a command, 0 for a character, '$' for the end
	text string
}

const theEnd = '$' // which stands in no formula

// peek returns what is next, without what TeX passes over.
func (p *parser) peek() lexeme {
	for p.at < len(p.tex) {
		r, n := utf8.DecodeRuneInString(p.tex[p.at:])
		switch {
		case unicode.IsSpace(r):
			p.at += n
			continue
		case r == '%':
			p.at += lineLen(p.tex[p.at:])
			continue
		case r == '\\':
			return lexeme{'\\', p.tex[p.at+1 : p.at+1+commandLen(p.tex[p.at+1:])]}
		case strings.ContainsRune("{}^_&'~", r):
			return lexeme{byte(r), p.tex[p.at : p.at+1]}
		case r == '#' || r == '$':
			p.fail()
			continue
		}
		return lexeme{0, p.tex[p.at : p.at+n]}
	}
	return lexeme{mark: theEnd}
}

func lineLen(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i + 1
	}
	return len(s)
}

// commandLen returns the length of the name of a command: letters, or one
// character.
func commandLen(s string) int {
	n := 0
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	if n == 0 && s != "" {
		_, n = utf8.DecodeRuneInString(s)
	}
	return n
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// take passes over what peek returned.
func (p *parser) take(l lexeme) {
	p.at += len(l.text)
	if l.mark == '\\' {
		p.at++
	}
}

// is reports whether l is a command of one of these names.
func (l lexeme) is(names ...string) bool {
	if l.mark != '\\' {
		return false
	}
	for _, n := range names {
		if l.text == n {
			return true
		}
	}
	return false
}

// formula reads the whole: a row, or several lines where it is on its own.
func (p *parser) formula() []atom {
	row := p.row()
	if l := p.peek(); p.display && l.is(`\`, "cr", "newline") {
		lines := []line{{{0, row}}}
		for p.peek().is(`\`, "cr", "newline") {
			p.newline()
			from := p.at
			lines = append(lines, line{{from, p.row()}})
		}
		row = []atom{{node: table(lines, environment{align: "l", display: true}), end: p.at}}
		p.table, p.lines = row[0].node, lines
	}
	if p.peek().mark != theEnd {
		p.fail()
	}
	return row
}

// ends reports whether a row ends before l.
func (p *parser) ends(l lexeme) bool {
	switch l.mark {
	case theEnd, '}', '&':
		return true
	case 0:
		return p.bracket && l.text == "]"
	}
	return l.is(`\`, "cr", "newline", "end", "right", "middle")
}

// row reads up to what ends a row.
func (p *parser) row() []atom {
	if p.depth++; p.depth > maxDepth {
		p.fail()
	}
	variant := p.variant
	defer func() { p.depth--; p.variant = variant }()
	var row, above []atom
	infix := ""
	for {
		l := p.peek()
		switch {
		case p.ends(l):
			if infix != "" {
				row = []atom{fraction(infix, mrow(nodesOf(above)...), mrow(nodesOf(row)...))}
				row[0].end = p.at
			}
			return row
		case l.is("over", "choose", "atop"):
			p.take(l)
			if infix != "" {
				p.fail() // which of the two?
			}
			infix, above, row = l.text, row, nil
		case l.is("displaystyle", "textstyle"):
			p.take(l)
			style := element("mstyle", []string{"displaystyle", truth(l.text == "displaystyle"), "scriptlevel", "0"}, nodesOf(p.row())...)
			row = append(row, atom{node: style, end: p.at})
		case l.is("rm", "bf", "it", "sf", "tt"):
			p.take(l)
			p.variant = alphabets["math"+l.text]
		case l.is("label"):
			p.take(l)
			p.raw() // it is not seen, nor is what refers to it
		case l.is("nonumber", "notag"):
			p.take(l)
		default:
			row = p.add(row, p.scripted())
		}
	}
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// add adds an atom to a row, with the space around the name of a function, and
// none around a binary operator without something on both sides (The TeXbook,
// appendix G, rules 5 and 6).
func (p *parser) add(row []atom, a atom) []atom {
	a.end = p.at
	if a.kind == binary && (len(row) == 0 || slices.Contains([]kind{function, large, binary, relation, opening, punctuation}, row[len(row)-1].kind)) {
		a = a.alone()
	}
	if len(row) > 0 {
		if last := &row[len(row)-1]; last.kind == binary && slices.Contains([]kind{relation, closing, punctuation}, a.kind) {
			*last = last.alone()
		}
		last := row[len(row)-1]
		name := last.kind == function && (a.kind == ordinary || a.kind == function || a.kind == large)
		if name || a.kind == function && (last.kind == ordinary || last.kind == closing) {
			row = append(row, atom{node: mspace("0.167em"), kind: blank, end: last.end})
		}
	}
	return append(row, a)
}

// alone returns the atom as one without space around.
func (a atom) alone() atom {
	a.kind = ordinary
	if a.node.Data == "mo" {
		setAttr(a.node, "lspace", "0")
		setAttr(a.node, "rspace", "0")
	}
	return a
}

// scripted reads an atom and its scripts.
func (p *parser) scripted() atom {
	a := p.atom(false)
	var sub, sup *html.Node
	primes := 0
	for {
		l := p.peek()
		switch {
		case l.is("limits"):
			p.take(l)
			if a.kind != large && a.kind != function || a.node.Data != "mo" {
				return p.fail()
			}
			a.stacked = true
			setAttr(a.node, "movablelimits", "false")
		case l.is("nolimits"):
			p.take(l)
			a.movable, a.stacked = false, false
		case l.mark == '\'':
			if p.take(l); sup != nil {
				return p.fail()
			}
			primes++
		case l.mark == '^':
			if p.take(l); sup != nil {
				return p.fail()
			}
			sup = p.argument()
		case l.mark == '_':
			if p.take(l); sub != nil {
				return p.fail()
			}
			sub = p.argument()
		default:
			if primes > 0 {
				marks := token("mo", strings.Repeat("′", primes), "lspace", "0", "rspace", "0")
				if sup == nil {
					sup = marks
				} else {
					sup = mrow(marks, sup)
				}
			}
			a.node = a.scripts(sub, sup)
			return a
		}
	}
}

// scripts puts scripts to the node of the atom, where they are not nil.
func (a atom) scripts(sub, sup *html.Node) *html.Node {
	under := a.movable || a.stacked
	switch {
	case sub != nil && sup != nil && under:
		return element("munderover", nil, a.node, sub, sup)
	case sub != nil && sup != nil:
		return element("msubsup", nil, a.node, sub, sup)
	case sub != nil && under:
		return element("munder", nil, a.node, sub)
	case sub != nil:
		return element("msub", nil, a.node, sub)
	case sup != nil && under:
		return element("mover", nil, a.node, sup)
	case sup != nil:
		return element("msup", nil, a.node, sup)
	}
	return a.node
}

// argument reads what a command or script is given: a group, or the one
// character or command that follows.
func (p *parser) argument() *html.Node {
	switch l := p.peek(); l.mark {
	case '{', '\\', 0:
		if p.ends(l) {
			return p.fail().node
		}
		return p.atom(true).alone().node
	}
	return p.fail().node
}

// atom reads an atom without scripts; single, no more than one digit of a
// number.
func (p *parser) atom(single bool) atom {
	l := p.peek()
	switch l.mark {
	case '{':
		return p.group()
	case '^', '_', '\'': // scripts of nothing
		return atom{node: mrow(), kind: blank}
	case '~':
		p.take(l)
		return atom{node: mspace("0.333em"), kind: blank}
	case '\\':
		p.take(l)
		if p.depth++; p.depth > maxDepth {
			return p.fail()
		}
		defer func() { p.depth-- }()
		return p.command(l.text)
	case 0:
		return p.character(l.text, single)
	}
	return p.fail()
}

// inside reads a row that ends with what closes it, wherever it stands.
func (p *parser) inside() []atom {
	bracket := p.bracket
	p.bracket = false
	defer func() { p.bracket = bracket }()
	return p.row()
}

// group reads what is in braces.
func (p *parser) group() atom {
	p.at++
	row := p.inside()
	if l := p.peek(); l.mark != '}' {
		return p.fail()
	}
	p.at++
	if len(row) == 1 {
		row[0] = row[0].alone() // as in 1{,}000
	}
	return atom{node: mrow(nodesOf(row)...)}
}

// raw reads what is in braces as it is, "" if there is no group.
func (p *parser) raw() string {
	if l := p.peek(); l.mark != '{' {
		p.fail()
		return ""
	}
	p.at++
	open := 1
	for i := p.at; i < len(p.tex); i++ {
		switch p.tex[i] {
		case '\\':
			i++
		case '{':
			open++
		case '}':
			if open--; open == 0 {
				s := p.tex[p.at:i]
				p.at = i + 1
				return s
			}
		}
	}
	p.fail()
	return ""
}

// character reads a letter, number or sign.
func (p *parser) character(text string, single bool) atom {
	rest := p.tex[p.at:]
	c := rest[0]
	switch {
	case isDigit(c) || c == '.' && len(rest) > 1 && isDigit(rest[1]):
		n := 1
		for !single && n < len(rest) && (isDigit(rest[n]) || rest[n] == '.' && n+1 < len(rest) && isDigit(rest[n+1])) {
			n++
		}
		p.at += n
		return atom{node: p.styled("mn", rest[:n])}
	case isLetter(c):
		n := 1
		for p.variant != "" && !single && n < len(rest) && isLetter(rest[n]) {
			n++ // of a name
		}
		p.at += n
		return atom{node: p.styled("mi", rest[:n])}
	}
	if s, ok := characters()[text]; ok {
		p.at += len(text)
		return s.atom()
	}
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case unicode.In(r, unicode.Greek, unicode.Latin) && unicode.IsLetter(r):
		p.at += len(text)
		return atom{node: token("mi", text)}
	case r >= 0x2100 && r < 0x2150 && unicode.IsLetter(r), r >= 0x1D400 && r < 0x1D800:
		p.at += len(text)
		return atom{node: token("mi", text, "mathvariant", "normal")}
	case isProse(r):
		n := strings.IndexFunc(rest, func(r rune) bool { return !isProse(r) })
		if n < 0 || single {
			n = map[bool]int{true: len(text), false: len(rest)}[single]
		}
		p.at += n
		return atom{node: token("mtext", rest[:n])}
	case unicode.IsSymbol(r), unicode.IsPunct(r) && r >= utf8.RuneSelf:
		p.at += len(text)
		return atom{node: token("mo", text)}
	}
	return p.fail()
}

// isProse reports whether r is of a script that formulas are not written in,
// such as Chinese, or its punctuation.
func isProse(r rune) bool {
	switch {
	case unicode.In(r, unicode.Greek, unicode.Latin) || r < 0x370 || r >= 0x2100 && r < 0x2150 || r >= 0x1D400 && r < 0x1D800:
		return false
	case r > 0x3000 && r < 0x3040, r > 0xFF00 && r < 0xFFF0:
		return unicode.IsPunct(r) || unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

// styled returns letters or a number in the alphabet that is chosen.
func (p *parser) styled(name, text string) *html.Node {
	switch p.variant {
	case "":
		return token(name, text)
	case "normal":
		if len(text) > 1 || name == "mn" { // upright of itself
			return token(name, text)
		}
	case "double-struck", "script", "fraktur":
		mapped, ok := lettersOf(p.variant, text)
		if !ok {
			return p.fail().node
		}
		return token(name, mapped, "mathvariant", "normal")
	case "italic":
		if len(text) == 1 && name == "mi" {
			return token(name, text)
		}
	}
	return token(name, text, "mathvariant", p.variant)
}

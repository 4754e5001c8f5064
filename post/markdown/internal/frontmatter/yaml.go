package frontmatter

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// maxNodes bounds what aliases expand to. The largest front matter of real
// posts has a few hundred values.
const maxNodes = 10_000

// maxKeys bounds the keys of YAML: for each the library copies those before
// it, 600 MB for 60 KB of them.
const maxKeys = 2_000

// What the library's scanner looks at again and again. Nobody writes a tenth of it.
const (
	maxMerges = 500 // signs <<, at each of which it goes back to the beginning of the line: 50 KB cost a second
	maxBlank  = 100 // blank lines in a row, at each of which it copies the text before: 60 KB cost ten seconds
	maxTabs   = 200 // tabs in a line, from each of which it looks for the end of the line: 60 KB cost two seconds
)

// decodeYAML reads YAML, and where it is refused, line by line what it plainly
// means.
func decodeYAML(b *block, bounds Bounds) (*Tree, []*Error, error) {
	d := &yamlDecoder{block: b, bounds: bounds}
	t, err := d.document(b.text, 0)
	if err == nil {
		return t, d.notes, nil
	}
	if errors.Is(err, ErrLimit) {
		return nil, nil, err
	}
	l := &lenientYAML{yamlDecoder: yamlDecoder{block: b, bounds: bounds}}
	if t, ok := l.read(); ok {
		return t, l.notes, nil
	}
	if errors.Is(l.limit, ErrLimit) {
		return nil, nil, l.limit
	}
	if l.stuck != nil {
		err = l.stuck
	}
	return nil, nil, err
}

// A yamlDecoder turns the syntax tree of the YAML library into a [Tree].
type yamlDecoder struct {
	block   *block
	bounds  Bounds
	first   int         // line of the block, from 0, that the document begins at
	shift   map[int]int // columns that each line of the block gained, see tabs
	anchors map[string]*Value
	nodes   int
	notes   []*Error

	// The last place asked for: columns of the library count runes, and most
	// questions go on in the same line.
	lastLine, lastRune, lastByte int
}

// document reads text, which begins at line first of the block, as a map. The
// columns of text are those of the block.
func (d *yamlDecoder) document(text string, first int) (*Tree, error) {
	v, err := d.value(text, first)
	switch {
	case err != nil:
		return nil, err
	case v.Kind == Null:
		return new(Tree), nil
	case v.Kind != Map:
		return nil, fault(v.Pos, ErrSyntax, "%s, want lines of the form key: value", v.Kind)
	}
	return v.Map, nil
}

// value reads text as one document of any kind.
func (d *yamlDecoder) value(text string, first int) (*Value, error) {
	d.first, d.lastRune = first, 0
	if err := d.checkLines(text); err != nil {
		return nil, err
	}
	tokens := lexer.Tokenize(text)
	if err := d.check(tokens); err != nil {
		return nil, err
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, d.syntax(err)
	}
	v := &Value{Kind: Null, Pos: d.block.at(d.block.starts[min(first, len(d.block.starts)-1)])}
	read := false
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if read {
			return nil, fault(d.pos(doc.Body.GetToken()), ErrSyntax, "a second document")
		}
		read = true
		if v, err = d.node(doc.Body, 1); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// pos returns the place of a token in the file.
func (d *yamlDecoder) pos(tk *token.Token) Pos {
	if tk == nil || tk.Position == nil {
		return d.block.at(0)
	}
	n := d.first + tk.Position.Line - 1
	line := d.block.lineText(n)
	if n != d.lastLine || tk.Position.Column < d.lastRune || d.lastRune == 0 {
		d.lastLine, d.lastRune, d.lastByte = n, 1, 0
	}
	for d.lastRune < tk.Position.Column && d.lastByte < len(line) {
		_, size := utf8.DecodeRuneInString(line[d.lastByte:])
		d.lastRune, d.lastByte = d.lastRune+1, d.lastByte+size
	}
	column := d.lastByte + 1
	// After trailing space of the line before, the library counts a quoted
	// scalar one column too far.
	var quote byte
	switch tk.Type {
	case token.SingleQuoteType:
		quote = '\''
	case token.DoubleQuoteType:
		quote = '"'
	}
	if i := column - 2; quote != 0 && i >= 0 && i < len(line) && line[i] == quote && (i+1 >= len(line) || line[i+1] != quote || tk.Value == "") {
		column--
	}
	if gained := d.shift[n]; gained > 0 {
		column = max(1, column-gained)
	}
	p := d.block.at(d.block.starts[min(max(n, 0), len(d.block.starts)-1)])
	p.Column = column
	return p
}

func (d *yamlDecoder) note(pos Pos, kind error, format string, args ...any) {
	d.notes = append(d.notes, fault(pos, kind, format, args...))
}

// node converts a node of the syntax tree, at the given depth.
func (d *yamlDecoder) node(n ast.Node, depth int) (*Value, error) {
	if n == nil {
		return &Value{Kind: Null, Pos: d.block.at(0)}, nil
	}
	pos := d.pos(n.GetToken())
	if d.nodes++; d.nodes > maxNodes {
		return nil, fault(pos, ErrLimit, "more than %d values", maxNodes)
	}
	if depth > d.bounds.Nesting+1 {
		return nil, fault(pos, ErrLimit, "nested more than %d deep", d.bounds.Nesting)
	}
	v := &Value{Pos: pos, Raw: n.GetToken().Value}
	switch n := n.(type) {
	case *ast.NullNode:
		v.Kind, v.Raw = Null, ""
	case *ast.BoolNode:
		v.Kind = Bool
	case *ast.IntegerNode:
		v.Kind = Int
	case *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		v.Kind = Float
	case *ast.StringNode:
		return d.str(n, v), nil
	case *ast.LiteralNode:
		v.Kind, v.Quoted, v.Raw = String, true, n.Value.Value
		v.Pos = d.pos(n.Start)
	case *ast.MappingNode:
		v.Kind, v.Raw, v.Map = Map, "", new(Tree)
		if len(n.Values) > 0 && n.Start != nil && n.Start.Type != token.MappingStartType {
			v.Pos = d.pos(n.Values[0].Key.GetToken())
		}
		return v, d.entries(v.Map, n.Values, depth)
	case *ast.MappingValueNode:
		v.Kind, v.Raw, v.Map, v.Pos = Map, "", new(Tree), d.pos(n.Key.GetToken())
		return v, d.entries(v.Map, []*ast.MappingValueNode{n}, depth)
	case *ast.SequenceNode:
		v.Kind, v.Raw = List, ""
		for _, item := range n.Values {
			iv, err := d.node(item, depth+1)
			if err != nil {
				return nil, err
			}
			v.List = append(v.List, iv)
		}
	case *ast.AnchorNode:
		return d.anchored(n, depth)
	case *ast.AliasNode:
		return d.alias(n, pos)
	case *ast.TagNode:
		return d.tagged(n, pos, depth)
	default:
		return nil, fault(pos, ErrSyntax, "%s is not understood here", n.Type())
	}
	return v, nil
}

// anchored converts the value that an anchor names, and keeps it for the aliases.
func (d *yamlDecoder) anchored(n *ast.AnchorNode, depth int) (*Value, error) {
	v, err := d.node(n.Value, depth)
	if err != nil {
		return nil, err
	}
	if d.anchors == nil {
		d.anchors = make(map[string]*Value)
	}
	d.anchors[n.Name.GetToken().Value] = v
	return v, nil
}

// timestamp is a date of YAML 1.1, with or without time and zone.
var timestamp = lazyregexp.New(`^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d*)?)?[ \t]*(?:Z|[-+]\d{1,2}(?::?\d{2})?)?)?$`)

func (d *yamlDecoder) str(n *ast.StringNode, v *Value) *Value {
	v.Kind, v.Raw = String, n.Value
	switch n.Token.Type {
	case token.SingleQuoteType:
		v.Quoted = true
	case token.DoubleQuoteType:
		v.Quoted = true
		if raw := d.written(v.Pos); badEscape(raw) && len(raw) >= 2 {
			v.Raw = raw[1 : len(raw)-1]
			d.note(v.Pos, ErrLenient, "%s has a backslash that escapes nothing, want single quotes", brief(raw))
		}
	default:
		if len(v.Raw) > 0 && '0' <= v.Raw[0] && v.Raw[0] <= '9' && timestamp.MatchString(v.Raw) {
			v.Kind = Time
		}
	}
	return v
}

// written returns the double-quoted scalar at pos as the source has it, "" if there
// is none. The origin of a token of the library lacks the digits of its escapes.
func (d *yamlDecoder) written(pos Pos) string {
	i := pos.Line - d.block.line
	if i < 0 || i >= len(d.block.starts) {
		return ""
	}
	text := d.block.text[min(d.block.starts[i]+pos.Column-1, len(d.block.text)):]
	if !strings.HasPrefix(text, `"`) {
		return ""
	}
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return text[:i+1]
		}
	}
	return ""
}

// entries adds the entries of a map to t.
func (d *yamlDecoder) entries(t *Tree, values []*ast.MappingValueNode, depth int) error {
	add := newAdder(t, &d.notes)
	for _, mv := range values {
		key := mv.Key.GetToken()
		pos := d.pos(key)
		v, err := d.node(mv.Value, depth+1)
		if err != nil {
			return err
		}
		switch k := mv.Key.(type) {
		case *ast.MergeKeyNode:
			if err := d.merge(add, v); err != nil {
				return err
			}
			continue
		case *ast.MappingKeyNode:
			kv, err := d.node(k.Value, depth+1)
			if err != nil {
				return err
			}
			if kv.Kind == List || kv.Kind == Map {
				return fault(pos, ErrSyntax, "%s for a key, want text", kv.Kind)
			}
			add.entry(kv.Raw, kv.Pos, v)
		case *ast.StringNode:
			add.entry(k.Value, pos, v)
		default:
			add.entry(key.Value, pos, v)
		}
		if v.Kind == Null && Fold(key.Value) == "title" {
			v.Raw, v.Pos = d.hashed(pos, v.Pos)
		}
	}
	return nil
}

// hashed returns the comment that stands right behind the key at pos as if it
// were its value, and where: "title: #b" is a title to who wrote it. It is ""
// and or if none does. What is set off by a space is a comment to everybody.
func (d *yamlDecoder) hashed(pos, or Pos) (string, Pos) {
	n := pos.Line - d.block.line
	if n < 0 || n >= len(d.block.starts) {
		return "", or
	}
	line, _, _ := strings.Cut(d.block.text[d.block.starts[n]:], "\n")
	_, value, ok := strings.Cut(line[min(pos.Column-1, len(line)):], ":")
	trimmed := strings.TrimLeft(value, " \t")
	if !ok || len(trimmed) < 2 || trimmed[0] != '#' || trimmed[1] == ' ' || trimmed[1] == '#' {
		return "", or
	}
	return strings.TrimRight(trimmed, " \t\r"), Pos{Line: pos.Line, Column: len(line) - len(trimmed) + 1}
}

// merge adds the entries of the maps in v that have no entry yet, as << asks.
func (d *yamlDecoder) merge(add *adder, v *Value) error {
	maps := []*Value{v}
	if v.Kind == List {
		maps = v.List
	}
	for _, m := range maps {
		if m.Kind != Map {
			return fault(v.Pos, ErrSyntax, "<< takes a map, not %s", m.Kind)
		}
		for _, e := range m.Map.Entries {
			if d.nodes++; d.nodes > maxNodes {
				return fault(v.Pos, ErrLimit, "more than %d values", maxNodes)
			}
			if _, ok := add.index[e.Key]; !ok {
				add.entry(e.Key, e.Pos, e.Value)
			}
		}
	}
	return nil
}

// alias returns what a name stands for. One that stands for nothing is text
// in which an asterisk was meant.
func (d *yamlDecoder) alias(n *ast.AliasNode, pos Pos) (*Value, error) {
	name := n.Value.GetToken().Value
	v, ok := d.anchors[name]
	if !ok {
		return d.plain(pos)
	}
	if d.nodes += size(v, maxNodes); d.nodes > maxNodes {
		return nil, fault(pos, ErrLimit, "aliases stand for more than %d values", maxNodes)
	}
	return v, nil
}

// size counts the values in v, up to limit.
func size(v *Value, limit int) int {
	n := 1
	for _, item := range v.List {
		if n += size(item, limit-n); n > limit {
			return n
		}
	}
	if v.Map != nil {
		for _, e := range v.Map.Entries {
			if n += size(e.Value, limit-n); n > limit {
				return n
			}
		}
	}
	return n
}

// tagged reads a value with a tag. Those of YAML itself say a type; others are
// text that begins with an exclamation mark.
func (d *yamlDecoder) tagged(n *ast.TagNode, pos Pos, depth int) (*Value, error) {
	v, err := d.node(n.Value, depth)
	if err != nil {
		return nil, err
	}
	switch tag := n.GetToken().Value; {
	case tag == "!!str", tag == "!":
		if v.Kind != List && v.Kind != Map {
			v.Kind, v.Quoted = String, true
		}
	case !strings.HasPrefix(tag, "!!") && v.Kind != List && v.Kind != Map:
		return d.plain(pos)
	}
	return v, nil
}

// plain takes the rest of the line at pos for text.
func (d *yamlDecoder) plain(pos Pos) (*Value, error) {
	line := d.block.lineText(pos.Line - d.block.line)
	text := line[min(pos.Column-1, len(line)):]
	if text == "" {
		return nil, fault(pos, ErrSyntax, "an alias of nothing")
	}
	text = uncomment(text)
	d.note(pos, ErrLenient, "%s is read as text, want it in quotes", brief(text))
	return &Value{Kind: String, Quoted: true, Raw: text, Pos: pos}, nil
}

// brief quotes the beginning of a text for a message.
func brief(text string) string {
	const most = 40
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i] + "…"
	}
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return text
}

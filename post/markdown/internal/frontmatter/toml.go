package frontmatter

import (
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// decodeTOML reads TOML from the expressions of the library, which know where
// they stand.
func decodeTOML(b *block, bounds Bounds) (*Tree, []*Error, error) {
	d := &tomlDecoder{block: b, bounds: bounds, root: &Value{Kind: Map, Map: new(Tree), Pos: b.at(0)}, index: make(map[*Tree]map[string]*Entry)}
	if err := checkBrackets(b, bounds.Nesting); err != nil {
		return nil, nil, err
	}
	d.Reset([]byte(b.text))
	d.path = []*Value{d.root}
	for d.NextExpression() {
		if err := d.expression(d.Expression()); err != nil {
			return nil, nil, err
		}
	}
	if err := d.Error(); err != nil {
		var pe *unstable.ParserError
		if errors.As(err, &pe) {
			return nil, nil, fault(d.at(pe.Highlight), ErrSyntax, "%s", strings.TrimPrefix(pe.Message, "toml: "))
		}
		return nil, nil, fault(b.at(0), ErrSyntax, "%v", err)
	}
	return d.root.Map, d.notes, nil
}

// checkBrackets counts the arrays and inline tables that are open at each byte
// outside of strings and comments: the parser of the library is recursive.
func checkBrackets(b *block, most int) error {
	text, depth := b.text, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '#':
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
		case '"', '\'':
			i = stringEnd(text, i)
		case '[', '{':
			if depth++; depth > most {
				return fault(b.at(i), ErrLimit, "nested more than %d deep", most)
			}
		case ']', '}':
			depth = max(0, depth-1)
		}
	}
	return nil
}

// stringEnd returns the offset of the last byte of the TOML string that begins
// at offset i, or of its line if it is not closed.
func stringEnd(text string, i int) int {
	quote := text[i : i+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(text[i:], triple) {
		quote = triple
	}
	for i += len(quote); i < len(text); i++ {
		switch {
		case strings.HasPrefix(text[i:], quote):
			return i + len(quote) - 1
		case text[i] == '\\' && quote[0] == '"':
			i++
		case text[i] == '\n' && len(quote) == 1:
			return i
		}
	}
	return i
}

type tomlDecoder struct {
	unstable.Parser
	block  *block
	bounds Bounds
	root   *Value
	path   []*Value // from the root to the table that key values go to
	index  map[*Tree]map[string]*Entry
	nodes  int
	notes  []*Error
}

// get is [Tree.Get], of a tree that add has filled.
func (d *tomlDecoder) get(t *Tree, key string) *Entry { return d.index[t][key] }

func (d *tomlDecoder) add(t *Tree, e *Entry) {
	if d.index[t] == nil {
		d.index[t] = make(map[string]*Entry)
	}
	d.index[t][e.Key] = e
	t.Entries = append(t.Entries, e)
}

// at returns the place of a part of the input.
func (d *tomlDecoder) at(part []byte) Pos {
	return d.block.at(cap(d.Data()) - cap(part))
}

func (d *tomlDecoder) pos(n *unstable.Node) Pos {
	if n.Raw.Length > 0 {
		return d.block.at(int(n.Raw.Offset))
	}
	return d.block.at(-1)
}

// A tomlPart is one part of a dotted key.
type tomlPart struct {
	name string
	pos  Pos
	end  int // the offset after it
}

func (d *tomlDecoder) parts(n *unstable.Node) []tomlPart {
	var parts []tomlPart
	for it := n.Key(); it.Next(); {
		k := it.Node()
		parts = append(parts, tomlPart{string(k.Data), d.pos(k), int(k.Raw.Offset + k.Raw.Length)})
	}
	return parts
}

func (d *tomlDecoder) expression(n *unstable.Node) error {
	switch n.Kind {
	case unstable.KeyValue:
		return d.keyValue(d.path, n)
	case unstable.Table, unstable.ArrayTable:
		parts := d.parts(n)
		last := parts[len(parts)-1]
		path, err := d.descend([]*Value{d.root}, parts[:len(parts)-1])
		if err != nil {
			return err
		}
		if n.Kind == unstable.Table {
			d.path, err = d.descend(path, parts[len(parts)-1:])
			return err
		}
		table := path[len(path)-1].Map
		item := &Value{Kind: Map, Map: new(Tree), Pos: last.pos}
		if e := d.get(table, last.name); e == nil {
			d.add(table, &Entry{Key: last.name, Pos: last.pos, Value: &Value{Kind: List, List: []*Value{item}, Pos: last.pos}})
		} else if e.Value.Kind == List {
			e.Value.List = append(e.Value.List, item)
		} else {
			return fault(last.pos, ErrSyntax, "%s is already %s, not a list of tables", last.name, e.Value.Kind)
		}
		d.path = append(path, item)
		return d.count(item, len(d.path)+1)
	}
	return nil
}

// count checks the bounds for one value more, at the given depth.
func (d *tomlDecoder) count(v *Value, depth int) error {
	if d.nodes++; d.nodes > maxNodes {
		return fault(v.Pos, ErrLimit, "more than %d values", maxNodes)
	}
	if (v.Kind == List || v.Kind == Map) && depth > d.bounds.Nesting {
		return fault(v.Pos, ErrLimit, "nested more than %d deep", d.bounds.Nesting)
	}
	return nil
}

// descend follows a dotted key from the last table of path, making the tables
// that are missing.
func (d *tomlDecoder) descend(path []*Value, parts []tomlPart) ([]*Value, error) {
	path = append([]*Value(nil), path...)
	for _, p := range parts {
		t := path[len(path)-1].Map
		e := d.get(t, p.name)
		if e == nil {
			v := &Value{Kind: Map, Map: new(Tree), Pos: p.pos}
			if err := d.count(v, len(path)+1); err != nil {
				return nil, err
			}
			e = &Entry{Key: p.name, Pos: p.pos, Value: v}
			d.add(t, e)
		}
		v := e.Value
		if v.Kind == List && len(v.List) > 0 {
			v = v.List[len(v.List)-1]
		}
		if v.Kind != Map {
			return nil, fault(p.pos, ErrSyntax, "%s is already %s, not a table", p.name, v.Kind)
		}
		path = append(path, v)
	}
	return path, nil
}

// keyValue adds a key and its value to the last table of path.
func (d *tomlDecoder) keyValue(path []*Value, n *unstable.Node) error {
	parts := d.parts(n)
	last := parts[len(parts)-1]
	path, err := d.descend(path, parts[:len(parts)-1])
	if err != nil {
		return err
	}
	// Arrays do not know their place: it is after the equals sign.
	text := d.block.text
	rest := strings.TrimLeft(text[min(last.end, len(text)):], " \t=")
	v, err := d.value(n.Value(), d.block.at(len(text)-len(rest)), len(path)+1)
	if err != nil {
		return err
	}
	t := path[len(path)-1].Map
	if e := d.get(t, last.name); e != nil {
		// The specification forbids it, and engines refuse the whole file.
		d.notes = append(d.notes, &Error{Pos: last.pos, Key: last.name, Err: duplicate(e)})
		e.Pos, e.Value = last.pos, v
		return nil
	}
	d.add(t, &Entry{Key: last.name, Pos: last.pos, Value: v})
	return nil
}

// value converts a value; near is a place for one that does not know its own.
func (d *tomlDecoder) value(n *unstable.Node, near Pos, depth int) (*Value, error) {
	v := &Value{Pos: near, Raw: string(n.Data)}
	if n.Raw.Length > 0 {
		v.Pos = d.pos(n)
	}
	switch n.Kind {
	case unstable.String:
		v.Kind, v.Quoted = String, true
	case unstable.Bool:
		v.Kind = Bool
	case unstable.Integer:
		v.Kind = Int
	case unstable.Float:
		v.Kind = Float
	case unstable.LocalDate, unstable.LocalTime, unstable.LocalDateTime, unstable.DateTime:
		v.Kind = Time
	case unstable.Array:
		v.Kind, v.Raw = List, ""
	case unstable.InlineTable:
		v.Kind, v.Raw, v.Map = Map, "", new(Tree)
	}
	if err := d.count(v, depth); err != nil {
		return nil, err
	}
	for it := n.Children(); it.Next(); {
		switch v.Kind {
		case List:
			item, err := d.value(it.Node(), v.Pos, depth+1)
			if err != nil {
				return nil, err
			}
			v.List = append(v.List, item)
		case Map:
			path := make([]*Value, depth-1, depth)
			if err := d.keyValue(append(path, v), it.Node()); err != nil {
				return nil, err
			}
		}
	}
	return v, nil
}

package frontmatter

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// decodeJSON reads an object, or, as Hexo has it between ;;;, the inside of
// one.
func decodeJSON(b *block, bounds Bounds) (*Tree, []*Error, error) {
	d := &jsonDecoder{block: b, bounds: bounds, text: b.text}
	trimmed := strings.TrimSpace(b.text)
	if trimmed == "" {
		return new(Tree), nil, nil
	}
	if trimmed[0] == '"' {
		d.text, d.shift = "{"+b.text+"}", 1
	}
	d.Decoder = json.NewDecoder(strings.NewReader(d.text))
	d.UseNumber()
	v, err := d.value(1)
	if err != nil {
		return nil, nil, d.fault(err)
	}
	if v.Kind != Map {
		return nil, nil, fault(v.Pos, ErrSyntax, "%s, want an object", v.Kind)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, nil, fault(d.pos(d.start()), ErrSyntax, "something follows the object")
	}
	return v.Map, d.notes, nil
}

// A jsonDecoder builds the tree from the tokens of the standard library, which
// need no recursion of its own.
type jsonDecoder struct {
	*json.Decoder
	block  *block
	bounds Bounds
	text   string
	shift  int // bytes that text has before the block
	nodes  int
	notes  []*Error
}

func (d *jsonDecoder) pos(offset int) Pos { return d.block.at(offset - d.shift) }

// start returns the offset of the token that comes next.
func (d *jsonDecoder) start() int {
	i := int(d.InputOffset())
	for i < len(d.text) && strings.IndexByte(" \t\r\n,:", d.text[i]) >= 0 {
		i++
	}
	return i
}

// fault gives an error of the library its place.
func (d *jsonDecoder) fault(err error) error {
	var e *Error
	var se *json.SyntaxError
	switch {
	case errors.As(err, &e):
		return e
	case errors.As(err, &se):
		return fault(d.pos(int(se.Offset)-1), ErrSyntax, "%s", strings.TrimPrefix(se.Error(), "json: "))
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fault(d.pos(len(d.text)), ErrSyntax, "the object is not closed")
	}
	return fault(d.pos(d.start()), ErrSyntax, "%v", err)
}

func (d *jsonDecoder) value(depth int) (*Value, error) {
	v := &Value{Pos: d.pos(d.start())}
	if d.nodes++; d.nodes > maxNodes {
		return nil, fault(v.Pos, ErrLimit, "more than %d values", maxNodes)
	}
	tk, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch tk := tk.(type) {
	case nil:
		v.Kind = Null
	case bool:
		v.Kind, v.Raw = Bool, "false"
		if tk {
			v.Raw = "true"
		}
	case json.Number:
		v.Kind, v.Raw = Int, tk.String()
		if strings.ContainsAny(v.Raw, ".eE") {
			v.Kind = Float
		}
	case string:
		v.Kind, v.Raw, v.Quoted = String, tk, true
	case json.Delim:
		if depth > d.bounds.Nesting {
			return nil, fault(v.Pos, ErrLimit, "nested more than %d deep", d.bounds.Nesting)
		}
		if tk == '[' {
			v.Kind = List
			for d.More() {
				item, err := d.value(depth + 1)
				if err != nil {
					return nil, err
				}
				v.List = append(v.List, item)
			}
		} else {
			v.Kind, v.Map = Map, new(Tree)
			add := newAdder(v.Map, &d.notes)
			for d.More() {
				pos := d.pos(d.start())
				key, err := d.Token()
				if err != nil {
					return nil, err
				}
				item, err := d.value(depth + 1)
				if err != nil {
					return nil, err
				}
				name, _ := key.(string)
				add.entry(name, pos, item)
			}
		}
		if _, err := d.Token(); err != nil {
			return nil, err
		}
	}
	return v, nil
}

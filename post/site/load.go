package site

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	toml "github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

const (
	// maxConfig is the largest configuration file that is read, in bytes. The
	// largest one on the sites measured has 31 KiB.
	maxConfig = 256 << 10
	// maxValues is the largest number of values in a configuration file,
	// including those that YAML aliases repeat.
	maxValues = 50_000
	// maxDepth is the largest depth of nested tables.
	maxDepth = 64
)

var (
	errLarge  = fmt.Errorf("larger than %d bytes", maxConfig)
	errValues = fmt.Errorf("more than %d values, or nested deeper than %d", maxValues, maxDepth)
	errSyntax = errors.New("cannot be read")
)

// readFile returns the content of a file. It returns an error if the file has
// more than maxConfig bytes.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	// Opening a named pipe would block until someone writes to it.
	if info, err := fs.Stat(fsys, name); err != nil || !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	// A buffer of the size of the file is filled by one read; io.ReadAll
	// begins with 512 bytes, and reads again each time that they are full.
	var b bytes.Buffer
	b.Grow(int(min(info.Size(), maxConfig)) + bytes.MinRead)
	_, err = b.ReadFrom(io.LimitReader(f, maxConfig+1))
	if err == nil && b.Len() > maxConfig {
		err = errLarge
	}
	return b.Bytes(), err
}

// load reads a configuration file in the format of its extension.
func load(fsys fs.FS, name string) (*value, error) {
	b, err := readFile(fsys, name)
	if err != nil {
		return nil, err
	}
	b = []byte(strings.TrimPrefix(string(b), "\ufeff"))
	switch ext := path.Ext(name); ext {
	case ".yml", ".yaml":
		return loadYAML(name, b)
	case ".toml":
		return loadTOML(name, b)
	case ".json":
		return loadJSON(name, b)
	default:
		return loadScript(fsys, name, b)
	}
}

func loadYAML(name string, b []byte) (*value, error) {
	if line := tooDeep(b); line > 0 {
		return nil, fmt.Errorf("%w: lists and tables are nested more than %d deep at line %d", errSyntax, maxDepth, line)
	}
	file, err := parser.ParseBytes(b, 0, parser.AllowDuplicateMapKey()) // Jekyll takes the last
	if err != nil {
		return nil, fmt.Errorf("%w: not YAML", errSyntax)
	}
	y := yamlReader{name: name, anchors: make(map[string]ast.Node)}
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		v := y.value(doc.Body, 0)
		if y.count > maxValues {
			return nil, errValues
		}
		if v.kind == kindTable {
			return v, nil
		}
	}
	return &value{kind: kindTable, file: name, line: 1}, nil
}

// tooDeep returns the first line at which brackets and hyphens open more than
// maxDepth levels, or 0. Without this check, the parser takes half a minute
// for 32 KiB of "[".
func tooDeep(b []byte) int {
	depth, line := 0, 0
	for text := range bytes.Lines(b) {
		line++
		marks := 0
		for _, field := range bytes.Fields(text[:min(len(text), 4*maxDepth)]) {
			if len(field) != 1 || field[0] != '-' && field[0] != '?' && field[0] != ':' {
				break
			}
			marks++
		}
		for _, c := range text {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
			if depth+marks > maxDepth {
				return line
			}
		}
	}
	return 0
}

// A yamlReader converts the syntax tree of a YAML file to values.
type yamlReader struct {
	name    string
	anchors map[string]ast.Node
	count   int
}

func (y *yamlReader) value(n ast.Node, depth int) *value {
	v := &value{file: y.name}
	if y.count++; n == nil || y.count > maxValues || depth > maxDepth {
		return v
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		v.line = t.Position.Line
	}
	scalar := func(k kind, text string) *value {
		v.kind, v.text = k, text
		return v
	}
	switch n := n.(type) {
	case *ast.AnchorNode:
		y.anchors[n.Name.String()] = n.Value
		return y.value(n.Value, depth+1)
	case *ast.AliasNode:
		target := y.anchors[n.Value.String()]
		return y.value(target, depth+1)
	case *ast.TagNode:
		return y.value(n.Value, depth+1)
	case *ast.StringNode:
		return scalar(kindString, n.Value)
	case *ast.LiteralNode:
		return scalar(kindString, n.Value.Value)
	case *ast.BoolNode:
		return scalar(kindBool, strconv.FormatBool(n.Value))
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return scalar(kindNumber, n.String())
	case *ast.SequenceNode:
		v.kind = kindList
		for _, item := range n.Values {
			v.list = append(v.list, y.value(item, depth+1))
		}
	case *ast.MappingNode:
		v.kind = kindTable
		for _, e := range n.Values {
			y.entry(v, e, depth)
		}
	case *ast.MappingValueNode:
		v.kind = kindTable
		y.entry(v, n, depth)
	}
	return v
}

// entry adds an entry of a mapping to v. A merge key adds the entries of the
// mapping it refers to.
func (y *yamlReader) entry(v *value, e *ast.MappingValueNode, depth int) {
	if e.Key.IsMergeKey() {
		if from := y.value(e.Value, depth+1); from.kind == kindTable {
			for _, e := range from.keys {
				if v.get(e.key) == nil {
					v.set(e.key, e.value)
				}
			}
		}
		return
	}
	var key string
	if k, ok := e.Key.(*ast.StringNode); ok {
		key = k.Value
	} else {
		key = e.Key.String()
	}
	item := y.value(e.Value, depth+1)
	if t := e.Key.GetToken(); t != nil && t.Position != nil {
		item.line = t.Position.Line
	}
	v.set(key, item)
}

// loadTOML checks a file with the decoder of the library, which knows the
// whole language, and then takes the values and lines from its syntax tree.
func loadTOML(name string, b []byte) (*value, error) {
	var all map[string]any
	if err := toml.Unmarshal(b, &all); err != nil {
		var bad *toml.DecodeError
		if errors.As(err, &bad) {
			line, _ := bad.Position()
			return nil, fmt.Errorf("%w: not TOML at line %d", errSyntax, line)
		}
		return nil, fmt.Errorf("%w: not TOML", errSyntax)
	}
	t := tomlReader{name: name}
	t.parser.Reset(b)
	root := &value{kind: kindTable, file: name, line: 1}
	at := root
	for t.parser.NextExpression() {
		n := t.parser.Expression()
		switch n.Kind {
		case unstable.KeyValue:
			t.keyValue(at, n, 0)
		case unstable.Table:
			at = t.table(root, n.Key())
		case unstable.ArrayTable:
			at = t.arrayTable(root, n.Key())
		}
		if t.count > maxValues {
			return nil, errValues
		}
	}
	return root, nil
}

type tomlReader struct {
	parser unstable.Parser
	name   string
	count  int
}

func (t *tomlReader) line(n *unstable.Node) int {
	if n == nil || n.Raw.Length == 0 && n.Raw.Offset == 0 {
		return 0
	}
	return t.parser.Shape(n.Raw).Start.Line
}

// child returns the table with a key in at. If the key holds a list of
// tables, it is the last of them.
func (t *tomlReader) child(at *value, key string, line int) *value {
	next := at.get(key)
	if next != nil && next.kind == kindList && len(next.list) > 0 {
		next = next.list[len(next.list)-1]
	}
	if next == nil || next.kind != kindTable {
		next = &value{kind: kindTable, file: t.name, line: line}
		at.set(key, next)
	}
	return next
}

func (t *tomlReader) table(at *value, keys unstable.Iterator) *value {
	for keys.Next() {
		t.count++
		at = t.child(at, string(keys.Node().Data), t.line(keys.Node()))
	}
	return at
}

func (t *tomlReader) arrayTable(at *value, keys unstable.Iterator) *value {
	for keys.Next() {
		t.count++
		n := keys.Node()
		if !keys.IsLast() {
			at = t.child(at, string(n.Data), t.line(n))
			continue
		}
		all := at.get(string(n.Data))
		if all == nil || all.kind != kindList {
			all = &value{kind: kindList, file: t.name, line: t.line(n)}
			at.set(string(n.Data), all)
		}
		at = &value{kind: kindTable, file: t.name, line: t.line(n)}
		all.list = append(all.list, at)
	}
	return at
}

func (t *tomlReader) keyValue(at *value, n *unstable.Node, depth int) {
	keys := n.Key()
	for keys.Next() {
		k := keys.Node()
		if !keys.IsLast() {
			at = t.child(at, string(k.Data), t.line(k))
			continue
		}
		v := t.value(n.Value(), depth+1)
		v.line = t.line(k)
		at.set(string(k.Data), v)
	}
}

func (t *tomlReader) value(n *unstable.Node, depth int) *value {
	v := &value{file: t.name, line: t.line(n), text: string(n.Data)}
	if t.count++; t.count > maxValues || depth > maxDepth {
		return v
	}
	switch n.Kind {
	case unstable.Bool:
		v.kind = kindBool
	case unstable.Integer, unstable.Float:
		v.kind = kindNumber
	case unstable.Array:
		v.kind = kindList
		for it := n.Children(); it.Next(); {
			v.list = append(v.list, t.value(it.Node(), depth+1))
		}
	case unstable.InlineTable:
		v.kind = kindTable
		for it := n.Children(); it.Next(); {
			t.keyValue(v, it.Node(), depth+1)
		}
	default: // strings and dates
		v.kind = kindString
	}
	return v
}

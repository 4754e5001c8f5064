package frontmatter

import (
	"bytes"
	"fmt"

	"github.com/adrg/frontmatter"
	"github.com/goccy/go-yaml"
)

// A Matter is the front matter of a file, and where its body begins.
type Matter struct {
	Tree *Tree
	Body []byte // what follows the front matter, a slice of the source
	Line int    // the line of the file that Body begins at
}

// Read splits src and decodes its front matter.
func Read(src []byte) (*Matter, error) {
	var ms yaml.MapSlice
	body, err := frontmatter.Parse(bytes.NewReader(src), &ms, frontmatter.NewFormat("---", "---", yaml.Unmarshal))
	if err != nil {
		return nil, err
	}
	t := new(Tree)
	for i, it := range ms {
		t.Entries = append(t.Entries, &Entry{Key: fmt.Sprint(it.Key), Pos: Pos{i + 2, 1}, Value: value(it.Value, Pos{i + 2, 1})})
	}
	return &Matter{Tree: t, Body: body, Line: 1 + bytes.Count(src[:len(src)-len(body)], []byte("\n"))}, nil
}

func value(v any, pos Pos) *Value {
	switch v := v.(type) {
	case nil:
		return &Value{Kind: Null, Pos: pos}
	case bool:
		return &Value{Kind: Bool, Raw: fmt.Sprint(v), Pos: pos}
	case []any:
		l := &Value{Kind: List, Pos: pos}
		for _, it := range v {
			l.List = append(l.List, value(it, pos))
		}
		return l
	case yaml.MapSlice:
		m := &Value{Kind: Map, Map: new(Tree), Pos: pos}
		for _, it := range v {
			m.Map.Entries = append(m.Map.Entries, &Entry{Key: fmt.Sprint(it.Key), Pos: pos, Value: value(it.Value, pos)})
		}
		return m
	case uint64, int64:
		return &Value{Kind: Int, Raw: fmt.Sprint(v), Pos: pos}
	}
	return &Value{Kind: String, Raw: fmt.Sprint(v), Pos: pos}
}

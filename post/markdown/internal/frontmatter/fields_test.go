package frontmatter

import (
	"slices"
	"testing"
)

// A key is found in any spelling, and one that is not there is not, whatever letters
// it begins with.
func TestPeek(t *testing.T) {
	keys := []string{"Pub_Date", "pu", "p", "a-b", "9lives", "日期", "title日"}
	tree := &Tree{}
	for _, key := range keys {
		tree.Entries = append(tree.Entries, &Entry{Key: key, Value: &Value{Kind: String, Raw: key}})
	}
	f := &Fields{Tree: tree}
	for name, want := range map[string]string{
		"pub_date": "Pub_Date", "pubdate": "Pub_Date", "PUB-date": "Pub_Date", "p": "p", "pu": "pu", "p_u": "pu", "ab": "a-b", "a_b": "a-b", "9lives": "9lives",
		"日期": "日期", "title日": "title日", "_title日": "title日",
		"public": "", "title": "", "a": "", "ac": "", "9": "", "日": "", "": "",
	} {
		got := ""
		if e := f.Peek(name); e != nil {
			got = e.Key
		}
		if got != want {
			t.Errorf("Peek(%q) is %q, want %q", name, got, want)
		}
	}
}

// Maps are entered in the order of their names, and only maps.
func TestNested(t *testing.T) {
	inner := func() *Value { return &Value{Kind: Map, Map: &Tree{}} }
	tree := &Tree{Entries: []*Entry{{Key: "meta", Value: inner()}, {Key: "Params", Value: inner()}, {Key: "extra", Value: &Value{Kind: String}}, {Key: "other", Value: inner()}}}
	all := (&Fields{Tree: tree}).Nested("seo", "meta")
	var got []int
	for _, in := range all[1:] {
		got = append(got, slices.IndexFunc(tree.Entries, func(e *Entry) bool { return e.Value.Map == in.Tree }))
	}
	if want := []int{1, 0}; !slices.Equal(got, want) {
		t.Errorf("Nested enters the entries %v, want %v", got, want)
	}
	if all := (&Fields{Tree: &Tree{Entries: tree.Entries[2:3]}}).Nested("seo"); len(all) != 1 {
		t.Errorf("Nested of what has no maps has %d entries, want 1", len(all))
	}
}

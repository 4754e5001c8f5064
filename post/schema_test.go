package post

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchema checks that schema.json takes what posts are written as, full and empty,
// that it names every property, and none that there is not.
func TestSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	read := func(src []byte) any {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	p := full()
	p.Repost.Authors, p.Repost.Translators = p.Authors, p.Authors
	p.Images[0].Title, p.Images[0].Width, p.Images[0].Height, p.Headings[0].Anchor = "Five", 5, 4, "5-five"
	var written any
	for name, p := range map[string]*Post{"full": p, "empty": new(Post)} {
		src, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		v := read(src)
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if name == "full" {
			written = v
		}
	}
	for _, bad := range []string{`{}`, `{"level": 1}`} {
		if schema.Validate(read([]byte(bad))) == nil {
			t.Errorf("the schema takes %s", bad)
		}
	}
	whole := maps.Clone(written.(map[string]any))
	whole["reading_time"] = "a minute"
	if schema.Validate(whole) == nil {
		t.Error("the schema takes a duration in words")
	}

	src, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	root := read(src).(map[string]any)
	var named func(at string, n map[string]any) []string
	named = func(at string, n map[string]any) []string {
		var all []string
		if ref, ok := n["$ref"].(string); ok {
			n = root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
		}
		if items, ok := n["items"].(map[string]any); ok {
			all = append(all, named(at, items)...)
		}
		properties, _ := n["properties"].(map[string]any)
		for key, p := range properties {
			all = append(all, at+"/"+key)
			all = append(all, named(at+"/"+key, p.(map[string]any))...)
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	var seen func(at string, v any) []string
	seen = func(at string, v any) []string {
		var all []string
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				all = append(all, seen(at, x)...)
			}
		case map[string]any:
			for key, x := range v {
				all = append(all, at+"/"+key)
				if key != "params" {
					all = append(all, seen(at+"/"+key, x)...)
				}
			}
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	if diff := cmp.Diff(seen("", written), named("", root)); diff != "" {
		t.Errorf("properties (-written +schema):\n%s", diff)
	}
}

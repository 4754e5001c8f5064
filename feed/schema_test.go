package feed

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestExtensionSchema checks every _foreword object of the fixtures against
// schema.json, and that the schema would see what is wrong with one.
func TestExtensionSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, e := range []Encoder{{}, {Warned: PolicyOmit}, {MarkTitles: true}} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(encode(t, e, kitchen())[FormatJSON]))
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range doc.(map[string]any)["items"].([]any) {
			ext, ok := it.(map[string]any)["_foreword"]
			if !ok {
				continue
			}
			found++
			if err := schema.Validate(ext); err != nil {
				t.Errorf("%v\n%v", err, ext)
			}
		}
	}
	if found != 12 {
		t.Errorf("%d extensions, want 12", found)
	}
	for _, bad := range []string{`{}`, `{"about":"x","warnings":[]}`, `{"about":"https://github.com/foreword-go/foreword"}`} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(v) == nil {
			t.Errorf("the schema takes %s", bad)
		}
	}
}

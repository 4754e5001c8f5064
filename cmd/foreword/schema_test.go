package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

const schemaName = "foreword.schema.json"

// A schemaNode is what the tests look at in a JSON Schema.
type schemaNode struct {
	Ref         string                 `json:"$ref"`
	Type        any                    `json:"type"`
	Description string                 `json:"description"`
	Properties  map[string]*schemaNode `json:"properties"`
	Additional  any                    `json:"additionalProperties"`
	Items       *schemaNode            `json:"items"`
	Enum        []string               `json:"enum"`
	Default     any                    `json:"default"`
	Defs        map[string]*schemaNode `json:"$defs"`
}

func readSchema(t *testing.T) *schemaNode {
	t.Helper()
	src, err := os.ReadFile(schemaName)
	if err != nil {
		t.Fatal(err)
	}
	var root schemaNode
	if err := json.Unmarshal(src, &root); err != nil {
		t.Fatal(err)
	}
	return &root
}

// Every key of foreword.yaml is in the schema with its type, and the other way
// round.
func TestSchemaKeys(t *testing.T) {
	root := readSchema(t)
	var compare func(at string, n *schemaNode, typ reflect.Type)
	compare = func(at string, n *schemaNode, typ reflect.Type) {
		if n.Description == "" && n.Ref == "" && !strings.HasSuffix(at, "[]") {
			t.Errorf("%s has no description", at)
		}
		if name, ok := strings.CutPrefix(n.Ref, "#/$defs/"); ok {
			n = root.Defs[name]
		}
		want := map[reflect.Kind]string{
			reflect.Struct: "object", reflect.Map: "object", reflect.Slice: "array",
			reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer",
		}[typ.Kind()]
		if !strings.Contains(fmt.Sprint(n.Type), want) {
			t.Errorf("%s is %v, want %s", at, n.Type, want)
		}
		switch typ.Kind() {
		case reflect.Slice:
			compare(at+"[]", n.Items, typ.Elem())
		case reflect.Struct:
			if n.Additional != false {
				t.Errorf("%s takes keys that are not known", at)
			}
			var keys []string
			for i := range typ.NumField() {
				key := typ.Field(i).Tag.Get("yaml")
				if key == "" {
					continue
				}
				keys = append(keys, key)
				if p := n.Properties[key]; p != nil {
					compare(at+"."+key, p, typ.Field(i).Type)
				}
			}
			slices.Sort(keys)
			if diff := cmp.Diff(keys, slices.Sorted(maps.Keys(n.Properties))); diff != "" {
				t.Errorf("keys of %s (-config +schema):\n%s", at, diff)
			}
		}
	}
	compare("$", root, reflect.TypeFor[config]())
}

// The words that the schema lists are those that the command takes.
func TestSchemaWords(t *testing.T) {
	root := readSchema(t)
	accepts := func(text string) error {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, configName), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		c, err := readConfig(dir)
		if err != nil {
			return err
		}
		if _, err := c.parser(); err != nil {
			return err
		}
		if _, err := c.feedJob("out"); err != nil {
			return err
		}
		for i := range c.Books {
			if _, err := c.bookJob(i, "out", nil); err != nil {
				return err
			}
		}
		return nil
	}
	for where, n := range map[string]*schemaNode{
		"{%s: %q}": root, "{feeds: {%s: %q}}": root.Defs["feeds"], "{books: [{file: a.epub, %s: %q}]}": root.Defs["book"],
	} {
		for key, p := range n.Properties {
			for _, word := range p.Enum {
				if err := accepts(fmt.Sprintf(where, key, word)); err != nil {
					t.Errorf("%s: %q: %v", key, word, err)
				}
			}
			if p.Enum != nil && accepts(fmt.Sprintf(where, key, "nonsense")) == nil {
				t.Errorf("%s takes any word", key)
			}
		}
	}
	if err := accepts("{books: [{file: a.epub, series: S, series_number: 2.5}]}"); err != nil {
		t.Error(err)
	}
}

// initMark is what makes a comment of a key in what init writes.
var initMark = regexp.MustCompile(`(?m)^( *)#([^\s#])`)

// The samples of the documentation and what init writes are valid, also with every
// key set that it shows; and it shows every key.
func TestSchemaSamples(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaName)
	if err != nil {
		t.Fatal(err)
	}
	samples := make(map[string]string)
	blog, err := os.ReadFile("../../examples/blog/foreword.yaml")
	if err != nil {
		t.Fatal(err)
	}
	samples["examples/blog"] = string(blog)
	help, err := helpTexts.ReadFile("help/config.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, block := range regexp.MustCompile(`(?m)(^  .*\n)+`).FindAllString(string(help), -1) {
		samples[fmt.Sprintf("help config, %d", i+1)] = block
	}
	for _, dir := range []string{"../../examples/blog", "../../examples"} {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), []string{"init", dir, "-o", "-"}, nil, &stdout, &stderr); code != exitDone {
			t.Fatalf("init %s: %s", dir, &stderr)
		}
		samples["init "+dir] = stdout.String()
		all := initMark.ReplaceAllString(stdout.String(), "$1$2")
		samples["init "+dir+", all keys"] = all
		for _, key := range configKeys() {
			if key != "" && !regexp.MustCompile(`(?m)^[ -]*`+key+`:`).MatchString(all) {
				t.Errorf("init does not show the key %s", key)
			}
		}
	}
	build := newBuild(new(session)).Long
	for _, key := range configKeys() {
		if key != "" && !regexp.MustCompile(`(?m)^  .*\b`+key+`\b.*:`).MatchString(build) {
			t.Errorf("the help of build does not show the key %s", key)
		}
	}
	for name, text := range samples {
		var c config
		if err := yaml.UnmarshalWithOptions([]byte(text), &c, yaml.Strict()); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
			continue
		}
		if err := schema.Validate(plainYAML(t, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, bad := range []string{"titel: a", "feeds: {limit: many}", "books: [{title: a}]", "only: {tag: [a]}", "engine: wordpress", "url: ftp://a.example/"} {
		if schema.Validate(plainYAML(t, bad)) == nil {
			t.Errorf("%s is valid", bad)
		}
	}
}

// What show --json prints of a post is as post/schema.json says, with a list where the
// schema allows null too.
func TestShowSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../post/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	posts, err := filepath.Glob("../../examples/blog/posts/*.md")
	if err != nil || len(posts) == 0 {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	for _, name := range posts {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), []string{"show", name, "--json"}, nil, &stdout, &stderr); code != exitDone {
			t.Fatalf("show %s: %s", name, &stderr)
		}
		v, err := jsonschema.UnmarshalJSON(&stdout)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for key, x := range v.(map[string]any) {
			if x == nil {
				t.Errorf("%s: %s is null", name, key)
			}
		}
	}
}

// The output of show --json for a folder is valid by site.schema.json for a site of each
// generator, and the schema has exactly the properties that can be printed.
func TestShowSiteSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("site.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	sites, err := filepath.Glob("../../post/site/testdata/engines/*")
	if err != nil || len(sites) < 10 {
		t.Fatalf("%d sites, %v", len(sites), err)
	}
	for _, dir := range append(sites, "../../examples/blog") {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), []string{"show", dir, "--json"}, nil, &stdout, &stderr); code != exitDone {
			t.Fatalf("show %s: %s", dir, &stderr)
		}
		v, err := jsonschema.UnmarshalJSON(&stdout)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", dir, err)
		}
	}
	src, err := os.ReadFile("site.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var root schemaNode
	if err := json.Unmarshal(src, &root); err != nil {
		t.Fatal(err)
	}
	var inSchema, inType []string
	var ofSchema func(at string, n *schemaNode)
	ofSchema = func(at string, n *schemaNode) {
		if name, ok := strings.CutPrefix(n.Ref, "#/$defs/"); ok {
			n = root.Defs[name]
		}
		if n.Items != nil {
			ofSchema(at, n.Items)
		}
		for key, p := range n.Properties {
			if p.Description == "" && p.Ref == "" {
				t.Errorf("%s/%s has no description", at, key)
			}
			inSchema = append(inSchema, at+"/"+key)
			ofSchema(at+"/"+key, p)
		}
	}
	ofSchema("", &root)
	var ofType func(at string, typ reflect.Type)
	ofType = func(at string, typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice:
			ofType(at, typ.Elem())
		case reflect.Struct:
			for i := range typ.NumField() {
				f := typ.Field(i)
				key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				switch {
				case f.Anonymous:
					ofType(at, f.Type)
				case key != "":
					inType = append(inType, at+"/"+key)
					ofType(at+"/"+key, f.Type)
				}
			}
		}
	}
	ofType("", reflect.TypeFor[plainSite]())
	slices.Sort(inSchema)
	slices.Sort(inType)
	if diff := cmp.Diff(inType, inSchema); diff != "" {
		t.Errorf("properties (-printed +schema):\n%s", diff)
	}
}

// plainYAML returns a YAML text as the validator takes it.
func plainYAML(t *testing.T, text string) any {
	t.Helper()
	asJSON, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// The values that init writes are read as they were found, whatever they hold.
func TestInitScalar(t *testing.T) {
	for _, want := range []string{
		"Blog", "no", "true", "Null", "12", "1e3", "a: b", "a # b", "- a", "'q'", `"q" \`, "[x]", "泥の日記", "a\nb", "a\u200b\u202eb", "\x01\x7f\u0085",
		"zh-Hans", "Europe/Oslo", "Etc/GMT+1", "https://a.example/b/", "https://a.example/?a#b", "😀", "~", " padded ", "2024-01-02", "*a", "&a", "!a", "%a", "@a", "`a",
	} {
		var got struct{ V string }
		if err := yaml.Unmarshal([]byte("v: "+scalar(want)+"  # a comment\n"), &got); err != nil || got.V != want {
			t.Errorf("%q is written %s and read as %q (%v)", want, scalar(want), got.V, err)
		}
	}
}

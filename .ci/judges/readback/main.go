// Readback judges feeds: JSON Feed files by the JSON Schema given, and files of
// all formats by reading them back with gofeed. It prints what is wrong, one a
// line, and exits with 1 if anything is.
//
//	go run ./.ci/judges/readback SCHEMA FILE...
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/mmcdole/gofeed"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func main() {
	schema, err := jsonschema.NewCompiler().Compile(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	bad := 0
	for _, name := range os.Args[2:] {
		if err := judge(schema, name); err != nil {
			fmt.Printf("%s: %v\n", name, err)
			bad++
		}
	}
	fmt.Printf("%d feeds read back, %d bad\n", len(os.Args[2:]), bad)
	if bad > 0 || len(os.Args) == 2 {
		os.Exit(1)
	}
}

func judge(schema *jsonschema.Schema, name string) error {
	src, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if filepath.Ext(name) == ".json" {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
		if err != nil {
			return err
		}
		if err := schema.Validate(v); err != nil {
			return err
		}
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(src))
	if err != nil {
		return err
	}
	if feed.Title == "" {
		return fmt.Errorf("no title was read back")
	}
	seen := map[string]bool{}
	for i, item := range feed.Items {
		switch {
		case item.GUID == "":
			return fmt.Errorf("item %d has no id", i+1)
		case seen[item.GUID]:
			return fmt.Errorf("item %d: id %q is there twice", i+1, item.GUID)
		}
		seen[item.GUID] = true
	}
	return nil
}

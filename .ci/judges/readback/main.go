// Readback judges feeds: JSON Feed files by the JSON Schema given, and files of
// all formats by reading them back with gofeed. The formats of one feed, which
// lie in one folder, must say the same. It prints what is wrong, one a line, and
// exits with 1 if anything is.
//
//	go run ./.ci/judges/readback SCHEMA FILE...
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

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
	folders := make(map[string]*gofeed.Feed) // by folder, the first that was read
	for _, name := range os.Args[2:] {
		feed, err := judge(schema, name)
		if first := folders[filepath.Dir(name)]; err == nil && first != nil {
			err = same(first, feed)
		} else if err == nil {
			folders[filepath.Dir(name)] = feed
		}
		if err != nil {
			fmt.Printf("%s: %v\n", name, err)
			bad++
		}
	}
	fmt.Printf("%d feeds read back, %d bad\n", len(os.Args[2:]), bad)
	if bad > 0 || len(os.Args) == 2 {
		os.Exit(1)
	}
}

func judge(schema *jsonschema.Schema, name string) (*gofeed.Feed, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if filepath.Ext(name) == ".json" {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
		if err != nil {
			return nil, err
		}
		if err := schema.Validate(v); err != nil {
			return nil, err
		}
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(src))
	if err != nil {
		return nil, err
	}
	if feed.Title == "" {
		return nil, fmt.Errorf("no title was read back")
	}
	seen := map[string]bool{}
	for i, item := range feed.Items {
		switch {
		case item.GUID == "":
			return nil, fmt.Errorf("item %d has no id", i+1)
		case seen[item.GUID]:
			return nil, fmt.Errorf("item %d: id %q is there twice", i+1, item.GUID)
		}
		seen[item.GUID] = true
	}
	return feed, nil
}

// same reports where two formats of a feed differ in what gofeed reads. A field
// that one of them lacks is not compared: Atom demands a title, an author and a
// time, and JSON Feed a content, of posts that have none.
func same(a, b *gofeed.Feed) error {
	if a.Title != b.Title || a.Language != b.Language || len(a.Items) != len(b.Items) {
		return fmt.Errorf("%s has title %q, language %q and %d items, %s has %q, %q and %d",
			a.FeedType, a.Title, a.Language, len(a.Items), b.FeedType, b.Title, b.Language, len(b.Items))
	}
	for i := range a.Items {
		for field, of := range fields {
			if field == "address" && (slices.Contains(b.Items[i].Links, a.Items[i].Link) || slices.Contains(a.Items[i].Links, b.Items[i].Link)) {
				continue // JSON Feed has both addresses of a link post
			}
			if x, y := of(a.Items[i]), of(b.Items[i]); x != y && x != "" && y != "" {
				return fmt.Errorf("item %q: the %s is %q in %s and %q in %s", a.Items[i].GUID, field, x, a.FeedType, y, b.FeedType)
			}
		}
	}
	return nil
}

// fields are what the formats have in common of an item. RSS has one creator,
// so authors are compared as one text.
var fields = map[string]func(*gofeed.Item) string{
	"id":      func(it *gofeed.Item) string { return it.GUID },
	"title":   func(it *gofeed.Item) string { return it.Title },
	"address": func(it *gofeed.Item) string { return it.Link },
	"content": func(it *gofeed.Item) string { return strings.TrimSpace(it.Content) },
	"time": func(it *gofeed.Item) string {
		if it.PublishedParsed == nil {
			return ""
		}
		return it.PublishedParsed.UTC().Format(time.DateTime)
	},
	"authors": func(it *gofeed.Item) string {
		var names []string
		for _, a := range it.Authors {
			names = append(names, a.Name)
		}
		return strings.NewReplacer("、", ", ", "，", ", ").Replace(strings.Join(names, ", "))
	},
	"categories": func(it *gofeed.Item) string { return fmt.Sprint(len(it.Categories)) },
}

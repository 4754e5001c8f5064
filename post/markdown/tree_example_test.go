package markdown_test

import (
	"context"
	"fmt"
	"slices"
	"testing/fstest"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// The newest posts of a folder, with the bodies of those alone.
func ExampleParser_Heads() {
	fsys := fstest.MapFS{
		"rain.md": {Data: []byte("---\ntitle: Rain\ndate: 2024-05-01\n---\nIt rained.\n")},
		"snow.md": {Data: []byte("---\ntitle: Snow\ndate: 2024-01-15\n---\nIt snowed.\n")},
		"wind.md": {Data: []byte("---\ntitle: Wind\ndate: someday\n---\n")},
	}
	p := new(markdown.Parser)
	heads, err := post.Collect(p.Heads(context.Background(), fsys))
	fmt.Println(err)
	slices.SortStableFunc(heads, func(a, b *post.Head) int { return b.Published.Compare(a.Published) })
	for po, err := range p.Posts(context.Background(), heads[:1]) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(po.Title, po.WordCount)
	}
	// Output:
	// wind.md:3:7: date: not a date: "someday", want a date such as 2006-01-02
	// Rain 2
}

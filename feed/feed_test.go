package feed

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

func TestSetEndToEnd(t *testing.T) {
	fsys := fstest.MapFS{"a.md": {Data: []byte("---\ntitle: A & B\ndate: 2024-05-01\ntags: [甲, Go]\n---\n\nHello [there](./b.md).\n")},
		"b.md": {Data: []byte("---\ntitle: B\ndate: 2024-05-01\ntags: [go]\n---\n\n![x](/x.png)\n")}}
	var p post.Parser
	heads, err := post.Collect(p.Heads(context.Background(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	s := Set{Feed: Feed{Title: "T", HomeURL: "https://a.example/blog/"}, Tags: true, Categories: true, Warned: true, Unwarned: true}
	feeds, err := s.Feeds(context.Background(), heads, p.Posts)
	if err != nil {
		t.Fatal(err)
	}
	if len(feeds) != 6 {
		t.Errorf("%d feeds, want 6", len(feeds))
	}
	for _, f := range feeds {
		var rss, atom, json bytes.Buffer
		r, err := new(Encoder).Encode(f, Output{RSS, &rss}, Output{Atom, &atom}, Output{JSON, &json})
		if err != nil || len(r.Skipped) > 0 {
			t.Fatal(err, r)
		}
		for _, doc := range []*bytes.Buffer{&rss, &atom} {
			if err := xhtml.WellFormed(doc.Bytes()); err != nil {
				t.Errorf("%v\n%s", err, doc)
			}
		}
		if f.Path == "" && !strings.Contains(rss.String(), "https://a.example/blog/x.png") {
			t.Errorf("no absolute image:\n%s", rss.String())
		}
	}
}

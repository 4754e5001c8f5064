package feed

import (
	"bytes"
	"context"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/foreword-go/foreword/post"
)

// A link to a post that the site has no page of is its text alone, however it is written;
// a link to a post that is there, or that is in no list, stays.
func TestLinksToWithheld(t *testing.T) {
	day := time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
	named := func(name string, withheld post.Reason) *post.Post {
		p := &post.Post{Head: post.Head{Path: name + ".md", Slug: name, URL: "/" + name + "/", Title: name, Published: day, Withheld: withheld}}
		p.SetBody(post.HTMLBody("<p>Text.</p>"))
		return p
	}
	a := named("a", "")
	a.SetBody(post.HTMLBody(`<p><a href="draft.md">one</a> <a href="/draft/">two</a> <a href="https://e.example/private/#x">three</a> <a href="/later/">four</a> <a href="b.md">five</a> <a href="/hidden/">six</a></p>`))
	later := named("later", "")
	later.Due = day.AddDate(1, 0, 0)
	posts := []*post.Post{a, named("b", ""), named("draft", post.ReasonDraft), named("private", post.ReasonPrivate), named("hidden", post.ReasonHidden), later}
	s := &Set{Feed: Feed{Title: "F", HomeURL: "https://e.example/"}, Listing: post.Listing{Now: day}}
	var heads []*post.Head
	byHead := make(map[*post.Head]*post.Post)
	for _, p := range posts {
		heads = append(heads, &p.Head)
		byHead[&p.Head] = p
	}
	feeds, err := s.Feeds(heads, func(_ context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
		return func(yield func(*post.Post, error) bool) {
			for _, h := range heads {
				if !yield(byHead[h], nil) {
					return
				}
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := new(Encoder).RSS(context.Background(), &b, feeds[0]); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, gone := range []string{"/draft/", "/private/", "/later/", "draft.md"} {
		if strings.Contains(got, gone) {
			t.Errorf("%s is linked to:\n%s", gone, got)
		}
	}
	for _, kept := range []string{"one", "two", "three", "four", `href="https://e.example/b/"`, `href="https://e.example/hidden/"`} {
		if !strings.Contains(got, kept) {
			t.Errorf("%s is lost:\n%s", kept, got)
		}
	}
}

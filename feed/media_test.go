package feed

import (
	"context"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// Recordings are enclosures wherever a post names them, each once, and never
// the picture of the post.
func TestEnclosures(t *testing.T) {
	fsys := fstest.MapFS{
		"a/index.md": {Data: []byte("---\ntitle: A\ndate: 2024-05-01\naudio: /ep/1.mp3\nduration: 10:05\n---\n" +
			"![sound](waves.ogg)\n\n![lamp](lamp.png)\n\n[again](/ep/1.mp3) and [two](two.m4a)\n\n" +
			"<video poster=\"p.jpg\"><source src=\"v.webm\" type='video/webm; codecs=\"vp9\"'><source src=\"v.mp4\"></video>\n")},
		"a/two.m4a": {Data: []byte("sound")},
	}
	posts, err := post.Collect(new(markdown.Parser).Dir(context.Background(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	f := FromPosts(Feed{Title: "T", HomeURL: "https://a.example/"}, posts)
	for it := range f.Items(context.Background()) {
		want := []Media{
			{URL: "/ep/1.mp3", Type: "audio/mpeg", Duration: 605 * time.Second},
			{URL: "two.m4a", Type: "audio/mp4", Size: 5, Alt: "two"},
			{URL: "waves.ogg", Type: "audio/ogg", Alt: "sound"},
			{URL: "https://a.example/a/v.webm", Type: "video/webm"},
		}
		if diff := cmp.Diff(want, it.Enclosures); diff != "" {
			t.Errorf("enclosures: -want +got\n%s", diff)
		}
		if it.Image == nil || it.Image.URL != "lamp.png" {
			t.Errorf("image = %+v, want lamp.png", it.Image)
		}
	}
}

// What a post takes for a recording by its name, its feeds take for one.
func TestRecordingsOfPosts(t *testing.T) {
	for _, ext := range []string{"mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "flac", "WAV", "mp4", "m4v", "webm", "ogv", "mov"} {
		p, err := new(markdown.Parser).Parse("a.md", []byte("---\ntitle: A\ndate: 2024-05-01\nenclosure: https://a.example/one."+ext+"?x=1\n---\n"))
		if err != nil || len(p.Enclosures) != 1 {
			t.Fatalf("%s: the post has %v, %v", ext, p, err)
		}
		for it := range FromPosts(Feed{Title: "T", HomeURL: "https://a.example/"}, []*post.Post{p}).Items(context.Background()) {
			if len(it.Enclosures) != 1 || it.Enclosures[0].Type == "" {
				t.Errorf("%s: enclosures %+v, want one with its type", ext, it.Enclosures)
			}
		}
	}
}

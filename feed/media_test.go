package feed

import (
	"bytes"
	"context"
	"io/fs"
	"strings"
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

// A warned item has no picture where readers show it before its warning, in any
// format, unless that is asked for. Its recordings stay.
func TestWarnedPictures(t *testing.T) {
	item := func(warned bool) *Item {
		it := &Item{
			URL: "/a", Title: "A", HTML: `<p>text</p>`, Published: day(2024, 5, 1),
			Image:      &Media{URL: "/cover.png", Size: 7},
			Enclosures: []Media{{URL: "/in.jpg", Size: 5}, {URL: "/one.mp3", Size: 9}},
			Episode:    &Episode{Image: "https://a.example/episode.png"},
		}
		if warned {
			it.Warnings = []*post.Warning{{Title: "Content warning", Scope: post.ScopeSection, Topics: []post.Topic{{Label: "drowning"}}}}
		}
		return it
	}
	for _, test := range []struct {
		name   string
		enc    Encoder
		warned bool
		want   bool
	}{
		{"no warning", Encoder{}, false, true},
		{"a warning", Encoder{}, true, false},
		{"a warning, asked for", Encoder{WarnedPictures: true}, true, true},
	} {
		for _, format := range []Format{FormatRSS, FormatAtom, FormatJSON} {
			var b bytes.Buffer
			f := &Feed{Title: "T", HomeURL: "https://a.example/", Lang: "en", Items: List(item(test.warned)), Podcast: &Podcast{Author: "A", Image: "https://a.example/show.png", Categories: []post.Category{{"Arts"}}}}
			if _, err := test.enc.Encode(context.Background(), f, Output{format, &b}); err != nil {
				t.Fatal(err)
			}
			for _, file := range []string{"cover.png", "in.jpg", "episode.png"} {
				if file != "in.jpg" && format == FormatAtom || file == "episode.png" && format == FormatJSON || file == "in.jpg" && format == FormatRSS && test.want {
					continue // which these say nowhere, or of which they take the first alone
				}
				if got := strings.Contains(b.String(), file); got != test.want {
					t.Errorf("%s, %v: %s is there: %v, want %v\n%s", test.name, format, file, got, test.want, b.String())
				}
			}
			if !strings.Contains(b.String(), "one.mp3") && format != FormatRSS {
				t.Errorf("%s, %v: no recording\n%s", test.name, format, b.String())
			}
		}
	}
}

// A file is where the site publishes it, wherever its source lies, and is measured
// by what the post says.
func TestAddressOfFiles(t *testing.T) {
	p, err := new(markdown.Parser).Parse("src/a.md", []byte("---\ntitle: A\ndate: 2024-05-01\ncover: ../img/c.png\naudio: one.mp3\n---\n![p](../img/p.png) [again](one.mp3) [query](one.pdf?x=1)\n"))
	if err != nil {
		t.Fatal(err)
	}
	p.Files = publisher{"../img/c.png": "/static/c.png", "../img/p.png": "/static/p.png", "one.mp3": "/sound/one.mp3", "one.pdf": "/one.pdf"}
	for it := range FromPosts(Feed{Title: "T", HomeURL: "https://a.example/"}, []*post.Post{p}).Items(context.Background()) {
		if it.Image == nil || it.Image.URL != "/static/c.png" || it.Image.Size != 4 {
			t.Errorf("image = %+v", it.Image)
		}
		if len(it.Enclosures) != 1 || it.Enclosures[0].URL != "/sound/one.mp3" || it.Enclosures[0].Size != 4 {
			t.Errorf("enclosures = %+v", it.Enclosures)
		}
		for _, want := range []string{`src="https://a.example/static/p.png"`, `href="https://a.example/sound/one.mp3"`, `one.pdf?x=1"`} {
			if !strings.Contains(it.HTML, want) {
				t.Errorf("no %s in %s", want, it.HTML)
			}
		}
	}
}

// A publisher has the addresses of files by the references to them.
type publisher map[string]string

func (p publisher) Open(ref string) (fs.File, error) {
	if p[ref] == "" {
		return nil, fs.ErrNotExist
	}
	return fstest.MapFS{"f": {Data: []byte("file")}}.Open("f")
}

func (p publisher) Resolve(ref string) post.Target {
	return post.Target{Found: p[ref] != "", Address: p[ref]}
}

package feed

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// show is a podcast with one of everything.
func show() *Feed {
	return &Feed{
		Title: "Night walks", Description: "Steps & rain", HomeURL: "https://walks.example/", Lang: "en", Authors: []post.Author{{Name: "Ida"}},
		Podcast: &Podcast{
			Image: "https://walks.example/art.jpg", Categories: []post.Category{{"Society & Culture", "Documentary"}, {"Arts"}},
			Owner: post.Author{Name: "Ida", Email: "ida@walks.example"}, Serial: true, Locked: true,
			FundingURL: "https://walks.example/give", Funding: "Buy me shoes",
		},
		Namespaces: map[string]string{"geo": "http://www.w3.org/2003/01/geo/wgs84_pos#"},
		Elements:   []Element{{Name: "podcast:location", Attrs: []Attr{{"geo", "geo:53.5,10.0"}}, Text: "Hamburg"}},
		Items: List(
			&Item{
				URL: "/1/", Title: "The bridge", Published: day(2024, 5, 1), HTML: "<p>Steps.</p>",
				Enclosures: []Media{{URL: "/1.mp3", Size: 4096, Duration: 125 * time.Second}},
				Episode: &Episode{Number: 1, Season: 2, Kind: EpisodeBonus, Image: "/one.png", Transcripts: []Media{{URL: "/1.vtt"}, {URL: "/1.srt"}},
					Chapters: "/1.json"},
				Elements: []Element{
					{Name: "georss:point", Text: "53.5 10.0 & so"},
					{Name: "geo:Point", Elements: []Element{{Name: "geo:lat", Text: "53.5"}, {Name: "geo:long", Text: "10.0"}}},
				},
			},
			&Item{URL: "/2/", Title: "A note", Published: day(2024, 5, 2), HTML: "<p>No sound.</p>", Episode: &Episode{Number: 2}},
		),
	}
}

func TestPodcast(t *testing.T) {
	f := show()
	docs := encode(t, Encoder{}, f)
	xmlOnes := []string{
		`xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"`, `xmlns:podcast="https://podcastindex.org/namespace/1.0"`, `xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"`,
		"<itunes:author>Ida</itunes:author>", `<itunes:image href="https://walks.example/art.jpg"></itunes:image>`,
		`<itunes:category text="Society &amp; Culture">`, `<itunes:category text="Documentary"></itunes:category>`,
		"<itunes:explicit>false</itunes:explicit>", "<itunes:email>ida@walks.example</itunes:email>", "<itunes:type>serial</itunes:type>",
		`<podcast:locked owner="ida@walks.example">yes</podcast:locked>`, `<podcast:funding url="https://walks.example/give">Buy me shoes</podcast:funding>`,
		`<podcast:location geo="geo:53.5,10.0">Hamburg</podcast:location>`,
		"<itunes:duration>125</itunes:duration>", "<itunes:season>2</itunes:season>", "<itunes:episode>1</itunes:episode>", "<itunes:episodeType>bonus</itunes:episodeType>",
		`<itunes:image href="https://walks.example/one.png"></itunes:image>`, `<podcast:transcript url="https://walks.example/1.srt" type="application/x-subrip"></podcast:transcript>`,
		`<podcast:chapters url="https://walks.example/1.json" type="application/json+chapters"></podcast:chapters>`,
		`<georss:point xmlns:georss="http://www.georss.org/georss">53.5 10.0 &amp; so</georss:point>`, "<geo:lat>53.5</geo:lat>",
	}
	for format, wants := range map[Format][]string{
		FormatRSS: append(xmlOnes, `<enclosure url="https://walks.example/1.mp3" length="4096" type="audio/mpeg">`), FormatAtom: xmlOnes,
		FormatJSON: {
			`"_podcast": {`, `"_itunes":{"about":"http://www.itunes.com/dtds/podcast-1.0.dtd","duration":[{"text":"125"}]`,
			`"_geo":{"Point":[{"lat":[{"text":"53.5"}],"long":[{"text":"10.0"}]}],"about":"http://www.w3.org/2003/01/geo/wgs84_pos#"}`,
			`"_georss":{"about":"http://www.georss.org/georss","point":[{"text":"53.5 10.0 & so"}]}`,
		},
	} {
		for _, want := range wants {
			if !strings.Contains(docs[format], want) && !strings.Contains(docs[format], strings.ReplaceAll(want, `": {`, `":{`)) {
				t.Errorf("%v has no %s:\n%s", format, want, docs[format])
			}
		}
		if format != FormatJSON {
			if err := xhtml.WellFormed([]byte(docs[format])); err != nil {
				t.Errorf("%v: %v", format, err)
			}
			if n := strings.Count(docs[format], "<itunes:episode>"); n != 1 {
				t.Errorf("%v: %d episodes, want 1: an item without a recording is none", format, n)
			}
		}
	}
	got := read(t, docs[FormatRSS])
	if x := got.ITunesExt; x == nil || x.Author != "Ida" || x.Owner.Email != "ida@walks.example" || len(x.Categories) != 2 || x.Categories[0].Subcategory.Text != "Documentary" {
		t.Errorf("the show reads back as %+v", x)
	}
	if x := got.Items[0].ITunesExt; x == nil || x.Duration != "125" || x.Season != "2" || x.EpisodeType != "bonus" {
		t.Errorf("the episode reads back as %+v", x)
	}
	sameAsReflected(t, f)
}

// The example of the Podcast Namespace.
func TestPodcastGUID(t *testing.T) {
	if got, want := podcastGUID("https://mp3s.nashownotes.com/pc20rss.xml"), "917393e3-1b1e-5cef-ace4-edaa54e1f810"; got != want {
		t.Errorf("GUID %s, want %s", got, want)
	}
}

func TestPodcastRefused(t *testing.T) {
	for name, change := range map[string]func(*Feed){
		"no category":           func(f *Feed) { f.Podcast.Categories = nil },
		"unknown category":      func(f *Feed) { f.Podcast.Categories = []post.Category{{"Rain"}} },
		"unknown subcategory":   func(f *Feed) { f.Podcast.Categories = []post.Category{{"Arts", "Documentary"}} },
		"no image":              func(f *Feed) { f.Podcast.Image = "" },
		"image of a wrong type": func(f *Feed) { f.Podcast.Image = "https://walks.example/art.webp" },
		"no language":           func(f *Feed) { f.Lang = "" },
		"long description":      func(f *Feed) { f.Description = strings.Repeat("x", 4001) },
		"new address":           func(f *Feed) { f.Podcast.NewFeedURL = "javascript:x" },
	} {
		f := show()
		change(f)
		var out bytes.Buffer
		if _, err := new(Encoder).RSS(context.Background(), &out, f); !errors.Is(err, ErrPodcast) || out.Len() > 0 {
			t.Errorf("%s: error %v after %d bytes, want %v and none", name, err, out.Len(), ErrPodcast)
		}
	}
	f := show()
	f.Items = List(&Item{URL: "/1/", Enclosures: []Media{{URL: "/1.mp3"}}, Episode: &Episode{Image: "/a.gif", Transcripts: []Media{{URL: "/a.doc"}}}})
	report, err := new(Encoder).RSS(context.Background(), io.Discard, f)
	if err != nil || len(report.Problems) != 3 { // no number, image, transcript
		t.Errorf("problems %v, error %v", report.Problems, err)
	}
}

func TestElementsRefused(t *testing.T) {
	deep := Element{Name: "thr:x"}
	for range 20 {
		deep = Element{Name: "thr:x", Elements: []Element{deep}}
	}
	bad := []Element{
		{Name: "point"}, {Name: "nobody:point"}, {Name: "georss:a b"}, {Name: `georss:x><script`}, {Name: "dc:title"}, deep,
		{Name: "georss:p", Attrs: []Attr{{`a="1" b`, ""}}}, {Name: "georss:p", Attrs: []Attr{{"a", ""}, {"a", ""}}},
		{Name: "georss:p", Attrs: []Attr{{"xmlns", "x"}}}, {Name: "georss:p", Elements: []Element{{Name: "thr:in-reply-to"}}},
	}
	f := &Feed{Title: "T", HomeURL: "https://a.example/", Items: List(&Item{URL: "/1/", Elements: append(bad, Element{Name: "thr:total", Text: "a\x00]]>\uFFFE"})})}
	for _, format := range Formats() {
		var out bytes.Buffer
		report, err := new(Encoder).Encode(context.Background(), f, Output{format, &out})
		if err != nil || len(report.Problems) != len(bad) || report.Items != 1 {
			t.Fatalf("%v: %d problems, want %d, error %v", format, len(report.Problems), len(bad), err)
		}
		for _, p := range report.Problems {
			if !errors.Is(p, ErrElement) {
				t.Errorf("%v is no %v", p, ErrElement)
			}
		}
		if format != FormatJSON && xhtml.WellFormed(out.Bytes()) != nil || !strings.Contains(out.String(), "total") {
			t.Errorf("%v:\n%s", format, &out)
		}
	}
	for _, e := range bad {
		f := &Feed{Title: "T", HomeURL: "https://a.example/", Elements: []Element{e}}
		if _, err := new(Encoder).RSS(context.Background(), io.Discard, f); !errors.Is(err, ErrElement) {
			t.Errorf("%s of a feed: error %v, want %v", e.Name, err, ErrElement)
		}
	}
	for prefix, uri := range map[string]string{"xmlish": "x", "dc": "x", "a b": "x", "a": "", "": "x"} {
		f := &Feed{Title: "T", HomeURL: "https://a.example/", Namespaces: map[string]string{prefix: uri}}
		if _, err := new(Encoder).RSS(context.Background(), io.Discard, f); !errors.Is(err, ErrElement) {
			t.Errorf("prefix %q: error %v, want %v", prefix, err, ErrElement)
		}
	}
}

// Elements may quote the text, so they go where it goes.
func TestElementsOfWarned(t *testing.T) {
	it := warned()
	it.Elements = []Element{{Name: "source:markdown", Text: "她数着路灯"}}
	f := kitchen()
	f.Items = List(it)
	for policy, want := range map[Policy]bool{PolicyFull: true, PolicySummary: false, PolicyOmit: false} {
		for format, doc := range encode(t, Encoder{Warned: policy}, f) {
			if got := strings.Contains(doc, "markdown"); got != want {
				t.Errorf("%v, %v: source:markdown is written: %v, want %v", policy, format, got, want)
			}
		}
	}
}

// TestLinkPosts: the title of a link post leads out; its own page is related.
func TestLinkPosts(t *testing.T) {
	f := &Feed{Title: "T", HomeURL: "https://a.example/", Items: List(&Item{URL: "/1/", Title: "See", Link: "https://b.example/x", Published: day(2024, 5, 1)})}
	for format, wants := range map[Format][]string{
		FormatRSS: {"<link>https://b.example/x</link>", `<atom:link href="https://a.example/1/" rel="related">`, "tag:a.example,2024-05-01:/1/</guid>"},
		FormatAtom: {
			`<link href="https://b.example/x" rel="alternate"></link>`, `<link href="https://a.example/1/" rel="related" type="text/html"></link>`,
			"<id>tag:a.example,2024-05-01:/1/</id>",
		},
		FormatJSON: {`"url":"https://a.example/1/","external_url":"https://b.example/x"`},
	} {
		doc := encode(t, Encoder{}, f)[format]
		for _, want := range wants {
			if !strings.Contains(doc, want) {
				t.Errorf("%v has no %s:\n%s", format, want, doc)
			}
		}
	}
}

// TestOfFrontMatter: what the front matter of posts says of links, episodes and
// the rest gets into the items of a set, which a caller may edit.
func TestOfFrontMatter(t *testing.T) {
	fsys := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: A\ndate: 2024-05-01\nlink: https://b.example/x\n---\n\nText.\n")},
		"b.md": {Data: []byte("---\ntitle: B\ndate: 2024-05-02\naudio: /b.mp3\nepisode: 3\nseason: 1\nepisode_type: trailer\nexplicit: yes\ntranscript: /b.vtt\n---\n\nText.\n")},
		"c.md": {Data: []byte("---\ntitle: C\ndate: 2024-05-03\nlink: https://a.example/own\n---\n\nText.\n")},
		"d.md": {Data: []byte("---\ntitle: D\ndate: 2024-05-04\nlink: https://b.example/y\noriginal_author: Maren\n---\n\nText.\n")},
	}
	p := new(markdown.Parser)
	heads, err := post.Collect(p.Heads(context.Background(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	s := Set{
		Feed:    Feed{Title: "Site", HomeURL: "https://a.example/", Lang: "en", Footer: ReplyByMail("me+x@a.example", "en")},
		Podcast: &Podcast{Image: "https://a.example/a.png", Categories: []post.Category{{"Arts"}}},
		Edit: func(it *Item, p *post.Post) {
			it.Title += "!"
			it.Elements = append(it.Elements, Element{Name: "source:words", Text: p.Title})
		},
	}
	feeds, err := s.Feeds(heads, p.Posts)
	if err != nil {
		t.Fatal(err)
	}
	if feeds[0].Podcast != nil || len(feeds) != 2 || feeds[1].Path != "podcast" {
		t.Fatalf("feeds %v", feeds)
	}
	if got := titles(t, feeds[1]); !slices.Equal(got, []string{"B!"}) {
		t.Errorf("episodes %q, want B!", got)
	}
	var links []string
	for it, err := range feeds[0].Items(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		links = append(links, it.Link)
	}
	if want := []string{"", "", "", "https://b.example/x"}; !slices.Equal(links, want) {
		t.Errorf("links %q, want %q: the original of a repost is no link post, and the site's own page none", links, want)
	}
	doc := encode(t, Encoder{}, feeds[1])[FormatRSS]
	for _, want := range []string{
		"<itunes:episode>3</itunes:episode>", "<itunes:season>1</itunes:season>", "<itunes:episodeType>trailer</itunes:episodeType>",
		"<itunes:explicit>true</itunes:explicit>", `<podcast:transcript url="https://a.example/b.vtt" type="text/vtt">`, "<source:words",
		`<p><a href="mailto:me+x@a.example?subject=Re%3A%20B%21">Reply by email</a></p>`,
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("no %s in\n%s", want, doc)
		}
	}
}

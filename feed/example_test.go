package feed_test

import (
	"context"
	"fmt"
	"log"
	"net/http/httptest"
	"os"
	"strings"
	"testing/fstest"
	"time"

	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func Example() {
	fsys := fstest.MapFS{
		"posts/rain.md": {Data: []byte("---\ntitle: Rain\ndate: 2024-05-01\ncontent_warning: [blood]\n---\n\nIt rained.\n")},
		"posts/sun.md":  {Data: []byte("---\ntitle: Sun\ndate: 2024-05-02\n---\n\nIt shone.\n")},
	}
	posts, err := post.Collect(new(markdown.Parser).Dir(context.Background(), fsys))
	if err != nil {
		log.Fatal(err)
	}
	f := feed.FromPosts(feed.Feed{Title: "Weather", HomeURL: "https://a.example/", Lang: "en"}, posts)
	var rss, atom strings.Builder
	report, err := new(feed.Encoder).Encode(context.Background(), f, feed.Output{Format: feed.FormatRSS, W: &rss}, feed.Output{Format: feed.FormatAtom, W: &atom})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Items, "items,", report.Warned, "with a content warning")
	fmt.Println(strings.Count(rss.String(), "<item>"), strings.Count(atom.String(), "<entry"))
	// Output:
	// 2 items, 1 with a content warning
	// 2 2
}

func ExampleEncoder_JSON() {
	f := &feed.Feed{
		Title:   "Notes",
		HomeURL: "https://a.example/",
		Items: feed.List(&feed.Item{
			URL:       "/rain/",
			Title:     "Rain",
			Published: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC),
			HTML:      `<p>It <a href="wet">rained</a>.<script>alert(1)</script></p>`,
			Warnings:  []*post.Warning{{Title: "Content warning", Topics: []post.Topic{{Label: "rain"}}}},
		}),
	}
	e := feed.Encoder{Warned: feed.PolicyOmit}
	if _, err := e.JSON(context.Background(), os.Stdout, f); err != nil {
		log.Fatal(err)
	}
	// Output:
	// {
	//   "version": "https://jsonfeed.org/version/1.1",
	//   "title": "Notes",
	//   "home_page_url": "https://a.example/",
	//   "feed_url": "https://a.example/feed.json",
	//   "items": [
	//     {"id":"tag:a.example,2024-05-01:/rain/","url":"https://a.example/rain/","title":"Rain","content_html":"<p><strong>Content warning:</strong> rain</p>\n<hr />\n<p>This article carries a content warning, and its text is left out here.</p>\n<p><a href=\"https://a.example/rain/\">Read the article on its site</a></p>\n","summary":"Content warning: rain","tags":["Content warning: rain"],"date_published":"2024-05-01T00:00:00Z","_foreword":{"about":"https://github.com/foreword-go/foreword","warnings":[{"level":"warning","title":"Content warning","scope":"post","topics":[{"label":"rain"}]}]}}
	//   ]
	// }
}

func ExampleSet() {
	fsys := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: A\ndate: 2024-05-01\ntags: [转载]\n---\n\nText.\n")},
		"b.md": {Data: []byte("---\ntitle: B\ndate: 2024-05-02\ntags: [Go, 转载]\n---\n\nText.\n")},
	}
	ctx := context.Background()
	p := new(markdown.Parser)
	heads, err := post.Collect(p.Heads(ctx, fsys))
	if err != nil {
		log.Fatal(err)
	}
	s := feed.Set{Feed: feed.Feed{Title: "Notes", HomeURL: "https://a.example/", Lang: "en"}, Tags: true}
	feeds, err := s.Feeds(heads, p.Posts)
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range feeds {
		fmt.Println(f.Title, f.File(feed.FormatRSS), f.URL(feed.FormatRSS))
	}
	// Output:
	// Notes rss.xml https://a.example/rss.xml
	// Notes · Tag: Go tags/Go/rss.xml https://a.example/tags/Go/rss.xml
	// Notes · Tag: 转载 tags/转载/rss.xml https://a.example/tags/%E8%BD%AC%E8%BD%BD/rss.xml
}

func ExampleLinks() {
	f := &feed.Feed{Title: "Notes", HomeURL: "https://a.example/", Formats: []feed.Format{feed.FormatAtom}}
	fmt.Print(feed.Links(f))
	// Output:
	// <link rel="alternate" type="application/atom+xml" title="Notes" href="https://a.example/atom.xml" />
}

func ExampleNewHandler() {
	f := &feed.Feed{
		Title: "Notes", HomeURL: "https://a.example/", Lang: "en",
		Items: feed.List(&feed.Item{URL: "/rain/", Title: "Rain", Published: time.Date(2024, 5, 1, 9, 0, 0, 0, time.UTC)}),
	}
	// http.Handle("/", feed.NewHandler(nil, f))
	h := feed.NewHandler(nil, f)

	r := httptest.NewRequest("GET", "/atom.xml", nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Println(w.Code, w.Header().Get("Content-Type"), w.Header().Get("Last-Modified"))

	r.Header.Set("If-None-Match", w.Header().Get("ETag"))
	w = httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Println(w.Code, w.Body.Len())
	// Output:
	// 200 application/atom+xml; charset=utf-8 Wed, 01 May 2024 09:00:00 GMT
	// 304 0
}

func ExampleOPML() {
	f := &feed.Feed{Title: "Notes & queries", HomeURL: "https://a.example/", Lang: "en"}
	if err := feed.OPML(os.Stdout, "My feeds", f); err != nil {
		log.Fatal(err)
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <opml version="2.0">
	//   <head>
	//     <title>My feeds</title>
	//   </head>
	//   <body>
	//     <outline type="rss" text="Notes &amp; queries" title="Notes &amp; queries" xmlUrl="https://a.example/rss.xml" htmlUrl="https://a.example/" language="en" />
	//   </body>
	// </opml>
}

package feed_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"log"
	"os"
	"strings"
	"testing/fstest"
	"time"

	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// A query yields its rows once. Each becomes an item, whose HTML need not be
// safe; one that cannot be scanned would yield its error.
func ExampleOnce() {
	type row struct{ id, title, html string }
	query := func() iter.Seq[row] {
		return func(yield func(row) bool) {
			_ = yield(row{"2", "Sun", "<p onclick=x()>It shone.</p>"}) && yield(row{"1", "Rain", "<p>It rained.</p>"})
		}
	}
	items := feed.Once(func(yield func(*feed.Item, error) bool) {
		for r := range query() {
			if !yield(&feed.Item{ID: r.id, URL: "/" + r.id, Title: r.title, HTML: r.html}, nil) {
				return
			}
		}
	})
	f := &feed.Feed{Title: "Weather", HomeURL: "https://a.example/", VerbatimIDs: true, Items: items}
	report, err := new(feed.Encoder).JSON(context.Background(), io.Discard, f)
	fmt.Println(report.Items, err)
	report, err = new(feed.Encoder).Atom(context.Background(), io.Discard, f)
	fmt.Println(report.Items, err)
	// Output:
	// 2 <nil>
	// 0 the items can be ranged over only once: set Feed.Updated, and write all formats in one Encode
}

// A feed for each author, and one for each series that the front matter names.
func ExampleGroup() {
	fsys := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: A\ndate: 2024-05-01\nauthor: Ida\nseries: Lamps\n---\n\nText.\n")},
		"b.md": {Data: []byte("---\ntitle: B\ndate: 2024-05-02\nauthor: Ole\nseries: Lamps\n---\n\nText.\n")},
	}
	p := new(markdown.Parser)
	heads, err := post.Collect(p.Heads(context.Background(), fsys))
	if err != nil {
		log.Fatal(err)
	}
	s := feed.Set{
		Feed:    feed.Feed{Title: "Notes", HomeURL: "https://a.example/", Lang: "en"},
		Authors: true,
		Groups: []feed.Group{{Folder: "series", Label: "Series", Of: func(h *post.Head) []string {
			name, _ := h.Params["series"].(string)
			return []string{name}
		}}},
	}
	feeds, err := s.Feeds(heads, p.Posts)
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range feeds {
		fmt.Printf("%s: %s\n", f.File(feed.FormatAtom), f.Title)
	}
	// Output:
	// atom.xml: Notes
	// authors/Ida/atom.xml: Notes · Author: Ida
	// authors/Ole/atom.xml: Notes · Author: Ole
	// series/Lamps/atom.xml: Notes · Series: Lamps
}

// A feed without some posts is one of the posts that are left.
func ExampleFromPosts() {
	fsys := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: Rain\ndate: 2024-05-01\ncontent_warning: [blood]\n---\n\nIt rained.\n")},
		"b.md": {Data: []byte("---\ntitle: Sun\ndate: 2024-05-02\n---\n\nIt shone.\n")},
	}
	posts, err := post.Collect(new(markdown.Parser).Dir(context.Background(), fsys))
	if err != nil {
		log.Fatal(err)
	}
	var calm []*post.Post
	for _, p := range posts {
		if len(p.Warnings) == 0 {
			calm = append(calm, p)
		}
	}
	f := feed.FromPosts(feed.Feed{Title: "Weather", HomeURL: "https://a.example/", Lang: "en"}, calm)
	for it, err := range f.Items(context.Background()) {
		fmt.Println(it.Title, it.URL, err)
	}
	// Output:
	// Sun /b/ <nil>
}

func ExampleEncoder_WriteFiles() {
	f := &feed.Feed{
		Title: "Notes", HomeURL: "https://a.example/", Formats: []feed.Format{feed.FormatRSS, feed.FormatJSON},
		Items: feed.List(&feed.Item{URL: "/rain/", Title: "Rain"}),
	}
	// To write to a folder, create is CreateIn(root).
	create := func(name string) (io.WriteCloser, error) {
		fmt.Println("create", name)
		return file{new(bytes.Buffer)}, nil
	}
	reports, err := new(feed.Encoder).WriteFiles(context.Background(), create, f)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(reports[0].Items, "item")
	// Output:
	// create rss.xml
	// create feed.json
	// 1 item
}

type file struct{ *bytes.Buffer }

func (file) Close() error { return nil }

func ExamplePage() {
	f := &feed.Feed{Title: "Notes", HomeURL: "https://a.example/", Lang: "en", Formats: []feed.Format{feed.FormatAtom}}
	var page strings.Builder
	if err := feed.Page(&page, f); err != nil {
		log.Fatal(err)
	}
	_, list, _ := strings.Cut(page.String(), "<ul>\n")
	fmt.Println(strings.SplitN(list, "\n", 2)[0])
	// Output:
	// <li><bdi>Notes</bdi><br /><a href="https://a.example/atom.xml" type="application/atom+xml">Atom</a><code>https://a.example/atom.xml</code></li>
}

func ExampleElement() {
	it := &feed.Item{
		URL: "/bridge/", Title: "The bridge", Published: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC),
		Elements: []feed.Element{{Name: "georss:point", Text: "53.55 10.00"}},
	}
	f := &feed.Feed{
		Title: "Walks", HomeURL: "https://a.example/", Items: feed.List(it),
		Namespaces: map[string]string{"georss": "http://www.georss.org/georss"},
	}
	for _, format := range []feed.Format{feed.FormatRSS, feed.FormatJSON} {
		var doc strings.Builder
		if _, err := new(feed.Encoder).Encode(context.Background(), f, feed.Output{Format: format, W: &doc}); err != nil {
			log.Fatal(err)
		}
		from := strings.Index(doc.String(), "georss:point") - 1
		if format == feed.FormatJSON {
			from = strings.Index(doc.String(), `"_georss"`)
		}
		line, _, _ := strings.Cut(doc.String()[from:], "\n")
		fmt.Println(line)
	}
	// Output:
	// <georss:point>53.55 10.00</georss:point>
	// "_georss":{"about":"http://www.georss.org/georss","point":[{"text":"53.55 10.00"}]}}
}

func ExamplePodcast() {
	f := &feed.Feed{
		Title: "Night walks", HomeURL: "https://walks.example/", Lang: "en",
		Podcast: &feed.Podcast{Image: "https://walks.example/art.jpg", Categories: []post.Category{{"Society & Culture", "Diary"}}},
	}
	_, err := new(feed.Encoder).RSS(context.Background(), io.Discard, f)
	fmt.Println(err)

	f.Podcast.Categories = []post.Category{{"Society & Culture", "Personal Journals"}}
	f.Items = feed.List(&feed.Item{
		URL: "/1/", Title: "The bridge",
		Enclosures: []feed.Media{{URL: "/1.mp3", Size: 4096, Duration: 90 * time.Second}},
		Episode:    &feed.Episode{Number: 1, Transcripts: []feed.Media{{URL: "/1.vtt"}}},
	})
	var rss strings.Builder
	if _, err := new(feed.Encoder).RSS(context.Background(), &rss, f); err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(rss.String()) {
		if strings.Contains(line, "<itunes:duration") || strings.Contains(line, "<podcast:transcript") {
			fmt.Println(strings.TrimSpace(line))
		}
	}
	// Output:
	// feed: podcast: not a valid podcast: unknown subcategory "Society & Culture/Diary": want one of Documentary, Personal Journals, Philosophy, Places & Travel, Relationships
	// <itunes:duration>90</itunes:duration>
	// <podcast:transcript url="https://walks.example/1.vtt" type="text/vtt"></podcast:transcript>
}

func ExampleReplyByMail() {
	footer := feed.ReplyByMail("me@a.example", "en")
	fmt.Println(footer(&feed.Item{Title: "Rain & sun"}))
	// Output:
	// <p><a href="mailto:me@a.example?subject=Re%3A%20Rain%20%26%20sun">Reply by email</a></p>
}

func ExampleCatalog_OPDS1() {
	c := &feed.Catalog{
		Title: "Books", URL: "https://a.example/books/", Lang: "en",
		Books: []*feed.Publication{{
			ID: "urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8", Title: "Lamps", Authors: []post.Author{{Name: "Ida"}},
			Summary: "Three old articles.", Warnings: []*post.Warning{{Topics: []post.Topic{{Slug: "death", Label: "death"}}}},
			Updated: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), File: feed.Media{URL: "lamps.epub"},
		}},
	}
	var doc strings.Builder
	if err := c.OPDS1(&doc); err != nil {
		log.Fatal(err)
	}
	_, entry, _ := strings.Cut(doc.String(), "  <entry")
	fmt.Print("<entry" + strings.ReplaceAll(entry, "\n  ", "\n"))
	// Output:
	// <entry xml:lang="en">
	//   <title>Lamps</title>
	//   <updated>2024-05-01T00:00:00Z</updated>
	//   <id>urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8</id>
	//   <summary type="text">Content warning: death.&#xA;&#xA;Three old articles.</summary>
	//   <author>
	//     <name>Ida</name>
	//   </author>
	//   <dc:language>en</dc:language>
	//   <category term="death" scheme="https://a.example/books/content-warning" label="Content warning: death"></category>
	//   <link href="https://a.example/books/lamps.epub" rel="http://opds-spec.org/acquisition/open-access" type="application/epub+zip"></link>
	// </entry>
	// </feed>
}

func ExampleCatalog_OPDS2() {
	c := &feed.Catalog{Title: "Books", ID: "tag:a.example,2024:books", Books: []*feed.Publication{{
		ID: "urn:isbn:9780306406157", Title: "Lamps", File: feed.Media{URL: "lamps.epub"},
		Updated: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC),
	}}}
	// Without an address the links are relative.
	if err := c.OPDS2(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// {
	//   "metadata": {
	//     "title": "Books",
	//     "identifier": "tag:a.example,2024:books",
	//     "modified": "2024-05-01T00:00:00Z",
	//     "numberOfItems": 1
	//   },
	//   "links": [
	//     {
	//       "href": "opds.json",
	//       "type": "application/opds+json",
	//       "rel": "self"
	//     },
	//     {
	//       "href": "opds.xml",
	//       "type": "application/atom+xml;profile=opds-catalog;kind=acquisition",
	//       "rel": "alternate"
	//     }
	//   ],
	//   "publications": [
	//     {
	//       "metadata": {
	//         "@type": "http://schema.org/Book",
	//         "identifier": "urn:isbn:9780306406157",
	//         "modified": "2024-05-01T00:00:00Z",
	//         "title": "Lamps"
	//       },
	//       "links": [
	//         {
	//           "href": "lamps.epub",
	//           "type": "application/epub+zip",
	//           "rel": "http://opds-spec.org/acquisition/open-access"
	//         }
	//       ]
	//     }
	//   ]
	// }
}

// Highlighted code, and pictures from a network of servers.
func ExampleSet_renderer() {
	fsys := fstest.MapFS{"a.md": {Data: []byte("---\ntitle: A\ndate: 2024-05-01\n---\n\n```go\nfunc\n```\n\n![lamp](/lamp.png)\n")}}
	p := new(markdown.Parser)
	heads, err := post.Collect(p.Heads(context.Background(), fsys))
	if err != nil {
		log.Fatal(err)
	}
	s := feed.Set{
		Feed: feed.Feed{Title: "Notes", HomeURL: "https://a.example/", Lang: "en"},
		Renderer: &post.Renderer{
			Highlight: func(lang, code string) (string, bool) { return "<b>" + strings.TrimSpace(code) + "</b>", lang == "go" },
			Image: func(img post.Image) (post.Image, bool) {
				img.Src = "https://cdn.example" + img.Src
				return img, true
			},
		},
	}
	feeds, err := s.Feeds(heads, p.Posts)
	if err != nil {
		log.Fatal(err)
	}
	for it, err := range feeds[0].Items(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Print(it.HTML)
	}
	// Output:
	// <pre class="chroma"><code class="language-go"><b>func</b></code></pre>
	// <p><img src="https://cdn.example/lamp.png" alt="lamp" /></p>
}

// A feed of all posts but those with a certain content warning, which most
// posts have in their text.
func ExampleGroup_keep() {
	fsys := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: Rain\ndate: 2024-05-01\n---\n\n::: danger Content warning\nblood\n:::\n\nIt rained.\n")},
		"b.md": {Data: []byte("---\ntitle: Sun\ndate: 2024-05-02\n---\n\nIt shone.\n")},
	}
	p := new(markdown.Parser)
	heads, err := post.Collect(p.Heads(context.Background(), fsys))
	if err != nil {
		log.Fatal(err)
	}
	s := feed.Set{
		Feed: feed.Feed{Title: "Notes", HomeURL: "https://a.example/", Lang: "en"},
		Groups: []feed.Group{{
			Of:   func(*post.Head) []string { return []string{"bloodless"} },
			Keep: func(_ string, it *feed.Item) bool { return !it.HasTopic("blood-gore") },
		}},
	}
	feeds, err := s.Feeds(heads, p.Posts)
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range feeds {
		report, err := new(feed.Encoder).RSS(context.Background(), io.Discard, f)
		fmt.Println(f.File(feed.FormatRSS), report.Items, err)
	}
	// Output:
	// rss.xml 2 <nil>
	// bloodless/rss.xml 1 <nil>
}

// A program that filled the structures of gorilla/feeds fills these instead.
func ExampleFeed() {
	f := &feed.Feed{
		Title:       "Notes",
		HomeURL:     "https://a.example/", // Link
		Description: "Rain and sun",
		Authors:     []post.Author{{Name: "Ida", Email: "ida@a.example"}},
		VerbatimIDs: true, // readers know the items by these
		Items: feed.List(&feed.Item{
			ID:        "1",
			URL:       "/rain/", // Link
			Title:     "Rain",
			Summary:   "It rained.",                  // Description, as plain text
			HTML:      "<p>It rained all night.</p>", // Content
			Published: time.Date(2024, 5, 1, 9, 0, 0, 0, time.UTC),
		}),
	}
	if _, err := new(feed.Encoder).RSS(context.Background(), os.Stdout, f); err != nil {
		log.Fatal(err)
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
	//   <channel>
	//     <lastBuildDate>Wed, 01 May 2024 09:00:00 +0000</lastBuildDate>
	//     <generator>Foreword</generator>
	//     <docs>https://www.rssboard.org/rss-specification</docs>
	//     <title>Notes</title>
	//     <link>https://a.example/</link>
	//     <description>Rain and sun</description>
	//     <dc:creator>Ida</dc:creator>
	//     <atom:link href="https://a.example/rss.xml" rel="self" type="application/rss+xml"></atom:link>
	//     <atom:link href="https://a.example/atom.xml" rel="alternate" type="application/atom+xml"></atom:link>
	//     <atom:link href="https://a.example/feed.json" rel="alternate" type="application/feed+json"></atom:link>
	//     <item>
	//       <title>Rain</title>
	//       <link>https://a.example/rain/</link>
	//       <guid isPermaLink="false">1</guid>
	//       <pubDate>Wed, 01 May 2024 09:00:00 +0000</pubDate>
	//       <description>It rained.</description>
	//       <content:encoded><![CDATA[<p>It rained all night.</p>]]></content:encoded>
	//       <dc:creator>Ida</dc:creator>
	//     </item>
	//   </channel>
	// </rss>
}

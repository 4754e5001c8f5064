package feed_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
)

func ExampleEncoder_Atom() {
	f := &feed.Feed{
		Title: "Notes", HomeURL: "https://a.example/", Lang: "en",
		Items: feed.List(&feed.Item{
			URL: "/ferry/", Title: "Night ferry", Published: time.Date(2024, 5, 1, 9, 0, 0, 0, time.UTC),
			HTML:     "<p>It left at four.</p>",
			Warnings: []*post.Warning{{Title: "Content warning", Topics: []post.Topic{post.TopicOf("death")}}},
			Repost:   &post.Repost{Authors: []post.Author{{Name: "Maren Holt"}}, URL: "https://harbour.example/ferry"},
		}),
	}
	if _, err := new(feed.Encoder).Atom(context.Background(), os.Stdout, f); err != nil {
		log.Fatal(err)
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en">
	//   <title>Notes</title>
	//   <id>https://a.example/atom.xml</id>
	//   <updated>2024-05-01T09:00:00Z</updated>
	//   <generator uri="https://github.com/foreword-go/foreword">Foreword</generator>
	//   <link href="https://a.example/" rel="alternate" type="text/html"></link>
	//   <link href="https://a.example/atom.xml" rel="self" type="application/atom+xml"></link>
	//   <link href="https://a.example/rss.xml" rel="alternate" type="application/rss+xml"></link>
	//   <link href="https://a.example/feed.json" rel="alternate" type="application/feed+json"></link>
	//   <author>
	//     <name>Notes</name>
	//   </author>
	//   <entry>
	//     <title>Night ferry</title>
	//     <updated>2024-05-01T09:00:00Z</updated>
	//     <id>tag:a.example,2024-05-01:/ferry/</id>
	//     <published>2024-05-01T09:00:00Z</published>
	//     <summary type="text">Content warning: death</summary>
	//     <category term="death" scheme="https://a.example/content-warning" label="Content warning: death"></category>
	//     <content type="html">&lt;p&gt;&lt;strong&gt;Content warning:&lt;/strong&gt; death&lt;/p&gt;
	// &lt;hr /&gt;
	// &lt;p&gt;Reposted from &lt;a href="https://harbour.example/ferry"&gt;https://harbour.example/ferry&lt;/a&gt; · Original author: Maren Holt&lt;/p&gt;
	// &lt;p&gt;It left at four.&lt;/p&gt;</content>
	//     <link href="https://a.example/ferry/" rel="alternate" type="text/html"></link>
	//     <link href="https://harbour.example/ferry" rel="via"></link>
	//     <link href="https://harbour.example/ferry" rel="related"></link>
	//     <author>
	//       <name>Maren Holt</name>
	//     </author>
	//     <media:rating scheme="https://a.example/content-warning">warning</media:rating>
	//   </entry>
	// </feed>
}

// Items that are wrong are in the report; the feed is complete without them.
func ExampleReport() {
	f := &feed.Feed{
		Title: "Notes", HomeURL: "https://a.example/", Lang: "en",
		Items: feed.List(&feed.Item{URL: "/rain/", Title: "Rain"}, &feed.Item{Title: "Nowhere"}),
	}
	report, err := new(feed.Encoder).RSS(context.Background(), io.Discard, f)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Items, "item")
	for _, err := range report.Skipped {
		fmt.Println(err)
	}
	// Output:
	// 1 item
	// feed: item "Nowhere": neither id nor URL
}

func ExampleListed() {
	heads := []*post.Head{
		{Title: "Old", Published: time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)},
		{Title: "Unfinished", Withheld: post.ReasonDraft},
		{Title: "New", Published: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)},
		{Title: "Not for feeds", NoFeed: true},
	}
	var titles []string
	for _, h := range feed.Listed(heads, post.Listing{}) {
		titles = append(titles, h.Title)
	}
	fmt.Println(strings.Join(titles, ", "))
	// Output: New, Old
}

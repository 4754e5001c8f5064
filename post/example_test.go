package post_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"testing/fstest"
	"time"

	"github.com/foreword-go/foreword/post"
)

// article is a post that is filled by hand: its body is HTML.
func article() *post.Post {
	p := &post.Post{Head: post.Head{
		Title:     "Night ferry",
		URL:       "/night-ferry/",
		Lang:      "en",
		Published: time.Date(2024, 5, 1, 9, 0, 0, 0, time.UTC),
		Warnings: []*post.Warning{{
			Title:  "Content warning",
			Topics: []post.Topic{post.TopicOf("drowning"), post.TopicOf("grief")},
		}},
		Repost: &post.Repost{Authors: []post.Author{{Name: "Maren Holt"}}, Publication: "The Harbour Review"},
	}}
	p.SetBody(post.HTMLBody("<p>The ferry left at four. Nobody waved.</p>"))
	return p
}

func ExamplePost() {
	p := &post.Post{Head: post.Head{Title: "Night ferry", URL: "/night-ferry/"}}
	p.SetBody(post.HTMLBody(`<h2 id="out">Out</h2><p onclick="x()">The <a href="/ferry/">ferry</a> left at four.</p><script>alert(1)</script>`))
	fmt.Println(p.Headings[0].Text, p.Links[0].URL, p.WordCount)
	fmt.Println(new(post.Renderer).Body(p))
	// Output:
	// Out /ferry/ 6
	// <h2 id="out">Out</h2><p>The <a href="/ferry/">ferry</a> left at four.</p>
}

func ExampleRenderer() {
	p := new(post.Post)
	p.SetBody(post.HTMLBody(`<p>See <a href="/pier/">the pier</a>.</p><p><img src="pier.jpg" alt="A pier"></p>`))
	r := &post.Renderer{
		Link: func(ref string) string { return "https://a.example" + ref },
		Image: func(img post.Image) (post.Image, bool) {
			return img, false // the alternative text in its place
		},
	}
	fmt.Println(r.Body(p))
	// Output: <p>See <a href="https://a.example/pier/">the pier</a>.</p><p>A pier</p>
}

func ExampleWarning() {
	w := &post.Warning{
		Level: post.LevelDanger,
		Title: "Content warning",
		Topics: []post.Topic{
			post.TopicOf("self-harm"),   // in the vocabulary: it has a slug
			post.TopicOf("loud noises"), // not in it: its label remains
		},
	}
	fmt.Println(w.Line("en"))
	fmt.Println(w.Level, w.Scope, w.HasTopic("自残"))
	for _, t := range w.Topics {
		fmt.Printf("%q %q\n", t.Label, t.Slug)
	}
	// Output:
	// Content warning: self-harm, loud noises
	// danger post true
	// "self-harm" "self-harm"
	// "loud noises" ""
}

func ExampleRepost() {
	r := &post.Repost{
		Authors:     []post.Author{{Name: "Maren Holt"}},
		Title:       "Night ferry",
		URL:         "https://harbour.example/night-ferry",
		Publication: "The Harbour Review",
		Translators: []post.Author{{Name: "Lin Qiu", Role: "translator"}},
	}
	fmt.Println(r)
	// Output: Maren Holt, Night ferry, The Harbour Review
}

func ExampleTopics() {
	for t := range post.Topics() {
		if t.Group == "mental-health" {
			fmt.Println(t.Slug, t.Label("en"), t.Label("zh-Hans"))
		}
	}
	// Output:
	// dysmorphia body dysmorphia 体象障碍
	// self-harm self-harm 自残
	// suicide suicide 自杀
	// mental-illness mental illness 精神疾病
	// addiction addiction 成瘾
	// other-mental-health psychological distress 心理健康
}

func ExampleHead_HasTopic() {
	p := article()
	fmt.Println(p.HasTopic("drowning"), p.HasTopic("suicide"))
	// Output: true false
}

func ExampleFilter_Match() {
	posts := []*post.Post{
		{Head: post.Head{Title: "Go on a boat", Categories: []post.Category{{"Code", "Go"}}, Tags: []string{"sea"}}},
		{Head: post.Head{Title: "Rust on a boat", Categories: []post.Category{{"Code", "Rust"}}, Tags: []string{"Sea"}}},
		article(),
	}
	for _, f := range []post.Filter{
		{Tags: []string{"sea"}, Categories: []string{"Code/Go"}},
		{Authors: []string{"Maren Holt"}},
		{Reposts: post.KeepNone},
	} {
		var titles []string
		for _, p := range posts {
			if f.Match(&p.Head) {
				titles = append(titles, p.Title)
			}
		}
		fmt.Println(strings.Join(titles, ", "))
	}
	// Output:
	// Go on a boat
	// Night ferry
	// Go on a boat, Rust on a boat
}

func ExampleListing() {
	heads := []*post.Head{
		{Title: "Tea"},
		{Title: "Notes", Withheld: post.ReasonDraft, WithheldBy: "draft: true"},
		{Title: "Next year", Due: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)},
	}
	now := post.Listing{Now: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)}
	for _, h := range heads {
		if r := now.Reason(h); r != "" {
			fmt.Printf("%s: %s\n", h.Title, r)
		} else {
			fmt.Println(h.Title)
		}
	}
	// Output:
	// Tea
	// Notes: draft
	// Next year: not yet due
}

// Errors of single posts come joined with the posts that could be read.
func ExampleCollect() {
	seq := func(yield func(*post.Head, error) bool) {
		_ = yield(&post.Head{Title: "Tea"}, nil) &&
			yield(nil, &post.Problem{Pos: post.Position{File: "rain.md", Line: 3, Column: 7}, Key: "date", Severity: post.SeverityFatal, Err: post.ErrDate}) &&
			yield(&post.Head{Title: "Tides"}, nil)
	}
	heads, err := post.Collect(seq)
	fmt.Println(len(heads), "posts")
	if problem := new(post.Problem); errors.As(err, &problem) {
		fmt.Println(problem.Pos.Line, problem)
	}
	fmt.Println(errors.Is(err, post.ErrDate))
	// Output:
	// 2 posts
	// 3 rain.md:3:7: date: not a date
	// true
}

// What takes a sequence, such as a book, takes posts that are in memory too.
func ExampleList() {
	for p, err := range post.List(article()) {
		fmt.Println(p.Title, err)
	}
	// Output: Night ferry <nil>
}

func ExampleHead_Open() {
	h := &post.Head{Path: "ferry.md", Files: folder{fstest.MapFS{"pier.svg": {Data: []byte("<svg/>")}}}}
	for _, ref := range []string{"pier.svg", "lost.svg"} {
		f, err := h.Open(ref)
		if err != nil {
			fmt.Println(ref, errors.Is(err, fs.ErrNotExist))
			continue
		}
		fmt.Println(ref, "is there")
		f.Close()
	}
	// Output:
	// pier.svg is there
	// lost.svg true
}

// folder opens the files of one folder. It knows nothing of addresses.
type folder struct{ fs.FS }

func (folder) Resolve(string) post.Target { return post.Target{} }

// A page of one's own: the text is escaped by html/template, and the body is markup
// that is safe as it comes from the Renderer.
func Example_template() {
	page := template.Must(template.New("").Funcs(template.FuncMap{
		"body": func(p *post.Post) template.HTML { return template.HTML(new(post.Renderer).Body(p)) },
	}).Parse(`<h1>{{.Title}}</h1>
{{range .Warnings}}<p class="{{.Level}}">{{.}}</p>
{{end}}{{with .Repost}}<p>From: {{.}}</p>
{{end}}{{body .}}
`))
	if err := page.Execute(os.Stdout, article()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <h1>Night ferry</h1>
	// <p class="warning">Content warning: drowning, grief</p>
	// <p>From: Maren Holt, The Harbour Review</p>
	// <p>The ferry left at four. Nobody waved.</p>
}

func Example_slog() {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	p := article()
	log.Info("published", "title", p.Title, "warning", p.Warnings[0], "from", p.Repost)
	// Output:
	// level=INFO msg=published title="Night ferry" warning.level=warning warning.scope=post warning.line="Content warning: drowning, grief" warning.topics=drowning,death from.authors="Maren Holt" from.publication="The Harbour Review"
}

// A bot announces posts in 300 characters: the warning first, then as much of the
// text as fits, and the address.
func Example_status() {
	const room = 300
	p := article()
	link := "\nhttps://a.example" + p.URL
	status := post.Line(p.Warnings, p.Lang, room-len(link))
	if status != "" {
		status += "\n\n"
	}
	status += post.Excerpt(p.Title+". "+p.Text(), room-len([]rune(status))-len(link)) + link
	fmt.Println(status)
	// Output:
	// Content warning: drowning, grief
	//
	// Night ferry. The ferry left at four. Nobody waved.
	// https://a.example/night-ferry/
}

// A post goes to another program as JSON and comes back as the same.
func ExamplePost_Equal() {
	p := article()
	data, err := json.Marshal(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	var back post.Post
	if err := json.Unmarshal(data, &back); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(back.Equal(p))
	back.Warnings = nil
	fmt.Println(back.Equal(p))
	// Output:
	// true
	// false
}

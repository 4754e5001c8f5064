package markdown_test

import (
	"context"
	"fmt"
	"log"
	"testing/fstest"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func ExampleWarning() {
	src := "---\ntitle: 转载 - 夜航\ndescription: 原作者：林间\n---\n" +
		"::: danger 内容预警\n本文写到 **自残** 与 **高处**，请酌情阅读。\n:::\n\n船在夜里开。\n"
	p, err := new(markdown.Parser).Parse("night.md", []byte(src))
	if err != nil {
		log.Fatal(err)
	}
	for _, w := range p.Warnings {
		fmt.Println(w.Level, w.Scope, w.Pos)
		fmt.Println(w.Line(p.Lang))
		for _, t := range w.Topics {
			fmt.Printf("%s %q\n", t.Label, t.Slug)
		}
	}
	fmt.Println(p.Repost.Authors[0].Name)
	fmt.Print(new(post.Renderer).Body(p))
	// Output:
	// danger post night.md:5:1
	// 内容预警：自残、高处
	// 自残 "self-harm"
	// 高处 ""
	// 林间
	// <p>船在夜里开。</p>
}

// A warning of a program that has its own front matter.
func ExampleParser_Topic() {
	p := markdown.Parser{Topics: map[string]string{"spiders": "other-mental-health"}}
	w := post.Warning{Title: "Content warning"}
	for _, label := range []string{"Suizid", "mild spiders", "fog"} {
		w.Topics = append(w.Topics, p.Topic(label))
	}
	fmt.Println(w.Line("en"))
	for _, t := range w.Topics {
		fmt.Printf("%s %q\n", t.Label, t.Slug)
	}
	// Output:
	// Content warning: Suizid, mild spiders, fog
	// Suizid "suicide"
	// mild spiders "other-mental-health"
	// fog ""
}

func ExampleTopicFor() {
	t, _ := post.TopicFor("self-harm")
	fmt.Println(t.Group, t.ONIX, t.Label("zh-TW"), t.Label("fr"))
	// Output: mental-health 09 自殘 automutilation
}

func ExampleChecker() {
	tree := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: A\ndate: 2024-05-01\n---\nSee [the other](b.md) and [a third](c.md).\n")},
		"b.md": {Data: []byte("---\ntitle: B\ndate: 2024-05-02\n---\n转载自 晨报。\n")},
	}
	posts := new(markdown.Parser).Dir(context.Background(), tree)
	problems, err := new(markdown.Checker).Check(posts)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range problems {
		fmt.Println(p, p.Rule)
	}
	// Output:
	// a.md:5:27: link "c.md" has no target broken-link
	// b.md:5:1: address of the original missing repost-without-url
}

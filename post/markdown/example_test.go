package markdown_test

import (
	"context"
	"errors"
	"fmt"
	"testing/fstest"
	"time"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func ExampleParser_Parse() {
	src := "---\ntitle: Night ferry\ndate: 2024-05-01 21:30\n---\n\n> [!WARNING] Content warning: drowning\n\nIt left at *four*.\n\nOriginal author: Maren Holt\n"
	p := markdown.Parser{Location: time.FixedZone("CET", 60*60)}
	ferry, err := p.Parse("ferry.md", []byte(src))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(ferry.Title, ferry.Published.Format(time.RFC3339), ferry.URL)
	fmt.Println(ferry.Warnings[0])
	fmt.Println(ferry.Repost)
	fmt.Print(new(post.Renderer).Body(ferry))
	// Output:
	// Night ferry 2024-05-01T21:30:00+01:00 /ferry/
	// Content warning: drowning
	// Maren Holt
	// <p>It left at <em>four</em>.</p>
	// <p>Original author: Maren Holt</p>
}

// A test of one's own needs no files: posts are read from any [fs.FS]. One that cannot
// be read is an error with its place, and the others are yielded all the same.
func ExampleParser_Dir() {
	posts := fstest.MapFS{
		"2024/rain.md": {Data: []byte("---\ntitle: Rain\ncontent_warning: [flood]\n---\n\nIt rained.\n")},
		"2024/wind.md": {Data: []byte("---\ntitle: Wind\ndate: someday\n---\n\nIt blew.\n")},
		"about.txt":    {Data: []byte("not a post")},
	}
	for p, err := range new(markdown.Parser).Dir(context.Background(), posts) {
		var problem *post.Problem
		switch {
		case errors.As(err, &problem):
			fmt.Println(problem.Pos.File, problem.Pos.Line, problem.Key, errors.Is(err, post.ErrDate))
		case err != nil:
			fmt.Println(err)
			return
		default:
			fmt.Println(p.Path, p.Title, p.Warnings)
		}
	}
	// Output:
	// 2024/rain.md Rain [Content warning: flood]
	// 2024/wind.md 3 date true
}

// Topics of one's own, and labels in a further language.
func ExampleParser_vocabulary() {
	vocabulary, err := new(post.Vocabulary).With(
		post.TopicInfo{Slug: "death", Labels: map[string][]string{"ru": {"смерть"}}},
		post.TopicInfo{Slug: "spiders", Labels: map[string][]string{"en": {"spiders"}, "ru": {"пауки"}}},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	p := markdown.Parser{Vocabulary: vocabulary, Lang: "ru"}
	shed, err := p.Parse("shed.md", []byte("---\ntitle: Сарай\ncontent_warning:\n  title: Осторожно\n  topics: [смерть, пауки]\n---\n\nТемно.\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(shed.Lang, shed.Warnings[0])
	for _, t := range shed.Warnings[0].Topics {
		info, _ := vocabulary.Topic(t.Slug)
		fmt.Println(t.Slug, info.Label("en"))
	}
	// Output:
	// ru Осторожно: смерть, пауки
	// death death
	// spiders spiders
}

// Posts in a language that this module does not know: its phrases, front matter keys and
// topics, and the title of a warning that states none.
func ExampleParser_language() {
	vocabulary, err := new(post.Vocabulary).WithLanguages(post.Language{
		Tag:     "uk",
		Phrases: []string{"попередження про вміст"},
		Keys:    []string{"застереження"},
		Topics:  map[string][]string{"self-harm": {"самоушкодження"}, "death": {"смерть"}},
		Words:   map[string]string{"ContentWarning": "Попередження про вміст"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	posts := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: Ніч\nзастереження: [самоушкодження]\n---\n\nТемно.\n")},
		"b.md": {Data: []byte("---\ntitle: День\n---\n\n> **Попередження про вміст:** смерть\n\nЯсно.\n")},
	}
	p := markdown.Parser{Vocabulary: vocabulary, Lang: "uk"}
	for p, err := range p.Dir(context.Background(), posts) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(p.Warnings[0], p.Warnings[0].Topics[0].Slug)
	}
	// Output:
	// Попередження про вміст: самоушкодження self-harm
	// Попередження про вміст: смерть death
}

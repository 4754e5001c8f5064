package markdown_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// allMarks has each construct that a tree holds, and front matter of each type.
const allMarks = `---
title: A post with all of it
date: 2024-05-01T08:00:00+08:00
tags: [one, 二]
categories: [[Code, Go]]
cw: [grief]
numbers: {a: 1, b: 2.5, c: 007, when: 2024-05-01, list: [x, true, null]}
original_author: Maren Holt
original_url: https://quiet.example/a
---

::: danger Content warning
The author writes about **loss** and [more](../more.md).

- blood
- self-harm
:::

# Head one

Text *soft* **strong** ~~gone~~ ` + "`code`" + ` &amp; \* [link](a.md "title") <https://auto.example/> ![alt](pic.png "caption")
with a second line\
and a third.[^1] H~2~O ==marked== :tada: $x^2$ {漢字|かん|じ} [[Note|label]] ![[pic.png]] [%part]

> quote
>
> 1. first
> 2. second

- [x] done
- [ ] open

| a | b |
|:--|--:|
| 1 | *2* |

` + "```go {1}\nfunc main() {}\n```" + `

$$
\sum x
$$

Term
: Description

## Content warning: spiders

They have eight legs.

<div align="center"><p>raw <img src="b.png"></p></div>

::: details More
hidden
:::

> [!WARNING] Trigger warning: blood
> In the next part.

[^1]: A note with *marks*.
`

// forms returns what can be seen of a post.
func forms(t *testing.T, p *post.Post) string {
	t.Helper()
	var b strings.Builder
	src, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	b.Write(src)
	renderers := []*post.Renderer{
		{},
		{
			IDPrefix: "p-",
			Link:     func(ref string) string { return "https://a.example/?" + ref },
			Image: func(img post.Image) (post.Image, bool) {
				img.Src = "https://a.example/" + img.Src
				return img, true
			},
			Asides:    true,
			Highlight: func(lang, code string) (string, bool) { return "<b>" + lang + "</b>", true },
			Math:      func(tex string, display bool) (string, bool) { return "<i>m</i>", true },
		},
	}
	for _, r := range renderers {
		b.WriteString("\n" + r.Body(p))
		for _, w := range p.Warnings {
			b.WriteString("\n" + r.Warning(w))
			if w.Body != nil {
				b.WriteString("\n" + w.Body.Text())
			}
		}
	}
	b.WriteString("\n" + p.Text())
	if p.Body != nil {
		c, err := json.Marshal(p.Body.Contents())
		if err != nil {
			t.Fatal(err)
		}
		b.Write(c)
	}
	return b.String()
}

// sameThawed checks that a post and what becomes of it when it is frozen are alike.
func sameThawed(t *testing.T, p *post.Post) {
	t.Helper()
	frozen, err := markdown.Freeze(p)
	if err != nil {
		t.Fatal(err)
	}
	again, err := markdown.Freeze(p)
	if err != nil || !bytes.Equal(frozen, again) {
		t.Errorf("%s: Freeze wrote other bytes the second time, error %v", p.Path, err)
	}
	got, err := new(markdown.Parser).Thaw(nil, frozen)
	if err != nil {
		t.Fatalf("%s: Thaw: %v", p.Path, err)
	}
	if diff := cmp.Diff(forms(t, p), forms(t, got)); diff != "" {
		t.Errorf("%s: thawed (-before +after):\n%s", p.Path, diff)
	}
	if diff := cmp.Diff(p.Params, got.Params); diff != "" {
		t.Errorf("%s: Params (-before +after):\n%s", p.Path, diff)
	}
	if !p.Published.Equal(got.Published) {
		t.Errorf("%s: Published = %v, want %v", p.Path, got.Published, p.Published)
	}
	if twice, err := markdown.Freeze(got); err != nil || !bytes.Equal(frozen, twice) {
		t.Errorf("%s: a thawed post freezes to other bytes, error %v", p.Path, err)
	}
}

func TestFreeze(t *testing.T) {
	parsers := []*markdown.Parser{{}, {Engine: markdown.Obsidian}, {Engine: markdown.Hexo, Location: time.FixedZone("CST", 8*60*60)}}
	for _, parser := range parsers {
		for _, src := range []string{allMarks, "", "# Only a title\n", "---\ntitle: No body\n---\n", "A {%b%} and\n\n[x]: y\n"} {
			p, err := parser.Parse("notes/a.md", []byte(src))
			if err != nil {
				t.Fatal(err)
			}
			sameThawed(t, p)
		}
	}
	// FOREWORD_POSTS names a folder of further posts to try.
	dir := os.Getenv("FOREWORD_POSTS")
	if dir == "" {
		dir = "../../examples/blog"
	}
	for p, err := range new(markdown.Parser).Dir(context.Background(), os.DirFS(dir)) {
		if err == nil {
			sameThawed(t, p)
		}
	}
}

// A thawed post finds its pictures and the posts it links to in the tree.
func TestThawFiles(t *testing.T) {
	fsys := fstest.MapFS{
		"posts/a.md":    {Data: []byte("# A\n\n![x](pic.png)\n")},
		"posts/pic.png": {Data: []byte("png")},
	}
	var parser markdown.Parser
	for p, err := range parser.Dir(context.Background(), fsys) {
		if err != nil {
			t.Fatal(err)
		}
		frozen, err := markdown.Freeze(p)
		if err != nil {
			t.Fatal(err)
		}
		got, err := parser.Thaw(fsys, frozen)
		if err != nil {
			t.Fatal(err)
		}
		f, err := got.Open("pic.png")
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}

func TestFreezeForeignBody(t *testing.T) {
	p := &post.Post{Body: post.HTMLBody("<p>x</p>")}
	if _, err := markdown.Freeze(p); !errors.Is(err, markdown.ErrFrozen) {
		t.Errorf("Freeze of an HTMLBody: error %v, want ErrFrozen", err)
	}
}

func FuzzThaw(f *testing.F) {
	p, err := new(markdown.Parser).Parse("a.md", []byte(allMarks))
	if err != nil {
		f.Fatal(err)
	}
	frozen, err := markdown.Freeze(p)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(frozen)
	f.Add(frozen[:len(frozen)/2])
	f.Fuzz(func(t *testing.T, src []byte) {
		p, err := new(markdown.Parser).Thaw(nil, src)
		if err != nil {
			if !errors.Is(err, markdown.ErrFrozen) {
				t.Fatalf("Thaw: error %v, want ErrFrozen", err)
			}
		} else if p == nil {
			t.Fatal("Thaw: neither a post nor an error")
		}
	})
}

func BenchmarkThaw(b *testing.B) {
	p, err := new(markdown.Parser).Parse("a.md", []byte(allMarks+strings.Repeat("\n段落 with *marks* and [a link](b.md).\n", 200)))
	if err != nil {
		b.Fatal(err)
	}
	frozen, err := markdown.Freeze(p)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(frozen)))
	for b.Loop() {
		if _, err := new(markdown.Parser).Thaw(nil, frozen); err != nil {
			b.Fatal(err)
		}
	}
}

package feed

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

const warnedSections = `---
title: Coast
date: 2024-05-01
---
The coast in short.

## Calm

Nothing happens.

## Storm & tide

::: warning Content warning: drowning
Told at length.
:::

The ship.

### Wreck

::: details CW: blood
#### CANARY heading

CANARY behind the fold, and more words that are no list of topics at all.
:::

::: details CW: fire
CANARY again, and more words that are no list of topics at all.
:::
`

// written returns what the formats write of a post.
func written(t *testing.T, enc *Encoder, lang, source string, hooks *post.Renderer) (it *Item, all string) {
	t.Helper()
	p, err := new(markdown.Parser).Parse("a.md", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	p.Lang = lang
	d, err := newDocument(enc, &Feed{Title: "T", HomeURL: "https://a.example/"})
	if err != nil {
		t.Fatal(err)
	}
	it = newAdapter(d.refs, nil, hooks).item(p)
	for _, format := range []Format{FormatRSS, FormatAtom, FormatJSON} {
		var b bytes.Buffer
		if _, err := enc.Encode(context.Background(), &Feed{Title: "T", HomeURL: "https://a.example/", Items: List(it)}, Output{format, &b}); err != nil {
			t.Fatal(err)
		}
		all += b.String()
	}
	return it, all
}

// The start of summary and content says which sections warn of what, and the warning
// stands at its section.
func TestSectionsAreAnnounced(t *testing.T) {
	for lang, want := range map[string]string{
		"en":      "Content warning, section “Storm & tide”: drowning · CW, section “Wreck”: blood · CW, section “Wreck”: fire",
		"fr":      "Content warning, section «\u00a0Storm & tide\u00a0»\u00a0: drowning · CW, section «\u00a0Wreck\u00a0»\u00a0: blood · CW, section «\u00a0Wreck\u00a0»\u00a0: fire",
		"zh-Hant": "Content warning（「Storm & tide」一節）: drowning · CW（「Wreck」一節）: blood · CW（「Wreck」一節）: fire",
	} {
		for _, prefix := range []string{"", "p-"} {
			it, _ := written(t, new(Encoder), lang, warnedSections, &post.Renderer{IDPrefix: prefix})
			d, err := newDocument(new(Encoder), &Feed{Title: "T", HomeURL: "https://a.example/"})
			if err != nil {
				t.Fatal(err)
			}
			en, err := d.prepare(it)
			if err != nil {
				t.Fatal(err)
			}
			if first, _, _ := strings.Cut(en.summary, "\n"); first != want {
				t.Errorf("%s: the summary begins with\n%s\nwant\n%s", lang, first, want)
			}
			first, rest, _ := strings.Cut(en.content, "\n")
			if got := strings.NewReplacer("<strong>", "", "</strong>", "", "&amp;", "&").Replace(first); got != "<p>"+want+"</p>" {
				t.Errorf("%s: the content begins with\n%s\nwant\n%s", lang, got, want)
			}
			if !strings.Contains(rest, "Told at length.") || strings.Count(rest, "CANARY") != 3 {
				t.Errorf("%s: a warning or its part is not in its place:\n%s", lang, rest)
			}
			if strings.Contains(en.summary, "CANARY") {
				t.Errorf("%s: hidden text in the summary %q", lang, en.summary)
			}
		}
	}
}

// What folds under a warning of the whole post stays in its place, behind the
// warning, and goes with the text where that is left out.
func TestFoldsUnderPolicies(t *testing.T) {
	const fold = "---\ntitle: A\ndate: 2024-05-01\n---\n\n<details><summary>CW: blood</summary>\n\n" +
		"CANARY behind the fold, with words ![p](canary.png).\n\n</details>\n\nThe rest.\n"
	for _, source := range []string{fold, warnedSections} {
		for _, policy := range []Policy{PolicyFull, PolicySummary, PolicyOmit} {
			it, all := written(t, &Encoder{Warned: policy}, "en", source, nil)
			if len(it.Warnings) == 0 || it.Warnings[0].ID == "" {
				t.Fatalf("warnings %+v", it.Warnings)
			}
			if got, want := strings.Contains(strings.ToLower(all), "canary"), policy == PolicyFull; got != want {
				t.Errorf("%v: hidden text is there: %v, want %v\n%s", policy, got, want, all)
			}
			if !strings.Contains(all, "blood") {
				t.Errorf("%v: no warning in %s", policy, all)
			}
		}
	}
}

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
	it = newAdapter(d.refs, nil, nil, hooks).item(p)
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
			if first, _, _ := strings.Cut(en.summary, "\n"); first != want+"." {
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

// A warning that names its topics in a sentence names each of them in the categories,
// and says the sentence once.
func TestSentenceKeepsTopics(t *testing.T) {
	w := &post.Warning{
		Title: "内容预警", Scope: post.ScopePost,
		Topics:   []post.Topic{{Slug: "death", Label: "死亡"}, {Slug: "suicide", Label: "自杀"}},
		Sentence: "写到病房里的死亡与一位病人的自杀念头。",
		Text:     "写到病房里的死亡与一位病人的自杀念头。\n\n可以改天再读。",
	}
	f := &Feed{Title: "A", HomeURL: "https://a.example/", Items: List(&Item{URL: "/a/", Title: "A", Lang: "zh-Hans", Warnings: []*post.Warning{w}})}
	var out strings.Builder
	if _, err := new(Encoder).Atom(t.Context(), &out, f); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`term="death"`, `label="内容预警：死亡"`, `term="suicide"`, `label="内容预警：自杀"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in\n%s", want, out.String())
		}
	}
	_, summary, _ := strings.Cut(out.String(), "<summary")
	summary, _, _ = strings.Cut(summary, "</summary>")
	if n := strings.Count(summary, w.Sentence); n != 1 || !strings.Contains(summary, "可以改天再读。") {
		t.Errorf("the sentence is %d times in the summary %s, want once, with what follows it", n, summary)
	}
}

// A feed has no pages, so it shows nothing of a mark of one. Links still lead there.
func TestPageMarks(t *testing.T) {
	_, all := written(t, new(Encoder), "en", "# T\n\nOne<span role=\"doc-pagebreak\" id=\"p2\">2</span> two.\n", nil)
	if strings.Contains(all, "doc-pagebreak") || strings.Contains(all, "aria-label") || !strings.Contains(all, `One<span id="p2"></span> two.`) {
		t.Errorf("a page mark is shown, or lost:\n%s", all)
	}
}

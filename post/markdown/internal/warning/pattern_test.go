package warning

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// oneOf returns an expression of which those of all are the alternatives.
func oneOf(all []*pattern.Pattern) string {
	var exprs []string
	for _, p := range all {
		exprs = append(exprs, p.Regexp().String())
	}
	return strings.Join(exprs, "|")
}

// FuzzTopicPattern holds that no word keeps an expression from what it matches.
func FuzzTopicPattern(f *testing.F) {
	patterns := append([]*pattern.Pattern{topicTail, topicAdvice, topicAnd}, slices.Concat(topicLead.All, advisoryLead.All, notShown.All)...)
	tail := regexp.MustCompile(`(?i)\s*` + andMore + `(?:` + strings.Join(andMoreOf, "|") + `)*(?:` + strings.Join(andMoreNouns, "|") + `)?(?:[，,；;].*)?$|` + strings.TrimPrefix(topicTail.Regexp().String(), "(?i)"))
	lead := regexp.MustCompile(oneOf(topicLead.All))
	for _, s := range []string{
		"", "本文转载自《读者》", "ORIGINALLY PUBLISHED AT Example", "original authorſ", "[a](b) <BR/> K", "原文作者 ：甲", "作者名】", "x\xff：", "暴力 等敏感内容，请注意", "雨  \t的相关内容", "死などに関する描写が含まれています",
		"this post contains discussions of suicide and self-harm, etc.", "转载请注明出处", "[a][b]", "译者  李四", "　来源:", "ſource: x", "血  等等相关内容，x", "血等x等的内容", "血等内容的等", "血等，x\n等", "血  etc.", "血, and more", "a 等等内容信息",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range patterns {
			if got, want := p.MatchString(s), p.Regexp().MatchString(s); got != want || want && !p.May(s) {
				t.Errorf("%v, %q: got %t, want %t", p.Regexp(), s, got, want)
			}
		}
		if got, want := findTail(s), tail.FindString(s); got != want {
			t.Errorf("tail of %q: got %q, want %q", s, got, want)
		}
		if got, want := topicLead.FindPrefix(s), lead.FindString(s); got != want {
			t.Errorf("lead of %q: got %q, want %q", s, got, want)
		}
	})
}

// FuzzScanners holds that what is read without an expression is what the expression reads.
func FuzzScanners(f *testing.F) {
	before := regexp.MustCompile(`(?i)^[^\pL\pN]*(?:` + strings.TrimPrefix(beforeWord.Regexp().String(), "(?i)^") + `|\pL[\pL' ]{1,20}[!！]\s*|` + strings.TrimPrefix(beforeNoun.Regexp().String(), "(?i)^") + `)`)
	tag := regexp.MustCompile(`<|\{%|\{\{[<%]|\[/\w`)
	for _, s := range []string{
		"", "Warning: fog", "⚠️ 18+ fog", "Heads up! CW: fog", "O! fog", "Oh！  fog", "A letter, a fog", "a, a, a, a, a, fog", "本文的内容", "以下一节文字的", "注意 fog", "abcdefghijklmnopqrstu! x", "abcdefghijklmnopqrstuv! x", "don't! ",
		"[b]x[/b]", "[/", "[/ x[/x]", "{{< x >}}", "{{% x %}}", "a {% x", "\xef（\xe3【x", "[x](y)", "a（b", "a【b", "a(b", "a\xef\xbc(", "雪 和 雨以及 fog", "fog and AND snow or  ice", "fog y", " and fog", "a+b & c", "及其及", "fog\tet\nsnow", "a（b(c", "fog\vand fog",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := wordsBefore(s), before.FindString(s); got != want {
			t.Errorf("words before in %q: got %q, want %q", s, got, want)
		}
		if got, want := mayHaveTag(s), tag.MatchString(s); got != want {
			t.Errorf("%q may have a tag: got %t, want %t", s, got, want)
		}
		if got, want := splitConjunctions(s), topicAnd.Regexp().Split(s, -1); !slices.Equal(got, want) {
			t.Errorf("parts of %q: got %q, want %q", s, got, want)
		}
		if got, want := indexRound(s), strings.IndexAny(s, "(（"); got != want {
			t.Errorf("round bracket in %q: got %d, want %d", s, got, want)
		}
		if got, _ := indexBracket(s); got != strings.IndexAny(s, "(（[【") {
			t.Errorf("bracket in %q: got %d, want %d", s, got, strings.IndexAny(s, "(（[【"))
		}
	})
}

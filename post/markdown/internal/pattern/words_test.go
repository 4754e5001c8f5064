package pattern_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

func TestWords(t *testing.T) {
	for _, test := range []struct {
		expr string
		want string // of the words, sorted
	}{
		{`转载自|转自`, "转自 转载自"},
		{`^(?:本)?文(?:首发|首發)于\s*(.+)$`, "^文首发于 ^文首發于 ^本文首发于 ^本文首發于"},
		{`^(?:无|佚名|.*翻译)$`, "^佚名$ ^无$ 翻译$"},
		{`^\s*$`, ""},
		{`^(?:^雨|a)|雪$`, "^a ^雨 雪$"},
		{`^$`, ""},
		{`(?i)Read (?:this|The original)`, "read the original|read this"},
		{`<br\s*/?>`, "<br"},
		{`a+b*c`, "a"},
		{`(?:原文|原帖)+`, "原帖 原文"},
		{`(?:ab){2,}`, "ab"},
		{`a*`, ""},
		{`.+|原文`, ""},
		{`(?:原文)?`, ""},
		{`[a-z]+`, ""},
		{`(?i)K`, "k"},
	} {
		p := pattern.Compile(test.expr)
		words := pattern.WordsOf(p)
		slices.Sort(words)
		if got := strings.Join(words, " "); got != strings.ReplaceAll(test.want, "|", " ") {
			t.Errorf("words of %s: got %q, want %q", test.expr, got, test.want)
		}
		if always := !p.Words().Always.IsEmpty(); always != (test.want == "") {
			t.Errorf("%s is always tried: %t", test.expr, always)
		}
	}
}

func TestBeginnings(t *testing.T) {
	for _, test := range []struct {
		expr string
		want string // of the beginnings, sorted; "" if there are none
	}{
		{`转载`, ""},
		{`^转载`, "转载"},
		{`(?i)^This (?:post|text)`, "this"},
		{`^(?:本|此)?(?:文|篇文章)含有`, "文含 本文 本篇 此文 此篇 篇文"},
		{`^a?b*c`, "ac b c ab"},
		{`^(?:ab){2}c|^x`, "ab x"},
		{`^(?:x|yz)?(?:abc)?$`, ""},
		{`^(?:转载|.文)`, ""},
		{`^(?:转载|自)|雨`, ""},
		{`(?i)^[a-c]K`, "ak bk ck"},
	} {
		got, want := pattern.BeginningsOf(test.expr), strings.Split(test.want, " ")
		slices.Sort(want)
		if test.want == "" {
			want = nil
		}
		if !slices.Equal(got, want) {
			t.Errorf("beginnings of %s: got %q, want %q", test.expr, got, want)
		}
	}
}

// A filter passes every text that its expression matches.
func TestWordsOfEnds(t *testing.T) {
	texts := []string{"", "雨", "雨雪", "雪雨", "k", "K", "K", "K", "雨k", "雨K\n", "␂雨", "雨␃", "雨 雪 K", "a雨", "雪a"}
	for _, expr := range []string{
		`^雨`, `雨$`, `^雨$`, `(?i)^k$`, `(?i)k$`, `^(?:雨|雪)(?:k|K)?$`, `^$`, `(?:^|\s)雪`, `雪(?:$|\s)`, `^雨|雪$`, `(?i)^.?k$`, `(?m)^雪`, `^(?:^雨|a)`, `^(?:雨雪|.{0,2}雨)$`, `k`, `(?i)[a-k]|雪$`, `(?i)k`, `[kK]`, `雪\b|雨`, `(?:^雨|雪)k?`, `^(?:[a-h])?(?:[i-p])?雨[k-s]?$`,
	} {
		p, re := pattern.Compile(expr), regexp.MustCompile(expr)
		for _, s := range texts {
			if want := re.MatchString(s); want && !p.May(s) || p.MatchString(s) != want {
				t.Errorf("%s, %q: got %t, want %t", expr, s, !want, want)
			}
		}
	}
	if p := pattern.Compile(`^(?:无|佚名)$`); p.May("无人") || p.May("我是佚名") || !p.May("佚名") {
		t.Error("a word of the whole text is looked for within it")
	}
}

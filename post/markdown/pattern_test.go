package markdown

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// allPatterns are the expressions that words stand before.
func allPatterns() []*pattern.Pattern {
	return []*pattern.Pattern{repostTrap, repostReferences, brTag, referenceLink, repostOriginalLink, lineLink, lineTag, originLine,
		topicLead, topicTail, topicAdvice, topicAnd}
}

func TestPatternWords(t *testing.T) {
	for _, test := range []struct {
		expr string
		want string // of the words, sorted
	}{
		{`转载自|转自`, "转自 转载自"},
		{`^(?:本)?文(?:首发|首發)于\s*(.+)$`, "文首发于 文首發于 本文首发于 本文首發于"},
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
		var words []string
		for _, list := range p.Words().Buckets {
			for _, w := range list {
				words = append(words, w.Word)
			}
		}
		slices.Sort(words)
		if got := strings.Join(words, " "); got != strings.ReplaceAll(test.want, "|", " ") {
			t.Errorf("words of %s: got %q, want %q", test.expr, got, test.want)
		}
		if always := p.Words().Always != 0; always != (test.want == "") {
			t.Errorf("%s is always tried: %t", test.expr, always)
		}
	}
}

// FuzzPattern holds that no word keeps an expression from what it matches.
func FuzzPattern(f *testing.F) {
	for _, s := range []string{
		"", "本文转载自《读者》", "ORIGINALLY PUBLISHED AT Example", "original authorſ", "[a](b) <BR/> K", "原文作者 ：甲", "作者名】", "x\xff：", "暴力 等敏感内容，请注意", "雨  \t的相关内容", "死などに関する描写が含まれています",
		"this post contains discussions of suicide and self-harm, etc.", "转载请注明出处", "[a][b]", "译者  李四", "　来源:", "ſource: x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range allPatterns() {
			if p.Regexp().MatchString(s) && !p.May(s) {
				t.Errorf("%v matches %q, which has none of its words", p.Regexp(), s)
			}
		}
		var want, got []*regexp.Regexp
		for _, re := range repostProse().All {
			if re := re(); re.MatchString(s) {
				want = append(want, re)
			}
		}
		for _, re := range repostProse().May(s) {
			if re.MatchString(s) {
				got = append(got, re)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("sentences in %q: got %v, want %v", s, got, want)
		}
		if got, want := findTail(s), topicTail.Regexp().FindString(s); got != want {
			t.Errorf("tail of %q: got %q, want %q", s, got, want)
		}
		if repostLabelAt().MatchString(s) && !mayHaveLabel(s) {
			t.Errorf("%q has a label", s)
		}
	})
}

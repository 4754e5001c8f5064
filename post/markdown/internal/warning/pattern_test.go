package warning

import (
	"testing"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// FuzzTopicPattern holds that no word keeps an expression from what it matches.
func FuzzTopicPattern(f *testing.F) {
	patterns := []*pattern.Pattern{topicLead, topicTail, topicAdvice, topicAnd}
	for _, s := range []string{
		"", "本文转载自《读者》", "ORIGINALLY PUBLISHED AT Example", "original authorſ", "[a](b) <BR/> K", "原文作者 ：甲", "作者名】", "x\xff：", "暴力 等敏感内容，请注意", "雨  \t的相关内容", "死などに関する描写が含まれています",
		"this post contains discussions of suicide and self-harm, etc.", "转载请注明出处", "[a][b]", "译者  李四", "　来源:", "ſource: x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range patterns {
			if p.Regexp().MatchString(s) && !p.May(s) {
				t.Errorf("%v matches %q, which has none of its words", p.Regexp(), s)
			}
		}
		if got, want := findTail(s), topicTail.Regexp().FindString(s); got != want {
			t.Errorf("tail of %q: got %q, want %q", s, got, want)
		}
	})
}

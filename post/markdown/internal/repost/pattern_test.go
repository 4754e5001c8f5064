package repost

import (
	"regexp"
	"slices"
	"testing"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// FuzzRepostPattern holds that no word keeps an expression from what it matches.
func FuzzRepostPattern(f *testing.F) {
	patterns := []*pattern.Pattern{repostTrap, repostReferences, repostOriginalLink, particle, OriginLine, repostTag, repostType, repostSelf, repostNobody, repostLinkText, sentenceWords, languageNames, markBefore, markBehind, bracketBehind}
	for _, s := range []string{
		"", "本文转载自《读者》", "ORIGINALLY PUBLISHED AT Example", "original authorſ", "[a](b) <BR/> K", "原文作者 ：甲", "转载", "好文转载分享", "【译】夜航", "夜航（转）", "作者名】", "x\xff：", "暴力 等敏感内容，请注意", "雨  \t的相关内容", "死などに関する描写が含まれています",
		"this post contains discussions of suicide and self-harm, etc.", "转载请注明出处", "[a][b]", "译者  李四", "　来源:", "ſource: x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range patterns {
			if got, want := p.MatchString(s), p.Regexp().MatchString(s); got != want || want && !p.May(s) {
				t.Errorf("%v, %q: got %t, want %t", p.Regexp(), s, got, want)
			}
		}
		for _, g := range sentenceGroups() {
			var want, got []*regexp.Regexp
			for _, re := range g.patterns.All {
				if re := re(); re.MatchString(s) {
					want = append(want, re)
				}
			}
			for _, re := range g.patterns.May(s) {
				if re.MatchString(s) {
					got = append(got, re)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("sentences in %q: got %v, want %v", s, got, want)
			}
		}
		sameLabels(t, s)
	})
}

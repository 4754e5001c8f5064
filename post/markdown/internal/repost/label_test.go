package repost

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// labelExpression matches what labelsIn finds, by its definition: a label at the start of
// a line or after a sign, with a sign behind it.
var labelExpression = sync.OnceValue(func() *regexp.Regexp {
	var words []string
	for w := range repostLabels() {
		words = append(words, strings.ReplaceAll(regexp.QuoteMeta(w), " ", `\s+`))
	}
	slices.SortFunc(words, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return regexp.MustCompile(`(?i)(?:^|[\s\x{3000}|｜，,；;、/／（(【】\[。·•])(` + strings.Join(words, "|") + `)\s*(?:[(（][^()（）\n]{1,12}[)）]\s*)?(?:[:：=＝|｜丨/／]|[】\]])\s*`)
})

// sameLabels fails t unless labelsIn finds in s what the expression does.
func sameLabels(t *testing.T, s string) {
	t.Helper()
	const most = 12
	var want []labelMatch
	for _, m := range labelExpression().FindAllStringSubmatchIndex(s, most) {
		want = append(want, labelMatch{m[0], m[2], m[3], m[1]})
	}
	if got := labelsIn(s, most); !slices.Equal(got, want) {
		t.Errorf("labelsIn(%q) = %v, want %v", s, got, want)
	}
}

func TestLabelsIn(t *testing.T) {
	for _, s := range []string{
		"", "原文链接：https://a.example/", "原文作者: Ana，译者 ： 林间", "Original   Article :\tx", "ORIGINAL AUTHOR = b", "text 作者：x", "x作者：y",
		"【原文】【作者】林间", "文｜林间 译/周", "来源 / 作者 /译者:", "，作者：，作者：", "author: a; translator: b, source: c", "作者", "作者：", "· 翻译|校对：A",
		"K\u212aelvin: x", "\xff作者：\xff", "原文：原文：原文：", "via: x", "原文链接（英文）：x", "原文（）：x", "作者 (a b) : x", "译者（一二三四五六七八九十一二）：x", "译者（一二三四五六七八九十一二三）：x", "【转载】原文：x", "原文（英", "原文（\xff）：x", "Source:\u00a0x", "source\v:",
	} {
		sameLabels(t, s)
	}
	for w := range repostLabels() {
		sameLabels(t, strings.ToUpper(w)+"：x、"+w+" = "+strings.ReplaceAll(w, " ", "\n ")+"|")
	}
}

func FuzzLabelsIn(f *testing.F) {
	f.Add("原文作者: Ana，译者 ： 林间")
	f.Add("Original  Article : x; via: y")
	f.Fuzz(sameLabels)
}

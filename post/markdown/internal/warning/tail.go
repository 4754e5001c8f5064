package warning

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// andMore begins the words after a list of topics in Chinese: 等, with any of andMoreOf
// after it, and then one of andMoreNouns, all of them optional. A comma may follow, and
// any text on the same line.
const andMore = "等"

var (
	andMoreOf    = []string{"等", "相关", "相關", "敏感", "不适", "不適", "的", "可能", "引起"}
	andMoreNouns = []string{
		"内容", "內容", "话题", "話題", "主题", "主題", "题材", "題材", "情节", "情節", "描写", "描寫", "描述", "元素", "问题", "問題", "信息",
	}
)

// topicTail matches other words of a sentence after its topics.
var topicTail = pattern.Compile(`(?i)(?:` +
	`\s*(?:的|之|の)?(?:相关|相關|敏感)?(?:内容|內容|话题|話題|情节|情節|描写|描寫|描述|元素)$|` +
	`,? (?:etc\.?|and more|and others)$|` +
	`(?:など)?(?:に関する|についての|の)?(?:描写|表現|内容|言及|話題)?(?:が|を|も)?(?:あり|有り|あります|含みます|含まれます|含まれています|扱います)$|` +
	`の(?:話|話題|描写|場面)(?:です|だ)$|` +
	`(?:に関する|についての)?の?(?:話|話題|描写|場面|シーン|こと)?(?:が|も|に)(?:出てきます|出てくる|登場します|触れます|触れています|含まれる)$|` +
	`(?:에 대한|에 대해|에 관한|를|을|이|가)?\s*(?:내용|묘사|언급|장면|이야기)?(?:을|를|이|가)?\s*(?:입니다|다룹니다|다루고 있습니다|포함되어 있습니다|포함합니다|언급합니다|나옵니다|있습니다)$)`)

const (
	// topicTailEnds is what a match of topicTail may end with, if it is not English.
	topicTailEnds = "容话話题題材节節写寫述素问問息りす다"
	// topicTailWords is what the first alternative, the short one, ends with, and no other.
	topicTailWords = "容话話题題節节写寫述素"
)

// findTail returns the words at the end of s, after a list of topics: "" if there are none.
func findTail(s string) string {
	return s[min(andMoreStart(s), tailStart(s)):]
}

// andMoreStart returns where the words of andMore that s ends with begin, with the space
// before them; len(s) if it does not end with them.
func andMoreStart(s string) int {
	for rest := s; ; {
		i := strings.Index(rest, andMore)
		if i < 0 {
			return len(s)
		}
		start := len(s) - len(rest) + i
		// If s does not go on from here as it should, neither does it from another 等 in
		// the words that are cut.
		rest = cutWords(rest[i:], andMoreOf, -1)
		if rest = cutWords(rest, andMoreNouns, 1); endsClause(rest) {
			return len(strings.TrimRight(s[:start], " \t\n\f\r"))
		}
	}
}

// cutWords removes at most so many of words from the start of s, any number if it is -1.
func cutWords(s string, words []string, most int) string {
	for n := 0; n != most; n++ {
		i := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
		if i < 0 {
			break
		}
		s = s[len(words[i]):]
	}
	return s
}

// endsClause reports whether s is empty, or a comma and text of the same line.
func endsClause(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || strings.ContainsRune("，,；;", r) && !strings.Contains(s, "\n")
}

// tailStart returns where the match of topicTail at the end of s begins; len(s) if there is
// none. A tail is short, so that only the end of s is searched.
func tailStart(s string) int {
	const longest = 128 // bytes, without the space before it
	last, _ := utf8.DecodeLastRuneInString(s)
	if last < utf8.RuneSelf {
		end := strings.ToLower(strings.TrimSuffix(s[max(len(s)-len("others."), 0):], "."))
		if !strings.HasSuffix(end, "etc") && !strings.HasSuffix(end, "more") && !strings.HasSuffix(end, "others") {
			return len(s)
		}
	} else if !strings.ContainsRune(topicTailEnds, last) {
		return len(s)
	}
	from := max(len(s)-longest, 0)
	if strings.ContainsRune(topicTailWords, last) {
		from = max(len(s)-len("的相关内容"), 0)
	}
	for from > 0 && !utf8.RuneStart(s[from]) {
		from--
	}
	from = len(strings.TrimRight(s[:from], " \t\n\f\r"))
	return len(s) - len(topicTail.FindString(s[from:]))
}

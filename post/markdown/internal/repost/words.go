package repost

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

// OriginLine matches the beginning of a paragraph that names the source of a repost.
var OriginLine = pattern.Compile(`(?i)^[^\p{L}\p{N}]*(本文|此文|该文|這篇文章|这篇文章|文章)?(系|是|为|為)?(转载|轉載|转自|轉自|原文|原作者|原載|原载|作者|译者|譯者|校对|来源|來源|来自|來自|采写|出自|出处|出處|文\s*[|｜丨/／]|首发|首發|via\b|source:|originally (published|posted)|reposted from|translated from|original (author|article|post)|by:|author:)`)

// A part is a part of an attribution that a line can state.
type part int

const (
	partFlag        part = iota // that the post is a repost, and nothing more
	partURL                     // the address of the original; the text of its link is its title
	partFrom                    // the place that this post is taken from: the original, unless that is stated too
	partSource                  // the address of the original; the text of its link is its publication
	partTitle                   // the title of the original
	partAuthor                  // the authors of the original
	partTranslator              // its translators
	partProofreader             // the proofreaders of the translation
	partEditor                  // the editors of the translation
	partPublication             // the place of publication of the original
	partFirst                   // the place where this version first appeared: the original, unless it is a translation
	partLicense                 // the licence of the original
	partOther                   // something else; the label only ends the value before it
)

// partNames are the parts as wording.txt names them.
var partNames = []string{
	"flag", "url", "from", "source", "title", "author", "translator", "proofreader", "editor", "publication", "first", "license", "other",
}

// ofPeople reports whether the value of a part is people.
func (p part) ofPeople() bool {
	switch p {
	case partAuthor, partTranslator, partProofreader, partEditor:
		return true
	}
	return false
}

// A strength is how strongly a statement says that a post is a repost. Strengths of
// different kinds add up; see [evidence].
type strength int

const (
	more strength = iota // adds to a post that is a repost for another reason
	hint
	half
	sure // enough on its own
)

var strengthNames = []string{"more", "hint", "half", "sure"}

// named returns the index of a name of wording.txt.
func named(names []string, name string) int {
	i := slices.Index(names, name)
	if i < 0 {
		panic(fmt.Sprintf("wording: %q is none of %q", name, names))
	}
	return i
}

// A repostLabel is the name in front of the colon in a line such as "原文链接：…".
type repostLabel struct {
	part     part
	strength strength
	linked   bool // the strength holds for a value with a link
	name     bool // the strength holds for a value with a name
	person   bool // the strength holds for a value that names persons
	beside   bool // about the original only near a statement of a source; see [Fact]
}

// repostLabels are the labels of wording.txt, in lower case. Of two with the same
// Name, the first counts.
var repostLabels = sync.OnceValue(func() map[string]repostLabel {
	m := make(map[string]repostLabel)
	for _, s := range wording.Sections("label") {
		l := repostLabel{
			part:     part(named(partNames, s.Arg(0))),
			strength: strength(named(strengthNames, s.Arg(1))),
			linked:   s.Arg(2) == "linked",
			name:     s.Arg(2) == "named",
			person:   s.Arg(2) == "person",
			beside:   s.Arg(2) == "beside",
		}
		for _, w := range s.Words() {
			if w = strings.ToLower(w); m[w] == (repostLabel{}) {
				m[w] = l
			}
		}
	}
	return m
})

// labelOf returns the label that equals s, ignoring case and repeated spaces.
func labelOf(s string) (repostLabel, bool) {
	l, ok := repostLabels()[strings.ToLower(strings.Join(strings.Fields(s), " "))]
	return l, ok
}

// labelEnds are the last words of the labels, folded.
var labelEnds = sync.OnceValue(func() map[string]bool {
	ends := make(map[string]bool)
	for w := range repostLabels() {
		words := strings.Fields(w)
		ends[pattern.FoldString(words[len(words)-1])] = true
	}
	return ends
})

// mayHaveLabel reports whether s may have a label: whether the word before a colon, equals
// sign, stroke, closing bracket or remark in brackets is the last word of a label.
func mayHaveLabel(s string) bool {
	const longest = 64
	from, to, open := 0, 0, false // the last word
	for i := 0; i < len(s); {
		if c := s[i]; 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' { // most of a text in Latin letters
			if !open {
				from, open = i, true
			}
			i++
			to = i
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		at, end := i, i+n
		i = end
		switch r {
		case '\t', '\n', '\f', '\r', ' ', '\u3000':
			open = false
			continue
		case '|', '｜', '丨', '/', '／', '（', '(':
			if to-from <= longest && labelEnds()[pattern.FoldString(s[from:to])] {
				return true
			}
			from, to, open = end, end, false
			continue
		case '，', ',', '；', ';', '、', '【', '[', '。', '·', '•':
			from, to, open = end, end, false
			continue
		case ':', '：', '=', '＝', ']', '】':
			if to-from <= longest && labelEnds()[pattern.FoldString(s[from:to])] {
				return true
			}
		}
		if !open {
			from, open = at, true
		}
		to = end
	}
	return false
}

// hasLabel reports whether s has a label.
func hasLabel(s string) bool { return len(labelsIn(s, 1)) > 0 }

// The lists of wording.txt.
var (
	repostTrap         = wording.List("trap")
	repostSelf         = wording.List("self")
	repostByMyself     = wording.List("bymyself")
	repostCard         = wording.List("card")
	repostNobody       = wording.List("nobody")
	repostLinkText     = wording.List("linktext")
	repostOriginalLink = wording.List("originallink")
	repostReferences   = wording.List("references")
	repostRelated      = wording.List("related")
	repostSummary      = wording.List("summary")
	repostTag          = wording.List("tag")
	repostType         = wording.List("type")
	sentenceWords      = wording.List("sentence")
	languageNames      = wording.List("language")
)

// titleOpen and titleClose match the brackets around a mark of a title, and
// titleCloses holds those that close it.
const (
	titleOpen, titleClose = `[\[【（(［〔「『〖《〈{｛⟦⟨〚<＜]`, `[\` + titleCloses + `]`
	titleCloses           = `]】）)］〕」』〗》〉}｝⟧⟩〛>＞`
)

// isRepostTitle reports whether a title has the mark of a repost or translation at its
// start or end: "【转载】…", "转载 - …", "… - 转载".
func isRepostTitle(title string) bool {
	if markBefore.MatchString(title) {
		return true
	}
	// Both expressions for the end take long where they do not match.
	switch last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(title, " \t\r\n\f")); {
	case last == '载' || last == '載':
		return markBehind.MatchString(title)
	case strings.ContainsRune(titleCloses, last):
		return bracketBehind.MatchString(title)
	}
	return false
}

var (
	markBefore = pattern.Lazy(func() string {
		mark, before := wording.Alternatives("mark"), wording.Alternatives("markbefore")
		// A number or another bracket may precede the mark: "1. 【双语】【译】…".
		return `(?i)^\s*(?:\d{1,3}[.、)）]?\s*)?(?:[【\[][^【】\[\]]{1,12}[】\]]\s*)?(?:` + titleOpen + `\s*(?:` + mark + `)\s*` + titleClose +
			`|(?:` + before + `)\s*[:：|｜丨\-–—]+\s*\S|(?:翻译|翻譯)\s*[|｜丨]\s*\S)`
	})
	markBehind    = pattern.Compile(`\S\s*[-–—|｜）)】\]]\s*(?:转载|轉載|転載)\s*$`)
	bracketBehind = pattern.Lazy(func() string {
		return `(?i)` + titleOpen + `\s*(?:` + wording.Alternatives("mark") + `)\s*` + titleClose + `\s*$`
	})
)

// titleAuthor matches the author of the original in the title of a repost.
var titleAuthor = pattern.Compile(`[（(【\[]\s*(?:原)?作者\s*[:：]\s*([^（）()【】\[\]]{2,40}?)\s*[）)】\]]`)

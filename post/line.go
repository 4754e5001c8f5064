package post

import (
	"strings"
	"unicode"

	"github.com/foreword-go/foreword/post/internal/script"
)

// Line returns content warnings as one line of plain text of at most limit characters
// (Unicode code points), for a status post or a notification; 0 is no limit. Warnings
// with the same title share it: "Content warning: death, abuse". The line of each is
// that of [Warning.Line]. Where there is no room for all, the line ends after a topic
// or after the title, and only within the title if not even that fits, with "…": that
// there is a warning always shows. It is "" without warnings.
func Line(warnings []*Warning, lang string, limit int) string {
	var merged []*Warning
	for _, w := range warnings {
		if w == nil {
			continue
		}
		same := -1
		for i, have := range merged {
			if len(have.Topics) > 0 && len(w.Topics) > 0 && have.Sentence+w.Sentence == "" && script.OneLine(have.Title) == script.OneLine(w.Title) {
				same = i
			}
		}
		if same < 0 {
			merged = append(merged, w.Clone())
			continue
		}
		for _, t := range w.Topics {
			if !merged[same].HasTopic(t.Label) {
				merged[same].Topics = append(merged[same].Topics, t)
			}
		}
	}
	var lines []string
	for _, w := range merged {
		lines = append(lines, w.Line(lang))
	}
	line := strings.Join(lines, " · ")
	runes := []rune(line)
	if limit <= 0 || len(runes) <= limit {
		return line
	}
	cut := runes[:limit-1]
	if i := strings.LastIndexFunc(string(cut), func(r rune) bool { return strings.ContainsRune("、，,·:：", r) }); i >= 0 {
		return strings.TrimRightFunc(string(cut)[:i], isLoose) + "…"
	}
	return strings.TrimRightFunc(wholeWords(runes, limit-1), isLoose) + "…"
}

// Excerpt returns the beginning of a plain text, such as that of [Post.Text], on one
// line of at most limit characters (Unicode code points). It ends after the last whole
// sentence that fits; if not even the first does, after the last whole word, with "…".
// A text that fits is returned whole.
func Excerpt(text string, limit int) string {
	const spare = 8 // bytes of a character with what joins it, as much as is looked at
	text = strings.TrimSpace(text)
	if most := (limit + 1) * spare; limit >= 0 && most > 0 && len(text) > 4*most {
		text = strings.ToValidUTF8(text[:4*most], "") // of which spaces may be many
	}
	runes := []rune(script.OneLine(text))
	switch {
	case limit <= 0:
		return ""
	case len(runes) <= limit:
		return string(runes)
	}
	for end := limit; end > 0; end-- {
		if endsSentence(runes, end) {
			return string(runes[:end])
		}
	}
	return strings.TrimRightFunc(wholeWords(runes, limit-1), isLoose) + "…"
}

// endsSentence reports whether a sentence ends before runes[end], with the quotation
// marks and brackets that close after it.
func endsSentence(runes []rune, end int) bool {
	if end < len(runes) && isCloser(runes[end]) {
		return false
	}
	last := end - 1
	for last > 0 && isCloser(runes[last]) {
		last--
	}
	switch runes[last] {
	case '。', '！', '？', '…', '｡':
		return true
	case '.', '!', '?', '؟', '۔', '।', '։':
		// "3.5" and "e.g. this" go on
		return end == len(runes) || unicode.IsSpace(runes[end]) && (end+1 == len(runes) || !unicode.IsLower(runes[end+1]))
	}
	return false
}

func isCloser(r rune) bool { return strings.ContainsRune("”’»」』）)】》]\"", r) }

// wholeWords returns the first limit runes, without the part of a word at their end,
// unless that leaves less than half. No character is parted from what joins it.
func wholeWords(runes []rune, limit int) string {
	end := max(limit, 0)
	for end > 0 && end < len(runes) && (unicode.IsMark(runes[end]) || runes[end] == '\u200d' || runes[end-1] == '\u200d' || script.IsEmojiPart(runes[end]) && script.IsEmojiPart(runes[end-1])) {
		end--
	}
	for i := end; i > end/2 && i < len(runes); i-- {
		if unicode.IsSpace(runes[i]) || script.IsUnspaced(runes[i]) || script.IsUnspaced(runes[i-1]) {
			return string(runes[:i])
		}
	}
	return string(runes[:end])
}

// isLoose reports whether r does not end a text that is cut short.
func isLoose(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("、，,；;：:·-–—", r)
}

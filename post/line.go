package post

import (
	"strings"
	"unicode"

	"github.com/foreword-go/foreword/post/internal/script"
)

// Line returns content warnings as one line of plain text, for a status post or a
// notification. The line has at most limit characters (Unicode code points); a limit
// of 0 means no limit. Each warning is written by [Warning.Line], and warnings with
// the same title are merged: "Content warning: death, abuse". A line that is too long
// is cut after a topic or after the title and ends with "…". If not even the title
// fits, it is cut within the title, so that the reader always sees that there is a
// warning. Without warnings, Line returns "".
func Line(warnings []*Warning, lang string, limit int) string {
	return defaults.Line(warnings, lang, limit)
}

// Line does the same as the function [Line], with the colon and comma of the languages of
// the vocabulary.
func (v *Vocabulary) Line(warnings []*Warning, lang string, limit int) string {
	if len(warnings) == 1 && limit <= 0 && warnings[0] != nil {
		return v.line(warnings[0], lang)
	}
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
		lines = append(lines, v.line(w, lang))
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

// Excerpt returns the beginning of a plain text, such as the result of [Post.Text], on
// one line of at most limit characters (Unicode code points). It ends after the last
// whole sentence that fits. If not even the first sentence fits, it ends after the last
// whole word, followed by "…". A text that fits is returned whole.
func Excerpt(text string, limit int) string {
	const spare = 8 // bytes per character with its combining marks, to bound the work
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

// endsSentence reports whether a sentence ends before runes[end]. Quotation marks and
// brackets that close after it belong to the sentence.
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

// wholeWords returns the first limit runes without an incomplete word at the end,
// unless that would leave less than half of them. It never separates a character from
// its combining marks.
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

// isLoose reports whether r is removed from the end of a text that was cut.
func isLoose(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("、，,；;：:·-–—", r)
}

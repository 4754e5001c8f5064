package pattern

import (
	_ "embed"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// A wordList holds words, and which expressions each of them belongs to.
type wordList struct {
	words  []filterWord // sorted, each once
	always exprSet      // the expressions that no word is known of
}

// A filterWord is a word, folded, and the expressions that have it.
type filterWord struct {
	text string
	set  exprSet
}

// listOf returns the list of words, which it changes.
func listOf(words []filterWord, always exprSet) wordList {
	slices.SortFunc(words, func(a, b filterWord) int { return strings.Compare(a.text, b.text) })
	unique := words[:0]
	for _, w := range words {
		if n := len(unique); n > 0 && unique[n-1].text == w.text {
			unique[n-1].set = unique[n-1].set.with(w.set)
		} else {
			unique = append(unique, w)
		}
	}
	return wordList{unique, always}
}

// An analysis computes the list of several expressions. Doing that for the expressions that
// a short post needs took more than half of the time of reading it, so the lists of all
// expressions are in words.txt. An expression that is not there is analysed when it is first
// used.
type analysis struct {
	name string
	list func(exprs []string) wordList
}

// The analyses.
var (
	patternWords   = analysis{"pattern", neededOrCertain}
	neededWords    = analysis{"needed", neededIn}
	beginningWords = analysis{"begin", beginningsOfEach}
)

// lazy returns a function that returns the list of expressions, from words.txt if it is
// there.
func (a analysis) lazy(exprs func() []string) func() wordList {
	if lazyregexp.InTest {
		analysed.Lock()
		analysed.all = append(analysed.all, func() (string, wordList) { return a.key(exprs()), a.list(exprs()) })
		analysed.Unlock()
	}
	return sync.OnceValue(func() wordList {
		if line, ok := stored()[a.key(exprs())]; ok {
			return parseList(line)
		}
		return a.list(exprs())
	})
}

// analysed holds a function for each list that a test program has use for.
var analysed struct {
	sync.Mutex
	all []func() (key string, list wordList)
}

// WordsText returns the text that words.txt must have for the expressions that exist so far.
// It is for tests.
func WordsText() string {
	analysed.Lock()
	defer analysed.Unlock()
	var lines []string
	for _, f := range analysed.all {
		key, list := f()
		lines = append(lines, key+"\t"+list.String()+"\n")
	}
	slices.Sort(lines)
	return wordsHead + strings.Join(slices.Compact(lines), "")
}

const wordsHead = "# The words of regular expressions, by \"go generate\". See list.go.\n"

// key returns the key of expressions in words.txt. It depends on every character of them, so
// that the list of an expression that was changed is not found.
func (a analysis) key(exprs []string) string {
	h := fnv.New64a()
	for _, expr := range exprs {
		h.Write([]byte(expr))
		h.Write([]byte{0})
	}
	return fmt.Sprintf("%s %016x", a.name, h.Sum64())
}

// wordsText has a line for each list: its key, the expressions without words, and the words,
// each behind the expressions that have it. They are set apart by tabs.
//
//go:generate go test ../.. -run TestWordsText -update
//go:embed words.txt
var wordsText string

// stored returns the lines of words.txt by their keys.
var stored = sync.OnceValue(func() map[string]string {
	lines := make(map[string]string)
	for line := range strings.Lines(wordsText) {
		if key, list, ok := strings.Cut(line, "\t"); ok {
			lines[key] = strings.TrimRight(list, "\r\n")
		}
	}
	return lines
})

// Escapes of words.txt.
var (
	escape   = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	unescape = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
)

// String returns the line of l in words.txt, without its key.
func (l wordList) String() string {
	var b strings.Builder
	b.WriteString(l.always.String())
	for _, w := range l.words {
		b.WriteString("\t" + w.set.String() + " " + escape.Replace(w.text))
	}
	return b.String()
}

// parseList is the inverse of [wordList.String].
func parseList(line string) (l wordList) {
	always, line, _ := strings.Cut(line, "\t")
	l.always, l.words = parseSet(always), make([]filterWord, 0, 1+strings.Count(line, "\t"))
	for len(line) > 0 {
		var word string
		word, line, _ = strings.Cut(line, "\t")
		set, text, _ := strings.Cut(word, " ")
		if strings.Contains(text, `\`) {
			text = unescape.Replace(text)
		}
		l.words = append(l.words, filterWord{text, parseSet(set)})
	}
	return l
}

// String returns the numbers of the expressions: "0,17".
func (s exprSet) String() string {
	var all []string
	for i := range s.each {
		all = append(all, strconv.Itoa(i))
	}
	return strings.Join(all, ",")
}

// parseSet is the inverse of [exprSet.String].
func parseSet(numbers string) (s exprSet) {
	if numbers == "" {
		return s
	}
	n := 0
	for _, c := range []byte(numbers) {
		if c == ',' {
			s, n = s.with(only(n)), 0
		} else {
			n = 10*n + int(c-'0')
		}
	}
	return s.with(only(n))
}

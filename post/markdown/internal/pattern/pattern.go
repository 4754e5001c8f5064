// Package pattern filters texts by words before it matches regular
// expressions, so that most texts are never matched.
package pattern

import (
	"fmt"
	"iter"
	"math/bits"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A Pattern is a regular expression that matches few texts. A text is first
// searched for the words that every match contains, which takes a small part
// of the time of matching.
type Pattern struct {
	Regexp func() *regexp.Regexp
	Words  func() *wordFilter
}

// Compile returns a pattern. Its words are computed when it is first used, so
// that programs that read no posts start without this work. Its expression is
// compiled when a text may match it: most expressions never are, and
// compiling all of them takes longer than parsing a short post.
func Compile(expr string) *Pattern { return Lazy(func() string { return expr }) }

// Lazy does the same as [Compile] for an expression that is computed when it
// is first needed.
func Lazy(expr func() string) *Pattern {
	return &Pattern{
		Regexp: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr()) }),
		Words:  sync.OnceValue(func() *wordFilter { return wordsOf(expr()) }),
	}
}

// neededWords returns the words of which an expression needs one; nil if none are known.
// It panics if the expression has no meaning.
func neededWords(expr string) []string {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err) // an expression is written by us
	}
	return neededBy(re).best()
}

// May reports whether s contains a word that every match of p contains.
func (p *Pattern) May(s string) bool { return !p.Words().find(s).IsEmpty() }

// MatchString, FindStringIndex and the other methods do the same as those of
// [regexp.Regexp].
func (p *Pattern) MatchString(s string) bool { return p.May(s) && p.Regexp().MatchString(s) }

func (p *Pattern) FindString(s string) string {
	if !p.May(s) {
		return ""
	}
	return p.Regexp().FindString(s)
}

func (p *Pattern) FindStringIndex(s string) []int {
	if !p.May(s) {
		return nil
	}
	return p.Regexp().FindStringIndex(s)
}

func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if !p.May(s) {
		return nil
	}
	return p.Regexp().FindStringSubmatchIndex(s)
}

func (p *Pattern) ReplaceAllString(s, with string) string {
	if !p.May(s) {
		return s
	}
	return p.Regexp().ReplaceAllString(s, with)
}

// Patterns are patterns that are searched for in the same text at once.
type Patterns struct {
	All   []func() *regexp.Regexp // at most maxPatterns
	words *wordFilter
}

// CompileAll returns patterns whose expressions are compiled when a text may
// match them. It panics if there are more than [maxPatterns].
func CompileAll(exprs ...string) *Patterns {
	if len(exprs) > maxPatterns {
		panic(fmt.Sprintf("pattern: %d expressions, want at most %d", len(exprs), maxPatterns))
	}
	p := &Patterns{words: wordsOf(exprs...)}
	for _, expr := range exprs {
		p.All = append(p.All, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) }))
	}
	return p
}

// MayAny reports whether s may match any of the patterns.
func (p *Patterns) MayAny(s string) bool { return !p.words.find(s).IsEmpty() }

// May yields the expressions that s may match, in order, with their indices.
func (p *Patterns) May(s string) iter.Seq2[int, *regexp.Regexp] {
	return func(yield func(int, *regexp.Regexp) bool) {
		found := p.words.find(s)
		for ; found.low != 0; found.low &= found.low - 1 {
			if i := bits.TrailingZeros64(found.low); !yield(i, p.All[i]()) {
				return
			}
		}
		for ; found.high != 0; found.high &= found.high - 1 {
			if i := 64 + bits.TrailingZeros64(found.high); !yield(i, p.All[i]()) {
				return
			}
		}
	}
}

// An exprSet is a set of expressions, by their index. A struct of two words stays in
// registers, as an array would not.
type exprSet struct{ low, high uint64 }

// maxPatterns is how many expressions an [exprSet] has room for.
const maxPatterns = 128

// only returns the set of expression i.
func only(i int) exprSet {
	if i < 64 {
		return exprSet{low: 1 << i}
	}
	return exprSet{high: 1 << (i - 64)}
}

func (s exprSet) with(o exprSet) exprSet { return exprSet{s.low | o.low, s.high | o.high} }

// IsEmpty reports whether s has no expression.
func (s exprSet) IsEmpty() bool { return s.low|s.high == 0 }

// holds reports whether all of o is in s.
func (s exprSet) holds(o exprSet) bool { return o.low&^s.low|o.high&^s.high == 0 }

// FoldRune returns the same character for all that an expression that ignores
// case takes for each other.
func FoldRune(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < utf8.RuneSelf, 0x2000 <= r && r < 0x2070, 0x2E80 <= r && r < 0xA000, 0xAC00 <= r && r < 0xD800, 0xFF00 <= r && r < 0xFF21:
		return r // no case in Han, Kana, Hangul and their punctuation
	}
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	if least < utf8.RuneSelf {
		least = unicode.ToLower(least) // as 'K', the sign of kelvin
	}
	return least
}

func FoldString(s string) string { return strings.Map(FoldRune, s) }

// A needed is what text must have to match an expression.
type needed struct {
	exact []string // all that the expression matches, if known
	words []string // one of these is in all that it matches, if any are known
}

// mostWords bounds the words of an expression.
const mostWords = 256

// best returns words that one of must be in a match; nil if none are known.
func (n needed) best() []string {
	if shortest(n.exact) >= shortest(n.words) && shortest(n.exact) > 0 {
		return n.exact
	}
	if shortest(n.words) > 0 {
		return n.words
	}
	return nil
}

// shortest is the length of the shortest of words, in bytes: a character of a
// large script says as much as three of a small one. An end of the text, which
// every text has, counts as nothing.
func shortest(words []string) int {
	least := 0
	for i, w := range words {
		if n := len(strings.Trim(w, string(textStart)+string(textEnd))); i == 0 || n < least {
			least = n
		}
	}
	return least
}

func neededBy(re *syntax.Regexp) needed {
	switch re.Op {
	case syntax.OpLiteral:
		return needed{exact: []string{FoldString(string(re.Rune))}}
	case syntax.OpCharClass:
		var exact []string
		for i := 0; i < len(re.Rune); i += 2 {
			if re.Rune[i+1]-re.Rune[i] > 16 || len(exact) > 32 {
				return needed{}
			}
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				exact = append(exact, string(FoldRune(r)))
			}
		}
		return needed{exact: unique(exact)}
	case syntax.OpBeginText:
		return needed{exact: []string{string(textStart)}}
	case syntax.OpEndText:
		return needed{exact: []string{string(textEnd)}}
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return needed{exact: []string{""}}
	case syntax.OpCapture:
		return neededBy(re.Sub[0])
	case syntax.OpQuest:
		if n := neededBy(re.Sub[0]); n.exact != nil {
			return needed{exact: unique(append(slices.Clone(n.exact), ""))}
		}
	case syntax.OpPlus:
		return needed{words: neededBy(re.Sub[0]).best()}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed{words: neededBy(re.Sub[0]).best()}
		}
	case syntax.OpAlternate:
		return neededByOne(re.Sub)
	case syntax.OpConcat:
		if branches := anchored(re.Sub); branches != nil {
			return neededByOne(branches)
		}
		return neededByAll(re.Sub)
	}
	return needed{}
}

// anchored returns the branches of an expression such as ^(?:a|b)$ with its
// anchors at each of them, ^a$ and ^b$, so that what one branch needs does not
// depend on the others. It returns nil for an expression of another form.
func anchored(subs []*syntax.Regexp) []*syntax.Regexp {
	isAnchor := func(re *syntax.Regexp) bool { return re.Op == syntax.OpBeginText || re.Op == syntax.OpEndText }
	at := slices.IndexFunc(subs, func(re *syntax.Regexp) bool { return !isAnchor(re) })
	if at < 0 || subs[at].Op != syntax.OpAlternate || slices.ContainsFunc(subs[at+1:], func(re *syntax.Regexp) bool { return !isAnchor(re) }) {
		return nil
	}
	var branches []*syntax.Regexp
	for _, branch := range subs[at].Sub {
		parts := []*syntax.Regexp{branch}
		if branch.Op == syntax.OpConcat {
			parts = branch.Sub
		}
		branches = append(branches, &syntax.Regexp{Op: syntax.OpConcat, Sub: slices.Concat(subs[:at], parts, subs[at+1:])})
	}
	return branches
}

// neededByOne is for expressions of which one matches.
func neededByOne(subs []*syntax.Regexp) needed {
	var n needed
	exact, words := true, true
	for _, sub := range subs {
		s := neededBy(sub)
		best := s.best()
		exact, words = exact && s.exact != nil, words && best != nil
		n.exact, n.words = append(n.exact, s.exact...), append(n.words, best...)
	}
	if n.exact = unique(n.exact); !exact || len(n.exact) > mostWords {
		n.exact = nil
	}
	if n.words = unique(n.words); !words {
		n.words = nil
	}
	return n
}

// neededByAll is for expressions that match one after another.
func neededByAll(subs []*syntax.Regexp) needed {
	var n needed
	run, whole := []string{""}, true
	keep := func(words []string) {
		if shortest(words) > shortest(n.words) {
			n.words = words
		}
	}
	for _, sub := range subs {
		s := neededBy(sub)
		if s.exact != nil && len(run)*len(s.exact) <= mostWords {
			var longer []string
			for _, a := range run {
				for _, b := range s.exact {
					longer = append(longer, join(a, b))
				}
			}
			run = unique(longer)
			continue
		}
		whole = false
		keep(run)
		keep(s.words)
		run = []string{""}
		if s.exact != nil {
			run = s.exact
		}
	}
	if whole {
		return needed{exact: run}
	}
	keep(run)
	return n
}

// join returns the text that matches one expression and then another. Both may
// want the same end of the text, as in ^(?:^a|b).
func join(a, b string) string {
	switch {
	case strings.HasSuffix(a, string(textStart)):
		b = strings.TrimPrefix(b, string(textStart))
	case a != "" && strings.HasPrefix(b, string(textStart)):
		panic("pattern: ^ does not begin an expression")
	case strings.HasSuffix(a, string(textEnd)):
		b = strings.TrimPrefix(b, string(textEnd))
	}
	return a + b
}

func unique(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// Package pattern filters texts by words before it matches regular
// expressions, so that most texts are never matched.
//
// The words follow from an expression: a match has one of them (needed.go) or begins with
// one (prefix.go). They are kept in words.txt, since finding them again takes longer than
// reading a short post (list.go). A filter looks for all of them in one pass (filter.go).
package pattern

import (
	"fmt"
	"iter"
	"math/bits"
	"regexp"
	"regexp/syntax"
	"sync"
)

// A Pattern is a regular expression that matches few texts. A text is first
// compared with what every match begins with, if the expression is anchored, and
// searched for the words that every match contains. Both take a small part of the
// time of matching.
type Pattern struct {
	Regexp func() *regexp.Regexp
	Words  func() *wordFilter
	begins func() *wordFilter
}

// Compile returns a pattern. Its words are read when it is first used, so
// that programs that read no posts start without this work. Its expression is
// compiled when a text may match it: most expressions never are, and
// compiling all of them takes longer than parsing a short post.
func Compile(expr string) *Pattern { return Lazy(func() string { return expr }) }

// Lazy does the same as [Compile] for an expression that is computed when it
// is first needed.
func Lazy(expr func() string) *Pattern {
	exprs := func() []string { return []string{expr()} }
	return &Pattern{
		Regexp: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr()) }),
		Words:  filterOf(patternWords.lazy(exprs)),
		begins: filterOf(beginningWords.lazy(exprs)),
	}
}

// parse panics if the expression is invalid.
func parse(expr string) *syntax.Regexp {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err) // an expression is written by us
	}
	return re
}

// May reports whether p may match s: false if s does not begin as every match begins, or
// has none of the words of which every match contains one.
func (p *Pattern) May(s string) bool {
	return !p.begins().starts(s).IsEmpty() && p.mayHold(s)
}

// mayHold reports whether s has one of the words of which every match contains one.
func (p *Pattern) mayHold(s string) bool { return !p.Words().find(s).IsEmpty() }

// MatchString, FindStringIndex and the other methods do the same as those of
// [regexp.Regexp].
func (p *Pattern) MatchString(s string) bool {
	if p.begins().starts(s).IsEmpty() {
		return false
	}
	found := p.Words().find(s)
	return found.holds(matches) || !found.IsEmpty() && p.Regexp().MatchString(s)
}

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
	list  func() wordList
	words func() *wordFilter
}

// CompileAll returns patterns whose expressions are compiled when a text may
// match them. It panics if there are more than [maxPatterns].
func CompileAll(exprs ...string) *Patterns {
	if len(exprs) > maxPatterns {
		panic(fmt.Sprintf("pattern: %d expressions, want at most %d", len(exprs), maxPatterns))
	}
	list := neededWords.lazy(func() []string { return exprs })
	p := &Patterns{list: list, words: filterOf(list)}
	for _, expr := range exprs {
		p.All = append(p.All, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) }))
	}
	return p
}

// May yields the expressions that s may match, in order, with their indices.
func (p *Patterns) May(s string) iter.Seq2[int, *regexp.Regexp] {
	return func(yield func(int, *regexp.Regexp) bool) {
		for i := range p.words().find(s).each {
			if !yield(i, p.All[i]()) {
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

// each yields the expressions of s in order.
func (s exprSet) each(yield func(int) bool) {
	for ; s.low != 0; s.low &= s.low - 1 {
		if !yield(bits.TrailingZeros64(s.low)) {
			return
		}
	}
	for ; s.high != 0; s.high &= s.high - 1 {
		if !yield(64 + bits.TrailingZeros64(s.high)) {
			return
		}
	}
}

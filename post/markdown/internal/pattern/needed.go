package pattern

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A needed is what text must have to match an expression.
type needed struct {
	exact []string // all that the expression matches, if known
	words []string // one of these is in all that it matches, if any are known
}

// mostWords bounds the words of an expression.
const mostWords = 64

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

// commonHan are ideographs that are in every other paragraph.
const commonHan = "的一是不了在有人我这這中大来來上个個到说說们們为為子和你地出也时時年得就那要下以生会會自着去之过過家学學对對可里后後小心多天而能好都然没日于於起还還发發成事只作当當想看文"

// shortest is the length of the shortest of words, in bytes: a character of a
// large script says as much as three of a small one, unless it is in most texts.
// An end of the text, which every text has, counts as nothing.
func shortest(words []string) int {
	least := 0
	for i, w := range words {
		n := 0
		for _, r := range w {
			switch {
			case r == textStart || r == textEnd:
			case strings.ContainsRune(commonHan, r):
				n++
			default:
				n += utf8.RuneLen(r)
			}
		}
		if i == 0 || n < least {
			least = n
		}
	}
	return least
}

// neededIn returns the words of which each match of an expression has one.
func neededIn(exprs []string) wordList {
	var l wordList
	for i, expr := range exprs {
		words := neededBy(parse(expr)).best()
		if len(words) == 0 {
			l.always = l.always.with(only(i))
		}
		for _, w := range words {
			l.words = append(l.words, filterWord{w, only(i)})
		}
	}
	return listOf(l.words, l.always)
}

// The sets of the list of one expression: any of its words, and those that are all that it
// needs to match.
var mayMatch, matches = only(0), only(1)

// neededOrCertain returns the words of which each match of an expression has one. Those of
// alternatives that are a word and nothing else are in the set matches, too.
func neededOrCertain(exprs []string) wordList {
	l := neededIn(exprs)
	if !l.always.IsEmpty() {
		return l
	}
	for _, w := range certain(parse(exprs[0])) {
		l.words = append(l.words, filterWord{w, mayMatch.with(matches)})
	}
	return listOf(l.words, l.always)
}

// certain returns words of which each in a text makes an expression match the text.
func certain(re *syntax.Regexp) []string {
	var branches []*syntax.Regexp
	switch {
	case isExact(re):
		words := neededBy(re).exact
		if words == nil { // too many, but there are fewer without what is optional
			words = neededBy(required(re)).exact
		}
		if len(words) > 0 && shortest(words) > 0 {
			return words
		}
	case re.Op == syntax.OpCapture, re.Op == syntax.OpAlternate:
		branches = re.Sub
	case re.Op == syntax.OpConcat:
		branches = anchored(re.Sub)
	}
	var words []string
	for _, branch := range branches {
		words = append(words, certain(branch)...)
	}
	return words
}

// required returns an expression without the parts that are optional in it.
func required(re *syntax.Regexp) *syntax.Regexp {
	if re.Op == syntax.OpQuest {
		return &syntax.Regexp{Op: syntax.OpEmptyMatch}
	}
	less := *re
	less.Sub = nil
	for _, sub := range re.Sub {
		less.Sub = append(less.Sub, required(sub))
	}
	return &less
}

// isExact reports whether an expression matches whatever neededBy(re).exact has, in any case.
func isExact(re *syntax.Regexp) bool {
	const most = 16 // characters of a range
	switch re.Op {
	case syntax.OpLiteral:
		return re.Flags&syntax.FoldCase != 0 || !slices.ContainsFunc(re.Rune, func(r rune) bool { return unicode.SimpleFold(r) != r })
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			if re.Rune[i+1]-re.Rune[i] > most {
				return false
			}
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if other := unicode.SimpleFold(r); other != r && !slices.ContainsFunc(re.Rune, func(c rune) bool { return c == other }) {
					return false
				}
			}
		}
		return true
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText:
		return true
	case syntax.OpCapture, syntax.OpQuest, syntax.OpConcat, syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(sub *syntax.Regexp) bool { return !isExact(sub) })
	}
	return false
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
			longer := make([]string, 0, len(run)*len(s.exact))
			for _, a := range run {
				for _, b := range s.exact {
					longer = append(longer, join(a, b))
				}
			}
			if run = longer; len(s.exact) > 1 { // else in order as before
				run = unique(longer)
			}
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

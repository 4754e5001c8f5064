package pattern

import (
	"regexp/syntax"
	"slices"
)

// prefixBytes is how much of a prefix is compared: "this" is told from most words by four
// letters, 本文 by two ideographs. An expression has not many prefixes of that length.
const prefixBytes = 4

// mostPrefixes bounds the prefixes of an expression. One with more tells few texts apart.
const mostPrefixes = 2048

// beginningsOf returns texts, folded, one of which every match of an expression begins
// with. It returns nil if the expression matches within a text, or no such texts are known.
func beginningsOf(re *syntax.Regexp) []string {
	if !isAnchored(re) {
		return nil
	}
	b := beginningsIn(re)
	if all := unique(slices.Concat(b.whole, b.cut)); all[0] != "" && len(all) <= mostPrefixes {
		return all
	}
	return nil
}

// beginningsOfEach returns the texts that the matches of several expressions begin with.
func beginningsOfEach(exprs []string) wordList {
	var l wordList
	for i, expr := range exprs {
		texts := beginningsOf(parse(expr))
		if texts == nil {
			l.always = l.always.with(only(i))
		}
		for _, text := range texts {
			l.words = append(l.words, filterWord{text, only(i)})
		}
	}
	return listOf(l.words, l.always)
}

// isAnchored reports whether an expression matches only at the start of a text.
func isAnchored(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginText:
		return true
	case syntax.OpCapture, syntax.OpPlus, syntax.OpConcat:
		return isAnchored(re.Sub[0])
	case syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(sub *syntax.Regexp) bool { return !isAnchored(sub) })
	}
	return false
}

// beginnings are what the matches of an expression begin with.
type beginnings struct {
	whole []string // matches of less than prefixBytes
	cut   []string // beginnings of others. "" is that of any text
}

// add adds the beginning of a match, or, if it is whole, the match.
func (b *beginnings) add(text string, whole bool) {
	for at := range text {
		if at >= prefixBytes {
			text, whole = text[:at], false
			break
		}
	}
	if whole {
		b.whole = append(b.whole, text)
	} else if n := len(b.cut); n == 0 || b.cut[n-1] != text { // most of those that are the same come one after another
		b.cut = append(b.cut, text)
	}
}

// repeated returns b for an expression of which several matches may follow each other.
func (b beginnings) repeated(from int) beginnings {
	b = beginnings{cut: slices.Concat(b.whole, b.cut)}
	if from == 0 {
		b.whole = []string{""}
	}
	return b
}

// beginningsIn returns the beginnings of an expression.
func beginningsIn(re *syntax.Regexp) (b beginnings) {
	switch re.Op {
	case syntax.OpLiteral:
		b.add(FoldString(string(re.Rune)), true)
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		b.add("", true)
	case syntax.OpCapture:
		return beginningsIn(re.Sub[0])
	case syntax.OpQuest:
		b = beginningsIn(re.Sub[0])
		b.add("", true)
	case syntax.OpStar:
		return beginningsIn(re.Sub[0]).repeated(0)
	case syntax.OpPlus:
		return beginningsIn(re.Sub[0]).repeated(1)
	case syntax.OpRepeat:
		return beginningsIn(re.Sub[0]).repeated(re.Min)
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			n := beginningsIn(sub)
			b.whole, b.cut = append(b.whole, n.whole...), append(b.cut, n.cut...)
		}
	case syntax.OpConcat:
		return beginningsOfAll(re.Sub)
	default: // a class of characters, or any
		for _, s := range neededBy(re).exact {
			b.add(s, true)
		}
		if b.whole == nil {
			b.add("", false)
		}
	}
	return b
}

// beginningsOfAll is for expressions that match one after another.
func beginningsOfAll(subs []*syntax.Regexp) beginnings {
	all := beginnings{whole: []string{""}}
	for _, sub := range subs {
		if len(all.whole) == 0 {
			break
		}
		longer, next := beginnings{cut: all.cut}, beginningsIn(sub)
		next.whole, next.cut = unique(next.whole), unique(next.cut)
		for _, s := range unique(all.whole) {
			for _, n := range next.whole {
				longer.add(s+n, true)
			}
			for _, n := range next.cut {
				longer.add(s+n, false)
			}
		}
		all = longer
	}
	all.whole, all.cut = unique(all.whole), unique(all.cut)
	return all
}

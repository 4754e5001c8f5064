package repost

import (
	"slices"
	"sync"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

// A sentenceRow is a row of wording.txt without its expression.
type sentenceRow struct {
	strength strength
	unless   *pattern.Pattern // a line that it matches states nothing; nil if any may
}

// A sentenceGroup holds sentences that are searched for together. There are several
// groups since one has room for 128 expressions.
type sentenceGroup struct {
	whole    bool // the expressions are for whole lines, not for clauses
	rows     []sentenceRow
	exprs    []string
	patterns *pattern.Patterns
}

// sentenceGroups returns the sentences of wording.txt: those for lines, and those for
// clauses in languages with and without spaces between words.
var sentenceGroups = sync.OnceValue(func() []*sentenceGroup {
	lines, latin, han := &sentenceGroup{whole: true}, &sentenceGroup{}, &sentenceGroup{}
	add := func(g *sentenceGroup, s wording.Section, expr string) {
		row := sentenceRow{strength: strength(named(strengthNames, s.Arg(0)))}
		if s.Arg(1) == "unless" {
			row.unless = wording.List(s.Arg(2))
		}
		g.rows = append(g.rows, row)
		g.exprs = append(g.exprs, wording.Expression(expr))
	}
	for _, s := range wording.Sections("line") {
		for _, r := range s.Rows {
			add(lines, s, r.Text)
		}
	}
	for _, s := range wording.Sections("sentence") {
		for _, r := range s.Rows {
			if slices.Contains([]string{"zh", "zh-Hant", "ja", "ko"}, r.Lang) {
				add(han, s, r.Text)
			} else {
				add(latin, s, r.Text)
			}
		}
	}
	groups := []*sentenceGroup{lines, latin, han}
	for _, g := range groups {
		g.patterns = pattern.CompileAll(g.exprs...)
	}
	return groups
})

// allSentences are the sentences of all groups.
var allSentences = sync.OnceValue(func() *pattern.Union {
	var all []*pattern.Patterns
	for _, g := range sentenceGroups() {
		all = append(all, g.patterns)
	}
	return pattern.UnionOf(all...)
})

// mayState reports whether a sentence may match l or a clause of it. Expressions begin at
// the start of a clause, which the filter of a line does not see.
func mayState(l sourceLine) bool {
	all := allSentences()
	may, ends := all.May(l.text)
	if may {
		return true
	}
	for from, to := range l.bounds() {
		if c := l.text[from:to]; all.MayPart(c, ends) && !repostTrap.MatchString(c) {
			return true
		}
	}
	return false
}

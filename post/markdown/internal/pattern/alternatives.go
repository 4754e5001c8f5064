package pattern

// Alternatives are the branches of an expression. Each is tried by itself if a text may
// match it: the regexp package needs several times as long for an expression of more than
// 500 instructions.
type Alternatives struct {
	All    []*Pattern // at most maxPatterns
	begins func() *wordFilter
}

// CompileEach returns the alternatives lead(?:expr) of each expression, as [Compile] does.
func CompileEach(lead string, exprs ...string) *Alternatives {
	a := new(Alternatives)
	for i, expr := range exprs {
		exprs[i] = lead + "(?:" + expr + ")"
		a.All = append(a.All, Compile(exprs[i]))
	}
	a.begins = filterOf(beginningWords.lazy(func() []string { return exprs }))
	return a
}

// find returns the offsets of the match in s of the first alternative that matches; nil if
// none does.
func (a *Alternatives) find(s string) []int {
	for i := range a.begins().starts(s).each {
		if p := a.All[i]; p.mayHold(s) {
			if loc := p.Regexp().FindStringIndex(s); loc != nil {
				return loc
			}
		}
	}
	return nil
}

// MatchString reports whether one of a matches s.
func (a *Alternatives) MatchString(s string) bool { return a.find(s) != nil }

// FindPrefix returns the match of the first of a that matches s. All of them must match
// only at the start of a text, so that it is what lead(?:expr|expr|…) would match.
func (a *Alternatives) FindPrefix(s string) string {
	loc := a.find(s)
	if loc == nil {
		return ""
	}
	return s[:loc[1]]
}

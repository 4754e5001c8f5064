package lazyregexp

import "testing"

func TestRegexp(t *testing.T) {
	r := &Regexp{expr: `(\w+)@(\w+)`} // as New makes it outside of tests
	if r.re != nil {
		t.Error("compiled before it is used")
	}
	if got := r.ReplaceAllString("ana@paper", "$2"); got != "paper" || !r.MatchString("a@b") || r.String() != `(\w+)@(\w+)` {
		t.Errorf("replaced %q", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("an expression without a meaning does not panic in a test")
		}
	}()
	New("(")
}

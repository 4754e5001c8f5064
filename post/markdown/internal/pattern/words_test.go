package pattern_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

func TestWords(t *testing.T) {
	for _, test := range []struct {
		expr string
		want string // of the words, sorted
	}{
		{`转载自|转自`, "转自 转载自"},
		{`^(?:本)?文(?:首发|首發)于\s*(.+)$`, "文首发于 文首發于 本文首发于 本文首發于"},
		{`(?i)Read (?:this|The original)`, "read the original|read this"},
		{`<br\s*/?>`, "<br"},
		{`a+b*c`, "a"},
		{`(?:原文|原帖)+`, "原帖 原文"},
		{`(?:ab){2,}`, "ab"},
		{`a*`, ""},
		{`.+|原文`, ""},
		{`(?:原文)?`, ""},
		{`[a-z]+`, ""},
		{`(?i)K`, "k"},
	} {
		p := pattern.Compile(test.expr)
		words := pattern.WordsOf(p)
		slices.Sort(words)
		if got := strings.Join(words, " "); got != strings.ReplaceAll(test.want, "|", " ") {
			t.Errorf("words of %s: got %q, want %q", test.expr, got, test.want)
		}
		if always := !p.Words().Always.IsEmpty(); always != (test.want == "") {
			t.Errorf("%s is always tried: %t", test.expr, always)
		}
	}
}

package syntax

import (
	"strings"
	"testing"
)

// TestAttributeBound reads lists whose parts end on both sides of the bound of a list.
func TestAttributeBound(t *testing.T) {
	for n := attributeBytes - 8; n < attributeBytes+8; n++ {
		for _, form := range []string{"{a=b}", "{a=}", "{a=", `{a="b"}`, `{a="b`, "{#a}", "{.a .b}", "{:a=b}"} {
			list := strings.Replace(form, "a", strings.Repeat("a", n), 1)
			switch attrs, got := attributes([]byte(list)); {
			case got > attributeBytes, got > len(list), got > 0 && len(attrs) == 0:
				t.Errorf("attributes(%s with %d letters) = %v, %d", form, n, attrs, got)
			}
			src := "# Title\n\n# " + list + "\n\n::: note " + list + "\ntext\n:::\n"
			if _, err := Parse([]byte(src), Options{}); err != nil {
				t.Errorf("Parse(%s with %d letters) = %v", form, n, err)
			}
		}
	}
}

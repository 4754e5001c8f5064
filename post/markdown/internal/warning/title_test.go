package warning

import (
	"regexp"
	"slices"
	"testing"
)

// titleParts splits as this expression does.
var titlePartsExpr = regexp.MustCompile(`\s*[|｜⚠‼❗※]\x{FE0F}?\s*|\s+[-–—―/]+\s+|——`)

func FuzzTitleParts(f *testing.F) {
	for _, title := range []string{
		"Night", "Night | CW: rain", "Night|rain", " | ", "Night - rain", "Night -rain", "Night- rain", "雨——山", "雨 —— 山", "雨 ———— 山", "雨⚠\uFE0F山", "⚠ 雨 ※",
		"a // b", "a /|/ b", "a - | b", "a  –  b - c", "—", "a — ", "a\t-\nb", "a ‼ ❗ b", "a｜\uFE0F b", "a \u00a0- b",
		"a - - b", "a -- b - ", "\xe2\x9a", "a |\xff| b", "", "a ——b", "a - ——b",
	} {
		f.Add(title)
	}
	f.Fuzz(func(t *testing.T, title string) {
		want := titlePartsExpr.Split(title, -1)
		if got := titleParts(title); !slices.Equal(got, want) {
			t.Errorf("titleParts(%q) = %q, want %q", title, got, want)
		}
	})
}

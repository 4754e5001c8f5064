package lang

import (
	"testing"
)

// A letter that two languages had would count for the one that is read last.
func TestMarksAreOfOneLanguage(t *testing.T) {
	seen := make(map[rune]string)
	for lang, letters := range marks {
		for _, r := range letters {
			if other, ok := seen[r]; ok {
				t.Errorf("%c is a letter of %s and %s alone", r, lang, other)
			}
			if r >= lastMark {
				t.Errorf("%c of %s is not in the table", r, lang)
			}
			seen[r] = lang
		}
	}
	if len(marks) > len(Letters{}.mark) || len(scripts) > others {
		t.Errorf("%d languages and %d scripts do not fit", len(marks), len(scripts))
	}
}

func TestRightToLeft(t *testing.T) {
	for tag, want := range map[string]bool{
		"ar": true, "fa": true, "fa-IR": true, "ur": true, "he": true, "yi": true, "ckb": true, "ps": true, "dv": true, "und-Arab": true, "az-Arab": true,
		"en": false, "zh-Hans": false, "": false, "und": false, "ru": false, "und-Cyrl": false, "uz": false, "no tag": false,
	} {
		if got := RightToLeft(tag); got != want {
			t.Errorf("RightToLeft(%q) = %v", tag, got)
		}
	}
}

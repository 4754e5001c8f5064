package label

import (
	"strings"
	"testing"
)

func TestCensus(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "en": "en", "en ?": "", "en en ?": "en", "en fa ru": "", "zh-Hans zh-Hant": "zh", "zh-Hans zh-Hans zh": "zh-Hans",
		"en-US en-GB fr": "en", "und-Cyrl und-Cyrl": "", "ru und-Cyrl und-Cyrl": "", "en zh zh": "zh", "und": "",
	} {
		var c Census
		for lang := range strings.FieldsSeq(in) {
			c.Add(strings.TrimPrefix(lang, "?"))
		}
		if got := c.Lang(); got != want {
			t.Errorf("texts in %q have %q in common, want %q", in, got, want)
		}
	}
}

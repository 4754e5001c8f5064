package post

import "testing"

func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{"fa": "rtl", "he-IL": "rtl", "und-Arab": "rtl", "en": "ltr", "zh-Hans": "ltr", "und-Cyrl": "ltr", "und": "", "": "", "no tag": ""} {
		if got := Direction(tag); got != want {
			t.Errorf("Direction(%q) = %q, want %q", tag, got, want)
		}
	}
}

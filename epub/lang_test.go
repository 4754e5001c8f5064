package epub

import "testing"

// One chapter in English is no ground to mark the others as English.
func TestLanguageOfChaptersThatStateNone(t *testing.T) {
	for _, test := range []struct {
		langs      []string
		own        string
		main, rest string
	}{
		{[]string{"en", "", ""}, "", "en", "und"},
		{[]string{"en", "en", ""}, "", "en", "en"},
		{[]string{"", ""}, "", "en", "und"},
		{[]string{"und-Cyrl", "und-Cyrl", "bg"}, "", "bg", "und"},
		{[]string{"en", "", ""}, "de", "de", "de"},
	} {
		b := &Book{Lang: test.own}
		for _, lang := range test.langs {
			b.Chapters = append(b.Chapters, &Chapter{Title: "T", Lang: lang})
		}
		if full := b.complete(); full.Lang != test.main || full.unsaid != test.rest {
			t.Errorf("chapters in %q, book %q: language %q, of others %q, want %q and %q", test.langs, test.own, full.Lang, full.unsaid, test.main, test.rest)
		}
	}
}

package label

import (
	"strings"
	"testing"
	"time"
)

func TestSet(t *testing.T) {
	set, err := (*Set)(nil).With("uk", map[string]string{
		"Contents": "Зміст", "Date": "2 January 2006 р.",
		"Months": "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
	})
	if err != nil {
		t.Fatal(err)
	}
	if set, err = set.With("de-AT", map[string]string{"Contents": "Inhalt"}); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{
		"": "Contents", "uk": "Зміст", "uk-UA": "Зміст", "uk-Cyrl-UA": "Зміст", "UK": "Зміст", "en": "Contents", "fr": "Table des matières",
		"de-AT": "Inhalt", "de": "Inhaltsverzeichnis", "zh-CN": "目录", "sw": "Contents", "not a tag": "Contents",
	} {
		if got := set.For(lang).Contents; got != want {
			t.Errorf("For(%q).Contents = %q, want %q", lang, got, want)
		}
	}
	if got := set.For("de-AT").Untitled; got != "Ohne Titel" {
		t.Errorf("a word that de-AT does not have is %q, want the German one", got)
	}
	may := time.Date(2024, 5, 3, 0, 0, 0, 0, time.UTC)
	if got := set.For("uk").Date(may); got != "3 травня 2024 р." {
		t.Errorf("Date = %q", got)
	}
	if got := For("uk").Contents; got != "Contents" {
		t.Errorf("without the set, uk has %q", got)
	}
}

// Every word that a language has can be set by its name, and the result is the language.
func TestWords(t *testing.T) {
	for i := range all {
		words := all[i].Words()
		set, err := (*Set)(nil).With("xx", words)
		if err != nil {
			t.Fatal(err)
		}
		for name, got := range set.For("xx").Words() {
			if got != words[name] {
				t.Errorf("%s: %s = %q, want %q", all[i].Lang, name, got, words[name])
			}
		}
	}
}

func TestWordsErrors(t *testing.T) {
	for name, word := range map[string]string{
		"Content": "x", "Lang": "x", "date": "x", "Contents": " ", "Cover": "a\x00b", "Sources": "a\nb", "Tag": "a\xff",
		"CoverOf": "Обкладинка", "ArchivePage": "Архів %s", "Volume": "Том %d %d", "MadeWith": "Зроблено в %v", "Months": "січня|лютого",
	} {
		_, err := (*Set)(nil).With("uk", map[string]string{name: word})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %q: error %v, want one that names the word", name, word, err)
		}
	}
}

package post

import (
	"errors"
	"fmt"
	"testing"
)

func ExampleVocabulary_With() {
	vocabulary, err := new(Vocabulary).With(
		TopicInfo{Slug: "death", Labels: map[string][]string{"ru": {"смерть", "гибель"}}},
		TopicInfo{Slug: "spiders", Group: "other", Labels: map[string][]string{"en": {"spiders"}, "ru": {"пауки"}}},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(vocabulary.TopicOf("Гибель друга").Slug, vocabulary.TopicOf("many spiders").Slug)
	spiders, _ := vocabulary.Topic("spiders")
	fmt.Println(spiders.Label("ru-RU"), spiders.Label("fr"))
	// Output:
	// death spiders
	// пауки spiders
}

func TestVocabularyWith(t *testing.T) {
	v, err := (*Vocabulary)(nil).With(TopicInfo{Slug: "death", Labels: map[string][]string{"en": {"bereft of all"}}})
	if err != nil {
		t.Fatal(err)
	}
	if was, is := TopicOf("bereft of all").Slug, v.TopicOf("bereft of all").Slug; was != "" || is != "death" {
		t.Errorf("the label is of %q by the package, of %q by the larger vocabulary", was, is)
	}
	death, _ := TopicFor("death")
	more, _ := v.Topic("death")
	if len(more.Labels["en"]) != len(death.Labels["en"])+1 || more.Label("en") != death.Label("en") || more.Group != death.Group || more.ONIX != death.ONIX {
		t.Errorf("death is %+v, and with a label more %+v", death, more)
	}
	again, err := v.With(TopicInfo{Slug: "spiders"})
	if err != nil || again.TopicOf("bereft of all").Slug != "death" || again.TopicOf("spiders").Slug != "spiders" {
		t.Errorf("a vocabulary made of a larger one lacks topics: %v", err)
	}
	for name, bad := range map[string]TopicInfo{
		"no slug": {}, "a slug with a space": {Slug: "a b"}, "capitals": {Slug: "A"},
		"no language": {Slug: "a", Labels: map[string][]string{"klingonese": {"x"}}}, "an empty label": {Slug: "a", Labels: map[string][]string{"en": {" "}}},
	} {
		if v, err := new(Vocabulary).With(bad); !errors.Is(err, ErrValue) || v != nil {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// A language that this module does not know. The same vocabulary is passed to a parser, as
// markdown.Parser.Vocabulary, to feeds, as feed.Feed.Vocabulary, and to books, as
// epub.Book.Vocabulary.
func ExampleVocabulary_WithLanguages() {
	portuguese := Language{
		Tag:     "pt",
		Phrases: []string{"aviso de conteúdo", "alerta de gatilho"},
		Keys:    []string{"avisos"},
		None:    []string{"nenhum"},
		Topics:  map[string][]string{"death": {"morte", "luto"}},
		Words: map[string]string{
			"ContentWarning": "Aviso de conteúdo",
			"RepostedFrom":   "Republicado de",
			"Contents":       "Sumário",
			"Volume":         "Volume %d",
			"Date":           "2 de January de 2006",
			"Months":         "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
		},
	}
	vocabulary, err := new(Vocabulary).WithLanguages(portuguese)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(vocabulary.TopicOf("luto recente").Slug)
	fmt.Println(vocabulary.Words("pt-BR")["Contents"], vocabulary.Words("fr")["Contents"])

	_, err = vocabulary.WithLanguages(Language{Tag: "pt", Words: map[string]string{"Volume": "Volume"}})
	fmt.Println(err)
	// Output:
	// death
	// Sumário Table des matières
	// wrong kind of value: language pt: Volume: "Volume", want the same %s and %d as in "Volume %d"
}

func TestWithLanguages(t *testing.T) {
	uk := Language{Tag: "uk", Topics: map[string][]string{"death": {"смерть"}}, Words: map[string]string{"Contents": "Зміст"}}
	v, err := (*Vocabulary)(nil).WithLanguages(uk)
	if err != nil {
		t.Fatal(err)
	}
	if v, err = v.With(TopicInfo{Slug: "spiders", Labels: map[string][]string{"uk": {"павуки"}}}); err != nil {
		t.Fatal(err)
	}
	if v, err = v.WithLanguages(Language{Tag: "ca", Topics: map[string][]string{"spiders": {"aranyes"}}, Words: map[string]string{"Comma": " · "}}); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"смерть": "death", "павуки": "spiders", "aranyes": "spiders", "death": "death"} {
		if got := v.TopicOf(text).Slug; got != want {
			t.Errorf("TopicOf(%q) = %q, want %q", text, got, want)
		}
	}
	death, _ := v.Topic("death")
	if got := death.Label("uk-UA"); got != "смерть" {
		t.Errorf("the label in uk-UA is %q", got)
	}
	if got := v.Words("uk")["Contents"] + v.Words("ca")["Contents"]; got != "ЗмістContents" {
		t.Errorf("Contents in uk and ca: %q", got)
	}
	w := &Warning{Title: "Avís", Topics: []Topic{{Label: "mort"}, {Label: "dol"}}}
	if got, plain := v.Line([]*Warning{w}, "ca", 0), w.Line("ca"); got != "Avís: mort · dol" || plain != "Avís: mort, dol" {
		t.Errorf("Line = %q, and %q without the vocabulary", got, plain)
	}
	if _, ok := TopicFor("spiders"); ok || TopicOf("смерть").Slug != "" || new(Vocabulary).Words("uk")["Contents"] != "Contents" {
		t.Error("the vocabulary of the package has changed")
	}
	for name, bad := range map[string]Language{
		"no tag": {}, "an unknown tag": {Tag: "klingonese"}, "an empty phrase": {Tag: "uk", Phrases: []string{" "}}, "an empty key": {Tag: "uk", Keys: []string{""}},
		"an unknown topic": {Tag: "uk", Topics: map[string][]string{"bats": {"кажани"}}}, "an empty label": {Tag: "uk", Topics: map[string][]string{"death": {""}}},
		"an unknown word": {Tag: "uk", Words: map[string]string{"Content": "x"}}, "other arguments": {Tag: "uk", Words: map[string]string{"Volume": "Том %s"}},
	} {
		if v, err := new(Vocabulary).WithLanguages(bad, uk); !errors.Is(err, ErrValue) || v != nil {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

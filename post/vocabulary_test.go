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

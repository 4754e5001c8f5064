package markdown

import (
	"bytes"
	"testing"

	"github.com/foreword-go/foreword/post"
)

func TestParserVocabulary(t *testing.T) {
	v, err := new(post.Vocabulary).With(post.TopicInfo{Slug: "spiders", Labels: map[string][]string{"ru": {"пауки"}, "en": {"spiders"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ src, want string }{
		{"---\ntitle: t\ncontent_warning: [пауки]\n---\nText.\n", "spiders"},
		{"**Content warning:** spiders\n\nText.\n", "spiders"},
		{"**Content warning:** death\n\nText.\n", "death"},
	} {
		p, err := (&Parser{Vocabulary: v}).Parse("a.md", []byte(test.src))
		if err != nil || !p.HasTopic(test.want) {
			t.Errorf("%q: no warning of %s, %v", test.src, test.want, err)
		}
	}
}

// ukrainian has a language that no table of this module has.
func ukrainian(t *testing.T) *post.Vocabulary {
	v, err := new(post.Vocabulary).WithLanguages(post.Language{
		Tag:     "uk",
		Phrases: []string{"попередження про вміст"},
		Keys:    []string{"застереження"},
		None:    []string{"немає"},
		Topics:  map[string][]string{"self-harm": {"самоушкодження"}},
		Words:   map[string]string{"ContentWarning": "Попередження про вміст", "LevelNote": "Примітка", "Details": "Докладніше"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// The phrases, keys and labels of a caller's language find warnings in every form that
// those of the built-in languages do.
func TestLanguageWarnings(t *testing.T) {
	v := ukrainian(t)
	for _, src := range []string{
		"---\nпопередження про вміст: [самоушкодження]\n---\nТекст.\n",
		"---\nпопередження_про_вміст: самоушкодження\n---\nТекст.\n",
		"---\nзастереження: самоушкодження\n---\nТекст.\n",
		"---\ntags: ['попередження про вміст: самоушкодження']\n---\nТекст.\n",
		"---\ntitle: 'Ніч [Попередження про вміст: самоушкодження]'\n---\nТекст.\n",
		"---\nsummary: 'Попередження про вміст: самоушкодження'\n---\nТекст.\n",
		"**Попередження про вміст:** самоушкодження\n\nТекст.\n",
		"Попередження про вміст: самоушкодження\n\nТекст.\n",
		"⚠️ ПОПЕРЕДЖЕННЯ ПРО ВМІСТ: самоушкодження\n\nТекст.\n",
		"# Ніч\n\n## Попередження про вміст\n\n- самоушкодження\n\n## Текст\n\nТекст.\n",
		"> Попередження про вміст: самоушкодження\n\nТекст.\n",
		"> [!WARNING] Попередження про вміст\n> самоушкодження\n\nТекст.\n",
		"::: danger Попередження про вміст\nсамоушкодження\n:::\n\nТекст.\n",
		"::: попередження-про-вміст\nсамоушкодження\n:::\n\nТекст.\n",
		"!!! danger \"Попередження про вміст\"\n    самоушкодження\n\nТекст.\n",
		"{% note danger Попередження про вміст: самоушкодження %}\n\nТекст.\n",
		"{{< notice warning \"Попередження про вміст\" >}}самоушкодження{{< /notice >}}\n\nТекст.\n",
		"{{< alert text=\"Попередження про вміст: самоушкодження\" >}}\n\nТекст.\n",
		"<details><summary>Попередження про вміст: самоушкодження</summary>\n\nТекст.\n</details>\n",
		"<div class=\"box\"><strong>Попередження про вміст:</strong> самоушкодження</div>\n\nТекст.\n",
		"<div title=\"Попередження про вміст: самоушкодження\">Текст.</div>\n",
		"| Попередження про вміст | самоушкодження |\n|---|---|\n\nТекст.\n",
		"```{попередження-про-вміст}\nсамоушкодження\n```\n\nТекст.\n",
		"Ось моє попередження про вміст: самоушкодження\n\nТекст.\n",
		"Текст.\n\nЦя ніч (попередження про вміст: самоушкодження) довга.\n\nТекст.\n",
	} {
		p, err := (&Parser{Vocabulary: v, Lang: "uk"}).Parse("a.md", []byte(src))
		if err != nil || len(p.Warnings) != 1 || !p.HasTopic("self-harm") {
			t.Errorf("%q: warnings %v, %v; want one of self-harm", src, p.Warnings, err)
		}
		if plain, err := new(Parser).Parse("a.md", []byte(src)); err != nil || plain.HasTopic("self-harm") {
			t.Errorf("%q: the vocabulary of one parser is known to another: %v, %v", src, plain.Warnings, err)
		}
	}
	for _, src := range []string{
		"---\nзастереження: немає\n---\nТекст.\n",
		"Текст про попередження про вміст у газетах.\n",
	} {
		if p, err := (&Parser{Vocabulary: v, Lang: "uk"}).Parse("a.md", []byte(src)); err != nil || len(p.Warnings) != 0 {
			t.Errorf("%q: warnings %v, %v; want none", src, p.Warnings, err)
		}
	}
}

// Titles that the text does not have are in the caller's language, also in a post that was
// frozen or kept in a cache.
func TestLanguageWords(t *testing.T) {
	src := []byte("---\nlang: uk\nзастереження: самоушкодження\n---\n::: note\nТекст.\n:::\n")
	kept := make(map[[32]byte][]byte)
	p := &Parser{Vocabulary: ukrainian(t), Cache: &Cache{
		Get: func(key [32]byte) []byte { return kept[key] },
		Put: func(key [32]byte, frozen []byte) { kept[key] = frozen },
	}}
	var posts []*post.Post
	for range 2 {
		po, err := p.Parse("a.md", src)
		if err != nil {
			t.Fatal(err)
		}
		posts = append(posts, po)
	}
	frozen, err := Freeze(posts[0])
	if err != nil {
		t.Fatal(err)
	}
	thawed, err := p.Thaw(nil, frozen)
	if err != nil {
		t.Fatal(err)
	}
	for i, po := range append(posts, thawed) {
		if html := new(post.Renderer).Body(po); !bytes.Contains([]byte(html), []byte("Примітка")) {
			t.Errorf("%d: a box without a title is written as %q", i, html)
		}
		if len(po.Warnings) != 1 || po.Warnings[0].Title != "Попередження про вміст" {
			t.Errorf("%d: warnings %v", i, po.Warnings)
		}
	}
	p.Vocabulary = nil
	if po, err := p.Parse("a.md", src); err != nil || len(po.Warnings) != 0 || len(kept) != 2 {
		t.Errorf("without the vocabulary: warnings %v, %v, %d posts in the cache", po.Warnings, err, len(kept))
	}
}

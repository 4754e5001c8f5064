package markdown

import (
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

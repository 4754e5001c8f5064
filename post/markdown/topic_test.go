package markdown

import (
	"slices"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
)

func TestVocabulary(t *testing.T) {
	groups := map[string]string{
		"discrimination": "homophobia transphobia classism sexism racism religious-discrimination ableism body-shaming other-discrimination",
		"aggression":     "violence kidnapping death collective-violence other-aggression",
		"abuse":          "abuse sexual-abuse child-abuse animal-abuse abusive-language other-abuse",
		"pregnancy":      "miscarriage abortion childbirth other-pregnancy",
		"medical":        "blood-gore procedures other-medical",
		"mental-health":  "dysmorphia self-harm suicide mental-illness addiction other-mental-health",
		"sexual-content": "pornography incest other-sexual-content",
	}
	got := make(map[string][]string)
	langs := []string{"zh-Hans", "zh-Hant", "en", "ja", "ko", "fr", "de", "es"}
	for topic := range post.Topics() {
		got[topic.Group] = append(got[topic.Group], topic.Slug)
		if len(topic.ONIX) != 2 || topic.ONIX < "02" || topic.ONIX > "11" {
			t.Errorf("%s: ONIX code %q is not one of 02 to 11", topic.Slug, topic.ONIX)
		}
		if len(topic.Labels) != len(langs) {
			t.Errorf("%s has %d languages, want %d", topic.Slug, len(topic.Labels), len(langs))
		}
		for _, lang := range langs {
			if len(topic.Labels[lang]) == 0 {
				t.Errorf("%s has no label in %s", topic.Slug, lang)
			}
			for _, l := range topic.Labels[lang] {
				if l != strings.TrimSpace(l) || l == "" {
					t.Errorf("%s: label %q in %s", topic.Slug, l, lang)
				}
				if want := topic.Slug; new(Parser).Topic(l).Slug != want {
					t.Errorf("%s: %s label %q is taken for %s", topic.Slug, lang, l, new(Parser).Topic(l).Slug)
				}
			}
		}
		if back, ok := post.TopicFor(topic.Slug); !ok || back.Slug != topic.Slug {
			t.Errorf("TopicFor(%q) = %q, %v", topic.Slug, back.Slug, ok)
		}
	}
	for group, slugs := range groups {
		if want := strings.Fields(slugs); !slices.Equal(got[group], want) {
			t.Errorf("group %s has %q, want %q", group, got[group], want)
		}
	}
	if _, ok := post.TopicFor("sunshine"); ok {
		t.Error("TopicFor knows sunshine")
	}
}

func TestTopicSlug(t *testing.T) {
	for text, want := range map[string]string{
		"自杀":                            "suicide",
		"自殺":                            "suicide",
		"谋杀案件":                          "violence",
		"重度抑郁症":                         "mental-illness",
		"精神分裂":                          "mental-illness",
		"情感操控":                          "abuse",
		"性暗示":                           "other-sexual-content",
		"过度心理依赖风险":                      "other-mental-health",
		"校园性暴力":                         "sexual-abuse", // longer than 暴力
		"非自杀性自伤":                        "self-harm",
		"血":                             "blood-gore",
		"混血":                            "",
		"Self-Harm":                     "self-harm",
		"self harm":                     "self-harm",
		"self_harm":                     "self-harm",
		"self‑harm":                     "self-harm", // no-break hyphen
		"ＳＥＬＦ－ＨＡＲＭ":                     "self-harm",
		"SH":                            "self-harm",
		"sh":                            "",
		"mentions of suicide and death": "suicide",
		"graphic murders":               "violence",
		"grape":                         "", // no rape
		"therapist":                     "",
		"skilled":                       "",
		"warm":                          "", // no war
		"Tentative de suicide":          "suicide",
		"dépression":                    "mental-illness",
		"depression":                    "mental-illness",
		"Vergewaltigung":                "sexual-abuse",
		"자살 시도에 대한 묘사":                  "suicide",
		"リストカット":                        "self-harm",
		"spiders":                       "",
		"":                              "",
	} {
		if got := new(Parser).Topic(text); got.Slug != want || got.Label != text {
			t.Errorf("topic(%q) = %+v, want %q", text, got, want)
		}
	}
}

func TestParserTopics(t *testing.T) {
	p := &Parser{Topics: map[string]string{"蜘蛛": "spiders", "blood oranges": "fruit"}}
	for text, want := range map[string]string{
		"大量蜘蛛特写":        "spiders",
		"Blood-Oranges": "fruit",
		"blood":         "blood-gore",
	} {
		if got := p.Topic(text).Slug; got != want {
			t.Errorf("topic(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestTopicLabel(t *testing.T) {
	topic, _ := post.TopicFor("self-harm")
	for lang, want := range map[string]string{"zh-CN": "自残", "zh-TW": "自殘", "": "self-harm", "fr": "automutilation", "sw": "self-harm"} {
		if got := topic.Label(lang); got != want {
			t.Errorf("Label(%q) = %q, want %q", lang, got, want)
		}
	}
}

// The cost of finding topics grows with the length of the text alone.
func BenchmarkTopicLongest(b *testing.B) {
	text := strings.Repeat("The ferry left before the war of words began, 天色已晚。", 1000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		new(Parser).Topic(text)
	}
}

package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
)

// warningForms are the forms that a warning stands in: %[1]s is the phrase, %[2]s the
// topic.
var warningForms = []struct{ name, format string }{
	{"container", "::: warning %[1]s\n%[2]s\n:::"},
	{"container with the topic", "::: danger %[1]s: %[2]s\n:::"},
	{"callout", "> [!WARNING] %[1]s\n> %[2]s"},
	{"alert", "> [!CAUTION]\n> **%[1]s:** %[2]s"},
	{"admonition", "!!! warning \"%[1]s\"\n    %[2]s"},
	{"tag", "{%% note danger %[1]s: %[2]s %%}\n{%% endnote %%}"},
	{"tag around it", "{%% note warning %%}\n%[1]s: %[2]s\n{%% endnote %%}"},
	{"shortcode", "{{< notice warning \"%[1]s\" >}}\n%[2]s\n{{< /notice >}}"},
	{"summary", "<details>\n<summary>%[1]s: %[2]s</summary>\n\nHidden.\n\n</details>"},
	{"element", "<div class=\"warning\"><strong>%[1]s:</strong> %[2]s</div>"},
	{"bold line", "**%[1]s:** %[2]s"},
	{"plain line", "%[1]s: %[2]s"},
	{"full width", "%[1]s：%[2]s"},
	{"emphasis", "*%[1]s: %[2]s*"},
	{"bracket", "[%[1]s: %[2]s]"},
	{"quote", "> %[1]s: %[2]s"},
	{"item", "- %[1]s: %[2]s\n- Rating: five"},
	{"row", "| %[1]s | %[2]s |\n|---|---|\n| Rating | five |"},
	{"behind a sign", "⚠️ %[1]s: %[2]s"},
}

// warningWords are a phrase, a topic that the vocabulary knows, and one that it does
// not, by language.
var warningWords = []struct{ lang, phrase, known, unknown string }{
	{"zh-Hans", "内容预警", "自杀", "溺水"},
	{"zh-Hant", "內容警告", "自殺", "溺水"},
	{"en", "Content warning", "suicide", "drowning"},
	{"en, trigger", "Trigger warnings", "blood", "flashing lights"},
	{"ja", "閲覧注意", "自殺", "水難"},
	{"ko", "콘텐츠 경고", "자살", "익사"},
	{"fr", "Avertissement de contenu", "suicide", "noyade"},
	{"de", "Inhaltswarnung", "Suizid", "Ertrinken"},
	{"es", "Advertencia de contenido", "suicidio", "ahogamiento"},
}

// warningPlaces are where in a post it stands.
var warningPlaces = []struct{ name, format string }{
	{"first", "%s\n\nText.\n"},
	{"after a paragraph", "Text.\n\n%s\n\nText.\n"},
	{"after a heading", "Text.\n\nText.\n\n## Night\n\n%s\n\nText.\n"},
}

// hidden puts invisible characters into a phrase or topic.
var hidden = []struct {
	name string
	put  func(string) string
}{
	{"nothing", func(s string) string { return s }},
	{"a zero width space", func(s string) string { return within(s, "\u200b") }},
	{"a word joiner", func(s string) string { return within(s, "\u2060") }},
	{"an isolate", func(s string) string { return "\u2068" + s + "\u2069" }},
	{"an entity", func(s string) string {
		return strings.Replace(s, string([]rune(s)[1]), fmt.Sprintf("&#%d;", []rune(s)[1]), 1)
	}},
}

// within puts mark behind the first character of s.
func within(s, mark string) string {
	r := []rune(s)
	return string(r[:1]) + mark + string(r[1:])
}

// A statement that it is a content warning is one: in every form, language and place,
// with a topic that is known or not, whatever stands in it that no reader sees.
func TestWarningMatrix(t *testing.T) {
	for _, form := range warningForms {
		for _, words := range warningWords {
			for _, topic := range []string{words.known, words.unknown} {
				for _, place := range warningPlaces {
					for _, h := range hidden {
						src := fmt.Sprintf(place.format, fmt.Sprintf(form.format, h.put(words.phrase), h.put(topic)))
						name := strings.Join([]string{form.name, words.lang, topic, place.name, h.name}, ", ")
						po, err := new(Parser).Parse("a.md", []byte(src))
						if err != nil {
							t.Fatalf("%s: %v", name, err)
						}
						if len(po.Warnings) != 1 {
							t.Errorf("%s: warnings %q, want one: %q", name, briefs(po.Warnings), src)
							continue
						}
						w := po.Warnings[0]
						if !strings.Contains(w.Line(""), topic) {
							t.Errorf("%s: Line = %q, want %q in it", name, w.Line(""), topic)
						}
						if want := topic == words.known; want != (len(w.Topics) > 0 && w.Topics[0].Slug != "") {
							t.Errorf("%s: topics %v", name, w.Topics)
						}
						if strings.Contains(po.Summary, "Hidden") {
							t.Errorf("%s: Summary = %q", name, po.Summary)
						}
						if section := place.name == "after a heading"; section != (w.Scope == post.ScopeSection) {
							t.Errorf("%s: scope %v", name, w.Scope)
						}
					}
				}
			}
		}
	}
}

// A key, a tag or a bracket of the title is a warning in every language, with any topic.
func TestHeadWarningMatrix(t *testing.T) {
	for _, words := range warningWords {
		for _, topic := range []string{words.known, words.unknown} {
			for _, form := range []string{"%[1]s: %[2]s", "%[1]s: [%[2]s]", "tags: ['%[1]s: %[2]s']", "title: 'Night [%[1]s: %[2]s]'", "content_warning: '%[1]s: %[2]s'", "extra:\n  %[1]s: %[2]s"} {
				for _, h := range hidden[:4] {
					src := "---\n" + fmt.Sprintf(form, h.put(words.phrase), h.put(topic)) + "\n---\nText.\n"
					po, err := new(Parser).Parse("a.md", []byte(src))
					if err != nil {
						t.Fatalf("%q: %v", src, err)
					}
					if len(po.Warnings) != 1 || !strings.Contains(string([]rune(po.Warnings[0].Line(""))), topic) {
						t.Errorf("%s, %s: warnings %q, want one of %q: %q", words.lang, h.name, briefs(po.Warnings), topic, src)
					}
				}
			}
		}
	}
}

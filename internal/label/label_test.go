package label

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestFor(t *testing.T) {
	for _, tt := range []struct{ lang, want string }{
		{"", "en"},
		{"en-GB", "en"},
		{"zh", "zh-Hans"},
		{"zh-CN", "zh-Hans"},
		{"zh-SG", "zh-Hans"},
		{"zh-TW", "zh-Hant"},
		{"zh-HK", "zh-Hant"},
		{"zh-Hant-HK", "zh-Hant"},
		{"ja-JP", "ja"},
		{"ko", "ko"},
		{"fr-CA", "fr"},
		{"de-AT", "de"},
		{"es-419", "es"},
		{"xx-nonsense-", "en"},
		{"not a tag", "en"},
		{"sw", "en"},
	} {
		if got := For(tt.lang).Lang; got != tt.want {
			t.Errorf("For(%q) = %s, want %s", tt.lang, got, tt.want)
		}
	}
}

// Every language has every label, no two rows are of one, and each takes the same
// arguments as English.
func TestComplete(t *testing.T) {
	rows := make(map[*string]bool)
	for i := range table {
		word := table[i].field(&all[0])
		if rows[word] {
			t.Errorf("%q has a second row", *word)
		}
		rows[word] = true
	}
	english := reflect.ValueOf(all[0])
	for i := range all {
		v := reflect.ValueOf(all[i])
		for f := range v.NumField() {
			field := v.Type().Field(f)
			if !field.IsExported() {
				continue
			}
			got, want := v.Field(f).String(), english.Field(f).String()
			if strings.TrimSpace(got) == "" {
				t.Errorf("%s: %s is empty", all[i].Lang, field.Name)
			}
			for _, verb := range []string{"%s", "%d", "%"} {
				if g, w := strings.Count(got, verb), strings.Count(want, verb); g != w {
					t.Errorf("%s: %s = %q has %d %s, want %d", all[i].Lang, field.Name, got, g, verb, w)
				}
			}
		}
	}
}

func TestDate(t *testing.T) {
	may := time.Date(2024, 5, 3, 23, 0, 0, 0, time.UTC)
	for lang, want := range map[string]string{
		"en": "3 May 2024",
		"zh": "2024年5月3日",
		"ko": "2024년 5월 3일",
		"fr": "3 mai 2024",
		"de": "3. Mai 2024",
		"es": "3 de mayo de 2024",
	} {
		if got := For(lang).Date(may); got != want {
			t.Errorf("For(%q).Date = %q, want %q", lang, got, want)
		}
	}
	if got := For("en").Date(time.Time{}); got != "" {
		t.Errorf("Date of the zero time = %q, want none", got)
	}
}

func TestSetting(t *testing.T) {
	zh, fr := For("zh-CN"), For("fr")
	if got, want := zh.Field(zh.Source, "晨报"), "来源：晨报"; got != want {
		t.Errorf("Field = %q, want %q", got, want)
	}
	if got, want := fr.Field(fr.Source, "Le Matin"), "Source\u00a0: Le Matin"; got != want {
		t.Errorf("Field = %q, want %q", got, want)
	}
	if got, want := zh.Field(zh.ContentWarning, ""), "内容预警"; got != want {
		t.Errorf("Field without a value = %q, want %q", got, want)
	}
	if got, want := zh.Quote("夜航")+zh.Paren("一"), "《夜航》（一）"; got != want {
		t.Errorf("Quote, Paren = %q, want %q", got, want)
	}
	if got, want := For("en").People([]string{"A", "B", "C", "D", "E"}), "A, B, C, D and others"; got != want {
		t.Errorf("People = %q, want %q", got, want)
	}
}

// The tags that are matched in advance have the labels that matching gives.
func TestUsual(t *testing.T) {
	for lang, labels := range usual() {
		if got := match(lang); got != labels || For(lang) != labels {
			t.Errorf("%s has the labels of %s, want %s", lang, labels.Lang, got.Lang)
		}
	}
}

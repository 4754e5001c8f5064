package script

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/xhtml"
)

func TestVisible(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"nothing to leave out", "内容预警", "内容预警"},
		{"zero width space", "内容\u200b预警", "内容预警"},
		{"soft hyphen", "con\u00adtent", "content"},
		{"bidi isolate", "\u2066content\u2069", "content"},
		{"byte order mark", "\ufeffCW", "CW"},
		{"Hangul filler", "경\u3164고", "경고"},
		{"tag character", "CW\U000e0041", "CW"},
		{"ideographic variation", "内\U000e0100容", "内容"},
		{"joined emoji", "👩\u200d🚒 and ⚠\ufe0f", "👩\u200d🚒 and ⚠\ufe0f"},
		{"joiner between Latin letters", "C\u200dW", "CW"},
		{"joiner of Persian", "می\u200cخواهم", "می\u200cخواهم"},
	} {
		if got := Visible(tt.in); got != tt.want {
			t.Errorf("%s: Visible(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestVisibleMarkup(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a fence", "\u200b::: war\u200bning 内容\u2060预警\n内\u200b容\n", "::: warning 内容预警\n内\u200b容\n"},
		{"a fence with one between", ":\u200b:: note\n", "::: note\n"},
		{"a callout", "> [!WARN\u00adING] x\n", "> [!WARNING] x\n"},
		{"a fence of front matter", "\u200e---\ntitle: a\u200b\n", "---\ntitle: a\u200b\n"},
		{"a tag", "{\u200b% note %}\n", "{% note %}\n"},
		{"an element and its text", "<de\u200btails>a\u200bb\n", "<details>a\u200bb\n"},
		{"text", "a\u200bb\n", "a\u200bb\n"},
		{"an emoji of a fence", "::: tip 👩\u200d🚒\n", "::: tip 👩\u200d🚒\n"},
	} {
		if got := string(VisibleMarkup([]byte(tt.in))); got != tt.want {
			t.Errorf("%s: VisibleMarkup(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

// The short cuts for what is mostly written agree with the tables, for every character.
func TestIsInvisible(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		want := unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) ||
			unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) || unicode.Is(unicode.Variation_Selector, r)
		if got := IsInvisible(r); got != want {
			t.Errorf("IsInvisible(%U) = %v", r, got)
		}
		if 0xD800 <= r && r < 0xE000 {
			continue // no UTF-8
		}
		if got := HasHidden([]byte("内" + string(r) + "a")); got != want {
			t.Errorf("HasHidden with %U = %v", r, got)
		}
		text := "内" + string(r) + "a"
		if got, want := TraitsOf([]byte(text)), (Traits{Illegal: xhtml.Legal(text) != text, Invisible: want}); got != want {
			t.Errorf("TraitsOf with %U = %+v, want %+v", r, got, want)
		}
	}
}

func TestTraitsOfInvalid(t *testing.T) {
	edges := []byte{'a', 0x7F, 0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xE1, 0xE4, 0xEC, 0xED, 0xEF, 0xF0, 0xF4, 0xFF}
	for _, a := range edges {
		for _, b := range edges {
			for _, c := range edges {
				for _, text := range [][]byte{{a, b, c}, {a, b, c, 'z'}, {0xE4, a, b, c}} {
					if got := TraitsOf(text).Invalid; got == utf8.Valid(text) {
						t.Errorf("TraitsOf(%q).Invalid = %v", text, got)
					}
				}
			}
		}
	}
}

func BenchmarkVisibleMarkup(b *testing.B) {
	src := []byte(strings.Repeat("天黑以后，船队沿着河岸慢慢行驶，没有人说话。“到了。”\n\n::: tip\nRain on the roof.\n:::\n\n", 200))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		VisibleMarkup(src)
	}
}

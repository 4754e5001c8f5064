package script

import "testing"

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

package phrases

import "testing"

// What carries the words of a warning follows from its phrases.
func TestGenerated(t *testing.T) {
	table := Read()
	for key, want := range map[string]string{
		"content_warning": "phrase", "contentWarnings": "phrase", "Content-Warning": "phrase", "Inhaltswarnung": "phrase", "avertissement_contenu": "phrase",
		"内容预警": "phrase", "콘텐츠 경고": "phrase", "閲覧注意": "phrase", "archive_warnings": "phrase", "content\u200b_warning": "phrase",
		"cw": "mark", "TW": "mark", "cn": "loose", "warning": "loose", "spoiler_text": "key", "warnings": "key", "content-rating": "rating",
		"title": "", "notes": "", "content": "",
	} {
		if got := table.Key(key); got != want {
			t.Errorf("Key(%q) = %q, want %q", key, got, want)
		}
	}
	for name, want := range map[string]bool{
		"contentwarning": true, "ContentWarning": true, "content-warning": true, "content_warnings": true, "cw": true, "TriggerWarning": true,
		"sensitive": true, "内容预警": true, "warning": false, "cn": false, "content": false, "note": false,
	} {
		if got := table.IsName(name); got != want {
			t.Errorf("IsName(%q) = %t, want %t", name, got, want)
		}
	}
	for value, want := range map[string]string{
		"No Archive Warnings Apply.": "none", "FALSE": "none", "无": "none", "R-18": "adult", "Taiwan": "other", "heights": "",
	} {
		if got := table.Value(value); got != want {
			t.Errorf("Value(%q) = %q, want %q", value, got, want)
		}
	}
}

package spell

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	known := []string{"title", "tags", "categories", "published", "lang"}
	for _, tt := range []struct{ word, want string }{
		{"titel", "title"},
		{"lnag", "lang"},
		{"Tags", "tags"},
		{"catagories", "categories"},
		{"publish", "published"},
		{"tag", "tags"},
		{"url", ""},
		{"colour", ""},
		{"", ""},
		{strings.Repeat("title", 1000), ""},
	} {
		if got := Nearest(tt.word, known); got != tt.want {
			t.Errorf("Nearest(%.20q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}

package feed

import (
	"context"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
)

// A warning of which a caller says little is no weaker than one of a post.
func TestWarningOfFewWords(t *testing.T) {
	warning := &post.Warning{Topics: []post.Topic{{Label: "Messer"}}}
	f := &Feed{Title: "T", HomeURL: "https://a.example/", Items: List(
		&Item{URL: "/a/", Lang: "de", Warnings: []*post.Warning{warning}},
	)}
	var rss, json strings.Builder
	if _, err := new(Encoder).Encode(context.Background(), f, Output{FormatRSS, &rss}, Output{FormatJSON, &json}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<strong>Inhaltswarnung:</strong> Messer`,
		`<media:rating scheme="https://a.example/content-warning">warning</media:rating>`,
	} {
		if !strings.Contains(rss.String(), want) {
			t.Errorf("RSS has no %q:\n%s", want, &rss)
		}
	}
	if want := `"warnings":[{"level":"warning","title":"Inhaltswarnung"`; !strings.Contains(json.String(), want) {
		t.Errorf("JSON Feed has no %q:\n%s", want, &json)
	}
	if warning.Title != "" || warning.Level != 0 {
		t.Errorf("the caller's warning became %+v", warning)
	}
}

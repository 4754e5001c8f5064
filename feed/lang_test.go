package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/foreword-go/foreword/post"
)

// A feed is of the language of most of its items, and of none if they do not agree.
func TestLanguageOfMost(t *testing.T) {
	for _, test := range []struct{ items, own, want string }{
		{"en zh-Hans zh-Hans", "", "zh-Hans"},
		{"en ? ?", "", ""},
		{"en fa ru", "", ""},
		{"en und-Cyrl und-Cyrl", "", ""},
		{"zh-Hans zh-Hant", "", "zh"},
		{"fa fa", "en", "en"},
	} {
		for _, updated := range []time.Time{{}, time.Unix(1e9, 0)} {
			var items []*Item
			for i, lang := range strings.Fields(test.items) {
				items = append(items, &Item{URL: fmt.Sprintf("/%d/", i), Title: "T", Lang: strings.TrimPrefix(lang, "?"), HTML: "<p>x</p>"})
			}
			f := &Feed{Title: "T", HomeURL: "https://a.example/", Lang: test.own, Updated: updated, Items: List(items...)}
			var b strings.Builder
			report, err := new(Encoder).RSS(t.Context(), &b, f)
			if err != nil || report.Lang != test.want || report.Items != len(items) {
				t.Errorf("items in %q, feed %q: language %q, %d items, %v, want %q", test.items, test.own, report.Lang, report.Items, err, test.want)
			}
			if has := strings.Contains(b.String(), "<language>"); has != (test.want != "") {
				t.Errorf("items in %q: a language element is %v in\n%s", test.items, has, b.String())
			}
		}
	}
}

func TestContentFromRightToLeft(t *testing.T) {
	f := &Feed{Title: "T", HomeURL: "https://a.example/", Items: List(
		&Item{URL: "/1/", Title: "T", Lang: "fa", HTML: "<p>متن</p>", Warnings: []*post.Warning{{Title: "هشدار"}}},
		&Item{URL: "/2/", Title: "T", Lang: "ru", HTML: "<p>Текст</p>"},
	)}
	var b strings.Builder
	if _, err := new(Encoder).Atom(t.Context(), &b, f); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), `&lt;div dir=&#34;rtl&#34;&gt;`) + strings.Count(b.String(), `&lt;div dir="rtl"&gt;`); got != 1 {
		t.Errorf("%d contents are from right to left, want that in Persian:\n%s", got, b.String())
	}
	if div, warning := strings.Index(b.String(), "dir="), strings.Index(b.String(), "هشدار"); div < 0 || strings.LastIndex(b.String(), "هشدار") < div || warning < 0 {
		t.Error("the warning is not in the part from right to left")
	}
}

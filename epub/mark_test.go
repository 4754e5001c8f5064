package epub

import (
	"testing"

	"github.com/foreword-go/foreword/post"
)

func TestTitleMark(t *testing.T) {
	for _, c := range []struct{ title, mark, rest string }{
		{"转载 - 一盏灯", "转载", "一盏灯"},
		{"【转载】一盏灯", "转载", "一盏灯"},
		{"[译] 一盏灯", "译", "一盏灯"},
		{"（翻译）：一盏灯", "翻译", "一盏灯"},
		{"转载：一盏灯", "转载", "一盏灯"},
		{"[Translation] A lamp", "Translation", "A lamp"},
		{"Repost: A lamp", "Repost", "A lamp"},
		{"转载与版权", "", "转载与版权"},
		{"译者的一天", "", "译者的一天"},
		{"[译]", "", "[译]"},
		{"Translation is hard", "", "Translation is hard"},
	} {
		if mark, rest := titleMark(c.title); mark != c.mark || rest != c.rest {
			t.Errorf("titleMark(%q) = %q, %q", c.title, mark, rest)
		}
	}
}

func TestFontsOfCover(t *testing.T) {
	var lang, title, text string
	e := &Encoder{Fonts: func(l, head, rest string) (Font, Font) {
		lang, title, text = l, head, rest
		return Font{Name: "head.ttf"}, Font{Name: "text.ttf"}
	}}
	b := &Book{Lang: "zh", Title: "[译] 一盏灯", Chapters: []*Chapter{{Title: "x", HTML: "<p>x</p>", Authors: []post.Author{{Name: "林秋"}}, Warnings: []*post.Warning{{}}}}}
	report, err := e.Encode(t.Context(), new(discard), b)
	if err != nil {
		t.Fatal(err)
	}
	if lang != "zh" || title != "一盏灯" || text != "译  林秋  内容预警" {
		t.Errorf("asked for %q, %q and %q", lang, title, text)
	}
	if len(report.Fonts) != 2 || report.Fonts[0] != "head.ttf" || report.Fonts[1] != "text.ttf" {
		t.Errorf("reported %q", report.Fonts)
	}
	bare := &Encoder{NoCover: true}
	if report, err = bare.Encode(t.Context(), new(discard), b); err != nil || report.Images != 0 || report.Fonts != nil {
		t.Errorf("without a cover: %+v, %v", report, err)
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

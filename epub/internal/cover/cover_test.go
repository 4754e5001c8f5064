package cover

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
)

var texts = map[string]Text{
	"chinese":  {Title: "在很长很长的夜里，我们怎样学会把一盏灯交到另一个人的手中——关于照护、告别与重新开始的札记", Subtitle: "二〇二四年选集", Author: "林晖", Source: "灯下札记 lamp.example", Warning: "内容预警", Lang: "zh-Hans"},
	"english":  {Title: "The Keeper of Small Hours", Author: "Ada Winter and others", Source: "The Tea Ledger, tea.example", Warning: "Content warning", Lang: "en"},
	"japanese": {Title: "海の声を聞きながら、「待つ」ということを考える", Author: "波野 しずく", Source: "潮騒ノート", Warning: "閲覧注意", Lang: "ja"},
	"emoji":    {Title: "Spring 🌸 cleaning 🧹👩🏽‍🚀", Author: "Bo 🐻", Lang: "en"},
	"word":     {Title: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", Author: "K. Lang", Lang: "de"},
	"short":    {Title: "灯", Author: "林晖", Lang: "zh"},
	"nothing":  {},
	"endless":  {Title: strings.Repeat("永远写不完的标题", 500), Author: strings.Repeat("a ", 5000), Source: strings.Repeat("x", 5000), Warning: strings.Repeat("预警", 500)},
}

func TestDraw(t *testing.T) {
	for name, text := range texts {
		for _, o := range []Options{{}, {Font: goregular.TTF}} {
			data, mediaType, err := Draw(text, o)
			if err != nil || mediaType != "image/png" {
				t.Fatalf("%s: %q, %v", name, mediaType, err)
			}
			img, err := png.Decode(bytes.NewReader(data))
			if err != nil || img.Bounds() != image.Rect(0, 0, Width, Height) {
				t.Fatalf("%s: %v, %v", name, img.Bounds(), err)
			}
			// No ink of a text leaves the margins.
			p := img.(*image.Paletted)
			for y := range Height {
				for _, x := range []int{30, 90, Width - 90, Width - 30} {
					if c := p.ColorIndexAt(x, y); c != dark && c != frame {
						t.Fatalf("%s: ink at %d, %d", name, x, y)
					}
				}
			}
			if name == "short" {
				if again, _, _ := Draw(text, o); !bytes.Equal(data, again) {
					t.Errorf("%s: other bytes the second time", name)
				}
			}
			if len(data) > 200<<10 {
				t.Errorf("%s: %d bytes", name, len(data))
			}
		}
	}
	if _, _, err := Draw(Text{Title: "x"}, Options{Font: []byte("no font")}); err == nil {
		t.Error("a broken font was taken")
	}
}

// The mark of a warning is seen: a light band that a cover without one lacks.
func TestDrawWarning(t *testing.T) {
	light := func(w string) (n int) {
		data, _, err := Draw(Text{Title: "x", Warning: w}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		img, _ := png.Decode(bytes.NewReader(data))
		for y := range titleTop {
			if img.(*image.Paletted).ColorIndexAt(Width-margin+20, y) == bright {
				n++
			}
		}
		return n
	}
	if with, without := light("内容预警"), light(""); with < 200 || without != 0 {
		t.Errorf("%d light rows with a warning and %d without", with, without)
	}
}

func TestWrap(t *testing.T) {
	f, err := newFont("zh", nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		text  string
		width int // of CJK characters
		want  []string
	}{
		{"一二三四五六", 6, []string{"一二三四五六"}},
		{"一二三四五六七", 6, []string{"一二三四", "五六七"}},
		{"一二三，四五", 3, []string{"一二", "三，", "四五"}},
		{"一二（三）四", 3, []string{"一二", "（三）", "四"}},
		{"see the lamp", 4, []string{"see the", "lamp"}},
		{"用Go写", 3, []string{"用Go写"}},
		{"abcdefghij", 4, []string{"abcdefgh", "ij"}},
	}
	for _, test := range tests {
		if got := f.wrap(test.text, 2, test.width*em*2); !slices.Equal(got, test.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", test.text, test.width, got, test.want)
		}
	}
}

func FuzzDraw(f *testing.F) {
	for _, t := range texts {
		f.Add(t.Title, t.Warning, t.Lang)
	}
	f.Fuzz(func(t *testing.T, title, warning, lang string) {
		ft, err := newFont(lang, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{title, warning} {
			b := ft.fit(text, []int{9, 6}, inner, 900, 4)
			if len(b.lines) > 4 {
				t.Fatalf("%d lines", len(b.lines))
			}
			for _, line := range b.lines {
				if w := ft.width(line, b.step); w > inner {
					t.Fatalf("a line of %d pixels: %q", w, line)
				}
			}
		}
	})
}

func BenchmarkDraw(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Draw(texts["chinese"], Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

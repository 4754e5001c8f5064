package cover

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
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
	data, mediaType, err := Draw(texts["chinese"], Options{})
	if err != nil || mediaType != "image/png" || len(data) > 100<<10 {
		t.Fatalf("Draw() = %d bytes of %q, %v", len(data), mediaType, err)
	}
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width != Width || c.Height != Height {
		t.Errorf("a cover of %d×%d, %v", c.Width, c.Height, err)
	}
	if again, _, _ := Draw(texts["chinese"], Options{}); !bytes.Equal(data, again) {
		t.Error("other bytes the second time")
	}
	if _, _, err := Draw(Text{Title: "x"}, Options{Title: Font{Data: []byte("no font")}}); err == nil {
		t.Error("a broken font was taken")
	}
}

// No ink of a text leaves the margins, which show what stands behind it.
func TestDrawKeepsMargins(t *testing.T) {
	if testing.Short() {
		t.Skip("draws on one goroutine, which the race detector is slow with")
	}
	for name, text := range texts {
		for _, file := range [][]byte{nil, goregular.TTF} {
			o := Options{Title: Font{Data: file}, Text: Font{Data: file}}
			d, err := newDesign(text, o)
			if err != nil {
				t.Fatal(err)
			}
			d.plain()
			bare, err := newDesign(Text{Title: text.Title, Warning: text.Warning, Lang: text.Lang}, o)
			if err != nil {
				t.Fatal(err)
			}
			bare.t.Title, bare.t.Subtitle = "", ""
			bare.plain()
			for y := range Height {
				for _, x := range []int{40, margin - 30, Width - margin + 30, Width - 40} {
					if got, want := d.RGBAAt(x, y), bare.RGBAAt(x, y); got != want {
						t.Fatalf("%s: ink at %d, %d", name, x, y)
					}
				}
			}
		}
	}
}

// A cover without a picture has few colours and a small file; one colour differs
// from book to book, and is always dark enough for light text.
func TestColours(t *testing.T) {
	seen := make(map[color.RGBA]bool)
	for _, title := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		d, err := newDesign(Text{Title: title}, Options{Title: Font{Data: goregular.TTF}})
		if err != nil {
			t.Fatal(err)
		}
		d.plain()
		if _, ok := d.compact().(*image.Paletted); !ok {
			t.Errorf("%q: too many colours for a palette", title)
		}
		seen[d.field] = true
	}
	if len(seen) < 3 {
		t.Errorf("%d colours for eight titles", len(seen))
	}
	for _, f := range fields {
		if c := contrast(paper, f); c < 7 {
			t.Errorf("paper on %v has a contrast of %.1f", f, c)
		}
		if c := contrast(mix(f, paper, 0.72), f); c < 4.5 {
			t.Errorf("the muted text on %v has a contrast of %.1f", f, c)
		}
		if c := contrast(mix(f, paper, 0.2), paper); c < 4.5 {
			t.Errorf("the source on paper has a contrast of %.1f beside %v", c, f)
		}
	}
	if c := contrast(black, signal); c < 7 {
		t.Errorf("the mark of a warning has a contrast of %.1f", c)
	}
}

// contrast is that of WCAG 2.2.
func contrast(a, b color.RGBA) float64 {
	light := func(c color.RGBA) float64 {
		part := func(v uint8) float64 {
			x := float64(v) / 255
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
	}
	x, y := light(a)+0.05, light(b)+0.05
	return max(x, y) / min(x, y)
}

// A title is divided at its colon, unless a part would be a stub.
func TestSubtitled(t *testing.T) {
	for _, c := range []struct{ title, head, tail string }{
		{"纸灯：一年的文章", "纸灯", "一年的文章"},
		{"Lamps: a year of letters", "Lamps", "a year of letters"},
		{"照护札记——从第一夜开始", "照护札记", "从第一夜开始"},
		{"A: the letter", "A: the letter", ""},
		{"Go 1.26: x", "Go 1.26: x", ""},
		{"他说（注：没有）", "他说（注：没有）", ""},
		{"No colon", "No colon", ""},
	} {
		if head, tail := Subtitled(c.title); head != c.head || tail != c.tail {
			t.Errorf("Subtitled(%q) = %q, %q", c.title, head, tail)
		}
	}
}

// No line of a title is one character, where there is another way.
func TestNoLoneCharacter(t *testing.T) {
	for _, title := range []string{"等待春天来", "写给明天的一封信", "一二三四五六七八九十一", "我们在海边等灯"} {
		for _, file := range []Font{{}, {Data: goregular.TTF}} {
			f, err := newFont("zh", file, boldWeight, "")
			if err != nil {
				t.Fatal(err)
			}
			b := f.fit(title, titleSteps, inner, titleRoom, 0)
			for _, line := range b.lines {
				if len(b.lines) > 1 && isLone(line) {
					t.Errorf("%q is set as %q", title, b.lines)
				}
			}
		}
	}
}

// A font that lacks the letters of a title leaves it to the one that has them,
// and nothing is drawn as a box.
func TestFontWithoutLetters(t *testing.T) {
	f, err := newFont("zh", Font{Data: goregular.TTF}, textWeight, "")
	if err != nil {
		t.Fatal(err)
	}
	for text, smooth := range map[string]bool{"The lamp": true, "L’été 🌸": true, "e\u0301te\u0301": true, "一盏灯": false, "lamp 灯": false} {
		if got := f.forText(text).smooth != nil; got != smooth {
			t.Errorf("%q is set in the font of the caller: %v, want %v", text, got, smooth)
		}
	}
	if got := f.clean("L’été  \n🌸 A\u00a0B"); got != "L’été A\u00a0B" {
		t.Errorf("clean() = %q", got)
	}
	if _, err := newFont("zh", Font{Data: goregular.TTF, Index: 2}, textWeight, ""); err == nil {
		t.Error("the second font of one was taken")
	}
}

// The mark of a warning is seen: a light band over the whole width that a cover
// without one lacks.
func TestDrawWarning(t *testing.T) {
	light := func(w string, pic image.Image) (n int) {
		d, err := newDesign(Text{Title: "x", Warning: w}, Options{Picture: pic})
		if err != nil {
			t.Fatal(err)
		}
		if pic != nil {
			d.around(pic)
		} else {
			d.plain()
		}
		for y := range Height / 2 {
			if d.RGBAAt(2, y) == signal && d.RGBAAt(Width-3, y) == signal {
				n++
			}
		}
		return n
	}
	for _, pic := range []image.Image{nil, image.NewGray(image.Rect(0, 0, 30, 20))} {
		if with, without := light("内容预警", pic), light("", pic); with < 200 || without != 0 {
			t.Errorf("%d light rows with a warning and %d without", with, without)
		}
	}
}

// A picture keeps its shape and colours, the warning stands above it, and what
// is said below has its margins, whatever the sizes.
func TestDrawAroundPicture(t *testing.T) {
	green := color.RGBA{20, 200, 60, 255}
	for _, name := range []string{"chinese", "short", "nothing"} {
		text := texts[name]
		for _, size := range []image.Point{{1600, 900}, {600, 900}, {1, 1}} {
			pic := image.NewRGBA(image.Rectangle{Max: size})
			draw.Draw(pic, pic.Rect, image.NewUniform(green), image.Point{}, draw.Src)
			d, err := newDesign(text, Options{Picture: pic})
			if err != nil {
				t.Fatal(err)
			}
			d.around(pic)
			var seen, lit image.Rectangle // the picture, and bright points outside of it
			for y := 0; y < Height; y += 3 {
				for x := 0; x < Width; x += 3 {
					at := image.Rect(x, y, x+1, y+1)
					switch c := d.RGBAAt(x, y); {
					case c == green:
						seen = seen.Union(at)
					case c.R > 200 && (text.Warning == "" || y > 500):
						lit = lit.Union(at)
					}
				}
			}
			if d := seen.Dx()*size.Y - seen.Dy()*size.X; d > 6*max(size.X, size.Y) || d < -6*max(size.X, size.Y) {
				t.Errorf("%s: a picture of %v is %v", name, size, seen.Size())
			}
			if text.Title == "" {
				continue
			}
			if lit.Empty() || lit.Min.X < margin-20 || lit.Max.X > Width-margin+20 || lit.Max.Y > Height-60 || lit.Min.Y < seen.Max.Y {
				t.Errorf("%s: text at %v beside a picture of %v at %v", name, lit, size, seen)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	f, err := newFont("zh", Font{}, textWeight, "")
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
		{"山里的人们说话", 4, []string{"山里的", "人们说话"}},
		{"一二三四的五六", 4, []string{"一二三", "四的五六"}},
		{"花费了3.5秒钟", 5, []string{"花费了", "3.5秒钟"}},
		{"写 100 MB 的", 4, []string{"写", "100 MB", "的"}},
		{"住在第3章里", 4, []string{"住在", "第3章里"}},
		{"2024 年度总结", 5, []string{"2024 年度", "总结"}},
		{"女性倾向跨性别者科学", 7, []string{"女性倾向", "跨性别者科学"}},
		{"海を見ながら待つ", 6, []string{"海を見ながら", "待つ"}},
		{"青いカーテンの", 5, []string{"青い", "カーテンの"}},
		{"见林秋、" + KeepName("Ann Lee"), 5, []string{"见林秋、", "Ann Lee"}},
		{"see the lamp", 4, []string{"see the", "lamp"}},
		{"작은 등불을 든 밤", 5, []string{"작은", "등불을", "든 밤"}},
		{"用Go写", 3, []string{"用Go写"}},
		{"abcdefghij", 4, []string{"abcdefgh", "ij"}},
	}
	for _, test := range tests {
		if got, _ := f.wrap(test.text, 2, test.width*em*2); !slices.Equal(got, test.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", test.text, test.width, got, test.want)
		}
	}
}

func FuzzDraw(f *testing.F) {
	for _, t := range texts {
		f.Add(t.Title, t.Warning, t.Lang)
	}
	f.Fuzz(func(t *testing.T, title, warning, lang string) {
		ft, err := newFont(lang, Font{}, textWeight, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{title, warning} {
			b := ft.fit(text, []int{9, 6}, inner, 900, 4)
			if len(b.lines) > 4 {
				t.Fatalf("%d lines", len(b.lines))
			}
			for _, line := range b.lines {
				if w := b.font.width(line, b.step); w > inner {
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

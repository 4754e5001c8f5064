package fonts

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
	"golang.org/x/image/font/gofont/goregular"
)

// installed are fonts of one file each, with the characters of a text.
func installed(t *testing.T, list ...fontscan.Footprint) *Finder {
	t.Helper()
	f := new(Finder)
	f.once.Do(func() {})
	dir := t.TempDir()
	for _, p := range list {
		p.Location.File = filepath.Join(dir, p.Location.File)
		if err := os.WriteFile(p.Location.File, goregular.TTF, 0o644); err != nil {
			t.Fatal(err)
		}
		f.installed = append(f.installed, p)
	}
	return f
}

func footprint(family, file, letters string, weight gofont.Weight) fontscan.Footprint {
	p := fontscan.Footprint{Family: family, Aspect: gofont.Aspect{Style: gofont.StyleNormal, Weight: weight, Stretch: gofont.StretchNormal}}
	p.Location.File = file
	for _, r := range letters {
		p.Runes.Add(r)
	}
	return p
}

func TestFind(t *testing.T) {
	const latin, han = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "一盏灯纸"
	slanted := footprint("ebgaramond", "slanted.otf", latin, 700)
	slanted.Aspect.Style = gofont.StyleItalic
	fonts := []fontscan.Footprint{
		footprint("dejavusans", "dejavu.ttf", latin, 400),
		footprint("notosanscjksc", "sans-sc.ttc", latin+han, 700),
		footprint("notoserifcjkjp", "serif-jp.ttc", latin+han, 700),
		footprint("notoserifcjksc", "serif-sc.ttc", latin+han, 400),
		footprint("notoserifcjksc", "serif-sc-bold.ttc", latin+han, 700),
		slanted,
		footprint("georgia", "georgia.ttf", latin, 400),
		footprint("notosansmonocjksc", "mono.ttc", latin+han, 400),
		footprint("comicrelief", "comic.ttf", latin+han+"é", 400),
	}
	for _, c := range []struct{ lang, title, text, wantTitle, wantText string }{
		{"zh-Hans", "一盏灯", "纸灯, a blog", "serif-sc-bold.ttc", "serif-sc.ttc"},
		{"ja", "灯", "a", "serif-jp.ttc", "serif-jp.ttc"},
		{"en", "A lamp", "a", "georgia.ttf", "georgia.ttf"},
		{"en", "A lamp 灯", "", "serif-sc-bold.ttc", "georgia.ttf"},
		{"en", "é", "!", "", "georgia.ttf"}, // none that is known has the letter
		{"", "lamp", "lamp", "georgia.ttf", "georgia.ttf"},
	} {
		for range 2 {
			slices.Reverse(fonts) // the order of files does not count
			forTitle, forText := installed(t, fonts...).Find(c.lang, c.title, c.text)
			for _, f := range []struct{ got, want string }{{forTitle.Name, c.wantTitle}, {forText.Name, c.wantText}} {
				if got := filepath.Base(f.got); f.want == "" && f.got != "" || f.want != "" && got != f.want {
					t.Errorf("Find(%q, %q, %q): %q, want %q", c.lang, c.title, c.text, got, f.want)
				}
			}
		}
	}
}

// What cannot be read is not found.
func TestFindUnreadable(t *testing.T) {
	f := installed(t, footprint("georgia", "georgia.ttf", "a", 400))
	if err := os.Remove(f.installed[0].Location.File); err != nil {
		t.Fatal(err)
	}
	if got, _ := f.Find("en", "a", "a"); got.Source != nil {
		t.Errorf("Find() = %q", got.Name)
	}
}

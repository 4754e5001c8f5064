package fonts

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	gofont "github.com/go-text/typesetting/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// sample is an installed font and its characters.
type sample struct {
	face
	letters string
}

// installed returns a Finder of fonts of one file each.
func installed(t *testing.T, list ...sample) *Finder {
	t.Helper()
	has := make(map[string]string)
	f := &Finder{letters: func(p face) func(rune) bool {
		return func(r rune) bool { return strings.ContainsRune(has[p.File], r) }
	}}
	f.once.Do(func() {})
	dir := t.TempDir()
	t.Cleanup(func() {
		for _, file := range f.open {
			file.Close()
		}
	})
	for _, p := range list {
		p.File = filepath.Join(dir, p.File)
		if err := os.WriteFile(p.File, goregular.TTF, 0o644); err != nil {
			t.Fatal(err)
		}
		has[p.File] = p.letters
		f.installed = append(f.installed, p.face)
	}
	return f
}

func footprint(family, file, letters string, weight gofont.Weight) sample {
	return sample{face{File: file, Family: family, Aspect: gofont.Aspect{Style: gofont.StyleNormal, Weight: weight, Stretch: gofont.StretchNormal}}, letters}
}

func TestFind(t *testing.T) {
	const latin, han = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "一盏灯纸"
	slanted := footprint("ebgaramond", "slanted.otf", latin, 700)
	slanted.Aspect.Style = gofont.StyleItalic
	fonts := []sample{
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
	if err := os.Remove(f.installed[0].File); err != nil {
		t.Fatal(err)
	}
	if got, _ := f.Find("en", "a", "a"); got.Source != nil {
		t.Errorf("Find() = %q", got.Name)
	}
}

func TestIndex(t *testing.T) {
	dir, name := t.TempDir(), filepath.Join(t.TempDir(), "cache", indexName)
	then := time.Unix(1_000_000_000, 0)
	write := func(file string, data []byte, at time.Time) {
		t.Helper()
		path := filepath.Join(dir, file)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	want := func(when string, want ...string) {
		t.Helper()
		var got []string
		for _, p := range indexed(name, []string{dir, dir, filepath.Join(dir, "none")}) {
			if filepath.Dir(p.File) != dir || p.Index != 0 || p.Family != "go" {
				t.Errorf("%s: %+v", when, p)
			}
			got = append(got, filepath.Base(p.File)+" "+strconv.Itoa(int(p.Aspect.Weight)))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	write("a.ttf", goregular.TTF, then)
	write("b.ttf", gobold.TTF, then)
	write("c.ttf", []byte("no font"), then)
	write(".d.ttf", goregular.TTF, then)
	write("e.txt", goregular.TTF, then)
	want("new", "a.ttf 400", "b.ttf 600")
	before, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	// Nothing shows that the content of this file has changed, so that of the
	// index stands.
	write("a.ttf", slices.Concat(gobold.TTF, make([]byte, len(goregular.TTF)))[:len(goregular.TTF)], then)
	want("again", "a.ttf 400", "b.ttf 600")
	write("a.ttf", gobold.TTF, then.Add(1))
	want("changed", "a.ttf 600", "b.ttf 600")
	if err := os.Remove(filepath.Join(dir, "b.ttf")); err != nil {
		t.Fatal(err)
	}
	want("removed", "a.ttf 600")
	after, err := os.ReadFile(name)
	if err != nil || strings.Contains(string(after), "b.ttf") || !strings.Contains(string(before), "b.ttf") {
		t.Errorf("index: %s, before %s, %v", after, before, err)
	}
	for _, broken := range []string{"", "null", `{"x": 1}`} {
		if err := os.WriteFile(name, []byte(broken), 0o644); err != nil {
			t.Fatal(err)
		}
		want("broken "+broken, "a.ttf 600")
	}
	name = ""
	want("no index", "a.ttf 600")
}

func TestLetters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.ttf")
	if err := os.WriteFile(path, goregular.TTF, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		face
		want bool
	}{
		{face{File: path}, true},
		{face{File: path, Index: 1}, false},
		{face{File: path + "x"}, false},
	} {
		if has := letters(c.face); has('a') != c.want || has('灯') {
			t.Errorf("letters(%v): a %t, 灯 %t", c.face, has('a'), has('灯'))
		}
	}
}

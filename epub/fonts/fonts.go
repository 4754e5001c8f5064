// Package fonts finds installed fonts for the covers that package epub draws:
//
//	enc := epub.Encoder{Fonts: new(fonts.Finder).Find}
//
// Package epub itself reads no installed fonts, so that a book is the same on
// every machine. With a Finder, the cover depends on the fonts that are
// installed. [epub.Report] names the fonts that were used.
package fonts

import (
	"cmp"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"

	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	"golang.org/x/text/language"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/epub/internal/cover"
)

// A Finder finds installed fonts. Its zero value is ready to use, and it is safe
// for concurrent use as long as its fields do not change.
type Finder struct {
	// Cache is the folder for an index of the installed fonts, which later
	// runs read instead of the fonts. If it is "", the index is in the user's
	// cache folder. A user without such a folder has no index.
	Cache string

	once      sync.Once
	installed []face
	// letters returns a function that reports whether a font has a character.
	// If nil, it is the function letters. Tests set it.
	letters func(face) func(rune) bool

	mu   sync.Mutex
	open map[string]*os.File // fonts that were found, by name
}

// maxFont is the largest font file that is used, in bytes. Collections with
// all characters of Chinese, Japanese and Korean have 30 million.
const maxFont = 64 << 20

// Find returns the fonts for a cover in the language lang: one for the title
// and one for the other text. Each is the best known family that is installed
// and has all letters of the text, or else any upright font of Noto or DejaVu
// that does. A font without data means that no font was found or it cannot be
// read.
func (f *Finder) Find(lang, title, text string) (forTitle, forText epub.Font) {
	f.once.Do(f.scan)
	tag, _ := language.Parse(lang)
	return f.best(tag, title, 700), f.best(tag, text, 400)
}

// scan finds out which fonts are installed. If that fails, the machine counts as
// having no fonts.
func (f *Finder) scan() {
	dir := f.Cache
	if dir == "" {
		if cache, err := os.UserCacheDir(); err == nil {
			dir = filepath.Join(cache, "foreword")
		}
	}
	name := ""
	if dir != "" {
		name = filepath.Join(dir, indexName)
	}
	f.installed = indexed(name, folders())
}

// best returns the font for a text whose weight is closest to weight.
func (f *Finder) best(tag language.Tag, text string, weight gofont.Weight) epub.Font {
	type ranked struct {
		face
		rank int
	}
	families := familiesFor(tag)
	var all []ranked
	for _, p := range f.installed {
		if rank := rankOf(p, families); rank >= 0 {
			all = append(all, ranked{p, rank})
		}
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), compare(a.face, b.face, weight))
	})
	has := f.letters
	if has == nil {
		has = letters
	}
	for _, p := range all {
		if covers(has(p.face), text) {
			return f.load(p.face)
		}
	}
	return epub.Font{}
}

// rankOf returns the position of a font in families, or a position after all
// of them for a font that may be used as a substitute. It returns -1 for a
// font that must not be used.
func rankOf(p face, families []string) int {
	if p.Aspect.Style != gofont.StyleNormal || p.Aspect.Stretch != gofont.StretchNormal || p.Aspect.Weight < 400 || p.Aspect.Weight > 800 {
		return -1
	}
	if i := slices.Index(families, p.Family); i >= 0 {
		return i
	}
	for _, word := range []string{"mono", "emoji", "symbol", "math", "display", "hand", "script", "icon", "unicode"} {
		if strings.Contains(p.Family, word) {
			return -1
		}
	}
	for i, start := range []string{"notoserif", "notosans", "dejavuserif", "dejavusans"} {
		if strings.HasPrefix(p.Family, start) {
			return len(families) + i
		}
	}
	return -1
}

// compare orders fonts of the same rank by the distance from weight. No two
// fonts are equal, so the result does not depend on the order in which the
// files were read.
func compare(a, b face, weight gofont.Weight) int {
	far := func(p face) float64 {
		d := float64(p.Aspect.Weight - weight)
		return max(d, -d)
	}
	return cmp.Or(
		cmp.Compare(far(a), far(b)),
		cmp.Compare(a.Family, b.Family),
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Index, b.Index),
	)
}

// covers reports whether a font has all letters and digits of a text.
func covers(has func(rune) bool, text string) bool {
	for _, r := range text {
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && !has(r) {
			return false
		}
	}
	return true
}

// letters returns a function that reports whether a font has a character. A font
// that cannot be read has none.
func letters(p face) func(rune) bool {
	none := func(rune) bool { return false }
	f, err := os.Open(p.File)
	if err != nil {
		return none
	}
	defer f.Close()
	loaders, err := opentype.NewLoaders(f)
	if err != nil || p.Index >= len(loaders) {
		return none
	}
	raw, err := loaders[p.Index].RawTable(opentype.MustNewTag("cmap"))
	if err != nil {
		return none
	}
	cover.LeanCmap(raw)
	table, _, err := tables.ParseCmap(raw)
	if err != nil {
		return none
	}
	cmap, _, err := gofont.ProcessCmap(table, tables.FPNone)
	if err != nil {
		return none
	}
	return func(r rune) bool { _, ok := cmap.Lookup(r); return ok }
}

// load returns a font, without data if it cannot be read. A Font has no method to
// close it, so the files stay open as long as the Finder: they are few, and to
// open one for each of the hundred reads of a cover takes longer than to read.
func (f *Finder) load(p face) epub.Font {
	f.mu.Lock()
	defer f.mu.Unlock()
	file := f.open[p.File]
	if file == nil {
		var err error
		if file, err = os.Open(p.File); err != nil {
			return epub.Font{}
		}
	}
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxFont {
		file.Close()
		delete(f.open, p.File)
		return epub.Font{}
	}
	if f.open == nil {
		f.open = make(map[string]*os.File)
	}
	f.open[p.File] = file
	return epub.Font{Name: p.File, Source: io.NewSectionReader(file, 0, info.Size()), Index: p.Index + 1}
}

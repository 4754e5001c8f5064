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
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"

	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
	"golang.org/x/text/language"

	"github.com/foreword-go/foreword/epub"
)

// A Finder finds installed fonts. Its zero value is ready to use, and it is safe
// for concurrent use as long as its fields do not change.
type Finder struct {
	// Cache is the folder for an index of the installed fonts, which later
	// runs read instead of the fonts. If "", it is in the user's cache
	// folder, or, if there is none, in a temporary folder that is deleted
	// again.
	Cache string

	once      sync.Once
	installed []fontscan.Footprint
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

// scan reads which fonts are installed. If that fails, the machine counts as
// having no fonts.
func (f *Finder) scan() {
	dir := f.Cache
	if dir == "" {
		if cache, err := os.UserCacheDir(); err == nil {
			dir = filepath.Join(cache, "foreword")
		}
	}
	if dir == "" || os.MkdirAll(dir, 0o755) != nil {
		temp, err := os.MkdirTemp("", "foreword-fonts-")
		if err != nil {
			return
		}
		defer os.RemoveAll(temp)
		dir = temp
	}
	f.installed, _ = fontscan.SystemFonts(log.New(io.Discard, "", 0), dir)
}

// best returns the font for a text whose weight is closest to weight.
func (f *Finder) best(tag language.Tag, text string, weight gofont.Weight) epub.Font {
	families := familiesFor(tag)
	var found *fontscan.Footprint
	foundRank := 0
	for i := range f.installed {
		p := &f.installed[i]
		rank := rankOf(p, families)
		if rank < 0 || found != nil && !better(p, rank, found, foundRank, weight) || !covers(p, text) {
			continue
		}
		found, foundRank = p, rank
	}
	if found == nil {
		return epub.Font{}
	}
	return load(found.Location)
}

// rankOf returns the position of a font in families, or a position after all
// of them for a font that may be used as a substitute. It returns -1 for a
// font that must not be used.
func rankOf(p *fontscan.Footprint, families []string) int {
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

// better reports whether a font is preferred to another one. No two fonts
// rank equal, so the result does not depend on the order in which the files
// were read.
func better(p *fontscan.Footprint, rank int, than *fontscan.Footprint, thanRank int, weight gofont.Weight) bool {
	far := func(p *fontscan.Footprint) float64 {
		d := float64(p.Aspect.Weight - weight)
		return max(d, -d)
	}
	return cmp.Or(
		cmp.Compare(rank, thanRank),
		cmp.Compare(far(p), far(than)),
		cmp.Compare(p.Family, than.Family),
		cmp.Compare(p.Location.File, than.Location.File),
		cmp.Compare(p.Location.Index, than.Location.Index),
		cmp.Compare(p.Location.Instance, than.Location.Instance),
	) < 0
}

// covers reports whether a font has all letters and digits of a text.
func covers(p *fontscan.Footprint, text string) bool {
	for _, r := range text {
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && !p.Runes.Contains(r) {
			return false
		}
	}
	return true
}

// load returns the font at a location, without data if it cannot be read.
func load(at fontscan.Location) epub.Font {
	f, err := os.Open(at.File)
	if err != nil {
		return epub.Font{}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxFont {
		return epub.Font{}
	}
	return epub.Font{Name: at.File, Source: io.NewSectionReader(file(at.File), 0, info.Size()), Index: int(at.Index) + 1}
}

// A file is the name of a file that is opened only while it is read, because
// a Font has no method to close it.
type file string

// ReadAt implements [io.ReaderAt].
func (name file) ReadAt(p []byte, off int64) (int, error) {
	f, err := os.Open(string(name))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return f.ReadAt(p, off)
}

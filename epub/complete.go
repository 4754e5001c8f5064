package epub

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
)

// labels returns the words of the language lang.
func (b *Book) labels(lang string) *label.Labels { return label.Of(b.Vocabulary).For(lang) }

// complete returns a copy of b in which every empty field that has a default
// is filled.
func (b *Book) complete() *Book {
	full := *b
	var chapters []*Chapter
	for c := range b.All() {
		chapters = append(chapters, c)
	}
	full.unsaid = full.Lang
	if full.Lang == "" {
		full.Lang, full.unsaid = mainLang(chapters), commonLang(chapters)
	}
	words := full.labels(full.Lang)
	full.Lang = cmp.Or(full.Lang, words.Lang)
	if full.Title = xhtml.OneLine(full.Title); full.Title == "" {
		full.Title = words.Untitled
		if len(chapters) == 1 {
			var err error
			if full.Title, err = chapters[0].titled(words); err != nil {
				full.Title = words.Untitled // the error is returned when the text is read
			}
		}
	}
	if full.Volume > 0 {
		full.Title = full.Title + words.Paren(fmt.Sprintf(words.Volume, full.Volume))
	}
	if full.ID == "" {
		full.ID = identifier(chapters, full.Volume)
	}
	if len(full.Authors) == 0 {
		full.Authors = authorsOf(chapters)
	}
	if full.Rights == "" {
		full.Rights = commonLicense(chapters)
	}
	if full.Published.IsZero() && len(chapters) == 1 {
		full.Published = chapters[0].Published
	}
	if full.Modified.IsZero() {
		for _, c := range chapters {
			full.Modified = newest(full.Modified, c.Published, c.Updated)
		}
		if full.Modified.IsZero() {
			full.Modified = DefaultModified
		}
	}
	return &full
}

func newest(ts ...time.Time) time.Time {
	var last time.Time
	for _, t := range ts {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// commonLang returns the language of more than half of the chapters, which is
// then also assumed for chapters that state none. It returns "und" if there
// is no such language.
func commonLang(chapters []*Chapter) string {
	var langs label.Census
	for _, c := range chapters {
		langs.Add(c.Lang)
	}
	return cmp.Or(langs.Lang(), "und")
}

// mainLang returns the language of the largest number of chapters, "" if none
// states a language.
func mainLang(chapters []*Chapter) string {
	count := make(map[string]int)
	for _, c := range chapters {
		count[c.Lang]++
	}
	main := ""
	for _, c := range chapters {
		if c.Lang != "" && !strings.HasPrefix(c.Lang, "und") && (main == "" || count[c.Lang] > count[main]) {
			main = c.Lang
		}
	}
	return main
}

// commonLicense returns the licence that all chapters state, "" if they
// differ.
func commonLicense(chapters []*Chapter) string {
	for _, c := range chapters {
		if c.License != chapters[0].License {
			return ""
		}
	}
	return chapters[0].License
}

// identifier returns the URN of a UUID that is computed from the identities
// of the chapters and the volume (RFC 9562, section 5.5).
func identifier(chapters []*Chapter, volume int) string {
	var name strings.Builder
	for _, c := range chapters {
		name.WriteString(c.identity())
		name.WriteByte('\n')
	}
	fmt.Fprintf(&name, "%d", volume)
	return "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte(name.String())).String()
}

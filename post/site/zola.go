package site

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// zola implements the rules of Zola 0.19 and later. Sources:
// components/content/src/page.rs, section.rs and file_info.rs,
// components/utils/src/slugs.rs, components/config/src/config/mod.rs.
type zola struct {
	langs     []string // languages other than the default
	slugify   string   // "on", "safe", "off"
	keepDates bool
	drafts    []string // folders below the site whose section is a draft
}

// readZola reads config.toml or zola.toml.
func readZola(s *Site, c *value, fsys fs.FS) error {
	z := &zola{slugify: found(c.get("slugify", "paths"), "on").Value}
	s.rules = z
	z.keepDates, _ = c.get("slugify", "paths_keep_dates").truth()
	s.Title, s.Description = s.take("title", c.get("title")), s.take("description", c.get("description"))
	s.Author = s.take("author", first(c.get("author"), c.get("extra", "author")))
	s.setURL(s.take("base_url", c.get("base_url")))
	s.Lang = found(c.get("default_language"), "en")
	s.Lang.Value = languageTag(s.Lang.Value)
	if all := c.get("languages"); all != nil {
		s.Languages = append(s.Languages, Language{Tag: s.Lang.Value, Key: found(c.get("default_language"), "en").Value, Default: true, File: s.Lang.File, Line: s.Lang.Line})
		for _, e := range all.keys {
			if len(z.langs) >= 200 || e.key == s.Languages[0].Key {
				continue
			}
			z.langs = append(z.langs, e.key)
			title, _ := e.value.get("title").str()
			s.Languages = append(s.Languages, Language{Tag: languageTag(e.key), Key: e.key, Title: title, Prefix: e.key, Suffix: e.key, File: e.value.file, Line: e.value.line})
		}
		if len(z.langs) == 0 {
			s.Languages = nil
		}
	}
	s.Exclude = addList(s.Exclude, c.get("ignored_content"))
	s.Content = []Finding[string]{s.folder(nil, "content")}
	s.Static = []Finding[string]{s.folder(nil, "static")}
	s.Permalink = Finding[string]{Value: "/:path/:slug/"}
	s.Drafts, s.Future = Finding[bool]{}, Finding[bool]{Value: true}
	s.ExcerptSeparator = Finding[string]{Value: "<!-- more -->"}
	s.HeadingIDs = Finding[HeadingRule]{Value: HeadingZola}
	if v := c.get("slugify", "anchors"); v != nil && v.text != "on" {
		s.HeadingIDs = Finding[HeadingRule]{HeadingAsWritten, v.file, v.line}
	}
	z.findDrafts(s, fsys)
	return nil
}

// findDrafts records the sections that are drafts, because Zola leaves out
// their folders.
func (z *zola) findDrafts(s *Site, fsys fs.FS) {
	count := 0
	_ = fs.WalkDir(fsys, s.abs("content"), func(name string, d fs.DirEntry, err error) error {
		if count++; err != nil || count > maxFiles {
			return fs.SkipAll
		}
		if d.IsDir() || d.Name() != "_index.md" {
			return nil
		}
		b, err := readFile(fsys, name)
		if err != nil || !bytes.HasPrefix(b, []byte("+++")) {
			return nil
		}
		head, _, ok := bytes.Cut(b[3:], []byte("\n+++"))
		if !ok {
			return nil
		}
		if v, err := loadTOML(name, head); err == nil {
			if is, _ := v.get("draft").truth(); is {
				rel, _ := s.Rel(path.Dir(name))
				z.drafts = append(z.drafts, rel)
			}
		}
		return nil
	})
}

// zolaDate matches a file name that begins with a date (page.rs,
// RFC3339_DATE).
var zolaDate = lazyregexp.New(`^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]))?(?:\s?[_-](.+))?$`)

type zolaPlace struct {
	dirs []string // folders below content, without that of an index.md
	name string   // the name from which the slug is made
	lang string   // "" for the default language
	// section reports whether the file is an _index.md, and root whether it
	// is the index.md of the content folder.
	section, root bool
}

func (z *zola) place(rel string) (zolaPlace, bool) {
	in, ok := under(rel, "content")
	if !ok {
		return zolaPlace{}, false
	}
	var pl zolaPlace
	if dir := dirOf(in); dir != "" {
		pl.dirs = strings.Split(dir, "/")
	}
	name := stem(in)
	colocated := false
	if first, _, _ := strings.Cut(name, "."); first == "index" && len(pl.dirs) > 0 {
		colocated = true
	}
	if base, lang, ok := strings.Cut(name, "."); ok && slices.Contains(z.langs, lang) {
		name, pl.lang = base, lang
	}
	pl.name = name
	switch {
	case name == "_index":
		pl.section = true
	case colocated:
		if name == "index" {
			pl.name = pl.dirs[len(pl.dirs)-1]
		}
		pl.dirs = pl.dirs[:len(pl.dirs)-1]
	case name == "index":
		pl.root = true
	}
	return pl, true
}

func (z *zola) slug(s string) string {
	switch z.slugify {
	case "safe":
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(`<>:"/\|?*`, r) {
				return -1
			}
			return r
		}, strings.TrimRight(s, " ."))
	case "off":
		return s
	}
	return asciiSlug(s)
}

func (z *zola) address(_ *Site, p *Page, rel string) (string, error) {
	pl, ok := z.place(rel)
	if !ok {
		return "", ErrNoAddress
	}
	if own := p.front("path"); own != "" && !pl.section {
		return "/" + strings.Trim(own, "/") + "/", nil
	}
	parts := pl.dirs
	if pl.lang != "" {
		parts = slices.Concat([]string{pl.lang}, parts)
	}
	if !pl.section && !pl.root {
		slug := pl.name
		if own := p.front("slug"); own != "" {
			slug = own
		} else if m := zolaDate.FindStringSubmatch(pl.name); m != nil && m[4] != "" && !z.keepDates {
			slug = m[4]
		}
		parts = slices.Concat(parts, []string{z.slug(slug)})
	}
	return "/" + strings.Join(parts, "/") + "/", nil
}

func (z *zola) date(s *Site, p *Page, rel string) time.Time {
	if !p.Date.IsZero() {
		return p.Date
	}
	if pl, ok := z.place(rel); ok {
		if m := zolaDate.FindStringSubmatch(pl.name); m != nil {
			return calendar(m[1], m[2], m[3], s.Location())
		}
	}
	return time.Time{}
}

func (z *zola) kind(s *Site, p *Page, rel string) Verdict {
	pl, ok := z.place(rel)
	switch {
	case !ok:
		return verdict(KindExcluded, "outside of content")
	case path.Ext(rel) != ".md" || strings.HasPrefix(path.Base(rel), "."):
		return verdict(KindExcluded, "not a .md file")
	}
	if v := s.excludedBy(rel); v.Kind != "" {
		return v
	}
	if v := draftByFront(p, "draft"); v.Kind != "" {
		return v
	}
	for _, dir := range z.drafts {
		if _, ok := under(rel, dir); ok {
			return verdict(KindDraft, "in section "+dir+", a draft")
		}
	}
	switch {
	case isFalse(p.Front["render"]):
		return verdict(KindExcluded, "render: false")
	case pl.section, pl.root:
		return verdict(KindSection, "the page of a section")
	case len(pl.dirs) == 0 && z.date(s, p, rel).IsZero():
		return verdict(KindPage, "at the top of the content, without a date")
	}
	return verdict(KindPost, "a page of a section")
}

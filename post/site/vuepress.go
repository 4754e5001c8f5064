package site

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// vuepress implements the rules of VuePress 1 and 2. Sources: vuepress/core,
// packages/core/src/page (inferPagePath.ts, resolvePagePermalink.ts,
// resolvePageSlug.ts, resolvePageDate.ts) and
// packages/shared/src/utils/routes; for version 1 the page on permalinks in
// its documentation.
type vuepress struct {
	docs    string // folder of the pages below the site
	pattern *pattern
	locales []string // prefixes with slashes, longest first
	old     bool     // version 1
	// hope is true if the theme is vuepress-theme-hope. All its pages are
	// articles except the home page, intro and those with "article: false"
	// (its plugin-blog, getInfo.ts).
	hope  bool
	intro string // the address of the page about the author
}

var vuepressDialect = &dialect{
	part:   lazyregexp.New(`:(?:year|month|i_month|day|i_day|slug|raw|regular|[a-zA-Z_]\w*)`),
	known:  []string{"day", "i_day", "i_month", "month", "raw", "regular", "slug", "year"},
	expand: vuepressPart,
}

func (v *vuepress) dialect() *dialect { return vuepressDialect }

// readVuePress reads .vuepress/config.
func readVuePress(s *Site, c *value, docs string) error {
	v := &vuepress{docs: docs}
	s.rules = v
	theme := &value{kind: kindTable} // hopeTheme({hostname: …})
	switch t := c.get("theme"); {
	case t == nil:
	case t.kind == kindComputed && len(t.list) > 0:
		theme = t.list[0]
	case t.kind == kindTable: // what another module exports is read without the call
		theme = t
	}
	v.intro = found(theme.get("blog", "intro"), "").Value
	v.old = c.get("bundler") == nil && len(theme.keys) == 0 && (c.get("themeConfig") != nil || c.get("permalink") != nil)
	s.Title, s.Description = s.take("title", c.get("title")), s.take("description", c.get("description"))
	s.Lang = s.take("lang", c.get("lang"))
	s.setURL(s.take("hostname", first(theme.get("hostname"), c.get("themeConfig", "domain"), c.get("themeConfig", "hostname"))))
	if base := c.get("base"); base != nil {
		s.setBase(s.take("base", base))
	}
	author := first(theme.get("author"), c.get("themeConfig", "author"))
	if author != nil && author.kind == kindTable {
		author = author.get("name")
	}
	s.Author = s.take("author", author)
	s.Content = []Finding[string]{s.folder(nil, docs)}
	s.Static = []Finding[string]{s.folder(nil, path.Join(docs, ".vuepress/public"))}
	s.SoftBreaks = foundBool(c.get("markdown", "breaks"), false)
	s.HeadingIDs = Finding[HeadingRule]{Value: HeadingVite}
	s.ExcerptSeparator = Finding[string]{Value: "<!-- more -->"}
	s.Future = Finding[bool]{Value: true}
	for _, key := range []string{"pagePatterns", "patterns"} {
		for _, f := range addList(nil, c.get(key)) {
			if exclude, ok := strings.CutPrefix(f.Value, "!"); ok {
				f.Value = exclude
				s.Exclude = append(s.Exclude, f)
			}
		}
	}
	v.readLocales(s, c.get("locales"))
	link := first(c.get("permalinkPattern"), c.get("permalink"))
	s.Permalink = s.take("permalinkPattern", link)
	if s.Permalink.Value == "" {
		s.Permalink = Finding[string]{Value: "/:path.html"}
		return nil
	}
	var err error
	v.pattern, err = vuepressDialect.compile(s.Permalink.Value)
	return err
}

// readTheme finds out whether the theme is vuepress-theme-hope.
func (v *vuepress) readTheme(f *folder) {
	for _, stem := range []string{"config", "theme"} {
		name, ok := openFolder(f.fsys, path.Join(f.dir, ".vuepress")).script(stem)
		if b, err := readFile(f.fsys, name); ok && err == nil && bytes.Contains(b, []byte("vuepress-theme-hope")) {
			v.hope = true
		}
	}
}

func (v *vuepress) readLocales(s *Site, all *value) {
	if all == nil {
		return
	}
	for _, e := range all.keys {
		if e.value.kind != kindTable || !strings.HasPrefix(e.key, "/") {
			s.unread("locales."+e.key, e.value)
			continue
		}
		v.locales = append(v.locales, e.key)
		l := Language{Key: e.key, Default: e.key == "/", Prefix: strings.Trim(e.key, "/"), File: e.value.file, Line: e.value.line}
		l.Tag, _ = e.value.get("lang").str()
		l.Title, _ = e.value.get("title").str()
		if l.Tag == "" {
			l.Tag = languageTag(l.Prefix)
		}
		if l.Default {
			if s.Lang.Value == "" {
				s.Lang = found(e.value.get("lang"), "")
			}
			if s.Title.Value == "" {
				s.Title = found(e.value.get("title"), "")
			}
			if s.Description.Value == "" {
				s.Description = found(e.value.get("description"), "")
			}
		} else {
			l.Folder = s.abs(path.Join(v.docs, l.Prefix))
		}
		s.Languages = append(s.Languages, l)
	}
	if len(s.Languages) == 1 {
		s.Languages = nil
	}
	slices.SortFunc(v.locales, func(a, b string) int { return len(b) - len(a) })
}

// locale returns the prefix of the locale of a path, "/" for the default
// locale.
func (v *vuepress) locale(at string) string {
	for _, l := range v.locales {
		if strings.HasPrefix(at, l) {
			return l
		}
	}
	return "/"
}

var (
	vuepressSlug = lazyregexp.New(`(\d{4}-\d{1,2}(?:-\d{1,2})?)-(.*)`)
	vuepressName = lazyregexp.New(`^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?-(.*)$`)
	vuepressDir  = lazyregexp.New(`(\d{4})/(\d{1,2})(?:/(\d{1,2}))?(?:/|$)`)
)

// inferred returns the path of a page that has no permalink.
func (v *vuepress) inferred(rel string) string {
	in, _ := under(rel, v.docs)
	dir, name := dirOf(in), stem(in)
	if strings.EqualFold(name, "readme") || name == "index" {
		return squeeze("/" + dir + "/")
	}
	return "/" + trimExt(in) + ".html"
}

func (v *vuepress) date(_ *Site, p *Page, rel string) time.Time {
	// VuePress does not read the date in the name of a post's own folder.
	named := p.Front["date"] == nil && strings.HasPrefix(path.Base(dirOf(rel)), p.Date.Format("2006-01-02-"))
	if !p.Date.IsZero() && !named {
		return p.Date.UTC() // YAML dates are in UTC
	}
	in, _ := under(rel, v.docs)
	m := vuepressName.FindStringSubmatch(stem(in))
	if m == nil {
		m = vuepressDir.FindStringSubmatch(dirOf(in))
	}
	if m == nil {
		return time.Time{}
	}
	if m[3] == "" {
		m[3] = "1"
	}
	return calendar(m[1], m[2], m[3], time.UTC)
}

func vuepressPart(s *Site, e *env, name string) (string, bool) {
	v, ok := s.rules.(*vuepress)
	if !ok {
		v = &vuepress{}
	}
	number := func(layout, none string) (string, bool) {
		if e.date.IsZero() {
			return none, !v.old
		}
		return e.date.Format(layout), true
	}
	switch name {
	case "year":
		return number("2006", "0000")
	case "month":
		return number("01", "00")
	case "day":
		return number("02", "00")
	case "i_month":
		return number("1", "0")
	case "i_day":
		return number("2", "0")
	case "raw", "regular":
		return strings.TrimPrefix(v.inferred(e.rel), "/"), true
	}
	in, _ := under(e.rel, v.docs)
	slug := stem(in)
	if m := vuepressSlug.FindStringSubmatch(slug); m != nil {
		slug = m[2]
	}
	return slug, true
}

func (v *vuepress) address(s *Site, p *Page, rel string) (string, error) {
	if _, ok := under(rel, v.docs); !ok {
		return "", ErrNoAddress
	}
	at := v.inferred(rel)
	own, has := p.Front["permalink"]
	made := v.pattern
	if pattern := p.front("permalinkPattern"); pattern != "" {
		var err error
		if made, err = vuepressDialect.compile(pattern); err != nil {
			return "", err
		}
	} else if pattern, has := p.Front["permalinkPattern"]; has && pattern == nil {
		made = nil
	}
	switch link := text(own); {
	case has && link != "" && v.old && strings.Contains(link, ":"):
		var err error
		if made, err = vuepressDialect.compile(link); err != nil {
			return "", err
		}
	case has && link != "":
		return cleanNames("/" + link), nil
	case has: // null: no permalink
		made = nil
	}
	if made == nil {
		return at, nil
	}
	e := &env{page: p, rel: rel, date: v.date(s, p, rel)}
	link, err := made.expand(s, e, nil)
	if err != nil {
		return "", err
	}
	link = path.Join(v.locale(at), link) + strings.Repeat("/", slashes(link))
	if v.old && !strings.HasSuffix(link, ".html") && !strings.HasSuffix(link, "/") {
		link += "/"
	}
	return cleanNames("/" + link), nil
}

func slashes(s string) int {
	if strings.HasSuffix(s, "/") && len(s) > 1 {
		return 1
	}
	return 0
}

// cleanNames implements sanitizeFileName for each part of a path.
func cleanNames(at string) string {
	parts := strings.Split(squeeze(at), "/")
	for i, part := range parts {
		cleaned := strings.Map(func(r rune) rune {
			if r < 0x20 || r == 0x7F || strings.ContainsRune("\"#$%&*+,:;<=>?[]^`{|}", r) {
				return '_'
			}
			return r
		}, part)
		parts[i] = strings.TrimLeft(cleaned, "_")
		if cleaned == part {
			parts[i] = part
		}
	}
	return strings.Join(parts, "/")
}

func (v *vuepress) kind(s *Site, p *Page, rel string) Verdict {
	in, ok := under(rel, v.docs)
	switch {
	case !ok:
		return verdict(KindExcluded, "outside of the folder with .vuepress")
	case strings.HasPrefix(in, ".vuepress/"), strings.Contains(in, "/.vuepress/"):
		return verdict(KindExcluded, "in .vuepress")
	case path.Ext(rel) != ".md":
		return verdict(KindExcluded, "not a .md file")
	}
	if v := s.excludedBy(in); v.Kind != "" {
		return v
	}
	if v := draftByFront(p, "draft", "publish", "published"); v.Kind != "" {
		return v
	}
	switch {
	case isTrue(p.Front["home"]):
		return verdict(KindPage, "home: true")
	case isFalse(p.Front["article"]):
		return verdict(KindPage, "article: false")
	case v.hope && v.intro != "" && v.inferred(rel) == v.intro:
		return verdict(KindPage, "the page about the author")
	case strings.HasSuffix(v.inferred(rel), "/"):
		if at := v.inferred(rel); at == v.locale(at) {
			return verdict(KindPage, "the home page")
		}
		if !p.Date.IsZero() { // an article with its pictures beside it
			return verdict(KindPost, "the index of a folder, with a date")
		}
		return verdict(KindSection, "the index of a folder")
	}
	return verdict(KindPost, "a page")
}

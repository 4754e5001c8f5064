package site

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

var hugoDialect = &dialect{
	part: lazyregexp.New(`:\w+(?:\[.+?\])?`),
	known: []string{
		"contentbasename", "day", "filename", "month", "monthname", "section", "sections", "sections[…]", "sectionslug", "sectionslugs",
		"sectionslugs[…]", "slug", "slugorcontentbasename", "slugorfilename", "title", "weekday", "weekdayname", "year", "yearday",
	},
	expand: hugoPart,
}

func (h *hugo) dialect() *dialect { return hugoDialect }

// A hugoPlace holds the facts that the path of a page states.
type hugoPlace struct {
	lang string // key
	dir  string // folder of the page below content, as written
	base string // name without language and extension; for a bundle, of its folder
	file string // name of the file without language and extension
	leaf bool   // the file is an index.md
	// branch reports whether the file is an _index.md, the list page of a
	// section.
	branch bool
	folder string // folder of the file, below the site
}

func (h *hugo) place(rel string) hugoPlace {
	pl := hugoPlace{lang: h.defaultLang, folder: dirOf(rel)}
	below, ok := "", false
	best := -1
	for _, m := range h.mounts {
		if in, is := under(rel, m.source); is && len(m.source) > best {
			below, ok, best = path.Join(m.target, in), true, len(m.source)
			if m.lang != "" {
				pl.lang = m.lang
			}
		}
	}
	if !ok {
		if below, ok = under(rel, h.content); !ok {
			below = rel
		}
	}
	name := stem(below)
	if ext := path.Ext(name); ext != "" && len(h.langs) > 0 {
		if key := strings.ToLower(ext[1:]); slices.ContainsFunc(h.langs, func(l hugoLang) bool { return l.key == key }) {
			pl.lang, name = key, strings.TrimSuffix(name, ext)
		}
	}
	pl.dir, pl.base, pl.file = dirOf(below), name, name
	switch name {
	case "index":
		pl.leaf = true
		if pl.dir != "" {
			pl.base, pl.dir = path.Base(pl.dir), dirOf(pl.dir)
		}
	case "_index":
		pl.branch = true
	}
	return pl
}

// section returns the first folder of the path, normalised.
func (h *hugo) section(pl hugoPlace) string {
	section, _, _ := strings.Cut(h.normal(pl.dir), "/")
	return section
}

// normal implements NormalizePathStringBasic of Hugo.
func (h *hugo) normal(s string) string {
	if h.keepCase {
		return s
	}
	return strings.ReplaceAll(strings.ToLower(s), " ", "-")
}

// sections returns the folders of a page down to the innermost section. The
// first folder and folders with an _index.md are sections.
func (h *hugo) sections(pl hugoPlace) []string {
	dir := pl.dir
	full := pl.folder
	if pl.leaf {
		full = dirOf(full)
	}
	for strings.Contains(dir, "/") && !h.branches[full] {
		dir, full = dirOf(dir), dirOf(full)
	}
	if dir == "" {
		return nil
	}
	return strings.Split(h.normal(dir), "/")
}

// date returns the date of a page, in the zone it is written in: the first
// that one of the keys of frontmatter.date has.
func (h *hugo) date(s *Site, p *Page, rel string) time.Time {
	for _, key := range h.dateKeys {
		switch key {
		case ":filename":
			if m := hugoName.FindStringSubmatch(h.place(rel).base); m != nil {
				return calendar(m[1], m[2], m[3], s.Location())
			}
		case ":default", "date":
			if !p.Date.IsZero() {
				return p.Date
			}
		default:
			if t := timeOf(p.Front[key], s.Location()); !t.IsZero() {
				return t
			}
		}
	}
	return p.Date
}

// timeOf returns the time that a value of the front matter holds, zero if it
// holds none.
func timeOf(v any, zone *time.Location) time.Time {
	if t, ok := v.(time.Time); ok {
		return t
	}
	str, _ := v.(string)
	for _, layout := range []string{time.RFC3339, time.DateTime, time.DateOnly} {
		if t, err := time.ParseInLocation(layout, str, zone); err == nil {
			return t
		}
	}
	return time.Time{}
}

// hugoName matches a file name that contains a date for frontmatter.date.
var hugoName = lazyregexp.New(`^(\d{4})-(\d{2})-(\d{2})(?:[-_ ]?(.*))?$`)

// slugOf returns the slug in the front matter, or else the one in the file
// name if dates come from file names.
func (h *hugo) slugOf(p *Page, pl hugoPlace) string {
	if v := p.front("slug"); v != "" {
		return v
	}
	if h.fileDate {
		if m := hugoName.FindStringSubmatch(pl.base); m != nil {
			return m[4]
		}
	}
	return ""
}

func hugoPart(s *Site, e *env, name string) (string, bool) {
	h, ok := s.rules.(*hugo)
	if !ok {
		h = &hugo{content: "content"}
	}
	pl := h.place(e.rel)
	slug := h.slugOf(e.page, pl)
	fileName := h.component(pl.base)
	if pl.branch {
		fileName = ""
	}
	switch name {
	case "section":
		return h.section(pl), true
	case "sections", "sectionslugs":
		return strings.Join(h.sections(pl), "/"), true
	case "sectionslug":
		return h.section(pl), true
	case "title":
		return h.component(e.page.Title), true
	case "slug":
		if slug != "" {
			return h.component(slug), true
		}
		return h.component(e.page.Title), e.page.Title != ""
	case "slugorfilename", "slugorcontentbasename":
		if slug != "" {
			return h.component(slug), true
		}
		return fileName, true
	case "filename", "contentbasename":
		return fileName, true
	}
	if _, cut, ok := strings.Cut(name, "["); ok {
		return strings.Join(cutList(h.sections(pl), strings.TrimSuffix(cut, "]")), "/"), true
	}
	switch name { // in Hugo, a page without a date is of the year 1
	case "year":
		return strconv.Itoa(e.date.Year()), true
	case "month":
		return e.date.Format("01"), true
	case "monthname":
		return e.date.Month().String(), true
	case "day":
		return e.date.Format("02"), true
	case "weekday":
		return strconv.Itoa(int(e.date.Weekday())), true
	case "weekdayname":
		return e.date.Weekday().String(), true
	case "yearday":
		return strconv.Itoa(e.date.YearDay()), true
	}
	return "", false
}

// component returns a part of a permalink. Hugo parses each part as a URL, in
// which a number sign at the end is an empty fragment.
func (h *hugo) component(s string) string { return strings.TrimSuffix(h.slug(s), "#") }

// cutList returns a slice of a list. The spec has Hugo's syntax: "1:",
// "last", ":last", "0:2".
func cutList(list []string, spec string) []string {
	at := func(s string, empty int) int {
		switch s = strings.TrimSpace(strings.ToLower(s)); s {
		case "":
			return empty
		case "last":
			return len(list) - 1
		}
		n, _ := strconv.Atoi(s)
		return max(0, n)
	}
	low, high, isRange := strings.Cut(spec, ":")
	from := at(low, 0)
	to := from + 1
	if isRange {
		to = at(high, len(list))
	}
	to = min(to, len(list))
	if from < 0 || from >= to {
		return nil
	}
	return list[from:to]
}

// prefix returns the language prefix of addresses, "" if there is none.
func (h *hugo) prefix(lang string) string {
	if h.multihost() || lang == h.defaultLang && !h.inSubdir {
		return ""
	}
	return lang
}

// multihost reports whether each language has its own base URL.
func (h *hugo) multihost() bool {
	return len(h.langs) > 0 && !slices.ContainsFunc(h.langs, func(l hugoLang) bool { return l.host == "" && !l.disabled })
}

func (h *hugo) address(s *Site, p *Page, rel string) (string, error) {
	pl := h.place(rel)
	at, err := h.path(s, p, rel, pl)
	if err != nil {
		return "", err
	}
	if h.multihost() && pl.lang != h.defaultLang {
		for _, l := range h.langs {
			if l.key == pl.lang && (l.host != h.home || l.base != s.Base.Value) {
				return l.host + l.base + escapePath(squeeze("/"+at)), nil
			}
		}
	}
	return at, nil
}

func (h *hugo) path(s *Site, p *Page, rel string, pl hugoPlace) (string, error) {
	e := &env{page: p, rel: rel, date: h.date(s, p, rel)}
	own := p.front("url")
	if own == "" && !pl.branch {
		own = text(h.cascaded(pl, "url"))
	}
	if own != "" {
		return h.ownURL(s, e, own, pl)
	}
	kind, at := "page", ""
	if pl.branch {
		kind = "section"
	}
	made := h.permalink(kind, pl)
	switch {
	case made != nil:
		expanded, err := made.expand(s, e, nil)
		if err != nil {
			return "", err
		}
		expanded = strings.ReplaceAll(expanded, "\x00", ":")
		if plain, err := url.QueryUnescape(expanded); err == nil {
			expanded = plain
		}
		at = path.Clean("/" + expanded)
	case pl.branch:
		at = h.normal(pl.dir)
	default:
		base := h.slugOf(p, pl)
		if base == "" {
			base = h.normal(pl.base)
		}
		if pl.leaf && pl.dir == "" && pl.base == "index" {
			base = ""
		}
		at = h.normal(pl.dir) + "/" + base
	}
	at = "/" + strings.Trim(h.slug(at), "/")
	ugly := h.ugly || h.uglyIn[h.section(pl)]
	if prefix := h.prefix(pl.lang); prefix != "" {
		at = "/" + prefix + at
	}
	switch {
	case ugly && (pl.branch || at == "/"): // lists keep their folder
		return squeeze(at + "/index.html"), nil
	case ugly:
		return at + ".html", nil
	}
	return at + "/", nil
}

// permalink returns the pattern for a page, or nil.
func (h *hugo) permalink(kind string, pl hugoPlace) *pattern {
	if len(h.permalinks) == 0 {
		return nil
	}
	dir := h.normal(pl.dir)
	for i := range h.permalinks {
		l := &h.permalinks[i]
		if l.kind != kind || l.lang != "" && l.lang != pl.lang {
			continue
		}
		if l.glob != "" {
			if hugoGlob(l.glob, "/"+strings.TrimPrefix(dir+"/"+h.normal(pl.base), "/")) {
				return l.pattern
			}
			continue
		}
		if l.section == "" && dir == "" || l.section != "" && (dir == l.section || strings.HasPrefix(dir, l.section+"/")) {
			return l.pattern
		}
	}
	return nil
}

// hugoGlob reports whether the glob of a target matches the logical path of a
// page.
func hugoGlob(glob, name string) bool {
	for _, p := range braces(strings.TrimPrefix(glob, "/"), 0) {
		if matchParts(strings.Split(p, "/"), strings.Split(strings.TrimPrefix(name, "/"), "/"), false) {
			return true
		}
	}
	return false
}

// ownURL returns the address that the front matter states, without changing
// its spelling.
func (h *hugo) ownURL(s *Site, e *env, own string, pl hugoPlace) (string, error) {
	if strings.Contains(own, ":") && !strings.Contains(own, "://") {
		made, err := hugoDialect.compile(strings.ReplaceAll(own, `\:`, "\x00"))
		if err != nil {
			return "", err
		}
		if own, err = made.expand(s, e, nil); err != nil {
			return "", err
		}
		own = strings.ReplaceAll(own, "\x00", ":")
	}
	at := own
	if strings.Contains(at, "..") {
		at = cleanPath(at)
	}
	if !strings.HasSuffix(own, "/") {
		switch {
		case path.Base(own) == "index.html":
			at = strings.TrimSuffix(at, "index.html")
		case !strings.Contains(own, "."):
			at += "/"
		}
	}
	if prefix := h.prefix(pl.lang); prefix != "" && !strings.HasPrefix(own, "/") {
		at = prefix + "/" + at
	}
	return at, nil
}

func (h *hugo) kind(s *Site, p *Page, rel string) Verdict {
	_, below := under(rel, h.content)
	inContent := below && !h.unmounted
	filtered := false
	for i := range h.mounts {
		if in, ok := under(rel, h.mounts[i].source); ok {
			has := h.mounts[i].has(in)
			inContent, filtered = inContent || has, filtered || !has
		}
	}
	switch {
	case !inContent && filtered:
		return verdict(KindExcluded, "left out by the files of its mount")
	case !inContent && below:
		return verdict(KindExcluded, "in a folder of "+h.content+" that belongs to no language or mount")
	case !inContent:
		return verdict(KindExcluded, "outside of "+h.content)
	}
	for _, re := range h.ignore {
		if re.MatchString(rel) {
			return verdict(KindExcluded, "ignoreFiles: "+re.String())
		}
	}
	pl := h.place(rel)
	if slices.ContainsFunc(h.langs, func(l hugoLang) bool { return l.key == pl.lang && l.disabled }) {
		return verdict(KindExcluded, "language "+pl.lang+" is disabled")
	}
	if !pl.leaf && !pl.branch && h.inBundle(pl.folder) {
		return verdict(KindExcluded, "a resource of a page bundle")
	}
	if v := h.build(p, pl); v.Kind != "" {
		return v
	}
	if isTrue(h.cascaded(pl, "draft")) && p.Front["draft"] == nil && !s.Drafts.Value {
		return verdict(KindDraft, "draft: true of its section")
	}
	if v := draftByFront(p, "draft", "published", "publish"); v.Kind != "" && !s.Drafts.Value {
		return v
	}
	section := h.section(pl)
	switch {
	case pl.branch, pl.leaf && pl.dir == "" && pl.base == "index":
		return verdict(KindSection, "the list page of a section")
	case len(h.mainSections) > 0 && !slices.ContainsFunc(h.mainSections, func(m string) bool { return strings.EqualFold(m, section) }):
		return verdict(KindPage, "outside of mainSections")
	case section == "" && h.date(s, p, rel).IsZero():
		return verdict(KindPage, "at the top of the content, without a date")
	}
	return verdict(KindPost, "a regular page")
}

// inBundle reports whether a folder is a leaf bundle or is inside one.
func (h *hugo) inBundle(dir string) bool {
	for ; dir != "" && dir != h.content; dir = dirOf(dir) {
		if h.bundles[dir] {
			return true
		}
		if h.branches[dir] {
			return false
		}
	}
	return false
}

// build returns the verdict that follows from the build options of a page.
func (h *hugo) build(p *Page, pl hugoPlace) Verdict {
	if isTrue(p.Front["headless"]) {
		return verdict(KindExcluded, "headless: true")
	}
	for _, key := range []string{"build", "_build"} {
		options, ok := p.Front[key].(map[string]any)
		if !ok {
			if options, ok = h.cascaded(pl, key).(map[string]any); !ok {
				continue
			}
		}
		render, list := text(options["render"]), text(options["list"])
		switch {
		case render == "never" || render == "false" || render == "link":
			return verdict(KindExcluded, key+".render: "+render)
		case list == "never" || list == "false":
			return verdict(KindPage, key+".list: "+list)
		}
	}
	return Verdict{}
}

package site

import (
	"crypto/sha1"
	"encoding/hex"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// hexo implements the rules of Hexo 7. Sources: lib/hexo/default_config.ts,
// lib/plugins/processor/post.ts and asset.ts,
// lib/plugins/filter/post_permalink.ts, lib/models/category.ts; hexo-util,
// permalink.ts and slugize.ts.
type hexo struct {
	source      string // folder, "source"
	permalink   *pattern
	defaults    map[string]string
	newPost     *regexp.Regexp // made from new_post_name, without extension
	newParts    []string       // names of the groups of newPost
	category    string         // default_category
	categoryMap map[string]string
	lowerCase   int // filename_case
	assets      bool
	noIndex     bool // pretty_urls.trailing_index is false
	noHTML      bool // pretty_urls.trailing_html is false
	include     []string
	skip        []string
	drafts      bool
}

var hexoDialect = &dialect{
	part: lazyregexp.New(`:\w*[^_\W]`),
	known: []string{
		"category", "day", "hash", "hour", "i_day", "i_month", "id", "minute", "month", "name", "post_title", "second", "timestamp", "title", "year",
	},
	expand: hexoPart,
	front:  true,
}

// hexoStrictDialect is the dialect for patterns of the caller, in which front
// matter keys must be declared.
var hexoStrictDialect = &dialect{part: hexoDialect.part, known: hexoDialect.known, expand: hexoPart}

func (h *hexo) dialect() *dialect { return hexoStrictDialect }

// readHexo reads _config.yml.
func readHexo(s *Site, c *value) error {
	h := &hexo{defaults: make(map[string]string), categoryMap: make(map[string]string)}
	s.rules = h
	s.Title, s.Author = s.take("title", c.get("title")), s.take("author", c.get("author"))
	s.Description = s.take("description", first(c.get("description"), c.get("subtitle")))
	s.setURL(s.take("url", c.get("url")))
	if root := c.get("root"); root != nil {
		s.setBase(s.take("root", root))
	}
	h.readLanguages(s, c)
	s.setZone(c.get("timezone"))
	s.Drafts, s.Future = foundBool(c.get("render_drafts"), false), foundBool(c.get("future"), true)
	h.drafts = s.Drafts.Value
	// hexo-renderer-marked keeps line breaks; markdown-it does only if
	// configured to.
	s.SoftBreaks = foundBool(c.get("marked", "breaks"), true)
	if v := c.get("markdown", "render", "breaks"); v != nil {
		s.SoftBreaks = foundBool(v, true)
	} else if v := c.get("markdown", "breaks"); v != nil {
		s.SoftBreaks = foundBool(v, true)
	}
	s.HeadingIDs = Finding[HeadingRule]{Value: HeadingHexo}
	s.ExcerptSeparator = Finding[string]{Value: "<!-- more -->"}
	source := found(c.get("source_dir"), "source")
	h.source = strings.Trim(source.Value, "/")
	s.Content = []Finding[string]{s.folder(nil, h.source+"/_posts"), s.folder(c.get("source_dir"), "source")}
	s.Static = []Finding[string]{s.folder(c.get("source_dir"), "source")}
	if theme, ok := c.get("theme").str(); ok && theme != "" {
		s.Static = append(s.Static, s.folder(nil, path.Join("themes", theme, "source")))
	}
	s.Exclude = addList(addList(s.Exclude, c.get("exclude")), c.get("ignore"))
	h.include, h.skip = c.get("include").strings(), c.get("skip_render").strings()
	h.assets, _ = c.get("post_asset_folder").truth()
	if is, ok := c.get("pretty_urls", "trailing_index").truth(); ok {
		h.noIndex = !is
	}
	if is, ok := c.get("pretty_urls", "trailing_html").truth(); ok {
		h.noHTML = !is
	}
	return h.readPermalinks(s, c)
}

func (h *hexo) readLanguages(s *Site, c *value) {
	lang := c.get("language")
	s.Lang = s.take("language", lang)
	keys := lang.strings()
	if s.Lang.Value == "" && len(keys) > 0 && lang.kind == kindList {
		s.Lang = Finding[string]{keys[0], lang.file, lang.line}
	}
	s.Lang.Value = languageTag(s.Lang.Value)
	if s.Lang.Value == "default" {
		s.Lang.Value = ""
	}
	for i, key := range keys {
		if key == "default" || len(keys) == 1 {
			continue
		}
		s.Languages = append(s.Languages, Language{Tag: languageTag(key), Key: key, Default: i == 0, File: lang.file, Line: lang.line})
	}
}

func (h *hexo) readPermalinks(s *Site, c *value) error {
	s.Permalink = found(c.get("permalink"), ":year/:month/:day/:title/")
	if all := c.get("permalink_defaults"); all != nil {
		for _, e := range all.keys {
			if str, ok := e.value.str(); ok {
				h.defaults[e.key] = str
			}
		}
	}
	if all := c.get("category_map"); all != nil {
		for _, e := range all.keys {
			if str, ok := e.value.str(); ok {
				h.categoryMap[e.key] = str
			}
		}
	}
	h.category = found(c.get("default_category"), "uncategorized").Value
	h.lowerCase, _ = strconv.Atoi(found(c.get("filename_case"), "0").Value)
	name := found(c.get("new_post_name"), ":title.md").Value
	h.parseName(trimExt(name))
	var err error
	h.permalink, err = hexoDialect.compile(s.Permalink.Value)
	return err
}

// parseName sets the regular expression that splits the file name of a post.
func (h *hexo) parseName(rule string) {
	if len(rule) > maxPattern {
		rule = ":title"
	}
	expr := "^" + hexoDialect.part.ReplaceAllStringFunc(regexp.QuoteMeta(rule), func(part string) string {
		h.newParts = append(h.newParts, part[1:])
		switch part[1:] {
		case "year":
			return `(\d{4})`
		case "month", "day":
			return `(\d{2})`
		case "i_month", "i_day":
			return `(\d{1,2})`
		case "hash":
			return `([0-9a-f]{12})`
		}
		return `(.+?)`
	}) + "$"
	re, err := regexp.Compile(expr)
	if err != nil {
		re = regexp.MustCompile(`^(.+?)$`)
		h.newParts = []string{"title"}
	}
	h.newPost = re
}

// inPosts returns the path of a post below _posts or _drafts.
func (h *hexo) inPosts(rel string) (below string, draft, ok bool) {
	in, ok := under(rel, h.source)
	if !ok {
		in = rel
	}
	if below, ok := strings.CutPrefix(in, "_posts/"); ok {
		return below, false, true
	}
	below, ok = strings.CutPrefix(in, "_drafts/")
	return below, true, ok
}

// info splits the path of a post into its slug and other values
// (parseFilename).
func (h *hexo) info(below string) (slug string, others map[string]string) {
	name := trimExt(below)
	if h.newPost != nil {
		if m := h.newPost.FindStringSubmatch(name); m != nil {
			for i, key := range h.newParts {
				if key == "title" {
					slug = m[i+1]
					continue
				}
				if others == nil {
					others = make(map[string]string)
				}
				others[key] = m[i+1]
			}
			if slug != "" {
				return slug, others
			}
			return hexoSlug(name), others
		}
	}
	return hexoSlug(name), nil
}

// date returns the date of a post as Hexo shows it. A date with an offset is
// converted to UTC; a date without one is kept as written
// (hexo-front-matter).
func (h *hexo) date(s *Site, p *Page, rel string) time.Time {
	if t := p.Date; !t.IsZero() {
		if p.Zoned {
			t = t.UTC()
		}
		hour, minute, second := t.Clock()
		return time.Date(t.Year(), t.Month(), t.Day(), hour, minute, second, 0, s.Location())
	}
	below, _, _ := h.inPosts(rel)
	_, info := h.info(below)
	month, day := info["month"], info["day"]
	if month == "" {
		month = info["i_month"]
	}
	if day == "" {
		day = info["i_day"]
	}
	if info["year"] == "" || month == "" || day == "" {
		return time.Time{}
	}
	return calendar(info["year"], month, day, s.Location())
}

func hexoPart(s *Site, e *env, name string) (string, bool) {
	h, ok := s.rules.(*hexo)
	if !ok {
		h = &hexo{source: "source", category: "uncategorized"}
	}
	if f, ok := dateParts[name]; ok {
		if e.date.IsZero() {
			return "", false
		}
		return f(e.date), true
	}
	below, _, ok := h.inPosts(e.rel)
	if !ok {
		below = e.rel
	}
	slug, _ := h.info(below)
	switch name {
	case "title":
		return slug, true
	case "name":
		return path.Base(slug), true
	case "post_title":
		return strings.ToLower(hexoSlug(e.page.Title)), true
	case "id":
		id := e.page.front("id")
		return id, id != "" // otherwise a random one
	case "hash":
		if e.date.IsZero() {
			return "", false
		}
		sum := sha1.Sum([]byte(slug + strconv.FormatInt(e.date.Unix(), 10)))
		return hex.EncodeToString(sum[:])[:12], true
	case "category":
		return h.categorySlug(e.page), true
	}
	return "", false
}

// categorySlug returns the slug of the last category, including its parents.
func (h *hexo) categorySlug(p *Page) string {
	if len(p.Categories) == 0 {
		return h.category
	}
	var parts []string
	for _, name := range p.Categories[len(p.Categories)-1] {
		if mapped := h.categoryMap[name]; mapped != "" {
			name = mapped
		}
		switch name = hexoSlug(name); h.lowerCase {
		case 1:
			name = strings.ToLower(name)
		case 2:
			name = strings.ToUpper(name)
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, "/")
}

func (h *hexo) address(s *Site, p *Page, rel string) (string, error) {
	below, _, ok := h.inPosts(rel)
	own := p.front("permalink")
	if !ok {
		return h.page(rel, own)
	}
	if own != "" {
		if h.assets && !strings.HasSuffix(own, "/") && !strings.HasSuffix(own, ".html") {
			own += "/"
		}
		return h.pretty(own), nil
	}
	e := &env{page: p, rel: rel, date: h.date(s, p, rel)}
	_, e.named = h.info(below)
	at, err := h.permalink.expand(s, e, h.defaults)
	if err != nil {
		return "", err
	}
	if h.assets && !strings.HasSuffix(at, "/") && !strings.HasSuffix(at, ".html") {
		at += "/"
	}
	return h.pretty(at), nil
}

// page returns the address of a page (processor/asset.ts).
func (h *hexo) page(rel, own string) (string, error) {
	in, ok := under(rel, h.source)
	if !ok {
		return "", ErrNoAddress
	}
	if own == "" {
		return h.pretty(trimExt(in) + ".html"), nil
	}
	if strings.HasSuffix(own, "/") {
		own += "index"
	}
	if path.Ext(own) == "" {
		own += ".html"
	}
	return h.pretty(own), nil
}

func (h *hexo) pretty(at string) string {
	at = "/" + strings.TrimPrefix(at, "/")
	if base := path.Base(at); base == "index.html" {
		if h.noIndex {
			return strings.TrimSuffix(at, base)
		}
		return at
	}
	if h.noHTML {
		return strings.TrimSuffix(at, ".html")
	}
	return at
}

func (h *hexo) kind(s *Site, p *Page, rel string) Verdict {
	in, ok := under(rel, h.source)
	if !ok {
		return verdict(KindExcluded, "outside of "+h.source)
	}
	below, draft, isPost := h.inPosts(rel)
	if v := s.excludedBy(in); v.Kind != "" {
		return v
	}
	for _, pattern := range h.skip {
		if globMatch(pattern, in) {
			return verdict(KindExcluded, "skip_render: "+pattern)
		}
	}
	check := in
	if isPost {
		check = below
	}
	for part := range strings.SplitSeq(check, "/") {
		if strings.HasPrefix(part, "_") || strings.HasPrefix(part, ".") {
			if !h.included(in) {
				return verdict(KindExcluded, "in a folder or file that begins with _ or .")
			}
		}
	}
	switch {
	case isPost && (draft || isFalse(p.Front["published"])) && !h.drafts:
		if draft {
			return verdict(KindDraft, "in _drafts")
		}
		return verdict(KindDraft, "published: false")
	case isPost:
		if v := draftByFront(p, "draft"); v.Kind != "" {
			return v
		}
		return verdict(KindPost, "in _posts")
	}
	return verdict(KindPage, "a page outside of _posts")
}

func (h *hexo) included(in string) bool {
	for _, pattern := range h.include {
		if globMatch(pattern, in) {
			return true
		}
	}
	return false
}

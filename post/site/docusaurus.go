package site

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// docusaurus implements the rules of Docusaurus 2 and 3. Sources:
// docusaurus-plugin-content-blog/src/blogUtils.ts,
// docusaurus-plugin-content-docs/src/slug.ts, docs.ts, numberPrefix.ts and
// versions, docusaurus-utils/src/urlUtils.ts.
type docusaurus struct {
	plugins  []docusaurusPlugin
	slash    string // trailingSlash: "true", "false" or ""
	locale   string // the default locale
	locales  []string
	prefixes map[string]string // prefix of addresses by locale
	hasBlog  bool
	// replaced holds the posts that have another version in i18n for the
	// default locale, which Docusaurus reads instead.
	replaced map[string]bool
}

// A docusaurusPlugin is an instance of a content plugin.
type docusaurusPlugin struct {
	kind     string // "blog", "docs", "pages"
	id       string
	path     string // folder, relative to the site
	route    string // routeBasePath
	versions []string
	numbers  bool // number prefixes are removed
	exclude  []string
	authors  string
}

// readDocusaurus reads docusaurus.config.
func readDocusaurus(s *Site, c *value, fsys fs.FS) error {
	d := &docusaurus{prefixes: make(map[string]string), replaced: make(map[string]bool)}
	s.rules = d
	s.Title, s.Description = s.take("title", c.get("title")), s.take("tagline", c.get("tagline"))
	s.setURL(s.take("url", c.get("url")))
	if base := c.get("baseUrl"); base != nil {
		s.setBase(s.take("baseUrl", base))
	}
	if v := c.get("trailingSlash"); v != nil {
		d.slash, _ = v.str()
		s.unread("trailingSlash", v)
	}
	d.readLocales(s, c.get("i18n"))
	s.unread("presets", c.get("presets"))
	for _, list := range []*value{c.get("presets"), c.get("plugins"), c.get("themes")} {
		if list == nil {
			continue
		}
		for _, item := range list.list {
			d.addPlugin(s, item, fsys)
		}
	}
	if len(d.plugins) == 0 { // the preset is computed or missing
		d.add(s, docusaurusPlugin{kind: "docs"}, nil, fsys)
		d.add(s, docusaurusPlugin{kind: "blog"}, nil, fsys)
		d.add(s, docusaurusPlugin{kind: "pages"}, nil, fsys)
	}
	for i := range d.plugins {
		d.readReplaced(s, &d.plugins[i], fsys)
	}
	if dirs := c.get("staticDirectories"); dirs != nil {
		for _, f := range addList(nil, dirs) {
			s.Static = append(s.Static, Finding[string]{s.abs(strings.Trim(path.Clean("/"+f.Value), "/")), f.File, f.Line})
		}
	} else {
		s.Static = []Finding[string]{s.folder(nil, "static")}
	}
	s.Future = Finding[bool]{Value: true}
	s.MDX = Finding[bool]{Value: true}
	if format := s.take("markdown.format", c.get("markdown", "format")); format.Found() {
		s.MDX = Finding[bool]{format.Value == "mdx", format.File, format.Line}
	}
	s.HeadingIDs = Finding[HeadingRule]{Value: HeadingGitHub}
	s.ExcerptSeparator = Finding[string]{Value: "<!-- truncate -->"}
	s.Permalink = Finding[string]{Value: "/:year/:month/:day/:slug"}
	return nil
}

func (d *docusaurus) readLocales(s *Site, c *value) {
	s.Lang = found(c.get("defaultLocale"), "en")
	d.locale = s.Lang.Value
	s.Lang.Value = languageTag(d.locale)
	d.locales = c.get("locales").strings()
	if len(d.locales) < 2 {
		return
	}
	for _, key := range d.locales {
		own := c.get("localeConfigs", key)
		l := Language{Tag: languageTag(key), Key: key, Default: key == d.locale, File: c.file, Line: c.line}
		if tag, ok := own.get("htmlLang").str(); ok {
			l.Tag = tag
		}
		if !l.Default {
			l.Prefix, l.Folder = key, s.abs("i18n/"+key)
			if base, ok := own.get("baseUrl").str(); ok {
				l.Prefix = strings.Trim(strings.TrimPrefix(base, s.Base.Value), "/")
			}
			d.prefixes[key] = l.Prefix
		}
		s.Languages = append(s.Languages, l)
	}
}

// translations returns the name of the folder in i18n/LOCALE that a plugin reads.
func (p *docusaurusPlugin) translations() string {
	if p.id != "default" {
		return "docusaurus-plugin-content-" + p.kind + "-" + p.id
	}
	return "docusaurus-plugin-content-" + p.kind
}

// readReplaced finds the posts of a blog that are replaced.
func (d *docusaurus) readReplaced(s *Site, p *docusaurusPlugin, fsys fs.FS) {
	if p.kind != "blog" || fsys == nil {
		return
	}
	dir := s.abs(path.Join("i18n", d.locale, p.translations()))
	_ = fs.WalkDir(fsys, dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || len(d.replaced) > 10_000 {
			return fs.SkipAll
		}
		if in, ok := under(name, dir); ok && !entry.IsDir() {
			d.replaced[path.Join(p.path, in)] = true
		}
		return nil
	})
}

// addPlugin reads an entry of presets or plugins: a name, or a name with options.
func (d *docusaurus) addPlugin(s *Site, item *value, fsys fs.FS) {
	name, options := "", (*value)(nil)
	switch item.kind {
	case kindString:
		name = item.text
	case kindList:
		if len(item.list) > 0 {
			name = item.list[0].text
			if v := item.list[0]; v.kind == kindComputed && len(v.list) > 0 { // require.resolve("…")
				name = v.list[0].text
			}
		}
		if len(item.list) > 1 {
			options = item.list[1]
		}
	}
	s.unread("plugins "+name, options)
	switch {
	case strings.Contains(name, "content-blog"):
		d.add(s, docusaurusPlugin{kind: "blog"}, options, fsys)
	case strings.Contains(name, "content-docs"):
		d.add(s, docusaurusPlugin{kind: "docs"}, options, fsys)
	case strings.Contains(name, "content-pages"):
		d.add(s, docusaurusPlugin{kind: "pages"}, options, fsys)
	case name == "classic", strings.Contains(name, "preset-classic"):
		for _, kind := range []string{"docs", "blog", "pages"} {
			own := options.get(kind)
			if is, ok := own.truth(); ok && !is {
				continue
			}
			d.add(s, docusaurusPlugin{kind: kind}, own, fsys)
		}
	}
}

// add adds a plugin, with its options or their defaults.
func (d *docusaurus) add(s *Site, p docusaurusPlugin, options *value, fsys fs.FS) {
	p.path, p.route, p.numbers = p.kind, p.kind, true
	if p.kind == "pages" {
		p.path, p.route = "src/pages", "/"
	}
	at := func(key string) *value {
		v := options.get(key)
		s.unread(p.kind+"."+key, v)
		return v
	}
	p.path = strings.TrimPrefix(path.Clean(found(at("path"), p.path).Value), "/")
	if dir := s.abs(p.path); strings.HasPrefix(p.path, "../") && fs.ValidPath(dir) { // docs in a folder beside that of the site
		p.path = strings.Repeat("../", strings.Count(s.Dir, "/")+1) + dir
		s.outside = append(s.outside, dir)
	}
	route := at("routeBasePath")
	p.route = strings.Trim(found(route, p.route).Value, "/")
	p.id = found(options.get("id"), "default").Value
	p.exclude = options.get("exclude").strings()
	if v := options.get("numberPrefixParser"); v != nil {
		is, ok := v.truth()
		p.numbers = !ok || is
		s.unread(p.kind+".numberPrefixParser", v)
	}
	if route != nil && route.kind == kindString {
		s.Permalinks = append(s.Permalinks, Permalink{p.kind + " " + p.path, squeeze("/" + p.route + "/"), route.file, route.line})
	}
	content := found(options.get("path"), "")
	content.Value = s.abs(p.path)
	s.Content = append(s.Content, content)
	for _, f := range addList(nil, options.get("exclude")) {
		f.Value = path.Join(p.path, f.Value)
		s.Exclude = append(s.Exclude, f)
	}
	if p.kind == "blog" {
		p.authors = found(options.get("authorsMapPath"), "authors.yml").Value
		s.AuthorFiles = append(s.AuthorFiles, Finding[string]{Value: s.abs(path.Join(p.path, p.authors))})
		if fsys != nil {
			if info, err := fs.Stat(fsys, s.abs(p.path)); err == nil && info.IsDir() {
				d.hasBlog = true
			}
		}
	}
	if p.kind == "docs" && fsys != nil {
		name := "versions.json"
		if p.id != "default" {
			name = p.id + "_versions.json"
		}
		if v, err := load(fsys, s.abs(name)); err == nil {
			p.versions = v.strings()
		}
	}
	d.plugins = append(d.plugins, p)
}

// place returns the plugin that reads a file, the path within its folder, and
// the locale and version of the file.
func (d *docusaurus) place(rel string) (p *docusaurusPlugin, in, locale, version string) {
	for i := range d.plugins {
		p := &d.plugins[i]
		if in, ok := under(rel, p.path); ok {
			return p, in, d.locale, ""
		}
		folder := "versioned_docs"
		if p.id != "default" {
			folder = p.id + "_versioned_docs"
		}
		if in, ok := under(rel, folder); ok && p.kind == "docs" {
			version, in, _ := strings.Cut(in, "/")
			return p, in, d.locale, strings.TrimPrefix(version, "version-")
		}
		if below, ok := under(rel, "i18n"); ok {
			locale, below, _ := strings.Cut(below, "/")
			if !slices.Contains(d.locales, locale) {
				continue
			}
			if in, ok := under(below, p.translations()); ok {
				if p.kind == "docs" {
					version, in, _ := strings.Cut(in, "/")
					if version = strings.TrimPrefix(version, "version-"); version == "current" {
						version = ""
					}
					return p, in, locale, version
				}
				return p, in, locale, ""
			}
		}
	}
	return nil, rel, d.locale, ""
}

// blogName splits the path of a blog post into the folder before the date, the
// date, and the rest. In an address Docusaurus puts the folder after the date.
func blogName(in string) (folder, date, text string, ok bool) {
	all := docusaurusBlogDate.FindAllStringIndex(in, -1)
	if len(all) == 0 {
		return "", "", docusaurusIndex.ReplaceAllString(in, ""), false
	}
	m := all[len(all)-1] // the regular expression of Docusaurus is greedy, so the last date is used
	text = in[m[1]:]
	if strings.HasPrefix(text, "-") || strings.HasPrefix(text, "/") {
		text = text[1:]
	}
	return in[:m[0]], in[m[0]:m[1]], docusaurusIndex.ReplaceAllString(text, ""), true
}

var (
	docusaurusBlogDate = lazyregexp.New(`\d{4}[-/]\d{1,2}[-/]\d{1,2}`)
	docusaurusIndex    = lazyregexp.New(`(?:/index)?\.mdx?$`)
	docusaurusDates    = lazyregexp.New(`^(?:(?:\d{2}|\d{4})[-_.]\d{2}(?:[-_.](?:\d{2}|\d{4}))?.*|\d+[-_.]\d+.*)$`)
	docusaurusNumber   = lazyregexp.New(`^\d+\s*[-_.]+\s*([^-_.\s].*)$`)
)

// withoutNumber removes a number prefix: "01-intro" becomes "intro". Dates
// and versions are kept.
func withoutNumber(s string) string {
	if docusaurusDates.MatchString(s) {
		return s
	}
	if m := docusaurusNumber.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return s
}

func (d *docusaurus) address(_ *Site, page *Page, rel string) (string, error) {
	p, in, locale, version := d.place(rel)
	if p == nil {
		return "", ErrNoAddress
	}
	at := ""
	switch p.kind {
	case "blog":
		at = d.post(page, in)
	case "docs":
		at = path.Join("/", p.versionPath(version)) + d.doc(p, page, in)
	default:
		if at = trimExt(in); path.Base(at) == "index" {
			at = strings.TrimSuffix(at, "index")
		}
	}
	at = squeeze("/" + d.prefixes[locale] + "/" + p.route + "/" + at)
	switch {
	case at == "/":
	case d.slash == "true" && !strings.HasSuffix(at, "/"):
		at += "/"
	case d.slash == "false":
		at = strings.TrimSuffix(at, "/")
	}
	return at, nil
}

func (d *docusaurus) post(page *Page, in string) string {
	if slug := page.front("slug"); slug != "" {
		return slug
	}
	folder, date, text, ok := blogName(in)
	if !ok {
		return text
	}
	return strings.ReplaceAll(date, "-", "/") + "/" + folder + text
}

// doc returns the address of a documentation page (slug.ts).
func (d *docusaurus) doc(p *docusaurusPlugin, page *Page, in string) string {
	slug := page.front("slug")
	if strings.HasPrefix(slug, "/") {
		return slug
	}
	numbers := p.numbers && !isFalse(page.Front["parse_number_prefixes"])
	dir, name := dirOf(in), stem(in)
	shown := dir
	if numbers {
		parts := strings.Split(dir, "/")
		for i := range parts {
			parts[i] = withoutNumber(parts[i])
		}
		shown = strings.Join(parts, "/")
	}
	shown = squeeze("/" + shown + "/")
	if slug == "" {
		lower := strings.ToLower(name)
		if lower == "index" || lower == "readme" || dir != "" && lower == strings.ToLower(path.Base(dir)) {
			return shown
		}
		if slug = page.front("id"); slug == "" {
			slug = name
			if numbers {
				slug = withoutNumber(name)
			}
		}
	}
	return cleanPath(shown + slug)
}

// versionPath returns the prefix of addresses in a version. The first version
// of versions.json has none, and the prefix of the current one is "next".
func (p *docusaurusPlugin) versionPath(version string) string {
	switch {
	case len(p.versions) == 0:
		return version
	case version == "":
		return "next"
	case version == p.versions[0]:
		return ""
	}
	return version
}

func (d *docusaurus) date(_ *Site, page *Page, rel string) time.Time {
	if !page.Date.IsZero() {
		return page.Date
	}
	if plugin, in, _, _ := d.place(rel); plugin != nil && plugin.kind == "blog" {
		if _, date, _, ok := blogName(in); ok {
			parts := strings.FieldsFunc(date, func(r rune) bool { return r == '-' || r == '/' })
			return calendar(parts[0], parts[1], parts[2], time.UTC)
		}
	}
	return time.Time{}
}

func (d *docusaurus) kind(s *Site, page *Page, rel string) Verdict {
	p, in, _, _ := d.place(rel)
	if p == nil {
		return verdict(KindExcluded, "outside of the folders of plugins")
	}
	for part := range strings.SplitSeq(in, "/") {
		if strings.HasPrefix(part, "_") {
			return verdict(KindExcluded, "in a folder or file that begins with _")
		}
	}
	if v := s.excludedBy(rel); v.Kind != "" {
		return v
	}
	if d.replaced[rel] {
		return verdict(KindExcluded, "replaced by the file in i18n/"+d.locale)
	}
	if v := draftByFront(page, "draft"); v.Kind != "" {
		return v
	}
	if isTrue(page.Front["unlisted"]) {
		return verdict(KindPage, "unlisted: true")
	}
	switch {
	case p.kind == "blog":
		return verdict(KindPost, "in the blog")
	case p.kind == "docs" && !d.hasBlog:
		return verdict(KindPost, "in the documentation")
	case p.kind == "docs":
		return verdict(KindPage, "documentation beside a blog")
	}
	return verdict(KindPage, "in "+p.path)
}

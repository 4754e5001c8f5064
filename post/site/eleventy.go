package site

import (
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// eleventy implements the rules of Eleventy 2 and 3. Sources:
// src/TemplateFileSlug.js, src/TemplatePermalink.js, src/Template.js,
// src/defaultConfig.js and src/Data/TemplateData.js.
type eleventy struct {
	input string // dir.input below the site, "" for the root
	skip  []string
	data  map[string]*value // data files, by the file without extension, or by the folder with a slash at the end
	site  *value            // global data such as metadata and site
	toURL bool              // the plugin InputPath to URL is used
}

// readEleventy reads the configuration and the data files that addresses and
// kinds depend on.
func readEleventy(s *Site, c *script, fsys fs.FS) error {
	e := &eleventy{data: make(map[string]*value), site: &value{kind: kindTable}}
	s.rules = e
	root := c.root()
	config := root
	if v := c.lookUp("config", 0); v != nil && v.kind == kindTable {
		config = v
	}
	dirs := config.get("dir")
	if dirs == nil {
		dirs = c.lookUp("directories", 0)
	}
	at := func(key, method, otherwise string) Finding[string] {
		for _, call := range c.calls {
			if call.method == method && len(call.args) > 0 && call.args[0].kind == kindString {
				return Finding[string]{call.args[0].text, c.name, call.line}
			}
		}
		s.unread("dir."+key, dirs.get(key))
		return found(dirs.get(key), otherwise)
	}
	input := at("input", "setInputDirectory", ".")
	e.input = strings.Trim(path.Clean("/"+input.Value), "/")
	s.Content = []Finding[string]{{s.abs(e.input), input.File, input.Line}}
	for _, f := range []Finding[string]{at("includes", "setIncludesDirectory", "_includes"), at("layouts", "setLayoutsDirectory", "_layouts"), at("data", "setDataDirectory", "_data")} {
		e.skip = append(e.skip, path.Join(e.input, f.Value))
	}
	output := at("output", "setOutputDirectory", "_site")
	e.skip = append(e.skip, strings.Trim(path.Clean("/"+output.Value), "/"))
	s.Static = []Finding[string]{s.folder(nil, e.input)}
	for _, call := range c.calls {
		e.fromCall(s, call, c.name)
	}
	if prefix := config.get("pathPrefix"); prefix != nil {
		s.setBase(s.take("pathPrefix", prefix))
	}
	s.HeadingIDs = Finding[HeadingRule]{Value: HeadingNone}
	s.Permalink = Finding[string]{Value: "/:path/"}
	s.Future = Finding[bool]{Value: true}
	e.toURL = slices.ContainsFunc(c.tokens, func(t token) bool { return t.text == "InputPathToUrlTransformPlugin" })
	e.readIgnore(s, fsys)
	e.readData(s, fsys, path.Join(e.input, at("data", "setDataDirectory", "_data").Value))
	e.readDirectories(s, fsys)
	return nil
}

// fromCall reads the setting in a method call on the configuration object.
func (e *eleventy) fromCall(s *Site, c call, file string) {
	if len(c.args) == 0 {
		return
	}
	arg := c.args[0]
	switch c.method {
	case "addPassthroughCopy":
		for _, f := range append(addList(nil, arg), tableKeys(arg)...) {
			if len(s.Static) < 64 {
				s.Static = append(s.Static, Finding[string]{s.abs(strings.Trim(path.Clean("/"+f.Value), "/")), file, c.line})
			}
		}
	case "add": // ignores.add
		if arg.kind == kindString && (isMarkdown(arg.text) || strings.ContainsAny(arg.text, "/*")) {
			s.Exclude = append(s.Exclude, Finding[string]{arg.text, file, c.line})
		}
	}
}

// tableKeys returns the keys of a table, which are folders that are copied to
// another place.
func tableKeys(v *value) []Finding[string] {
	var all []Finding[string]
	if v.kind == kindTable {
		for _, e := range v.keys {
			all = append(all, Finding[string]{e.key, e.value.file, e.value.line})
		}
	}
	return all
}

func (e *eleventy) readIgnore(s *Site, fsys fs.FS) {
	b, err := readFile(fsys, s.abs(".eleventyignore"))
	if err != nil {
		return
	}
	for i, line := range strings.Split(string(b), "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' && line[0] != '!' && i < 1000 {
			s.Exclude = append(s.Exclude, Finding[string]{line, s.abs(".eleventyignore"), i + 1})
		}
	}
}

// readData reads the global data that describes the site.
func (e *eleventy) readData(s *Site, fsys fs.FS, dir string) {
	for _, name := range []string{"metadata", "site", "meta", "siteConfig", "config"} {
		for _, ext := range []string{".json", ".js", ".cjs", ".mjs", ".yaml", ".yml"} {
			v, err := load(fsys, s.abs(path.Join(dir, name+ext)))
			if err != nil {
				continue
			}
			s.Files = append(s.Files, s.abs(path.Join(dir, name+ext)))
			e.site.set(name, v)
			take := func(into *Finding[string], keys ...string) {
				for _, key := range keys {
					if at := v.get(key); into.Value == "" && at != nil {
						*into = s.take(name+"."+key, at)
					}
				}
			}
			take(&s.Title, "title", "name")
			take(&s.Description, "description", "subtitle")
			take(&s.Lang, "language", "lang", "locale")
			s.Lang.Value = languageTag(s.Lang.Value)
			if author := v.get("author"); author != nil && author.kind == kindTable {
				s.Author = s.take(name+".author", author.get("name"))
			} else {
				take(&s.Author, "author", "authorName")
			}
			var url Finding[string]
			take(&url, "url", "baseUrl", "baseURL", "domain")
			if s.URL.Value == "" && strings.Contains(url.Value, "://") {
				base := s.Base
				s.setURL(url)
				if base.Value != "" {
					s.Base = base
				}
			}
		}
	}
}

// readDirectories reads the data files of directories and of posts.
func (e *eleventy) readDirectories(s *Site, fsys fs.FS) {
	count := 0
	_ = fs.WalkDir(fsys, s.abs(e.input), func(name string, d fs.DirEntry, err error) error {
		if count++; err != nil || count > maxFiles || len(e.data) > 2000 {
			return fs.SkipAll
		}
		if d.IsDir() {
			if leftOutFolders[d.Name()] != "" || d.Name() == "_site" {
				return fs.SkipDir
			}
			return nil
		}
		base := path.Base(name)
		stem := base
		for _, end := range []string{".11tydata.json", ".11tydata.js", ".11tydata.cjs", ".11tydata.mjs", ".json"} {
			if strings.HasSuffix(base, end) {
				stem = strings.TrimSuffix(base, end)
				break
			}
		}
		if stem == base || strings.HasPrefix(base, "package") {
			return nil
		}
		dir := path.Dir(name)
		key := path.Join(dir, stem)
		if stem == path.Base(dir) || stem == "index" && dir == s.abs(e.input) {
			key = dir + "/"
		}
		v, err := load(fsys, name)
		if err != nil || v.kind != kindTable {
			return nil
		}
		if have := e.data[key]; have != nil {
			v.merge(have) // *.11tydata.js counts more than *.json, and comes first
		}
		e.data[key] = v
		if v.get("permalink") != nil || v.get("tags") != nil {
			s.Files = append(s.Files, name)
			s.unread("permalink", v.get("permalink"))
			if link, ok := v.get("permalink").str(); ok {
				rel, _ := s.Rel(strings.TrimSuffix(key, "/"))
				s.Permalinks = append(s.Permalinks, Permalink{rel, link, name, v.get("permalink").line})
			}
		}
		return nil
	})
}

// value returns a value of the front matter, or else of the data files that
// apply to the page.
func (e *eleventy) value(s *Site, p *Page, rel, key string) (any, bool) {
	if v, ok := p.Front[key]; ok {
		return v, true
	}
	for v := range e.files(s, p) {
		if v = v.get(key); v != nil {
			if v.kind == kindComputed {
				return v, true
			}
			return v.plain(), true
		}
	}
	return nil, false
}

// files yields the data files that apply to a page, the nearest first.
func (e *eleventy) files(s *Site, p *Page) iter.Seq[*value] {
	return func(yield func(*value) bool) {
		if len(e.data) == 0 || !yield(e.data[trimExt(p.Path)]) {
			return
		}
		for dir := path.Dir(p.Path); yield(e.data[dir+"/"]) && dir != "." && dir != s.Dir && dir != "/"; dir = path.Dir(dir) {
		}
	}
}

// language returns the language that the data files of a page state, or nil.
func (e *eleventy) language(p *Page, s *Site) *Language {
	rel, _ := s.Rel(p.Path)
	for _, key := range []string{"lang", "language", "locale"} {
		if v, ok := e.value(s, p, rel, key); ok && text(v) != "" {
			return &Language{Tag: languageTag(text(v)), Key: text(v)}
		}
	}
	return nil
}

// tags returns the tags of the front matter and of the data files.
func (e *eleventy) tags(s *Site, p *Page) []string {
	all := slices.Clone(p.Tags)
	switch v := p.Front["tags"].(type) {
	case string:
		all = append(all, v)
	case []any:
		for _, item := range v {
			all = append(all, text(item))
		}
	}
	for v := range e.files(s, p) {
		all = append(all, v.get("tags").strings()...)
	}
	return all
}

// eleventyDate matches a date at the start of a file name.
var eleventyDate = lazyregexp.New(`(\d{4})-(\d{2})-(\d{2})-(.*)`)

func (e *eleventy) date(_ *Site, p *Page, rel string) time.Time {
	if !p.Date.IsZero() {
		return p.Date.UTC()
	}
	if m := eleventyDate.FindStringSubmatch(trimExt(rel)); m != nil {
		return calendar(m[1], m[2], m[3], time.UTC)
	}
	return time.Time{}
}

// fileSlug returns the value of page.fileSlug.
func (e *eleventy) fileSlug(in string) string {
	name := withoutDate(stem(in))
	if name != "index" {
		return name
	}
	if dir := dirOf(in); dir != "" {
		return withoutDate(path.Base(dir))
	}
	return ""
}

func withoutDate(name string) string {
	if m := eleventyDate.FindStringSubmatch(name); m != nil {
		return m[4]
	}
	return name
}

func (e *eleventy) address(s *Site, p *Page, rel string) (string, error) {
	in, ok := under(rel, e.input)
	if !ok {
		return "", ErrNoAddress
	}
	own, has := e.value(s, p, rel, "permalink")
	if table, ok := own.(map[string]any); ok {
		own, has = table["build"]
	}
	if _, ok := own.(*value); ok {
		return "", ErrComputed
	}
	if has && (own == false || own == nil || text(own) == "") {
		return "", ErrNoAddress
	}
	if !has {
		dir, name := dirOf(in), stem(in)
		if name == "index" || dir != "" && path.Base(dir) == name {
			return "/" + dir + "/", nil
		}
		return "/" + trimExt(in) + "/", nil
	}
	at, err := e.template(s, p, in, text(own))
	if err != nil {
		return "", err
	}
	at = path.Clean("/"+at) + strings.Repeat("/", slashes(at))
	if path.Base(at) == "index.html" || strings.HasSuffix(at, "/index") {
		at = strings.TrimSuffix(strings.TrimSuffix(at, ".html"), "index")
	}
	return at, nil
}

// eleventyOutput matches an output tag of Liquid or Nunjucks.
var eleventyOutput = lazyregexp.New(`\{\{-?\s*(.*?)\s*-?\}\}`)

// eleventyIf matches a condition on one variable.
var eleventyIf = lazyregexp.New(`\{%-?\s*if\s+([\w.]+)\s*-?%\}([^{}]*(?:\{\{[^{}]*\}\}[^{}]*)*)(?:\{%-?\s*else\s*-?%\}([^{}]*(?:\{\{[^{}]*\}\}[^{}]*)*))?\{%-?\s*endif\s*-?%\}`)

// template fills in a permalink. It knows the variables of the page and the
// filters slug, slugify, date and those for text.
func (e *eleventy) template(s *Site, p *Page, in, source string) (string, error) {
	if len(source) > maxPattern {
		return "", ErrComputed
	}
	source = eleventyIf.ReplaceAllStringFunc(source, func(m string) string {
		parts := eleventyIf.FindStringSubmatch(m)
		switch v, ok := e.variable(s, p, in, parts[1]); {
		case ok && v != "false":
			return parts[2]
		case ok, slices.Contains([]string{"lang", "locale", "slug", "title", "category"}, parts[1]):
			return parts[3]
		}
		return m // it may come from data that is computed
	})
	if strings.Contains(source, "{%") {
		return "", ErrComputed
	}
	var failed error
	out := eleventyOutput.ReplaceAllStringFunc(source, func(m string) string {
		expr := eleventyOutput.FindStringSubmatch(m)[1]
		parts := strings.Split(expr, "|")
		v, ok := e.variable(s, p, in, strings.TrimSpace(parts[0]))
		for _, filter := range parts[1:] {
			v, ok = e.filter(p, in, v, strings.TrimSpace(filter), ok)
		}
		if !ok {
			failed = ErrComputed
		}
		return v
	})
	return out, failed
}

func (e *eleventy) variable(s *Site, p *Page, in, name string) (string, bool) {
	switch name {
	case "page.fileSlug":
		return e.fileSlug(in), true
	case "page.filePathStem":
		return "/" + path.Join(dirOf(in), withoutDate(stem(in))), true
	case "page.inputPath":
		return "./" + path.Join(e.input, in), true
	case "page.outputFileExtension":
		return "html", true
	case "page.date.getUTCFullYear()", "page.date.getFullYear()":
		t := e.date(s, p, in)
		return t.Format("2006"), !t.IsZero()
	case "page.date", "date":
		t := e.date(s, p, in)
		return t.Format("2006-01-02"), !t.IsZero()
	case "title":
		return p.Title, p.Title != ""
	case "page.lang", "lang", "locale":
		if p.Lang != "" {
			return p.Lang, true
		}
	}
	if len(name) > 1 && (name[0] == '"' || name[0] == '\'') {
		return strings.Trim(name, `"'`), true
	}
	v, ok := e.value(s, p, in, name)
	if str := text(v); ok && str != "" {
		return str, true
	}
	if str, ok := e.site.get(strings.Split(name, ".")...).str(); ok {
		return str, true
	}
	return "", false
}

func (e *eleventy) filter(p *Page, in, v, filter string, ok bool) (string, bool) {
	name, arg, _ := strings.Cut(filter, ":")
	if before, after, found := strings.Cut(filter, "("); found {
		name, arg = before, strings.TrimSuffix(after, ")")
	}
	arg = strings.Trim(strings.TrimSpace(arg), `"'`)
	switch strings.TrimSpace(name) {
	case "slugify":
		return wordSlug(v), ok
	case "slug":
		made, known := legacySlug(v)
		return made, ok && known
	case "downcase", "lower":
		return strings.ToLower(v), ok
	case "url", "safe", "trim", "strip", "string":
		return v, ok
	case "date":
		t := e.date(nil, p, in)
		if t.IsZero() || arg == "" {
			return v, false
		}
		layout := strings.NewReplacer("%Y", "2006", "%m", "01", "%d", "02", "%-m", "1", "%-d", "2", "%y", "06", "%b", "Jan", "%B", "January").Replace(arg)
		if strings.Contains(layout, "%") {
			return v, false
		}
		return t.Format(layout), ok
	case "append":
		return v + arg, ok
	case "prepend":
		return arg + v, ok
	case "default":
		if !ok || v == "" {
			return arg, true
		}
		return v, true
	}
	return v, false
}

// eleventyFolders holds folder names that mark a file as an article even
// without a date or tag.
var eleventyFolders = []string{"blog", "posts", "post", "articles", "article", "notes", "writing", "journal", "essays", "til", "weeknotes", "guides", "docs"}

func (e *eleventy) kind(s *Site, p *Page, rel string) Verdict {
	in, ok := under(rel, e.input)
	if !ok {
		return verdict(KindExcluded, "outside of the input folder")
	}
	for _, dir := range e.skip {
		if _, ok := under(rel, dir); ok && dir != "" {
			return verdict(KindExcluded, "in "+dir)
		}
	}
	if v := s.excludedBy(rel); v.Kind != "" {
		return v
	}
	if v := draftByFront(p, "draft", "published", "publish"); v.Kind != "" {
		return v
	}
	if v, _ := e.value(s, p, rel, "eleventyExcludeFromCollections"); isTrue(v) {
		return verdict(KindPage, "eleventyExcludeFromCollections: true")
	}
	if v, ok := e.value(s, p, rel, "permalink"); ok && v == false {
		return verdict(KindExcluded, "permalink: false")
	}
	for _, tag := range e.tags(s, p) {
		if slices.Contains([]string{"post", "posts", "blog", "article", "articles"}, tag) {
			return verdict(KindPost, "tag "+tag)
		}
	}
	top, _, nested := strings.Cut(in, "/")
	switch {
	case !e.date(s, p, in).IsZero():
		return verdict(KindPost, "it has a date")
	case nested && slices.Contains(eleventyFolders, strings.ToLower(top)) && stem(in) != "index":
		return verdict(KindPost, "in "+top)
	}
	return verdict(KindPage, "neither dated nor tagged as a post")
}

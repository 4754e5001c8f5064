package site

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// jekyll implements the rules of Jekyll 4. Sources: lib/jekyll/configuration.rb,
// collection.rb, document.rb, page.rb, url.rb, drops/url_drop.rb,
// frontmatter_defaults.rb, entry_filter.rb, publisher.rb.
type jekyll struct {
	posts       *pattern
	style       string // the permalink setting, for pages and collections
	collections map[string]*jekyllCollection
	collected   string // collections_dir
	defaults    []jekyllDefault
	include     []string
	plugins     map[string]bool
	hasPosts    bool
	unpublished bool
}

type jekyllCollection struct {
	output   bool
	template *pattern
}

// A jekyllDefault is an entry of the setting defaults.
type jekyllDefault struct {
	path, kind string
	typed      bool
	values     map[string]any
}

var jekyllDialect = &dialect{
	part: lazyregexp.New(`:[a-z_]+`),
	known: []string{
		"categories", "collection", "day", "hour", "i_day", "i_month", "long_day", "long_month", "minute", "month", "name", "output_ext", "path",
		"second", "short_day", "short_month", "short_year", "slug", "slugified_categories", "title", "w_day", "w_year", "week", "y_day", "year",
	},
	expand: jekyllPart,
}

// jekyllPageDialect is the dialect of permalinks of pages: fewer parts than for documents.
var jekyllPageDialect = &dialect{part: lazyregexp.New(`:(?:basename|output_ext|path)`), known: []string{"basename", "output_ext", "path"}, expand: jekyllPagePart}

func (j *jekyll) dialect() *dialect { return jekyllDialect }

// readJekyll reads _config.yml.
func readJekyll(s *Site, c *value) error {
	j := &jekyll{collections: make(map[string]*jekyllCollection), plugins: make(map[string]bool)}
	s.rules = j
	s.Title = s.take("title", first(c.get("title"), c.get("name")))
	s.Description = s.take("description", first(c.get("description"), c.get("tagline"), c.get("subtitle")))
	if author := c.get("author"); author != nil && author.kind == kindTable {
		s.Author = s.take("author", author.get("name"))
	} else {
		s.Author = s.take("author", author)
	}
	s.setURL(s.take("url", c.get("url")))
	if base := c.get("baseurl"); base != nil {
		s.setBase(s.take("baseurl", base))
	}
	lang := s.take("lang", first(c.get("lang"), c.get("language"), c.get("locale")))
	lang.Value = languageTag(lang.Value)
	s.Lang = lang
	s.setZone(c.get("timezone"))
	s.Drafts, s.Future = foundBool(c.get("show_drafts"), false), foundBool(c.get("future"), false)
	s.SoftBreaks = foundBool(c.get("kramdown", "hard_wrap"), false)
	s.HeadingIDs = kramdownHeadings(c)
	s.ExcerptSeparator = found(c.get("excerpt_separator"), "\n\n")
	s.Exclude = addList(s.Exclude, c.get("exclude"))
	for _, name := range []string{"Gemfile", "Gemfile.lock", "node_modules", "vendor/bundle", "vendor/cache", "vendor/gems", "vendor/ruby"} {
		s.Exclude = append(s.Exclude, Finding[string]{Value: name})
	}
	j.include = c.get("include").strings()
	j.unpublished, _ = c.get("unpublished").truth()
	for _, name := range c.get("plugins").strings() {
		j.plugins[name] = true
	}
	j.collected, _ = c.get("collections_dir").str()
	j.collected = strings.Trim(j.collected, "/")
	s.Content = []Finding[string]{s.folder(nil, path.Join(j.collected, "_posts")), s.folder(nil, "")}
	s.Static = []Finding[string]{s.folder(nil, "")}
	s.vars, _ = c.plain().(map[string]any)
	return j.readPermalinks(s, c)
}

// readPermalinks reads the patterns of posts and collections, and the defaults.
func (j *jekyll) readPermalinks(s *Site, c *value) error {
	s.Permalink = found(c.get("permalink"), "date")
	j.style = strings.TrimPrefix(s.Permalink.Value, ":")
	template, ok := styles[j.style]
	if !ok {
		template = s.Permalink.Value
	}
	// The collection posts may have a permalink of its own (site.rb, post_attr).
	if own := c.get("collections", "posts", "permalink"); own != nil {
		if str, ok := own.str(); ok {
			if template = str; styles[str] != "" {
				template = styles[str]
			}
			s.Permalinks = append(s.Permalinks, Permalink{"posts", str, own.file, own.line})
		}
	}
	var err error
	if j.posts, err = jekyllDialect.compile(template); err != nil {
		return err
	}
	if all := c.get("collections"); all != nil {
		for _, item := range all.list { // a list of collection names
			if name, ok := item.str(); ok {
				j.collections[name] = &jekyllCollection{}
			}
		}
		for _, e := range all.keys {
			if e.key == "posts" {
				continue
			}
			output, _ := e.value.get("output").truth()
			own := &jekyllCollection{output: output}
			source := "/:collection/:path" + j.suffix()
			if str, ok := e.value.get("permalink").str(); ok {
				source = str
				s.Permalinks = append(s.Permalinks, Permalink{e.key, str, e.value.file, e.value.get("permalink").line})
			}
			if style, ok := styles[source]; ok {
				source = style
			}
			if own.template, err = jekyllDialect.compile(source); err != nil {
				return err
			}
			j.collections[e.key] = own
			s.Content = append(s.Content, s.folder(nil, path.Join(j.collected, "_"+e.key)))
		}
	}
	if defaults := c.get("defaults"); defaults != nil {
		for _, item := range defaults.list {
			j.addDefault(s, item)
		}
	}
	return nil
}

func (j *jekyll) addDefault(s *Site, item *value) {
	values, ok := item.get("values").plain().(map[string]any)
	if !ok {
		return
	}
	d := jekyllDefault{values: values}
	d.path, _ = item.get("scope", "path").str()
	d.path = strings.Trim(d.path, "/")
	if j.collected != "" {
		d.path = strings.TrimPrefix(d.path, j.collected+"/")
	}
	d.kind, d.typed = item.get("scope", "type").str()
	switch d.kind {
	case "page", "post", "draft":
		d.kind += "s"
	}
	j.defaults = append(j.defaults, d)
	if link := item.get("values", "permalink"); link != nil {
		if str, ok := link.str(); ok {
			s.Permalinks = append(s.Permalinks, Permalink{strings.Trim(d.path+" "+d.kind, " "), str, link.file, link.line})
		}
	}
}

// suffix returns what add_permalink_suffix appends to templates of pages and collections.
func (j *jekyll) suffix() string {
	switch {
	case j.style == "pretty", strings.HasSuffix(j.style, "/"):
		return "/"
	case j.style == "date", j.style == "ordinal", j.style == "none", strings.HasSuffix(j.style, ":output_ext"):
		return ":output_ext"
	}
	return ""
}

// place returns the collection of a file: "posts", "drafts", the label of another
// collection, "pages", or "" if Jekyll does not read the file. below is the path inside
// the folder of the collection, and above the path of the folders before it.
func (j *jekyll) place(rel string) (collection, above, below string) {
	inside, collects := under(rel, j.collected)
	if !collects {
		inside = rel
	}
	parts := strings.Split(inside, "/")
	for i, part := range parts[:len(parts)-1] {
		switch { // reader.rb, outside_configured_directory?
		case !collects:
		case part == "_posts":
			return "posts", strings.Join(parts[:i], "/"), strings.Join(parts[i+1:], "/")
		case part == "_drafts":
			return "drafts", strings.Join(parts[:i], "/"), strings.Join(parts[i+1:], "/")
		case i == 0 && strings.HasPrefix(part, "_"):
			if j.collections[part[1:]] != nil {
				return part[1:], "", strings.Join(parts[1:], "/")
			}
		}
		if strings.HasPrefix(part, "_") || strings.HasPrefix(part, ".") || strings.HasPrefix(part, "#") || strings.HasPrefix(part, "~") {
			if !slices.Contains(j.include, part) {
				return "", "", rel
			}
		}
	}
	if base := parts[len(parts)-1]; strings.HasPrefix(base, "_") || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") {
		return "", "", rel
	}
	return "pages", "", rel
}

// value returns a value of the front matter, or else its default.
func (j *jekyll) value(p *Page, rel, collection, key string) any {
	if v, ok := p.Front[key]; ok {
		return v
	}
	if len(j.defaults) == 0 {
		return nil
	}
	kind := collection
	if kind == "drafts" {
		kind = "posts" // drafts are documents of the collection posts
	}
	if j.collected != "" {
		rel = strings.TrimPrefix(rel, j.collected+"/")
	}
	var best *jekyllDefault
	for i := range j.defaults {
		d := &j.defaults[i]
		v, ok := d.values[key]
		if !ok || v == nil || d.typed && d.kind != kind || !d.applies(rel) {
			continue
		}
		if best == nil || len(d.path) > len(best.path) || len(d.path) == len(best.path) && (d.typed || !best.typed) {
			best = d
		}
	}
	if best == nil {
		return nil
	}
	return best.values[key]
}

// language returns the language that the defaults set for a page, nil if they set none.
func (j *jekyll) language(s *Site, p *Page) *Language {
	rel, ok := s.Rel(p.Path)
	if !ok || len(j.defaults) == 0 {
		return nil
	}
	collection, _, _ := j.place(rel)
	for _, key := range []string{"lang", "language", "locale"} {
		if v := text(j.value(p, rel, collection, key)); v != "" {
			return &Language{Tag: languageTag(v), Key: v}
		}
	}
	return nil
}

func (d *jekyllDefault) applies(rel string) bool {
	if strings.Contains(d.path, "*") {
		return globMatch(d.path, rel)
	}
	return strings.HasPrefix(rel, d.path)
}

// jekyllName matches the file name of a post (document.rb, DATE_FILENAME_MATCHER).
var jekyllName = lazyregexp.New(`^(\d{2,4})-(\d{1,2})-(\d{1,2})-(.*)$`)

// date returns the date of a post in the zone of the site. Jekyll's YAML reader
// (SafeYAML) takes a time without an offset as UTC, and a date without a time as local.
func (j *jekyll) date(s *Site, p *Page, rel string) time.Time {
	if t := p.Date; !t.IsZero() {
		if h, m, sec := t.Clock(); !p.Zoned && h+m+sec != 0 {
			t = time.Date(t.Year(), t.Month(), t.Day(), h, m, sec, 0, time.UTC)
		}
		return t.In(s.Location())
	}
	if m := jekyllName.FindStringSubmatch(stem(rel)); m != nil {
		if len(m[1]) == 2 {
			m[1] = "20" + m[1]
		}
		return calendar(m[1], m[2], m[3], s.Location())
	}
	return time.Time{}
}

// slug returns the slug in the front matter, or else that of the file name.
func (j *jekyll) slug(p *Page, rel, collection string) string {
	if v := text(j.value(p, rel, collection, "slug")); v != "" {
		return v
	}
	name := stem(rel)
	if m := jekyllName.FindStringSubmatch(name); m != nil {
		name = m[4]
	}
	return strings.TrimRight(name, ".")
}

// categories returns the categories of the front matter and of the folders above _posts.
func (j *jekyll) categories(p *Page, rel, collection, above string) []string {
	var all []string
	if collection == "posts" || collection == "drafts" {
		for part := range strings.SplitSeq(above, "/") {
			if part != "" {
				all = append(all, part)
			}
		}
	}
	if len(p.Categories) > 0 {
		for _, c := range p.Categories {
			all = append(all, c...)
		}
	} else {
		for _, key := range []string{"category", "categories"} {
			switch v := j.value(p, rel, collection, key).(type) {
			case string:
				if key == "category" {
					all = append(all, v)
				} else {
					all = append(all, strings.Fields(v)...)
				}
			case []any:
				for _, item := range v {
					all = append(all, text(item))
				}
			}
		}
	}
	return all
}

func jekyllPart(s *Site, e *env, name string) (string, bool) {
	j := s.jekyllRules()
	if f, ok := dateParts[name]; ok {
		if e.date.IsZero() {
			return "", false
		}
		return f(e.date), true
	}
	collection, above, below := j.place(e.rel)
	switch name {
	case "title":
		return jekyllEscape(jekyllSlug(j.slug(e.page, e.rel, collection), true, true)), true
	case "slug":
		return jekyllEscape(jekyllSlug(j.slug(e.page, e.rel, collection), false, false)), true
	case "name":
		return jekyllEscape(jekyllSlug(stem(e.rel), false, false)), true
	case "collection":
		if collection == "drafts" {
			collection = "posts"
		}
		return collection, true
	case "path":
		return strings.TrimRight(trimExt(below), "."), true
	case "output_ext":
		return ".html", true
	case "categories", "slugified_categories":
		var all []string
		for _, c := range j.categories(e.page, e.rel, collection, above) {
			if c = strings.ToLower(c); name == "slugified_categories" {
				c = jekyllSlug(c, false, false)
			}
			if !slices.Contains(all, c) {
				all = append(all, c)
			}
		}
		return jekyllEscape(strings.Join(all, "/")), true
	}
	return "", false
}

// jekyllRules returns the rules of Jekyll; for a site of another engine, new ones for its
// patterns.
func (s *Site) jekyllRules() *jekyll {
	if j, ok := s.rules.(*jekyll); ok {
		return j
	}
	return &jekyll{}
}

// jekyllEscape escapes percent signs in a value, as Jekyll does for values but not for
// the rest of a pattern.
func jekyllEscape(s string) string { return strings.ReplaceAll(s, "%", "%25") }

func jekyllPagePart(s *Site, e *env, name string) (string, bool) {
	switch name {
	case "path":
		return dirOf(e.rel), true
	case "basename":
		return strings.TrimRight(stem(e.rel), "."), true
	}
	return ".html", true
}

func (j *jekyll) address(s *Site, p *Page, rel string) (string, error) {
	collection, _, _ := j.place(rel)
	e := &env{page: p, rel: rel, date: j.date(s, p, rel)}
	own := strings.TrimSpace(text(j.value(p, rel, collection, "permalink")))
	var at string
	var err error
	switch {
	case collection == "":
		return "", ErrNoAddress
	case collection == "pages":
		at, err = j.page(s, e, own)
	case own != "":
		if style, ok := styles[own]; ok {
			own = style
		}
		var made *pattern
		if made, err = jekyllDialect.compile(own); err == nil {
			at, err = made.expand(s, e, nil)
		}
	case collection == "posts" || collection == "drafts":
		if collection == "drafts" && e.date.IsZero() {
			return "", ErrNoAddress // Jekyll would use the time of the file
		}
		at, err = j.posts.expand(s, e, nil)
	default:
		c := j.collections[collection]
		if !c.output || c.template == nil {
			return "", ErrNoAddress
		}
		at, err = c.template.expand(s, e, nil)
	}
	if err != nil {
		return "", err
	}
	// This is sanitize_url of Jekyll.
	at = strings.ReplaceAll(strings.ReplaceAll("/"+at, "..", "/"), "./", "")
	return at, nil
}

// page returns the address of a page (page.rb, template).
func (j *jekyll) page(s *Site, e *env, own string) (string, error) {
	template := own
	if template == "" {
		switch {
		case strings.EqualFold(stem(e.rel), "readme") && j.readmeIndex(e.rel):
			return "/" + dirOf(e.rel) + "/", nil
		case stem(e.rel) == "index":
			template = "/:path/"
		default:
			template = "/:path/:basename" + j.suffix()
		}
	}
	made, err := jekyllPageDialect.compile(template)
	if err != nil {
		return "", err
	}
	return made.expand(s, e, nil)
}

// readmeIndex reports whether the plugin jekyll-readme-index, which GitHub Pages enables,
// makes the file the index of its folder.
func (j *jekyll) readmeIndex(rel string) bool { return j.plugins["jekyll-readme-index"] }

func (j *jekyll) kind(s *Site, p *Page, rel string) Verdict {
	collection, _, _ := j.place(rel)
	if v := s.excludedBy(rel); v.Kind != "" && !slices.Contains(j.include, rel) {
		return v
	}
	switch {
	case collection == "":
		return verdict(KindExcluded, "in a folder or file that begins with _ . or #")
	case p.Bare && !j.plugins["jekyll-optional-front-matter"] && collection != "posts" && collection != "drafts":
		return verdict(KindExcluded, "no front matter: a static file to Jekyll")
	case isFalse(j.value(p, rel, collection, "published")) && !j.unpublished:
		return verdict(KindDraft, "published: false")
	case collection == "drafts" && !s.Drafts.Value:
		return verdict(KindDraft, "in _drafts")
	case collection == "drafts":
		return verdict(KindPost, "in _drafts, with show_drafts")
	case collection == "posts":
		if jekyllName.FindStringSubmatch(stem(rel)) == nil {
			return verdict(KindExcluded, "in _posts without a date in its name")
		}
		if v := draftByFront(p, "draft"); v.Kind != "" {
			return v
		}
		return verdict(KindPost, "in _posts")
	case collection == "pages":
		return verdict(KindPage, "a page outside of _posts")
	case !j.collections[collection].output:
		return verdict(KindExcluded, "in collection "+collection+", which has no output")
	case j.hasPosts:
		return verdict(KindPage, "in collection "+collection)
	}
	return verdict(KindPost, "in collection "+collection)
}

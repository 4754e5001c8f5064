package site

import (
	"path"
	"slices"
	"strings"
	"time"
)

// An Engine is the name of a site generator. The zero Engine means none: a
// folder of posts without a configuration.
type Engine string

// The engines whose configuration is read.
const (
	Jekyll     Engine = "jekyll"
	Hexo       Engine = "hexo"
	Hugo       Engine = "hugo"
	Zola       Engine = "zola"
	Docusaurus Engine = "docusaurus"
	VitePress  Engine = "vitepress"
	VuePress   Engine = "vuepress"
	Astro      Engine = "astro"
	Eleventy   Engine = "eleventy"
	Obsidian   Engine = "obsidian"
)

// A Finding is the value of a setting and the place that it was read from. If
// the setting is missing, Value is the default of the engine and File is
// empty.
type Finding[T any] struct {
	Value T      `json:"value"`
	File  string `json:"file,omitempty"` // as named in the file system
	Line  int    `json:"line,omitempty"` // 1-based; 0 if unknown
}

// Found reports whether the setting was read from a file.
func (f Finding[T]) Found() bool { return f.File != "" }

// An Unread is a setting that exists but could not be read.
type Unread struct {
	Key  string `json:"key"`  // "title", "presets.blog.path"; "" for a whole file
	File string `json:"file"` // as named in the file system
	Line int    `json:"line,omitempty"`
	Why  string `json:"why"` // such as "computed"
}

// A Permalink is a pattern for the addresses in a part of the site.
type Permalink struct {
	// Scope is the engine's name of the part: a section of Hugo, a collection
	// of Jekyll, a path and type of Jekyll's defaults, a rewrite of
	// VitePress.
	Scope   string `json:"scope"`
	Pattern string `json:"pattern"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
}

// A Language is a language of a site.
type Language struct {
	Tag   string `json:"tag"`             // for the lang attribute: "zh-CN"
	Key   string `json:"key"`             // the engine's name of the language: "zh_cn", "root"
	Title string `json:"title,omitempty"` // of the site in this language
	// Prefix is the first part of addresses in this language, after the base
	// path and without slashes; empty if they have no prefix.
	Prefix string `json:"prefix,omitempty"`
	// Folder is the folder of the files in this language, as named in the
	// file system; empty if they have a suffix or may be anywhere.
	Folder string `json:"folder,omitempty"`
	// Suffix is the part before the extension in the names of files in this
	// language, such as "fr" in post.fr.md.
	Suffix  string `json:"suffix,omitempty"`
	Default bool   `json:"default,omitempty"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
}

// A HeadingRule names the way in which an engine makes the ids of headings.
type HeadingRule string

// The rules for the ids of headings.
const (
	HeadingGitHub    HeadingRule = "github"     // lower case, with hyphens for spaces and "-1" after the second of two equal ids
	HeadingGFM       HeadingRule = "gfm"        // kramdown for GitHub, the default of Jekyll: as GitHub, without double hyphens, which are dashes
	HeadingKramdown  HeadingRule = "kramdown"   // as GitHub, without the characters before the first letter
	HeadingHugo      HeadingRule = "hugo"       // as GitHub, without combining marks, and without double hyphens, which are dashes
	HeadingHexo      HeadingRule = "hexo"       // keeps the case, with hyphens for special characters
	HeadingZola      HeadingRule = "zola"       // transliterated to ASCII
	HeadingVite      HeadingRule = "vite"       // mdit-vue: lower case, with hyphens for special characters and "_" before a digit at the start
	HeadingAsWritten HeadingRule = "as-written" // Obsidian: links name the text of the heading
	HeadingNone      HeadingRule = "none"       // headings have no ids
)

// A Site holds the configuration of a site. Its exported fields are for
// reading only: changing them does not change the results of its methods. All
// methods are safe for concurrent use.
type Site struct {
	Engine Engine `json:"engine"`
	// Dir is the folder of the site in the file system, "." for its root.
	Dir string `json:"dir"`
	// Files lists the configuration files that were read, in order.
	Files []string `json:"files,omitempty"`

	Title       Finding[string] `json:"title"`
	Description Finding[string] `json:"description"`
	Author      Finding[string] `json:"author"`
	// URL is the address of the site without the base path and without a
	// slash at the end: "https://example.org".
	URL Finding[string] `json:"url"`
	// Base is the base path. It begins with a slash and does not end with
	// one, or is empty.
	Base Finding[string] `json:"base"`
	// Lang is the default language as a BCP 47 tag, if the configuration
	// states one.
	Lang      Finding[string] `json:"lang"`
	Languages []Language      `json:"languages,omitempty"`
	// TimeZone is the name of the time zone of dates without an offset. If
	// empty, engines use the zone of the machine, and this package uses UTC.
	TimeZone Finding[string] `json:"time_zone"`

	Permalink  Finding[string] `json:"permalink"`
	Permalinks []Permalink     `json:"permalinks,omitempty"`

	// Content lists the folders that hold posts and pages.
	Content []Finding[string] `json:"content,omitempty"`
	// Static lists the folders whose files are published unchanged.
	Static []Finding[string] `json:"static,omitempty"`
	// Exclude lists the patterns of files that the engine leaves out.
	Exclude []Finding[string] `json:"exclude,omitempty"`
	// AuthorFiles lists the files that map keys of authors to their names.
	AuthorFiles []Finding[string] `json:"author_files,omitempty"`

	Drafts Finding[bool] `json:"drafts"` // whether drafts are published
	Future Finding[bool] `json:"future"` // whether posts with a date to come are published
	// SoftBreaks reports whether line breaks within a paragraph are kept.
	SoftBreaks       Finding[bool]        `json:"soft_breaks"`
	HeadingIDs       Finding[HeadingRule] `json:"heading_ids"`
	MDX              Finding[bool]        `json:"mdx"` // whether files named *.md are read as MDX, in which braces contain expressions
	ExcerptSeparator Finding[string]      `json:"excerpt_separator"`

	Unread []Unread `json:"unread,omitempty"`

	rules   rules
	zone    *time.Location
	pattern *pattern       // pattern set by the caller, used instead of the engine's
	vars    map[string]any // values of {{ site.x }} in Jekyll
	outside []string       // content folders outside Dir, as named in the file system
}

// rules implements the rules of one engine. Paths are relative to the folder
// of the site.
type rules interface {
	// address returns the path of a page below the base path, unescaped.
	address(s *Site, p *Page, rel string) (string, error)
	kind(s *Site, p *Page, rel string) Verdict
	// candidates returns the files that a reference may mean, most likely
	// first.
	candidates(x *Index, from string, ref reference) []string
}

// Location returns the time zone of dates without an offset. It returns UTC
// if the configuration names no known zone.
func (s *Site) Location() *time.Location {
	if s.zone == nil {
		return time.UTC
	}
	return s.zone
}

// Rel returns the path of a file relative to the folder of the site. The path
// begins with "../" if the file is in a content folder outside the folder of
// the site. It returns name and false if the file is anywhere else.
func (s *Site) Rel(name string) (string, bool) {
	if s.Dir == "." || s.Dir == "" {
		return name, true
	}
	rel, ok := strings.CutPrefix(name, s.Dir+"/")
	if ok {
		return rel, true
	}
	for _, dir := range s.outside {
		if _, ok := under(name, dir); ok {
			return strings.Repeat("../", strings.Count(s.Dir, "/")+1) + name, true
		}
	}
	return name, false
}

// abs returns the path in the file system of a path relative to the folder of
// the site.
func (s *Site) abs(rel string) string { return path.Join(s.Dir, rel) }

// Home returns the address of the site with its base path and a slash at the
// end, "" if the address is unknown.
func (s *Site) Home() string {
	if s.URL.Value == "" {
		return ""
	}
	return s.URL.Value + s.Base.Value + "/"
}

// found returns the finding of a scalar. If v is not a scalar, the value is
// otherwise.
func found(v *value, otherwise string) Finding[string] {
	if str, ok := v.str(); ok {
		return Finding[string]{Value: strings.TrimSpace(str), File: v.file, Line: v.line}
	}
	return Finding[string]{Value: otherwise}
}

// foundBool returns the finding of a boolean. If v is not a boolean, the
// value is otherwise.
func foundBool(v *value, otherwise bool) Finding[bool] {
	if is, ok := v.truth(); ok {
		return Finding[bool]{Value: is, File: v.file, Line: v.line}
	}
	return Finding[bool]{Value: otherwise}
}

// first returns the first value that is a scalar, or else the first that is
// not nil.
func first(all ...*value) *value {
	for _, v := range all {
		if _, ok := v.str(); ok {
			return v
		}
	}
	for _, v := range all {
		if v != nil {
			return v
		}
	}
	return nil
}

// unread adds v to s.Unread if it is computed.
func (s *Site) unread(key string, v *value) {
	if v != nil && v.kind == kindComputed && len(s.Unread) < 100 {
		s.Unread = append(s.Unread, Unread{Key: key, File: v.file, Line: v.line, Why: "computed"})
	}
}

// take returns the finding of a scalar, and adds it to s.Unread if it is
// computed.
func (s *Site) take(key string, v *value) Finding[string] {
	s.unread(key, v)
	return found(v, "")
}

// setURL sets URL and Base from an address.
func (s *Site) setURL(f Finding[string]) {
	scheme, rest, ok := strings.Cut(f.Value, "://")
	if !ok {
		if f.Value != "" && f.Value != "/" {
			s.setBase(f)
		}
		return
	}
	host, base, _ := strings.Cut(rest, "/")
	s.URL = Finding[string]{scheme + "://" + host, f.File, f.Line}
	if base = strings.Trim(base, "/"); base != "" {
		s.setBase(Finding[string]{base, f.File, f.Line})
	}
}

func (s *Site) setBase(f Finding[string]) {
	if _, rest, ok := strings.Cut(f.Value, "://"); ok {
		_, f.Value, _ = strings.Cut(rest, "/")
	}
	f.Value = strings.Trim(f.Value, "/ ")
	if f.Value != "" {
		f.Value = "/" + f.Value
	}
	s.Base = f
}

// setZone sets the time zone.
func (s *Site) setZone(v *value) {
	s.TimeZone = s.take("timezone", v)
	if s.TimeZone.Value == "" {
		return
	}
	zone, err := time.LoadLocation(s.TimeZone.Value)
	if err != nil {
		s.Unread = append(s.Unread, Unread{Key: "timezone", File: v.file, Line: v.line, Why: "no known zone"})
		return
	}
	s.zone = zone
}

// folder returns the finding of a folder, converting its path from one
// relative to the site.
func (s *Site) folder(v *value, otherwise string) Finding[string] {
	f := found(v, otherwise)
	f.Value = s.abs(strings.Trim(path.Clean("/"+f.Value), "/"))
	return f
}

// addList appends the scalars of a list to findings.
func addList(to []Finding[string], v *value) []Finding[string] {
	if v == nil {
		return to
	}
	if str, ok := v.str(); ok && str != "" {
		return append(to, Finding[string]{str, v.file, v.line})
	}
	for _, item := range v.list {
		if str, ok := item.str(); ok && str != "" {
			to = append(to, Finding[string]{str, item.file, item.line})
		}
	}
	return to
}

// language returns the language that has the given key in the engine, or nil.
func (s *Site) language(key string) *Language {
	i := slices.IndexFunc(s.Languages, func(l Language) bool { return strings.EqualFold(l.Key, key) })
	if i < 0 {
		return nil
	}
	return &s.Languages[i]
}

// languageTag returns the BCP 47 tag for a language as sites write it: zh_cn,
// zh-hans, en_US. It returns s unchanged if s does not look like a language.
func languageTag(s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) == 0 || len(parts[0]) < 2 || len(parts[0]) > 3 {
		return s
	}
	parts[0] = strings.ToLower(parts[0])
	for i, part := range parts[1:] {
		switch len(part) {
		case 2:
			parts[i+1] = strings.ToUpper(part)
		case 4:
			parts[i+1] = strings.ToUpper(part[:1]) + strings.ToLower(part[1:])
		default:
			parts[i+1] = strings.ToLower(part)
		}
	}
	return strings.Join(parts, "-")
}

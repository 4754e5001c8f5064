package site

import (
	"path"
	"slices"
	"strings"
	"time"
)

// An Engine is a site generator. The zero Engine stands for none: a folder of
// posts with no configuration.
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

// A Finding is a setting with the place that it was read from. File is empty
// for what the engine does without a setting.
type Finding[T any] struct {
	Value T      `json:"value"`
	File  string `json:"file,omitempty"` // as named in the file system
	Line  int    `json:"line,omitempty"` // 1-based; 0 if unknown
}

// Found reports whether the setting was read from a file.
func (f Finding[T]) Found() bool { return f.File != "" }

// An Unread is a setting that was seen and could not be read.
type Unread struct {
	Key  string `json:"key"`  // "title", "presets.blog.path"; "" for a whole file
	File string `json:"file"` // as named in the file system
	Line int    `json:"line,omitempty"`
	Why  string `json:"why"` // such as "computed"
}

// A Permalink is a pattern for the addresses of a part of the site.
type Permalink struct {
	// Scope names the part as the engine does: a section of Hugo, a collection
	// of Jekyll, a path and type of Jekyll's defaults, a rewrite of VitePress.
	Scope   string `json:"scope"`
	Pattern string `json:"pattern"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
}

// A Language is one of the languages of a site.
type Language struct {
	Tag   string `json:"tag"`             // for the lang attribute: "zh-CN"
	Key   string `json:"key"`             // the name the engine has for it: "zh_cn", "root"
	Title string `json:"title,omitempty"` // of the site in this language
	// Prefix is what addresses in this language begin with below the base
	// path, without slashes; empty for none.
	Prefix string `json:"prefix,omitempty"`
	// Folder holds the files in this language, as named in the file system;
	// empty if they are told by a suffix or lie anywhere.
	Folder string `json:"folder,omitempty"`
	// Suffix stands before the extension of files in this language: "fr" in
	// post.fr.md.
	Suffix  string `json:"suffix,omitempty"`
	Default bool   `json:"default,omitempty"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
}

// A HeadingRule is the way that an engine makes the ids of headings.
type HeadingRule string

// The rules for ids of headings.
const (
	HeadingGitHub    HeadingRule = "github"    // lower case, spaces are hyphens, "-1" for the second
	HeadingKramdown  HeadingRule = "kramdown"  // as GitHub's, and letters before the first are dropped
	HeadingHexo      HeadingRule = "hexo"      // the case is kept, special characters are hyphens
	HeadingZola      HeadingRule = "zola"      // transliterated to ASCII
	HeadingVite      HeadingRule = "vite"      // mdit-vue: lower case, special characters are hyphens, "_" before a digit
	HeadingAsWritten HeadingRule = "asWritten" // Obsidian: links name the text of the heading
	HeadingNone      HeadingRule = "none"      // headings have no ids
)

// A Site holds what the configuration of a site says. Its fields are for
// reading: addresses and kinds are made from what was read at first. All
// methods are safe for concurrent use.
type Site struct {
	Engine Engine `json:"engine"`
	// Dir is the folder of the site in the file system, "." for its root.
	Dir string `json:"dir"`
	// Files are the configuration files that were read, in order.
	Files []string `json:"files,omitempty"`

	Title       Finding[string] `json:"title"`
	Description Finding[string] `json:"description"`
	Author      Finding[string] `json:"author"`
	// URL is the address of the site, without a slash at the end and without
	// the base path: "https://example.org".
	URL Finding[string] `json:"url"`
	// Base is the base path, which begins with a slash and does not end with
	// one, or is empty.
	Base Finding[string] `json:"base"`
	// Lang is the default language as a BCP 47 tag, where the engine states one.
	Lang      Finding[string] `json:"lang"`
	Languages []Language      `json:"languages,omitempty"`
	// TimeZone is the name of the zone that dates without an offset are in. If
	// empty, engines use that of the machine, and UTC is taken here.
	TimeZone Finding[string] `json:"timeZone"`

	Permalink  Finding[string] `json:"permalink"`
	Permalinks []Permalink     `json:"permalinks,omitempty"`

	// Content are the folders that hold posts and pages.
	Content []Finding[string] `json:"content,omitempty"`
	// Static are the folders whose files are published as they are.
	Static []Finding[string] `json:"static,omitempty"`
	// Exclude are the patterns for files that the engine leaves out.
	Exclude []Finding[string] `json:"exclude,omitempty"`
	// AuthorFiles are the files that say who the keys of authors are.
	AuthorFiles []Finding[string] `json:"authorFiles,omitempty"`

	Drafts Finding[bool] `json:"drafts"` // whether drafts are published
	Future Finding[bool] `json:"future"` // whether posts with a date to come are published
	// SoftBreaks reports whether line breaks in a paragraph are kept.
	SoftBreaks       Finding[bool]        `json:"softBreaks"`
	HeadingIDs       Finding[HeadingRule] `json:"headingIDs"`
	ExcerptSeparator Finding[string]      `json:"excerptSeparator"`

	Unread []Unread `json:"unread,omitempty"`

	rules   rules
	zone    *time.Location
	pattern *pattern       // of the caller, instead of the engine's
	vars    map[string]any // of Jekyll: what {{ site.x }} stands for
	outside []string       // content folders outside of Dir, as named in the file system
}

// rules are those of an engine. Paths are relative to the folder of the site.
type rules interface {
	// address returns the path of a page below the base path, unescaped.
	address(s *Site, p *Page, rel string) (string, error)
	kind(s *Site, p *Page, rel string) Verdict
	// candidates returns the files that a reference may mean, the likeliest
	// first.
	candidates(x *Index, from string, ref reference) []string
}

// Location returns the zone of dates without an offset, UTC if the site names
// none that is known.
func (s *Site) Location() *time.Location {
	if s.zone == nil {
		return time.UTC
	}
	return s.zone
}

// Rel returns the path of a file relative to the folder of the site; false if it
// lies elsewhere. The path begins with "../" for a content folder outside of it.
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

// abs returns the path of a file in the file system.
func (s *Site) abs(rel string) string { return path.Join(s.Dir, rel) }

// Home returns the address of the site with its base path, and a slash at the
// end; "" if the site does not state it.
func (s *Site) Home() string {
	if s.URL.Value == "" {
		return ""
	}
	return s.URL.Value + s.Base.Value + "/"
}

// found makes a finding of a scalar, the default where v is none.
func found(v *value, otherwise string) Finding[string] {
	if str, ok := v.str(); ok {
		return Finding[string]{Value: strings.TrimSpace(str), File: v.file, Line: v.line}
	}
	return Finding[string]{Value: otherwise}
}

// foundBool makes a finding of a boolean.
func foundBool(v *value, otherwise bool) Finding[bool] {
	if is, ok := v.truth(); ok {
		return Finding[bool]{Value: is, File: v.file, Line: v.line}
	}
	return Finding[bool]{Value: otherwise}
}

// first returns the first of values that is a scalar, or else the first that is
// there at all.
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

// unread notes a value that is there and is computed.
func (s *Site) unread(key string, v *value) {
	if v != nil && v.kind == kindComputed && len(s.Unread) < 100 {
		s.Unread = append(s.Unread, Unread{Key: key, File: v.file, Line: v.line, Why: "computed"})
	}
}

// take returns the finding for a key, and notes it where it is computed.
func (s *Site) take(key string, v *value) Finding[string] {
	s.unread(key, v)
	return found(v, "")
}

// setURL splits an address into URL and Base.
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

// setZone reads the time zone.
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

// folder makes a finding of a folder that is relative to the site.
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

// language returns the language with a key of the engine, or nil.
func (s *Site) language(key string) *Language {
	i := slices.IndexFunc(s.Languages, func(l Language) bool { return strings.EqualFold(l.Key, key) })
	if i < 0 {
		return nil
	}
	return &s.Languages[i]
}

// languageTag returns a BCP 47 tag for a language as sites write it: zh_cn,
// zh-hans, en_US. It returns s itself if it is none.
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

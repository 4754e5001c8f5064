package site

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// An Item is a line in the summary of a site: a setting and the place it was
// read from.
type Item struct {
	Key   string `json:"key"`
	Value string `json:"value"`
	File  string `json:"file,omitempty"` // empty for what the engine does by itself
	Line  int    `json:"line,omitempty"`
}

// Items returns the known settings of a site, in the order in which they are
// shown and written to a configuration file of Foreword. Settings without a
// value are left out; [Site.Missing] returns the important ones among these.
func (s *Site) Items() []Item {
	var all []Item
	add := func(key string, f Finding[string]) {
		if f.Value != "" {
			all = append(all, Item{key, f.Value, f.File, f.Line})
		}
	}
	flag := func(key string, f Finding[bool]) {
		all = append(all, Item{key, strconv.FormatBool(f.Value), f.File, f.Line})
	}
	add("engine", Finding[string]{Value: string(s.Engine)})
	add("title", s.Title)
	add("description", s.Description)
	home := s.URL
	home.Value = s.Home()
	add("url", home)
	if home.Value == "" {
		add("base", s.Base)
	}
	add("lang", s.Lang)
	for _, l := range s.Languages {
		add("language", Finding[string]{l.Tag + " " + languagePlace(l), l.File, l.Line})
	}
	add("author", s.Author)
	add("timezone", s.TimeZone)
	add("permalink", s.Permalink)
	for _, l := range s.Permalinks {
		add("permalink of "+l.Scope, Finding[string]{l.Pattern, l.File, l.Line})
	}
	for _, list := range []struct {
		key string
		all []Finding[string]
	}{{"content", s.Content}, {"static", s.Static}, {"exclude", s.Exclude}, {"authors", s.AuthorFiles}} {
		for _, f := range list.all {
			add(list.key, f)
		}
	}
	flag("drafts", s.Drafts)
	flag("future", s.Future)
	flag("soft-breaks", s.SoftBreaks)
	add("heading-ids", Finding[string]{string(s.HeadingIDs.Value), s.HeadingIDs.File, s.HeadingIDs.Line})
	if f := s.ExcerptSeparator; f.Value != "" {
		f.Value = strconv.Quote(f.Value)
		add("excerpt-separator", f)
	}
	return all
}

// languagePlace describes how files in a language are recognised.
func languagePlace(l Language) string {
	switch {
	case l.Folder != "":
		return "in " + l.Folder
	case l.Suffix != "" && !l.Default:
		return "in files that end in ." + l.Suffix + ".md"
	case l.Default:
		return "by default"
	case l.Prefix != "":
		return "at /" + l.Prefix + "/"
	}
	return "as " + l.Key
}

// Missing returns the names of the settings that a feed or a book needs but
// the configuration does not have: "title", "url", "lang", "author".
func (s *Site) Missing() []string {
	var all []string
	for _, f := range []struct{ key, value string }{{"title", s.Title.Value}, {"url", s.URL.Value}, {"lang", s.Lang.Value}, {"author", s.Author.Value}} {
		if f.value == "" {
			all = append(all, f.key)
		}
	}
	return all
}

// frontKeys holds the front matter keys that engines read.
var frontKeys = []string{
	"_build", "article", "build", "categories", "category", "draft", "eleventyExcludeFromCollections", "excalidraw-plugin", "headless", "home",
	"id", "isDraft", "kanban-plugin", "layout", "parse_number_prefixes", "path", "permalink", "permalinkPattern", "private", "publish",
	"published", "render", "slug", "tags", "template", "type", "unlisted", "url",
}

// Keys returns, sorted, the front matter keys that [Page.Front] should
// contain: those that engines read and those in permalink patterns. Permalink
// templates of Eleventy may use further keys.
func (s *Site) Keys() []string {
	all := slices.Clone(frontKeys)
	patterns := []*pattern{s.pattern}
	if h, ok := s.rules.(*hexo); ok {
		patterns = append(patterns, h.permalink)
	}
	for _, p := range patterns {
		if p == nil {
			continue
		}
		for _, part := range p.parts {
			if part.front {
				all = append(all, part.name)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ContentGlobs returns patterns that match the Markdown files of the content
// folders, relative to the folder of the site. A content folder inside
// another one has no pattern of its own.
func (s *Site) ContentGlobs() []string {
	var all []string
	for _, f := range s.Content {
		rel, ok := s.Rel(f.Value)
		if !ok && f.Value != s.Dir {
			continue
		}
		if f.Value == s.Dir {
			rel = ""
		}
		if !slices.ContainsFunc(all, func(g string) bool {
			return strings.HasPrefix(rel+"/", strings.TrimSuffix(g, "**/*.{md,mdx,markdown}"))
		}) {
			all = append(all, path.Join(rel, "**/*.{md,mdx,markdown}"))
		}
	}
	return all
}

package markdown

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/site"
)

// An Engine is a site generator. The meaning of some front matter keys
// depends on it.
type Engine = site.Engine

// The engines with meanings of their own.
const (
	Hexo       = site.Hexo
	Hugo       = site.Hugo
	Jekyll     = site.Jekyll
	VitePress  = site.VitePress
	VuePress   = site.VuePress
	Docusaurus = site.Docusaurus
	Astro      = site.Astro
	Zola       = site.Zola
	Obsidian   = site.Obsidian
	Eleventy   = site.Eleventy
)

// engineKeys holds keys that only one engine, or its themes, uses.
var engineKeys = []struct {
	engine Engine
	keys   []string
}{
	{Zola, []string{"taxonomies", "insert_anchor_links", "in_search_index"}},
	{Hexo, []string{"abbrlink", "top_img", "index_img", "banner_img", "swiper_index", "disableNunjucks"}},
	{Jekyll, []string{"excerpt_separator", "last_modified_at", "header-img", "header-mask"}},
	{Hugo, []string{"lastmod", "linkTitle", "expiryDate", "headless", "isCJKLanguage", "hiddenFromHomePage", "bookToc"}},
	{Docusaurus, []string{"sidebar_label", "sidebar_position", "hide_table_of_contents", "pagination_label", "custom_edit_url"}},
	{VuePress, []string{"isOriginal", "shortTitle", "article", "star", "sticky"}},
	{Eleventy, []string{"eleventyExcludeFromCollections", "eleventyNavigation", "eleventyComputed"}},
	{Obsidian, []string{"cssclasses", "cssclass", "publish"}},
}

// hexoDate matches dates in the form that Hexo writes.
var hexoDate = lazyregexp.New(`^\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2}:\d{2}$`)

// engine returns the engine for which a post was written, or "" if nothing
// shows it.
func (p *Parser) engine(f *fields, form frontmatter.Form, pl place) Engine {
	switch {
	case p.Engine != "":
		return p.Engine
	case p.Site != nil && p.Site.Engine != "":
		return p.Site.Engine
	case form == frontmatter.Headless, pl.source:
		return Hexo
	case pl.posts && pl.year != 0:
		return Jekyll
	}
	for _, k := range engineKeys {
		if slices.ContainsFunc(k.keys, func(key string) bool {
			e := f.Peek(key)
			return e != nil && e.Key == key
		}) {
			return k.engine
		}
	}
	switch {
	case form == frontmatter.TOML:
		if e := f.Peek("extra"); e != nil && e.Value.Kind == frontmatter.Map {
			return Zola
		}
		return Hugo
	case pl.posts:
		return Hexo
	}
	if strings.HasPrefix(f.Name, "content/") && (pl.bundle || pl.suffix != "") {
		return Hugo
	}
	// Hexo writes dates with a time and no zone. Other engines that do so do
	// not use a list of categories.
	if d := f.Peek("date"); d != nil && f.Peek("layout") == nil && f.Peek("comments") != nil && hexoDate.MatchString(d.Value.Raw) {
		return Hexo
	}
	if p.vault {
		return Obsidian
	}
	return ""
}

package post

import (
	"path"
	"regexp"
	"strings"

	"github.com/foreword-go/foreword/post/internal/frontmatter"
)

// repostKeys are the front matter keys of reposts, in any spelling
// [frontmatter.Fold] makes equal, and what they state. A key of them with
// more than one meaning counts only with a value that settles it.
var repostKeys = []struct {
	key    string
	part   part
	strong bool
}{
	{"original_author", partAuthor, true}, {"original_authors", partAuthor, true}, {"author_original", partAuthor, true},
	{"copyright_author", partAuthor, true}, {"source_author", partAuthor, true}, {"原作者", partAuthor, true}, {"原文作者", partAuthor, true},
	{"original_url", partURL, true}, {"original_link", partURL, true}, {"original_post", partURL, true}, {"original_article", partURL, true},
	{"copyright_url", partURL, true}, {"external_url", partURL, false}, {"external", partURL, true}, {"reprint_url", partURL, true},
	{"repost_url", partURL, true}, {"reposted_from", partURL, true}, {"repost_from", partURL, true}, {"reprinted_from", partURL, true},
	{"crossposted_from", partURL, true}, {"translated_from", partURL, true}, {"translation_of", partURL, true},
	{"原文链接", partURL, true}, {"原文地址", partURL, true}, {"原文", partURL, true}, {"转载自", partURL, true}, {"轉載自", partURL, true},
	{"canonical_url", partURL, true}, {"canonical", partURL, true},
	{"source_url", partSource, true}, {"source", partSource, true}, {"from", partSource, true}, {"via", partSource, true}, {"来源", partSource, true}, {"出处", partSource, true},
	{"source_name", partPublication, false}, {"source_title", partTitle, false}, {"publication", partPublication, false},
	{"original_title", partTitle, true}, {"原标题", partTitle, true}, {"原文标题", partTitle, true},
	{"original_publication", partPublication, true}, {"originally_published", partPublication, true}, {"originally_published_at", partPublication, true},
	{"original_license", partLicense, false}, {"copyright_info", partLicense, false},
	{"translator", partTranslator, true}, {"translators", partTranslator, true}, {"译者", partTranslator, true}, {"譯者", partTranslator, true}, {"訳者", partTranslator, true},
	{"proofreader", partProofreader, false}, {"proofreaders", partProofreader, false}, {"校对", partProofreader, false}, {"校對", partProofreader, false},
}

// codeHost are the hosts of files and not of articles: as the source of a
// page they are where it is edited.
var codeHost = regexp.MustCompile(`(?i)^https?://(?:www\.|raw\.)?(?:github(?:usercontent)?\.com|gitlab\.com|gitee\.com|bitbucket\.org|codeberg\.org)/`)

// headRepost fills h.Repost from the keys of the front matter, the marks of
// the title and the tags, and claims the keys it reads. It runs after every
// other key was read.
func (p *Parser) headRepost(h *Head, f *fields) {
	var facts []repostFact
	for i, f := range f.withNested() {
		for _, k := range repostKeys {
			e := f.peek(k.key)
			if e == nil || i > 0 && (k.key == "canonical_url" || k.key == "canonical") {
				continue // for search engines, in Zola's extra: often another page of the site
			}
			for _, v := range valuesOf(e.Value) {
				if v.Kind == frontmatter.Map {
					facts = append(facts, mapFacts(f, e, v.Map, k.strong)...)
					continue
				}
				line := readLine(v.Raw, 0)
				if repostSettled(h, k.key, k.part, line) {
					f.claim(e)
					facts = append(facts, repostFact{part: k.part, value: line, strong: k.strong, pos: f.at(e.Value.Pos)})
				}
			}
		}
	}
	for _, key := range []string{"original", "is_original", "原创"} {
		facts = append(facts, originalFacts(f, f.peek(key))...)
	}
	for _, key := range []string{"repost", "reposted", "reprint", "reprinted", "reproduced", "reship", "转载", "轉載"} {
		facts = append(facts, repostFlag(f, f.peek(key))...)
	}
	for _, key := range []string{"type", "post_type", "article_type", "copyright_type", "creation", "declaration"} {
		if e := f.peek(key); e != nil && repostType.MatchString(strings.TrimSpace(e.Value.Raw)) {
			facts = append(facts, repostFact{strong: true, pos: f.at(e.Value.Pos)})
		}
	}
	if e := f.peek("copyright"); e != nil {
		if e.Value.Kind == frontmatter.Map {
			facts = append(facts, mapFacts(f, e, e.Value.Map, false)...)
		} else if own := proseFacts(readLine(e.Value.Raw, 0), f.at(e.Value.Pos)); len(own) > 0 {
			f.claim(e)
			facts = append(facts, own...)
		}
	}
	if e := f.peek("references"); e != nil {
		for _, v := range valuesOf(e.Value) {
			if v.Kind == frontmatter.Map {
				facts = append(facts, mapFacts(f, e, v.Map, false)...)
			}
		}
	}
	if own, all := descriptionFacts(h.Summary); len(own) > 0 {
		for _, key := range []string{"description", "summary", "excerpt", "abstract", "subtitle"} {
			if e := f.peek(key); e != nil && strings.TrimSpace(e.Value.Raw) != "" {
				for i := range own {
					own[i].pos = f.at(e.Value.Pos)
				}
				break
			}
		}
		facts = append(facts, own...)
		if all {
			h.Summary = ""
		}
	}
	if repostTitle.MatchString(h.Title) {
		if e := f.peek("title"); e != nil {
			facts = append(facts, repostFact{strong: true, pos: f.at(e.Value.Pos)})
		}
	}
	if mark := f.repostMark(h); mark != nil {
		facts = append(facts, repostFact{strong: true, pos: f.at(mark.Value.Pos)})
	}
	h.Repost = applyFacts(nil, h.Title, facts)
	if h.Repost == nil {
		h.hints = facts
		return
	}
	for _, fact := range facts {
		if fact.strong && fact.pos.compare(h.Repost.Pos) < 0 {
			h.Repost.Pos = fact.pos
		}
	}
}

// repostMark returns the entry of the tags or categories if one of them marks
// a repost.
func (f *fields) repostMark(h *Head) *frontmatter.Entry {
	marked := false
	for _, t := range h.Tags {
		marked = marked || repostTag.MatchString(strings.TrimSpace(t))
	}
	for _, c := range h.Categories {
		for _, name := range c {
			marked = marked || repostTag.MatchString(strings.TrimSpace(name))
		}
	}
	if !marked {
		return nil
	}
	for _, e := range f.tree.Entries {
		switch frontmatter.Fold(e.Key) {
		case "tags", "tag", "categories", "category", "taxonomies", "keywords":
			for _, v := range valuesOf(e.Value) {
				if v.Kind == frontmatter.Map || repostTag.MatchString(strings.TrimSpace(v.Raw)) || strings.ContainsAny(v.Raw, ",，/ ") {
					return e
				}
			}
		}
	}
	return nil
}

// repostSettled reports whether a value makes its key one of reposts.
func repostSettled(h *Head, key string, part part, line sourceLine) bool {
	k, linked := line.web()
	switch key {
	case "source", "from", "via", "source_url", "来源", "出处":
		return linked && !codeHost.MatchString(k.url)
	case "external", "external_url":
		return linked
	case "canonical", "canonical_url":
		// A canonical address with the slug of this post is its own.
		return linked && !strings.EqualFold(path.Base(strings.TrimSuffix(k.url, "/index.html")), h.Slug) && !isSiteRoot(k.url)
	}
	switch part {
	case partURL:
		return linked || bookTitle(line.text) != ""
	case partAuthor, partTranslator, partProofreader:
		return len(line.people("")) > 0
	}
	return strings.TrimSpace(line.text) != ""
}

// originalFacts reads "original", which is whether the post is one, or what
// the original is.
func originalFacts(f *fields, e *frontmatter.Entry) []repostFact {
	if e == nil {
		return nil
	}
	pos := f.at(e.Value.Pos)
	switch e.Value.Kind {
	case frontmatter.Map:
		return mapFacts(f, e, e.Value.Map, true)
	case frontmatter.List, frontmatter.Null:
		return nil
	}
	switch strings.ToLower(strings.TrimSpace(e.Value.Raw)) {
	case "false", "no", "0", "否":
		f.claim(e)
		return []repostFact{{strong: true, pos: pos}}
	}
	line := readLine(e.Value.Raw, 0)
	if _, ok := line.web(); !ok {
		return nil
	}
	f.claim(e)
	return []repostFact{{part: partURL, value: line, strong: true, pos: pos}}
}

// repostFlag reads "repost", which is a flag, an address or a map.
func repostFlag(f *fields, e *frontmatter.Entry) []repostFact {
	if e == nil {
		return nil
	}
	if e.Value.Kind == frontmatter.Map {
		return mapFacts(f, e, e.Value.Map, true)
	}
	if e.Value.Kind == frontmatter.List || e.Value.Kind == frontmatter.Null {
		return nil
	}
	pos := f.at(e.Value.Pos)
	switch strings.ToLower(strings.TrimSpace(e.Value.Raw)) {
	case "", "false", "no", "0", "否":
		f.claim(e)
		return nil
	case "true", "yes", "1", "是":
		f.claim(e)
		return []repostFact{{strong: true, pos: pos}}
	}
	line := readLine(e.Value.Raw, 0)
	if facts := lineFacts(line, sourceLine{}, pos); len(facts) > 0 {
		f.claim(e)
		return append(facts, repostFact{strong: true, pos: pos})
	}
	f.claim(e)
	return []repostFact{{part: partSource, value: line, strong: true, pos: pos}}
}

// mapFacts reads a map with the parts of an attribution.
func mapFacts(f *fields, e *frontmatter.Entry, m *frontmatter.Tree, strong bool) []repostFact {
	var facts []repostFact
	for _, k := range []struct {
		part part
		keys []string
	}{
		{partURL, []string{"url", "link", "href", "permalink"}},
		{partTitle, []string{"title"}},
		{partAuthor, []string{"author", "authors", "by", "creator"}},
		{partPublication, []string{"publication", "site", "publisher", "source", "from", "name"}},
		{partTranslator, []string{"translator", "translators"}},
		{partProofreader, []string{"proofreader", "proofreaders"}},
		{partLicense, []string{"license", "licence"}},
	} {
		for _, e := range m.Entries {
			for _, key := range k.keys {
				if frontmatter.Fold(e.Key) != key {
					continue
				}
				for _, v := range valuesOf(e.Value) {
					line := readLine(v.Raw, 0)
					if v.Kind == frontmatter.Map {
						name, ref := scalar(v.Map, "name", "title"), scalar(v.Map, "url", "link", "href")
						line = sourceLine{text: name}
						if ref != "" {
							line.links = []sourceLink{{0, len(name), ref}}
						}
					}
					if strings.TrimSpace(line.text) != "" {
						facts = append(facts, repostFact{part: k.part, value: line, strong: strong, pos: f.at(v.Pos)})
					}
				}
			}
		}
	}
	if repostType.MatchString(scalar(m, "type")) {
		facts = append(facts, repostFact{strong: true, pos: f.at(e.Value.Pos)})
	}
	if len(facts) > 0 && strong {
		f.claim(e)
	}
	return facts
}

// descriptionFacts reads a description such as "原作者：…". All is whether it
// says nothing else, and so describes nothing.
func descriptionFacts(s string) (facts []repostFact, all bool) {
	line := readLine(strings.TrimSpace(s), 0)
	facts = lineFacts(line, sourceLine{}, Position{})
	strong := false
	for _, f := range facts {
		strong = strong || f.strong
	}
	if !strong || strings.ContainsAny(line.text, "\n。！？") {
		if !strong {
			facts = nil
		}
		return facts, false
	}
	loc := findLabel(line.text)
	return facts, loc != nil && loc[0] == 0
}

func valuesOf(v *frontmatter.Value) []*frontmatter.Value {
	if v.Kind == frontmatter.List {
		return v.List
	}
	if v.Kind == frontmatter.Null {
		return nil
	}
	return []*frontmatter.Value{v}
}

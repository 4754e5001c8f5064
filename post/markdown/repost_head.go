package markdown

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
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
	{"copyright_url", partURL, true}, {"external_url", partURL, false}, {"external_link", partURL, false}, {"link", partURL, false}, {"external", partURL, true}, {"reprint_url", partURL, true},
	{"repost_url", partURL, true}, {"reposted_from", partURL, true}, {"repost_from", partURL, true}, {"reprinted_from", partURL, true},
	{"crossposted_from", partURL, true}, {"crosspost_from", partURL, true}, {"syndicated_from", partURL, true}, {"republished_from", partURL, true}, {"translated_from", partURL, true}, {"translation_of", partURL, true},
	{"原文链接", partURL, true}, {"原文地址", partURL, true}, {"原文", partURL, true}, {"转载自", partFrom, true}, {"轉載自", partFrom, true}, {"转自", partFrom, true},
	{"origin", partURL, true}, {"origin_url", partURL, true}, {"origin_link", partURL, true}, {"original_source", partURL, true},
	{"canonical_url", partURL, true}, {"canonical", partURL, true},
	{"source_url", partSource, true}, {"source_link", partSource, true}, {"source", partSource, true}, {"from", partSource, true}, {"via", partSource, true}, {"来源", partSource, true}, {"出处", partSource, true},
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
func (p *Parser) headRepost(h *post.Head, f *fields) {
	var facts []repostFact
	for i, f := range f.withNested() {
		for _, k := range repostKeys {
			e := f.peek(k.key)
			if e == nil || i > 0 && (k.key == "canonical_url" || k.key == "canonical") {
				continue // for search engines, in Zola's extra: often another page of the site
			}
			for _, v := range valuesOf(e.Value) {
				line := readLine(v.Raw, 0)
				switch {
				case v.Kind == frontmatter.Map && k.part.ofPeople():
					line = personLine(v.Map)
				case k.part.ofPeople():
					if ref := f.text(k.key+"_url", k.key+"_link", k.key+"_href"); isWebURL(ref) && len(line.links) == 0 {
						line.links = []sourceLink{{0, len(line.text), ref}}
					}
				case v.Kind == frontmatter.Map:
					facts = append(facts, mapFacts(f, e, v.Map, k.strong)...)
					continue
				}
				if ok, strong := repostSettled(h, f, k.key, k.part, line); ok {
					if strong && k.strong {
						f.claim(e)
					}
					facts = append(facts, repostFact{part: k.part, value: line, strong: strong && k.strong, pos: f.at(e.Value.Pos)})
				}
			}
		}
	}
	for _, key := range []string{"original", "is_original", "原创"} {
		facts = append(facts, originalFacts(f, f.peek(key))...)
	}
	for _, key := range []string{
		"repost", "reposted", "reprint", "reprinted", "reproduced", "reship", "转载", "轉載",
		"is_repost", "is_reposted", "is_reprint", "is_reprinted",
	} {
		facts = append(facts, repostFlag(f, f.peek(key))...)
	}
	for _, key := range []string{"type", "post_type", "article_type", "copyright_type", "creation", "declaration"} {
		if e := f.peek(key); e != nil && repostType.MatchString(strings.TrimSpace(e.Value.Raw)) {
			facts = append(facts, repostFact{strong: true, pos: f.at(e.Value.Pos)})
		}
	}
	if e := f.peek("copyright"); e != nil && e.Value.Kind == frontmatter.Map {
		facts = append(facts, mapFacts(f, e, e.Value.Map, false)...)
	}
	facts = append(facts, f.statedFacts()...)
	if e := f.peek("references"); e != nil {
		for _, v := range valuesOf(e.Value) {
			if v.Kind == frontmatter.Map {
				facts = append(facts, mapFacts(f, e, v.Map, false)...)
			}
		}
	}
	facts = append(facts, authorFacts(h, f, facts)...)
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
			pos := f.at(e.Value.Pos)
			facts = append(facts, repostFact{strong: true, pos: pos})
			if m := titleAuthor.Regexp().FindStringSubmatch(h.Title); m != nil {
				facts = append(facts, repostFact{part: partAuthor, value: sourceLine{text: m[1]}, pos: pos})
			}
		}
	}
	if mark := f.repostMark(h); mark != nil {
		facts = append(facts, repostFact{strong: true, pos: f.at(mark.Value.Pos)})
	}
	h.Repost = p.repostOf(h, facts)
	if h.Repost == nil {
		f.hints = facts
		return
	}
	moveAuthors(h)
	for _, fact := range facts {
		if fact.strong && fact.pos.Compare(h.Repost.Pos) < 0 {
			h.Repost.Pos = fact.pos
		}
	}
}

// repostMark returns the entry of the tags or categories if one of them marks
// a repost.
func (f *fields) repostMark(h *post.Head) *frontmatter.Entry {
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

// repostSettled reports whether a value is of the kind that its key has for
// reposts, and whether that makes the post one.
func repostSettled(h *post.Head, f *fields, key string, part part, line sourceLine) (ok, strong bool) {
	k, linked := line.web()
	text := trimName(line.text)
	switch key {
	case "source", "from", "via", "source_url", "source_link", "来源", "出处":
		if linked {
			return !codeHost.MatchString(k.url), true
		}
		// "source: notion" is where a note was written.
		ok := shortName(text) && startsName(text) && !repostSelf.MatchString(text) && len(allProse(line, post.Position{})) == 0
		return ok, namedAccount.MatchString(text)
	case "origin", "external", "external_url", "external_link", "link":
		return linked && !codeHost.MatchString(k.url), true
	case "canonical", "canonical_url":
		return linked && !isOwnPage(h, k.url) && !isSiteRoot(k.url), true
	case "copyright_author":
		// Themes have it sign the blogger's own posts, and most who write it
		// do: it takes an original to make it the author of one.
		own := slices.ContainsFunc(h.Authors, func(a post.Author) bool { return a.Name == text })
		if e := f.peek("copyright_url"); e != nil && (isSiteRoot(e.Value.Raw) || isOwnPage(h, e.Value.Raw)) {
			own = true
		}
		return !own && len(line.people("")) > 0, false
	case "copyright_url":
		return linked && !isSiteRoot(k.url) && !isOwnPage(h, k.url), true
	case "copyright_info":
		return text != "" && !repostTrap.MatchString(text) && len(allProse(line, post.Position{})) == 0, false
	}
	switch part {
	case partURL:
		own := linked && strings.Count(strings.Trim(h.URL, "/"), "/") > 0 && samePath(k.url, h.URL)
		return linked && !own || bookTitle(line.text) != "", true
	case partAuthor, partTranslator, partProofreader:
		return len(line.people("")) > 0, true
	case partPublication:
		return text != "" && !isDate(text) && !repostNobody.MatchString(text), true
	}
	return text != "", true
}

// isOwnPage reports whether ref ends in the slug of this post.
func isOwnPage(h *post.Head, ref string) bool { return strings.EqualFold(lastSegment(ref), h.Slug) }

// namedAccount matches the name of an account that publishes elsewhere.
var namedAccount = pattern.Compile(`(?:公众号|公眾號|公号|专栏|專欄)\s*[:：「“《]?\s*\S|.(?:公众号|公眾號|专栏|專欄)$`)

// samePath reports whether two addresses differ in their site alone.
func samePath(a, b string) bool {
	ua, err := url.Parse(a)
	if err != nil {
		return false
	}
	ub, err := url.Parse(b)
	return err == nil && strings.Trim(ua.Path, "/") == strings.Trim(ub.Path, "/")
}

// statedFacts reads the texts under keys that mean something else or nothing,
// but say that the post is a repost: "subtitle: 转载自…".
func (f *fields) statedFacts() []repostFact {
	var facts []repostFact
	for _, e := range f.tree.Entries {
		if e.Value.Kind != frontmatter.String || f.taken[e] || len(e.Value.Raw) > maxLine {
			continue
		}
		if own, all := statement(e.Value.Raw, f.at(e.Value.Pos)); all {
			f.claim(e)
			facts = append(facts, own...)
		}
	}
	return facts
}

// authorFacts reads what the authors of the front matter say: "author: 转载"
// that there is none of this site, and a translator beside an author that the
// author wrote the original.
func authorFacts(h *post.Head, f *fields, stated []repostFact) []repostFact {
	e := f.peek("author")
	if e == nil {
		e = f.peek("authors")
	}
	if e == nil {
		return nil
	}
	pos := f.at(e.Value.Pos)
	if len(h.Authors) == 1 && isScalar(e.Value) {
		if name := h.Authors[0].Name; repostTag.MatchString(name) || name == "转" {
			h.Authors = nil
			return []repostFact{{strong: true, pos: pos}}
		}
		if own, all := statement(e.Value.Raw, pos); all {
			h.Authors = nil
			return own
		}
	}
	var translators []post.Author
	for _, s := range stated {
		if s.part == partAuthor {
			return nil // who wrote the original is said
		}
		if s.part == partTranslator {
			translators = append(translators, s.value.people("")...)
		}
	}
	if len(translators) == 0 {
		return nil
	}
	for _, a := range h.Authors {
		if a.Role != "" || slices.ContainsFunc(translators, func(t post.Author) bool { return strings.EqualFold(t.Name, a.Name) }) {
			return nil
		}
	}
	var facts []repostFact
	for _, a := range h.Authors {
		line := sourceLine{text: a.Name}
		if isWebURL(a.URL) {
			line.links = []sourceLink{{0, len(a.Name), a.URL}}
		}
		facts = append(facts, repostFact{part: partAuthor, value: line, pos: pos})
	}
	return facts
}

// moveAuthors takes those from h.Authors who wrote the original, if there is a
// translator: they have no part in this site.
func moveAuthors(h *post.Head) {
	if len(h.Repost.Translators) == 0 || len(h.Authors) == 0 {
		return
	}
	for _, a := range h.Authors {
		if !slices.ContainsFunc(h.Repost.Authors, func(o post.Author) bool { return o.Name == a.Name }) {
			return
		}
	}
	h.Authors = nil
}

// personLine is the line that a map of one person's properties stands for.
func personLine(m *frontmatter.Tree) sourceLine {
	var line sourceLine
	for _, a := range authorMap(m) {
		if line.text != "" {
			line.text += "、"
		}
		from := len(line.text)
		line.text += a.Name
		if isWebURL(a.URL) {
			line.links = append(line.links, sourceLink{from, len(line.text), a.URL})
		}
	}
	return line
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
		if len(e.Value.List) != 1 || !isScalar(e.Value.List[0]) {
			return nil
		}
		e = &frontmatter.Entry{Key: e.Key, Pos: e.Pos, Value: e.Value.List[0]}
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
	if facts := append(lineFacts(line, sourceLine{}, pos), allProse(line, pos)...); len(facts) > 0 {
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
		{partPublication, []string{"publication", "site", "host", "publisher", "source", "from", "name"}},
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
						line = personLine(v.Map)
					}
					if strings.TrimSpace(line.text) != "" {
						facts = append(facts, repostFact{part: k.part, value: line, strong: strong, pos: f.at(v.Pos)})
					}
				}
			}
		}
	}
	if kind := scalar(m, "type", "creation", "declaration"); repostType.MatchString(kind) {
		facts = append(facts, repostFact{strong: true, pos: f.at(e.Value.Pos)})
	} else if kind != "" && !strong {
		return nil // "creation: original"
	}
	if len(facts) > 0 && strong {
		f.claim(e)
	}
	return facts
}

// descriptionFacts reads a description such as "原作者：…". All is whether it
// says nothing else, and so describes nothing.
func descriptionFacts(s string) (facts []repostFact, all bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil, false
	}
	if len(s) <= 60 && repostTag.MatchString(s) {
		return []repostFact{{strong: true}}, true
	}
	facts, all = statement(s, post.Position{})
	return facts, all && !strings.ContainsAny(s, "\n。！？") && (!strings.ContainsAny(s, "，,") || findLabel(s) != nil)
}

// statement reads a text of the front matter as a line of attribution. All is
// whether it begins like one; the facts are nil if none makes a repost.
func statement(s string, pos post.Position) (facts []repostFact, all bool) {
	isStrong := func(f repostFact) bool { return f.strong }
	for i, row := range strings.Split(strings.TrimSpace(s), "\n") {
		line := readLine(strings.TrimSpace(row), 0)
		own := lineFacts(line, sourceLine{}, pos)
		settleNamed(own)
		begins := len(own) > 0 && line.labelled()
		if !slices.ContainsFunc(own, isStrong) {
			prose := allProse(line, pos)
			begins = begins || len(prose) > 0
			own = append(own, prose...)
		}
		all = all || i == 0 && begins
		facts = append(facts, own...)
	}
	settleNamed(facts)
	if !slices.ContainsFunc(facts, isStrong) {
		return nil, false
	}
	return facts, all
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

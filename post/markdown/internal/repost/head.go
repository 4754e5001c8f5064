package repost

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/address"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
)

// codeHost matches the hosts of source files. As the source of a page, such an address is
// the file that it is edited in.
var codeHost = lazyregexp.New(`(?i)^https?://(?:www\.|raw\.)?(?:github(?:usercontent)?\.com|gitlab\.com|gitee\.com|bitbucket\.org|codeberg\.org)/`)

// InHead fills h.Repost from the keys of the front matter, the marks of the title and the
// tags, and claims the keys that it reads. It runs after all other keys were read. It
// returns the facts that do not make the post a repost on their own. Home is the address
// of the site, "" if it is not known.
func InHead(h *post.Head, f *frontmatter.Fields, home string) (hints []Fact) {
	var facts []Fact
	for i, f := range f.Nested() {
		facts = append(facts, keyFacts(h, f, i > 0)...)
	}
	for _, f := range f.Nested() {
		for _, key := range []string{"original", "is_original", "原创", "原創", "是否原创", "是否原創"} {
			facts = append(facts, originalFacts(f, f.Peek(key))...)
		}
	}
	for _, key := range []string{
		"repost", "reposted", "reprint", "reprinted", "reproduced", "reship", "转载", "轉載", "転載",
		"is_repost", "is_reposted", "is_reprint", "is_reprinted", "是否转载", "是否轉載",
	} {
		facts = append(facts, repostFlag(f, f.Peek(key))...)
	}
	for _, key := range []string{"type", "post_type", "article_type", "copyright_type", "creation", "declaration", "copyright", "license", "source", "from", "来源", "来源类型", "文章类型", "类型"} {
		if e := f.Peek(key); e != nil && repostType.MatchString(strings.TrimSpace(e.Value.Raw)) {
			facts = append(facts, Fact{strength: sure, pos: f.At(e.Value.Pos)})
		}
	}
	if e := f.Peek("copyright"); e != nil && e.Value.Kind == frontmatter.Map {
		facts = append(facts, mapFacts(f, e, e.Value.Map, more)...)
	}
	facts = append(facts, statedFacts(f)...)
	if e := f.Peek("references"); e != nil {
		for _, v := range frontmatter.Values(e.Value) {
			if v.Kind == frontmatter.Map {
				facts = append(facts, mapFacts(f, e, v.Map, more)...)
			}
		}
	}
	facts = append(facts, authorFacts(h, f, facts)...)
	facts = append(facts, summaryFacts(h, f)...)
	facts = append(facts, markFacts(h, f)...)
	settle(facts, nil)
	h.Repost = repostOf(h, home, facts)
	settleAuthors(h, facts)
	if h.Repost == nil {
		return facts
	}
	for _, fact := range facts {
		if isStrong(fact) && fact.pos.Compare(h.Repost.Pos) < 0 {
			h.Repost.Pos = fact.pos
		}
	}
	return nil
}

// summaryFacts reads a description that names the original.
func summaryFacts(h *post.Head, f *frontmatter.Fields) []Fact {
	own, all := descriptionFacts(h.Summary)
	if len(own) == 0 {
		return nil
	}
	for _, key := range []string{"description", "summary", "excerpt", "abstract", "subtitle"} {
		if e := f.Peek(key); e != nil && strings.TrimSpace(e.Value.Raw) != "" {
			for i := range own {
				own[i].pos = f.At(e.Value.Pos)
			}
			break
		}
	}
	if all {
		h.Summary = ""
	}
	return own
}

// markFacts reads the marks of the title, the tags and the categories.
func markFacts(h *post.Head, f *frontmatter.Fields) []Fact {
	var facts []Fact
	if e := f.Peek("title"); e != nil && isRepostTitle(h.Title) {
		pos := f.At(e.Value.Pos)
		facts = append(facts, titleMark(h.Title, pos)...)
	}
	if mark := repostMark(h, f); mark != nil {
		facts = append(facts, Fact{strength: sure, pos: f.At(mark.Value.Pos)})
	}
	return facts
}

// titleMark returns the facts of a title with a mark of a repost.
func titleMark(title string, pos post.Position) []Fact {
	facts := append(make([]Fact, 0, 3), Fact{strength: sure, pos: pos}) // there may be an author and a tag
	if m := titleAuthor.FindStringSubmatchIndex(title); m != nil {
		facts = append(facts, Fact{part: partAuthor, value: sourceLine{text: title[m[2]:m[3]]}, pos: pos})
	}
	return facts
}

// repostMark returns the entry of the tags, categories or keywords if one of them marks
// a repost.
func repostMark(h *post.Head, f *frontmatter.Fields) *frontmatter.Entry {
	marked := false
	for _, t := range h.Tags {
		marked = marked || repostTag.MatchString(strings.TrimSpace(t))
	}
	for _, c := range h.Categories {
		for _, name := range c {
			marked = marked || repostTag.MatchString(strings.TrimSpace(name))
		}
	}
	if e := f.Peek("keywords"); e != nil && !marked {
		for _, v := range frontmatter.Values(e.Value) {
			for _, word := range strings.FieldsFunc(v.Raw, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }) {
				marked = marked || len(v.Raw) <= maxLine && repostTag.MatchString(strings.TrimSpace(word))
			}
		}
	}
	if !marked {
		return nil
	}
	for _, e := range f.Tree.Entries {
		switch frontmatter.Fold(e.Key) {
		case "tags", "tag", "categories", "category", "taxonomies", "keywords":
			for _, v := range frontmatter.Values(e.Value) {
				if v.Kind == frontmatter.Map || repostTag.MatchString(strings.TrimSpace(v.Raw)) || strings.ContainsAny(v.Raw, ",，/ ") {
					return e
				}
			}
		}
	}
	return nil
}

// isOwnPage reports whether ref ends in the slug of this post.
func isOwnPage(h *post.Head, ref string) bool {
	return strings.EqualFold(address.LastSegment(ref), h.Slug)
}

// namedAccount matches the name of an account on another platform.
var namedAccount = pattern.Compile(`(?:公众号|公眾號|公号|专栏|專欄)\s*[:：「“《]?\s*\S|.(?:公众号|公眾號|专栏|專欄)$`)

// samePath reports whether two addresses have the same path.
func samePath(a, b string) bool {
	ua, err := url.Parse(a)
	if err != nil {
		return false
	}
	ub, err := url.Parse(b)
	return err == nil && strings.Trim(ua.Path, "/") == strings.Trim(ub.Path, "/")
}

// statedFacts reads texts under other keys that say that the post is a repost:
// "subtitle: 转载自…".
func statedFacts(f *frontmatter.Fields) []Fact {
	var facts []Fact
	for _, e := range f.Tree.Entries {
		if e.Value.Kind != frontmatter.String || f.Claimed(e) || len(e.Value.Raw) > maxLine {
			continue
		}
		if own, all := statement(e.Value.Raw, f.At(e.Value.Pos)); all {
			f.Claim(e)
			facts = append(facts, own...)
		}
	}
	return facts
}

// authorFacts reads the authors of the front matter. "author: 转载" means that nobody of
// this site wrote the post, and an author beside a translator wrote the original.
func authorFacts(h *post.Head, f *frontmatter.Fields, stated []Fact) []Fact {
	e := f.Peek("author")
	if e == nil {
		e = f.Peek("authors")
	}
	if e == nil {
		return nil
	}
	pos := f.At(e.Value.Pos)
	if len(h.Authors) == 1 && frontmatter.IsScalar(e.Value) {
		if name := h.Authors[0].Name; repostTag.MatchString(name) || name == "转" {
			h.Authors = nil
			return []Fact{{strength: sure, pos: pos}}
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
	var facts []Fact
	for _, a := range h.Authors {
		line := sourceLine{text: a.Name}
		if person.IsWebURL(a.URL) {
			line.links = []sourceLink{{0, len(a.Name), a.URL}}
		}
		facts = append(facts, Fact{part: partAuthor, value: line, pos: pos})
	}
	return facts
}

// settleAuthors moves people to their fields once it is known whether the post is a
// repost. In a post of the site's own, translators become contributors, and a guest
// becomes the author if there is no other. In a repost, h.Repost holds them and the authors of the
// front matter who wrote the original.
func settleAuthors(h *post.Head, facts []Fact) {
	if h.Repost == nil {
		guests := len(h.Authors) == 0
		for _, f := range facts {
			switch {
			case f.part == partTranslator && f.strength == half:
				h.Authors = addPeople(h.Authors, f.value.people("translator")...)
			case f.guest && guests:
				h.Authors = addPeople(h.Authors, f.value.people("")...)
			}
		}
		return
	}
	h.Authors = slices.DeleteFunc(h.Authors, func(a post.Author) bool { return a.Role != "" && slices.Contains(h.Repost.Translators, a) })
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

// personLine returns the people in a map as a line.
func personLine(m *frontmatter.Tree) sourceLine {
	var line sourceLine
	for _, a := range person.OfMap(m) {
		if line.text != "" {
			line.text += "、"
		}
		from := len(line.text)
		line.text += a.Name
		if person.IsWebURL(a.URL) {
			line.links = append(line.links, sourceLink{from, len(line.text), a.URL})
		}
	}
	return line
}

// originalFacts reads "original", which is a flag, an address or a map.
func originalFacts(f *frontmatter.Fields, e *frontmatter.Entry) []Fact {
	if e == nil {
		return nil
	}
	pos := f.At(e.Value.Pos)
	switch e.Value.Kind {
	case frontmatter.Map:
		return mapFacts(f, e, e.Value.Map, sure)
	case frontmatter.List, frontmatter.Null:
		if len(e.Value.List) != 1 {
			return nil
		}
		if v := e.Value.List[0]; v.Kind == frontmatter.Map {
			return mapFacts(f, e, v.Map, sure)
		} else if !frontmatter.IsScalar(v) {
			return nil
		}
		e = &frontmatter.Entry{Key: e.Key, Pos: e.Pos, Value: e.Value.List[0]}
	}
	switch strings.ToLower(strings.TrimSpace(e.Value.Raw)) {
	case "false", "no", "0", "否":
		f.Claim(e)
		return []Fact{{strength: sure, pos: pos}}
	}
	line := readLine(e.Value.Raw)
	if _, ok := line.web(); !ok {
		return nil
	}
	f.Claim(e)
	return []Fact{{part: partURL, value: line, strength: sure, pos: pos}}
}

// repostFlag reads "repost", which is a flag, an address or a map.
func repostFlag(f *frontmatter.Fields, e *frontmatter.Entry) []Fact {
	if e == nil {
		return nil
	}
	if e.Value.Kind == frontmatter.Map {
		return mapFacts(f, e, e.Value.Map, sure)
	}
	if e.Value.Kind == frontmatter.List || e.Value.Kind == frontmatter.Null {
		return nil
	}
	pos := f.At(e.Value.Pos)
	switch strings.ToLower(strings.TrimSpace(e.Value.Raw)) {
	case "", "false", "no", "0", "否":
		f.Claim(e)
		return nil
	case "true", "yes", "1", "是":
		f.Claim(e)
		return []Fact{{strength: sure, pos: pos}}
	}
	line := readLine(e.Value.Raw)
	if facts := append(lineFacts(line, sourceLine{}, pos), allProse(line, pos)...); len(facts) > 0 {
		f.Claim(e)
		return append(facts, Fact{strength: sure, pos: pos})
	}
	f.Claim(e)
	return []Fact{{part: partSource, value: line, strength: sure, pos: pos}}
}

// mapFacts reads a map with the parts of an attribution.
func mapFacts(f *frontmatter.Fields, e *frontmatter.Entry, m *frontmatter.Tree, s strength) []Fact {
	var facts []Fact
	for part := range part(len(partNames)) {
		for _, e := range m.Entries {
			if p, ok := properties()[frontmatter.Fold(e.Key)]; !ok || p != part {
				continue
			}
			for _, v := range frontmatter.Values(e.Value) {
				line := readLine(v.Raw)
				if v.Kind == frontmatter.Map {
					line = personLine(v.Map)
				}
				if strings.TrimSpace(line.text) != "" {
					facts = append(facts, Fact{part: part, value: line, strength: s, pos: f.At(v.Pos)})
				}
			}
		}
	}
	facts = append(facts, flaggedFacts(f, m)...)
	if kind := frontmatter.Scalar(m, "type", "creation", "creativity", "declaration"); repostType.MatchString(kind) {
		facts = append(facts, Fact{strength: sure, pos: f.At(e.Value.Pos)})
	} else if kind != "" && s < sure && !slices.ContainsFunc(facts, isStrong) {
		return nil // "creation: original"
	}
	if len(facts) > 0 && s >= sure {
		f.Claim(e)
	}
	return facts
}

// flaggedFacts reads the entries of a map such as a theme's copyright that say that the
// post is a repost: "reprint: true", "original: false", or a text such as "本文转载自…".
func flaggedFacts(f *frontmatter.Fields, m *frontmatter.Tree) []Fact {
	var facts []Fact
	for _, e := range m.Entries {
		raw, pos := strings.ToLower(strings.TrimSpace(e.Value.Raw)), f.At(e.Value.Pos)
		key := frontmatter.Fold(e.Key)
		switch {
		case !frontmatter.IsScalar(e.Value) || len(raw) > maxLine:
		case (key == "reprint" || key == "repost" || key == "reposted" || key == "转载") && (raw == "true" || raw == "yes"),
			(key == "original" || key == "isoriginal" || key == "原创") && (raw == "false" || raw == "no"):
			facts = append(facts, Fact{strength: sure, pos: pos})
		default:
			if own, all := statement(e.Value.Raw, pos); all {
				facts = append(facts, own...)
			}
		}
	}
	return facts
}

// descriptionFacts reads a description such as "原作者：…". All is true if it contains
// nothing else, and so describes nothing.
func descriptionFacts(s string) (facts []Fact, all bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil, false
	}
	if len(s) <= 60 && repostTag.MatchString(s) {
		return []Fact{{strength: sure}}, true
	}
	if facts, all = statement(s, post.Position{}); facts == nil && utf8.RuneCountInString(s) <= 4*passageRunes {
		for _, f := range allProse(readLine(s), post.Position{}) {
			if f.guest { // "Guest post by Ana Ruiz, engineer."
				facts = append(facts, f)
			}
		}
		return facts, false
	}
	return facts, all && !strings.ContainsAny(s, "\n。！？") && (!strings.ContainsAny(s, "，,") || hasLabel(s))
}

// statement reads a text of the front matter as lines of attribution. All is true if the
// first begins like one. The facts are nil if none makes the post a repost.
func statement(s string, pos post.Position) (facts []Fact, all bool) {
	for i, row := range strings.Split(strings.TrimSpace(s), "\n") {
		line := readLine(row)
		own := lineFacts(line, sourceLine{}, pos)
		settle(own, nil)
		_, spaced := spacedFact(line, pos)
		begins := len(own) > 0 && (line.labelled() || spaced)
		if !slices.ContainsFunc(own, isStrong) {
			prose := allProse(line, pos)
			begins = begins || len(prose) > 0
			own = append(own, prose...)
		}
		all = all || i == 0 && begins
		facts = append(facts, own...)
	}
	settle(facts, nil)
	if !slices.ContainsFunc(facts, isStrong) {
		return nil, false
	}
	return facts, all
}

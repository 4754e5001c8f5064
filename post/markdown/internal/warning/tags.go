package warning

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// tags reads the tags and categories of the post, and the lists that sites use like them.
func (s *headSearch) tags() {
	pos, of := frontmatter.Pos{Line: 1, Column: 1}, "tags"
	for _, key := range []string{"categories", "tags"} {
		if e := s.f.Peek(key); e != nil {
			pos, of = e.Value.Pos, e.Key
		}
	}
	s.tagged(slices.Concat(s.h.Tags, categoryNames(s.h.Categories)), of, pos)
	for _, in := range s.f.Nested() {
		for _, e := range in.Tree.Entries {
			nested := in != s.f && frontmatter.Fold(e.Key) == "tags"
			if s.p.words().Text(e.Key) != "tagged" && !nested || s.p.words().Key(e.Key) != "" {
				continue
			}
			var tags []string
			for _, t := range frontmatter.ScalarsIn(e.Value) {
				tags = append(tags, strings.FieldsFunc(t, func(r rune) bool { return strings.ContainsRune(",，;；、", r) })...)
			}
			s.tagged(tags, e.Key, e.Value.Pos)
		}
	}
}

// tagged reads the tags under a key.
func (s *headSearch) tagged(tags []string, key string, pos frontmatter.Pos) {
	switch w, verdict := s.p.tagWarning(s.h.Title, tags); {
	case w != nil:
		s.add(w, pos)
	case verdict == possible && len(s.all) == 0:
		s.f.Report(RulePossible, post.SeverityHint, key, pos, fmt.Errorf("%w: if it is one, write the tag as %q", ErrPossible, "cw: topic"))
	}
}

// categoryNames returns the last part of each category.
func categoryNames(categories []post.Category) []string {
	var names []string
	for _, c := range categories {
		if len(c) > 0 {
			names = append(names, c[len(c)-1])
		}
	}
	return names
}

// tagWarning returns the warning that tags such as "cw: blood" or "nsfw" state; nil if
// none does. They stay tags.
//
// A tag that is a phrase and nothing else states a warning without topics, unless the
// post is about warnings or about a trade: then it is possible.
func (p *Reader) tagWarning(title string, tags []string) (*Notice, verdict) {
	r := tagReader{p: p}
	for _, tag := range tags {
		r.tag(strings.TrimLeft(tag, "#"))
	}
	for _, tag := range tags {
		if r.bare != "" && isGrave(tag) {
			r.state(r.bare).addTopics(p.Topic(tag))
		}
	}
	if r.w != nil {
		return r.w, stated
	}
	technical := func() bool { return phrases.Read().IsTechnical(title + "\n" + strings.Join(tags, "\n")) }
	switch {
	case r.phrased != "" && (p.holdsPhrase(title) || technical()):
		return nil, possible
	case r.phrased != "":
		return r.state(r.phrased), stated
	case r.says == none && r.bare != "" && isMark(r.bare) && !technical() && !slices.ContainsFunc(tags, isOther):
		return nil, possible
	}
	return nil, r.says
}

// A tagReader reads tags one by one.
type tagReader struct {
	p       *Reader
	says    verdict
	w       *Notice // nil until a tag states a warning: most posts have none
	bare    string  // "tw" among tags is a warning of those that are rarely spoken of by the way
	phrased string  // a tag that is a phrase
}

// state returns the warning that tags state.
func (r *tagReader) state(title string) *Notice {
	if r.w == nil {
		r.w = newNotice("")
	}
	r.w.Title = cmp.Or(r.w.Title, title)
	return r.w
}

// tagSigns writes the signs that stand in tags for a space or a colon as these.
var tagSigns = strings.NewReplacer("_", " ", ".", " ", "::", ":", "=", ":", "|", ":")

// tag reads a tag.
func (r *tagReader) tag(tag string) {
	p := r.p
	if isAdultMark(tag) {
		r.phrased = cmp.Or(r.phrased, tag)
		return
	}
	ph, ok := p.cutWarningPhrase(tag)
	if !ok {
		ph, ok = p.cutWarningPhrase(tagSigns.Replace(tag))
	}
	switch {
	case !ok:
		r.ending(tag)
		return
	case ph.rest == "":
		if ph.weak {
			r.bare = ph.title
		} else {
			r.phrased = cmp.Or(r.phrased, ph.title)
		}
		return
	}
	topics, _ := p.topicList(ph.rest)
	colon := ph.colon() || ph.sep == '/' // cw/spiders, as Obsidian has them
	other := isOther(ph.rest) || strings.Contains(strings.ToUpper(ph.title), "CN") && !names(topics)
	switch {
	case names(topics), colon && len(topics) > 0 && !other:
		r.state(ph.title).addTopics(topics...)
	case ph.sep == '-' && !other, ph.sep == ' ' && isMark(ph.title) && !other && p.announced(ph.rest) && !phrases.Read().IsTechnical(ph.rest): // cw-spiders
		r.says = possible
	}
}

// ending reads a tag that ends in a phrase, or begins with a word of any notice.
func (r *tagReader) ending(tag string) {
	topic, title, says := r.p.endsInPhrase(tag)
	if says == none {
		if before, after, ok := strings.Cut(tag, "/"); ok {
			tag = before + ": " + after // warning/suicide
		}
		if ph, ok := r.p.cutNotice(tag); ok && ph.colon() {
			topic, title, says = ph.rest, ph.title, stated
		} else if ph, ok := cutPhrase(phrases.Read().Notices, tag); ok && ph.colon() && strings.HasPrefix(strings.ToLower(ph.title), "warn") && r.p.announced(ph.rest) && !phrases.Read().IsTechnical(tag) {
			says = possible // "warning: fog"
		}
	}
	if says == stated {
		topics, _ := r.p.topicList(topic)
		r.state(title).addTopics(topics...)
	}
	r.says = max(r.says, says)
}

// endsInPhrase reads a tag, or the bracket of a title, that names a topic before the words
// that warn of it: "suicide-tw", "自杀预警". A phrase or a mark warns of what the vocabulary
// knows and may warn of anything else; a word for any warning must have a topic that
// is rarely spoken of by the way, and may be one with another.
func (p *Reader) endsInPhrase(s string) (topic, title string, says verdict) {
	const longest = 80 // bytes
	s = strings.TrimSpace(s)
	if len(s) > longest {
		return "", "", none
	}
	for _, e := range endings {
		m := e.expr.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		topic, title = strings.Trim(tagSigns.Replace(s[m[2]:m[3]]), " -"), s[m[4]:m[5]]
		if e.contains {
			title = p.labels(script.Lang(s)).ContentWarning
		}
		if !strings.Contains(topic, " ") {
			topic = strings.ReplaceAll(topic, "-", " ")
		}
		topic = strings.TrimSuffix(topic, findTail(topic))
		known := p.isTopicList(topic)
		switch {
		case len(topic) < 3 || strings.HasSuffix(topic, " in") || isOther(topic) || phrases.Read().IsTechnical(topic):
			return "", "", none
		case known && (e.explicit || isGrave(topic) && !isAmbiguous(topic)):
			return topic, title, stated
		}
		return topic, title, possibleIf(known || harmful.MatchString(topic) || e.explicit && p.announced(topic))
	}
	return "", "", none
}

// endings match a topic and the words that warn of it: explicit are phrases and marks,
// others are words of any warning.
var endings = []struct {
	expr     *pattern.Pattern
	explicit bool
	contains bool // the words say that the post has it
}{
	{pattern.Compile(`(?i)^(.{2,48}?)[\s_./:–—-]*[\s_./:–—(（\[-]((?:content|trigger)[\s_-]?(?:warnings?|notes?)|[ct]w)[)）\]]?$`), true, false},
	{pattern.Compile(`^(.{2,48}?)\s*(内容预警|内容警告|触发警告|觸發警告|內容警告|內容預警|閲覧注意)$`), true, false},
	{pattern.Compile(`^(.{2,48}?)\s*(표현 있음|묘사 있음|언급|の?表現(?:あり|有り|注意)|の?描写(?:あり|有り|注意))$`), true, true},
	{pattern.Compile(`(?i)^(.{2,48}?)[\s_./:–—-]+(warnings?|alert)$`), false, false},
	{pattern.Compile(`(?i)^(.{2,48}?)[\s_-]*(慎入|预警|警告|警示|預警|注意|경고|주의|warnung)$`), false, false},
}

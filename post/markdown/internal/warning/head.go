package warning

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// A Reader finds content warnings.
type Reader struct {
	// Vocabulary holds the topics; nil means that of [post.Topics].
	Vocabulary *post.Vocabulary
	// Topics are further labels with their slugs, which count before the vocabulary.
	Topics map[string]string
	// Lang is the language of posts that neither state nor show one. It may be "".
	Lang string
}

// words returns the phrases that open a warning, with those of p.Vocabulary.
func (p *Reader) words() *phrases.Table { return phrases.Of(p.Vocabulary) }

// labels returns the words of a language, "" for English.
func (p *Reader) labels(lang string) *label.Labels { return label.Of(p.Vocabulary).For(lang) }

// InHead returns the warnings that the keys of the front matter and the
// marks of the title state, and claims the keys it reads. Values that may be warnings
// and may not are problems.
func (p *Reader) InHead(h *post.Head, f *frontmatter.Fields) []*Notice {
	var all []*Notice
	add := func(w *Notice, pos frontmatter.Pos) {
		w.Pos = f.At(pos)
		w.Sentence = p.sentenceOf(w)
		all = mergeWarning(all, w, len(all))
	}
	for _, in := range f.Nested(warningMaps...) {
		for _, e := range in.Tree.Entries {
			if p.words().Key(e.Key) == "" {
				continue
			}
			ws, verdict := p.headWarning(h, e)
			if verdict == possible {
				f.Report(RulePossible, post.SeverityHint, e.Key, e.Value.Pos, fmt.Errorf("%w: if it is one, name the key %q", ErrPossible, "content_warning"))
			}
			if verdict != stated {
				continue // TW: a country, CW: Morse
			}
			in.Claim(e)
			for _, w := range ws {
				add(w, e.Value.Pos)
			}
		}
	}
	for _, e := range f.Tree.Entries {
		if p.words().Key(e.Key) != "" {
			continue
		}
		if w := p.statedWarning(e); w != nil {
			add(w, e.Value.Pos)
		}
	}
	if w, verdict := p.tagWarning(h.Title, slices.Concat(h.Tags, categoryNames(h.Categories))); verdict != none {
		pos, of := frontmatter.Pos{Line: 1, Column: 1}, "tags"
		for _, key := range []string{"categories", "tags"} {
			if e := f.Peek(key); e != nil {
				pos, of = e.Value.Pos, e.Key
			}
		}
		if w != nil {
			add(w, pos)
		} else if len(all) == 0 {
			f.Report(RulePossible, post.SeverityHint, of, pos, fmt.Errorf("%w: if it is one, write the tag as %q", ErrPossible, "cw: topic"))
		}
	}
	if w, verdict := p.titleWarning(h.Title); verdict != none {
		pos, of := frontmatter.Pos{Line: 1, Column: 1}, "title"
		if e := f.Peek(of); e != nil {
			pos = e.Value.Pos
		}
		if verdict == stated {
			add(w, pos)
		} else if len(all) == 0 {
			f.Report(RulePossible, post.SeverityHint, of, pos, fmt.Errorf("%w: want a title such as %q if it is one of content", ErrPossible, "Title [CW: topic]"))
		}
	}
	sortNotices(all)
	return all
}

// warningMaps are the maps in which sites keep warnings, besides those of
// [frontmatter.Fields.Nested].
var warningMaps = []string{
	"meta", "metadata", "data", "custom", "fields", "taxonomies", "head", "seo", "social", "fediverse", "activitypub", "mastodon", "bluesky",
	"post", "page", "article", "story", "book", "frontmatter", "attributes", "settings", "options", "theme",
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
	says := none
	var w *Notice // nil until a tag states a warning: most posts have none
	state := func(title string) *Notice {
		if w == nil {
			w = &Notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost}}
		}
		w.Title = cmp.Or(w.Title, title)
		return w
	}
	bare := ""    // "tw" among tags is a warning of those that are rarely spoken of by the way
	phrased := "" // a tag that is a phrase
	for _, tag := range tags {
		tag = strings.TrimLeft(tag, "#")
		if isAdultMark(tag) {
			phrased = cmp.Or(phrased, tag)
			continue
		}
		ph, ok := p.cutWarningPhrase(tag)
		switch {
		case !ok:
			continue
		case ph.rest == "":
			if ph.weak {
				bare = ph.title
			} else {
				phrased = cmp.Or(phrased, ph.title)
			}
			continue
		}
		topics, _ := p.topicList(ph.rest)
		colon := ph.colon() || ph.sep == '/' // cw/spiders, as Obsidian has them
		other := isOther(ph.rest) || strings.Contains(strings.ToUpper(ph.title), "CN") && !names(topics)
		switch {
		case names(topics), colon && len(topics) > 0 && !other:
			state(ph.title).addTopics(topics...)
		case ph.sep == '-' && !other: // cw-spiders
			says = possible
		}
	}
	for _, tag := range tags {
		if bare != "" && isGrave(tag) {
			state(bare).addTopics(p.Topic(tag))
		}
	}
	if w == nil && phrased != "" {
		if p.holdsPhrase(title) || phrases.Read().IsTechnical(title+"\n"+strings.Join(tags, "\n")) {
			return nil, possible
		}
		return state(phrased), stated
	}
	if w == nil {
		return nil, says
	}
	return w, stated
}

// titleWarning returns the warning that a title states in a bracket or in a part of its
// own, or that the title is itself: a phrase over a list. The verdict is possible if the
// title has a phrase or a mark in such a place, but what follows does not decide.
func (p *Reader) titleWarning(title string) (*Notice, verdict) {
	ph, ok := p.cutWarningPhrase(title)
	if ok && !ph.weak && ph.colon() && (p.isTopicList(ph.rest) || p.announced(ph.rest) && !isSubject(ph.title) && !phrases.Read().IsTechnical(title)) {
		w := &Notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost, Title: ph.title}}
		p.warningText(w, ph.rest)
		return w, stated
	}
	w, says := p.titlePart(title)
	if says == stated {
		return w, says
	}
	if says == none && ok && !ph.weak && ph.rest == "" { // the heading of a warning that became the title
		w, says = &Notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost, Title: ph.title}}, possible
	}
	for rest := title; ; {
		i := strings.IndexFunc(rest, func(r rune) bool { return strings.ContainsRune("【（([［〔", r) })
		if i < 0 {
			return w, says
		}
		full := !strings.ContainsAny(rest[i:i+1], "([")
		var inner string
		before := rest[:i]
		inner, rest = script.CutBracket(rest[i:])
		if abbreviates(inner, before) {
			continue // "Not Safe For Work (NSFW)"
		}
		switch b, verdict := p.titleBracket(title, inner, full); verdict {
		case stated:
			return b, stated
		case possible:
			w, says = b, possible
		}
	}
}

// titleBracket reads inner, the text of a bracket in a title. Full is whether the bracket
// is one of ideographic scripts, which holds more marks than others.
func (p *Reader) titleBracket(title, inner string, full bool) (*Notice, verdict) {
	w := &Notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost}}
	technical := phrases.Read().IsTechnical(title)
	if ph, ok := p.cutWarningPhrase(inner); ok {
		w.Title = ph.title
		p.warningText(w, ph.rest)
		switch {
		case w.known():
			return w, stated
		case isOther(ph.rest) && ph.rest != "", ph.weak && technical:
			return nil, none
		case ph.weak && ph.sep == ' ' && !(isMark(ph.title) && p.announced(ph.rest) && ph.rest == strings.ToLower(ph.rest)): // "[TW Spiders]"
			return w, possible
		case w.Text != "", ph.weak && ph.rest == "": // "(content warning: a short history of them)", "[CW]"
			return w, possible
		}
		return w, stated
	}
	if i := strings.LastIndexAny(inner, "-–—,，/|"); i > 0 {
		_, size := utf8.DecodeRuneInString(inner[i:])
		if last := strings.TrimSpace(inner[i+size:]); strings.EqualFold(last, "NSFW") {
			w.Title = last // "(Director's cut, NSFW)"
			return w, stated
		}
	}
	if inner = strings.TrimSpace(inner); full && isAdultMark(inner) && (strings.EqualFold(inner, "NSFW") || !technical) { // [R18] may be a release
		w.Title = inner
		return w, stated
	}
	return nil, none
}

// isMark reports whether the title of a phrase is a mark such as CW, and not one that has
// a meaning of its own.
func isMark(title string) bool {
	return len(title) <= len("CW/TW") && !strings.Contains(strings.ToUpper(title), "CN")
}

// titleParts splits a title at the signs between its parts, "Night | CW: suicide":
// at strokes and signs of attention with any space around them, at dashes and
// slashes between spaces, and at ——.
func titleParts(title string) []string {
	var parts []string
	from := 0
	for i := 0; i < len(title); {
		n := titleSign(title[i:])
		if n == 0 {
			i++
			continue
		}
		parts = append(parts, title[from:i])
		i += n
		from = i
	}
	return append(parts, title[from:])
}

// titleSign returns the length of the sign between parts that s begins with, or 0.
func titleSign(s string) int {
	const space, dashes = "\t\n\f\r ", "-–—―/"
	switch c := s[0]; { // most bytes of a title begin no sign
	case c >= utf8.RuneSelf && c != 0xE2 && c != 0xEF, c < utf8.RuneSelf && c != '|' && strings.IndexByte(space, c) < 0:
		return 0
	}
	sign := strings.TrimLeft(s, space)
	r, n := utf8.DecodeRuneInString(sign)
	if strings.ContainsRune("|｜⚠‼❗※", r) {
		return len(s) - len(strings.TrimLeft(strings.TrimPrefix(sign[n:], "\uFE0F"), space))
	}
	if rest := strings.TrimLeft(sign, dashes); len(sign) < len(s) && len(rest) < len(sign) {
		if after := strings.TrimLeft(rest, space); len(after) < len(rest) {
			return len(s) - len(after)
		}
	}
	if strings.HasPrefix(s, "——") {
		return len("——")
	}
	return 0
}

// titlePart returns the warning that a part of a title of several is.
func (p *Reader) titlePart(title string) (possibly *Notice, says verdict) {
	const most = 400 // bytes
	if len(title) > most {
		return nil, none
	}
	parts := titleParts(title)
	if len(parts) == 1 {
		return nil, none
	}
	for i, part := range parts {
		if ph, ok := p.cutWarningPhrase(part); ok && ph.rest == "" && i+1 < len(parts) && titleSlashes.MatchString(title) { // "TW // suicide: Night"
			topic, _, _ := strings.Cut(parts[i+1], ":")
			part = ph.title + ": " + topic
		}
		ph, ok := p.cutWarningPhrase(part)
		if !ok || !ph.colon() && ph.sep != ' ' || ph.rest == "" {
			continue
		}
		w := &Notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost, Title: ph.title}}
		topics, plain := p.topicList(ph.rest)
		w.addTopics(topics...)
		switch {
		case isOther(ph.rest) || phrases.Read().IsTechnical(title) && !w.known():
		case plain && w.known(), plain && ph.colon() && p.announced(ph.rest) && !ph.weak:
			return w, stated
		case p.announced(ph.rest) || ph.colon():
			possibly, says = w, possible
		}
	}
	return possibly, says
}

var titleSlashes = pattern.Compile(`\S\s*//\s*\S`)

// isAdultMark reports whether s is a mark that says all there is to say.
func isAdultMark(s string) bool { return phrases.Read().Value(s) == "adult" }

// abbreviates reports whether s is the initials of the last words of text.
func abbreviates(s, text string) bool {
	words := strings.Fields(text)
	if n := len(words) - len(s); n > 0 {
		words = words[n:]
	}
	initials := ""
	for _, w := range words {
		initials += w[:1]
	}
	return s != "" && strings.EqualFold(s, initials)
}

// known reports whether the vocabulary knows a topic of w.
func (w *Notice) known() bool { return names(w.Topics) }

// names reports whether the vocabulary knows one of topics.
func names(topics []post.Topic) bool {
	return slices.ContainsFunc(topics, func(t post.Topic) bool { return t.Slug != "" })
}

// defaultWarningTitle is the title of a warning that the front matter states
// without one, in the language of the post as far as the head tells.
func defaultWarningTitle(p *Reader, h *post.Head, key string) string {
	if title := p.titleOfKey(key); title != "" {
		return title
	}
	lang := h.Lang
	if lang == "" {
		lang = script.Lang(h.Title)
	}
	if lang == "" {
		lang = p.Lang
	}
	return p.labels(lang).ContentWarning
}

// titleOfKey returns the title that a key or the name of a container is itself:
// NSFW, a phrase in a script other than Latin, or the words of another language than
// English; else "".
func (p *Reader) titleOfKey(key string) string {
	if frontmatter.Fold(key) == "nsfw" {
		return "NSFW"
	}
	if ph, ok := p.cutWarningPhrase(key); ok && script.Lang(key) != "" {
		return ph.title
	}
	if lang := p.words().Lang(key); lang != "" && lang != "en" && p.labels(lang).Lang == lang {
		return p.labels(lang).ContentWarning
	}
	return ""
}

// levelNamed returns the level that a container, callout or front matter
// value names, 0 if none.
func levelNamed(name string) post.Level {
	return containers.Named(strings.ToLower(strings.TrimSpace(name))).Level
}

func cmpLevel(l, or post.Level) post.Level {
	if l == 0 {
		return or
	}
	return l
}

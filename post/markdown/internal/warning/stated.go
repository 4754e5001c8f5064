package warning

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// A headSearch collects the warnings of a front matter.
type headSearch struct {
	p   *Reader
	h   *post.Head
	f   *frontmatter.Fields
	all []*Notice
}

// add adds a warning at a place in the front matter.
func (s *headSearch) add(w *Notice, pos frontmatter.Pos) {
	w.Pos = s.f.At(pos)
	w.Sentence = s.p.sentenceOf(w)
	s.all = mergeWarning(s.all, w, len(s.all))
}

// possible reports that the value of key may be a warning.
func (s *headSearch) possible(key string, pos frontmatter.Pos) {
	s.f.Report(RulePossible, post.SeverityHint, key, pos, fmt.Errorf("%w: if it is one, name the key %q", ErrPossible, "content_warning"))
}

// key reads an entry whose key states a warning, and reports whether it does.
func (s *headSearch) key(e *frontmatter.Entry) bool {
	if s.p.words().Key(e.Key) == "" {
		return false
	}
	ws, verdict := s.p.headWarning(s.h, e)
	if verdict == possible {
		s.possible(e.Key, e.Value.Pos)
	}
	if verdict != stated {
		return false // TW: a country, CW: Morse
	}
	for _, w := range ws {
		s.add(w, e.Value.Pos)
	}
	return true
}

// text reads an entry under a key of any other name.
func (s *headSearch) text(e *frontmatter.Entry) {
	if s.p.words().Key(e.Key) != "" {
		return
	}
	w, verdict := s.p.statedWarning(s.h, e)
	switch {
	case verdict == stated:
		s.add(w, e.Value.Pos)
	case verdict == possible && len(s.all) == 0:
		s.possible(e.Key, e.Value.Pos)
	}
}

// maps reads the maps whose key states a warning together with a key in them, such as
// {content: {warning: blood}}, and those of any name with a key that is a phrase.
func (s *headSearch) maps() {
	for _, e := range s.f.Tree.Entries {
		if e.Value.Kind != frontmatter.Map || s.p.words().Key(e.Key) == "phrase" || s.f.Claimed(e) {
			continue
		}
		for _, inner := range e.Value.Map.Entries {
			joined := frontmatter.Entry{Key: e.Key + "_" + inner.Key, Pos: inner.Pos, Value: inner.Value}
			if s.p.words().Key(joined.Key) != "phrase" || s.p.words().Text(inner.Key) == "heed" && !s.p.isTopicList(inner.Value.Raw) {
				joined.Key = inner.Key
			}
			if s.p.words().Key(joined.Key) == "phrase" && s.key(&joined) && len(e.Value.Map.Entries) == 1 {
				s.f.Claim(e)
			}
		}
	}
}

// metadata reads lists of elements of a page's head as entries: that of VuePress, and
// lists of maps with a name and a content.
func (s *headSearch) metadata() {
	for _, e := range s.f.Tree.Entries {
		switch frontmatter.Fold(e.Key) {
		case "head", "meta", "metas", "metatags", "metadata":
		default:
			continue
		}
		if e.Value.Kind != frontmatter.List {
			continue
		}
		items := e.Value.List
		if len(items) > 0 && items[0].Kind == frontmatter.String { // [meta, {…}] that is not in a list
			items = []*frontmatter.Value{e.Value}
		}
		for _, item := range items {
			if item.Kind == frontmatter.List && len(item.List) > 1 {
				item = item.List[1]
			}
			if item.Kind != frontmatter.Map {
				continue
			}
			name := frontmatter.Scalar(item.Map, "name", "property", "itemprop")
			if i := slices.IndexFunc(item.Map.Entries, func(e *frontmatter.Entry) bool { return frontmatter.Fold(e.Key) == "content" }); i >= 0 && name != "" {
				meta := frontmatter.Entry{Key: name, Pos: item.Pos, Value: item.Map.Entries[i].Value}
				if frontmatter.Fold(name) == "rating" {
					meta.Key = "content_rating" // of this page, not of a film
				}
				s.key(&meta)
				s.text(&meta)
			}
		}
	}
}

// statedWarning reads a value under a key of any name that is a warning by its
// own words: a phrase over what it announces, or a map with a level and a
// phrase for its text, as of a flag.
func (p *Reader) statedWarning(h *post.Head, e *frontmatter.Entry) (*Notice, verdict) {
	kind := p.words().Text(e.Key)
	switch e.Value.Kind {
	case frontmatter.String:
		switch frontmatter.Fold(e.Key) {
		case "title", "tags", "tag", "categories", "category":
			return nil, none // read elsewhere
		}
		if kind == "tagged" {
			return nil, none
		}
		if w, says := p.textStates(e.Value.Raw, kind != ""); says != none {
			return w, says
		}
		return p.ownWords(h, e.Value.Raw, kind)
	case frontmatter.List:
		switch kind {
		case "tagged":
			return nil, none
		case "heed":
			ok := slices.ContainsFunc(e.Value.List, func(v *frontmatter.Value) bool {
				return v.Kind == frontmatter.String && isGrave(v.Raw) && p.isTopicList(v.Raw)
			})
			return nil, possibleIf(ok)
		}
		w := p.statedItems(e)
		return w, verdictIf(w != nil)
	case frontmatter.Map:
		if kind == "heed" {
			for _, inner := range e.Value.Map.Entries {
				if w, says := p.ownWords(h, inner.Value.Raw, kind); says == stated && frontmatter.IsScalar(inner.Value) {
					return w, says
				}
			}
		}
		w := p.statedMap(e.Value.Map)
		return w, verdictIf(w != nil)
	}
	return nil, none
}

// statedMap reads a map with a phrase for its title, or with a level and a phrase for its
// text. It returns nil for others.
func (p *Reader) statedMap(m *frontmatter.Tree) *Notice {
	ph, ok := p.cutWarningPhrase(frontmatter.Scalar(m, "title", "heading", "text", "label", "name"))
	if !ok || ph.weak || ph.rest != "" {
		return nil
	}
	w := newNotice("")
	if p.warnsOf(frontmatter.Scalar(m, "message", "description", "body", "content")) {
		return p.warningMap(*w, m)
	}
	if w.Level = levelNamed(frontmatter.Scalar(m, "level", "severity", "type")); w.Level == 0 {
		return nil
	}
	w.Title = ph.title
	return w
}

// textStates reads a text of the front matter as a warning by a phrase in it: the text
// begins with it, or one of its sentences or a bracket in it does. The rest of the text is
// no part of the warning: it is the description, say, of the post. Prose is whether the
// text is known to be about the post.
func (p *Reader) textStates(text string, prose bool) (*Notice, verdict) {
	const most, sentences = 1200, 12 // bytes and sentences that are searched
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	var may *Notice
	says := none
	read := func(ph phrase, ok bool) bool {
		if !ok {
			return false
		}
		w, verdict := p.phraseStates(ph, text, prose)
		if verdict > says {
			may, says = w, verdict
		}
		return says == stated
	}
	for rest, n := text, 0; rest != "" && n < sentences; n++ {
		if read(p.cutWarningPhrase(rest)) {
			return may, says
		}
		_, rest = script.CutSentence(rest)
	}
	ph, ok := p.bracketed(text)
	if read(ph, ok) || says != none {
		return may, says
	}
	if ok && ph.rest == "" && isMark(ph.title) && isGrave(text) && !phrases.Read().IsTechnical(text) {
		return newNotice(ph.title), possible // "A winter of suicide (TW)"
	}
	return p.titleInner(text) // "A winter - cw: fog"
}

// phraseStates reads a phrase in text, from the front matter, that a colon sets apart from
// its topics: up to the end of the sentence, or to that of advice to the reader.
func (p *Reader) phraseStates(ph phrase, text string, prose bool) (*Notice, verdict) {
	ph = p.setApart(ph)
	first, rest := script.CutSentence(ph.rest)
	known := p.isTopicList(first)
	if ph.rest == "" || asksFor.MatchString(first) || isOther(first) || !ph.colon() && !(ph.sep == ' ' && isMark(ph.title) && known) {
		return nil, none
	}
	if rest != "" && toReader.MatchString(rest) {
		first = ph.rest
	}
	w := newNotice("")
	p.warningText(w, first)
	w.Title = ph.title
	technical := phrases.Read().IsTechnical(text)
	loose := ph.weak && strings.Contains(strings.ToUpper(ph.title), "CN")
	switch {
	case w.saysNothing(p), ph.weak && (technical || loose) && !w.known():
		return nil, none
	case !p.announced(first):
		return w, possibleIf(!technical && !p.saysNothing(first) && (!ph.weak || w.known()))
	case ph.weak && !w.known() && (!prose || slices.ContainsFunc(w.Topics, func(t post.Topic) bool { return strings.Count(t.Label, " ") > 2 })):
		return w, possible
	}
	return w, stated
}

// setApart reads "Content warning for fog" and "Content warning - fog" as with a colon.
func (p *Reader) setApart(ph phrase) phrase {
	first, _ := script.CutSentence(ph.rest)
	if of, ok := strings.CutPrefix(first, "for "); ok && p.isTopicList(of) {
		ph.rest, ph.sep, ph.weak = of, ':', false
	} else if !ph.weak && strings.ContainsRune("-–—", ph.sep) && p.announced(first) {
		ph.sep = ':'
	}
	return ph
}

// ownWords reads a text under a key of a kind that warns in words of its own and no phrase:
// "contains suicide" under a key such as notice, or an advisory in a description.
func (p *Reader) ownWords(h *post.Head, text, kind string) (*Notice, verdict) {
	text = script.OneLine(text)
	if text == "" || len(text) > advisoryBytes || phrases.Read().IsTechnical(text) && !isGrave(text) {
		return nil, none
	}
	switch kind {
	case "sort":
		ph, ok := p.cutWarningPhrase(text)
		return nil, possibleIf(isRated(text) || ok && ph.rest == "" && ph.title != "CN")
	case "prose":
		own, says := p.proseWords(text)
		if says != stated {
			return nil, says
		}
		text = own
	case "heed":
		if _, ok := p.cutNotice("note: " + text); !ok {
			return nil, possibleIf(p.isTopicList(text) || speaksOfPost(text) && len(p.topicsIn(text)) > 0 || advisoryBare.MatchString(text) && p.announced(text) || len(text) < adviceBytes && isGrave(text))
		}
	default:
		return nil, none
	}
	w := newNotice(defaultWarningTitle(p, h, ""))
	w.untitled = true
	p.warningText(w, text)
	return w, stated
}

// proseWords returns the part of a text about the post that warns in its own words.
func (p *Reader) proseWords(text string) (string, verdict) {
	first, _ := script.CutSentence(text)
	if ph, ok := p.cutWarningPhrase(first); ok && ph.rest == "" && !strings.EqualFold(ph.title, "CN") {
		return "", possible // "NSFW. A winter"
	}
	notice, ok := p.cutNotice(first)
	if ok && isGrave(notice.rest) || advisoryBare.MatchString(first) && isGrave(first) && p.hasList(first) { // "Contains suicide."
		return first, stated
	}
	return text, verdictIf(p.isAdvisory(text, false))
}

// hasList reports whether text says that it contains a list of topics.
func (p *Reader) hasList(text string) bool {
	rest := strings.TrimSpace(text[len(advisoryBare.FindString(text)):])
	first, _, _ := strings.Cut(rest, "，")
	return p.isTopicList(strings.TrimSuffix(first, findTail(first)))
}

// isRated reports whether s is a rating or a mark for adults, in more than one letter.
func isRated(s string) bool {
	switch phrases.Read().Value(s) {
	case "adult", "grave":
		return true
	case "rated":
		return utf8.RuneCountInString(s) > 2
	}
	return false
}

// statedItems reads a list under a key of any name, such as additional_tags, for
// the items that are warnings by their own words. It returns nil if none is.
func (p *Reader) statedItems(e *frontmatter.Entry) *Notice {
	var all *Notice
	for _, v := range e.Value.List {
		if v.Kind != frontmatter.String {
			continue
		}
		ph, ok := p.cutWarningPhrase(v.Raw)
		if !ok || !ph.colon() || !p.announced(ph.rest) || ph.weak && !p.namesTopics(ph.rest) {
			continue
		}
		if all == nil {
			all = newNotice(ph.title)
		}
		topics, _ := p.topicList(ph.rest)
		all.addTopics(topics...)
	}
	return all
}

package warning

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// ErrPossible means that text may be a content warning: its form or its words do not
// decide.
var ErrPossible = errors.New("may be a content warning")

// The rules of the problems of warnings.
const (
	RulePossible          post.Rule = "possible-warning"
	RuleUnclosed          post.Rule = "unclosed-warning"
	RuleUnclosedContainer post.Rule = "unclosed-container" // of what turns out to be a warning
)

// A verdict is the result of weighing evidence.
type verdict int

const (
	none     verdict = iota // it is about something else
	possible                // it may be a warning: a problem says so
	stated                  // it is one, or says that there is none
)

// headWarning reads the value of a key that states a warning. An explicit key is
// believed with any topic or none; a loose one wants a topic that the vocabulary
// knows. What plainly means something else is no warning under any key.
func (p *Reader) headWarning(h *post.Head, e *frontmatter.Entry) ([]*Notice, verdict) {
	base := Notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost, Title: defaultWarningTitle(p, h, e.Key)}, untitled: true}
	kind := p.words().Key(e.Key)
	switch e.Value.Kind {
	case frontmatter.Null, frontmatter.Time:
		return nil, verdictIf(kind == "phrase" || kind == "key")
	case frontmatter.List:
		return p.listWarning(base, kind, e)
	case frontmatter.Map:
		if isSwitchedOff(e.Value.Map) {
			return nil, stated
		}
		w := p.warningMap(base, e.Value.Map)
		if kind != "phrase" && kind != "mark" && kind != "key" {
			says := verdictIf(w.known())
			if text := frontmatter.Scalar(e.Value.Map, "text", "topics"); kind == "loose" && says == none && p.announced(text) && !phrases.Read().IsTechnical(text) {
				says = possible
			}
			return []*Notice{w}, says
		}
		return []*Notice{w}, verdictIf(len(w.Topics) > 0 || w.Text != "" || !w.untitled || len(e.Value.Map.Entries) == 0)
	}
	return p.scalarWarning(base, kind, e)
}

func verdictIf(ok bool) verdict {
	if ok {
		return stated
	}
	return none
}

func possibleIf(ok bool) verdict {
	if ok {
		return possible
	}
	return none
}

// isSwitchedOff reports whether a map of the parts of a warning says that there is none:
// {enabled: false, text: …}.
func isSwitchedOff(m *frontmatter.Tree) bool {
	return slices.ContainsFunc(m.Entries, func(e *frontmatter.Entry) bool {
		b, ok := frontmatter.BoolOf(e.Value)
		return ok && !b && phrases.Read().Field(e.Key) == "off"
	})
}

// listWarning reads a list under a key of a kind.
func (p *Reader) listWarning(base Notice, kind string, e *frontmatter.Entry) ([]*Notice, verdict) {
	items := slices.DeleteFunc(slices.Clone(e.Value.List), func(v *frontmatter.Value) bool {
		return v.Kind != frontmatter.Map && v.Kind != frontmatter.List && p.words().Value(v.Raw) == "none"
	})
	if len(items) == 0 && len(e.Value.List) > 0 {
		return nil, stated // it says that there is none
	}
	ws := p.warningList(base, items)
	known := slices.ContainsFunc(ws, (*Notice).known)
	switch {
	case known && kind != "safe" || kind == "phrase":
		return ws, stated
	case kind == "loose" && strings.HasPrefix(frontmatter.Fold(e.Key), "trigger") && !slices.ContainsFunc(items, func(v *frontmatter.Value) bool { return isOther(v.Raw) }):
		return nil, possible // a job has triggers, too
	case kind == "loose":
		return nil, possibleIf(!slices.ContainsFunc(items, func(v *frontmatter.Value) bool {
			return !p.announced(v.Raw) || ofState.MatchString(v.Raw) || phrases.Read().IsTechnical(v.Raw)
		}))
	case kind != "mark" && kind != "key":
		return nil, none
	case slices.ContainsFunc(items, func(v *frontmatter.Value) bool { return isOther(v.Raw) || phrases.Read().IsTechnical(v.Raw) }):
		return nil, possible
	}
	return ws, stated
}

// scalarWarning reads a text, number or boolean under a key of a kind.
func (p *Reader) scalarWarning(base Notice, kind string, e *frontmatter.Entry) ([]*Notice, verdict) {
	text := strings.TrimSpace(e.Value.Raw)
	says := p.words().Value(text)
	b, isBool := frontmatter.BoolOf(e.Value)
	yes, no := isBool && b, isBool && !b
	switch kind {
	case "rating", "review":
		return p.ratingWarning(base, kind, e)
	case "flag":
		return []*Notice{&base}, verdictIf(yes || says == "rated" || says == "adult")
	case "safe":
		return []*Notice{&base}, verdictIf(no)
	case "hint":
		return nil, possibleIf(yes || !isBool && text != "" && says != "none")
	}
	switch {
	case text == "" || says == "none" || no:
		return nil, verdictIf(kind == "phrase" || kind == "key" || e.Value.Kind == frontmatter.Bool)
	case yes || text == "有":
		if kind == "loose" || frontmatter.Fold(e.Key) == "warnings" {
			return nil, none // a switch of a tool
		}
		return []*Notice{&base}, stated
	case kind != "phrase" && (isOther(text) || e.Value.Kind != frontmatter.String):
		return nil, none
	}
	return p.textWarning(base, kind, e)
}

// ratingWarning reads a value under a key that rates the post: "R18", "mature".
func (p *Reader) ratingWarning(base Notice, kind string, e *frontmatter.Entry) ([]*Notice, verdict) {
	text := strings.TrimSpace(e.Value.Raw)
	says := p.words().Value(text)
	base.addTopics(p.Topic(text))
	grave := says == "grave" || says == "adult"
	if kind == "review" && !grave {
		return nil, possibleIf(says == "rated" && e.Value.Kind == frontmatter.String && utf8.RuneCountInString(text) > 1)
	}
	return []*Notice{&base}, verdictIf(grave || says == "rated")
}

// textWarning reads a text that says more than yes or no.
func (p *Reader) textWarning(w Notice, kind string, e *frontmatter.Entry) ([]*Notice, verdict) {
	text := strings.TrimSpace(e.Value.Raw)
	words := phrases.Read()
	key := frontmatter.Fold(e.Key)
	p.warningText(&w, text)
	switch {
	case kind == "phrase" || kind == "loose" && p.looseWarning(&w, e.Key, text):
		return []*Notice{&w}, stated
	case kind == "loose":
		if len(key) <= len("cn") || words.IsTechnical(text) {
			return nil, none
		}
		if ph, ok := p.cutWarningPhrase(text); ok && ph.rest == "" {
			return nil, possible
		}
		if notice, ok := p.cutNotice("warning: " + text); ok && isGrave(notice.rest) {
			return []*Notice{&w}, stated
		}
		return nil, possibleIf(harmful.MatchString(text) || w.known() || speaksOfPost(text) || key != "trigger" && p.announced(text) && !ofState.MatchString(text))
	case !w.known() && (words.IsTechnical(text) || w.Text != "" && !p.isAdvisory(text, true) && len(w.Topics) == 0 && key == "warnings"):
		return nil, possible
	}
	return []*Notice{&w}, stated
}

// ofState matches words for the state of a text or a program, of which a loose key warns.
var ofState = pattern.Compile(`(?i)\b(?:draft|alpha|beta|outdated|experimental|missing|wip|work in progress|archived?|obsolete|unstable|incomplete|unfinished|untested|broken|legacy|old|new|preview)\b|草稿|过时|過時|实验|未完`)

// looseWarning reports whether w, of the text under a key that means other things
// as well, is a warning. A value under "warning" may be about anything.
func (p *Reader) looseWarning(w *Notice, key, text string) bool {
	if !w.known() {
		return false
	}
	single := !strings.HasPrefix(frontmatter.Fold(key), "trigger")
	return !(single && w.untitled && (w.Text != "" && !p.isAdvisory(text, true) || slices.ContainsFunc(w.Topics, func(t post.Topic) bool { return t.Slug == "" })))
}

// isOther reports whether a value is plainly none of a warning: a number, a handle,
// an address, a path, or one of the words that have another meaning.
func isOther(s string) bool {
	s = strings.TrimSpace(s)
	if u, err := url.Parse(s); err == nil && u.Scheme != "" && u.Host != "" {
		return true
	}
	switch r, _ := utf8.DecodeRuneInString(s); {
	case r == '@' || r == '/' || r == '.', measure.MatchString(s):
		return true
	case !strings.ContainsFunc(s, unicode.IsLetter):
		return true
	}
	says := phrases.Read().Value(s)
	return says == "other" || phrases.Read().IsTechnical(s)
}

// measure is a number with its unit: 16px, 700 Hz.
var measure = pattern.Compile(`(?i)^\d+(?:\.\d+)?\s*(?:px|r?em|pt|k?hz|m?hz|w|kw|m|cm|mm|km|kb|mb|gb|s|ms|min|h|°|%|元|歳)\b`)

// warningList reads a list of topics, of warnings as maps, or of both.
func (p *Reader) warningList(base Notice, items []*frontmatter.Value) []*Notice {
	topics := base
	var all []*Notice
	for _, v := range items {
		switch v.Kind {
		case frontmatter.Map:
			name := frontmatter.Scalar(v.Map, "topic", "label", "name", "slug")
			if kind := frontmatter.Scalar(v.Map, "type"); name == "" && levelNamed(kind) == 0 {
				name = kind
			}
			if name != "" && len(frontmatter.Scalars(v.Map, "topics")) == 0 {
				topics.addTopics(p.Topic(name))
				topics.Level = max(topics.Level, levelNamed(frontmatter.Scalar(v.Map, "level", "severity")))
				continue
			}
			all = append(all, p.warningMap(base, v.Map))
		case frontmatter.List, frontmatter.Null:
		default:
			if t := strings.TrimSpace(v.Raw); t != "" {
				topics.addTopics(p.Topic(t))
			}
		}
	}
	if len(topics.Topics) > 0 {
		all = append([]*Notice{&topics}, all...)
	}
	if len(all) == 0 && len(items) > 0 {
		all = []*Notice{&base}
	}
	return all
}

// warningMap reads a warning with named parts; a map of none of these names
// is one of topics to whether they apply, or how much.
func (p *Reader) warningMap(w Notice, m *frontmatter.Tree) *Notice {
	parts := warningParts(m)
	for _, e := range parts["level"] {
		w.Level = cmpLevel(levelNamed(e.Value.Raw), w.Level)
	}
	for _, e := range parts["title"] {
		s := strings.TrimSpace(e.Value.Raw)
		w.Title, w.untitled = s, false
		if ph, ok := p.cutWarningPhrase(s); ok && ph.rest == "" {
			w.Title = ph.title
		}
	}
	for _, e := range parts["topics"] {
		for _, s := range frontmatter.ScalarsIn(e.Value) {
			if ts, _ := p.topicList(s); len(ts) > 0 {
				w.addTopics(ts...)
			} else {
				w.addTopics(p.Topic(s))
			}
		}
	}
	for _, e := range parts["text"] {
		if len(w.Topics) == 0 {
			p.warningText(&w, strings.TrimSpace(e.Value.Raw))
		} else {
			w.setText(e.Value.Raw)
		}
	}
	if len(parts["level"])+len(parts["title"])+len(parts["topics"])+len(parts["text"]) == 0 {
		for _, e := range parts[""] {
			p.topicKey(&w, e)
		}
	}
	return &w
}

// warningParts returns the entries of m that can be read, by the part of a warning that
// each is: "level", "title", "topics", "text", or "" for a name that is none of these.
func warningParts(m *frontmatter.Tree) map[string][]*frontmatter.Entry {
	parts := make(map[string][]*frontmatter.Entry)
	for _, e := range m.Entries {
		part := phrases.Read().Field(e.Key)
		if frontmatter.Fold(e.Key) == "type" {
			part = "level"
		}
		switch s := strings.TrimSpace(e.Value.Raw); {
		case part == "level" && levelNamed(s) == 0:
			continue
		case part == "title" || part == "text" || part == "level":
			if s == "" || !frontmatter.IsScalar(e.Value) {
				continue
			}
		case part == "topics" && len(frontmatter.ScalarsIn(e.Value)) == 0:
			continue
		}
		parts[part] = append(parts[part], e)
	}
	return parts
}

// topicKey reads an entry of a map of topics to whether they apply, or of degrees to
// topics: "major: [death]".
func (p *Reader) topicKey(w *Notice, e *frontmatter.Entry) {
	switch {
	case e.Value.Kind == frontmatter.List:
		for _, s := range frontmatter.ScalarsIn(e.Value) {
			if p.words().Value(s) != "none" {
				w.addTopics(p.Topic(s))
			}
		}
	case e.Value.Kind == frontmatter.Map || p.words().Value(e.Value.Raw) != "none":
		w.addTopics(p.Topic(strings.TrimSpace(e.Key)))
	}
}

// announced reports whether text, after a phrase and a colon, is what it warns of,
// be it known to the vocabulary or not: a list, and no sentence about anything else.
func (p *Reader) announced(text string) bool {
	if text == "" {
		return false
	}
	if p.warnsOf(text) || p.words().Value(text) == "unsaid" {
		return true
	}
	if lead := mentions.FindString(text); lead != "" {
		text = text[len(lead):]
	}
	if ph, ok := p.cutWarningPhrase(text); ok && ph.rest == "" || beginsSentence.MatchString(text) || aboutLabel.MatchString(text) {
		return false // "not safe for work (NSFW)"
	}
	if first, rest := script.CutSentence(text); rest != "" && toReader.MatchString(rest) {
		text = strings.TrimSpace(first)
	}
	topics, plain := p.topicList(text)
	return plain && len(topics) > 0 && !isOther(text) && !slices.ContainsFunc(topics, func(t post.Topic) bool {
		return isOther(t.Label) || strings.Count(t.Label, " ") > 4 || strings.Contains(t.Label, ": ") || beginsSentence.MatchString(t.Label)
	})
}

// mentions matches words before a topic that say how much of it the post contains:
// "brief mentions of".
var mentions = pattern.Compile(`(?i)^(?:(?:a|some|one|brief|vague|passing|short|frequent|implied|graphic|detailed) )*(?:mentions?|descriptions?|discussions?|depictions?|references?|themes?|scenes?|talk) (?:of|to|about) |^(?:contains?|includes?|mentions?|discusses) |^(?:des |de |una? |eine? )?(?:descriptions?|mentions?|scènes?|représentations?) (?:de |du |d['’])|^(?:descripci(?:ones|ón)|menci(?:ones|ón)|escenas?|representaciones) de |^(?:beschreibung|schilderung|darstellung|erwähnung)(?:en)? von |^(?:涉及|包含|含有|提及|提到)`)

// toReader matches a sentence of advice after a list.
var toReader = pattern.Compile(`(?i)^(?:you(?:['’]ve| have) been warned|please\b|skip\b|take care|proceed|stay safe|look after|be (?:careful|gentle|kind)|read (?:with|at)|feel free|scroll)`)

// aboutLabel matches text that says what a label or a switch of a program does.
var aboutLabel = pattern.Compile(`(?i)\b(?:shown|displayed|appears?|label|checkbox|button|toggle|optional|required|(?:before|above|below) (?:the|a|each|every) (?:post|text|article|entry|page)|per post)\b|^显示|标签$|字段`)

// beginsSentence begins a sentence, and not the name of a topic.
var beginsSentence = pattern.Compile(`(?i)^(?:the|this|that|these|it|we|you|i|they|a|an|all|please|with|for|in|on|from|as|if|when|not|see|some|most|every|pros|how|why|what|where|who|yes|are|do|does|is|can|should|must)\b|^(?:这|這|那|我|你|您|他|她|它|请|請|如果|所有|如下|见|見)|^(?:der|die|das|le|la|les|el|los|las) `)

// warningText fills w from a text of the front matter: a list of topics, a
// sentence, or either after a warning phrase.
func (p *Reader) warningText(w *Notice, text string) {
	if ph, ok := p.cutWarningPhrase(text); ok && (!ph.weak || ph.sep == ':' || ph.sep == '：' || p.namesTopics(ph.rest)) {
		w.Title, w.untitled, text = ph.title, false, ph.rest
	}
	if text == "" {
		return
	}
	topics, plain := p.topicList(text)
	if len(topics) == 0 {
		topics = p.topicsIn(text)
		plain = false
	}
	w.addTopics(topics...)
	if !plain {
		w.setText(text)
	}
}

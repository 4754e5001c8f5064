package markdown

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

// warningKeys state a content warning, in any spelling [frontmatter.Fold]
// makes equal.
var warningKeys = []string{
	"content_warning", "content_warnings", "content_notice", "content_note", "content_notes", "content_advisory",
	"trigger_warning", "trigger_warnings", "sensitive", "sensitive_content", "nsfw",
	"内容预警", "内容警告", "触发警告", "內容預警", "內容警告", "觸發警告", "閲覧注意",
	"cw", "tw", "trigger", "triggers", "warnings", "warning",
}

// ambiguousKeys are those of them that mean other things as well: TW is a
// country, CW Morse, and a trigger starts a job. They count only with a topic
// that the vocabulary knows, but for cw and tw of a list or a yes.
var ambiguousKeys = []string{"cw", "tw", "trigger", "triggers", "warnings", "warning"}

// headWarnings fills f.warnings from the keys of the front matter and the
// marks of the title, and claims the keys it reads.
func (p *Parser) headWarnings(h *post.Head, f *fields) {
	for _, in := range f.withNested() {
		for _, key := range warningKeys {
			e := in.peek(key)
			if e == nil {
				continue
			}
			ws, ok := p.headWarning(h, e)
			if !ok {
				continue // TW: a country, CW: Morse
			}
			in.claim(e)
			for _, w := range ws {
				w.Pos = f.at(e.Value.Pos)
				f.warnings = mergeWarning(f.warnings, w, len(f.warnings))
			}
		}
	}
	for _, e := range f.tree.Entries {
		if w := p.statedWarning(e); w != nil {
			w.Pos = f.at(e.Value.Pos)
			f.warnings = mergeWarning(f.warnings, w, len(f.warnings))
		}
	}
	if w := p.tagWarning(h.Tags); w != nil {
		if e := f.peek("tags"); e != nil {
			w.Pos = f.at(e.Value.Pos)
		}
		f.warnings = mergeWarning(f.warnings, w, len(f.warnings))
	}
	if w := p.titleWarning(h.Title); w != nil {
		if e := f.peek("title"); e != nil {
			w.Pos = f.at(e.Value.Pos)
		}
		f.warnings = mergeWarning(f.warnings, w, len(f.warnings))
	}
	sortNotices(f.warnings)
}

// withNested returns f, and the maps in it that Zola and Hugo keep the keys of
// a site in. Keys claimed there still stand in the params of that map.
func (f *fields) withNested() []*fields {
	all := []*fields{f}
	for _, name := range []string{"extra", "params"} {
		if e := f.peek(name); e != nil && e.Value.Kind == frontmatter.Map {
			all = append(all, &fields{tree: e.Value.Map, name: f.name})
		}
	}
	return all
}

// headWarning reads the value of one of warningKeys; false means that it is
// about something else.
func (p *Parser) headWarning(h *post.Head, e *frontmatter.Entry) ([]*notice, bool) {
	base := notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost, Title: defaultWarningTitle(p, h, e.Key)}, untitled: true}
	key := frontmatter.Fold(e.Key)
	short := slices.Contains(ambiguousKeys, key)
	v := e.Value
	switch v.Kind {
	case frontmatter.Null, frontmatter.Time:
		return nil, !short
	case frontmatter.List:
		ws := p.warningList(base, v.List)
		return ws, !short || len(key) == len("cw") || slices.ContainsFunc(ws, (*notice).known)
	case frontmatter.Map:
		w := p.warningMap(base, v.Map)
		return []*notice{w}, !short || w.known()
	}
	text := strings.TrimSpace(v.Raw)
	switch strings.ToLower(text) {
	case "", "false", "no", "off", "none", "0", "n/a", "无", "無", "否":
		return nil, !short || v.Kind == frontmatter.Bool
	case "true", "yes", "on", "1", "是", "有":
		return []*notice{&base}, !short || len(key) == len("cw")
	}
	if short && v.Kind != frontmatter.String {
		return nil, false
	}
	w := base
	p.warningText(&w, text)
	if short && !w.known() {
		return nil, false
	}
	// What stands under "warning" may be about anything.
	if key == "warning" && w.untitled && (w.Text != "" && !p.isAdvisory(text, true) || slices.ContainsFunc(w.Topics, func(t post.Topic) bool { return t.Slug == "" })) {
		return nil, false
	}
	return []*notice{&w}, true
}

// warningList reads a list of topics, of warnings as maps, or of both.
func (p *Parser) warningList(base notice, items []*frontmatter.Value) []*notice {
	topics := base
	var all []*notice
	for _, v := range items {
		switch v.Kind {
		case frontmatter.Map:
			if name := scalar(v.Map, "topic", "label", "name", "slug"); name != "" && len(list(v.Map, "topics")) == 0 {
				topics.addTopics(p.Topic(name))
				topics.Level = max(topics.Level, levelNamed(scalar(v.Map, "level", "severity")))
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
		all = append([]*notice{&topics}, all...)
	}
	if len(all) == 0 && len(items) > 0 {
		all = []*notice{&base}
	}
	return all
}

// warningMap reads a warning with named parts; a map of none of these names
// is one of topics to whether they apply, or how much.
func (p *Parser) warningMap(w notice, m *frontmatter.Tree) *notice {
	named := false
	if s := scalar(m, "level", "severity", "type"); s != "" {
		named = true
		w.Level = cmpLevel(levelNamed(s), w.Level)
	}
	if s := scalar(m, "title", "heading", "label"); s != "" {
		named = true
		w.Title, w.untitled = s, false
		if ph, ok := cutWarningPhrase(s); ok && ph.rest == "" {
			w.Title = ph.title
		}
	}
	for _, key := range []string{"topics", "topic", "tags", "list", "warnings", "triggers", "items"} {
		for _, s := range list(m, key) {
			named = true
			if ts, _ := p.topicList(s); len(ts) > 0 {
				w.addTopics(ts...)
			} else {
				w.addTopics(p.Topic(s))
			}
		}
	}
	for _, key := range []string{"text", "description", "message", "content", "body", "note", "details"} {
		if s := scalar(m, key); s != "" {
			named = true
			if len(w.Topics) == 0 {
				p.warningText(&w, s)
			} else {
				w.setText(s)
			}
		}
	}
	if !named {
		for _, e := range m.Entries {
			switch strings.ToLower(e.Value.Raw) {
			case "false", "no", "none", "0":
				if e.Value.Kind != frontmatter.List && e.Value.Kind != frontmatter.Map {
					continue
				}
			}
			w.addTopics(p.Topic(strings.TrimSpace(e.Key)))
		}
	}
	return &w
}

// statedWarning reads a value under a key of any name that is a warning by its
// own words: a phrase over what it announces, or a map with a level and a
// phrase for its text, as of a flag. It returns nil for others.
func (p *Parser) statedWarning(e *frontmatter.Entry) *notice {
	w := &notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost}}
	switch e.Value.Kind {
	case frontmatter.String:
		ph, ok := cutWarningPhrase(e.Value.Raw)
		if !ok || ph.weak || ph.sep != ':' && ph.sep != '：' || frontmatter.Fold(e.Key) == "title" || !p.warnsOf(ph.rest) {
			return nil
		}
		p.warningText(w, e.Value.Raw)
	case frontmatter.Map:
		ph, ok := cutWarningPhrase(scalar(e.Value.Map, "title", "heading", "text", "label", "name"))
		if !ok || ph.weak || ph.rest != "" {
			return nil
		}
		if p.warnsOf(scalar(e.Value.Map, "message", "description", "body", "content")) {
			return p.warningMap(*w, e.Value.Map)
		}
		if w.Level = levelNamed(scalar(e.Value.Map, "level", "severity", "type")); w.Level == 0 {
			return nil
		}
		w.Title = ph.title
	default:
		return nil
	}
	return w
}

// warningText fills w from a text of the front matter: a list of topics, a
// sentence, or either after a warning phrase.
func (p *Parser) warningText(w *notice, text string) {
	if ph, ok := cutWarningPhrase(text); ok && (!ph.weak || p.namesTopics(ph.rest)) {
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

// tagWarning returns the warning that tags such as "cw: blood" state, as social
// networks have them; nil if none does. They stay tags.
func (p *Parser) tagWarning(tags []string) *notice {
	w := &notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost}}
	bare := "" // "tw" among tags is a warning of those that are rarely spoken of by the way
	for _, tag := range tags {
		ph, ok := cutWarningPhrase(tag)
		if ok && ph.rest == "" && ph.weak {
			bare = ph.title
		}
		if !ok || ph.rest == "" {
			continue // a post about warnings
		}
		if topics, _ := p.topicList(ph.rest); slices.ContainsFunc(topics, func(t post.Topic) bool { return t.Slug != "" }) {
			w.Title = cmp.Or(w.Title, ph.title)
			w.addTopics(topics...)
		}
	}
	for _, tag := range tags {
		if bare != "" && isGrave(tag) {
			w.Title = cmp.Or(w.Title, bare)
			w.addTopics(p.Topic(tag))
		}
	}
	if w.Title == "" {
		return nil
	}
	return w
}

// titleWarning returns the warning that a bracket in the title states, or the
// title itself, if it is a phrase over nothing but topics.
func (p *Parser) titleWarning(title string) *notice {
	if ph, ok := cutWarningPhrase(title); ok && !ph.weak && (ph.sep == ':' || ph.sep == '：') && p.isTopicList(ph.rest) {
		w := &notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost, Title: ph.title}}
		p.warningText(w, ph.rest)
		return w
	}
	rest := title
	for {
		i := strings.IndexFunc(rest, func(r rune) bool { return strings.ContainsRune("【（([［〔", r) })
		if i < 0 {
			return nil
		}
		var inner string
		full := !strings.ContainsAny(rest[i:i+1], "([")
		before := rest[:i]
		inner, rest = script.CutBracket(rest[i:])
		if abbreviates(inner, before) {
			continue // "Not Safe For Work (NSFW)"
		}
		w := &notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost}}
		if ph, ok := cutWarningPhrase(inner); ok {
			w.Title = ph.title
			p.warningText(w, ph.rest)
			if w.Text != "" || ph.weak && !w.known() {
				continue // "(content warning: a short history of them)"
			}
			return w
		}
		if i := strings.LastIndexAny(inner, "-–—,，/|"); i > 0 {
			_, size := utf8.DecodeRuneInString(inner[i:])
			if last := strings.TrimSpace(inner[i+size:]); strings.EqualFold(last, "NSFW") {
				w.Title = last // "(Director's cut, NSFW)"
				return w
			}
		}
		if inner = strings.TrimSpace(inner); full && isAdultMark(inner) { // [R18] may be a release
			w.Title = inner
			return w
		}
	}
}

// isAdultMark reports whether s is a mark that says all there is to say.
func isAdultMark(s string) bool {
	switch strings.ToUpper(s) {
	case "NSFW", "R18", "R-18", "18禁", "18+", "R18+", "R18G", "R-18G":
		return true
	}
	return false
}

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
func (w *notice) known() bool { return names(w.Topics) }

// names reports whether the vocabulary knows one of topics.
func names(topics []post.Topic) bool {
	return slices.ContainsFunc(topics, func(t post.Topic) bool { return t.Slug != "" })
}

// defaultWarningTitle is the title of a warning that the front matter states
// without one, in the language of the post as far as the head tells.
func defaultWarningTitle(p *Parser, h *post.Head, key string) string {
	if title := titleOfKey(key); title != "" {
		return title
	}
	lang := h.Lang
	if lang == "" {
		lang = script.Lang(h.Title)
	}
	if lang == "" {
		lang = p.Lang
	}
	return label.For(lang).ContentWarning
}

// titleOfKey returns the title that a key or the name of a container is itself:
// NSFW, or a phrase in a script other than Latin; else "".
func titleOfKey(key string) string {
	if frontmatter.Fold(key) == "nsfw" {
		return "NSFW"
	}
	if ph, ok := cutWarningPhrase(key); ok && script.Lang(key) != "" {
		return ph.title
	}
	return ""
}

// levelNamed returns the level that a container, callout or front matter
// value names, 0 if none.
func levelNamed(name string) post.Level {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "danger", "caution", "error", "bad", "severe", "high", "critical", "fatal", "bug", "failure", "fail", "red", "explicit", "graphic", "危险", "危險", "严重", "嚴重", "高":
		return post.LevelDanger
	case "warning", "warn", "attention", "alert", "important", "medium", "moderate", "orange", "yellow", "警告", "中", "注意":
		return post.LevelWarning
	case "note", "info", "tip", "hint", "notice", "low", "minor", "mild", "abstract", "summary", "default", "primary", "blue", "seealso", "提示", "信息", "低":
		return post.LevelNote
	}
	return 0
}

func cmpLevel(l, or post.Level) post.Level {
	if l == 0 {
		return or
	}
	return l
}

// scalar returns the text of the first of the keys that has one.
func scalar(m *frontmatter.Tree, keys ...string) string {
	for _, k := range keys {
		for _, e := range m.Entries {
			if frontmatter.Fold(e.Key) == k && e.Value.Kind != frontmatter.List && e.Value.Kind != frontmatter.Map {
				if s := strings.TrimSpace(e.Value.Raw); s != "" {
					return s
				}
			}
		}
	}
	return ""
}

// list returns the scalars under a key, be they one or a list.
func list(m *frontmatter.Tree, key string) []string {
	for _, e := range m.Entries {
		if frontmatter.Fold(e.Key) != key {
			continue
		}
		values := e.Value.List
		if e.Value.Kind != frontmatter.List {
			values = []*frontmatter.Value{e.Value}
		}
		var all []string
		for _, v := range values {
			s := strings.TrimSpace(v.Raw)
			if v.Kind == frontmatter.Map {
				s = scalar(v.Map, "label", "name", "topic", "slug")
			}
			if s != "" {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}

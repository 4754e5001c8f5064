package warning

import (
	"strings"

	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// A form is the kind of block in which a phrase was found.
type form int

const (
	formBox     form = iota // the title of a container, callout, element or fold, or its name
	formBoxText             // the first paragraph of one
	formHeading
	formLine  // a paragraph
	formQuote // the first paragraph of a quote
	formItem  // an item of a list
	formRow   // a row of a table
	formLater // a later line of a paragraph
	formOpen  // the first line of an element that continues after a blank line
)

// Signs is the evidence about a phrase: its form and place, and the text after it.
type signs struct {
	form form
	phrase
	known   bool // the vocabulary knows a topic of it
	list    bool // the text after it is a list of topics, known or not, and not a sentence
	speaks  bool // the text after it says what the post is about, or whom it may hurt
	empty   bool // the text after it names nothing that may hurt
	body    bool // blocks of the warning follow
	bold    bool // the phrase is in bold
	alone   bool // the block is the phrase alone, after a sign such as ⚠
	near    bool // it is near the top of the post, or the first thing of a section
	section bool // it is below a heading
	first   bool // it is the first thing of the post or of the list
	about   bool // texts use the phrase as a subject as often as for a warning
	tells   bool // the text after it is about warnings
	trade   bool // technical words are near, beside which the phrase means something else
	apart   bool // all of the block is in emphasis or in a bracket, or a quote
	mild    bool // the box is a note, not a warning
	loose   bool // a mark that means something else before a colon, such as CN
	faint   bool // the words do not decide
	ours    bool // there is no phrase: the text is an advisory by its words
	nothing bool // it says that there is nothing to warn of
	shown   bool // it is beside code or after a colon, like an example
}

func (e *signs) bare() bool { return e.rest == "" }

// A ruling is a row of the table: the first row whose condition holds decides.
type ruling struct {
	says    string
	when    func(e *signs) bool
	verdict verdict
}

// rulings decide when a phrase is a content warning, by form. The form and the text around
// it tell false warnings from real ones, not whether a topic is known.
var rulings = map[form][]ruling{
	formBox: {
		{"a mark in a trade", func(e *signs) bool { return e.weak && e.trade && !e.known }, none},
		{"a mark before a word", func(e *signs) bool { return e.weak && e.sep == ' ' && !e.known && !e.list }, none},
		{"a mark of a language", func(e *signs) bool { return e.loose && !e.known }, none},
		{"a mark alone over a note", func(e *signs) bool { return e.weak && e.mild && e.bare() && !e.known }, possible},
		{"any other", always, stated},
	},
	formBoxText: {
		{"an advisory", func(e *signs) bool { return e.ours }, stated},
		{"a phrase over a trade", func(e *signs) bool { return e.trade && (e.about || !e.known) }, none},
		{"a topic", func(e *signs) bool { return e.known }, stated},
		{"a mark of a language", func(e *signs) bool { return e.loose }, none},
		{"a mark over a list", func(e *signs) bool { return e.weak && (e.list && (e.colon() || e.bold) || e.bare()) }, stated},
		{"a mark", func(e *signs) bool { return e.weak && !e.speaks }, none},
		{"a phrase set apart", func(e *signs) bool { return e.colon() || e.bold || e.bare() || e.sep == '\n' || e.list }, stated},
		{"a phrase", always, possible},
	},
	formHeading: {
		{"a mark without a list", func(e *signs) bool { return e.weak && !e.known && (!e.list || e.trade || e.loose || !e.colon()) }, none},
		{"a trade", func(e *signs) bool { return e.trade && !e.known }, none},
		{"over nothing", func(e *signs) bool { return e.bare() && !e.body }, possible},
		{"a text about warnings", func(e *signs) bool { return e.tells && !e.list && !e.speaks }, possible},
		{"a list", func(e *signs) bool { return e.list }, stated},
		{"the first thing of the post", func(e *signs) bool { return e.first && e.near }, stated},
		{"of the post, or with a topic in the heading", func(e *signs) bool { return e.speaks || e.known && (!e.bare() || e.first) }, stated},
		{"a text about warnings, as far as its words go", always, possible},
	},
	formLine:  lineRulings,
	formQuote: lineRulings,
	formItem: {
		{"a trade", func(e *signs) bool { return e.trade && !e.known }, none},
		{"a mark without a topic", func(e *signs) bool { return e.weak && !e.known && !(e.list && e.colon() && e.near && !e.loose) }, none},
		{"not set apart", func(e *signs) bool { return !e.colon() }, none},
		{"a topic, or a list", func(e *signs) bool { return (e.known || e.list) && e.near }, stated},
		{"of harm", func(e *signs) bool { return e.speaks && e.first }, stated},
		{"a phrase", func(e *signs) bool { return !e.weak && !e.empty }, possible},
		{"anything else", always, none},
	},
	formRow: {
		{"a trade", func(e *signs) bool { return e.trade && !e.known }, none},
		{"a mark without a topic", func(e *signs) bool { return e.weak && !e.known && (!e.list || e.loose || !e.near) }, none},
		{"a topic, or a list", func(e *signs) bool { return e.near && (e.known || e.list) }, stated},
		{"a phrase over no list", func(e *signs) bool { return !e.bare() }, possible},
		{"anything else", always, none},
	},
	formLater: {
		{"a trade", func(e *signs) bool { return e.trade && !e.known }, none},
		{"a mark before a list", func(e *signs) bool { return e.weak && !e.known && e.list && e.colon() && !e.loose }, possible},
		{"a mark without a topic", func(e *signs) bool { return e.weak && !e.known }, none},
		{"a topic, or a list", func(e *signs) bool { return e.colon() && (e.known || e.list) }, stated},
		{"anything else", always, none},
	},
	formOpen: {
		{"a mark without a topic", func(e *signs) bool { return e.weak && !e.known && !(e.list && e.colon() && e.bold && !e.loose) }, none},
		{"a trade", func(e *signs) bool { return e.trade && !e.known }, none},
		{"a topic", func(e *signs) bool { return e.known }, stated},
		{"in bold, alone or over a list", func(e *signs) bool { return e.bold && (e.bare() || e.list) }, stated},
		{"a list", func(e *signs) bool { return e.list && e.colon() && e.near }, stated},
		{"what the post is about", func(e *signs) bool { return e.speaks }, stated},
		{"over a sentence", func(e *signs) bool { return !e.empty || e.bare() }, possible},
		{"anything else", always, none},
	},
}

// lineRulings are those of paragraphs and quotes.
var lineRulings = []ruling{
	{"a trade", func(e *signs) bool { return e.trade && (!e.known || e.about && !e.bold) }, none},
	{"a mark of a language before a list in Latin", func(e *signs) bool { return e.loose && !e.known && e.list && e.colon() && e.near && isLatin(e.rest) }, possible},
	{"a mark of a language", func(e *signs) bool { return e.loose && !e.known }, none},
	{"far down, an advisory", func(e *signs) bool { return !e.near && e.ours }, none},
	{"far down, a mark", func(e *signs) bool { return !e.near && e.weak && !(e.bold && e.known && e.colon()) }, none},
	{"far down, a topic or a list", func(e *signs) bool { return !e.near && e.apart && (e.colon() || e.bold) && (e.known || e.list) }, stated},
	{"far down, beside an example", func(e *signs) bool { return !e.near && e.shown }, possible},
	{"far down, a stated topic or list", func(e *signs) bool {
		return !e.near && e.colon() && (e.known && (e.bold || e.list) || (e.list || e.speaks) && !e.about)
	}, stated},
	{"far down, a phrase", func(e *signs) bool { return !e.near && (e.colon() || e.bold && e.bare()) && !e.empty }, possible},
	{"far down", func(e *signs) bool { return !e.near }, none},
	{"a topic", func(e *signs) bool { return e.known }, stated},
	{"a list", func(e *signs) bool { return e.list && (e.colon() || e.bold || !e.weak) }, stated},
	{"a bracket before a list", func(e *signs) bool { return e.weak && e.list && strings.ContainsRune("】］〕", e.sep) }, possible},
	{"a phrase for a list", func(e *signs) bool { return e.isFor && e.list && !isMark(e.title) && !e.about }, stated},
	{"a mark for a list", func(e *signs) bool { return e.weak && e.list && e.isFor }, possible},
	{"a mark alone in a quote", func(e *signs) bool { return e.weak && e.bare() && e.form == formQuote && !e.section }, possible},
	{"a mark", func(e *signs) bool { return e.weak }, none},
	{"the phrase alone", func(e *signs) bool { return e.bare() && (e.bold || e.alone) && !e.section }, stated},
	{"the phrase alone, in a section", func(e *signs) bool { return e.bare() && (e.bold || e.alone) }, possible},
	{"the phrase alone, plain", func(e *signs) bool { return e.bare() && !e.section }, possible},
	{"what the post is about", func(e *signs) bool { return e.speaks }, stated},
	{"in bold, over what may hurt", func(e *signs) bool { return e.bold && !e.empty && !e.section }, stated},
	{"over a sentence", func(e *signs) bool { return e.colon() && !e.bare() }, possible},
	{"anything else", always, none},
}

// isLatin reports whether text is in the Latin script.
func isLatin(text string) bool { return script.Lang(text) == "" }

func always(*signs) bool { return true }

// decide returns the verdict of the first row that holds.
func decide(e signs) verdict {
	switch {
	case e.nothing:
		return none // "Content warnings: none"
	case e.faint:
		return possibleIf(e.near)
	}
	for _, r := range rulings[e.form] {
		if r.when(&e) {
			return r.verdict
		}
	}
	return none
}

// evidenceOf collects the signs of a phrase from its rest and from the text of the blocks
// below it.
func (s *warningSearch) evidenceOf(f form, ph phrase, w *Notice, below string) signs {
	text := strings.TrimSpace(ph.rest + "\n" + below)
	return signs{
		form: f, phrase: ph,
		known: w.known(), list: s.p.announced(ph.rest), speaks: s.announces(ph) || speaksOfPost(strings.TrimSpace(below)),
		empty: s.p.saysNothing(w.Text), body: strings.TrimSpace(below) != "",
		near: s.near(), section: s.section, nothing: w.saysNothing(s.p),
		tells: s.p.holdsPhrase(below),
		about: isSubject(ph.title), trade: phrases.Read().IsTechnical(text), loose: ph.weak && strings.Contains(strings.ToUpper(ph.title), "CN"),
	}
}

// saysNothing reports whether w says that there is nothing to warn of.
func (w *Notice) saysNothing(p *Reader) bool {
	says := func(s string) bool { return p.words().Value(strings.Trim(s, "()（）!！ ")) == "none" }
	return len(w.Topics) == 1 && says(w.Topics[0].Label) || len(w.Topics) == 0 && w.Text != "" && says(w.Text)
}

// holdsPhrase reports whether text has a phrase of a warning in it.
func (p *Reader) holdsPhrase(text string) bool {
	const most = 2000 // bytes
	f := lexicon.Fold(strings.ToValidUTF8(text[:min(len(text), most)], ""))
	for i := range f.Lower {
		if l, ok := p.words().Phrases.At(f, i); ok && l.Slug == phrases.Strong {
			return true
		}
	}
	return false
}

package feed

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/bidi"
	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// Readers show different parts of an item: its title in a list, the first
// characters of its summary, its content without classes and unknown tags.
// All of them keep plain text at the very start. A content warning is
// therefore written there: in the summary as text, and in the content as a
// paragraph with a bold title, never in <details>.

// Warnings of a section stay at the section. A line at the start says which
// sections warn of what, so that nobody meets them unprepared.

// warningText returns the warnings of an entry as plain text: for each
// warning of the whole item a paragraph with its line and one with the rest
// of its text, then the line about the sections.
func (en *entry) warningText(lang string) []string {
	var parts []string
	for _, w := range en.warnings {
		if w.Scope == post.ScopeSection {
			continue
		}
		parts = append(parts, en.line(w, lang))
		text := strings.TrimPrefix(strings.TrimSpace(w.Text), w.Sentence) // the line contains the sentence already
		if text = strings.TrimSpace(bidi.Balance(xhtml.Legal(text))); text != "" && len(w.Topics) > 0 {
			parts = append(parts, text)
		}
	}
	if text, _ := en.announcement(lang); text != "" {
		parts = append(parts, text)
	}
	return parts
}

// joinSummary joins the paragraphs of a summary, the first of which are so many of
// warnings. What follows a warning begins a sentence, because lists of items show all
// paragraphs in one line.
func joinSummary(parts []string, warnings int) string {
	for i := range min(warnings, len(parts)-1) {
		parts[i] = endSentence(parts[i])
	}
	return strings.Join(parts, "\n\n")
}

// endSentence returns text with a full stop, as its script writes one, if it ends in a
// letter or a digit. An address at the end stays one that readers can follow.
func endSentence(text string) string {
	if strings.Contains(text[strings.LastIndexByte(text, ' ')+1:], "/") {
		return text
	}
	switch last, _ := utf8.DecodeLastRuneInString(text); {
	case unicode.In(last, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return text + "。"
	case unicode.In(last, unicode.Letter, unicode.Mark, unicode.Number):
		return text + "."
	}
	return text
}

// line returns the line of a warning.
func (en *entry) line(w *post.Warning, lang string) string {
	return bidi.Balance(xhtml.Legal(en.vocabulary.Line([]*post.Warning{w}, lang, 0)))
}

// announcement returns the line that says which sections warn of what, as
// plain text and as markup; "" if no section has a warning.
func (en *entry) announcement(lang string) (text, markup string) {
	var texts, markups []string
	for _, w := range en.warnings {
		if w.Scope != post.ScopeSection {
			continue
		}
		title, rest := splitLine(w, en.line(w, lang))
		title = en.sectionTitle(w, title)
		if line := title + rest; !slices.Contains(texts, line) {
			texts = append(texts, line)
			markups = append(markups, "<strong>"+xhtml.Escape(title)+"</strong>"+xhtml.Escape(rest))
		}
	}
	const sep = " · "
	return strings.Join(texts, sep), strings.Join(markups, sep)
}

// sectionTitle adds the name of the section to the title of a warning, before
// its colon.
func (en *entry) sectionTitle(w *post.Warning, title string) string {
	if w.Scope != post.ScopeSection {
		return title
	}
	own := xhtml.OneLine(w.Title)
	named := own + en.words.Paren(en.words.Section)
	if heading := en.sections[w.ID]; heading != "" {
		named = fmt.Sprintf(en.words.SectionNamed, own, heading)
	}
	if rest, ok := strings.CutPrefix(title, own); ok {
		return named + rest
	}
	return en.words.Field(named, title)
}

// maxHeading is the largest number of characters of a heading that the line
// about the sections quotes.
const maxHeading = 100

// sectionsOf returns the headings above the warnings of sections, by the ids
// of the warnings. A heading that is itself behind a warning is not used.
func sectionsOf(markup, prefix string, warnings []*post.Warning) map[string]string {
	ids := make(map[string]string)
	wanted := false
	for _, w := range warnings {
		if w.ID != "" {
			ids[prefix+w.ID] = w.ID
			wanted = wanted || w.Scope == post.ScopeSection
		}
	}
	if !wanted {
		return nil
	}
	root, err := xhtml.Read(markup)
	if err != nil {
		root = xhtml.Parse(markup, xhtml.Options{})
	}
	sections := make(map[string]string)
	heading := ""
	var walk func(n *html.Node, hidden bool)
	walk = func(n *html.Node, hidden bool) {
		isHeading := len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6'
		if isHeading && !hidden {
			heading = textOf(n)
		}
		for _, attr := range n.Attr {
			id, ok := ids[attr.Val]
			if attr.Key != "id" || !ok {
				continue
			}
			if hidden = true; !isHeading { // a heading itself says what its section warns of
				sections[id] = heading
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				walk(c, hidden)
			}
		}
	}
	walk(root, false)
	return sections
}

// textOf returns the text of a heading on one line.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && b.Len() < 8*maxHeading {
			b.WriteString(d.Data)
		}
	}
	text := []rune(xhtml.OneLine(b.String()))
	if len(text) > maxHeading {
		text = append(text[:maxHeading-1], '…')
	}
	return bidi.Balance(string(text))
}

// warningHTML writes the warnings as markup, followed by a rule. If the text
// of the item does not follow, it includes the full warnings of sections.
func (en *entry) warningHTML(b *strings.Builder, lang string, follows bool, clean func(string) string) {
	for _, w := range en.warnings {
		if w.Scope == post.ScopeSection && follows {
			continue
		}
		title, topics := en.warningLine(w, lang)
		b.WriteString("<p><strong>")
		b.WriteString(xhtml.Escape(en.sectionTitle(w, title)))
		b.WriteString("</strong>")
		b.WriteString(xhtml.Escape(topics))
		b.WriteString("</p>\n")
		switch {
		case w.HTML != "":
			b.WriteString(clean(w.HTML))
		case w.Text != "":
			b.WriteString(xhtml.Paragraphs(w.Text))
		}
	}
	if _, markup := en.announcement(lang); follows && markup != "" {
		b.WriteString("<p>" + markup + "</p>\n")
	}
	if len(en.warnings) > 0 {
		b.WriteString("<hr />\n")
	}
}

// warningLine splits the line of a warning into its title and topics, without
// the text of the warning, which is written after it.
func (en *entry) warningLine(w *post.Warning, lang string) (title, topics string) {
	bare := *w
	bare.Text = ""
	if w.HTML != "" || w.Text != "" {
		bare.Sentence = "" // it follows
	}
	return splitLine(w, en.line(&bare, lang))
}

// splitLine splits the line of a warning after its colon.
func splitLine(w *post.Warning, line string) (title, topics string) {
	title = xhtml.OneLine(w.Title)
	topics, ok := strings.CutPrefix(line, title)
	if !ok || topics == "" {
		return line, ""
	}
	for _, colon := range []string{"：", " : ", "\u00a0: ", ": ", ":"} {
		if rest, ok := strings.CutPrefix(topics, colon); ok {
			return title + strings.TrimSuffix(colon, " "), strings.Repeat(" ", strings.Count(colon, ": ")) + rest
		}
	}
	return title, topics
}

// A repostLine is the line that says where an item comes from, as text and as
// markup.
type repostLine struct{ text, html string }

// newRepostLine returns the line about a repost. It leaves out what is
// unknown.
func newRepostLine(r *post.Repost, via string, words *label.Labels) repostLine {
	what := xhtml.OneLine(r.Title)
	if what != "" {
		what = words.Quote(what)
	}
	if p := xhtml.OneLine(r.Publication); p != "" {
		if what == "" {
			what = p
		} else {
			what += words.Paren(p)
		}
	}
	if what == "" {
		what = via
	}
	var text, html []string
	if what == "" {
		text, html = append(text, words.Repost), append(html, xhtml.Escape(words.Repost))
	} else {
		lead := words.RepostedFrom + " "
		text = append(text, lead+what)
		if via == "" {
			html = append(html, xhtml.Escape(lead+what))
		} else {
			html = append(html, xhtml.Escape(lead)+`<a href="`+xhtml.Escape(via)+`">`+xhtml.Escape(what)+"</a>")
			if what != via {
				text[0] += " " + via
			}
		}
	}
	add := func(name string, values []string) {
		if len(values) > 0 {
			s := words.Field(name, words.Join(values))
			text, html = append(text, s), append(html, xhtml.Escape(s))
		}
	}
	add(words.OriginalAuthor, names(r.Authors))
	for _, role := range []struct{ label, role string }{
		{words.Translator, "translator"}, {words.Proofreader, "proofreader"},
	} {
		var who []post.Author
		for _, a := range r.Translators {
			if a.Role == role.role || a.Role == "" && role.role == "translator" {
				who = append(who, a)
			}
		}
		add(role.label, names(who))
	}
	if l := xhtml.OneLine(r.License); l != "" {
		add(words.License, []string{l})
	}
	const sep = " · "
	return repostLine{
		text: strings.Join(text, sep),
		html: "<p>" + strings.Join(html, sep) + "</p>\n",
	}
}

// names returns the names of people, without empty ones.
func names(people []post.Author) []string {
	var all []string
	for _, a := range people {
		if n := xhtml.OneLine(a.Name); n != "" {
			all = append(all, n)
		}
	}
	return all
}

// excerptRunes is the approximate length of an excerpt in characters.
const excerptRunes = 140

// excerpt returns the beginning of safe markup as plain text. It is the
// description that RSS readers expect if there is no summary.
func excerpt(markup string) string {
	var b strings.Builder
	left := excerptRunes
	z := html.NewTokenizer(strings.NewReader(markup))
	for left > 0 {
		switch z.Next() {
		case html.ErrorToken:
			return xhtml.OneLine(b.String())
		case html.TextToken:
			for _, r := range string(z.Text()) {
				if left == 0 {
					break
				}
				b.WriteRune(r)
				left--
			}
		default:
			b.WriteByte(' ')
		}
	}
	return xhtml.OneLine(b.String()) + "…"
}

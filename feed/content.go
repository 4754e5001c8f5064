package feed

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/bidi"
	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// What readers show of an item differs: its title in a list, the first
// characters of its summary, its content with classes stripped and unknown
// tags unwrapped. What all of them keep is plain text at the very start, so
// that is where a content warning stands: in the summary as text, in the
// content as a paragraph with a bold title, never in <details>.

// warningText sets the warnings as plain text, one paragraph for each: its
// line, and what it says beyond that.
func warningText(warnings []*post.Warning, lang string) []string {
	var parts []string
	for _, w := range warnings {
		parts = append(parts, bidi.Balance(xhtml.Legal(w.Line(lang))))
		if text := strings.TrimSpace(bidi.Balance(xhtml.Legal(w.Text))); text != "" && text != w.Sentence && len(w.Topics) > 0 && w.Scope != post.ScopeSection {
			parts = append(parts, text)
		}
	}
	return parts
}

// warningHTML sets warnings as markup, closed by a rule.
func warningHTML(b *strings.Builder, warnings []*post.Warning, lang string, clean func(string) string) {
	for _, w := range warnings {
		title, topics := warningLine(w, lang)
		b.WriteString("<p><strong>")
		b.WriteString(xhtml.Escape(title))
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
	if len(warnings) > 0 {
		b.WriteString("<hr />\n")
	}
}

// warningLine splits the line of a warning at its colon, which goes with the
// title. The text of a warning without topics follows as its body.
func warningLine(w *post.Warning, lang string) (title, topics string) {
	bare := *w
	bare.Text = ""
	if w.HTML != "" || w.Text != "" {
		bare.Sentence = "" // it follows
	}
	line := bidi.Balance(xhtml.Legal(bare.Line(lang)))
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

// A repostLine says in words where an item comes from.
type repostLine struct{ text, html string }

// newRepostLine sets what is known of a repost; what is not is left out.
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

// names returns the names of people that have one.
func names(people []post.Author) []string {
	var all []string
	for _, a := range people {
		if n := xhtml.OneLine(a.Name); n != "" {
			all = append(all, n)
		}
	}
	return all
}

// excerptRunes is about how long an excerpt is.
const excerptRunes = 140

// excerpt returns the beginning of safe markup as plain text, for the
// description that RSS readers expect where there is no summary.
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

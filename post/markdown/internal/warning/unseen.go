package warning

import (
	"cmp"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// Unseen returns problems for texts near the top of a post that state a warning where the
// page does not show it as one: comments, and code that the post begins with. Written is
// the body with its comments. A post about warnings has them as examples.
func (p *Reader) Unseen(b doc.Body, title string, written []byte) []*post.Problem {
	if p.holdsPhrase(title) {
		return nil
	}
	var all []*post.Problem
	state := func(text string, offset int) {
		if title := p.unseen(text); title != "" {
			all = append(all, possibleProblem(title, b.Places.At(offset)))
		}
	}
	p.comments(string(written[:min(len(written), nearBytes+unseenBytes)]), state)
	first := b.Root.FirstChild()
	for ; first != nil && first.Kind() == doc.KindHeading; first = first.NextSibling() {
	}
	if first == nil || first.NextSibling() != nil && p.holdsPhrase(doc.BlockText([]doc.Node{first.NextSibling()})) {
		return all
	}
	switch n := first.(type) {
	case *doc.CodeBlock:
		info := strings.ToLower(n.Info)
		if info != "" && p.isBoxName(info) && len(n.Lines) > 0 { // ```cw
			state(info+": "+n.Lines.String(), n.Lines[0].Start)
		} else if slices.Contains([]string{"", "text", "txt", "plain", "plaintext", "note", "warning", "info", "danger", "caution"}, info) && len(n.Lines) > 0 && !strings.HasPrefix(n.Lines[0].Text, "<") {
			state(n.Lines.String(), n.Lines[0].Start)
		}
	case *doc.Paragraph:
		if n.FirstChild() != nil && n.FirstChild().Kind() == doc.KindCodeSpan && n.FirstChild().NextSibling() == nil {
			state(doc.InlineText(n), offsetOf(n))
		}
	}
	return all
}

// unseen returns the title of the warning that text states, "" if it states none.
func (p *Reader) unseen(text string) string {
	if len(text) > unseenBytes {
		return ""
	}
	text = script.OneLine(text)
	ph, ok := p.cutWarningPhrase(text)
	if !ok {
		if ph, ok = p.cutNotice(text); ok && !isGrave(ph.rest) {
			return ""
		}
	}
	first, _ := script.CutSentence(ph.rest)
	loose := ph.weak && !isMark(ph.title) || phrases.Read().IsTechnical(text)
	marked := ph.sep == ' ' && isMark(ph.title) && ph.rest == strings.ToLower(ph.rest)
	if !ok || !ph.colon() && !marked || !p.announced(first) || loose && !p.namesTopics(first) {
		return ""
	}
	return ph.title
}

var (
	// commentStart matches the start of a comment of HTML, of Markdown, MDX, Obsidian or a
	// template language.
	commentStart = pattern.Compile(`(?i)<!--+|^[ \t]{0,3}(?:\[(?://|comment|_)\]: *(?:#|<>) *["'(]|%%|\{/\*|\{#-?|\{\{-? ?/\*|\{%-? *comment *-?%\}|<!-)`)
	commentEnds  = []string{"-->", "*/", "%%", "#}", "{%", "\n["}
)

// nearBytes is how far into a body comments and tags are searched, unseenBytes the longest of them.
const nearBytes, unseenBytes = 4096, 400

// comments calls yield for each comment in the first lines of a body, and for each tag,
// directive and class there that nothing else reads and whose name may be a phrase; outside of
// blocks of code.
func (p *Reader) comments(body string, yield func(text string, offset int)) {
	fenced, before := false, ""
	for at := 0; at < len(body) && at < nearBytes; {
		line, below, _ := strings.Cut(body[at:], "\n")
		bare := strings.TrimLeft(line, " \t>")
		m := commentStart.FindStringIndex(line)
		switch {
		case strings.HasPrefix(bare, "```"), strings.HasPrefix(bare, "~~~"):
			fenced = !fenced
		case fenced, strings.HasPrefix(line, "    "):
		case m != nil && !strings.Contains(line[:m[0]], "`"):
			yield(commentText(body[at+m[1]:min(len(body), at+m[1]+unseenBytes)], bare[0] == '['), at+m[0])
		case bare != "" && strings.IndexByte(":{#</", bare[0]) >= 0 || strings.HasSuffix(line, "}"):
			next, _, _ := strings.Cut(below, "\n")
			if text := p.unread(line, before, next); text != "" {
				yield(text, at)
			}
		}
		before = line
		at += len(line) + 1
	}
}

// commentText returns the text of a comment that rest begins with. In Markdown it is a title
// of a link in a line.
func commentText(rest string, inLine bool) string {
	for _, end := range commentEnds {
		rest, _, _ = strings.Cut(rest, end)
	}
	rest, _, _ = strings.Cut(strings.TrimSpace(rest), "\n\n")
	if inLine {
		rest, _, _ = strings.Cut(rest, "\n")
		rest = strings.TrimRight(rest, "\"')")
	}
	return strings.ToValidUTF8(rest, "")
}

// unreadForms match lines whose first group is a name that may be a phrase, and whose second
// is its text, if it has one in the line.
var unreadForms = []*pattern.Pattern{
	pattern.Compile(`^ {0,3}:{1,2}([\w-]{2,40})(?:\[([^\]\n]{0,200})\])?(?:\{([^}\n]{0,200})\})?(?:\s|$)`),       // ::cw[fog]
	pattern.Compile(`^ {0,3}(?:.{0,200} )?\{:?\s*(?:[^}\n]{0,80}\s)?\.([\w-]{2,40})(?:\s[^}\n]{0,80})?\}()\s*$`), // {: .cw }
	pattern.Compile(`^#([\w-]{2,40})/([\pL\pN_-]{2,60})`),                                                        // #cw/fog
	pattern.Compile(`^/{3,4} ?([\w-]{2,40})(?: \| ([^\n]{2,200}))?$`),                                            // /// cw
	pattern.Compile(`^ {0,3}<[A-Z]\w*\s[^>\n]{0,100}?(?:type|kind|variant)="([\w-]{2,40})"[^>\n]{0,100}>([^<\n]{2,200})`),
	pattern.Compile(`^ {0,3}<([A-Za-z][\w-]{1,40})(?:\s[^>\n]{0,200})?>([^<\n]{2,200})`), // <x-cw>fog</x-cw>
	pattern.Compile(`^ {0,3}\{(?:\{[<%]?|%)-?\s*(?:assign |include )?([\w./-]{2,40})\s*(?:=|\|)?\s*([^\n}]{2,200}?)\s*[%>/]*-?[%}]?\}`),
}

// isBoxName reports whether a name is a phrase or a mark among words of boxes: "x-cw".
func (p *Reader) isBoxName(name string) bool {
	ph, ok := p.namedPhrase(name)
	return ok && (!ph.weak || isMark(ph.title))
}

// quotedText matches the last argument in quotes.
var quotedText = pattern.Compile(`["']([^"'\n]{2,200})["'][^"'\n]*$`)

// unread returns the phrase and the text of a line of another notation, set apart by a
// colon; "" if its name is no phrase. Before and next are the lines around it.
func (p *Reader) unread(line, before, next string) string {
	for _, form := range unreadForms {
		m := form.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		group := func(i int) string {
			if 2*i+1 >= len(m) || m[2*i] < 0 {
				return ""
			}
			return line[m[2*i]:m[2*i+1]]
		}
		name, text := strings.ReplaceAll(group(1), "/", "-"), group(2)
		if text == "" {
			text = group(3)
		}
		if q := quotedText.FindStringSubmatchIndex(text); q != nil {
			text = text[q[2]:q[3]]
		}
		if lead, _, ok := strings.Cut(line, "{"); text == "" && ok {
			text = strings.TrimSpace(lead)
		}
		for _, around := range []string{next, before} {
			if text == "" {
				text = strings.TrimSpace(around)
			}
		}
		switch {
		case strings.HasPrefix(strings.ToLower(name), "warn"):
			if _, ok := p.cutWarningPhrase(text); ok {
				return text
			}
			return "Warning: " + text
		case p.words().IsName(name), p.isBoxName(name):
			ph, _ := p.namedPhrase(name)
			return cmp.Or(ph.title, strings.ReplaceAll(spaced(name), "-", " ")) + ": " + text
		}
	}
	return ""
}

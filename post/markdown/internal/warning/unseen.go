package warning

import (
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
func (p *Reader) Unseen(b doc.Body, title, written string) []*post.Problem {
	if p.holdsPhrase(title) {
		return nil
	}
	var all []*post.Problem
	state := func(text string, offset int) {
		if title := p.unseen(text); title != "" {
			all = append(all, possibleProblem(title, b.Places.At(offset)))
		}
	}
	comments(written, state)
	first := b.Root.FirstChild()
	for ; first != nil && first.Kind() == doc.KindHeading; first = first.NextSibling() {
	}
	if first == nil || first.NextSibling() != nil && p.holdsPhrase(doc.BlockText([]doc.Node{first.NextSibling()})) {
		return all
	}
	switch n := first.(type) {
	case *doc.CodeBlock:
		if slices.Contains([]string{"", "text", "txt", "plain", "plaintext"}, strings.ToLower(n.Info)) && len(n.Lines) > 0 && !strings.HasPrefix(n.Lines[0].Text, "<") {
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
	const longest = 400 // bytes
	if len(text) > longest {
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
	if !ok || !ph.colon() || !p.announced(first) || loose && !p.namesTopics(first) {
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

// comments calls yield for each comment in the first lines of a body, outside of blocks of
// code.
func comments(body string, yield func(text string, offset int)) {
	const most, longest = 4096, 400 // bytes
	fenced := false
	for at := 0; at < len(body) && at < most; {
		line, _, _ := strings.Cut(body[at:], "\n")
		if bare := strings.TrimLeft(line, " \t>"); strings.HasPrefix(bare, "```") || strings.HasPrefix(bare, "~~~") {
			fenced = !fenced
		} else if m := commentStart.FindStringIndex(line); m != nil && !fenced && !strings.HasPrefix(line, "    ") && !strings.Contains(line[:m[0]], "`") {
			text := body[at+m[1] : min(len(body), at+m[1]+longest)]
			for _, end := range commentEnds {
				text, _, _ = strings.Cut(text, end)
			}
			text, _, _ = strings.Cut(strings.TrimSpace(text), "\n\n")
			if strings.HasPrefix(strings.TrimLeft(line, " \t"), "[") {
				text, _, _ = strings.Cut(text, "\n")
				text = strings.TrimRight(text, "\"')")
			}
			yield(strings.ToValidUTF8(text, ""), at+m[0])
		}
		at += len(line) + 1
	}
}

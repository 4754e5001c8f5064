package syntax

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// An Output returns the text that {{ expression }} of Liquid becomes, and whether
// that is known.
type Output func(expression string) (string, bool)

// A span is a part of the source.
type span struct{ start, end int }

// rawSpans returns what lies between {% raw %} and {% endraw %} outside of code,
// in source order.
func (s *state) rawSpans() []span {
	var all []span
	for _, t := range s.tags {
		if t.kind == liquidTag && t.name == "raw" && !t.closing && t.mate != nil {
			all = append(all, span{t.end, t.mate.start})
		}
	}
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	return all
}

// A liquid fills in code as Jekyll does, which runs Liquid before Markdown is read:
//
//	{% raw %}{{ page.title }}{% endraw %} → {{ page.title }}
//	{{ site.title }}                      → its value, or nothing and a note
//
// Other tags stay, as Jekyll refuses a post with one that it does not know. A nil
// liquid changes nothing.
type liquid struct {
	output Output
	raw    []span
	notes  []Note
}

// lines returns the lines of a block of code.
func (l *liquid) lines(lines doc.Lines) doc.Lines {
	if l == nil || len(lines) == 0 || l.isRaw(lines[0].Start) {
		return lines
	}
	f := filler{liquid: l}
	kept := lines[:0]
	for _, line := range lines {
		tags := f.tags
		text := f.fill(line.Start, line.Text)
		if f.tags > tags && strings.TrimSpace(text) == "" {
			continue // nothing but {% raw %}
		}
		line.Text = text
		kept = append(kept, line)
	}
	return kept
}

// span returns the code of a code span at offset.
func (l *liquid) span(offset int, code string) string {
	if l == nil || l.isRaw(offset) {
		return code
	}
	f := filler{liquid: l}
	return f.fill(offset, code)
}

// isRaw reports whether offset lies between {% raw %} and {% endraw %}.
func (l *liquid) isRaw(offset int) bool {
	i, _ := slices.BinarySearchFunc(l.raw, offset, func(s span, at int) int { return cmp.Compare(s.start, at+1) })
	return i > 0 && offset < l.raw[i-1].end
}

// A filler holds the state of one block or span of code.
type filler struct {
	*liquid
	raw  bool
	tags int // tags of raw so far
}

func (f *filler) fill(offset int, text string) string {
	if !strings.Contains(text, "{{") && !strings.Contains(text, "{%") {
		return text
	}
	var b strings.Builder
	at := 0
	for at < len(text) {
		i := strings.IndexByte(text[at:], '{')
		if i < 0 {
			break
		}
		b.WriteString(text[at : at+i])
		at += i
		n := f.tag(&b, offset+at, text[at:])
		if n == 0 {
			b.WriteByte('{')
			n = 1
		}
		at += n
	}
	b.WriteString(text[at:])
	return b.String()
}

// tag writes the output of the tag at the start of text, and returns the length of the
// tag, or 0 if there is no tag.
func (f *filler) tag(b *strings.Builder, offset int, text string) int {
	switch {
	case strings.HasPrefix(text, "{%"):
		n := strings.Index(text[:min(len(text), rawTagBytes)], "%}")
		if n < 0 {
			return 0
		}
		name := strings.TrimSpace(strings.Trim(text[2:n], "-"))
		if name == "raw" && !f.raw || name == "endraw" {
			f.raw = name == "raw"
			f.tags++
			return n + 2
		}
	case strings.HasPrefix(text, "{{") && !f.raw:
		n := strings.Index(text[:min(len(text), tagBytes)], "}}")
		if n < 0 || strings.Contains(text[2:n], "{{") {
			return 0
		}
		expression := trimOutput(text[2:n])
		v, ok := f.output(expression)
		if !ok {
			f.notes = append(f.notes, Note{DroppedShortcode, offset, expression})
		}
		b.WriteString(v)
		return n + 2
	}
	return 0
}

// rawTagBytes bounds {% raw %} and {% endraw %} with the space in them.
const rawTagBytes = 64

// trimOutput takes space and the marks of space to take away off what is between
// the braces of an output.
func trimOutput(s string) string {
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, "-"), "-"))
}

// filled returns the text of an output whose value is known.
func (s *state) filled(t *tag) (string, bool) {
	if s.opts.Output == nil || t.kind != outputTag {
		return "", false
	}
	return s.opts.Output(trimOutput(string(s.src[t.start+2 : t.end-2])))
}

// settingOf returns an output in the address of a link or picture, without the space
// in it, if the configuration states its value: {{ site.cdn }} → {{site.cdn}}. The
// base path of the site is left out, as addresses are completed with it anyway.
func (s *state) settingOf(t *tag) []byte {
	if _, ok := s.filled(t); !ok {
		return nil
	}
	name := bytes.TrimSpace(s.src[t.start+2 : t.end-2])
	if !bytes.HasPrefix(name, []byte("site.")) || bytes.ContainsAny(name, " |-\"'") {
		return nil
	}
	switch string(name) {
	case "site.url", "site.baseurl":
		return nil
	}
	return slices.Concat([]byte("{{"), name, []byte("}}"))
}

// address returns the address of a link or picture, or HTML, with what
// [state.settingOf] left in it filled in.
func (c *converter) address(text string) string {
	text = c.ref(text)
	if c.output == nil || !strings.Contains(text, "{{") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{{")
		expression, after, closed := strings.Cut(rest, "}}")
		if !ok || !closed {
			break
		}
		v, known := c.output(trimOutput(expression))
		b.WriteString(before)
		if known {
			b.WriteString(v)
		} else {
			b.WriteString(text[len(before) : len(text)-len(after)])
		}
		text = after
	}
	b.WriteString(text)
	return b.String()
}

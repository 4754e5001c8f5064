package syntax

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// isRef reports whether t is a shortcode of Hugo that writes the address of a page.
func (t *tag) isRef() bool {
	return t.kind == shortcodeTag && !t.closing && (t.name == "ref" || t.name == "relref")
}

// refTo returns the path that a shortcode names, after a mark with its language that
// [converter.ref] replaces: {{ref}}posts/a.md, {{ref:fr}}posts/a.md. The mark is
// shorter than the shortcode, so that no offset changes.
func (s *state) refTo(t *tag) []byte {
	named, plain := s.splitArgs(t.parseArgs(s.src))
	to, lang := named["path"], named["lang"]
	if to == "" && len(plain) > 0 {
		to = s.value(plain[0])
	}
	if strings.ContainsAny(to, "`\n{}<>") || strings.ContainsAny(lang, "`\n{}<>:") {
		return nil
	}
	switch {
	case !s.opts.Refs || to == "" || to[0] == '#':
		return []byte(to)
	case lang != "":
		return fmt.Appendf(nil, "{{ref:%s}}%s", lang, to)
	}
	return append([]byte("{{ref}}"), to...)
}

// refsInHTML rewrites the shortcodes that are the value of an attribute, whose quotes
// would end it: <a href="{{< ref "a.md" >}}">.
func (s *state) refsInHTML() {
	var src []byte
	for at, t := range s.tags {
		before := bytes.TrimRight(s.src[:at], `"'`)
		if !t.isRef() || len(before) < at-1 || len(before) == 0 || before[len(before)-1] != '=' {
			continue
		}
		to := s.refTo(t)
		if to = bytes.ReplaceAll(to, []byte(" "), []byte("%20")); len(to) > t.end-t.start {
			continue
		}
		if src == nil {
			src = bytes.Clone(s.src)
		}
		n := copy(src[at:t.end], to)
		for i := at + n; i < t.end; i++ {
			src[i] = insideByte
		}
		delete(s.tags, at)
	}
	if src != nil {
		s.src = src
	}
}

var refMark = lazyregexp.New("\\{\\{ref(?::([^}]*))?\\}\\}([^\"'#?&<>`]*)")

// ref returns the address of a link, or HTML, with the marks of [state.refTo] in the
// form of a shortcode.
func (c *converter) ref(text string) string {
	if !c.refs || !strings.Contains(text, "{{ref") {
		return text
	}
	return refMark.ReplaceAllStringFunc(text, func(m string) string {
		parts := refMark.FindStringSubmatch(m)
		if parts[1] != "" {
			return "{{% ref path=`" + parts[2] + "` lang=`" + parts[1] + "` %}}"
		}
		return "{{% ref `" + parts[2] + "` %}}"
	})
}

package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/foreword-go/foreword/post/site"
)

// A headingIDs makes the ids of headings as an engine does, so that links from
// elsewhere to a heading lead to it.
type headingIDs struct {
	rule site.HeadingRule
	used map[string]int
}

// id returns the id of a heading that states none. The second heading of one text
// gets "-1", as with GitHub, kramdown, Hugo, markdown-it-anchor and marked.
func (h *headingIDs) id(text string) string {
	s := headingSlug(h.rule, text)
	if h.used == nil {
		h.used = make(map[string]int)
	}
	n, again := h.used[s]
	h.used[s] = n + 1
	if !again {
		return s
	}
	for {
		id := s + "-" + strconv.Itoa(n)
		if _, taken := h.used[id]; !taken {
			h.used[id] = 1
			h.used[s] = n + 1
			return id
		}
		n++
	}
}

// headingSlug returns the text of a heading as the rule makes an id of it.
func headingSlug(rule site.HeadingRule, text string) string {
	switch rule {
	case site.HeadingHexo:
		return viteSlug(text, false)
	case site.HeadingVite:
		return viteSlug(text, true)
	case site.HeadingKramdown:
		return slug(strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }))
	}
	return slug(text)
}

// viteSlug makes hyphens of special characters, as @mdit-vue/shared does for
// VitePress and VuePress (slugify.ts) and hexo-util for Hexo (slugize), which keeps
// the case.
func viteSlug(text string, lower bool) string {
	var b strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(strings.TrimSpace(text)) {
		switch {
		case unicode.Is(unicode.Mn, r) && r < 0x370, unicode.IsControl(r):
		case unicode.IsSpace(r), strings.ContainsRune("~`!@#$%^&*()-_+=[]{}|\\;:\"'“”‘’<>,.?/", r):
			hyphen = b.Len() > 0
		default:
			if hyphen {
				b.WriteByte('-')
				hyphen = false
			}
			b.WriteRune(r)
		}
	}
	s := b.String()
	if lower {
		s = strings.ToLower(s)
		if s != "" && '0' <= s[0] && s[0] <= '9' {
			s = "_" + s
		}
	}
	return norm.NFC.String(s)
}

package site

import (
	"cmp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ID returns the id of a heading with the given text. It does not number ids
// that occur more than once.
func (r HeadingRule) ID(text string) string {
	switch text = strings.TrimSpace(text); r {
	case HeadingHexo:
		return viteID(text, "'\"", false)
	case HeadingVite:
		return viteID(text, "'\"“”‘’", true)
	case HeadingKramdown:
		return githubID(strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }))
	case HeadingHugo:
		return cmp.Or(hugoID(text), "heading")
	case HeadingZola:
		return asciiSlug(text)
	case HeadingAsWritten:
		return strings.Join(strings.Fields(text), "_")
	}
	return githubID(text)
}

// githubID converts text to lower case, replaces spaces by hyphens, and drops
// everything except letters, digits, hyphens and underscores.
func githubID(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '-' || r == '_':
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte('-')
		}
	}
	return b.String()
}

// hugoID does the same as githubID, but drops no-break spaces and combining marks such
// as the variation selector of an emoji (Hugo's markup/goldmark/autoid.go). Two or three
// hyphens are a dash, which the extension Typographer makes of them before.
func hugoID(text string) string {
	text = strings.NewReplacer("---", "", "--", "").Replace(text)
	return githubID(strings.Map(func(r rune) rune {
		if unicode.IsMark(r) || r != ' ' && unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text))
}

// viteID replaces special characters by hyphens. This is the rule of
// @mdit-vue/shared (slugify.ts) for VitePress and VuePress, and of hexo-util
// (slugize) for Hexo, which keeps the case and curly quotes.
func viteID(text, quotes string, lower bool) string {
	var b strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r) && r < 0x370, unicode.IsControl(r):
		case unicode.IsSpace(r), strings.ContainsRune("~`!@#$%^&*()-_+=[]{}|\\;:<>,.?/", r), strings.ContainsRune(quotes, r):
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

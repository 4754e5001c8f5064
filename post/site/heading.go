package site

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ID returns the id of a heading with the given text. It does not number ids
// that occur more than once.
func (r HeadingRule) ID(text string) string {
	switch text = strings.TrimSpace(text); r {
	case HeadingHexo:
		return hexoID(text)
	case HeadingVite:
		return viteID(text)
	case HeadingKramdown:
		return githubID(strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }))
	case HeadingGFM:
		return githubID(withoutDashes.Replace(text))
	case HeadingHugo:
		return cmp.Or(hugoID(text), "heading")
	case HeadingZola:
		return asciiSlug(text)
	case HeadingAsWritten:
		return strings.Join(strings.Fields(text), "_")
	}
	return githubID(text)
}

// kramdownHeadings returns the rule of a site of Jekyll, which sets the options of
// kramdown.
func kramdownHeadings(c *value) Finding[HeadingRule] {
	auto, input := c.get("kramdown", "auto_ids"), c.get("kramdown", "input")
	if is, ok := auto.truth(); ok && !is {
		return Finding[HeadingRule]{HeadingNone, auto.file, auto.line}
	}
	if name, ok := input.str(); ok && !strings.EqualFold(name, "gfm") {
		return Finding[HeadingRule]{HeadingKramdown, input.file, input.line}
	}
	return Finding[HeadingRule]{Value: HeadingGFM}
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
	return githubID(strings.Map(func(r rune) rune {
		if unicode.IsMark(r) || r != ' ' && unicode.IsSpace(r) {
			return -1
		}
		return r
	}, withoutDashes.Replace(text)))
}

var withoutDashes = strings.NewReplacer("---", "", "--", "")

// viteID replaces special characters by hyphens, as @mdit-vue/shared (slugify.ts) does
// for VitePress and VuePress.
func viteID(text string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r) && r < 0x370, unicode.IsControl(r):
		case isSpecial(r), strings.ContainsRune("“”‘’", r):
			hyphen = b.Len() > 0
		default:
			if hyphen {
				b.WriteByte('-')
				hyphen = false
			}
			b.WriteRune(r)
		}
	}
	s := strings.ToLower(b.String())
	if s != "" && '0' <= s[0] && s[0] <= '9' {
		s = "_" + s
	}
	return norm.NFC.String(s)
}

// isSpecial reports whether hyphens replace r in ids.
func isSpecial(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("~`!@#$%^&*()-_+=[]{}|\\;:\"'<>,.?/", r)
}

// hexoID does the same for Hexo (hexo-util, lib/slugize.ts), which keeps the case and
// punctuation beyond ASCII, and replaces only Latin letters by those without marks.
// Before, marked makes quotation marks curly, and dashes of hyphens.
func hexoID(text string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range curly(text) {
		switch {
		case unicode.IsControl(r):
			continue
		case isSpecial(r):
			hyphen = b.Len() > 0
			continue
		}
		if hyphen {
			b.WriteByte('-')
			hyphen = false
		}
		if plain := norm.NFKD.String(string(r)); plain[0] < utf8.RuneSelf && unicode.IsLetter(rune(plain[0])) {
			r = rune(plain[0])
		}
		b.WriteRune(r)
	}
	return b.String()
}

// curly returns text with the quotation marks and dashes that the smartypants of
// marked writes: a quotation mark after a space, a bracket or a dash opens.
func curly(text string) string {
	var b strings.Builder
	before := ' '
	for _, r := range strings.NewReplacer("--", "—", "...", "…").Replace(text) {
		opens := unicode.IsSpace(before) || strings.ContainsRune("-—/([{", before)
		switch {
		case r == '\'' && (opens || before == '"'):
			r = '‘'
		case r == '\'':
			r = '’'
		case r == '"' && (opens || before == '‘'):
			r = '“'
		case r == '"':
			r = '”'
		}
		before = r
		b.WriteRune(r)
	}
	return b.String()
}

package site

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// jekyllSlug implements Utils.slugify of Jekyll (lib/jekyll/utils.rb): each
// run of characters other than letters, marks and digits becomes a hyphen.
// The mode "pretty" keeps some punctuation.
func jekyllSlug(s string, pretty, cased bool) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		keep := unicode.IsLetter(r) || unicode.IsMark(r) || unicode.Is(unicode.Nd, r) ||
			pretty && strings.ContainsRune("._~!$&'()+,;=@", r)
		if !keep {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	if cased {
		return b.String()
	}
	return strings.ToLower(b.String())
}

// hexoSlug implements slugize of hexo-util: special ASCII characters become
// hyphens, and letters lose their diacritics. The case is kept.
func hexoSlug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range stripDiacritics(s) {
		switch {
		case r < 0x20:
			if r == '\t' || r == '\n' {
				continue // control characters are removed before spaces are replaced
			}
			continue
		case unicode.IsSpace(r), r < 0x7F && strings.ContainsRune("~`!@#$%^&*()-_+=[]{}|\\;:\"'<>,.?/", r):
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// latinLetters replaces Latin letters that have no decomposition in Unicode.
var latinLetters = strings.NewReplacer("Æ", "AE", "æ", "ae", "Ø", "O", "ø", "o", "Đ", "D", "đ", "d", "Ł", "L", "ł", "l", "Œ", "OE", "œ", "oe", "ı", "i")

// stripDiacritics removes the diacritics of Latin letters. It does not change
// other scripts.
func stripDiacritics(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for _, r := range latinLetters.Replace(s) {
		if !unicode.Is(unicode.Latin, r) {
			b.WriteRune(r)
			continue
		}
		for _, d := range norm.NFD.String(string(r)) {
			if !unicode.Is(unicode.Mn, d) {
				b.WriteRune(d)
			}
		}
	}
	return b.String()
}

// slug implements MakePathSanitized of Hugo (common/paths/path.go, Sanitize):
// spaces become hyphens, and characters that a path must not contain are
// dropped.
func (h *hugo) slug(s string) string {
	var b strings.Builder
	hyphen, pending := false, false
	for i, r := range s {
		switch {
		case hugoAllows(s, i, r):
			hyphen = r == '-'
			if pending && !hyphen {
				b.WriteByte('-')
			}
			pending = false
			b.WriteRune(r)
		case b.Len() > 0 && !hyphen && unicode.IsSpace(r):
			pending = true
		}
	}
	out := b.String()
	if h.noAccents {
		out = norm.NFC.String(strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFD.String(out)))
	}
	if h.keepCase {
		return out
	}
	return strings.ToLower(out)
}

func hugoAllows(s string, i int, r rune) bool {
	switch {
	case r == ' ':
		return false
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), strings.ContainsRune("./\\_#+~-@", r):
		return true
	}
	return r == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])
}

// asciiSlug implements slugify of the slug crate, which Zola uses: other
// scripts are transliterated, and everything except letters and digits
// becomes a hyphen.
func asciiSlug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		part := string(r)
		if r >= 0x80 {
			if part = unidecode.Unidecode(part); part == "" {
				part = "-"
			}
		}
		for i := 0; i < len(part); i++ {
			c := part[i]
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			if !('a' <= c && c <= 'z' || '0' <= c && c <= '9') {
				gap = true
				continue
			}
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteByte(c)
		}
	}
	return b.String()
}

// githubSlug implements slug of github-slugger, which Astro uses for the
// names of entries.
func githubSlug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-', r == '_', unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), unicode.Is(unicode.Nl, r), unicode.Is(unicode.Pc, r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// wordSlug implements the filter slugify of Eleventy (@sindresorhus/slugify):
// Latin letters are transliterated, and everything else becomes a hyphen.
func wordSlug(s string) string {
	s = strings.NewReplacer("&", " and ", "🦄", " unicorn ", "♥", " love ", "ß", "ss", "ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue").Replace(s)
	return strings.Trim(jekyllASCII(stripDiacritics(s)), "-")
}

// slugifySymbols are the symbols that the npm package slugify spells out.
var slugifySymbols = strings.NewReplacer("$", "dollar", "%", "percent", "&", "and", "<", "less", ">", "greater", "|", "or",
	"“", `"`, "”", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "…", "...", "ß", "ss", "æ", "ae", "ø", "o", "đ", "d", "ł", "l")

// legacySlug implements the filter slug of Eleventy (npm package slugify, in
// lower case), which keeps some punctuation and drops scripts that it does not
// know. It returns false for scripts other than Latin, Han and Kana, whose
// transliteration is not known here.
func legacySlug(s string) (string, bool) {
	s = stripDiacritics(slugifySymbols.Replace(strings.ToLower(s)))
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '-' || unicode.IsSpace(r):
			if !strings.HasSuffix(b.String(), "-") {
				b.WriteByte('-')
			}
		case r < 128 && (isWord(byte(r)) || strings.ContainsRune("$*_+~.()'\"!:@", r)):
			b.WriteRune(r)
		case r >= 128 && unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			return "", false
		}
	}
	return strings.Trim(b.String(), "-"), true
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

// jekyllASCII replaces each run of characters other than ASCII letters and
// digits by a hyphen.
func jekyllASCII(s string) string {
	var b strings.Builder
	gap := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9') {
			gap = c != '\'' || gap
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteByte(c)
	}
	return strings.ToLower(b.String())
}

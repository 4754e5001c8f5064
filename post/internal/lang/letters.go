package lang

import (
	"maps"
	"slices"
	"unicode"
)

// Letters count the letters of a text that tell its script and its language.
type Letters struct {
	script [32]int // letters of each of scripts, and at the end of any other
	mark   [32]int // letters that one language alone writes, by its place in marked
}

// scripts are those that most blogs are written in, the most frequent first, with the
// language that a text in them is of: "" where several are common.
var scripts = []struct {
	code, lang string
	table      *unicode.RangeTable
}{
	{"Cyrl", "", unicode.Cyrillic},
	{"Arab", "", unicode.Arabic},
	{"Grek", "el", unicode.Greek},
	{"Hebr", "he", unicode.Hebrew},
	{"Thai", "th", unicode.Thai},
	{"Deva", "", unicode.Devanagari},
	{"Armn", "hy", unicode.Armenian},
	{"Geor", "ka", unicode.Georgian},
	{"Beng", "", unicode.Bengali}, // Bengali and Assamese
	{"Taml", "ta", unicode.Tamil},
	{"Telu", "te", unicode.Telugu},
	{"Knda", "kn", unicode.Kannada},
	{"Mlym", "ml", unicode.Malayalam},
	{"Gujr", "gu", unicode.Gujarati},
	{"Guru", "pa", unicode.Gurmukhi},
	{"Orya", "or", unicode.Oriya},
	{"Sinh", "si", unicode.Sinhala},
	{"Laoo", "lo", unicode.Lao},
	{"Khmr", "km", unicode.Khmer},
	{"Mymr", "my", unicode.Myanmar},
	{"Tibt", "bo", unicode.Tibetan},
	{"Ethi", "", unicode.Ethiopic}, // Amharic and Tigrinya
	{"Syrc", "", unicode.Syriac},
	{"Thaa", "dv", unicode.Thaana},
	{"Mong", "mn", unicode.Mongolian},
	{"Cher", "chr", unicode.Cherokee},
	{"Nkoo", "nqo", unicode.Nko},
	{"Adlm", "ff", unicode.Adlam},
}

// marks are letters that one language writes and its neighbours in the same script
// do not, or hardly ever.
var marks = map[string]string{
	// Cyrillic
	"ru": "ыэё", "uk": "їєґі", "be": "ў", "bg": "ъ", "sr": "ћђ", "mk": "ѓќѕ", "kk": "ұқғңһ", "mn": "өү",
	// Arabic
	"ar": "يىكةإأ", "fa": "یکپچژگ", "ur": "ٹڈڑںےہھ", "ckb": "ۆێڕڵە", "ps": "ښځڅډړګۍې",
	// Devanagari and Bengali
	"mr": "ळ", "bn": "র", "as": "ৰৱ",
	// Latin
	"vi": "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "tr": "ğış", "az": "ə", "pl": "łąężźśćń", "cs": "ěřů", "sk": "ľĺŕťď",
	"hu": "őű", "ro": "ățșţ", "lv": "āēīģķļņ", "lt": "ėįų", "eo": "ĉĝĥĵŝŭ", "is": "þð",
}

// lastMark is above all letters of marks.
const lastMark = 0x2000

// marked are the languages of marks, and markAt has of each letter the place of its
// language, plus one, 0 if it is of none. Maps would cost a long post a millisecond.
var marked, markAt = func() ([]string, *[lastMark]uint8) {
	langs, at := slices.Sorted(maps.Keys(marks)), new([lastMark]uint8)
	for i, lang := range langs {
		for _, r := range marks[lang] {
			at[r] = uint8(i + 1)
			if upper := unicode.ToUpper(r); upper < lastMark && unicode.ToLower(upper) == r {
				at[upper] = uint8(i + 1)
			}
		}
	}
	return langs, at
}()

// others is the place in Letters.script of scripts that are not listed.
const others = len(Letters{}.script) - 1

// add counts a letter beyond ASCII.
func (l *Letters) add(r rune, latin bool) {
	if r < lastMark && markAt[r] > 0 {
		l.mark[markAt[r]-1]++
	}
	if latin {
		return
	}
	for i := range scripts {
		if unicode.Is(scripts[i].table, r) {
			l.script[i]++
			return
		}
	}
	l.script[others]++
}

// of returns how many letters a language alone has that are in the text.
func (l *Letters) of(lang string) int {
	i, _ := slices.BinarySearch(marked, lang)
	return l.mark[i]
}

// Of returns the language of a text that is written mostly in letters of neither
// Latin nor the scripts of East Asia. Where its script is known and the language is
// not, it is "und" with the script, such as "und-Cyrl"; "" if neither is.
func (l *Letters) Of() string {
	code, lang, most := "", "", 0
	for i, s := range scripts {
		if n := l.script[i]; n > most {
			code, lang, most = s.code, s.lang, n
		}
	}
	if most == 0 || l.script[others] > most {
		return ""
	}
	switch code {
	case "Cyrl":
		lang = l.cyrillic(most)
	case "Arab":
		lang = l.arabic(most)
	case "Deva":
		if lang = "hi"; l.of("mr")*200 >= most { // Hindi has it in no word of its own
			lang = "mr"
		}
	case "Beng":
		lang = l.most("bn", "as")
	}
	if lang == "" {
		return "und-" + code
	}
	return lang
}

// cyrillic tells the languages written in Cyrillic apart, of so many letters.
func (l *Letters) cyrillic(letters int) string {
	m := l.of
	switch {
	case m("be")*200 >= letters: // and і, which Ukrainian has too, and ы and э, which Russian has
		return "be"
	case m("kk")*50 >= letters:
		if m("uk") > 0 { // і
			return "kk"
		}
		return "" // Tatar, Bashkir, Kyrgyz and others
	case m("mn")*50 >= letters:
		return "mn"
	case m("bg")*100 >= letters && m("ru") == 0 && m("uk") == 0: // one letter in 2,500 of Russian, in 60 of Bulgarian
		return "bg"
	}
	return l.most("ru", "uk", "sr", "mk")
}

// arabic tells the languages written in Arabic letters apart, of so many letters.
func (l *Letters) arabic(letters int) string {
	for _, lang := range []string{"ckb", "ps", "ur"} {
		if l.of(lang)*50 >= letters {
			return lang
		}
	}
	return l.most("ar", "fa")
}

// most returns the one of langs that has three times as many letters of its own as
// any other has, "" if none has.
func (l *Letters) most(langs ...string) string {
	best, most, next := "", 0, 0
	for _, lang := range langs {
		switch n := l.of(lang); {
		case n > most:
			best, most, next = lang, n, most
		case n > next:
			next = n
		}
	}
	if most == 0 || most < 3*next {
		return ""
	}
	return best
}

// Latin returns the language of a text of so many Latin letters that is told by
// letters that it alone has, "" if none is: a name or two in a text of another
// language are not enough.
func (l *Letters) Latin(letters int) string {
	lang := l.most("vi", "tr", "az", "pl", "cs", "sk", "hu", "ro", "lv", "lt", "eo", "is")
	share := 40
	if lang == "hu" {
		share = 120 // its letters that others have are the frequent ones
	}
	if lang == "" {
		return ""
	}
	if n := l.of(lang); n < 5 || n*share < letters {
		return ""
	}
	return lang
}

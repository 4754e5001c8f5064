package markdown

import (
	"cmp"
	"strings"
	"unicode"

	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"golang.org/x/text/language"
)

// setLang sets the language of a post that does not state one. It uses the
// language that the text shows, or, for text in Latin letters or without
// letters, that of the site. If several languages share the script of the
// text, one is chosen only if its letters or words leave no doubt. Otherwise
// the result is the language of the site if it has this script, or else only
// the script: "und-Cyrl".
func setLang(po *work, site string) {
	if po.Lang, _ = lang.Tag(po.Lang); po.Lang == "" {
		po.Lang = closest(shownLang(po, site), site)
	}
}

// closest returns the language of the site if shown is a less specific form
// of it: zh-CN for zh-Hans or zh on a site in zh-CN. Otherwise it returns
// shown.
func closest(shown, site string) string {
	tag, ok := lang.Tag(site)
	if !ok || shown == "" {
		return shown
	}
	of, own := language.Make(shown), language.Make(tag)
	base, _ := of.Base()
	if ownBase, _ := own.Base(); base != ownBase {
		return shown
	}
	script, _ := of.Script()
	if ownScript, _ := own.Script(); script != ownScript && shown != base.String() {
		return shown
	}
	return tag
}

func shownLang(po *work, site string) string {
	c := &po.count
	cjk := c.Han + c.Kana + c.Hangul
	switch {
	case c.Other > 0 && c.Other > c.Latin && c.Other > cjk:
		told := c.Letters.Of()
		if script, ok := strings.CutPrefix(told, "und-"); ok {
			tag, _ := lang.Tag(site)
			if written, _ := language.Make(tag).Script(); tag != "" && written.String() == script {
				return tag
			}
		}
		return told
	case cjk == 0 || c.CJK*2 < c.Words:
		tag, _ := lang.Tag(site)
		if script, _ := language.Make(tag).Script(); tag != "" && script.String() == "Latn" {
			return tag
		}
		return cmp.Or(c.Letters.Latin(c.Latin), latinLang(po), tag)
	case c.Hangul*3 > cjk:
		return "ko"
	case c.Kana*6 > cjk:
		return "ja"
	case c.Simplified > 2*c.Traditional:
		return "zh-Hans"
	case c.Traditional > 2*c.Simplified:
		return "zh-Hant"
	}
	return "zh"
}

// latinLang returns the language that the words of a text in Latin letters
// show, or "".
func latinLang(po *work) string {
	if po.count.Words < lang.LangWords {
		return ""
	}
	found := make(map[string]int)
	words := 0
	doc.Walk(po.Root, func(n doc.Node, entering bool) doc.Status {
		if n.Kind() == doc.KindCodeSpan {
			return doc.SkipChildren
		}
		t, ok := n.(*doc.Text)
		if !ok || !entering {
			return doc.Continue
		}
		for word := range strings.FieldsFuncSeq(t.Value, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if words++; words > lang.LangSample {
				return doc.Stop
			}
			for _, lang := range lang.LangOfWord()[strings.ToLower(word)] {
				found[lang]++
			}
		}
		return doc.Continue
	})
	best, most, next := "", 0, 0
	for lang := range lang.CommonWords {
		switch n := found[lang]; {
		case n > most:
			best, most, next = lang, n, most
		case n > next:
			next = n
		}
	}
	if most < lang.LangWords || most*lang.LangShare < min(words, lang.LangSample) || most < 3*next {
		return ""
	}
	return best
}

package repost

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

// A repostKey is a key of front matter that states a part of an attribution.
type repostKey struct {
	part     part
	strength strength
	rule     string // the check of its value, a key of keyRules; "" for that of the part
	order    int    // its place in the list: of two keys with the same part, the first counts
}

// repostKeys are the keys of wording.txt, folded.
var repostKeys = sync.OnceValue(func() map[string]repostKey {
	m := make(map[string]repostKey)
	for _, s := range wording.Sections("key") {
		k := repostKey{part: part(named(partNames, s.Arg(0))), strength: strength(named(strengthNames, s.Arg(1))), rule: s.Arg(2)}
		for _, w := range s.Words() {
			k.order = len(m)
			if w = frontmatter.Fold(w); m[w] == (repostKey{}) {
				m[w] = k
			}
		}
	}
	return m
})

// properties maps the keys, folded, of a map that describes an original to the part that
// each states.
var properties = sync.OnceValue(func() map[string]part {
	m := make(map[string]part)
	for _, s := range wording.Sections("property") {
		for _, w := range s.Words() {
			m[frontmatter.Fold(w)] = part(named(partNames, s.Arg(0)))
		}
	}
	return m
})

// cardKeys are the keys of a note about a book or film. Its translator and original title
// are those of the book or film.
var cardKeys = wording.Names("card_keys")

// keyFacts reads the keys of [repostKeys]. Nested is true for a map such as Zola's extra.
func keyFacts(h *post.Head, f *frontmatter.Fields, nested bool) []Fact {
	type entry struct {
		key  string
		rule repostKey
		e    *frontmatter.Entry
	}
	var entries []entry
	card := false
	for _, e := range f.Tree.Entries {
		key := frontmatter.Fold(e.Key)
		card = card || cardKeys()[key]
		k, ok := repostKeys()[key]
		if ok && f.Peek(key) == e && !(nested && k.rule == "own") { // in extra it is for search engines, often another page of the site
			entries = append(entries, entry{key, k, e})
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(a.rule.order, b.rule.order) })
	var facts []Fact
	for _, n := range entries {
		if card && (n.rule.part.ofPeople() || n.rule.part == partTitle) {
			continue
		}
		for _, v := range frontmatter.Values(n.e.Value) {
			line := readLine(v.Raw)
			switch {
			case v.Kind == frontmatter.Map && n.rule.part.ofPeople():
				line = personLine(v.Map)
			case n.rule.part.ofPeople():
				if ref := f.Text(n.key+"_url", n.key+"_link", n.key+"_href"); person.IsWebURL(ref) && len(line.links) == 0 {
					line.links = []sourceLink{{0, len(line.text), ref}}
				}
			case v.Kind == frontmatter.Map:
				own := mapFacts(f, n.e, v.Map, n.rule.strength)
				if n.rule.rule != "map" || describesOriginal(v.Map, own) {
					facts = append(facts, own...)
				}
				continue
			case n.rule.rule == "map":
				continue
			}
			ok, s := settled(keyValue{h, f, n.key, n.rule, line})
			if !ok {
				continue
			}
			if s >= sure {
				f.Claim(n.e)
			}
			facts = append(facts, Fact{part: n.rule.part, value: line, strength: s, address: n.rule.rule == "own" || n.key == "external", pos: f.At(n.e.Value.Pos)})
		}
	}
	return facts
}

// otherCredit are the keys of a map that credits something else than the text.
var otherCredit = wording.Names("other_credit")

// describesOriginal reports whether a map with these facts has an address and who wrote or
// published what is there, and credits no picture or the like.
func describesOriginal(m *frontmatter.Tree, facts []Fact) bool {
	if slices.ContainsFunc(m.Entries, func(e *frontmatter.Entry) bool { return otherCredit()[frontmatter.Fold(e.Key)] }) {
		return false
	}
	page := slices.ContainsFunc(facts, func(f Fact) bool {
		k, linked := f.value.web()
		return linked && f.part == partURL && !isSiteRoot(k.url)
	})
	return page && slices.ContainsFunc(facts, func(f Fact) bool {
		return f.part == partAuthor || f.part == partPublication || f.part == partTranslator
	})
}

// A keyValue is the value of a key of [repostKeys].
type keyValue struct {
	h    *post.Head
	f    *frontmatter.Fields
	key  string
	rule repostKey
	line sourceLine
}

// keyRules check the values of keys that have other meanings too. They report whether a
// value is of the kind that the key has in reposts, and how strong it is.
var keyRules = map[string]func(v keyValue, text, ref string, linked bool) (bool, strength){
	"place": func(v keyValue, text, ref string, linked bool) (bool, strength) {
		if linked {
			return !codeHost.MatchString(ref), v.rule.strength
		}
		// "source: notion" is where a note was written.
		if !shortName(text) || !startsName(text) || repostSelf.MatchString(text) || len(allProse(v.line, post.Position{})) > 0 {
			return false, more
		}
		if namedAccount.MatchString(text) {
			return true, v.rule.strength
		}
		return true, more
	},
	"page": func(v keyValue, text, ref string, linked bool) (bool, strength) {
		return linked && !codeHost.MatchString(ref), v.rule.strength
	},
	"own": func(v keyValue, text, ref string, linked bool) (bool, strength) {
		return linked && !isOwnPage(v.h, ref) && !isSiteRoot(ref), v.rule.strength
	},
	"other": func(v keyValue, text, ref string, linked bool) (bool, strength) {
		if ownPlatform.MatchString(ref) {
			return true, hint // posted there too, most likely by the author
		}
		return linked, v.rule.strength
	},
	"copyright": copyrightRule,
	"beside": func(v keyValue, text, ref string, linked bool) (bool, strength) {
		who := v.line.people("")
		// An author who is not the translator wrote for this site, in another language.
		beside := slices.ContainsFunc(v.h.Authors, func(a post.Author) bool { return a.Role == "" }) &&
			!slices.ContainsFunc(v.h.Authors, func(a post.Author) bool {
				return slices.ContainsFunc(who, func(t post.Author) bool { return strings.EqualFold(t.Name, a.Name) })
			})
		if beside {
			return len(who) > 0, half
		}
		return len(who) > 0, v.rule.strength
	},
}

// copyrightRule checks the keys of themes that usually sign the blogger's own posts:
// copyright_author is the author of an original only if something else states one.
func copyrightRule(v keyValue, text, ref string, linked bool) (bool, strength) {
	switch v.rule.part {
	case partAuthor:
		own := slices.ContainsFunc(v.h.Authors, func(a post.Author) bool { return a.Name == text })
		if e := v.f.Peek("copyright_url"); e != nil && (isSiteRoot(e.Value.Raw) || isOwnPage(v.h, e.Value.Raw)) {
			own = true
		}
		return !own && len(v.line.people("")) > 0, v.rule.strength
	case partURL:
		return linked && !isSiteRoot(ref) && !isOwnPage(v.h, ref), v.rule.strength
	}
	return text != "" && !repostTrap.MatchString(text) && len(allProse(v.line, post.Position{})) == 0, v.rule.strength
}

// settled reports whether a value is of the kind that its key has in reposts, and how
// strong it is.
func settled(v keyValue) (ok bool, s strength) {
	k, linked := v.line.web()
	text := person.Trim(v.line.text)
	if rule := keyRules[v.rule.rule]; rule != nil {
		return rule(v, text, k.url, linked)
	}
	switch v.rule.part {
	case partURL:
		own := linked && strings.Count(strings.Trim(v.h.URL, "/"), "/") > 0 && samePath(k.url, v.h.URL)
		return linked && !own || bookTitle(v.line.text) != "", v.rule.strength
	case partAuthor, partTranslator, partProofreader:
		return len(v.line.people("")) > 0, v.rule.strength
	case partPublication:
		return text != "" && !person.IsDate(text) && !repostNobody.MatchString(text), v.rule.strength
	}
	return text != "", v.rule.strength
}

package markdown

import (
	"cmp"
	"net/mail"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
)

// authorKeys holds the keys for the authors of a post, those of engines first.
var authorKeys = []string{"author", "authors", "by", "writer", "writers", "作者", "著者", "筆者", "저자", "글쓴이", "auteur", "autrice", "autor", "autora", "autorin"}

// authorsOf returns the authors under the first of the keys that names any.
func (f *fields) authorsOf(keys ...string) []post.Author {
	var all []post.Author
	for _, key := range keys {
		e := f.Peek(key)
		if e == nil {
			continue
		}
		as := authors(e.Value)
		if len(as) == 0 && e.Value.Kind != frontmatter.Null {
			continue
		}
		f.Claim(e)
		if len(all) == 0 {
			all = as
		}
	}
	if e := f.taxonomy("authors"); e != nil && len(all) == 0 {
		all = authors(e.Value)
	}
	for _, in := range f.Nested()[1:] {
		if len(all) == 0 {
			all = (&fields{Fields: in}).authorsOf(keys...)
		}
	}
	all = withoutOffices(all)
	if len(all) == 1 {
		if ref := f.Text("author_url", "author_link"); all[0].URL == "" && (person.IsWebURL(ref) || len(ref) > 1 && ref[0] == '/') {
			all[0].URL = ref // not "/", which templates write
		}
		all[0].Email = cmp.Or(all[0].Email, f.Text("author_email"))
	}
	return all
}

// withoutOffices removes the offices of people from a list that names people:
// "Ana Ruiz, Director of Ports" is one person.
func withoutOffices(all []post.Author) []post.Author {
	isOffice := func(a post.Author) bool {
		k := person.KindOf(a.Name)
		return a.URL == "" && a.Email == "" && (k == person.Office || k == person.Note)
	}
	if len(all) < 2 || !slices.ContainsFunc(all, func(a post.Author) bool { return !isOffice(a) }) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), isOffice)
}

// authors returns the people that a value names. The value may be a text, a
// number that a table of the site explains, a map, or a list of these.
func authors(v *frontmatter.Value) []post.Author {
	switch v.Kind {
	case frontmatter.List:
		var all []post.Author
		for _, item := range v.List {
			if item.Kind == frontmatter.String {
				all = append(all, author(item.Raw)...)
			} else if item.Kind != frontmatter.List {
				all = append(all, authors(item)...)
			}
		}
		return distinctAuthors(all)
	case frontmatter.Map:
		return person.OfMap(v.Map)
	case frontmatter.String, frontmatter.Time:
		var all []post.Author
		for _, name := range splitNames(v.Raw) {
			all = append(all, author(name)...)
		}
		return distinctAuthors(all)
	case frontmatter.Int:
		return []post.Author{{Name: v.Raw}}
	}
	return nil
}

func distinctAuthors(all []post.Author) []post.Author {
	var once []post.Author
	for _, a := range all {
		if !slices.Contains(once, a) {
			once = append(once, a)
		}
	}
	return once
}

var (
	markdownLink = lazyregexp.New(`^\[([^\]]+)\]\(\s*<?([^\s)>]+)>?[^)]*\)(?:\s*[（(][^()（）]*[)）])?$`)
	wikiLink     = lazyregexp.New(`^\[\[([^\]|]+)(?:\|([^\]]+))?\]\]$`)
	// handleLink matches a name with a link after it: "A
	// ([@a](https://a.example))".
	handleLink = lazyregexp.New(`^([^\[\]()（）]+?)\s*[(（]\s*\[[^\]]+\]\(\s*<?([^\s()>]+)>?[^()]*\)\s*[)）]$`)
	// linksAnd matches the word "and" between a link to a person and another
	// name.
	linksAnd = lazyregexp.New(`(\))\s+(?:and|und|et|y)\s+([\[\p{Lu}])`)
	// lastAnd matches the word "and" before the last of several names.
	lastAnd = lazyregexp.New(`^(?:and|und)\s+`)
)

// splitNames splits a text that names several people, but not inside
// brackets, such as in "[A](https://a.example) (here, there)".
func splitNames(text string) []string {
	if strings.Contains(text, "](") {
		text = linksAnd.ReplaceAllString(text, "$1, $2")
	}
	var names []string
	from, depth := 0, 0
	add := func(part string) {
		if part = strings.TrimSpace(part); len(names) > 0 {
			part = lastAnd.ReplaceAllString(part, "")
		}
		if person.IsAfterName(part) && len(names) > 0 {
			names[len(names)-1] += ", " + part
		} else if part != "" {
			names = append(names, part)
		}
	}
	nests := bracketsClose(text)
	for i, r := range text {
		depth += nesting(r)
		if strings.ContainsRune(",，、;；&", r) && (depth == 0 || !nests) {
			add(text[from:i])
			from = i + utf8.RuneLen(r)
		}
	}
	add(text[from:])
	return names
}

// nesting returns 1 for an opening bracket, -1 for a closing one, and 0 for
// any other character.
func nesting(r rune) int {
	switch r {
	case '(', '（', '[':
		return 1
	case ')', '）', ']':
		return -1
	}
	return 0
}

// bracketsClose reports whether every opening bracket in s is closed.
func bracketsClose(s string) bool {
	depth := 0
	for _, r := range s {
		if depth += nesting(r); depth < 0 {
			return false
		}
	}
	return depth == 0
}

// author returns the person that a text names, with an address if there is
// one: "A <a@b.example>", "[A](https://a.example) (where they work)", "A
// (https://a.example)", "[[A]]".
func author(text string) []post.Author {
	text = script.OneLine(text)
	if text == "" || strings.Contains(text, "{{") { // a template tag
		return nil
	}
	for _, re := range []*lazyregexp.Regexp{markdownLink, handleLink} {
		if m := re.FindStringSubmatch(text); m != nil {
			return []post.Author{{Name: strings.TrimLeft(m[1], " ["), URL: m[2]}}
		}
	}
	if m := wikiLink.FindStringSubmatch(text); m != nil {
		return []post.Author{{Name: cmp.Or(m[2], m[1])}}
	}
	if strings.Contains(text, "<") {
		if addr, err := mail.ParseAddress(text); err == nil {
			if addr.Name == "" {
				return []post.Author{{Name: addr.Address, Email: addr.Address}}
			}
			return []post.Author{{Name: addr.Name, Email: addr.Address}}
		}
		name := plainText(text)
		if i, j := strings.IndexByte(text, '<'), strings.IndexByte(text, '>'); i >= 0 && j > i && isWeb(text[i+1:j]) {
			return []post.Author{{Name: strings.TrimSpace(text[:i]), URL: text[i+1 : j]}}
		}
		if name == "" {
			return nil
		}
		return []post.Author{{Name: name}}
	}
	if i := strings.LastIndexByte(text, '('); i > 0 && text[len(text)-1] == ')' && isWeb(text[i+1:len(text)-1]) {
		return []post.Author{{Name: strings.TrimSpace(text[:i]), URL: text[i+1 : len(text)-1]}}
	}
	return []post.Author{{Name: text}}
}

func isWeb(ref string) bool {
	return strings.HasPrefix(ref, "https://") || strings.HasPrefix(ref, "http://")
}

package epub

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// relators are the roles of a [post.Author] that a book can name, with their codes of
// the MARC relators (https://www.loc.gov/marc/relators/relacode.html).
var relators = map[string]string{
	"":            roleAuthor,
	"author":      roleAuthor,
	"translator":  roleTranslator,
	"proofreader": roleProofreader,
	"editor":      roleEditor,
	"compiler":    roleCompiler,
}

const (
	roleAuthor      = "aut"
	roleTranslator  = "trl"
	roleProofreader = "pfr"
	roleEditor      = "edt"
	roleCompiler    = "com" // who posted the work of others
)

// knownRoles are the roles in relators, in the order in which messages list them.
var knownRoles = []string{"author", "translator", "proofreader", "editor", "compiler"}

// roleOf returns what a person did as a code of the MARC relators.
func roleOf(a post.Author) string { return relators[a.Role] }

// authorsOf returns everyone who has a part in one of the chapters, by role,
// each once, in the order of the chapters.
func authorsOf(chapters []*Chapter) []post.Author {
	type key struct{ name, role string }
	seen := make(map[key]bool)
	var all []post.Author
	for _, c := range chapters {
		for _, a := range c.Authors {
			a.Name = xhtml.OneLine(a.Name)
			if k := (key{a.Name, roleOf(a)}); a.Name != "" && !seen[k] {
				seen[k] = true
				all = append(all, a)
			}
		}
	}
	return all
}

// A roleGroup are the people with one role.
type roleGroup struct {
	role   string
	people []post.Author
}

// peopleByRole groups people, roles in the order of their first one.
func peopleByRole(all []post.Author) []roleGroup {
	var groups []roleGroup
	for _, p := range all {
		if p.Name = xhtml.OneLine(p.Name); p.Name == "" {
			continue
		}
		i := slices.IndexFunc(groups, func(g roleGroup) bool { return g.role == roleOf(p) })
		if i < 0 {
			i = len(groups)
			groups = append(groups, roleGroup{role: roleOf(p)})
		}
		groups[i].people = append(groups[i].people, p)
	}
	return groups
}

// roleWord returns what to call who has a role.
func roleWord(words *label.Labels, role string) string {
	switch role {
	case roleTranslator:
		return words.Translator
	case roleProofreader:
		return words.Proofreader
	case roleEditor:
		return words.Editor
	case roleCompiler:
		return words.RepostedBy
	}
	return words.Author
}

func peopleMarkup(words *label.Labels, people []post.Author) string {
	var all []string
	for _, p := range people {
		all = append(all, linkMarkup(p.URL, p.Name))
	}
	return strings.Join(all, xhtml.Escape(words.Comma))
}

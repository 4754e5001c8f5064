package epub

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// relators maps the roles of a [post.Author] that a book can express to their
// codes in the MARC relators
// (https://www.loc.gov/marc/relators/relacode.html).
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

// roleOf returns the role of a person as a code of the MARC relators.
func roleOf(a post.Author) string { return relators[a.Role] }

// authorsOf returns the people who had a part in the chapters, in the order
// of the chapters. A person is listed once for each role.
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

// A roleGroup holds the people with one role.
type roleGroup struct {
	role   string
	people []post.Author
}

// peopleByRole groups people by role. Roles are in the order of the first
// person with them.
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

// roleWord returns the word for a role.
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

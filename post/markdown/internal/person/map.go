package person

import (
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

// OfMap returns the authors in a map, which holds either the properties of
// one author or several authors by name.
func OfMap(t *frontmatter.Tree) []post.Author {
	first := func(keys ...string) string {
		for _, key := range keys {
			for _, e := range t.Entries {
				if frontmatter.Fold(e.Key) == key && frontmatter.IsScalar(e.Value) && strings.TrimSpace(e.Value.Raw) != "" {
					return script.OneLine(e.Value.Raw)
				}
			}
		}
		return ""
	}
	a := post.Author{
		Name:  first("name", "nick", "nickname", "displayname", "username", "key", "id", "login"),
		URL:   first("url", "link", "href", "homepage", "website", "site", "uri"),
		Email: first("email", "mail"),
		Role:  first("role"),
	}
	if a.Name != "" {
		return []post.Author{a}
	}
	var all []post.Author
	for _, e := range t.Entries {
		if e.Value.Kind != frontmatter.Map {
			continue
		}
		if as := OfMap(e.Value.Map); len(as) == 1 {
			all = append(all, as[0])
		} else {
			all = append(all, post.Author{Name: script.OneLine(e.Key)})
		}
	}
	return all
}

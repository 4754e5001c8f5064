package epub

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A Grouping says what posts are grouped by.
type Grouping string

// The groupings.
const (
	GroupNone     Grouping = "none" // "" means the same
	GroupCategory Grouping = "category"
	GroupTag      Grouping = "tag"
	GroupAuthor   Grouping = "author"
	GroupYear     Grouping = "year"
	// GroupOriginal groups reposts by the author of the original. Posts that
	// are not reposts come last.
	GroupOriginal Grouping = "original"
	// GroupWarning groups posts by the first topic of their content warnings.
	GroupWarning Grouping = "warning"
)

var groupings = []Grouping{GroupNone, GroupCategory, GroupTag, GroupAuthor, GroupYear, GroupOriginal, GroupWarning}

// MarshalText implements [encoding.TextMarshaler]. The error wraps [ErrValue].
func (g Grouping) MarshalText() ([]byte, error) { return marshal(g, groupings) }

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrValue].
func (g *Grouping) UnmarshalText(text []byte) error { return unmarshal(g, text, groupings) }

// An Order is an order of posts in a book.
type Order string

// The orders.
const (
	SortOldest Order = "oldest" // by date, then path; "" means the same
	SortNewest Order = "newest"
	SortTitle  Order = "title" // by code point
	SortPath   Order = "path"
	SortGiven  Order = "given" // as they come
)

var orders = []Order{SortOldest, SortNewest, SortTitle, SortPath, SortGiven}

// MarshalText implements [encoding.TextMarshaler]. The error wraps [ErrValue].
func (o Order) MarshalText() ([]byte, error) { return marshal(o, orders) }

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrValue].
func (o *Order) UnmarshalText(text []byte) error { return unmarshal(o, text, orders) }

// A grouped is a chapter with the names of its group and of the groups around
// it.
type grouped struct {
	*Chapter
	path []string
}

// of returns the names of the group of a post, outermost first; nil if it has
// no group.
func (g Grouping) of(p *post.Post, c *Chapter) []string {
	switch g {
	case GroupCategory:
		if len(p.Categories) > 0 {
			return p.Categories[0]
		}
	case GroupTag:
		if len(p.Tags) > 0 {
			return p.Tags[:1]
		}
	case GroupWarning:
		for _, w := range p.Warnings {
			if len(w.Topics) > 0 {
				return []string{w.Topics[0].Label}
			}
		}
	case GroupOriginal:
		if p.Repost == nil {
			return nil
		}
		return GroupAuthor.of(p, c)
	case GroupAuthor:
		for _, a := range c.Authors {
			if roleOf(a) == roleAuthor {
				return []string{a.Name}
			}
		}
	case GroupYear:
		if !p.Published.IsZero() {
			return []string{strconv.Itoa(p.Published.Year())}
		}
	}
	return nil
}

// sort sorts chapters stably.
func (o Order) sort(all []grouped) {
	var compare func(a, b grouped) int
	path := func(a, b grouped) int { return cmp.Compare(a.Path, b.Path) }
	switch o {
	case "", SortOldest:
		compare = func(a, b grouped) int { return cmp.Or(a.Published.Compare(b.Published), path(a, b)) }
	case SortNewest:
		compare = func(a, b grouped) int { return cmp.Or(b.Published.Compare(a.Published), path(a, b)) }
	case SortTitle:
		compare = func(a, b grouped) int { return cmp.Or(cmp.Compare(a.Title, b.Title), path(a, b)) }
	case SortPath:
		compare = path
	case SortGiven:
		return
	}
	slices.SortStableFunc(all, compare)
}

// groups builds the tree of groups from chapters that are sorted already.
func groups(all []grouped, byName bool, words *label.Labels) []*Group {
	root := new(Group)
	var rest []*Chapter
	for _, c := range all {
		at := root
		for _, name := range c.path {
			if name = xhtml.OneLine(name); name == "" {
				continue
			}
			i := slices.IndexFunc(at.Groups, func(g *Group) bool { return g.Title == name })
			if i < 0 {
				i = len(at.Groups)
				at.Groups = append(at.Groups, &Group{Title: name})
			}
			at = at.Groups[i]
		}
		if at == root {
			rest = append(rest, c.Chapter)
			continue
		}
		at.Chapters = append(at.Chapters, c.Chapter)
	}
	if byName {
		sortGroups(root.Groups)
	}
	if len(rest) > 0 {
		root.Groups = append(root.Groups, &Group{Title: words.Uncategorized, Chapters: rest})
	}
	return root.Groups
}

func sortGroups(all []*Group) {
	slices.SortStableFunc(all, func(a, b *Group) int { return cmp.Compare(a.Title, b.Title) })
	for _, g := range all {
		sortGroups(g.Groups)
	}
}

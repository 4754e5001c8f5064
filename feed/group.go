package feed

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/filename"
	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A Group adds a feed to a [Set] for each name that its posts have.
type Group struct {
	// Folder is the folder of the feeds below that of the set, such as
	// "series". Each feed is in a folder of its name: "series/lanterns". If "",
	// these folders are directly below that of the set.
	Folder string
	// Label says what the names are, such as "Series", for titles such as
	// "My site · Series: Lanterns". If "", the name stands alone.
	Label string
	// Of returns the names of a post, which has a place in the feed of each.
	// It is called once for each post. A function that returns the same name for
	// all posts makes one feed, which Keep can narrow down.
	Of func(*post.Head) []string
	// Edit, if not nil, is called with each feed before it is returned, and
	// may change its metadata.
	Edit func(name string, f *Feed)
	// Keep, if not nil, reports whether an item belongs in the feed of a name.
	// It is called once the text of the post has been read, so it can go by
	// what only the text tells, such as most content warnings.
	Keep func(name string, it *Item) bool
}

// ByTag groups posts by their tags.
func ByTag(h *post.Head) []string { return h.Tags }

// ByCategory groups posts by their categories, each with the names of its
// hierarchy joined with a slash.
func ByCategory(h *post.Head) []string {
	var all []string
	for _, c := range h.Categories {
		all = append(all, c.String())
	}
	return all
}

// ByAuthor groups posts by the names of those who wrote them: of a repost, the
// authors of the original. It returns nothing for a post that names nobody.
func ByAuthor(h *post.Head) []string {
	if h.Repost != nil {
		return names(h.Repost.Authors)
	}
	return names(slices.DeleteFunc(slices.Clone(h.Authors), func(a post.Author) bool { return a.Role != "" }))
}

// BySection groups posts by the first folder of their path. Folders that
// engines keep all of their sources in, such as "content" and "_posts", and a
// folder named after the language of the post are skipped:
// "content/zh/essays/rain.md" is in "essays".
func BySection(h *post.Head) []string {
	for folder := range strings.SplitSeq(path.Dir(h.Path), "/") {
		if slices.Contains([]string{"", ".", "content", "source", "src", "docs", "pages", "_posts"}, folder) || strings.EqualFold(folder, h.Lang) ||
			strings.HasPrefix(strings.ToLower(h.Lang), strings.ToLower(folder)+"-") {
			continue
		}
		return []string{folder}
	}
	return nil
}

// ByLanguage groups posts by their language. It returns nothing for a post
// whose language is not known.
func ByLanguage(h *post.Head) []string {
	if lang := knownLang(h.Lang); lang != "" {
		return []string{lang}
	}
	return nil
}

// groups returns the groups that the fields of the set ask for, in the order
// in which their feeds are listed.
func (s *Set) groups(words *label.Labels) []Group {
	var all []Group
	if s.Tags {
		all = append(all, Group{Folder: "tags", Label: words.Tag, Of: ByTag})
	}
	if s.Categories {
		all = append(all, Group{Folder: "categories", Label: words.Category, Of: ByCategory})
	}
	if s.Sections {
		all = append(all, Group{Folder: "sections", Label: words.SiteSection, Of: BySection})
	}
	if s.Authors {
		all = append(all, Group{
			Folder: "authors", Label: words.Author, Of: s.byAuthor,
			// The text may show that a post is a repost, which has another
			// author.
			Keep: func(name string, it *Item) bool {
				return it.Repost == nil || slices.Contains(names(it.Repost.Authors), name)
			},
		})
	}
	if s.Languages {
		all = append(all, Group{
			Folder: "languages",
			Of:     func(h *post.Head) []string { return []string{cmp.Or(knownLang(h.Lang), s.Feed.Lang)} },
			Edit: func(lang string, f *Feed) {
				f.Lang = lang
				if own, ok := ownNames[lang]; ok {
					f.Title = strings.TrimSuffix(f.Title, lang) + own
				}
			},
		})
	}
	return append(all, s.Groups...)
}

// byAuthor does the same as [ByAuthor], but returns the authors of the site
// for a post that names nobody.
func (s *Set) byAuthor(h *post.Head) []string {
	if all := ByAuthor(h); len(all) > 0 || h.Repost != nil {
		return all
	}
	return names(s.Feed.Authors)
}

// ownNames maps languages to their names in the language itself. Languages
// that are not in the map are named by their tags.
var ownNames = map[string]string{
	"de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "it": "Italiano", "ja": "日本語", "ko": "한국어", "nl": "Nederlands",
	"pt": "Português", "ru": "Русский", "zh": "中文", "zh-CN": "简体中文", "zh-Hans": "简体中文", "zh-TW": "繁體中文", "zh-Hant": "繁體中文",
}

// group adds a feed for each name in the group.
func (b *setBuilder) group(g Group, listed []*post.Head) {
	members := make(map[string][]*post.Head)
	for _, h := range listed {
		for _, name := range g.Of(h) {
			name = xhtml.OneLine(name)
			if own := members[name]; name != "" && (len(own) == 0 || own[len(own)-1] != h) {
				members[name] = append(own, h)
			}
		}
	}
	names := slices.Sorted(maps.Keys(members))
	// If names would share a folder, such as "Go" and "go", the name that was
	// used first keeps it, so that a later post does not move a feed.
	byAge := slices.Clone(names)
	slices.SortStableFunc(byAge, func(x, y string) int { return byFirst(members[x], members[y]) })
	var folders filename.Names
	folder := make(map[string]string, len(names))
	for _, name := range byAge {
		folder[name] = folders.For(name)
	}
	for _, name := range names {
		title := name
		if label := xhtml.OneLine(g.Label); label != "" {
			title = b.words.Field(label, name)
		}
		own := members[name]
		limit := b.set.limit(len(own))
		var f *Feed
		if g.Keep == nil {
			f = b.add(path.Join(g.Folder, folder[name]), title, own[:limit])
		} else {
			f = b.kept(path.Join(g.Folder, folder[name]), title, own, limit, func(it *Item) bool { return g.Keep(name, it) })
		}
		if f.group = xhtml.OneLine(g.Label); f.group != "" {
			f.member = name
		}
		if g.Edit != nil {
			g.Edit(name, f)
		}
	}
}

// byFirst compares lists of heads, which are sorted newest first, by their
// oldest dated head. Lists without one come last.
func byFirst(x, y []*post.Head) int {
	first := func(heads []*post.Head) time.Time {
		for _, h := range slices.Backward(heads) {
			if !h.Published.IsZero() {
				return h.Published
			}
		}
		return time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return first(x).Compare(first(y))
}

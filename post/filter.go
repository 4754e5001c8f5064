package post

import (
	"slices"
	"strings"
)

// A Filter selects posts. A post must match every field that is set, by any of
// its values. The zero Filter selects all. Names are compared without regard
// to case.
type Filter struct {
	Tags []string
	// Categories are names ("Go"), which match at any level of a hierarchy,
	// or paths from its root ("Code/Go"). Both match what is below them.
	Categories []string
	// Authors are of the post or, if it is a repost, of the original. Most
	// reposts name them in the body: of a bare [Head] little is known.
	Authors []string
	// Years are those of [Head.Published] in its own time zone.
	Years []int
}

// Match reports whether the filter selects a post.
func (f *Filter) Match(h *Head) bool {
	if len(f.Years) > 0 && (h.Published.IsZero() || !slices.Contains(f.Years, h.Published.Year())) {
		return false
	}
	if len(f.Tags) > 0 && !slices.ContainsFunc(h.Tags, func(tag string) bool { return containsFold(f.Tags, tag) }) {
		return false
	}
	if len(f.Categories) > 0 && !slices.ContainsFunc(h.Categories, f.category) {
		return false
	}
	if len(f.Authors) > 0 {
		is := func(a Author) bool { return containsFold(f.Authors, a.Name) }
		return slices.ContainsFunc(h.Authors, is) || h.Repost != nil && slices.ContainsFunc(h.Repost.Authors, is)
	}
	return true
}

func (f *Filter) category(c Category) bool {
	for i, name := range c {
		if containsFold(f.Categories, name) || containsFold(f.Categories, c[:i+1].String()) {
			return true
		}
	}
	return false
}

func containsFold(all []string, s string) bool {
	return slices.ContainsFunc(all, func(x string) bool { return strings.EqualFold(x, s) })
}

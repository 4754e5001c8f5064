package post

import (
	"slices"
	"strings"
)

// A Filter selects posts. A post matches if it matches every field that is set; it
// matches a field if it matches any of its values. The zero Filter matches all posts.
// Case is ignored.
//
// Most content warnings and reposts are found in the body. A [Head] that was read
// without the body does not have them yet, so apply Authors, Topics, ExceptTopics,
// Warned and Reposts to the head of a whole [Post].
type Filter struct {
	Tags []string `json:"tags,omitempty"`
	// Categories are names ("Go"), which match at any level of a hierarchy, or
	// paths from its root ("Code/Go"). Both also match the categories below them.
	Categories []string `json:"categories,omitempty"`
	// Authors are names of authors of the post or, if it is a repost, of the
	// original.
	Authors []string `json:"authors,omitempty"`
	// Years are compared with the year of [Head.Published] in its own time zone.
	Years []int `json:"years,omitempty"`
	// Topics are topics of content warnings, by slug ("self-harm") or by any label
	// ("自残"); see [Head.HasTopic].
	Topics []string `json:"topics,omitempty"`
	// ExceptTopics excludes posts with a content warning of one of these topics.
	ExceptTopics []string `json:"except_topics,omitempty"`
	// Warned selects posts with or without a content warning.
	Warned Keep `json:"warned,omitempty"`
	// Reposts selects posts that are reposts, or that are not.
	Reposts Keep `json:"reposts,omitempty"`
}

// Match reports whether the post matches the filter.
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
	if !f.Warned.allows(len(h.Warnings) > 0) || !f.Reposts.allows(h.Repost != nil) {
		return false
	}
	if len(f.Topics) > 0 && !slices.ContainsFunc(f.Topics, h.HasTopic) || slices.ContainsFunc(f.ExceptTopics, h.HasTopic) {
		return false
	}
	if len(f.Authors) > 0 {
		is := func(a Author) bool { return containsFold(f.Authors, a.Name) }
		return slices.ContainsFunc(h.Authors, is) || h.Repost != nil && slices.ContainsFunc(h.Repost.Authors, is)
	}
	return true
}

// HasTopic reports whether the warning has a topic. The name is a slug
// ("self-harm"), the label that the author wrote, or any label of the topic in the
// vocabulary of this package ("自残"). Case is ignored.
func (w *Warning) HasTopic(name string) bool {
	if w == nil || len(w.Topics) == 0 {
		return false
	}
	slug := TopicOf(name).Slug
	return slices.ContainsFunc(w.Topics, func(t Topic) bool {
		return strings.EqualFold(t.Label, name) || t.Slug != "" && (t.Slug == slug || strings.EqualFold(t.Slug, name))
	})
}

// HasTopic reports whether a content warning of the post has a topic, as
// [Warning.HasTopic] does.
func (h *Head) HasTopic(name string) bool {
	return slices.ContainsFunc(h.Warnings, func(w *Warning) bool { return w.HasTopic(name) })
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

package post

import (
	"slices"
	"strings"
)

// A Filter selects posts. A post must match every field that is set, by any of
// its values. The zero Filter selects all. Names are compared without regard
// to case.
//
// Most content warnings and reposts are found in the body: of a bare [Head] that was
// read from a file they are not known yet, and only the [Post.Head] of the whole post
// is filtered rightly by Topics, ExceptTopics, Warned and Reposts.
type Filter struct {
	Tags []string `json:"tags,omitempty"`
	// Categories are names ("Go"), which match at any level of a hierarchy,
	// or paths from its root ("Code/Go"). Both match what is below them.
	Categories []string `json:"categories,omitempty"`
	// Authors are of the post or, if it is a repost, of the original. Most
	// reposts name them in the body: of a bare [Head] little is known.
	Authors []string `json:"authors,omitempty"`
	// Years are those of [Head.Published] in its own time zone.
	Years []int `json:"years,omitempty"`
	// Topics are of content warnings, by slug ("self-harm") or by any label ("自残");
	// see [Head.HasTopic].
	Topics []string `json:"topics,omitempty"`
	// ExceptTopics leave out the posts with a warning of one of these topics.
	ExceptTopics []string `json:"except_topics,omitempty"`
	// Warned chooses by whether a post has a content warning.
	Warned Keep `json:"warned,omitempty"`
	// Reposts chooses by whether a post is a repost.
	Reposts Keep `json:"reposts,omitempty"`
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

// HasTopic reports whether the warning warns of a topic, which may be named by its
// slug in any vocabulary ("self-harm"), by the label as the author wrote it, or by any
// label that the vocabulary of the package has for it ("自残"). Case does not matter.
func (w *Warning) HasTopic(name string) bool {
	if w == nil || len(w.Topics) == 0 {
		return false
	}
	slug := TopicOf(name).Slug
	return slices.ContainsFunc(w.Topics, func(t Topic) bool {
		return strings.EqualFold(t.Label, name) || t.Slug != "" && (t.Slug == slug || strings.EqualFold(t.Slug, name))
	})
}

// HasTopic reports whether a content warning of the post warns of a topic, named as for
// [Warning.HasTopic].
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

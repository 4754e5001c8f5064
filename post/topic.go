package post

import "iter"

// A TopicInfo is an entry of the vocabulary of content warnings.
type TopicInfo struct {
	Slug  string // "self-harm"
	Group string // "mental-health"
	// ONIX is the code of ONIX code list 203 that stands nearest, such as
	// "09"; "02", general, where none does.
	ONIX   string
	Labels map[string][]string // by language, the preferred label first
}

// Topics yields the vocabulary in its fixed order.
func Topics() iter.Seq[TopicInfo] {
	return func(func(TopicInfo) bool) {}
}

// TopicFor returns the vocabulary's entry for a slug.
func TopicFor(slug string) (TopicInfo, bool) { return TopicInfo{}, false }

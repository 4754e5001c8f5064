package warning

import (
	"slices"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lexicon"
)

// graveTopics are those that a text hardly comes to by the way, and graveNot
// the labels of them that mean other things in a text that is not a warning:
// backlogs are groomed, and vegetables cut.
var (
	graveTopics = []string{"suicide", "self-harm", "sexual-abuse", "child-abuse", "incest"}
	graveNot    = []string{"cutting", "grooming", "underage", "自虐", "偷拍", "厌世", "厭世", "グルーミング", "그루밍", "ritzen", "viol", "violación"}
)

var graveLexicon = sync.OnceValue(func() *lexicon.Lexicon {
	x := lexicon.New()
	for t := range post.Topics() {
		if !slices.Contains(graveTopics, t.Slug) {
			continue
		}
		for _, labels := range t.Labels {
			for _, l := range labels {
				other := slices.ContainsFunc(graveNot, func(n string) bool { return strings.EqualFold(n, l) })
				if !other && !lexicon.IsAbbreviation(l) {
					x.Add(l, t.Slug)
				}
			}
		}
	}
	x.Sort()
	return x
})

// isAmbiguous reports whether a label of a topic has one of graveNot in it.
func isAmbiguous(label string) bool {
	return slices.ContainsFunc(graveNot, func(n string) bool { return strings.Contains(strings.ToLower(label), n) })
}

// isGrave reports whether text names one of graveTopics.
func isGrave(text string) bool { return graveLexicon().Longest(lexicon.Fold(text)) != "" }

// A mention counts how often a text names one topic.
type mention struct {
	Slug  string
	First string // as written, where it is named first
	Count int
}

// GraveMentions returns the topics grave enough to warn of that text names.
func GraveMentions(text string) []mention {
	f := lexicon.Fold(text)
	all := make([]mention, len(graveTopics))
	for i, slug := range graveTopics {
		all[i].Slug = slug
	}
	for i := 0; i < len(f.Lower); i++ {
		l, ok := graveLexicon().At(f, i)
		if !ok {
			continue
		}
		end := i + len(l.Text)
		m := &all[slices.Index(graveTopics, l.Slug)]
		if m.Count++; m.Count == 1 {
			m.First = f.Src[f.Start[i]:f.Start[end]]
		}
		i = end - 1
	}
	return slices.DeleteFunc(all, func(m mention) bool { return m.Count == 0 })
}

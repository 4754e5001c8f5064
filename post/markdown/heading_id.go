package markdown

import (
	"strconv"

	"github.com/foreword-go/foreword/post/site"
)

// A headingIDs makes the ids of headings as an engine does, so that links to
// a heading from elsewhere work.
type headingIDs struct {
	rule site.HeadingRule
	used map[string]int
}

// id returns the id of a heading that does not state one. The second heading
// with the same text gets "-1", as in GitHub, kramdown, Hugo,
// markdown-it-anchor and marked.
func (h *headingIDs) id(text string) string {
	s := h.rule.ID(text)
	if h.used == nil {
		h.used = make(map[string]int)
	}
	n, again := h.used[s]
	h.used[s] = n + 1
	if !again {
		return s
	}
	for {
		id := s + "-" + strconv.Itoa(n)
		if _, taken := h.used[id]; !taken {
			h.used[id] = 1
			h.used[s] = n + 1
			return id
		}
		n++
	}
}

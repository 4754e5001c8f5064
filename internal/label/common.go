package label

import "strings"

// A Census counts the languages of several texts, to tell which they have in common.
type Census struct {
	total int
	tags  map[string]int // by tag
	bases map[string]int // by the tag without script and region
}

// Add counts a text of a language, "" for one of which it is not known.
func (c *Census) Add(lang string) {
	c.total++
	if lang == "" || lang == "und" || strings.HasPrefix(lang, "und-") {
		return
	}
	if c.tags == nil {
		c.tags, c.bases = make(map[string]int), make(map[string]int)
	}
	base, _, _ := strings.Cut(lang, "-")
	c.tags[lang]++
	c.bases[base]++
}

// Lang returns the language of more than half of the texts, without its script and
// region if these differ; "" if no language has so many. One text of three is no
// ground to claim its language for the others.
func (c *Census) Lang() string {
	for _, counts := range []map[string]int{c.tags, c.bases} {
		for lang, n := range counts { // one at most has more than half
			if 2*n > c.total {
				return lang
			}
		}
	}
	return ""
}

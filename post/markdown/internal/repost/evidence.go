package repost

import (
	"slices"

	"github.com/foreword-go/foreword/post"
)

// A Fact is one statement of a post about its original.
type Fact struct {
	part     part
	value    sourceLine
	strength strength
	opens    bool // a source that makes the post a repost if it is linked and opens the post
	address  bool // an address of this text elsewhere, perhaps the author's own
	guest    bool // the author of a guest post
	beside   bool // counts only near a statement that the text is from elsewhere
	owner    bool // the owner of the blog that the text is from, who may be the blogger
	block    int  // the block of the body, from 1; 0 for the front matter
	pos      post.Position
}

// The kinds of evidence. Two statements of one kind are one: a place named twice is
// still a place.
const (
	ofOriginal = iota // where the original is
	ofAuthor
	ofTranslation
	ofAddress // a canonical address, which may be the author's own
	evidenceKinds
)

// kind returns the kind of evidence of a fact.
func (f Fact) kind() int {
	switch {
	case f.address:
		return ofAddress
	case f.part == partAuthor:
		return ofAuthor
	case f.part.ofPeople():
		return ofTranslation
	}
	return ofOriginal
}

// isStrong reports whether a fact is enough on its own to make a post a repost.
func isStrong(f Fact) bool { return f.strength >= sure }

// evidence returns the strength of facts taken together: the sum of the strongest of each
// kind. A place (half) and an author (hint) are enough, an author and
// a canonical address (two hints) are not.
func evidence(facts ...[]Fact) strength {
	var most [evidenceKinds]strength
	for _, list := range facts {
		for _, f := range list {
			most[f.kind()] = max(most[f.kind()], f.strength)
		}
	}
	var sum strength
	for _, s := range most {
		sum += s
	}
	return sum
}

// settle raises facts to sure if all of them, together with besides, are strong enough: the
// halves, or the hints if there are no halves.
func settle(facts, besides []Fact) {
	if evidence(facts, besides) < sure {
		return
	}
	least := half
	if !slices.ContainsFunc(facts, func(f Fact) bool { return f.strength >= half }) {
		least = hint
	}
	for i := range facts {
		if facts[i].strength >= least {
			facts[i].strength = sure
		}
	}
}

// settleSource raises a linked source to sure. It is called for a block at the beginning of
// a post that contains nothing else.
func settleSource(facts []Fact) {
	for i, f := range facts {
		if k, linked := f.value.web(); linked && f.part == partSource && f.opens && !isSiteRoot(k.url) && !codeHost.MatchString(k.url) {
			facts[i].strength = sure
		}
	}
}

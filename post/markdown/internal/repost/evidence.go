package repost

import (
	"slices"

	"github.com/foreword-go/foreword/post"
)

// A Fact is one thing that a post says of its original.
type Fact struct {
	part     part
	value    sourceLine
	strength strength
	opens    bool // it names a source, and with a link at the opening of a post is enough
	address  bool // it is an address of this text elsewhere, perhaps the author's own
	guest    bool // it names who wrote this text for this site
	beside   bool // it counts only near a statement that the text is from elsewhere
	owner    bool // it names whose blog the text is from, perhaps the blogger's
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

// kind returns the kind of evidence that a fact is.
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

// isStrong reports whether a fact alone makes a post a repost.
func isStrong(f Fact) bool { return f.strength >= sure }

// evidence returns how far facts go towards calling a post a repost: the sum of the
// strongest of each kind. A place (half) and an author (hint) are enough, an author and
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

// settle makes facts enough if all of them, with what is known besides, amount to it:
// those that say the most, and the halves.
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

// settleSource makes a source that is linked enough: it stands alone at the opening.
func settleSource(facts []Fact) {
	for i, f := range facts {
		if k, linked := f.value.web(); linked && f.part == partSource && f.opens && !isSiteRoot(k.url) && !codeHost.MatchString(k.url) {
			facts[i].strength = sure
		}
	}
}

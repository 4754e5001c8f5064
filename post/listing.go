package post

import (
	"fmt"
	"slices"
	"time"
)

// A Reason says why a post is withheld: kept out of feeds, books and lists. The
// zero Reason means that it is published.
type Reason string

// The reasons, the strongest first: where several apply to a post, the first of
// them is its reason.
const (
	ReasonPrivate   Reason = "private"   // for nobody but its author
	ReasonLocked    Reason = "locked"    // shown for a password alone
	ReasonDraft     Reason = "draft"     // not finished
	ReasonExcluded  Reason = "excluded"  // left out by the configuration of its site, or by the caller
	ReasonHidden    Reason = "hidden"    // published, and in no list
	ReasonScheduled Reason = "scheduled" // not due yet
	ReasonExpired   Reason = "expired"   // due no longer
	ReasonPage      Reason = "page"      // a page of the site that is not an article
	ReasonUnfed     Reason = "unfed"     // kept out of feeds by its author, and nothing else
)

var reasons = []Reason{
	ReasonPrivate, ReasonLocked, ReasonDraft, ReasonExcluded, ReasonHidden, ReasonScheduled, ReasonExpired, ReasonPage, ReasonUnfed,
}

// Reasons returns all reasons, the strongest first. The result is the caller's.
func Reasons() []Reason { return slices.Clone(reasons) }

// String returns the reason as it is shown to a person, such as "not yet due".
func (r Reason) String() string {
	switch r {
	case ReasonLocked:
		return "locked by a password"
	case ReasonScheduled:
		return "not yet due"
	case ReasonPage:
		return "not an article"
	case ReasonUnfed:
		return "kept out of feeds"
	}
	return string(r)
}

// UnmarshalText implements [encoding.TextUnmarshaler]. The error names the known
// reasons and wraps [ErrValue].
func (r *Reason) UnmarshalText(text []byte) error {
	if s := Reason(text); s == "" || slices.Contains(reasons, s) {
		*r = s
		return nil
	}
	return fmt.Errorf("%w: reason %q, want one of %q", ErrValue, text, reasons)
}

// Stronger returns the stronger of two reasons.
func (r Reason) Stronger(o Reason) Reason {
	for _, known := range reasons {
		if r == known || o == known {
			return known
		}
	}
	return ""
}

// A Listing decides which posts are published. The zero Listing withholds
// drafts, private, locked, hidden and excluded posts and pages that are not
// articles, and knows no time.
type Listing struct {
	// Now is the time that posts are due at. If zero, no post is withheld for
	// its dates.
	Now time.Time
	// Drafts, Future, Expired, Hidden and Pages let posts in that are withheld
	// for that reason alone.
	Drafts, Future, Expired, Hidden, Pages bool
	// Feed is true if the output is a feed: posts that their authors keep out of
	// feeds are withheld from it.
	Feed bool
}

// Reason returns why the post is withheld, "" if it is published.
func (l *Listing) Reason(h *Head) Reason {
	switch r := h.Withheld; {
	case r == "",
		r == ReasonDraft && l.Drafts,
		r == ReasonHidden && l.Hidden,
		r == ReasonPage && l.Pages,
		r == ReasonUnfed && !l.Feed:
	default:
		return r
	}
	switch {
	case l.Now.IsZero():
	case !l.Future && !h.Due.IsZero() && h.Due.After(l.Now):
		return ReasonScheduled
	case !l.Expired && !h.Expires.IsZero() && !h.Expires.After(l.Now):
		return ReasonExpired
	}
	if l.Feed && h.NoFeed {
		return ReasonUnfed
	}
	return ""
}

// Published reports whether the post is published.
func (l *Listing) Published(h *Head) bool { return l.Reason(h) == "" }

package post

import (
	"slices"
	"time"
)

// A Reason is why a post is withheld, that is, left out of feeds, books and lists.
// The zero Reason means that the post is published.
type Reason string

// The reasons, strongest first. If several apply to a post, its reason is the
// strongest.
const (
	ReasonPrivate   Reason = "private"   // only its author may read it
	ReasonLocked    Reason = "locked"    // readers need a password
	ReasonDraft     Reason = "draft"     // not finished
	ReasonExcluded  Reason = "excluded"  // left out by the configuration of the site, or by the caller
	ReasonHidden    Reason = "hidden"    // published, but in no list of the site
	ReasonScheduled Reason = "scheduled" // its date has not come yet
	ReasonExpired   Reason = "expired"   // its expiry date has passed
	ReasonPage      Reason = "page"      // a page of the site that is not an article
	ReasonUnfed     Reason = "unfed"     // left out of feeds only, by its author
)

var reasons = []Reason{
	ReasonPrivate, ReasonLocked, ReasonDraft, ReasonExcluded, ReasonHidden, ReasonScheduled, ReasonExpired, ReasonPage, ReasonUnfed,
}

// Reasons returns all reasons, strongest first, in a new slice.
func Reasons() []Reason { return slices.Clone(reasons) }

// String returns the reason in words for people, such as "not yet due".
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

// UnmarshalText implements [encoding.TextUnmarshaler]. The error lists the reasons
// and wraps [ErrValue].
func (r *Reason) UnmarshalText(text []byte) error {
	if s := Reason(text); s == "" || slices.Contains(reasons, s) {
		*r = s
		return nil
	}
	return unknown("reason", reasons, text)
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

// A Listing decides which posts are published. The zero Listing withholds drafts,
// private, locked, hidden and excluded posts, and pages that are not articles. It
// ignores dates, because it does not know the time.
type Listing struct {
	// Now is the time that the dates of posts are compared with. If zero, no post
	// is withheld because of its dates.
	Now time.Time
	// Drafts, Future, Expired, Hidden and Pages publish posts that would be
	// withheld for that reason only.
	Drafts, Future, Expired, Hidden, Pages bool
	// Feed is true if the output is a feed. Posts that their authors leave out of
	// feeds are then withheld.
	Feed bool
}

// Reason returns why the post is withheld, or "" if it is published.
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

// Absent returns the heads of the posts that the site has no page of: private posts,
// drafts, and those whose time has not come or has passed. A link to such a post
// has no target. Nil heads are skipped.
func (l *Listing) Absent(heads []*Head) []*Head {
	var all []*Head
	for _, h := range heads {
		if h == nil {
			continue
		}
		switch l.Reason(h) {
		case ReasonPrivate, ReasonDraft, ReasonScheduled, ReasonExpired:
			all = append(all, h)
		}
	}
	return all
}

package post

import (
	"errors"
	"testing"
	"time"
)

func TestListing(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2024, 5, n, 0, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		name string
		l    Listing
		h    Head
		want Reason
	}{
		{"published", Listing{Now: day(9)}, Head{Published: day(1)}, ""},
		{"a draft", Listing{}, Head{Withheld: ReasonDraft}, ReasonDraft},
		{"a draft, asked for", Listing{Drafts: true}, Head{Withheld: ReasonDraft}, ""},
		{"private, whatever is asked for", Listing{Drafts: true, Future: true, Expired: true, Hidden: true, Pages: true}, Head{Withheld: ReasonPrivate}, ReasonPrivate},
		{"locked, whatever is asked for", Listing{Drafts: true, Future: true, Expired: true, Hidden: true, Pages: true}, Head{Withheld: ReasonLocked}, ReasonLocked},
		{"a page", Listing{}, Head{Withheld: ReasonPage}, ReasonPage},
		{"a page, asked for", Listing{Pages: true}, Head{Withheld: ReasonPage}, ""},
		{"not due", Listing{Now: day(1)}, Head{Due: day(2)}, ReasonScheduled},
		{"due now", Listing{Now: day(2)}, Head{Due: day(2)}, ""},
		{"not due, and no time is known", Listing{}, Head{Due: day(2)}, ""},
		{"not due, asked for", Listing{Now: day(1), Future: true}, Head{Due: day(2)}, ""},
		{"a draft that is not due, drafts asked for", Listing{Now: day(1), Drafts: true}, Head{Withheld: ReasonDraft, Due: day(2)}, ReasonScheduled},
		{"expired", Listing{Now: day(3)}, Head{Expires: day(2)}, ReasonExpired},
		{"expired just now", Listing{Now: day(2)}, Head{Expires: day(2)}, ReasonExpired},
		{"expired, asked for", Listing{Now: day(3), Expired: true}, Head{Expires: day(2)}, ""},
		{"not for feeds, in a feed", Listing{Feed: true}, Head{NoFeed: true}, ReasonUnfed},
		{"not for feeds, in a book", Listing{}, Head{NoFeed: true}, ""},
	} {
		if got := tt.l.Reason(&tt.h); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestReason(t *testing.T) {
	for _, r := range Reasons() {
		var back Reason
		if err := back.UnmarshalText([]byte(r)); err != nil || back != r {
			t.Errorf("%q reads back as %q, %v", string(r), string(back), err)
		}
		if got := ReasonPrivate.Stronger(r); got != ReasonPrivate {
			t.Errorf("private and %q: %q", string(r), string(got))
		}
	}
	var r Reason
	if err := r.UnmarshalText([]byte("lost")); !errors.Is(err, ErrValue) {
		t.Errorf("an unknown reason: %v, want ErrValue", err)
	}
}

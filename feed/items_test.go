package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// rows yields n items of size bytes the first time it is ranged over, and
// nothing afterwards, as the rows of a query do.
func rows(n, size int) iter.Seq2[*Item, error] {
	left := n
	return func(yield func(*Item, error) bool) {
		for left > 0 {
			left--
			if !yield(&Item{URL: fmt.Sprintf("/%d/", left), Title: "x", HTML: strings.Repeat("x", size)}, nil) {
				return
			}
		}
	}
}

// TestOnce: items that can be ranged over once give a whole feed or an error,
// never an empty feed that looks whole.
func TestOnce(t *testing.T) {
	ctx := context.Background()
	for _, tt := range []struct {
		name  string
		items ItemsFunc
		feed  Feed
		want  error
	}{
		{"few, without Updated", Once(rows(3, 10)), Feed{}, nil},
		{"few, called Seq", Seq(rows(3, 10)), Feed{}, nil},
		{"many, with Updated", Once(rows(3, 8<<20)), Feed{Updated: day(2024, 1, 1)}, nil},
		{"many, without Updated", Once(rows(3, 8<<20)), Feed{}, ErrOnce},
		{"many, called Seq", Seq(rows(3, 8<<20)), Feed{}, ErrOnce},
	} {
		f := tt.feed
		f.Title, f.HomeURL, f.Items = "T", "https://a.example/", tt.items
		var rss, atom bytes.Buffer
		report, err := new(Encoder).Encode(ctx, &f, Output{FormatRSS, &rss}, Output{FormatAtom, &atom})
		switch {
		case !errors.Is(err, tt.want):
			t.Errorf("%s: error %v, want %v", tt.name, err, tt.want)
		case tt.want == nil && (report.Items != 3 || strings.Count(rss.String(), "<item>") != 3 || strings.Count(atom.String(), "<entry>") != 3):
			t.Errorf("%s: %d items, want 3", tt.name, report.Items)
		case tt.want != nil && xhtml.WellFormed(rss.Bytes()) == nil:
			t.Errorf("%s: with an error the document is whole", tt.name)
		}
	}
	f := &Feed{Title: "T", HomeURL: "https://a.example/", Items: Once(rows(3, 10))}
	var first, second bytes.Buffer
	if _, err := new(Encoder).RSS(ctx, &first, f); err != nil {
		t.Fatal(err)
	}
	if _, err := new(Encoder).Atom(ctx, &second, f); !errors.Is(err, ErrOnce) || second.Len() > 0 {
		t.Errorf("a second Encode: error %v after %d bytes, want %v and none", err, second.Len(), ErrOnce)
	}
}

// TestDeadlineOfAnItem: an item that took too long is left out; the feed goes
// on.
func TestDeadlineOfAnItem(t *testing.T) {
	f := &Feed{Title: "T", HomeURL: "https://a.example/", Items: Seq(func(yield func(*Item, error) bool) {
		_ = yield(&Item{URL: "/1/"}, nil) && yield(nil, fmt.Errorf("fetch: %w", context.DeadlineExceeded)) && yield(&Item{URL: "/2/"}, nil)
	})}
	var out bytes.Buffer
	report, err := new(Encoder).Encode(context.Background(), f, Output{FormatJSON, &out})
	if err != nil || report.Items != 2 || len(report.Skipped) != 1 {
		t.Errorf("%d items, skipped %v, error %v; want 2, one, and none", report.Items, report.Skipped, err)
	}
}

// TestHandlerOutlivesContexts: neither the context in which a set was made nor
// that of a request that was given up ends what the handler answers to others.
func TestHandlerOutlivesContexts(t *testing.T) {
	heads, read, _ := site(t, 3)
	s := Set{Feed: Feed{Title: "Site", HomeURL: "https://a.example/"}}
	var first context.CancelFunc
	feeds, err := s.Feeds(heads, func(ctx context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
		first() // the client leaves as soon as its feed is being made
		return read(ctx, heads)
	})
	if err != nil {
		t.Fatal(err)
	}
	h := NewHandler(nil, feeds...)
	codes := []int{}
	for range 2 {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		first = cancel
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "/rss.xml", nil))
		codes = append(codes, w.Code)
	}
	if !slices.Equal(codes, []int{200, 200}) {
		t.Errorf("status %v, want 200 twice", codes)
	}
}

// TestSkippedAreFlat: an item that fails for several reasons gives each of
// them, and errors.As finds every one.
func TestSkippedAreFlat(t *testing.T) {
	two := errors.Join(&ItemError{"a", ErrDate}, errors.Join(&ItemError{"b", ErrID}))
	wrapped := fmt.Errorf("%w and %w", ErrDate, ErrID) // has a message of its own
	f := &Feed{Title: "T", HomeURL: "https://a.example/", Items: Seq(func(yield func(*Item, error) bool) {
		_ = yield(nil, two) && yield(nil, wrapped)
	})}
	report, err := new(Encoder).RSS(context.Background(), new(bytes.Buffer), f)
	if err != nil || len(report.Skipped) != 3 || report.Skipped[2] != wrapped {
		t.Fatalf("skipped %v, error %v", report.Skipped, err)
	}
	for _, err := range report.Skipped[:2] {
		var item *ItemError
		if !errors.As(err, &item) {
			t.Errorf("%v is no ItemError", err)
		}
	}
}

// TestEndedEarly: a sequence that ends with the error of a context, or because
// too few posts are read, never makes a feed that looks whole.
func TestEndedEarly(t *testing.T) {
	one := &Item{ID: "https://a.example/1", Title: "One"}
	late := fmt.Errorf("fetch: %w", context.DeadlineExceeded)
	placed := &post.Problem{Pos: post.Position{File: "a.md", Line: 1}, Err: context.DeadlineExceeded}
	for name, tt := range map[string]struct {
		errs []error // nil stands for the item
		want error
	}{
		"in the middle": {[]error{late, nil}, nil},
		"of a post":     {[]error{nil, placed}, nil},
		"the end":       {[]error{nil, late}, context.DeadlineExceeded},
		"cancelled":     {[]error{nil, context.Canceled}, context.Canceled},
	} {
		for _, updated := range []time.Time{{}, day(2024, 1, 1)} {
			f := &Feed{Title: "T", HomeURL: "https://a.example/", Updated: updated, Items: Seq(func(yield func(*Item, error) bool) {
				for _, err := range tt.errs {
					if it := one; !yield(it, err) {
						return
					}
				}
			})}
			var out bytes.Buffer
			r, err := new(Encoder).RSS(context.Background(), &out, f)
			if !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) || err != nil && !errors.Is(err, ErrIncomplete) {
				t.Errorf("%s: error %v, want %v", name, err, tt.want)
			}
			if err == nil && (r.Items != 1 || len(r.Skipped) != 1) || err != nil && xhtml.WellFormed(out.Bytes()) == nil {
				t.Errorf("%s: %d items, skipped %v, document\n%s", name, r.Items, r.Skipped, &out)
			}
		}
	}
	heads, read, _ := site(t, 5)
	s := Set{Feed: Feed{Title: "Site", HomeURL: "https://a.example/"}}
	feeds, err := s.Feeds(heads, func(ctx context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
		return read(ctx, heads[:3])
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := new(Encoder).RSS(context.Background(), new(bytes.Buffer), feeds[0]); !errors.Is(err, ErrIncomplete) {
		t.Errorf("three posts of five: error %v, want %v", err, ErrIncomplete)
	}
}

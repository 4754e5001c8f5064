package feed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
)

// An ItemsFunc returns the items of a feed. It is called each time that the
// feed is written; ctx is that of the call, and a sequence that waits for
// something ends with the error of ctx once that is done. See [List], [Seq]
// and [Once].
type ItemsFunc func(ctx context.Context) iter.Seq2[*Item, error]

// ErrOnce means that items were needed a second time, but can be ranged over
// only once. Nothing that looks like a whole feed is written.
var ErrOnce = errors.New("the items can be ranged over only once: set Feed.Updated, and write all formats in one Encode")

// ErrIncomplete means that a sequence of items ended before its end: its last
// error is that of a context of its own that was cancelled, or a [ReadFunc]
// yielded too few posts. Nothing that looks like a whole feed is written.
var ErrIncomplete = errors.New("the items ended early")

// List returns a source of items that are in memory.
func List(items ...*Item) ItemsFunc {
	return Seq(func(yield func(*Item, error) bool) {
		for _, it := range items {
			if !yield(it, nil) {
				return
			}
		}
	})
}

// Seq returns a source of items from a sequence that yields the same items
// each time it is ranged over. Use [Once] for any other.
func Seq(seq iter.Seq2[*Item, error]) ItemsFunc {
	return func(context.Context) iter.Seq2[*Item, error] { return seq }
}

// Once returns a source of items from a sequence that can be ranged over only
// once, such as the rows of a query. It is enough for one [Encoder.Encode] in
// any number of formats. Every later use is an error that wraps [ErrOnce].
func Once(seq iter.Seq2[*Item, error]) ItemsFunc {
	left := make(chan iter.Seq2[*Item, error], 1)
	left <- seq
	return func(context.Context) iter.Seq2[*Item, error] {
		return func(yield func(*Item, error) bool) {
			select {
			case seq := <-left:
				seq(yield)
			default:
				yield(nil, ErrOnce)
			}
		}
	}
}

// heldBytes is the largest total size of the items that are kept in memory
// while the newest one is searched for.
const heldBytes = 16 << 20

// A pulled is an item, or the error in its place.
type pulled struct {
	item *Item
	err  error
}

// gather returns the items to write, and sets d.updated. If the feed does not
// state when it changed, all items are read first to find the newest time. Up
// to heldBytes of them are kept in memory. If there are more, they are read a
// second time, which must yield the same number.
func (d *document) gather(ctx context.Context) (iter.Seq2[*Item, error], error) {
	var items iter.Seq2[*Item, error] = func(func(*Item, error) bool) {}
	if d.feed.Items != nil {
		items = whole(d.feed.Items(ctx))
	}
	var ok bool
	if d.updated, ok = writable(d.feed.Updated); ok && !d.updated.IsZero() {
		if d.lang == "" {
			return d.ahead(ctx, items)
		}
		return items, nil
	}
	d.updated = time.Time{}
	var held []pulled
	var langs label.Census
	count, size := 0, 0
	for it, err := range items {
		if err := ends(ctx, err); err != nil {
			return nil, err
		}
		count++
		if size <= heldBytes {
			held = append(held, pulled{it, err})
			size += 64
		}
		if err == nil && it != nil {
			size += it.size()
			d.newer(it)
			langs.Add(knownLang(it.Lang))
		}
	}
	d.lang = cmp.Or(d.lang, langs.Lang())
	if d.updated.IsZero() {
		d.updated = undated // Atom requires a time, and the clock must not influence the output
	}
	if size <= heldBytes {
		return func(yield func(*Item, error) bool) {
			for _, p := range held {
				if !yield(p.item, p.err) {
					return
				}
			}
		}, nil
	}
	held = nil
	return again(whole(d.feed.Items(ctx)), count), nil
}

// aheadItems is the number of items that are read in advance to find the
// language of a feed whose items are otherwise written as they come.
const aheadItems = 32

// ahead reads the first items to find the language of the feed, and returns a
// sequence of all items.
func (d *document) ahead(ctx context.Context, items iter.Seq2[*Item, error]) (iter.Seq2[*Item, error], error) {
	next, stop := iter.Pull2(items)
	var held []pulled
	var langs label.Census
	more := true
	for more && len(held) < aheadItems {
		var p pulled
		if p.item, p.err, more = next(); !more {
			break
		}
		if err := ends(ctx, p.err); err != nil {
			stop()
			return nil, err
		}
		if held = append(held, p); p.err == nil && p.item != nil {
			langs.Add(knownLang(p.item.Lang))
		}
	}
	d.lang = langs.Lang()
	return func(yield func(*Item, error) bool) {
		defer stop()
		for _, p := range held {
			if !yield(p.item, p.err) {
				return
			}
		}
		held = nil
		for more {
			var p pulled
			if p.item, p.err, more = next(); more && !yield(p.item, p.err) {
				return
			}
		}
	}, nil
}

// whole yields seq. If its last error is that of a cancelled context, it
// yields an error that wraps [ErrIncomplete] in its place, because items may
// be missing. A [post.Problem] does not count: it is the time limit of that
// post only.
func whole(seq iter.Seq2[*Item, error]) iter.Seq2[*Item, error] {
	return func(yield func(*Item, error) bool) {
		var last error
		for it, err := range seq {
			if last != nil && !yield(nil, last) {
				return
			}
			var own *post.Problem
			if last = nil; (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) && !errors.As(err, &own) {
				last = err
			} else if !yield(it, err) {
				return
			}
		}
		if last != nil {
			yield(nil, fmt.Errorf("feed: %w: %w", ErrIncomplete, last))
		}
	}
}

// again yields seq, and [ErrOnce] if seq does not have count items.
func again(seq iter.Seq2[*Item, error], count int) iter.Seq2[*Item, error] {
	return func(yield func(*Item, error) bool) {
		left := count
		for it, err := range seq {
			left--
			if !yield(it, err) {
				return
			}
		}
		if left != 0 {
			yield(nil, ErrOnce)
		}
	}
}

// newer sets d.updated to the time of an item if that is later.
func (d *document) newer(it *Item) {
	published, _ := writable(it.Published)
	updated, _ := writable(it.Updated)
	if t := stamp(d.id(it, published), published, updated); d.updated.IsZero() || t.After(d.updated) {
		d.updated = t
	}
}

// ends returns the error that ends the feed, given the error of an item; nil
// if the feed goes on. That of ctx ends it, and so does an incomplete
// sequence. Any other error leaves out only the item, even if it is a
// deadline of the item's own.
func ends(ctx context.Context, err error) error {
	if cause := ctx.Err(); cause != nil {
		return cause
	}
	if errors.Is(err, ErrOnce) || errors.Is(err, ErrIncomplete) {
		return err
	}
	return nil
}

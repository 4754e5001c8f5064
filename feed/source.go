package feed

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/foreword-go/foreword/post"
)

// A source reads posts for the feeds of a set, and caches the items that
// several feeds have.
type source struct {
	read    ReadFunc
	adapter *adapter
	edit    func(*Item, *post.Post)
	claimed map[*post.Head]claim
	shared  map[*post.Head]bool
	warned  map[*post.Head]bool // whether posts are warned, once their bodies are read; guarded by items
	items   *cache[*post.Head, *Item]
	env     func() []byte // see environment
}

// share records which posts are in more than one feed.
func (s *source) share(lists [][]*post.Head) {
	seen := make(map[*post.Head]bool)
	s.shared = make(map[*post.Head]bool)
	for _, heads := range lists {
		for _, h := range heads {
			if seen[h] {
				s.shared[h] = true
			}
			seen[h] = true
		}
	}
}

// all returns the items of heads.
func (s *source) all(heads []*post.Head) ItemsFunc {
	return func(ctx context.Context) iter.Seq2[*Item, error] {
		return func(yield func(*Item, error) bool) {
			s.each(ctx, heads, func(_ *post.Head, it *Item, err error) bool { return yield(it, err) })
		}
	}
}

// filtered returns the items of the first n heads that are warned, or of the
// first n that are not. If a post cannot be read, both sequences yield its
// error.
func (s *source) filtered(heads []*post.Head, warned bool, n int) ItemsFunc {
	return func(ctx context.Context) iter.Seq2[*Item, error] {
		maybe := slices.DeleteFunc(slices.Clone(heads), func(h *post.Head) bool {
			known, is := s.isWarned(h)
			return known && is != warned
		})
		return s.first(n, maybe, func(it *Item) bool { return (len(it.Warnings) > 0) == warned })(ctx)
	}
}

// first returns the first n items of heads for which keep returns true. If a
// post cannot be read, its error is yielded, because it is unknown whether it
// would be kept.
func (s *source) first(n int, heads []*post.Head, keep func(*Item) bool) ItemsFunc {
	return func(ctx context.Context) iter.Seq2[*Item, error] {
		return func(yield func(*Item, error) bool) {
			left := n
			s.each(ctx, heads, func(_ *post.Head, it *Item, err error) bool {
				if err == nil && !keep(it) {
					return true
				}
				if left == 0 || !yield(it, err) {
					return false
				}
				if err == nil {
					left--
				}
				return left > 0
			})
		}
	}
}

func (s *source) isWarned(h *post.Head) (known, warned bool) {
	s.items.mu.Lock()
	defer s.items.mu.Unlock()
	warned, known = s.warned[h]
	return known, warned
}

func (s *source) noteWarned(h *post.Head, warned bool) {
	s.items.mu.Lock()
	defer s.items.mu.Unlock()
	s.warned[h] = warned
}

// each calls f with the item or error of each head, in order. Cached items
// are used, and all others are read in one call of the ReadFunc.
func (s *source) each(ctx context.Context, heads []*post.Head, f func(*post.Head, *Item, error) bool) {
	kept := make(map[*post.Head]*Item)
	var missing []*post.Head
	for _, h := range heads {
		if it, ok := s.items.get(h); ok {
			kept[h] = it
		} else {
			missing = append(missing, h)
		}
	}
	next, stop := iter.Pull2(s.read(ctx, missing))
	defer stop()
	for _, h := range heads {
		if it, ok := kept[h]; ok {
			if !f(h, it, nil) {
				return
			}
			continue
		}
		p, err, ok := next()
		if !ok {
			err = fmt.Errorf("feed: %w: %s and the posts after it were not read", ErrIncomplete, h.Path)
		}
		var it *Item
		if err == nil {
			it = s.adapter.item(p)
			if s.edit != nil {
				s.edit(it, p)
			}
			if c, ok := s.claimed[h]; ok {
				it.ID, it.wanted = c.id, c.wanted
			}
			s.noteWarned(h, len(it.Warnings) > 0)
			if s.shared[h] {
				s.items.put(h, it, it.size())
			}
		}
		if !f(h, it, err) || !ok {
			return
		}
	}
}

// size returns the approximate size of an item in memory, in bytes.
func (it *Item) size() int {
	n := 1024 + len(it.HTML) + len(it.Summary)
	for _, w := range it.Warnings {
		n += len(w.HTML) + len(w.Text)
	}
	return n
}

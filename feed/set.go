package feed

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/foreword-go/foreword/internal/filename"
	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
)

// All as a limit means no limit.
const All = -1

// defaultLimit is how many items a feed has when nothing else is said.
const defaultLimit = 20

// A Set says which feeds a site has. Its zero value but for the required
// fields of Feed has one, of the newest 20 posts.
type Set struct {
	// Feed is what the feeds have in common. Its Title, Path, ID, Updated and
	// Items are those of the main feed; Items is not looked at.
	Feed Feed
	// Limit is how many of the newest posts a feed has. If zero, 20; [All]
	// means all.
	Limit int
	// Tags and Categories add a feed for each of them, in folders "tags" and
	// "categories".
	Tags, Categories bool
	// Warned adds a feed of the posts with a content warning, in the folder
	// "warned", and Unwarned one of all others, in "unwarned".
	Warned, Unwarned bool
	// Archives adds the archives of the main feed (RFC 5005, section 4), in
	// folders "archive/1" and so on, oldest first. Each has as many posts as
	// the limit and keeps them as long as no older post is added; it changes
	// once more, to link to the next. Posts that do not fill one are in the
	// main feed alone.
	Archives bool
	// CacheBytes bounds the items kept for feeds that share them. If zero,
	// 64 MiB; negative keeps none.
	CacheBytes int
}

// Feeds returns the feeds of the posts that heads stand for: the main one
// first, then those of warnings, tags, categories and archives, each group in
// a fixed order. Their items are read when a feed is encoded, a few at a
// time; those that several feeds have are kept within CacheBytes. The feeds
// may be encoded more than once and concurrently. Heads must not change.
//
// The error wraps [ErrTitle], [ErrURL] or [ErrLang].
func (s *Set) Feeds(ctx context.Context, heads []*post.Head, read ReadFunc) ([]*Feed, error) {
	if err := s.Feed.check(); err != nil {
		return nil, err
	}
	listed := Listed(heads)
	d, err := newDocument(&Encoder{}, &Feed{HomeURL: s.Feed.HomeURL, Updated: undated})
	if err != nil {
		return nil, err
	}
	src := &source{
		ctx: ctx, read: read,
		adapter: newAdapter(d.refs, listed),
		claimed: d.claim(listed),
		warned:  make(map[*post.Head]bool),
		items:   newCache[*post.Head, *Item](s.cacheBytes()),
	}
	b := &setBuilder{set: s, d: d, src: src, words: label.For(s.lang(listed))}
	b.main(listed)
	b.feeds[0].unlisted = len(heads) - len(listed)
	if s.Warned {
		b.filtered("warned", b.words.WarnedPosts, listed, true)
	}
	if s.Unwarned {
		b.filtered("unwarned", b.words.UnwarnedPosts, listed, false)
	}
	if s.Tags {
		b.groups("tags", b.words.TaggedPosts, listed, func(h *post.Head) []string { return h.Tags })
	}
	if s.Categories {
		b.groups("categories", b.words.CategoryPosts, listed, func(h *post.Head) []string {
			var all []string
			for _, c := range h.Categories {
				all = append(all, c.String())
			}
			return all
		})
	}
	if s.Archives {
		b.archives(listed)
	}
	src.share(b.heads)
	return b.feeds, nil
}

// lang is the language of titles: that of the feeds, or of the newest post
// whose head says.
func (s *Set) lang(listed []*post.Head) string {
	if i := slices.IndexFunc(listed, func(h *post.Head) bool { return h.Lang != "" }); s.Feed.Lang == "" && i >= 0 {
		return listed[i].Lang
	}
	return s.Feed.Lang
}

func (s *Set) limit(n int) int {
	switch {
	case s.Limit < 0:
		return n
	case s.Limit == 0:
		return min(n, defaultLimit)
	}
	return min(n, s.Limit)
}

func (s *Set) cacheBytes() int {
	if s.CacheBytes == 0 {
		return 64 << 20
	}
	return max(s.CacheBytes, 0)
}

// A setBuilder collects the feeds of a set.
type setBuilder struct {
	set   *Set
	d     *document
	src   *source
	words *label.Labels
	feeds []*Feed
	heads [][]*post.Head // of each of feeds
}

// add adds a feed of the heads given, in their order.
func (b *setBuilder) add(dir, title string, heads []*post.Head) *Feed {
	f := b.set.Feed
	if dir != "" {
		f.Path, f.ID, f.Updated = dir, "", time.Time{}
	}
	if title != "" {
		f.Title = oneLine(f.Title) + " · " + title
	}
	f.Items = b.src.all(heads)
	if f.Updated.IsZero() {
		f.Updated = b.newest(heads)
	}
	b.feeds = append(b.feeds, &f)
	b.heads = append(b.heads, heads)
	return &f
}

// newest returns the time of the post that changed last, told from heads.
func (b *setBuilder) newest(heads []*post.Head) time.Time {
	var newest time.Time
	for _, h := range heads {
		published, _ := writable(h.Published)
		updated, _ := writable(h.Updated)
		id := b.d.id(&Item{ID: h.ID, URL: h.URL}, published)
		if c, ok := b.src.claimed[h]; ok {
			id = c.id
		}
		if t := stamp(id, published, updated); newest.IsZero() || t.After(newest) {
			newest = t
		}
	}
	if newest.IsZero() {
		return undated
	}
	return newest
}

func (b *setBuilder) main(listed []*post.Head) {
	b.add("", "", listed[:b.set.limit(len(listed))])
}

// filtered adds a feed of the posts that have a content warning, or have
// none. Which those are the bodies say, so they are read when the feed is.
func (b *setBuilder) filtered(dir, title string, listed []*post.Head, warned bool) {
	f := b.add(dir, title, listed)
	f.Updated = time.Time{}
	f.Items = b.src.filtered(listed, warned, b.set.limit(len(listed)))
}

// groups adds a feed for each name that posts have.
func (b *setBuilder) groups(dir, title string, listed []*post.Head, of func(*post.Head) []string) {
	members := make(map[string][]*post.Head)
	for _, h := range listed {
		for _, name := range of(h) {
			name = oneLine(name)
			if own := members[name]; name != "" && (len(own) == 0 || own[len(own)-1] != h) {
				members[name] = append(own, h)
			}
		}
	}
	names := slices.Sorted(maps.Keys(members))
	// Of names that would share a folder, such as "Go" and "go", the one that
	// was used first keeps it, so that no later post moves a feed.
	byAge := slices.Clone(names)
	slices.SortStableFunc(byAge, func(x, y string) int { return byFirst(members[x], members[y]) })
	var folders filename.Names
	folder := make(map[string]string, len(names))
	for _, name := range byAge {
		folder[name] = folders.For(name)
	}
	for _, name := range names {
		own := members[name]
		b.add(dir+"/"+folder[name], fmt.Sprintf(title, name), own[:b.set.limit(len(own))])
	}
}

// byFirst compares lists of heads, newest first, by their oldest dated head.
// Those without one come last.
func byFirst(x, y []*post.Head) int {
	first := func(heads []*post.Head) time.Time {
		for _, h := range slices.Backward(heads) {
			if !h.Published.IsZero() {
				return h.Published
			}
		}
		return time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return first(x).Compare(first(y))
}

// archives cuts all posts but the newest into documents of one size, from the
// oldest on, so that a new post changes none of those before it.
func (b *setBuilder) archives(listed []*post.Head) {
	size := b.set.limit(len(listed))
	if size == 0 || size == len(listed) {
		return
	}
	main, current := b.feeds[0], ""
	// The documents are those of one feed (RFC 5005, section 1.2).
	id := cmp.Or(main.ID, main.URL(Atom))
	dirs := make([]string, len(listed)/size)
	for i := range dirs {
		dirs[i] = "archive/" + strconv.Itoa(i+1)
	}
	for i, dir := range dirs {
		end := len(listed) - i*size
		f := b.add(dir, fmt.Sprintf(b.words.ArchivePage, i+1), listed[end-size:end])
		f.ID, f.Archive, f.Current, f.Hub = id, true, &current, ""
		if i > 0 {
			f.PrevArchive = &dirs[i-1]
		}
		if i+1 < len(dirs) {
			f.NextArchive = &dirs[i+1]
		}
	}
	if main.Path != "" {
		current = main.Path
	}
	main.PrevArchive = &dirs[len(dirs)-1]
}

// A claim is the identifier of a post whose own an older post has.
type claim struct{ id, wanted string }

// claim returns the posts of listed, newest first, that cannot have the
// identifier they would have. Of posts with one identifier the oldest keeps
// it, in every feed of a set: readers have seen it.
func (d *document) claim(listed []*post.Head) map[*post.Head]claim {
	taken := make(map[string]*post.Head, len(listed))
	claims := make(map[*post.Head]claim)
	of := func(dated bool) {
		for _, h := range slices.Backward(listed) {
			published, _ := writable(h.Published)
			if h.Published.IsZero() == dated {
				continue
			}
			id := d.id(&Item{ID: h.ID, URL: h.URL}, published)
			if by := taken[id]; id != "" && by != nil && by != h {
				itemURL := ""
				if h.URL != "" {
					itemURL = d.refs.resolve(h.URL)
				}
				own := distinct(id, itemURL, oneLine(h.Title), published, d.refs.home, func(id string) bool { return taken[id] != nil })
				claims[h] = claim{own, id}
				id = own
			}
			taken[id] = h
		}
	}
	of(true)
	of(false)
	return claims
}

// A source reads posts for the feeds of a set and keeps the items of those
// that several have.
type source struct {
	ctx     context.Context
	read    ReadFunc
	adapter *adapter
	claimed map[*post.Head]claim
	shared  map[*post.Head]bool
	warned  map[*post.Head]bool // what the bodies have said; guarded by items
	items   *cache[*post.Head, *Item]
}

// share notes which posts are in more than one feed.
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

// all yields the items of heads.
func (s *source) all(heads []*post.Head) iter.Seq2[*Item, error] {
	return func(yield func(*Item, error) bool) {
		s.each(heads, func(_ *post.Head, it *Item, err error) bool { return yield(it, err) })
	}
}

// filtered yields the items of the first n heads that are warned, or not. A
// post that cannot be read is an error of both.
func (s *source) filtered(heads []*post.Head, warned bool, n int) iter.Seq2[*Item, error] {
	return func(yield func(*Item, error) bool) {
		left := n
		maybe := slices.DeleteFunc(slices.Clone(heads), func(h *post.Head) bool {
			known, is := s.isWarned(h)
			return known && is != warned
		})
		s.each(maybe, func(h *post.Head, it *Item, err error) bool {
			if err == nil && (len(it.Warnings) > 0) != warned {
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

// each calls f with the item or error of each head, in order: kept ones, and
// between them those that one reading yields.
func (s *source) each(heads []*post.Head, f func(*post.Head, *Item, error) bool) {
	kept := make(map[*post.Head]*Item)
	var missing []*post.Head
	for _, h := range heads {
		if it, ok := s.items.get(h); ok {
			kept[h] = it
		} else {
			missing = append(missing, h)
		}
	}
	next, stop := iter.Pull2(s.read(s.ctx, missing))
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
			return
		}
		var it *Item
		if err == nil {
			it = s.adapter.item(p)
			if c, ok := s.claimed[h]; ok {
				it.ID, it.wanted = c.id, c.wanted
			}
			s.noteWarned(h, len(it.Warnings) > 0)
			if s.shared[h] {
				s.items.put(h, it, it.size())
			}
		}
		if !f(h, it, err) {
			return
		}
	}
}

// size is about how many bytes an item holds in memory.
func (it *Item) size() int {
	n := 1024 + len(it.HTML) + len(it.Summary)
	for _, w := range it.Warnings {
		n += len(w.HTML) + len(w.Text)
	}
	return n
}

// Links returns <link rel="alternate"> elements for the head of a site's
// pages, by which browsers and readers find the feeds: one for each feed and
// format, each on its line.
func Links(feeds ...*Feed) string {
	var b []byte
	for _, f := range feeds {
		for _, format := range f.formats() {
			b = fmt.Appendf(b, "<link rel=\"alternate\" type=\"%s\" title=\"%s\" href=\"%s\" />\n",
				format.MediaType(), escape(f.Title), escape(f.URL(format)))
		}
	}
	return string(b)
}

// best returns the format that most readers know, of those a feed has.
func (f *Feed) best() Format { return cmp.Or(slices.Min(f.formats()), RSS) }

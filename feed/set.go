package feed

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/foreword-go/foreword/internal/filename"
	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// NoLimit as [Set.Limit] puts all posts into each feed.
const NoLimit = -1

// defaultLimit is how many items a feed has when nothing else is said.
const defaultLimit = 20

// A Set says which feeds a site has. Its zero value but for the required
// fields of Feed has one, of the newest 20 posts.
type Set struct {
	// Feed is what the feeds have in common. Its Title, Path, ID and Updated
	// are those of the main feed; its Items are not looked at.
	Feed Feed
	// Limit is how many of the newest posts a feed has. If zero, 20;
	// [NoLimit] puts in all of them.
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
func (s *Set) Feeds(heads []*post.Head, read ReadFunc) ([]*Feed, error) {
	if err := s.Feed.check(); err != nil {
		return nil, err
	}
	listed := Listed(heads)
	d, err := newDocument(&Encoder{}, &Feed{HomeURL: s.Feed.HomeURL})
	if err != nil {
		return nil, err
	}
	src := &source{
		read:    read,
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
		f.Title = xhtml.OneLine(f.Title) + " · " + title
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
			name = xhtml.OneLine(name)
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
	id := cmp.Or(main.ID, main.URL(FormatAtom))
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
				own := distinct(id, itemURL, xhtml.OneLine(h.Title), published, d.refs.home, func(id string) bool { return taken[id] != nil })
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

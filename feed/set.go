package feed

import (
	"cmp"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// NoLimit is a value for [Set.Limit] that puts all posts into each feed.
const NoLimit = -1

// defaultLimit is the number of items in a feed if [Set.Limit] is zero.
const defaultLimit = 20

// A Set describes the feeds of a site. If only the required fields of Feed are
// set, there is one feed, of the newest 20 posts.
type Set struct {
	// Feed holds the metadata that the feeds share. Its Title, Path, ID and
	// Updated are those of the main feed. Its Items are ignored.
	Feed Feed
	// Limit is the number of posts in each feed, newest first. If zero, 20;
	// if [NoLimit], all.
	Limit int
	// Tags, Categories, Sections, Authors and Languages add a feed for each
	// tag, category and so on, in folders of these names; see [ByTag],
	// [ByCategory], [BySection], [ByAuthor] and [ByLanguage]. Posts that name
	// no author count as posts by the authors of Feed, and posts without a
	// language as posts in the language of Feed. If the text of a post shows
	// that it is a repost, it is not in the feed of an author of this site.
	Tags, Categories, Sections, Authors, Languages bool
	// Groups adds the feeds of further groups.
	Groups []Group
	// Warned adds a feed of the posts with a content warning, in the folder
	// "warned", and Unwarned a feed of all other posts, in "unwarned".
	Warned, Unwarned bool
	// Podcast, if not nil, adds a feed of the posts with a recording, in the
	// folder "podcast", that has this as its [Feed.Podcast].
	Podcast *Podcast
	// Renderer, if not nil, holds the hooks with which the bodies of posts
	// are rendered. The results of its Link and Image hooks are made
	// absolute. The results of its Highlight and Math hooks are written
	// unchanged.
	Renderer *post.Renderer
	// Edit, if not nil, is called with each item before it is written and the
	// post that it was made of, and may change the item, for example by
	// [Item.Elements]. The post must not be changed. It is called again for
	// an item that is no longer kept.
	Edit func(*Item, *post.Post)
	// Archives adds the archives of the main feed (RFC 5005, section 4), in
	// folders "archive/1" and so on, oldest first. Each holds Limit posts, and
	// keeps them as long as no older post is added. It changes once, to link
	// to the next archive. Posts that do not fill an archive are only in the
	// main feed.
	Archives bool
	// CacheBytes bounds the memory for items that several feeds share. If
	// zero, 64 MiB; if negative, none are kept.
	CacheBytes int
	// Listing decides which posts are in the feeds; see [post.Listing]. The
	// zero Listing leaves out withheld posts, and does not consider the time.
	Listing post.Listing
}

// Feeds returns the feeds of the posts that heads describe. The main feed
// comes first, then those of warnings, the podcast, tags, categories,
// sections, authors, languages and further groups, and then the archives,
// each in a fixed order. Their items are read when a feed is encoded, a few
// at a time; items that several feeds share are cached within CacheBytes. The
// feeds may be encoded more than once and concurrently. heads must not be
// changed afterwards.
//
// The error wraps [ErrTitle], [ErrURL], [ErrLang], [ErrFormat], [ErrElement]
// or [ErrPodcast].
func (s *Set) Feeds(heads []*post.Head, read ReadFunc) ([]*Feed, error) {
	if err := s.Feed.check(); err != nil {
		return nil, err
	}
	listed := Listed(heads, s.Listing)
	d, err := newDocument(&Encoder{}, &Feed{HomeURL: s.Feed.HomeURL, VerbatimIDs: s.Feed.VerbatimIDs, Vocabulary: s.Feed.Vocabulary})
	if err != nil {
		return nil, err
	}
	absent := s.Listing.Absent(heads)
	src := &source{
		read:    read,
		adapter: newAdapter(d.refs, listed, absent, s.Renderer),
		edit:    s.Edit,
		claimed: d.claim(listed),
		warned:  make(map[*post.Head]bool),
		items:   newCache[*post.Head, *Item](s.cacheBytes()),
	}
	src.env = sync.OnceValue(func() []byte { return src.environment(s.Limit, listed, absent) })
	b := &setBuilder{set: s, d: d, src: src, words: d.labels(s.lang(listed))}
	b.main(listed)
	b.feeds[0].unlisted = len(heads) - len(listed)
	if s.Warned {
		b.filtered("warned", b.words.WarnedPosts, listed, true)
	}
	if s.Unwarned {
		b.filtered("unwarned", b.words.UnwarnedPosts, listed, false)
	}
	if s.Podcast != nil {
		f := b.kept("podcast", "", listed, s.limit(len(listed)), func(it *Item) bool { return len(it.Enclosures) > 0 })
		f.Podcast, f.Lang = s.Podcast, s.lang(listed)
		f.Title, f.Description = cmp.Or(s.Podcast.Title, f.Title), cmp.Or(s.Podcast.Description, f.Description)
		if err := f.check(); err != nil {
			return nil, err
		}
	}
	for _, g := range s.groups(b.words) {
		b.group(g, listed)
	}
	if s.Archives {
		b.archives(listed)
	}
	src.share(b.heads)
	return b.feeds, nil
}

// lang returns the language of titles: that of the set, or else that of most
// posts whose heads state one.
func (s *Set) lang(listed []*post.Head) string {
	if s.Feed.Lang != "" {
		return s.Feed.Lang
	}
	var langs label.Census
	for _, h := range listed {
		if h.Lang != "" {
			langs.Add(h.Lang)
		}
	}
	return langs.Lang()
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

// A setBuilder makes the feeds of a set.
type setBuilder struct {
	set   *Set
	d     *document
	src   *source
	words *label.Labels
	feeds []*Feed
	heads [][]*post.Head // heads of the posts in each of feeds
}

// add adds a feed of the posts with the given heads, in this order.
func (b *setBuilder) add(dir, title string, heads []*post.Head) *Feed {
	f := b.set.Feed
	if dir != "" {
		f.Path, f.ID, f.Updated = dir, "", time.Time{}
	}
	if title != "" {
		f.Title = xhtml.OneLine(f.Title) + " · " + title
	}
	f.Items = b.src.all(heads)
	f.made = &made{b.src, heads, b.set.Renderer != nil || b.set.Edit != nil || len(b.set.Groups) > 0}
	if f.Updated.IsZero() {
		f.Updated = b.newest(heads)
	}
	b.feeds = append(b.feeds, &f)
	b.heads = append(b.heads, heads)
	return &f
}

// newest returns the latest time at which one of the posts changed, according
// to their heads.
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

// filtered adds a feed of the posts that have a content warning, or of those
// that have none. Only the bodies show which posts have one, so they are read
// when the feed is encoded.
func (b *setBuilder) filtered(dir, title string, listed []*post.Head, warned bool) {
	f := b.add(dir, title, listed)
	f.Updated = time.Time{}
	f.Items = b.src.filtered(listed, warned, b.set.limit(len(listed)))
}

// kept adds a feed of the first n posts for whose items keep returns true.
func (b *setBuilder) kept(dir, title string, heads []*post.Head, n int, keep func(*Item) bool) *Feed {
	f := b.add(dir, title, heads)
	f.Updated = time.Time{}
	f.Items = b.src.first(n, heads, keep)
	return f
}

// archives adds the archives. It divides all posts except the newest into
// documents of one size, beginning with the oldest, so that a new post does
// not change earlier documents.
func (b *setBuilder) archives(listed []*post.Head) {
	size := b.set.limit(len(listed))
	if size == 0 || size == len(listed) {
		return
	}
	main, current := b.feeds[0], ""
	// An archive belongs to the main feed and has its identifier (RFC 5005,
	// section 1.2).
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

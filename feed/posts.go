package feed

import (
	"cmp"
	"context"
	"iter"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/post"
)

// A ReadFunc reads the posts with the given heads. It yields a post or an
// error for each head, in the same order.
// [github.com/foreword-go/foreword/post/markdown.Parser.Posts] is a ReadFunc.
type ReadFunc func(ctx context.Context, heads []*post.Head) iter.Seq2[*post.Post, error]

// FromPosts returns a copy of meta with posts as its items, newest first. It
// leaves out the posts that [Listed] leaves out. If meta.Updated is zero, it
// is set to the time of the newest post. If meta is invalid, the feed has no
// items, and encoding it returns the error. Use [Set] for the posts of a
// whole site, which need not fit in memory.
func FromPosts(meta Feed, posts []*post.Post) *Feed {
	byHead := make(map[*post.Head]*post.Post, len(posts))
	heads := make([]*post.Head, len(posts))
	for i, p := range posts {
		heads[i] = &p.Head
		byHead[heads[i]] = p
	}
	s := &Set{Feed: meta, Limit: NoLimit}
	feeds, err := s.Feeds(heads, func(_ context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
		return func(yield func(*post.Post, error) bool) {
			for _, h := range heads {
				if !yield(byHead[h], nil) {
					return
				}
			}
		}
	})
	if err != nil { // the metadata is invalid; Encode returns the error
		meta.Items = nil
		return &meta
	}
	return feeds[0]
}

// Listed returns the heads of the posts that listing allows in a feed, newest
// first. Posts with the same time are in path order, and posts without a date
// come last. The argument is not changed.
func Listed(heads []*post.Head, listing post.Listing) []*post.Head {
	listing.Feed = true
	listed := slices.DeleteFunc(slices.Clone(heads), func(h *post.Head) bool { return h == nil || !listing.Published(h) })
	slices.SortStableFunc(listed, func(a, b *post.Head) int {
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.Path, b.Path))
	})
	return listed
}

// An adapter converts posts to items.
type adapter struct {
	refs  resolver
	posts func() *post.Index[*post.Head] // targets of links between source files; made when first needed
	hooks post.Renderer                  // hooks of the caller
	// absent holds the posts that have no page on the site. A link to such a
	// post is removed, and its text is kept.
	absent post.Index[*post.Head]
}

func newAdapter(refs resolver, heads, absent []*post.Head, hooks *post.Renderer) *adapter {
	a := &adapter{refs: refs, absent: post.Index[*post.Head]{Site: refs.home}}
	for _, h := range absent {
		a.absent.Add(h.Place(), h)
	}
	if hooks != nil {
		a.hooks = *hooks
	}
	a.posts = sync.OnceValue(func() *post.Index[*post.Head] {
		posts := &post.Index[*post.Head]{Site: refs.home}
		for _, h := range heads {
			posts.Add(h.Place(), h)
		}
		return posts
	})
	return a
}

// item returns the item for a post.
func (a *adapter) item(p *post.Post) *Item {
	it := &Item{
		ID: p.ID, URL: p.URL, Title: p.Title, Lang: p.Lang,
		Published: p.Published, Updated: p.Updated, Summary: p.Summary,
		Tags: p.Tags, Categories: p.Categories,
		Warnings: markup(p.Warnings), Repost: p.Repost, Rights: p.License,
	}
	for _, author := range p.Authors {
		if author.Role == "" {
			it.Authors = append(it.Authors, author)
		} else {
			it.Contributors = append(it.Contributors, author)
		}
	}
	refs := a.refs.at(p.URL)
	link := func(ref string) string {
		if a.leadsNowhere(&p.Head, ref) {
			return ""
		}
		if u := a.toPost(&p.Head, ref); u != "" {
			return u
		}
		if a.hooks.Link != nil {
			if ref = a.hooks.Link(ref); ref == "" {
				return ""
			}
		}
		return refs.resolve(addressOf(&p.Head, ref))
	}
	r := a.hooks
	r.Link = link
	r.Image = func(img post.Image) (post.Image, bool) {
		if a.hooks.Image != nil {
			var ok bool
			if img, ok = a.hooks.Image(img); !ok {
				return img, false
			}
		}
		img.Src = refs.picture(addressOf(&p.Head, img.Src))
		return img, img.Src != ""
	}
	it.HTML = r.Body(p)
	it.rendered, it.prefix = it.HTML, r.IDPrefix
	it.anchors = anchorsOf(p.Headings, r.IDPrefix)
	a.media(it, p)
	it.Episode, it.Link = episodeOf(&p.Head), a.leadsOut(&p.Head)
	return it
}

// markup returns copies of warnings with their bodies as markup and text. A
// Body refers to the whole post, many times larger, which would stay in
// memory while an item waits for a second feed.
func markup(warnings []*post.Warning) []*post.Warning {
	own := slices.Clone(warnings)
	for i, w := range own {
		if w != nil && w.Body != nil && w.HTML != "" && w.Text != "" {
			c := *w
			c.Body = nil
			own[i] = &c
		}
	}
	return own
}

// leadsNowhere reports whether ref leads to a post without a page on the site.
func (a *adapter) leadsNowhere(h *post.Head, ref string) bool {
	if t := h.Resolve(ref); t.Found {
		_, ok := a.absent.At(t)
		return ok
	}
	from := h.Place()
	if _, ok := a.absent.Find(from, ref); !ok {
		return false
	}
	_, listed := a.posts().Find(from, ref)
	return !listed
}

// toPost returns the address of the post that ref, the path of a source file,
// leads to; "" if it leads to no post.
func (a *adapter) toPost(h *post.Head, ref string) string {
	name, tail := ref, ""
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		name, tail = ref[:i], ref[i:]
	}
	switch path.Ext(name) {
	case ".md", ".markdown", ".mdx":
	default:
		return ""
	}
	other, ok := a.posts().Find(h.Place(), ref)
	if !ok || other.URL == "" {
		return ""
	}
	return a.refs.resolve(other.URL) + a.refs.tail(tail)
}

// tail returns the query and fragment of a reference in safe form.
func (r resolver) tail(tail string) string {
	if tail == "" {
		return ""
	}
	u, ok := r.parse(tail)
	if !ok {
		return ""
	}
	s := ""
	if u.RawQuery != "" {
		s = "?" + u.RawQuery
	}
	if u.Fragment != "" {
		s += "#" + u.EscapedFragment()
	}
	return s
}

package markdown

import (
	"crypto/sha256"
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"github.com/foreword-go/foreword/internal/wire"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/vocabulary"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

// A Cache keeps parsed posts between runs of a program, in the form that
// [Freeze] returns. The key of a post is the SHA-256 of everything it is
// parsed from: its bytes, its head, the settings of the [Parser], and
// Version. If the cache does not have the post, or its bytes cannot be read,
// the post is parsed.
//
// Get and Put may be called from several goroutines at once. A Cache must not
// be copied.
type Cache struct {
	// Version is the version of the program. It must change whenever the
	// program does, because another version may parse the same post
	// differently.
	Version string
	// Get returns the bytes that Put stored under key, or nil. It must not
	// change them.
	Get func(key [sha256.Size]byte) []byte
	// Put stores the bytes of a post under key. It may also do nothing.
	Put func(key [sha256.Size]byte, frozen []byte)

	known sync.Map // maps a *site.Site or *post.Vocabulary to its hash
}

// settings holds everything that a post is parsed with, except its bytes and
// head.
type settings struct {
	Version                          string
	Lang, Engine, Permalink, SiteURL string
	Base, Zone                       string
	SiteAuthors, Topics              []string
	Knows, Vault                     bool
	Limits                           Limits
	Site, Vocabulary                 string // hashes
}

// cacheKey returns the cache key of a post with the head h; nil if the post
// is not cached.
func (p *Parser) cacheKey(h *post.Head, src []byte) *[sha256.Size]byte {
	if p.Cache == nil || p.Extensions != nil {
		return nil
	}
	return new(p.sum(frozenMark, h, src))
}

// sum returns the SHA-256 of the settings of the parser, the head h and the
// bytes of a post.
func (p *Parser) sum(mark string, h *post.Head, src []byte) [sha256.Size]byte {
	c := p.Cache
	set := settings{
		Version: c.Version,
		Lang:    p.Lang, Engine: string(p.Engine), Permalink: p.Permalink, SiteURL: p.SiteURL, Base: p.Base,
		SiteAuthors: p.SiteAuthors, Knows: p.SiteAuthors != nil, Vault: p.vault, Limits: p.Limits,
	}
	if p.Location != nil {
		set.Zone = p.Location.String()
	}
	for _, label := range slices.Sorted(maps.Keys(p.Topics)) {
		set.Topics = append(set.Topics, label, p.Topics[label])
	}
	if p.Site != nil {
		set.Site = c.hash(p.Site, func() any { return p.Site })
	}
	if p.Vocabulary != nil {
		set.Vocabulary = c.hash(p.Vocabulary, func() any {
			return []any{slices.Collect(p.Vocabulary.Topics()), vocabulary.Of(p.Vocabulary).Languages}
		})
	}
	sum := sha256.New()
	sum.Write([]byte(mark))
	sum.Write(wire.Append(wire.Append(nil, &set), h))
	sum.Write(src)
	return [sha256.Size]byte(sum.Sum(nil))
}

// Key returns the SHA-256 of everything that [Parser.Posts] makes the post of
// the head h from: the bytes of its file, its head, the settings of the
// Parser, the version in p.Cache, the files and addresses of the site in
// p.Files, and whether its authors write the site. Two posts with the same
// key are equal, so what a program makes of a post can be kept under its key.
// Key reads the file, but does not parse it.
//
// ok is false if there is no Cache, if the file cannot be read, or if the
// post depends on something else: on Extensions, or on a file that maps keys
// of authors to people.
func (p *Parser) Key(h *post.Head) (key [sha256.Size]byte, ok bool) {
	o := originOf(h)
	if p.Cache == nil || p.Extensions != nil || o == nil || o.setting.people != nil {
		return key, false
	}
	f := file{path: h.Path, name: o.file, setting: o.setting}
	q := p.of(o).in(f).from(o.fsys)
	src, _, problem := q.readPost(o.fsys, f, nil)
	if problem != nil {
		return key, false
	}
	if o.brief {
		own, _, err := q.readHead(f.path, src, true)
		if err != nil {
			return key, false
		}
		own.Files = o
		q.complete(own, o.setting)
		h = own
	}
	mark := "foreword key 1\n"
	if q.Files != nil {
		index := q.Files.Sum()
		mark += string(index[:])
	}
	for _, a := range h.Authors {
		if s := f.authors; p.SiteAuthors == nil && s != nil && s.writes(a) {
			mark += "own"
		} else {
			mark += "other"
		}
	}
	if q.source != nil {
		if own, _, m, err := q.readBy(frontmatter.Read, f.path, src, true); err == nil {
			body, inserts := q.insertFiles(own, m.Body)
			src = withFiles(src, body, inserts)
		}
	}
	return q.sum(mark, h, src), true
}

// withFiles returns everything that a post is parsed from: its file, and its
// body with the files that it includes.
func withFiles(src, body []byte, inserts []doc.Insert) []byte {
	if len(inserts) == 0 {
		return src
	}
	return slices.Concat(src, body)
}

// hash returns the SHA-256 of the JSON of a value that never changes, such as
// a site. A site holds more than its JSON shows, but only for the heads of
// its posts, which are part of each key themselves.
func (c *Cache) hash(of any, content func() any) string {
	if known, ok := c.known.Load(of); ok {
		return known.(string)
	}
	src, err := json.Marshal(content())
	if err != nil {
		src = nil // no site or vocabulary holds a value that JSON cannot represent
	}
	sum := sha256.Sum256(src)
	hash := string(sum[:])
	c.known.Store(of, hash)
	return hash
}

// get returns the post stored under a key; nil if there is none.
func (c *Cache) get(key *[sha256.Size]byte) *post.Post {
	if key == nil || c.Get == nil {
		return nil
	}
	frozen := c.Get(*key)
	if frozen == nil {
		return nil
	}
	po, err := thaw(frozen)
	if err != nil {
		return nil
	}
	return po
}

// put stores a post.
func (c *Cache) put(key *[sha256.Size]byte, po *post.Post) {
	if key == nil || c.Put == nil {
		return
	}
	if frozen, err := Freeze(po); err == nil {
		c.Put(*key, frozen)
	}
}

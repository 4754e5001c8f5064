package markdown

import (
	"crypto/sha256"
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/wire"
)

// A Cache keeps parsed posts from one run of a program to the next, in the form of
// [Freeze]. A post is asked for by the SHA-256 of everything that it is parsed from:
// its bytes, its head, what the [Parser] is set to, and Version. Where the cache has
// nothing, or bytes that are no frozen post, the post is parsed.
//
// Get and Put are called from several goroutines. A Cache must not be copied.
type Cache struct {
	// Version is that of the program. It must change when the program does: another
	// version may find more in the same post.
	Version string
	// Get returns what Put was called with for the key, unchanged, or nil.
	Get func(key [sha256.Size]byte) []byte
	// Put keeps a frozen post under a key, or does not.
	Put func(key [sha256.Size]byte, frozen []byte)

	known sync.Map // of a *site.Site or *post.Vocabulary the hash
}

// settings are what a post is parsed with, besides its bytes and head.
type settings struct {
	Version                          string
	Lang, Engine, Permalink, SiteURL string
	Base, Zone                       string
	SiteAuthors, Topics              []string
	Knows, Vault                     bool
	Limits                           Limits
	Site, Vocabulary                 string // hashes
}

// cacheKey returns the key of a post of the head h; nil if it is not kept.
func (p *Parser) cacheKey(h *post.Head, src []byte) *[sha256.Size]byte {
	c := p.Cache
	if c == nil || p.Extensions != nil {
		return nil
	}
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
		set.Vocabulary = c.hash(p.Vocabulary, func() any { return slices.Collect(p.Vocabulary.Topics()) })
	}
	sum := sha256.New()
	sum.Write([]byte(frozenMark))
	sum.Write(wire.Append(wire.Append(nil, &set), h))
	sum.Write(src)
	return new([sha256.Size]byte(sum.Sum(nil)))
}

// hash returns the SHA-256 of the JSON of what never changes, such as a site. A site
// holds more than JSON shows, all of it for the heads of its posts, which are a part of
// each key themselves.
func (c *Cache) hash(of any, content func() any) string {
	if known, ok := c.known.Load(of); ok {
		return known.(string)
	}
	src, err := json.Marshal(content())
	if err != nil {
		src = nil // of no value that a site or vocabulary holds
	}
	sum := sha256.Sum256(src)
	hash := string(sum[:])
	c.known.Store(of, hash)
	return hash
}

// get returns the post that is kept under a key; nil if there is none.
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

// put keeps a post.
func (c *Cache) put(key *[sha256.Size]byte, po *post.Post) {
	if key == nil || c.Put == nil {
		return
	}
	if frozen, err := Freeze(po); err == nil {
		c.Put(*key, frozen)
	}
}

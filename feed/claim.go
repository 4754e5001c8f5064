package feed

import (
	"slices"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A claim describes a post whose identifier belongs to an older post. id is
// the identifier that the post gets, and wanted the one it would have had.
type claim struct{ id, wanted string }

// claim returns the posts of listed, which is sorted newest first, whose
// identifier belongs to an older post. The oldest post with an identifier
// keeps it in every feed of a set, because readers know it already.
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
				own := d.ident.distinct(id, itemURL, xhtml.OneLine(h.Title), published, func(id string) bool { return taken[id] != nil })
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

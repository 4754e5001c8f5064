package markdown

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/post"
)

// Who writes a site is told from the front matter of some of its posts: enough of them
// to be sure, few enough to take no time (300 heads are read in about 30 ms).
const siteSample = 300

// A siteAuthors tells who writes the site that a tree is of. It is counted when a post
// asks first: only a repost that names nobody does, and most sites have none.
type siteAuthors struct {
	p    *Parser
	fsys fs.FS
	once sync.Once
	all  map[string]bool
}

// writes reports whether a is one of those who write the site.
func (s *siteAuthors) writes(a post.Author) bool {
	s.once.Do(s.count)
	return s.all[foldName(a.Name)]
}

// foldName makes the spellings of a name equal that differ in case and spaces alone.
func foldName(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// count reads the heads of a sample of the posts, spread evenly over the tree. Whoever
// most posts that name somebody name writes the site, and so does who is named in every
// fifth of them and in five or more. One that is named once, in a site that signs no
// other post, does not.
func (s *siteAuthors) count() {
	s.all = make(map[string]bool)
	var files []file
	for f, err := range s.p.files(context.Background(), s.fsys, nil) {
		if err != nil {
			break
		}
		if f.problem == nil {
			f.authors = nil // of its own post, a head does not ask
			files = append(files, f)
		}
	}
	posts, signed := 0, 0
	names := make(map[string]int)
	for i := range min(len(files), siteSample) {
		h, err := s.p.openHead(s.fsys, files[i*len(files)/min(len(files), siteSample)])
		if err != nil || h == nil {
			continue
		}
		if posts++; h.Repost != nil || len(h.Authors) == 0 {
			continue
		}
		signed++
		for _, a := range h.Authors {
			names[foldName(a.Name)]++
		}
	}
	for name, n := range names {
		most := 2*n > signed && (n > 1 || posts < 4)
		s.all[name] = most || n >= 5 && 5*n >= signed
	}
}

// adoptAuthors makes the authors of the front matter of a repost that names nobody those
// of the original, unless they write the site. Nothing is known of a site without
// writes.
func adoptAuthors(h *post.Head, writes func(post.Author) bool) {
	if h == nil || h.Repost == nil || len(h.Repost.Authors) > 0 || len(h.Authors) == 0 || writes == nil {
		return
	}
	if slices.ContainsFunc(h.Authors, func(a post.Author) bool { return a.Role != "" || writes(a) }) {
		return
	}
	h.Repost.Authors, h.Authors = h.Authors, nil
}

// siteWrites returns a function that reports whether an author is one of
// p.SiteAuthors; nil if there are none.
func (p *Parser) siteWrites() func(post.Author) bool {
	if p.SiteAuthors == nil {
		return nil
	}
	return func(a post.Author) bool {
		return slices.ContainsFunc(p.SiteAuthors, func(name string) bool { return foldName(name) == foldName(a.Name) })
	}
}

// adopt is [adoptAuthors] for a post of a tree.
func (p *Parser) adopt(h *post.Head, s *siteAuthors) {
	switch {
	case p.SiteAuthors != nil:
		adoptAuthors(h, p.siteWrites())
	case s != nil:
		adoptAuthors(h, s.writes)
	}
}

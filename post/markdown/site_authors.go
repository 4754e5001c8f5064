package markdown

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/post"
)

// siteSample is the number of posts whose front matter is read to find out
// who writes a site: enough to be sure, and few enough to be quick (300 heads
// are read in about 30 ms).
const siteSample = 300

// A siteAuthors knows who writes the site of a tree. The authors are counted
// when a post first needs them: only a repost that names nobody else does,
// and most sites have none.
type siteAuthors struct {
	p    *Parser
	fsys fs.FS
	once sync.Once
	all  map[string]bool
}

// writes reports whether a is one of the people who write the site.
func (s *siteAuthors) writes(a post.Author) bool {
	s.once.Do(s.count)
	return s.all[foldName(a.Name)]
}

// foldName returns a name in a form in which case and runs of spaces do not
// matter.
func foldName(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// count reads the heads of a sample of the posts, spread evenly over the
// tree. An author whom more than half of the signed posts name writes the
// site, and so does one whom at least a fifth of them and at least five name.
// An author named only once counts only if the sample has fewer than four
// posts.
func (s *siteAuthors) count() {
	s.all = make(map[string]bool)
	var files []file
	for f, err := range s.p.files(context.Background(), s.fsys, nil) {
		if err != nil {
			break
		}
		if f.problem == nil {
			f.authors = nil // the head must not count authors again
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

// adoptAuthors makes the authors in the front matter of a repost the authors
// of the original, if the repost names no other author and they do not write
// the site. If writes is nil, the authors of the site are unknown and nothing
// is changed.
func adoptAuthors(h *post.Head, writes func(post.Author) bool) {
	if h == nil || h.Repost == nil || len(h.Repost.Authors) > 0 || len(h.Authors) == 0 || writes == nil {
		return
	}
	if slices.ContainsFunc(h.Authors, func(a post.Author) bool { return a.Role != "" || writes(a) }) {
		return
	}
	h.Repost.Authors, h.Authors = h.Authors, nil
}

// siteWrites returns a function that reports whether an author is in
// p.SiteAuthors; nil if p.SiteAuthors is nil.
func (p *Parser) siteWrites() func(post.Author) bool {
	if p.SiteAuthors == nil {
		return nil
	}
	return func(a post.Author) bool {
		return slices.ContainsFunc(p.SiteAuthors, func(name string) bool { return foldName(name) == foldName(a.Name) })
	}
}

// adopt calls [adoptAuthors] for a post of a tree.
func (p *Parser) adopt(h *post.Head, s *siteAuthors) {
	switch {
	case p.SiteAuthors != nil:
		adoptAuthors(h, p.siteWrites())
	case s != nil:
		adoptAuthors(h, s.writes)
	}
}

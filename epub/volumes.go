package epub

import (
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// DefaultVolume is the number of articles in a volume. With more, readers
// become slow to open a book and to show its contents.
const DefaultVolume = 500

// Volumes returns b split into volumes of at most n articles each; if n ≤ 0,
// of [DefaultVolume]. If b has no more than n articles, the result is b
// itself. The volumes are numbered, share the chapters of b, have identifiers
// of their own, and form a series with the title of b unless b belongs to a
// series already.
func (b *Book) Volumes(n int) []*Book {
	if n <= 0 {
		n = DefaultVolume
	}
	all := slices.Collect(b.All())
	if len(all) <= n {
		return []*Book{b}
	}
	var volumes []*Book
	for part := range slices.Chunk(all, n) {
		keep := make(map[*Chapter]bool, len(part))
		for _, c := range part {
			keep[c] = true
		}
		v := *b
		v.Volume = len(volumes) + 1
		v.Chapters, v.Groups = only(b.Chapters, keep), onlyGroups(b.Groups, keep)
		if v.ID != "" {
			v.ID = "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, fmt.Appendf(nil, "%s\n%d", b.ID, v.Volume)).String()
		}
		if v.Series.Name == "" && b.Title != "" {
			v.Series = Series{Name: b.Title, Number: fmt.Sprint(v.Volume)}
		}
		volumes = append(volumes, &v)
	}
	return volumes
}

func only(all []*Chapter, keep map[*Chapter]bool) []*Chapter {
	var kept []*Chapter
	for _, c := range all {
		if keep[c] {
			kept = append(kept, c)
			delete(keep, c) // the same article may be in the book twice
		}
	}
	return kept
}

func onlyGroups(all []*Group, keep map[*Chapter]bool) []*Group {
	var kept []*Group
	for _, g := range all {
		k := &Group{Title: g.Title, Chapters: only(g.Chapters, keep), Groups: onlyGroups(g.Groups, keep)}
		if len(k.Chapters)+len(k.Groups) > 0 {
			kept = append(kept, k)
		}
	}
	return kept
}

package files

import (
	"path"
	"strings"
)

// MatchPart does the same as [path.Match], but a name that begins with a dot
// matches only a pattern that does too.
func MatchPart(pattern, name string) bool {
	if strings.HasPrefix(name, ".") && !strings.HasPrefix(pattern, ".") {
		return false
	}
	ok, _ := path.Match(pattern, name)
	return ok
}

// Match matches the parts of a pattern with those of a name like
// [path.Match]. The part ** matches any number of folders, including none,
// whose names do not begin with a dot.
func Match(ps, ns []string) bool {
	// Only the last ** need be tried anew: what an earlier one could take more
	// of, the last can as well.
	p, n, star, from := 0, 0, -1, 0
	for n < len(ns) {
		if p < len(ps) && ps[p] == "**" {
			star, from = p, n
			p++
			continue
		}
		if p < len(ps) {
			if MatchPart(ps[p], ns[n]) {
				p, n = p+1, n+1
				continue
			}
		}
		if star < 0 || strings.HasPrefix(ns[from], ".") {
			return false
		}
		from++
		p, n = star+1, from
	}
	for p < len(ps) && ps[p] == "**" {
		p++
	}
	return p == len(ps)
}

package site

import (
	"path"
	"strings"
)

// globMatch reports whether a pattern matches a path. The pattern may contain
// "*" within a part, "**" for any number of parts, "{a,b}" and "[ab]". It
// also matches everything below a matching folder. A pattern without a slash
// matches in any folder.
func globMatch(pattern, name string) bool {
	pattern = strings.TrimPrefix(strings.TrimPrefix(pattern, "./"), "/")
	pattern = strings.TrimSuffix(pattern, "/")
	if pattern == "" || len(pattern) > 512 {
		return false
	}
	for _, p := range braces(pattern, 0) {
		parts, names := strings.Split(p, "/"), strings.Split(name, "/")
		if len(parts) > 32 || len(names) > 64 {
			continue
		}
		if len(parts) == 1 && !strings.Contains(p, "**") {
			for _, n := range names {
				if ok, _ := path.Match(p, n); ok {
					return true
				}
			}
			continue
		}
		if matchParts(parts, names, true) {
			return true
		}
	}
	return false
}

// matchParts reports whether the parts of a pattern match those of a path. If
// below is true, it also matches everything below a match. The time is at
// most proportional to parts times names, because a second "**" never goes
// back before the first.
func matchParts(parts, names []string, below bool) bool {
	star, mark := -1, 0
	i, j := 0, 0
	for j < len(names) {
		switch {
		case i < len(parts) && parts[i] == "**":
			star, mark = i, j
			i++
			continue
		case i < len(parts):
			if ok, _ := path.Match(parts[i], names[j]); ok {
				i, j = i+1, j+1
				continue
			}
		case below:
			return true
		}
		if star < 0 {
			return false
		}
		mark++
		i, j = star+1, mark
	}
	for i < len(parts) && parts[i] == "**" {
		i++
	}
	return i == len(parts)
}

// braces returns the alternatives that a pattern with braces stands for, at
// most 64.
func braces(pattern string, depth int) []string {
	open := strings.IndexByte(pattern, '{')
	if open < 0 || depth > 4 {
		return []string{pattern}
	}
	end := strings.IndexByte(pattern[open:], '}')
	if end < 0 {
		return []string{pattern}
	}
	end += open
	var all []string
	for alternative := range strings.SplitSeq(pattern[open+1:end], ",") {
		all = append(all, braces(pattern[:open]+alternative+pattern[end+1:], depth+1)...)
		if len(all) > 64 {
			break
		}
	}
	return all
}

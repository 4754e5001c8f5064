package xhtml

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// maxCandidates is how many pictures a srcset has. Pages of image services
// have about ten.
const maxCandidates = 32

// A candidate is one picture of a srcset. It has a width or a density.
type candidate struct {
	url     string
	width   int     // in pixels; 0 if the density says
	density float64 // 1 if nothing is said
}

// parseSrcset returns the pictures of a srcset as browsers read one (HTML,
// "parse a srcset attribute"): those whose size is none, and those of a size
// that an earlier one has, are left out. No more than [maxCandidates] are read.
func parseSrcset(s string) []candidate {
	var all []candidate
	for len(all) < maxCandidates {
		s = strings.TrimLeft(s, htmlSpace+",")
		if s == "" {
			break
		}
		end := strings.IndexAny(s, htmlSpace)
		if end < 0 {
			end = len(s)
		}
		c := candidate{url: strings.TrimRight(s[:end], ","), density: 1}
		size := ""
		if c.url == s[:end] {
			size, s, _ = cutCandidate(s[end:])
		} else {
			s = s[end:]
		}
		if c.url != "" && c.sized(strings.Fields(size)) && !slices.ContainsFunc(all, c.like) {
			all = append(all, c)
		}
	}
	return all
}

const htmlSpace = " \t\n\f\r"

// cutCandidate splits s after its first comma that is not in parentheses,
// which sizes of the future may have.
func cutCandidate(s string) (before, after string, found bool) {
	depth := 0
	for i, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case r == ',' && depth == 0:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// sized sets the size of c, and reports whether it is one that browsers know.
// A height says nothing that a width beside it does not.
func (c *candidate) sized(descriptors []string) bool {
	for _, d := range descriptors {
		n, kind := d[:len(d)-1], d[len(d)-1]
		switch kind {
		case 'w':
			w, err := strconv.Atoi(n)
			if err != nil || w <= 0 || c.width > 0 {
				return false
			}
			c.width = w
		case 'x':
			x, err := strconv.ParseFloat(n, 64)
			if err != nil || !(x >= 0.01 && x <= 100) || len(descriptors) > 1 {
				return false
			}
			c.density = x
		case 'h':
			if h, err := strconv.Atoi(n); err != nil || h <= 0 || len(descriptors) != 2 {
				return false
			}
		default:
			return false
		}
	}
	return len(descriptors) < 2 || c.width > 0
}

// like reports whether d has the same size.
func (c candidate) like(d candidate) bool { return c.width == d.width && c.density == d.density }

// String returns c as a srcset has it.
func (c candidate) String() string {
	switch {
	case c.width > 0:
		return c.url + " " + strconv.Itoa(c.width) + "w"
	case c.density != 1:
		return c.url + " " + strconv.FormatFloat(c.density, 'f', -1, 64) + "x"
	}
	return c.url
}

// largest returns the address of the widest or densest picture, the first of
// those that are alike; "" if there is none.
func largest(all []candidate) string {
	best := candidate{}
	for _, c := range all {
		if best.url == "" || c.width > best.width || c.width == best.width && c.density > best.density {
			best = c
		}
	}
	return best.url
}

// pictureOf returns the one picture of an img that is shown everywhere, and
// the srcset that may stand beside it. The picture is what a script would load
// in place of src, else src itself, else, where that is none or an embedded
// placeholder, the largest of the srcset. A srcset that goes with a
// placeholder alone is left out, as browsers prefer it to src.
func pictureOf(attrs []html.Attribute) (src, srcset string) {
	get := func(key string) string {
		if i := attrOf(attrs, key); i >= 0 {
			return strings.TrimSpace(Legal(attrs[i].Val))
		}
		return ""
	}
	src, srcset = get("src"), get("srcset")
	placeholder := src == "" || isData(src)
	for _, key := range []string{"data-src", "data-original"} {
		if lazy := get(key); lazy != "" {
			return lazy, get("data-srcset")
		}
	}
	if lazy := get("data-srcset"); lazy != "" {
		srcset = lazy
	}
	if best := largest(parseSrcset(srcset)); placeholder && best != "" {
		src = best
	}
	return src, srcset
}

// writeSrcset writes the pictures of a srcset that to returns, "" for those that
// may not be.
func writeSrcset(srcset string, to func(ref string) string) string {
	var kept []string
	for _, c := range parseSrcset(srcset) {
		c.url = to(c.url)
		// A comma at an end would be none of the address.
		if c.url != "" && c.url == strings.Trim(c.url, ",") && !strings.ContainsAny(c.url, htmlSpace) {
			kept = append(kept, c.String())
		}
	}
	return strings.Join(kept, ", ")
}

// isSizes reports whether s can be the sizes of a srcset: lengths with media
// conditions, of which nothing fetches.
func isSizes(s string) bool {
	for _, c := range []byte(s) {
		if !isWordByte(c) && strings.IndexByte(" .,:()<>=+-*/%", c) < 0 {
			return false
		}
	}
	return s != "" && len(s) <= 512 && !strings.Contains(strings.ToLower(s), "url")
}

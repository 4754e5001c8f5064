package xhtml

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// maxCandidates is the largest number of pictures in a srcset. Pages of image
// services have about ten.
const maxCandidates = 32

// A candidate is a picture in a srcset. It has a width or a density.
type candidate struct {
	url     string
	width   int     // in pixels; 0 if it has a density
	density float64 // 1 if not stated
}

// parseSrcset returns the pictures in a srcset as browsers read it (HTML,
// "parse a srcset attribute"). It leaves out pictures without a valid size,
// and those with the same size as an earlier one. It reads at most
// [maxCandidates].
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

// cutCandidate splits s after its first comma that is not in parentheses.
// Future forms of sizes may contain parentheses.
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

// sized sets the size of c from its descriptors, and returns false if
// browsers do not support them. A height is ignored if there is a width.
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

// like reports whether c and d have the same size.
func (c candidate) like(d candidate) bool { return c.width == d.width && c.density == d.density }

// String returns c in the form of a srcset.
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
// several equal ones; "" if there is none.
func largest(all []candidate) string {
	best := candidate{}
	for _, c := range all {
		if best.url == "" || c.width > best.width || c.width == best.width && c.density > best.density {
			best = c
		}
	}
	return best.url
}

// Picture returns the picture of an img that works in every reader, and the
// srcset to write beside it. The picture is the one that a script would load
// in place of src, or else src itself, or else, if src is missing or an
// embedded placeholder, the largest one of the srcset. If the srcset contains
// only a placeholder, it is left out, because browsers prefer it to src.
func Picture(attrs []html.Attribute) (src, srcset string) {
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

// writeSrcset returns the srcset with each address replaced by the result of
// to. Pictures for which that is "" are left out.
func writeSrcset(srcset string, to func(ref string) string) string {
	var kept []string
	for _, c := range parseSrcset(srcset) {
		c.url = to(c.url)
		// A comma at the start or end would not be read as part of the
		// address.
		if c.url != "" && c.url == strings.Trim(c.url, ",") && !strings.ContainsAny(c.url, htmlSpace) {
			kept = append(kept, c.String())
		}
	}
	return strings.Join(kept, ", ")
}

// isSizes reports whether s may be the sizes of a srcset: lengths with media
// conditions, which cannot load anything.
func isSizes(s string) bool {
	for _, c := range []byte(s) {
		if !isWordByte(c) && strings.IndexByte(" .,:()<>=+-*/%", c) < 0 {
			return false
		}
	}
	return s != "" && len(s) <= 512 && !strings.Contains(strings.ToLower(s), "url")
}

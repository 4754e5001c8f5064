package xhtml

import (
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxID is the largest length of an id in bytes, without the number that
// makes it unique.
const maxID = 200

// IDs holds the ids of a fragment and makes them unique.
type IDs struct {
	taken map[string]int    // maps an id to the last number appended to it
	named map[string]string // maps an id as written to the id it became; if several, to the first
}

// NewIDs returns an empty set of ids.
func NewIDs() *IDs {
	return &IDs{taken: make(map[string]int), named: make(map[string]string)}
}

// Take returns a unique id made from an id as written, "" if that contains no
// usable character.
func (s *IDs) Take(written string) string {
	id := ID(written)
	if id == "" {
		return ""
	}
	if _, ok := s.taken[id]; ok {
		base := id
		for n := s.taken[base] + 1; ; n++ {
			id = base + "-" + strconv.Itoa(n+1)
			if _, ok := s.taken[id]; !ok {
				s.taken[base] = n
				break
			}
		}
	}
	s.taken[id] = 0
	if _, ok := s.named[written]; !ok {
		s.named[written] = id
	}
	return id
}

// Find returns the id that Take made from an id as written.
func (s *IDs) Find(written string) (string, bool) {
	if id, ok := s.named[written]; ok {
		return id, true
	}
	_, ok := s.taken[written]
	return written, ok
}

// Known returns a map from each id as written to the id it became, as for
// [IDs.Find].
func (s *IDs) Known() map[string]string {
	known := make(map[string]string, len(s.named))
	for id := range s.taken {
		known[id] = id
	}
	maps.Copy(known, s.named)
	return known
}

// KnownIDs returns the ids of a fragment that is complete. Only Find and
// Known may be used on the result, which keeps the map.
func KnownIDs(known map[string]string) *IDs { return &IDs{named: known} }

// ID converts s to an identifier that is a name without a colon in every
// edition of XML: letters, digits, hyphens, underscores and full stops, not
// beginning with a digit or mark. Other characters become hyphens. It returns
// "" if nothing else is left. It does not change an identifier that it
// returned.
func ID(s string) string {
	if isID(s) {
		return s
	}
	var b strings.Builder
	kept := false
	for _, r := range s {
		if b.Len()+utf8.RuneLen(r) > maxID {
			break
		}
		switch {
		case isIDStart(r), b.Len() > 0 && isIDRune(r):
			b.WriteRune(r)
			kept = true
		case '0' <= r && r <= '9':
			b.WriteByte('_')
			b.WriteRune(r)
			kept = true
		case b.Len() > 0:
			b.WriteByte('-')
		}
	}
	if !kept {
		return ""
	}
	return b.String()
}

func isID(s string) bool {
	for i, r := range s {
		if i == 0 && !isIDStart(r) || !isIDRune(r) {
			return false
		}
	}
	return s != "" && len(s) <= maxID+12 // including the number
}

func isIDStart(r rune) bool {
	return r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r > 0x80 && unicode.Is(idLetters, r)
}

func isIDRune(r rune) bool {
	return isIDStart(r) || '0' <= r && r <= '9' || r == '-' || r == '.'
}

// idLetters holds the letters of the scripts in which ids are written, as far
// as the first editions of XML 1.0 (appendix B) allowed them, because some
// validators still follow those.
var idLetters = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00C0, 0x00D6, 1}, {0x00D8, 0x00F6, 1}, {0x00F8, 0x0131, 1}, {0x0134, 0x013E, 1},
		{0x0141, 0x0148, 1}, {0x014A, 0x017E, 1}, {0x038E, 0x03A1, 1}, {0x03A3, 0x03CE, 1},
		{0x0401, 0x040C, 1}, {0x040E, 0x044F, 1}, {0x0451, 0x045C, 1}, {0x0E01, 0x0E2E, 1},
		{0x3041, 0x3094, 1}, {0x30A1, 0x30FA, 1}, {0x4E00, 0x9FA5, 1}, {0xAC00, 0xD7A3, 1},
	},
	LatinOffset: 2,
}

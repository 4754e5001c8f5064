package frontmatter

import (
	"iter"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
)

// Fields finds the keys of a front matter in any spelling, and remembers which
// of them were read and what is wrong with their values.
type Fields struct {
	Tree     *Tree
	Name     string // of the file, for positions
	Problems post.Problems

	alone   [1]*Fields // the result of Nested if there are no maps
	claimed []*Entry
	first   [few]*Entry     // memory of claimed
	taken   map[*Entry]bool // the claimed entries, if there are more than few

	indexed  bool
	keys     []foldedKey       // in the order of Tree, if there are few
	firstKey [few]foldedKey    // memory of keys
	index    map[string]*Entry // by the folded key, if there are more
	initials uint32            // the first letters of its keys, one bit each: most keys that are asked for are not there
	pairs    uint64            // the first two
}

// A foldedKey is the key of an entry as [Fold] returns it.
type foldedKey struct {
	key   string
	entry *Entry
}

// few is the largest number of entries that are searched one by one. Most
// front matter has fewer, and a map of them costs more than all searches.
const few = 16

// Peek returns the first entry whose key is name in any spelling (see
// [Fold]), preferably one in exactly this spelling, or nil.
func (f *Fields) Peek(name string) *Entry {
	if !f.indexed {
		f.indexKeys()
	}
	if f.initials&initial(name) == 0 {
		return nil
	}
	if bit := pair(name); bit != 0 && f.pairs&bit == 0 {
		return nil
	}
	var buf [48]byte
	folded := AppendFold(buf[:0], name)
	if f.index != nil {
		return f.index[string(folded)]
	}
	var found *Entry
	for _, k := range f.keys {
		if k.key == string(folded) && (found == nil || k.entry.Key == k.key) {
			found = k.entry
		}
	}
	return found
}

// indexKeys prepares the keys for [Fields.Peek].
func (f *Fields) indexKeys() {
	f.indexed = true
	if n := len(f.Tree.Entries); n > few {
		f.index = make(map[string]*Entry, n)
	} else {
		f.keys = f.firstKey[:0]
	}
	for _, e := range f.Tree.Entries {
		key := Fold(e.Key)
		f.initials |= initial(key)
		f.pairs |= pair(key)
		switch {
		case f.index == nil:
			f.keys = append(f.keys, foldedKey{key, e})
		case f.index[key] == nil || e.Key == key:
			f.index[key] = e
		}
	}
}

// initial returns the bit of the first letter of a key in lower case. Keys
// that begin with anything else share the lowest bit.
func initial(key string) uint32 {
	if key == "" || key[0] < 'a' || key[0] > 'z' {
		return 1
	}
	return 2 << (key[0] - 'a')
}

// pair returns a bit for the first two letters of a key in lower case. It
// returns 0 if the key does not begin with two letters, although the folded
// key may.
func pair(key string) uint64 {
	if len(key) < 2 || key[0] < 'a' || key[0] > 'z' || key[1] < 'a' || key[1] > 'z' {
		return 0
	}
	return 1 << ((uint(key[0])*7 + uint(key[1])) & 63)
}

// Claim keeps the entry out of the params.
func (f *Fields) Claim(e *Entry) {
	switch {
	case f.Claimed(e):
	case f.taken != nil:
		f.taken[e] = true
	case len(f.claimed) < few:
		if f.claimed == nil {
			f.claimed = f.first[:0]
		}
		f.claimed = append(f.claimed, e)
	default:
		f.taken = make(map[*Entry]bool, 2*few)
		for _, c := range append(f.claimed, e) {
			f.taken[c] = true
		}
	}
}

// Claimed reports whether the entry was claimed.
func (f *Fields) Claimed(e *Entry) bool {
	if f.taken != nil {
		return f.taken[e]
	}
	return slices.Contains(f.claimed, e)
}

// TakeAll yields the entries of the names that have a value, and claims them.
func (f *Fields) TakeAll(names ...string) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for _, n := range names {
			e := f.Peek(n)
			if e == nil {
				continue
			}
			f.Claim(e)
			if e.Value.Kind != Null && !yield(e) {
				return
			}
		}
	}
}

// Text returns, as one line of plain text, the first of the names that has a
// text, and claims it. Names that have none stay in the params.
func (f *Fields) Text(names ...string) string {
	for _, n := range names {
		e := f.Peek(n)
		if e == nil {
			continue
		}
		switch v := e.Value; v.Kind {
		case String, Int, Float, Time:
			f.Claim(e)
			if s := script.OneLine(v.Raw); s != "" {
				return s
			}
		case Null:
			f.Claim(e)
		}
	}
	return ""
}

// At returns the place of a key or value in the file.
func (f *Fields) At(pos Pos) post.Position {
	return post.Position{File: f.Name, Line: pos.Line, Column: pos.Column}
}

// Report adds a problem at pos, about key.
func (f *Fields) Report(rule post.Rule, sev post.Severity, key string, pos Pos, err error) {
	f.Problems = append(f.Problems, &post.Problem{Pos: f.At(pos), Rule: rule, Severity: sev, Key: key, Err: err})
}

// IsScalar reports whether the value is one text, whatever its type.
func IsScalar(v *Value) bool {
	switch v.Kind {
	case Null, List, Map:
		return false
	}
	return true
}

// BoolOf reads a value as a boolean, also in the words of YAML 1.1.
func BoolOf(v *Value) (value, ok bool) {
	if !IsScalar(v) {
		return false, false
	}
	switch strings.ToLower(strings.TrimSpace(v.Raw)) {
	case "true", "yes", "on", "y", "1", "是":
		return true, true
	case "false", "no", "off", "n", "0", "否":
		return false, true
	}
	return false, false
}

// Values returns the items of a list, or the value itself; nil for none.
func Values(v *Value) []*Value {
	if v.Kind == List {
		return v.List
	}
	if v.Kind == Null {
		return nil
	}
	return []*Value{v}
}

// Nested returns f, and the maps in it that Zola and Hugo keep the keys of
// a site in, besides those of the names. Keys claimed there still stand in the
// params of that map.
func (f *Fields) Nested(names ...string) []*Fields {
	f.alone[0] = f
	all := f.alone[:1:1]
	if !slices.ContainsFunc(f.Tree.Entries, func(e *Entry) bool { return e.Value != nil && e.Value.Kind == Map }) {
		return all // as in most front matter
	}
	for _, list := range [][]string{{"extra", "params"}, names} {
		for _, name := range list {
			if e := f.Peek(name); e != nil && e.Value.Kind == Map {
				all = append(all, &Fields{Tree: e.Value.Map, Name: f.Name})
			}
		}
	}
	return all
}

// Scalar returns the text of the first of the keys that has one.
func Scalar(m *Tree, keys ...string) string {
	for _, k := range keys {
		for _, e := range m.Entries {
			if Fold(e.Key) == k && e.Value.Kind != List && e.Value.Kind != Map {
				if s := strings.TrimSpace(e.Value.Raw); s != "" {
					return s
				}
			}
		}
	}
	return ""
}

// Scalars returns the scalars under a key, be they one or a list.
func Scalars(m *Tree, key string) []string {
	for _, e := range m.Entries {
		if Fold(e.Key) == key {
			return ScalarsIn(e.Value)
		}
	}
	return nil
}

// ScalarsIn returns the scalars in v, be they one or a list.
func ScalarsIn(v *Value) []string {
	values := v.List
	if v.Kind != List {
		values = []*Value{v}
	}
	var all []string
	for _, v := range values {
		s := strings.TrimSpace(v.Raw)
		if v.Kind == Map {
			s = Scalar(v.Map, "label", "name", "topic", "slug")
		}
		if s != "" {
			all = append(all, s)
		}
	}
	return all
}

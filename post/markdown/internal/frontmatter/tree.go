package frontmatter

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/internal/script"
)

// A Pos is a place in the file that the front matter stands in. Both numbers
// begin at 1; the column is counted in bytes of the normalised file.
type Pos struct{ Line, Column int }

// A Kind says what a [Value] is in its format.
type Kind int

// The kinds. What a scalar means is for whoever reads its key: a Kind only
// tells how its format understands the plain text.
const (
	Null Kind = iota + 1
	Bool
	Int
	Float
	Time // TOML dates and YAML timestamps
	String
	List
	Map
)

// String returns the name of the kind as a person would say it.
func (k Kind) String() string {
	switch k {
	case Null:
		return "nothing"
	case Bool:
		return "a boolean"
	case Int, Float:
		return "a number"
	case Time:
		return "a date"
	case String:
		return "text"
	case List:
		return "a list"
	case Map:
		return "a map"
	}
	return "unknown"
}

// A Value is a value of the front matter, of whatever format.
type Value struct {
	Kind Kind
	// Raw is the text of a scalar: the content of a string, and every other
	// scalar as written, so that 007, no and 1e3 keep their digits. Of a title
	// that is Null it is the comment that stands where the text would, "#b" of YAML.
	Raw string
	// Quoted is whether a String was written as one, with quotes or as a block.
	Quoted bool
	List   []*Value // the items of a List
	Map    *Tree    // the entries of a Map, never nil for one
	Pos    Pos
}

// A Tree is a map in the order written. The zero Tree is empty.
type Tree struct {
	Entries []*Entry
}

// An Entry is a key with its value. A key that is written twice has one Entry,
// the last, which is what most engines read.
type Entry struct {
	Key   string
	Pos   Pos
	Value *Value
}

// Get returns the entry of the key as written, or nil.
func (t *Tree) Get(key string) *Entry {
	for _, e := range t.Entries {
		if e.Key == key {
			return e
		}
	}
	return nil
}

// Fold returns the key without what people vary in it, upper case, hyphens,
// underscores and spaces, and without what no reader sees. "publishDate", "publish_date" and "Publish-Date" are
// "publishdate".
func Fold(key string) string {
	var buf [48]byte
	if folded := AppendFold(buf[:0], key); string(folded) != key {
		return string(folded)
	}
	return key
}

// AppendFold appends the folded key to b: a look-up by it allocates nothing.
func AppendFold(b []byte, key string) []byte {
	start := len(b)
	for i := range len(key) {
		switch c := key[i]; {
		case c == '-', c == '_', c == ' ':
		case 'A' <= c && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c >= utf8.RuneSelf:
			b = b[:start]
			for _, r := range key {
				if r != '-' && r != '_' && r != ' ' && !script.IsInvisible(r) {
					b = utf8.AppendRune(b, unicode.ToLower(r))
				}
			}
			return b
		default:
			b = append(b, c)
		}
	}
	return b
}

// An adder adds entries to a tree and notes keys that stand twice.
type adder struct {
	tree  *Tree
	notes *[]*Error
	index map[string]*Entry
}

func newAdder(t *Tree, notes *[]*Error) *adder {
	return &adder{tree: t, notes: notes, index: make(map[string]*Entry)}
}

// entry adds an entry. The later of two counts, as for most engines, in the
// place of the first.
func (a *adder) entry(key string, pos Pos, v *Value) {
	if e, ok := a.index[key]; ok {
		*a.notes = append(*a.notes, &Error{Pos: pos, Key: key, Err: duplicate(e)})
		e.Pos, e.Value = pos, v
		return
	}
	e := &Entry{Key: key, Pos: pos, Value: v}
	a.tree.Entries = append(a.tree.Entries, e)
	a.index[key] = e
}

// duplicate is the cause of a note on a key that has the entry e already.
func duplicate(e *Entry) error {
	return fmt.Errorf("%w: it is also on line %d; the last one is used", ErrDuplicate, e.Pos.Line)
}

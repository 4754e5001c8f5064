package frontmatter

import "sync"

// An arena holds the memory of a tree and its values, which would otherwise be
// allocated one by one for each of many heads.
type arena struct {
	tree    Tree
	entries []Entry
	values  []Value
	items   []*Value // of all lists
	block   block
	fields  Fields
}

// arenas holds arenas whose trees nobody uses any more; see [Matter.Free].
var arenas = sync.Pool{New: func() any { return new(arena) }}

// reset makes room for a block of n lines.
func (a *arena) reset(n int) {
	if cap(a.entries) < n {
		a.entries = make([]Entry, n)
		a.tree.Entries = make([]*Entry, 0, n)
	}
	a.entries = a.entries[:n]
	a.tree.Entries = a.tree.Entries[:0]
	if cap(a.values) < n {
		a.values = make([]Value, 0, n)
	}
	a.values, a.items = a.values[:0], a.items[:0]
}

// add keeps a value.
func (a *arena) add(v Value) *Value {
	if len(a.values) == cap(a.values) { // the others stay where they are
		a.values = make([]Value, 0, cap(a.values)+4)
	}
	a.values = append(a.values, v)
	return &a.values[len(a.values)-1]
}

// Fields returns the fields of the front matter of a file.
func (m *Matter) Fields(name string) *Fields {
	if m.arena == nil {
		return &Fields{Tree: m.Tree, Name: name}
	}
	f := &m.arena.fields
	*f = Fields{Tree: m.Tree, Name: name}
	return f
}

// Free lets the memory of the tree and of the fields be used for another
// file. Nothing of them may be used afterwards, except texts.
func (m *Matter) Free() {
	if m.arena != nil {
		arenas.Put(m.arena)
		m.arena = nil
	}
}

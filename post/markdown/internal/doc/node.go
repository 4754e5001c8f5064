// Package doc holds the body of a post as a tree with a closed set of node
// kinds, in which text is plain strings. Package syntax makes the tree from
// Markdown. All other packages read and render this tree; only package syntax
// uses goldmark.
//
// Blocks hold blocks or inline nodes. A [Text] holds its text as written; its
// Shown method decodes escapes and entities. Offsets count bytes of the
// source.
package doc

// A Node is a node of the tree. Only the types of this package implement it.
type Node interface {
	Kind() Kind
	// Parent returns the node that holds this one; nil for the root.
	Parent() Node
	FirstChild() Node
	LastChild() Node
	NextSibling() Node
	PreviousSibling() Node
	// Offset returns the offset of the node in the source, or -1 if it is
	// unknown, for example because the parser made up the node.
	Offset() int

	near() *links
}

// links holds the neighbours of a node. They take most of the memory of a
// tree. A Node in place of each pointer would take twice as much, so the Node
// is stored once, in self.
type links struct {
	self Node // the node that these are in; nil until it is in a tree
	// previous is the last sibling for a first one, so that the last child of a node
	// is found without a field for it.
	parent, first, previous, next *links

	at int32 // offset + 1, so that the zero value is unknown
}

func (l *links) node() Node {
	if l == nil {
		return nil
	}
	return l.self
}

func (l *links) near() *links      { return l }
func (l *links) Parent() Node      { return l.parent.node() }
func (l *links) FirstChild() Node  { return l.first.node() }
func (l *links) NextSibling() Node { return l.next.node() }
func (l *links) Offset() int       { return int(l.at) - 1 }

func (l *links) LastChild() Node {
	if l.first == nil {
		return nil
	}
	return l.first.previous.self
}

func (l *links) PreviousSibling() Node {
	if l.parent == nil || l.parent.first == l {
		return nil
	}
	return l.previous.self
}

// SetOffset sets the offset of a node in the source; -1 means unknown.
func SetOffset(n Node, offset int) { n.near().at = int32(max(offset, -1) + 1) }

// Append adds child, which must not be in a tree, as the last child of
// parent.
func Append(parent, child Node) {
	p, c := parent.near(), child.near()
	p.self, c.self = parent, child
	c.parent, c.next = p, nil
	if p.first == nil {
		p.first, c.previous = c, c
		return
	}
	last := p.first.previous
	last.next, c.previous, p.first.previous = c, last, c
}

// InsertBefore adds child, which must not be in a tree, before another child
// of parent, or at the end if before is nil.
func InsertBefore(parent, before, child Node) {
	if before == nil {
		Append(parent, child)
		return
	}
	p, b, c := parent.near(), before.near(), child.near()
	c.self = child
	c.parent, c.previous, c.next = p, b.previous, b
	if p.first == b {
		p.first = c
	} else {
		b.previous.next = c
	}
	b.previous = c
}

// Remove removes n and everything below it from its tree.
func Remove(n Node) {
	l := n.near()
	p := l.parent
	if p == nil {
		return
	}
	if p.first == l {
		p.first = l.next
	} else {
		l.previous.next = l.next
	}
	if l.next != nil {
		l.next.previous = l.previous
	} else if p.first != nil {
		p.first.previous = l.previous
	}
	l.parent, l.previous, l.next = nil, nil, nil
}

// ChildCount returns the number of children of n.
func ChildCount(n Node) int {
	count := 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		count++
	}
	return count
}

// A Status tells [Walk] how to continue.
type Status int

// The statuses.
const (
	Continue Status = iota
	SkipChildren
	Stop
)

// Walk calls f for n and all nodes below it, in document order: once before the
// children of a node and, unless they were skipped, once after them.
func Walk(n Node, f func(n Node, entering bool) Status) Status { return walk(n, n.near(), f) }

// walk does the same as [Walk]. It is given the links of n, because reading
// them through the interface takes most of the time of a walk.
func walk(n Node, of *links, f func(n Node, entering bool) Status) Status {
	switch f(n, true) {
	case Stop:
		return Stop
	case SkipChildren:
		return Continue
	}
	for c := of.first; c != nil; c = c.next {
		if walk(c.self, c, f) == Stop {
			return Stop
		}
	}
	if f(n, false) == Stop {
		return Stop
	}
	return Continue
}

// Package doc holds the body of a post as a tree of its own: a closed set of node
// kinds, in which text is plain strings. Package syntax makes it from Markdown;
// everything that reads or renders a body reads this tree, and nothing but package
// syntax knows goldmark.
//
// Blocks hold blocks or inline nodes. A [Text] holds its text as written; its
// Shown method resolves escapes and entities. Offsets are bytes of the source.
package doc

// A Node is a node of the tree. The kinds are closed: those of this package.
type Node interface {
	Kind() Kind
	// Parent returns the node that holds this one; nil for the root.
	Parent() Node
	FirstChild() Node
	LastChild() Node
	NextSibling() Node
	PreviousSibling() Node
	// Offset returns where the node begins in the source, or -1 if that is
	// unknown, as for a node that was made up.
	Offset() int

	near() *links
}

// links are the neighbours of a node.
type links struct {
	parent, first, last, previous, next Node

	at int32 // offset + 1, so that the zero value is unknown
}

func (l *links) near() *links          { return l }
func (l *links) Parent() Node          { return l.parent }
func (l *links) FirstChild() Node      { return l.first }
func (l *links) LastChild() Node       { return l.last }
func (l *links) NextSibling() Node     { return l.next }
func (l *links) PreviousSibling() Node { return l.previous }
func (l *links) Offset() int           { return int(l.at) - 1 }

// SetOffset sets where the node begins in the source; -1 means unknown.
func SetOffset(n Node, offset int) { n.near().at = int32(max(offset, -1) + 1) }

// Append adds child, which is in no tree, as the last child of parent.
func Append(parent, child Node) {
	p, c := parent.near(), child.near()
	c.parent, c.previous, c.next = parent, p.last, nil
	if p.last == nil {
		p.first = child
	} else {
		p.last.near().next = child
	}
	p.last = child
}

// InsertBefore adds child, which is in no tree, before a child of parent; nil
// means at the end.
func InsertBefore(parent, before, child Node) {
	if before == nil {
		Append(parent, child)
		return
	}
	b, c := before.near(), child.near()
	c.parent, c.previous, c.next = parent, b.previous, before
	if b.previous == nil {
		parent.near().first = child
	} else {
		b.previous.near().next = child
	}
	b.previous = child
}

// Remove takes n, with everything below it, out of its tree.
func Remove(n Node) {
	l := n.near()
	if l.parent == nil {
		return
	}
	p := l.parent.near()
	if l.previous == nil {
		p.first = l.next
	} else {
		l.previous.near().next = l.next
	}
	if l.next == nil {
		p.last = l.previous
	} else {
		l.next.near().previous = l.previous
	}
	l.parent, l.previous, l.next = nil, nil, nil
}

// ChildCount returns how many children n has.
func ChildCount(n Node) int {
	count := 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		count++
	}
	return count
}

// A Status says how [Walk] goes on.
type Status int

// The statuses.
const (
	Continue Status = iota
	SkipChildren
	Stop
)

// Walk calls f for n and all nodes below it, in document order: once before the
// children of a node and, unless they were skipped, once after them.
func Walk(n Node, f func(n Node, entering bool) Status) Status {
	switch f(n, true) {
	case Stop:
		return Stop
	case SkipChildren:
		return Continue
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if Walk(c, f) == Stop {
			return Stop
		}
	}
	if f(n, false) == Stop {
		return Stop
	}
	return Continue
}

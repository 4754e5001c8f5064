package syntax

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The kinds of the nodes that replace a locked part.
var (
	KindLocked     = ast.NewNodeKind("Locked")
	KindLockedText = ast.NewNodeKind("LockedText")
)

// A Locked block replaces a part of the post that a password locks.
type Locked struct{ ast.BaseBlock }

// Kind implements [ast.Node].
func (*Locked) Kind() ast.NodeKind { return KindLocked }

// Dump implements [ast.Node].
func (n *Locked) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// A LockedText is a [Locked] part in a line of text.
type LockedText struct{ ast.BaseInline }

// Kind implements [ast.Node].
func (*LockedText) Kind() ast.NodeKind { return KindLockedText }

// Dump implements [ast.Node].
func (n *LockedText) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// A hiddenParser reads lines of which nothing is shown.
type hiddenParser struct{}

func (hiddenParser) Trigger() []byte { return []byte{hiddenByte, lockedByte, insideByte} }

func (hiddenParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, offset := lineAt(reader, pc)
	if !isHidden(line) || line[0] == insideByte && ast.IsParagraph(pc.LastOpenedBlock().Node) {
		return nil, parser.NoChildren
	}
	skipLine(reader)
	if line[0] == lockedByte {
		n := &Locked{}
		n.SetPos(offset)
		return n, parser.NoChildren
	}
	return &dropped{at: offset}, parser.NoChildren
}

func (hiddenParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if line = bytes.TrimLeft(line, " \t"); !isHidden(line) || line[0] == lockedByte {
		return parser.Close
	}
	skipLine(reader)
	return parser.Continue | parser.NoChildren
}

func (hiddenParser) Close(ast.Node, text.Reader, parser.Context) {}
func (hiddenParser) CanInterruptParagraph() bool                 { return true }
func (hiddenParser) CanAcceptIndentedLine() bool                 { return true }

// isHidden reports whether a line contains nothing but hidden text.
func isHidden(line []byte) bool {
	return len(line) > 0 && line[0] <= insideByte && len(bytes.Trim(line, fillers+" \t\n")) == 0
}

// splitHidden removes hidden text from t, and inserts a node for each locked part in it.
// It reports whether there was any.
func (s *state) splitHidden(t *ast.Text) bool {
	v := t.Segment.Value(s.src)
	if t.Segment.Padding > 0 || !bytes.ContainsAny(v, fillers) {
		return false
	}
	parent, start, at := t.Parent(), t.Segment.Start, 0
	for at < len(v) {
		i := bytes.IndexAny(v[at:], fillers)
		if i < 0 {
			break
		}
		if i > 0 {
			before := ast.NewTextSegment(text.NewSegment(start+at, start+at+i))
			before.SetRaw(t.IsRaw())
			parent.InsertBefore(parent, t, before)
		}
		if at += i; v[at] == lockedByte && parent.Kind() != ast.KindCodeSpan { // which holds text alone
			locked := &LockedText{}
			locked.SetPos(start + at)
			parent.InsertBefore(parent, t, locked)
		}
		at++
	}
	t.Segment = text.NewSegment(start+at, t.Segment.Stop)
	return true
}

// shownHTML is [shown] for markup, in which it keeps the mark of a locked part.
func shownHTML(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, string(rune(hiddenByte)), ""), string(rune(insideByte)), "")
}

// shown returns s without the bytes that replace hidden text.
func shown(s string) string {
	if strings.IndexByte(s, hiddenByte) < 0 && strings.IndexByte(s, lockedByte) < 0 && strings.IndexByte(s, insideByte) < 0 {
		return s
	}
	return withoutFillers.Replace(s)
}

var withoutFillers = strings.NewReplacer("\x01", "", "\x02", "", "\x03", "")

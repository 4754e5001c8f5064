package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// commentLines bounds how far below its beginning a comment ends.
const commentLines = 200

// A commentParser drops Obsidian's comments between lines of %% alone.
type commentParser struct{ tagParser }

func (commentParser) Trigger() []byte { return []byte{'%'} }

func (commentParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	s := stateOf(pc)
	line, offset := lineAt(reader, pc)
	if string(bytes.TrimSpace(line)) != "%%" {
		return nil, parser.NoChildren
	}
	at := offset + len(line)
	for range commentLines {
		l, _, more := bytes.Cut(s.src[at:], []byte("\n"))
		at += len(l)
		if string(bytes.TrimSpace(l)) == "%%" {
			s.note(DroppedShortcode, offset, "%%")
			skipLine(reader)
			return &dropped{at: offset, skip: at}, parser.NoChildren
		}
		if !more {
			break
		}
		at++
	}
	return nil, parser.NoChildren
}

// A commentInlineParser drops %%comments%% in a line.
type commentInlineParser struct{}

func (commentInlineParser) Trigger() []byte { return []byte{'%'} }

func (commentInlineParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	n := run(line, '%')
	if n == 1 {
		return nil
	}
	before := block.PrecendingCharacter()
	end := -1
	if n == 2 && (before >= 0x80 || !isWord(byte(before))) { // not 100%% of 200%%
		end = bytes.Index(line[n:], []byte("%%"))
	}
	if end < 1 {
		block.Advance(n)
		return ast.NewTextSegment(seg.WithStop(seg.Start + n))
	}
	stateOf(pc).note(DroppedShortcode, seg.Start, "%%")
	block.Advance(n + end + run(line[n+end:], '%'))
	return &droppedInline{}
}

// A blockIDParser drops the ids of Obsidian's blocks, ^id at their very end.
type blockIDParser struct{}

func (blockIDParser) Trigger() []byte { return []byte{'^'} }

func (blockIDParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	lines := parent.Lines()
	if parent.Kind() == east.KindTableCell { // | ^As above |
		return nil
	}
	if before := block.PrecendingCharacter(); lines.Len() == 0 || seg.Stop != lines.At(lines.Len()-1).Stop || before != ' ' && before != '\n' {
		return nil
	}
	id := bytes.TrimRight(line[1:], " \t\n")
	letters := 0
	for _, c := range id {
		switch {
		case !isWord(c) && c != '-':
			return nil
		case c > '9':
			letters++
		}
	}
	if len(id) < 3 || letters == 0 { // 2 ^10
		return nil
	}
	if t, ok := parent.LastChild().(*ast.Text); ok {
		t.Segment = t.Segment.TrimRightSpace(block.Source())
		t.SetSoftLineBreak(false)
	}
	if len(id) != 6 || letters == 6 { // not one that Obsidian made up
		stateOf(pc).note(DroppedShortcode, seg.Start, "^"+string(id))
	}
	block.Advance(len(line))
	return &droppedInline{}
}

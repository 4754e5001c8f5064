package doc

import (
	"html"
	"strings"
)

// LockedMark is the character in raw HTML that marks a part protected by a
// password.
const LockedMark = "\x02"

// SayLocked replaces each locked part in n by words: by a paragraph, or in a
// line of text by words in brackets.
func SayLocked(n Node, words string) {
	inLine := "[" + words + "]"
	mark := strings.NewReplacer(LockedMark, html.EscapeString(inLine))
	var locked []Node
	Walk(n, func(n Node, entering bool) Status {
		switch n := n.(type) {
		case *Locked, *LockedText:
			if entering {
				locked = append(locked, n)
			}
		case *HTMLBlock:
			for i := range n.Lines {
				n.Lines[i].Text = mark.Replace(n.Lines[i].Text)
			}
			n.Closure = mark.Replace(n.Closure)
		}
		return Continue
	})
	for _, n := range locked {
		if n.Parent() == nil {
			continue
		}
		var said Node = &Text{Value: inLine, Raw: true}
		if n.Kind() == KindLocked {
			said = &Paragraph{}
			Append(said, &Text{Value: words, Raw: true})
		}
		SetOffset(said, n.Offset())
		InsertBefore(n.Parent(), n, said)
		Remove(n)
	}
}

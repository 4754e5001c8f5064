package xhtml

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Read returns the tree of a fragment that [Clean] wrote, or a renderer that
// writes the same markup. It only reads: nothing is cleaned, and what Clean
// would not have written is an error. It is several times faster than [Parse].
// The tree is the caller's to change.
func Read(fragment string) (*html.Node, error) {
	root := &html.Node{Type: html.DocumentNode}
	at, depth := root, 0
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch z.Next() {
		case html.ErrorToken: // the end: a strings.Reader has no other error
			if at != root {
				return nil, fmt.Errorf("<%s> is not closed", at.Data)
			}
			return root, nil
		case html.TextToken:
			text := string(z.Text())
			if illegal(text) < len(text) {
				return nil, errors.New("character that XML forbids")
			}
			at.AppendChild(&html.Node{Type: html.TextNode, Data: text})
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if elements[t.Data] == nil {
				return nil, fmt.Errorf("<%s> is not allowed", t.Data)
			}
			for i, a := range t.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || illegal(a.Val) < len(a.Val) {
					return nil, fmt.Errorf("attribute %s of <%s> is not allowed", a.Key, t.Data)
				}
				for _, b := range t.Attr[:i] {
					if a.Key == b.Key {
						return nil, fmt.Errorf("attribute %s of <%s> twice", a.Key, t.Data)
					}
				}
			}
			n := &html.Node{Type: html.ElementNode, Data: t.Data, DataAtom: t.DataAtom, Attr: t.Attr}
			at.AppendChild(n)
			if isVoid(n.DataAtom) {
				continue
			}
			if t.Type == html.SelfClosingTagToken {
				return nil, fmt.Errorf("<%s /> is not void", t.Data)
			}
			if depth++; depth > maxDepth {
				return nil, fmt.Errorf("more than %d elements inside one another", maxDepth)
			}
			at = n
		case html.EndTagToken:
			name, _ := z.TagName()
			if at == root || at.Data != string(name) {
				return nil, fmt.Errorf("</%s> closes nothing", name)
			}
			at = at.Parent
			depth--
		default:
			return nil, errors.New("comment or declaration")
		}
	}
}

// Element returns a new element for a tree that [Render] writes; attributes
// are names and values in turn.
func Element(name string, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
	for i := 0; i+1 < len(attributes); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
	}
	return n
}

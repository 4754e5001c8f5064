package xhtml

import (
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Parse returns the tree of a fragment as [Clean] would write it: the
// children of the node returned, which is of no element itself. The tree is
// the caller's to change.
func Parse(fragment string, o Options) *html.Node {
	root := &html.Node{Type: html.DocumentNode}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(bluemonday.UGCPolicy().Sanitize(Legal(fragment))), body)
	if err != nil {
		nodes = []*html.Node{{Type: html.TextNode, Data: bluemonday.StrictPolicy().Sanitize(fragment)}}
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root
}

package doc

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Whatever is done to a tree, the neighbours of its nodes are those of a list of them.
func TestLinks(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	root := new(Document)
	var want []Node
	for range 2000 {
		i := random.IntN(len(want) + 1)
		switch n := Node(new(Paragraph)); {
		case random.IntN(5) < 2 && i < len(want):
			Remove(want[i])
			if want[i].Parent() != nil || want[i].NextSibling() != nil || want[i].PreviousSibling() != nil {
				t.Fatal("a removed node has neighbours")
			}
			want = slices.Delete(want, i, i+1)
		case i == len(want):
			Append(root, n)
			want = append(want, n)
		default:
			InsertBefore(root, want[i], n)
			want = slices.Insert(want, i, n)
		}
		checkChildren(t, root, want)
	}
	Remove(root) // which is in no tree
	if root.Parent() != nil || root.PreviousSibling() != nil {
		t.Error("the root has neighbours")
	}
}

func checkChildren(t *testing.T, parent Node, want []Node) {
	t.Helper()
	var forth, back []Node
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Parent() != parent {
			t.Fatal("a child has another parent")
		}
		forth = append(forth, n)
	}
	for n := parent.LastChild(); n != nil; n = n.PreviousSibling() {
		back = append(back, n)
	}
	slices.Reverse(back)
	if !slices.Equal(forth, want) || !slices.Equal(back, want) {
		t.Fatalf("%d children forth and %d back, want %d", len(forth), len(back), len(want))
	}
}

package markdown

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/render"
)

// An embedded is a file that a post shows or plays.
type embedded struct {
	what string // "picture" or "recording"
	rule post.Rule
	ref  string
	pos  post.Position // zero for one in the front matter
}

// embeddedIn returns the files that po shows or plays, in document order
// after those of its front matter. A srcset is left out: its pictures are
// other sizes of the one in src.
func embeddedIn(po *post.Post) []embedded {
	var all []embedded
	picture := func(pos post.Position, ref string) {
		if ref = strings.TrimSpace(ref); ref != "" {
			all = append(all, embedded{"picture", RuleBrokenImage, ref, pos})
		}
	}
	recording := func(pos post.Position, ref string) {
		if ref = strings.TrimSpace(ref); ref != "" {
			all = append(all, embedded{"recording", RuleBrokenLink, ref, pos})
		}
	}
	picture(post.Position{}, po.Cover)
	for _, e := range po.Enclosures {
		recording(post.Position{}, e.URL)
	}
	fromFrontMatter := len(all)
	for _, img := range po.Images {
		picture(img.Pos, img.Src)
	}
	if tree, ok := po.Body.(*render.Tree); ok && tree.HasHTML {
		players(tree, func(pos post.Position, t html.Token) {
			for _, a := range t.Attr {
				switch a.Key {
				case "src":
					recording(pos, a.Val)
				case "poster":
					picture(pos, a.Val)
				}
			}
		})
	}
	slices.SortStableFunc(all[fromFrontMatter:], func(a, b embedded) int { return a.pos.Compare(b.pos) })
	return all
}

// findMedia makes the cover and the recordings that the front matter names
// begin at the root of the site where no such file is beside the post: themes
// write "/" before them. Jekyll and Hexo publish no files of their folders of
// posts, so there the root is right even if the file is missing.
func findMedia(h *post.Head) {
	find := func(ref *string) {
		name, ok := localReference(*ref)
		if !ok || strings.HasPrefix(name, ".") || isRooted(name) || opens(h, name) {
			return
		}
		o := originOf(h)
		if opens(h, "/"+name) || o.site != nil && (o.site.Engine == Jekyll || o.site.Engine == Hexo) {
			*ref = "/" + *ref
		}
	}
	find(&h.Cover)
	for i := range h.Enclosures {
		find(&h.Enclosures[i].URL)
	}
}

// players calls visit for each audio, video and source element in the raw
// HTML of tree, with its position.
func players(tree *render.Tree, visit func(post.Position, html.Token)) {
	places := tree.Places()
	doc.Walk(tree.Root, func(n doc.Node, entering bool) doc.Status {
		markup := ""
		switch n := n.(type) {
		case *doc.HTMLBlock:
			markup = n.Lines.String() + n.Closure
		case *doc.RawHTML:
			markup = n.HTML
		}
		if !entering || markup == "" {
			return doc.Continue
		}
		z := html.NewTokenizer(strings.NewReader(markup))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
				continue
			}
			switch t := z.Token(); t.Data {
			case "audio", "video", "source":
				visit(places.At(n.Offset()), t)
			}
		}
		return doc.Continue
	})
}

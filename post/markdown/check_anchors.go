package markdown

import (
	"fmt"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/render"
	"github.com/foreword-go/foreword/post/site"
)

// An anchorLink is a link to a place in a post.
type anchorLink struct {
	pos  post.Position
	ref  string
	from *origin // resolves ref
}

// A namedPost holds what names the places in a post.
type namedPost struct {
	tree  *render.Tree // its ids, without its body
	title string
}

// anchors looks up the places in po itself that its links name. Places in other
// posts wait until all posts have been read.
func (run *checkRun) anchors(po *post.Post) {
	tree, ok := po.Body.(*render.Tree)
	o := originOf(&po.Head)
	if !ok || tree.IDs == nil || o != nil && o.site != nil && o.site.HeadingIDs.Value == site.HeadingNone {
		return
	}
	run.named[po.Path] = namedPost{&render.Tree{IDs: tree.IDs}, po.Title}
	top := post.Position{File: po.Path, Line: 1, Column: 1}
	for _, l := range po.Links {
		link := anchorLink{orTop(l.Pos, top), l.URL, o}
		if fragment, ok := strings.CutPrefix(l.URL, "#"); ok {
			run.anchor(link, po.Path, fragment)
		} else if o != nil && o.index != nil && strings.Contains(l.URL, "#") {
			run.toAnchors = append(run.toAnchors, link)
		}
	}
}

// otherAnchors looks up the places in other posts.
func (run *checkRun) otherAnchors() {
	for _, l := range run.toAnchors {
		if t := l.from.resolve(l.ref); t.Status == site.StatusFile {
			run.anchor(l, t.File, t.Fragment)
		}
	}
}

// anchor reports a link to a post without the heading or element that it names.
// Themes write further ids, such as that of the comments.
func (run *checkRun) anchor(l anchorLink, file, fragment string) {
	to, ok := run.named[file]
	name := fragment[strings.LastIndexByte(fragment, '#')+1:] // [[note#part#chapter]]
	switch {
	case !ok, name == "", strings.HasPrefix(name, "^"), strings.HasPrefix(name, ":~:"), themeAnchors[strings.ToLower(name)], name == site.HeadingGitHub.ID(to.title):
		return
	}
	if !to.tree.HasID(name) {
		run.add(l.pos, RuleBrokenLink, post.SeverityWarning, fmt.Errorf("link %q %w: no heading or element of %s has this id", pathOf(l.ref), ErrTarget, file))
	}
}

// themeAnchors are ids of pages outside of their posts.
var themeAnchors = map[string]bool{
	"top": true, "comments": true, "comment": true, "respond": true, "disqus_thread": true, "header": true, "footer": true, "content": true, "main": true,
	"toc": true, "table-of-contents": true, "search": true, "markdown-toc": true,
}

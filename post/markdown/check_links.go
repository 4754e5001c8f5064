package markdown

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/files"
	"github.com/foreword-go/foreword/post/site"
)

// A pendingLink is a reference to a file that does not exist. It may still be
// the address of a post that comes later.
type pendingLink struct {
	pos    post.Position
	ref    string
	what   string // "link", "picture" or "recording"
	rule   post.Rule
	ofSite bool // begins at the root of the site, which may be above the tree
	beyond bool // leads out of the tree, where it may have a target
	page   bool // may be the address of a post
	from   post.Place
	to     post.Target // the target, as the site of the post resolves it
	origin *origin     // of the post, if its site can resolve references
}

// references looks up the relative links and pictures in po.
func (run *checkRun) references(po *post.Post) {
	if po.Files == nil {
		return
	}
	top := post.Position{File: po.Path, Line: 1, Column: 1}
	if po.Withheld != post.ReasonDraft && po.Withheld != post.ReasonPrivate {
		for _, l := range po.Links {
			if l.URL != "" && l.URL[0] != '#' {
				run.links = append(run.links, pendingLink{pos: orTop(l.Pos, top), ref: l.URL, from: post.Place{Path: po.Path, URL: po.URL}, to: po.Resolve(l.URL)})
			}
		}
	}
	embedded := embeddedIn(po)
	if o := originOf(&po.Head); o != nil && o.index != nil {
		for _, e := range embedded {
			run.onSite(o, pendingLink{pos: orTop(e.pos, top), ref: e.ref, what: e.what, rule: e.rule})
		}
		for _, l := range po.Links {
			run.onSite(o, pendingLink{pos: orTop(l.Pos, top), ref: l.URL, what: "link", rule: RuleBrokenLink})
		}
		return
	}
	for _, e := range embedded {
		name, ok := localReference(e.ref)
		if ok && !run.found(name, opens(&po.Head, name)) {
			run.pending = append(run.pending, pendingLink{pos: orTop(e.pos, top), ref: e.ref, what: e.what, rule: e.rule, ofSite: ofSite(name), beyond: leadsOut(&po.Head, name)})
		}
	}
	for _, l := range po.Links {
		name, ok := localReference(l.URL)
		if !ok || isRooted(name) && !isFileName(name) || run.found(name, opensRoute(&po.Head, name)) {
			// Pages below the root that are not files are made by the
			// generator: tag lists, archives, other collections.
			continue
		}
		run.pending = append(run.pending, pendingLink{pos: orTop(l.Pos, top), ref: l.URL, what: "link", rule: RuleBrokenLink, ofSite: ofSite(name), beyond: leadsOut(&po.Head, name), page: true, from: post.Place{Path: po.Path, URL: po.URL}})
	}
}

// onSite resolves a reference with the site of the post. A reference without
// a target waits until all posts have been read.
func (run *checkRun) onSite(o *origin, l pendingLink) {
	if l.ref == "" || strings.ContainsAny(l.ref, "<>") || strings.HasPrefix(l.ref, "@") && !strings.HasPrefix(l.ref, "@/") && !strings.HasPrefix(l.ref, "@site/") {
		return // a mention of a person
	}
	name, _ := localReference(l.ref)
	switch t := o.resolve(l.ref); t.Status {
	case site.StatusFile:
		run.found(name, true)
		if l.what != "link" && o.site != nil && o.site.Renames(t.File) {
			run.add(l.pos, RuleRenamedFile, post.SeverityHint, fmt.Errorf("%s %q %w", l.what, pathOf(l.ref), ErrRenamed))
		}
	case site.StatusMissing:
		l.origin = o
		// Without a configuration file, the tree may be only a part of the
		// site.
		l.ofSite = ofSite(name) && o.site != nil && len(o.site.Files) == 0
		l.beyond = errors.Is(o.lookUp(l.ref), fs.ErrInvalid)
		run.pending = append(run.pending, l)
	case site.StatusComputed:
		run.add(l.pos, l.rule, post.SeverityHint, fmt.Errorf("%s %q %w", l.what, pathOf(l.ref), ErrComputed))
	}
}

// isSettled reports whether a pending reference turned out to have a target.
func (run *checkRun) isSettled(l pendingLink) bool {
	if l.origin != nil {
		return l.ofSite && !run.ofSite || l.origin.resolve(l.ref).Status != site.StatusMissing
	}
	if l.ofSite && !run.ofSite {
		return true
	}
	_, found := run.posts.Find(l.from, l.ref)
	_, absent := run.absent.Find(l.from, l.ref) // links to absent posts are reported separately
	return l.page && (found || absent)
}

func isRooted(name string) bool { return strings.HasPrefix(name, "/") }

// ofSite reports whether name is a path from the root of the site to a file
// that engines publish unchanged, and not content.
func ofSite(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".mdx", ".markdown":
		return false
	}
	return isRooted(name) && isFileName(name)
}

// found records whether the file that a reference means was found, and
// returns found.
func (run *checkRun) found(name string, found bool) bool {
	run.ofSite = run.ofSite || found && ofSite(name)
	return found
}

// toWithheld reports the links to posts that are not published. Feeds contain
// only the text of such links.
func (run *checkRun) toWithheld() {
	for _, l := range run.links {
		by, ok := run.absent.At(l.to)
		if !l.to.Found {
			_, published := run.posts.Find(l.from, l.ref)
			by, ok = run.absent.Find(l.from, l.ref)
			ok = ok && !published
		}
		if ok {
			run.add(l.pos, RuleBrokenLink, post.SeverityWarning, fmt.Errorf("link %q %w (%s): feeds and books keep only its text", pathOf(l.ref), ErrWithheld, by))
		}
	}
}

// finish reports the references that have no target.
func (run *checkRun) finish() {
	run.toWithheld()
	run.otherAnchors()
	for _, l := range run.pending {
		switch {
		case run.isSettled(l):
		case l.beyond:
			run.add(l.pos, l.rule, post.SeverityHint, fmt.Errorf("%s %q %w", l.what, pathOf(l.ref), ErrBeyond))
		case webHost.MatchString(l.ref):
			run.add(l.pos, l.rule, post.SeverityWarning, fmt.Errorf("%s %q %w: an address needs https:// before it", l.what, pathOf(l.ref), ErrTarget))
		default:
			run.add(l.pos, l.rule, post.SeverityWarning, fmt.Errorf("%s %q %w", l.what, pathOf(l.ref), ErrTarget))
		}
	}
}

// webHost matches a web address whose beginning is missing or wrong, such as
// "www.a.example".
var webHost = lazyregexp.New(`^(?i:www\.[a-z0-9-]+\.|https?/+[a-z0-9-]+\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|io|dev|cn|jp|de)(?:/|$))`)

// hugoRef matches the form in which links keep Hugo's ref and relref.
var hugoRef = lazyregexp.New("^\\{\\{% ref (?:path=)?`([^`]*)`.*?%\\}\\}")

// pathOf returns a reference with the path of Hugo's ref in place of the shortcode.
func pathOf(ref string) string { return hugoRef.ReplaceAllString(ref, "$1") }

func orTop(pos, top post.Position) post.Position {
	if pos.IsValid() {
		return pos
	}
	return top
}

// localReference returns the path in the tree that ref names. It returns
// false for a reference to another site or to the post itself, and for one
// that the generator fills in.
func localReference(ref string) (string, bool) {
	if ref == "" || strings.HasPrefix(ref, "//") || strings.ContainsAny(ref[:1], "#?@~$") || strings.ContainsAny(ref, "{}<>\\") || strings.Contains(ref, "%}") {
		return "", false
	}
	u, err := url.Parse(ref)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return "", false
	}
	return u.Path, true
}

// isFileName reports whether name has the extension of a file that must be in
// the tree.
func isFileName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".mdx", ".markdown", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".pdf", ".zip", ".mp3", ".mp4":
		return true
	}
	return false
}

// leadsOut reports whether name, which opens no file, leads out of the tree
// of its post.
func leadsOut(h *post.Head, name string) bool { return errors.Is(lookUp(h, name), fs.ErrInvalid) }

func opens(h *post.Head, name string) bool { return lookUp(h, name) == nil }

// lookUp returns nil if the post may open the file name, or else the reason
// why not.
func lookUp(h *post.Head, name string) error {
	ref := (&url.URL{Path: name}).EscapedPath()
	if o := originOf(h); o != nil {
		return o.lookUp(ref)
	}
	f, err := h.Open(ref)
	if err == nil {
		_ = f.Close() // it is enough that the file exists
	}
	return err
}

// opensRoute reports whether a file with the name exists, or a file from
// which generators make the address name.
func opensRoute(h *post.Head, name string) bool {
	if opens(h, name) {
		return true
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(name, "/"), ".html")
	if stem == "" || isFileName(name) {
		return false
	}
	stem = strings.TrimSuffix(stem, "/index")
	for _, end := range []string{".md", ".mdx", ".markdown", "/index.md", "/README.md", "/_index.md", "/index.mdx"} {
		if opens(h, stem+end) {
			return true
		}
	}
	o := originOf(h)
	if o == nil {
		return false
	}
	_, info, err := files.Resolve(o.fsys, strings.TrimPrefix(path.Join(path.Dir(o.file), stem), "/"))
	return err == nil && info.IsDir() && !isRooted(name)
}

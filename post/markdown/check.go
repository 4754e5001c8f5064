package markdown

import (
	"errors"
	"fmt"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/warning"
)

// A Checker finds the problems in a tree of posts that their author should
// know: those found when each post was parsed, and those visible only in the
// whole tree, such as broken links. Its zero value is ready to use.
type Checker struct {
	// Off lists the rules that are not reported; see [Rules]. A [post.SeverityFatal]
	// problem is always reported, because its post is in no output.
	Off []post.Rule
}

// The errors that problems found by a [Checker] wrap, besides those of
// package post.
var (
	// ErrMissing means that a post lacks something it should have.
	ErrMissing = errors.New("missing")
	// ErrDuplicate means that several posts share something that must be
	// unique.
	ErrDuplicate = errors.New("already used by another post")
	// ErrTarget means that a reference has no target.
	ErrTarget = errors.New("has no target")
	// ErrWithheld means that a link leads to a post without a page on the
	// site, such as a draft.
	ErrWithheld = errors.New("points to a post that is not published")
	// ErrBeyond means that a reference leads out of the tree of posts. It may
	// have a target there, but not in a book made from this tree.
	ErrBeyond = errors.New("points outside the folder that is read")
	// ErrComputed means that a template of the site makes the reference, so
	// that its target is not known.
	ErrComputed = errors.New("is filled in by a template of the site, so its target is unknown")
	// ErrRenamed means that the site publishes a picture or recording under a
	// name that is known only after it is built. Books contain the file, and
	// feeds have an address that leads nowhere.
	ErrRenamed = errors.New("is renamed when the site is built, so feeds cannot lead to it: only files in a static folder keep their names")
	// ErrTopic means that the vocabulary does not have a topic of a warning.
	ErrTopic = errors.New("unknown topic")
	// ErrUnwarned means that a post without a content warning often mentions
	// a topic of warnings.
	ErrUnwarned = errors.New("no content warning")
)

// Check reads posts, which come from [Parser.Dir] or [Parser.Posts], and
// returns their problems in the order of path, line and column. References
// are looked up in the file system of each post, so files that are not posts
// are found too; references in posts parsed from bytes are not looked up.
// Check keeps no bodies in memory. An error in the sequence that is not a
// [post.Problems], such as that of a failing file system, is returned
// together with the problems found.
func (c *Checker) Check(posts iter.Seq2[*post.Post, error]) (post.Problems, error) {
	run := checkRun{named: make(map[string]namedPost), ids: make(map[string]post.Position), urls: make(map[string]post.Position), people: make(map[*people]bool)}
	var broken []error
	for po, err := range posts {
		var ps post.Problems
		var p *post.Problem
		switch {
		case errors.As(err, &ps):
			run.problems = append(run.problems, ps...)
		case errors.As(err, &p):
			run.problems = append(run.problems, p)
		case err != nil:
			broken = append(broken, err)
		default:
			for _, p := range po.Problems {
				if p.Rule == RuleUnclosedWarning { // the post is published like this, so its author must know
					raised := *p
					raised.Severity = post.SeverityFatal
					p = &raised
				}
				run.problems = append(run.problems, p)
			}
			run.check(po)
		}
	}
	run.finish()
	ps := slices.DeleteFunc(run.problems, func(p *post.Problem) bool {
		return p.Severity != post.SeverityFatal && slices.Contains(c.Off, p.Rule)
	})
	ps.Sort()
	return ps, errors.Join(broken...)
}

// A checkRun holds the state of one call of Check.
type checkRun struct {
	problems  post.Problems
	ids       map[string]post.Position // position at which each id was first seen
	urls      map[string]post.Position
	posts     post.Index[struct{}]
	absent    post.Index[string] // drafts and private posts, with the reason
	links     []pendingLink      // links in published posts
	people    map[*people]bool   // author files whose problem was reported
	pending   []pendingLink
	named     map[string]namedPost // by path
	toAnchors []anchorLink         // links to places in other posts
	ofSite    bool                 // whether a path from the root of the site was found, which shows that the tree contains the whole site
}

func (run *checkRun) add(pos post.Position, rule post.Rule, sev post.Severity, err error) {
	run.problems = append(run.problems, &post.Problem{Pos: pos, Rule: rule, Severity: sev, Err: err})
}

func (run *checkRun) check(po *post.Post) {
	top := post.Position{File: po.Path, Line: 1, Column: 1}
	// A section page is not a post, and hidden posts are in no list.
	page := po.Withheld == post.ReasonHidden || po.Withheld == post.ReasonPage || isSection(po.Path)
	if po.Title == "" && !page {
		run.add(top, RuleNoTitle, post.SeverityWarning, fmt.Errorf("title %w: add it to the front matter or as a heading of level 1", ErrMissing))
	}
	if po.Published.IsZero() && !page && !reported(po, RuleBadDate) {
		run.add(top, RuleUndated, post.SeverityWarning, fmt.Errorf("date %w: add it to the front matter or the file name", ErrMissing))
	}
	if t := peopleOf(&po.Head); t != nil && len(po.Authors) > 0 && t.problem != nil && !run.people[t] {
		run.people[t] = true
		run.problems = append(run.problems, t.problem)
	}
	if po.ID != "" {
		run.unique(run.ids, po.ID, top, RuleDuplicateID, "id")
	}
	if po.URL != "" {
		run.unique(run.urls, po.URL, top, RuleDuplicateSlug, "address")
	}
	switch po.Withheld {
	case post.ReasonDraft, post.ReasonPrivate:
		run.absent.Add(post.Place{Path: po.Path, URL: po.URL}, po.WithheldBy)
	default:
		run.posts.Add(post.Place{Path: po.Path, URL: po.URL}, struct{}{})
	}
	if r := po.Repost; r != nil && r.URL == "" {
		run.add(r.Pos, RuleRepostWithoutURL, post.SeverityWarning, fmt.Errorf("address of the original %w", ErrMissing))
	}
	for _, w := range po.Warnings {
		var unknown []string
		for _, t := range w.Topics {
			if t.Slug == "" {
				unknown = append(unknown, fmt.Sprintf("%q", t.Label))
			}
		}
		if unknown != nil {
			run.add(w.Pos, RuleUnknownTopic, post.SeverityHint, fmt.Errorf("%w: %s is not in the vocabulary", ErrTopic, strings.Join(unknown, ", ")))
		}
	}
	for _, img := range po.Images {
		if strings.TrimSpace(img.Alt) == "" {
			run.add(orTop(img.Pos, top), RuleImageWithoutAlt, post.SeverityHint, fmt.Errorf("alternative text of %q %w", img.Src, ErrMissing))
		}
	}
	run.references(po)
	run.anchors(po)
	if len(po.Warnings) == 0 {
		run.unwarned(po, top)
	}
}

// isSection reports whether a file has a name that Hugo and Zola use for the
// page of a folder, or that repositories use for the description of a folder.
func isSection(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(path.Base(name)), ".")
	return stem == "_index" || stem == "readme"
}

func (run *checkRun) unique(seen map[string]post.Position, value string, pos post.Position, rule post.Rule, what string) {
	if first, ok := seen[value]; ok {
		run.add(pos, rule, post.SeverityWarning, fmt.Errorf("%s %q is %w, %s", what, value, ErrDuplicate, first.File))
		return
	}
	seen[value] = pos
}

// peopleOf returns the file of authors that applies to a post; nil if there
// is none.
func peopleOf(h *post.Head) *people {
	if o := originOf(h); o != nil {
		return o.setting.people
	}
	return nil
}

func reported(po *post.Post, rule post.Rule) bool {
	return slices.ContainsFunc(po.Problems, func(p *post.Problem) bool { return p.Rule == rule })
}

// The conditions for the hint that a post may need a warning: it mentions one
// topic at least unwarnedMentions times, and on average at least once in
// unwarnedWords words. A post that mentions a topic in passing, or a long
// post that does so a few times, gives no hint.
const (
	unwarnedMentions = 6
	unwarnedWords    = 300
)

func (run *checkRun) unwarned(po *post.Post, top post.Position) {
	for _, m := range warning.GraveMentions(po.Text()) {
		if m.Count >= unwarnedMentions && m.Count*unwarnedWords >= po.WordCount {
			run.add(top, RuleUnwarnedTopics, post.SeverityHint, fmt.Errorf("%w: the text mentions %s %d times (%q)", ErrUnwarned, m.Slug, m.Count, m.First))
		}
	}
}

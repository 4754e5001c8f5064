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

// A Checker gathers what the author of a tree of posts would want to know:
// what parsing each told, and what only the whole tree shows. Its zero value
// is ready to use.
type Checker struct {
	// Off are the rules not to report, of [Rules]. A [post.Fatal] problem is
	// reported all the same: its post is in no output.
	Off []post.Rule
}

// What the Checker wraps, besides the other Err variables.
var (
	// ErrMissing is something that a post should have and has not.
	ErrMissing = errors.New("missing")
	// ErrDuplicate is what only one post may have and several do.
	ErrDuplicate = errors.New("also of another post")
	// ErrTarget is a reference that leads nowhere.
	ErrTarget = errors.New("leads nowhere")
	// ErrWithheld is a link to a post that the site has no page of, such as a draft.
	ErrWithheld = errors.New("leads to a post that is not published")
	// ErrBeyond is a reference that leads out of the tree of posts, and so may
	// lead somewhere, but not in a book of this tree.
	ErrBeyond = errors.New("leads out of the folder that is read")
	// ErrComputed is a reference that a template of the site makes: where it leads
	// is not known.
	ErrComputed = errors.New("is filled in by the site, where it leads is not known")
	// ErrTopic is a topic outside the vocabulary, or one without a warning.
	ErrTopic = errors.New("unclear topic")
)

// Check reads posts, of [Parser.Dir] or [Parser.Posts], and returns their
// problems in path, line and column order. References are looked up in the
// file system each post came from, so that files that are no posts count;
// posts parsed from bytes are taken at their word. It holds no bodies. An
// error of the sequence that is not a [post.Problems], such as that of a failing
// file system, is returned with what was found until then.
func (c *Checker) Check(posts iter.Seq2[*post.Post, error]) (post.Problems, error) {
	run := checkRun{ids: make(map[string]post.Position), urls: make(map[string]post.Position), people: make(map[*people]bool)}
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
				if p.Rule == RuleUnclosedWarning { // the post goes out; its author must know
					raised := *p
					raised.Severity = post.Fatal
					p = &raised
				}
				run.problems = append(run.problems, p)
			}
			run.check(po)
		}
	}
	run.finish()
	ps := slices.DeleteFunc(run.problems, func(p *post.Problem) bool {
		return p.Severity != post.Fatal && slices.Contains(c.Off, p.Rule)
	})
	ps.Sort()
	return ps, errors.Join(broken...)
}

// A checkRun is what one Check has seen.
type checkRun struct {
	problems post.Problems
	ids      map[string]post.Position // where each id was first seen
	urls     map[string]post.Position
	posts    post.Index[struct{}]
	absent   post.Index[string] // drafts and private posts, with what says so
	links    []pendingLink      // of posts that are published
	people   map[*people]bool   // the files of authors that were reported
	pending  []pendingLink
	ofSite   bool // whether a file was found from the root of the site, so that the tree has it
}

func (run *checkRun) add(pos post.Position, rule post.Rule, sev post.Severity, err error) {
	run.problems = append(run.problems, &post.Problem{Pos: pos, Rule: rule, Severity: sev, Err: err})
}

func (run *checkRun) check(po *post.Post) {
	top := post.Position{File: po.Path, Line: 1, Column: 1}
	// A page that heads a folder is no post, and a hidden one in no list.
	page := po.Withheld == post.ReasonHidden || po.Withheld == post.ReasonPage || isSection(po.Path)
	if po.Title == "" && !page {
		run.add(top, RuleNoTitle, post.Warn, fmt.Errorf("title %w, want one in the front matter or a heading of level 1", ErrMissing))
	}
	if po.Published.IsZero() && !page && !reported(po, RuleBadDate) {
		run.add(top, RuleUndated, post.Warn, fmt.Errorf("date %w, want one in the front matter or the file name", ErrMissing))
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
		run.add(r.Pos, RuleRepostWithoutURL, post.Warn, fmt.Errorf("address of the original %w", ErrMissing))
	}
	for _, w := range po.Warnings {
		var unknown []string
		for _, t := range w.Topics {
			if t.Slug == "" {
				unknown = append(unknown, fmt.Sprintf("%q", t.Label))
			}
		}
		if unknown != nil {
			run.add(w.Pos, RuleUnknownTopic, post.Hint, fmt.Errorf("%w: %s not in the vocabulary", ErrTopic, strings.Join(unknown, ", ")))
		}
	}
	for _, img := range po.Images {
		if strings.TrimSpace(img.Alt) == "" {
			run.add(orTop(img.Pos, top), RuleImageWithoutAlt, post.Hint, fmt.Errorf("alternative text of %q %w", img.Src, ErrMissing))
		}
	}
	run.references(po)
	if len(po.Warnings) == 0 {
		run.unwarned(po, top)
	}
}

// isSection reports whether a file is what Hugo and Zola have for the page of a
// folder, or what repositories have.
func isSection(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(path.Base(name)), ".")
	return stem == "_index" || stem == "readme"
}

func (run *checkRun) unique(seen map[string]post.Position, value string, pos post.Position, rule post.Rule, what string) {
	if first, ok := seen[value]; ok {
		run.add(pos, rule, post.Warn, fmt.Errorf("%s %q %w, %s", what, value, ErrDuplicate, first.File))
		return
	}
	seen[value] = pos
}

// peopleOf returns the file of authors of a post; nil if it has none.
func peopleOf(h *post.Head) *people {
	if o := originOf(h); o != nil {
		return o.setting.people
	}
	return nil
}

func reported(po *post.Post, rule post.Rule) bool {
	return slices.ContainsFunc(po.Problems, func(p *post.Problem) bool { return p.Rule == rule })
}

// Bounds of the hint that a post may want a warning: so many mentions of one
// topic, and one in so many words at least. A post that names it in passing,
// or a long one that comes to it once, is none of our business.
const (
	unwarnedMentions = 6
	unwarnedWords    = 300
)

func (run *checkRun) unwarned(po *post.Post, top post.Position) {
	for _, m := range warning.GraveMentions(po.Text()) {
		if m.Count >= unwarnedMentions && m.Count*unwarnedWords >= po.WordCount {
			run.add(top, RuleUnwarnedTopics, post.Hint, fmt.Errorf("%w: %s named %d times (%q), and no content warning", ErrTopic, m.Slug, m.Count, m.First))
		}
	}
}

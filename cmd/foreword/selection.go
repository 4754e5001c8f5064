package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/internal/spell"
	"github.com/foreword-go/foreword/post"
)

// A selection selects posts: those that match every field that is set. A
// field matches if one of its values does. Selections are the same in the
// flags of all verbs and below "only" in foreword.yaml.
type selection struct {
	Tags       []string `yaml:"tags"`
	Categories []string `yaml:"categories"`
	Topics     []string `yaml:"topics"`
	By         []string `yaml:"by"`
	Years      []int    `yaml:"years"`
	Since      string   `yaml:"since"`
	Reposts    bool     `yaml:"reposts"`
	Warned     bool     `yaml:"warned"`
	Exclude    []string `yaml:"exclude"`
}

func (sel *selection) add(flags *pflag.FlagSet) {
	flags.StringSliceVar(&sel.Tags, "tag", nil, "only posts with one of these `tags`")
	flags.StringSliceVar(&sel.Categories, "category", nil, "only posts in one of these `categories`, such as Go or Code/Go")
	flags.StringSliceVar(&sel.Topics, "topic", nil, "only posts with a content warning of one of these `topics`, such as self-harm or 自残")
	offer(flags, "topic", theTopics)
	flags.StringSliceVar(&sel.By, "by", nil, "only posts by one of these `authors`, of the original or the post")
	flags.IntSliceVar(&sel.Years, "year", nil, "only posts published in one of these `years`")
	flags.StringVar(&sel.Since, "since", "", "only posts published on this `date` or later, such as 2025-03-01 or 2025")
	flags.BoolVar(&sel.Reposts, "reposts", false, "only reposts")
	flags.BoolVar(&sel.Warned, "warned", false, "only posts with a content warning")
	flags.StringSliceVar(&sel.Exclude, "exclude", nil, "no posts whose files match one of these `patterns`, such as drafts/** or **/README.md")
}

// empty reports whether the selection selects all posts.
func (sel *selection) empty() bool {
	return len(sel.Tags)+len(sel.Categories)+len(sel.Topics)+len(sel.By)+len(sel.Years)+len(sel.Exclude) == 0 &&
		sel.Since == "" && !sel.Reposts && !sel.Warned
}

// check returns an error if a value has an invalid form.
func (sel *selection) check(fault faultFunc) error {
	if _, err := sel.since(nil); err != nil {
		return fault("since", err)
	}
	return nil
}

// since returns the first moment of the date in Since.
func (sel *selection) since(loc *time.Location) (time.Time, error) {
	if loc == nil {
		loc = time.UTC
	}
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.ParseInLocation(layout, sel.Since, loc); err == nil {
			return t, nil
		}
	}
	if sel.Since == "" {
		return time.Time{}, nil
	}
	return time.Time{}, fmt.Errorf("%q is not a date such as 2025-03-01, 2025-03 or 2025", sel.Since)
}

// A criterion is one condition of a selection.
type criterion struct {
	name  string // its name in messages, such as the tag "music"
	match func(*post.Head) bool
	known func(*post.Head) []string // the values that a post has, such as its tags; nil if they cannot be listed
	words []string                  // the values asked for
	kind  string                    // plural name of the values: tags
}

// choose keeps the posts of lib that the selection selects. If there are
// none, it returns an error that lists the existing values, because a name is
// probably misspelt, and older outputs stay.
func (s *session) choose(ctx context.Context, lib *library, sel *selection) error {
	if sel.empty() || len(lib.heads) == 0 {
		return nil
	}
	if len(sel.Topics)+len(sel.By) > 0 || sel.Reposts || sel.Warned {
		if err := lib.learn(ctx); err != nil {
			return err
		}
	}
	criteria, err := s.criteria(ctx, lib, sel)
	if err != nil {
		return err
	}
	there := lib.heads
	lib.heads = slices.DeleteFunc(slices.Clone(there), func(h *post.Head) bool {
		return slices.ContainsFunc(criteria, func(c criterion) bool { return !c.match(h) })
	})
	if len(lib.heads) > 0 {
		return nil
	}
	return nothing(there, criteria)
}

// learn reads the posts whose traits are not known yet.
func (lib *library) learn(ctx context.Context) error {
	var unknown []*post.Head
	for _, h := range lib.heads {
		if lib.traits[h] == nil {
			unknown = append(unknown, h)
		}
	}
	next := 0
	for p, err := range lib.posts(ctx, unknown) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		h := unknown[next]
		next++
		if err != nil {
			lib.traits[h] = new(post.Head) // the error was reported, and the post is in no output
			continue
		}
		lib.traits[h] = traitsOf(p)
		delete(lib.told, h) // it is counted when it is read for an output
	}
	lib.s.tally.forget()
	return nil
}

// traitsOf returns the facts that a [post.Filter] needs and that are not in
// the front matter, without the text of the post.
func traitsOf(p *post.Post) *post.Head {
	t := &post.Head{Authors: p.Authors, Repost: p.Repost}
	for _, w := range p.Warnings {
		t.Warnings = append(t.Warnings, &post.Warning{Topics: w.Topics})
	}
	return t
}

// criteria returns the conditions of a selection, in the order of the flags.
func (s *session) criteria(ctx context.Context, lib *library, sel *selection) ([]criterion, error) {
	var all []criterion
	add := func(name string, f post.Filter, known func(*post.Head) []string, words []string, kind string) {
		all = append(all, criterion{name, f.Match, known, words, kind})
	}
	// Facts that only the body states are in lib.traits.
	told := func(name string, f post.Filter, known func(*post.Head) []string, words []string, kind string) {
		c := criterion{name: name, match: func(h *post.Head) bool { return f.Match(lib.traits[h]) }, words: words, kind: kind}
		if known != nil {
			c.known = func(h *post.Head) []string { return known(lib.traits[h]) }
		}
		all = append(all, c)
	}
	if len(sel.Tags) > 0 {
		add("the tag "+quoted(sel.Tags), post.Filter{Tags: sel.Tags}, feed.ByTag, sel.Tags, "tags")
	}
	if len(sel.Categories) > 0 {
		add("the category "+quoted(sel.Categories), post.Filter{Categories: sel.Categories}, feed.ByCategory, sel.Categories, "categories")
	}
	if len(sel.Topics) > 0 {
		told("a content warning of "+quoted(sel.Topics), post.Filter{Topics: sel.Topics}, topicsOf, sel.Topics, "topics of the content warnings")
	}
	if len(sel.By) > 0 {
		told("the author "+quoted(sel.By), post.Filter{Authors: sel.By}, authorsOf, sel.By, "authors")
	}
	if len(sel.Years) > 0 {
		add("a date in "+strings.Trim(fmt.Sprint(sel.Years), "[]"), post.Filter{Years: sel.Years}, yearOf, nil, "years")
	}
	if sel.Since != "" {
		from, err := sel.since(lib.parser.Location)
		if err != nil {
			return nil, err
		}
		all = append(all, criterion{"a date from " + sel.Since + " on",
			func(h *post.Head) bool { return !h.Published.IsZero() && !h.Published.Before(from) }, yearOf, nil, "years"})
	}
	if sel.Reposts {
		told("an original elsewhere (--reposts)", post.Filter{Reposts: post.KeepOnly}, nil, nil, "")
	}
	if sel.Warned {
		told("a content warning (--warned)", post.Filter{Warned: post.KeepOnly}, nil, nil, "")
	}
	if len(sel.Exclude) > 0 {
		excluded, err := s.among(ctx, lib, sel.Exclude)
		if err != nil {
			return nil, err
		}
		all = append(all, criterion{name: "a file that --exclude leaves", match: func(h *post.Head) bool { return !excluded(h) }})
	}
	return all, nil
}

// topicsOf returns the labels of the topics that a post warns of.
func topicsOf(h *post.Head) []string {
	var all []string
	for _, w := range h.Warnings {
		for _, t := range w.Topics {
			all = append(all, t.Label)
		}
	}
	return all
}

// authorsOf returns the names of the authors of a post and, if it is a repost, of the
// original.
func authorsOf(h *post.Head) []string {
	var all []string
	for _, a := range h.Authors {
		all = append(all, a.Name)
	}
	if h.Repost != nil {
		for _, a := range h.Repost.Authors {
			all = append(all, a.Name)
		}
	}
	return all
}

func yearOf(h *post.Head) []string {
	if h.Published.IsZero() {
		return nil
	}
	return []string{h.Published.Format("2006")}
}

// nothing returns the error for a selection that no post matches. It names
// the first criterion that no post matches on its own, and the values that
// exist.
func nothing(heads []*post.Head, criteria []criterion) error {
	there := count(len(heads), "post", "posts")
	for _, c := range criteria {
		if slices.ContainsFunc(heads, c.match) {
			continue
		}
		return &selectionError{fmt.Errorf("none of %s has %s", there, c.name), c.instead(heads)}
	}
	var names []string
	for _, c := range criteria {
		names = append(names, c.name)
	}
	return &selectionError{fmt.Errorf("none of %s has %s together", there, strings.Join(names, " and ")), ""}
}

// A selectionError means that no post matches a selection.
type selectionError struct {
	err  error
	hint string
}

func (e *selectionError) Error() string { return e.err.Error() }
func (e *selectionError) Unwrap() error { return e.err }

// instead lists the values that posts have for a criterion: those most
// similar to the words asked for first, then the most frequent.
func (c criterion) instead(heads []*post.Head) string {
	const most = 8
	if c.known == nil {
		return ""
	}
	uses := make(map[string]int)
	for _, h := range heads {
		for _, word := range c.known(h) {
			uses[word]++
		}
	}
	if len(uses) == 0 {
		return "the posts have no " + c.kind
	}
	far := func(word string) int {
		least := 1 << 10
		for _, w := range c.words {
			if spell.Nearest(w, []string{word}) != "" || strings.Contains(strings.ToLower(word), strings.ToLower(w)) {
				least = min(least, spell.Edits(strings.ToLower(w), strings.ToLower(word)))
			}
		}
		return least
	}
	known := slices.SortedFunc(maps.Keys(uses), func(a, b string) int {
		return cmp.Or(cmp.Compare(far(a), far(b)), cmp.Compare(uses[b], uses[a]), cmp.Compare(a, b))
	})
	text := "the " + c.kind + " are " + strings.Join(known[:min(most, len(known))], ", ")
	if rest := len(known) - most; rest > 0 {
		text += fmt.Sprintf(" and %d more", rest)
	}
	return text
}

func quoted(words []string) string {
	var all []string
	for _, w := range words {
		all = append(all, fmt.Sprintf("%q", w))
	}
	return strings.Join(all, " or ")
}

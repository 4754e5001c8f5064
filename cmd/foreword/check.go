package main

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/foreword-go/foreword/internal/spell"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func newCheck(s *session) *cobra.Command {
	var flags parserFlags
	var only selection
	out := checkOutput{max: maxOfRule}
	var asJSON, strict bool
	var off []string
	cmd := &cobra.Command{
		Use:   "check PATH...",
		Short: "Report problems of posts, one a line",
		Long: `Check reports the problems of posts, one per line: the position first, and the name
of the rule last. It prints the first 20 problems of each rule, and how many more
there are; --max changes that number. --group sorts the lines by file or by rule.

The exit code is 1 if a post cannot be read. Warnings and hints do not change it;
with --strict, warnings do.

For build servers, --format github prints annotations that GitHub shows beside the
lines of a pull request, and --format sarif prints a file for code scanning.`,
		Example: `  foreword check posts
  foreword check posts --group rule --max 3
  foreword check posts --off undated,image-without-alt --strict
  foreword check posts --format github
  foreword check posts --format json | jq -r '.[].rule' | sort | uniq -c`,
		Args: paths,
		RunE: func(cmd *cobra.Command, args []string) error {
			var checker markdown.Checker
			var err error
			if checker.Off, err = rulesNamed(off); err != nil {
				return err
			}
			if asJSON {
				out.format = formatJSON
			}
			if out.format != formatText && !cmd.Flags().Changed("max") {
				out.max = 0
			}
			problems, err := s.check(cmd, &flags, &only, checker, args)
			if err != nil {
				return err
			}
			s.tally.problems, s.tally.rules = len(problems), nil
			s.failed = slices.ContainsFunc(problems, func(p *post.Problem) bool {
				return p.Severity == post.SeverityFatal || strict && p.Severity == post.SeverityWarning
			})
			if err := s.printProblems(problems, out); err != nil {
				return err
			}
			s.summarize()
			return nil
		},
	}
	only.add(cmd.Flags())
	flags.add(cmd.Flags())
	flags.addURL(cmd.Flags())
	wordFlag(cmd.Flags(), &out.format, "format", "`form` of the output: text, json, sarif or github (default text)", "text", "json", "sarif", "github")
	wordFlag(cmd.Flags(), &out.group, "group", "`order` of the lines: none, file or rule (default none)", "none", "file", "rule")
	cmd.Flags().IntVar(&out.max, "max", maxOfRule, "`number` of problems printed of each rule; 0 for all (default 20 as text, else all)")
	cmd.Flags().BoolVar(&strict, "strict", false, "let warnings make the exit code 1, too")
	cmd.Flags().BoolVar(&asJSON, "json", false, "the same as --format json")
	cmd.Flags().StringSliceVar(&off, "off", nil, "rules not to report, such as undated,broken-link")
	return cmd
}

// rulesNamed returns the rules with the given names.
func rulesNamed(names []string) ([]post.Rule, error) {
	var known []string
	for r := range markdown.Rules() {
		known = append(known, string(r))
	}
	var all []post.Rule
	for _, name := range names {
		if !slices.Contains(known, name) {
			hint := "the rules are " + strings.Join(known, ", ")
			if near := spell.Nearest(name, known); near != "" {
				hint = "did you mean " + near + "?"
			}
			return nil, &usageError{err: fmt.Errorf("--off: unknown rule %q", name), hint: hint}
		}
		all = append(all, post.Rule(name))
	}
	return all, nil
}

// check returns the problems of the posts of all paths, in the order of the
// paths and their files. File names are as the user would type them.
func (s *session) check(cmd *cobra.Command, flags *parserFlags, only *selection, checker markdown.Checker, paths []string) (problems post.Problems, err error) {
	parser, err := flags.parser(flagFault)
	if err != nil {
		return nil, err
	}
	sources, err := s.open(paths)
	if err != nil {
		return nil, err
	}
	s.report = func(src *source, err error) {
		for _, err := range flatten(err) {
			problems = append(problems, src.problem(err))
		}
	}
	lib, err := s.heads(cmd.Context(), parser, sources)
	if err != nil {
		return nil, err
	}
	// All posts are checked, because some problems concern several posts.
	// Only the problems of the selected posts are reported.
	all := *lib
	if err := cmp.Or(only.check(flagFault), s.choose(cmd.Context(), lib, only)); err != nil {
		return nil, err
	}
	wanted := make(map[string]bool)
	for _, h := range lib.heads {
		wanted[lib.source(h).display(h.Path)] = true
	}
	for heads := all.heads; len(heads) > 0; {
		// Heads of the same source follow each other and form one tree.
		src := lib.source(heads[0])
		n := 1
		for n < len(heads) && lib.source(heads[n]) == src {
			n++
		}
		found, err := checker.Check(readable(lib.posts(cmd.Context(), heads[:n])))
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			if p := src.locate(p); wanted[p.Pos.File] || only.empty() {
				problems = append(problems, p)
			}
		}
		heads = heads[n:]
	}
	problems.Sort()
	return problems, nil
}

// readable leaves out errors that were reported already.
func readable(posts iter.Seq2[*post.Post, error]) iter.Seq2[*post.Post, error] {
	return func(yield func(*post.Post, error) bool) {
		for p, err := range posts {
			if !errors.Is(err, errReported) && !yield(p, err) {
				return
			}
		}
	}
}

// problem converts an error to a problem, with the file name as the user
// would type it.
func (src *source) problem(err error) *post.Problem {
	var p *post.Problem
	if errors.As(err, &p) {
		return src.locate(p)
	}
	return &post.Problem{Severity: post.SeverityFatal, Err: err}
}

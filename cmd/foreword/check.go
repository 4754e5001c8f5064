package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/spell"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
	"github.com/spf13/cobra"
)

func newCheck(s *session) *cobra.Command {
	var flags parserFlags
	var asJSON bool
	var off []string
	cmd := &cobra.Command{
		Use:   "check PATH...",
		Short: "Report problems of posts, one a line",
		Long: `Check reports what an author would want to know, one problem a line, with the
place first and the name of the rule last. The exit code is 1 when a post cannot
be read; warnings and hints do not change it.`,
		Example: `  foreword check posts
  foreword check posts --off undated,image-without-alt
  foreword check posts --json | jq -r '.[].rule' | sort | uniq -c`,
		Args: paths,
		RunE: func(cmd *cobra.Command, args []string) error {
			var checker markdown.Checker
			var err error
			if checker.Off, err = rulesNamed(off); err != nil {
				return err
			}
			problems, err := s.check(cmd, &flags, checker, args)
			if err != nil {
				return err
			}
			s.tally.problems, s.tally.unprinted = len(problems), 0
			s.failed = slices.ContainsFunc(problems, func(p *post.Problem) bool { return p.Severity == post.Fatal })
			if asJSON {
				err = s.printProblemsJSON(problems)
			} else {
				err = s.printProblems(problems)
			}
			if err != nil {
				return err
			}
			s.summarize()
			return nil
		},
	}
	flags.add(cmd.Flags())
	flags.addURL(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	cmd.Flags().StringSliceVar(&off, "off", nil, "rules not to report, such as undated,broken-link")
	return cmd
}

// rulesNamed returns the rules with these names.
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
			return nil, &usageError{err: fmt.Errorf("--off: %q is no rule", name), hint: hint}
		}
		all = append(all, post.Rule(name))
	}
	return all, nil
}

// check returns the problems of the posts of all paths, with files as the
// user would type them, in the order of the paths and their files.
func (s *session) check(cmd *cobra.Command, flags *parserFlags, checker markdown.Checker, paths []string) (problems post.Problems, err error) {
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
	for heads := lib.heads; len(heads) > 0; {
		// The heads of one source stand together, and are one tree.
		src := lib.sources[heads[0]]
		n := 1
		for n < len(heads) && lib.sources[heads[n]] == src {
			n++
		}
		found, err := checker.Check(readable(lib.posts(cmd.Context(), heads[:n])))
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			problems = append(problems, src.locate(p))
		}
		heads = heads[n:]
	}
	problems.Sort()
	return problems, nil
}

// readable leaves out what was reported already.
func readable(posts iter.Seq2[*post.Post, error]) iter.Seq2[*post.Post, error] {
	return func(yield func(*post.Post, error) bool) {
		for p, err := range posts {
			if !errors.Is(err, errReported) && !yield(p, err) {
				return
			}
		}
	}
}

// problem returns an error as a problem, with its file as the user would type
// it.
func (src *source) problem(err error) *post.Problem {
	var p *post.Problem
	if errors.As(err, &p) {
		return src.locate(p)
	}
	return &post.Problem{Severity: post.Fatal, Err: err}
}

func (s *session) printProblems(problems post.Problems) error {
	for _, p := range problems {
		what := p.Err.Error()
		if p.Key != "" {
			what = p.Key + ": " + what
		}
		if p.Rule != "" {
			what += " [" + string(p.Rule) + "]"
		}
		if _, err := fmt.Fprintf(s.stdout, "%s: %s: %s\n", printable(p.Pos.String()), s.colour(p.Severity), message(what)); err != nil {
			return err
		}
	}
	if s.quiet {
		return nil
	}
	for _, c := range problems.Counts() {
		s.printLine(fmt.Sprintf("%6d %s", c.Count, cmp.Or(c.Rule, "unreadable")))
	}
	return nil
}

// colour returns the name of a severity, in its colour on a terminal whose user
// wants colours (https://no-color.org/).
func (s *session) colour(sev post.Severity) string {
	if !terminal(s.stdout) || os.Getenv("NO_COLOR") != "" {
		return sev.String()
	}
	code := map[post.Severity]string{post.Fatal: "31", post.Warn: "33"}[sev]
	return "\x1b[" + cmp.Or(code, "36") + "m" + sev.String() + "\x1b[0m"
}

func (s *session) printProblemsJSON(problems post.Problems) error {
	if problems == nil {
		problems = post.Problems{} // an empty array
	}
	enc := json.NewEncoder(s.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(problems)
}

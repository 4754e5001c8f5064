package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

func newShow(s *session) *cobra.Command {
	var flags parserFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show PATH",
		Short: "Show how a post or a site was read",
		Long: `Show prints how one post was read: its metadata, its content warnings with their
topics, its original author if it is a repost, and its headings and images. In JSON,
durations are in seconds. In the repository, post/schema.json is the JSON Schema of a
post, and cmd/foreword/site.schema.json that of a folder.

For a folder, it prints the settings of the site that the folder belongs to, each with
the file and line that it was read from: the generator, title, address, languages, time
zone, permalinks, the folders of posts and of static files, excluded files, settings
that were not found, and settings that could not be read. At the end it prints how many
files are posts, and why the other files are not.`,
		Example: `  foreword show posts/hello.md
  foreword show .
  foreword show posts/hello.md --json | jq .warnings
  curl -s https://example.org/hello.md | foreword show -`,
		Args: onePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			s.alone = true
			p, err := flags.parser(flagFault)
			if err != nil {
				return err
			}
			sources, err := s.open(args)
			if err != nil {
				return err
			}
			if sources[0].file == "" {
				return s.showSite(cmd.Context(), p, sources[0], asJSON)
			}
			lib, err := s.heads(cmd.Context(), p, sources)
			if err != nil {
				return err
			}
			for po, err := range lib.posts(cmd.Context(), lib.heads) {
				if err != nil {
					return err
				}
				for _, problem := range po.Problems {
					s.printLine(lib.source(lib.heads[0]).locate(problem).Error())
				}
				if asJSON {
					enc := json.NewEncoder(s.stdout)
					enc.SetEscapeHTML(false)
					enc.SetIndent("", "  ")
					return enc.Encode(plain(po))
				}
				for line := range strings.Lines(describe(po)) {
					if _, err := fmt.Fprintln(s.stdout, printable(strings.TrimSuffix(line, "\n"))); err != nil {
						return err
					}
				}
				return nil
			}
			return nil
		},
	}
	flags.add(cmd.Flags())
	flags.addURL(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON, with all fields")
	return cmd
}

// plain returns p with empty lists in place of nil ones, which programs that
// read the JSON would have to handle separately.
func plain(p *post.Post) *post.Post {
	q := *p
	q.Authors, q.Tags, q.Categories = list(q.Authors), list(q.Tags), list(q.Categories)
	q.Headings, q.Images, q.Links = list(q.Headings), list(q.Images), list(q.Links)
	q.Footnotes = list(q.Footnotes)
	q.Warnings = list(slices.Clone(q.Warnings))
	for i, w := range q.Warnings {
		w := *w
		w.Topics = list(w.Topics)
		q.Warnings[i] = &w
	}
	if q.Repost != nil {
		r := *q.Repost
		r.Authors = list(r.Authors)
		q.Repost = &r
	}
	if q.Params == nil {
		q.Params = map[string]any{}
	}
	return &q
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// describe returns a description of a post for people.
func describe(p *post.Post) string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		if v := fmt.Sprintf(format, args...); v != "" {
			fmt.Fprintf(&b, "%-12s %s\n", name, v)
		}
	}
	line("title", "%s", p.Title)
	line("lang", "%s", p.Lang)
	line("address", "%s", p.URL)
	line("published", "%s", date(p.Published))
	line("updated", "%s", date(p.Updated))
	line("authors", "%s", names(p.Authors))
	line("tags", "%s", strings.Join(p.Tags, ", "))
	var categories []string
	for _, c := range p.Categories {
		categories = append(categories, c.String())
	}
	line("categories", "%s", strings.Join(categories, ", "))
	line("licence", "%s", p.License)
	if p.Withheld != "" {
		line("withheld", "%s (%s)", p.Withheld, p.WithheldBy)
	}
	line("summary", "%s", xhtml.OneLine(p.Summary))
	for _, w := range p.Warnings {
		line("warning", "%s, about the %v: %s", w.Level, w.Scope, w.Title)
		for _, t := range w.Topics {
			slug := t.Slug
			if slug == "" {
				slug = "not in the vocabulary"
			}
			line("  topic", "%s (%s)", t.Label, slug)
		}
		line("  text", "%s", xhtml.OneLine(w.Text))
	}
	if r := p.Repost; r != nil {
		line("repost", "%s", cmp.Or(strings.Join(notEmpty(r.Title, r.Publication), ", "), "yes"))
		line("  authors", "%s", names(r.Authors))
		line("  address", "%s", r.URL)
		line("  translators", "%s", names(r.Translators))
		line("  licence", "%s", r.License)
	}
	for _, h := range p.Headings {
		line("heading", "%s%s #%s", strings.Repeat("  ", h.Level-1), h.Text, h.ID)
	}
	for _, img := range p.Images {
		line("image", "%s", strings.Join(notEmpty(img.Src, img.Alt), ": "))
	}
	line("words", "%d, a reading time of %d min", p.WordCount, int(p.ReadingTime.Minutes()))
	return b.String()
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func names(authors []post.Author) string {
	var all []string
	for _, a := range authors {
		name := a.Name
		if a.URL != "" {
			name += " <" + a.URL + ">"
		}
		if a.Role != "" {
			name += " (" + a.Role + ")"
		}
		all = append(all, name)
	}
	return strings.Join(all, ", ")
}

func notEmpty(all ...string) []string {
	var kept []string
	for _, s := range all {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
	"github.com/foreword-go/foreword/post/site"
)

// siteFindings holds the known facts about the site that a folder belongs to.
type siteFindings struct {
	src *source
	*site.Site
	files siteFiles
}

// siteFiles counts the Markdown files of a site.
type siteFiles struct {
	Posts    int            `json:"posts"`
	Withheld map[string]int `json:"withheld"` // by reason: "draft", "page"
	// Why holds the same counts by reason and by the cause that the engine
	// gives.
	Why map[string]map[string]int `json:"why"`
}

// findings reads the facts about the site of a folder, and counts its files.
// A folder without a site is treated as a site without an engine, whose
// addresses are the paths of files.
func (s *session) findings(ctx context.Context, p *markdown.Parser, src *source) (*siteFindings, error) {
	own, err := src.onSite(p)
	if err != nil {
		return nil, flagFault("permalink", err)
	}
	f := &siteFindings{src: src, files: siteFiles{Withheld: map[string]int{}, Why: map[string]map[string]int{}}}
	f.Site = orNone(own.Site)
	lib, err := s.heads(ctx, p, []*source{src})
	if err != nil {
		return nil, err
	}
	listing, err := new(listingFlags).listing()
	if err != nil {
		return nil, err
	}
	for _, h := range lib.heads {
		reason := listing.Reason(h)
		if reason == "" {
			f.files.Posts++
			continue
		}
		f.files.Withheld[string(reason)]++
		if h.WithheldBy != "" && reason == h.Withheld {
			if f.files.Why[string(reason)] == nil {
				f.files.Why[string(reason)] = map[string]int{}
			}
			f.files.Why[string(reason)][h.WithheldBy]++
		}
	}
	return f, nil
}

// orNone returns the site, or one without an engine if there is none.
func orNone(s *site.Site) *site.Site {
	if s == nil {
		return site.None(".")
	}
	return s
}

// place returns in brackets where a setting was read, as the user would type
// it; "" if it was not read from a file.
func (f *siteFindings) place(file string, line int) string {
	switch {
	case file == "":
		return ""
	case line == 0:
		return "(" + f.src.display(file) + ")"
	}
	return fmt.Sprintf("(%s:%d)", f.src.display(file), line)
}

// showSite prints the known facts about the site of a folder.
func (s *session) showSite(ctx context.Context, p *markdown.Parser, src *source, asJSON bool) error {
	f, err := s.findings(ctx, p, src)
	if err != nil {
		return err
	}
	if asJSON {
		enc := json.NewEncoder(s.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(f.plain())
	}
	for _, line := range f.describe() {
		if _, err := fmt.Fprintln(s.stdout, printable(line)); err != nil {
			return err
		}
	}
	return nil
}

// plain returns the findings for a program. File names are relative to root.
func (f *siteFindings) plain() plainSite {
	return plainSite{filepath.ToSlash(f.src.display(".")), f.Home(), (*siteJSON)(f.Site), list(f.Missing()), f.files}
}

// A plainSite holds what show prints as JSON. Its schema is in site.schema.json.
type plainSite struct {
	Root string `json:"root"`
	Home string `json:"home"` // the address with the base path
	*siteJSON
	Missing []string  `json:"missing"`
	Counts  siteFiles `json:"counts"`
}

// siteJSON is a site without its methods.
type siteJSON site.Site

// describe returns the findings as lines for people.
func (f *siteFindings) describe() []string {
	var all []string
	line := func(name, value, place string) {
		all = append(all, strings.TrimRight(fmt.Sprintf("%-18s %s  %s", name, value, place), " "))
	}
	if f.Engine == "" {
		line("engine", "none: addresses are the paths of the files", "")
	}
	for _, item := range f.Items() {
		value := item.Value
		switch item.Key {
		case "content", "static", "authors":
			value = f.src.display(value)
		}
		line(strings.ReplaceAll(item.Key, "-", " "), value, f.place(item.File, item.Line))
	}
	if len(f.Files) > 0 {
		var files []string
		for _, name := range f.Files {
			files = append(files, f.src.display(name))
		}
		line("read", strings.Join(files, ", "), "")
	}
	for _, key := range f.Missing() {
		line("not found", key, "")
	}
	for _, u := range f.Unread {
		what := u.Why
		if u.Key != "" {
			what = u.Key + ": " + u.Why
		}
		line("not read", what, f.place(u.File, u.Line))
	}
	line("posts", fmt.Sprint(f.files.Posts), "")
	for _, r := range post.Reasons() {
		if n := f.files.Withheld[string(r)]; n > 0 {
			line("  "+r.String(), fmt.Sprint(n), f.causes(r))
		}
	}
	return all
}

// causes returns the causes for which the engine withholds files, most
// frequent first.
func (f *siteFindings) causes(r post.Reason) string {
	const most = 6
	why := f.files.Why[string(r)]
	names := slices.SortedFunc(maps.Keys(why), func(a, b string) int {
		if why[a] != why[b] {
			return why[b] - why[a]
		}
		return strings.Compare(a, b)
	})
	var parts []string
	for _, name := range names[:min(most, len(names))] {
		parts = append(parts, fmt.Sprintf("%s: %d", name, why[name]))
	}
	if rest := len(names) - most; rest > 0 {
		parts = append(parts, fmt.Sprintf("%d other causes", rest))
	}
	if len(parts) == 0 {
		return ""
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// An account is a fault that is known and has a reason to be there.
type account struct {
	site, fault, reason string
	used                bool
}

// accounts reads a file of lines SITE | FAULT | REASON, where * stands for any text. Lines that begin
// with # and empty ones are skipped.
func accounts(name string) ([]*account, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var list []*account
	for i, line := range strings.Split(string(src), "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		parts := strings.Split(line, " | ")
		if len(parts) != 3 || parts[2] == "" {
			return nil, fmt.Errorf("%s:%d: want SITE | FAULT | REASON", name, i+1)
		}
		list = append(list, &account{site: parts[0], fault: parts[1], reason: parts[2]})
	}
	return list, nil
}

// like reports whether s matches a pattern in which * stands for any text.
func like(pattern, s string) bool {
	first, rest, star := strings.Cut(pattern, "*")
	s, ok := strings.CutPrefix(s, first)
	if !ok || !star {
		return ok && s == ""
	}
	for i := 0; i <= len(s); i++ {
		if like(rest, s[i:]) {
			return true
		}
	}
	return false
}

// compareAll prints a line for each feed, and before it the faults that are not accounted for. An
// account that matches no fault any more is an error as well.
func compareAll(w io.Writer, accounted, dir string) error {
	list, err := accounts(accounted)
	if err != nil {
		return err
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return err
	}
	bad, feeds := 0, 0
	var all total
	for _, name := range names {
		if strings.HasSuffix(name, ".feed.json") {
			continue
		}
		r := new(Record)
		if err := readJSON(name, r); err != nil {
			return err
		}
		site := strings.TrimSuffix(name, ".json")
		bad += report(w, list, r, filepath.Base(site), site+".feed.json", "", &all)
		feeds++
		if r.Posts != "" {
			bad += report(w, list, r, filepath.Base(site), site+".posts.feed.json", r.Posts, &all)
			feeds++
		}
	}
	bad += all.report(w)
	for _, a := range list {
		if !a.used {
			bad++
			fmt.Fprintf(w, "accounted for, but no fault any more: %s | %s\n", a.site, a.fault)
		}
	}
	if bad > 0 || feeds == 0 {
		return fmt.Errorf("%d faults in %d feeds", bad, feeds)
	}
	return nil
}

// report prints the faults of one feed and returns the number of those not accounted for.
func report(w io.Writer, list []*account, r *Record, site, feed, folder string, all *total) int {
	c, err := compareFeed(r, feed, folder)
	if err != nil {
		fmt.Fprintf(w, "%s: %v\n", site, err)
		return 1
	}
	all.add(c)
	bad := 0
	for _, fault := range c.faults {
		known := false
		for _, a := range list {
			if like(a.site, site) && like(a.fault, fault) {
				known, a.used = true, true
			}
		}
		if !known {
			bad++
			fmt.Fprintf(w, "%s: %s\n", site, fault)
		}
	}
	if folder != "" {
		site += ", of " + folder
	}
	fmt.Fprintf(w, "= %s: %s, %d not accounted for\n", site, c.figures(), bad)
	return bad
}

// The most words of 10,000 that all feeds together may lose, or have and the engines not, the
// accounted ones among them. Most of what is lost is what VitePress includes from other files.
const (
	maxLost    = 155
	maxGarbage = 105
)

// A total counts the words of all feeds.
type total struct{ words, lost, garbage int }

func (t *total) add(c *comparison) {
	t.words, t.lost, t.garbage = t.words+c.words, t.lost+c.lost, t.garbage+c.garbage
}

// report prints the figures and returns the number of those beyond their limit.
func (t *total) report(w io.Writer) (bad int) {
	lost, garbage := perMyriad(t.lost, t.words), perMyriad(t.garbage, t.words)
	fmt.Fprintf(w, "= all: %d words: %.1f lost and %.1f garbage words in 10,000\n", t.words, lost, garbage)
	if lost > maxLost {
		bad++
		fmt.Fprintf(w, "more than %d words in 10,000 are lost\n", maxLost)
	}
	if garbage > maxGarbage {
		bad++
		fmt.Fprintf(w, "more than %d words in 10,000 are garbage\n", maxGarbage)
	}
	return bad
}

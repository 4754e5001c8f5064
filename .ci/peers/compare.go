package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// A task is one piece of work, and the programs that do it: the first is Foreword.
type task struct {
	name     string
	programs []program
}

type program struct {
	name string
	args []string
	out  string // what it writes; it is removed before each run
}

// compare runs each task in turns and prints what it costs.
func compare(dir string, posts, pairs int) error {
	from := filepath.Join(dir, "posts")
	if err := writePosts(from, posts); err != nil {
		return err
	}
	if err := hugoSite(filepath.Join(dir, "hugo")); err != nil {
		return err
	}
	foreword, self := filepath.Join(dir, "foreword"), filepath.Join(dir, "peers")
	out := filepath.Join(dir, "out")
	feed := []string{foreword, "feed", from, "-o", out, "--url", "https://foreword.example/", "--quiet"}
	tasks := []task{
		{"full feeds of all posts, RSS, Atom and JSON", []program{
			{"foreword", append(slices.Clone(feed), "--limit", "0"), out},
			{"goldmark + gorilla, plain", []string{self, "feeds", from, filepath.Join(dir, "plain")}, filepath.Join(dir, "plain")},
			{"goldmark alone", []string{self, "goldmark", from}, ""},
			{"hugo, RSS alone", []string{"hugo", "--quiet", "--source", filepath.Join(dir, "hugo"), "--contentDir", from, "--destination", filepath.Join(dir, "hugo-out")}, filepath.Join(dir, "hugo-out")},
		}},
		{"feeds of the newest 20", []program{
			{"foreword", feed, out},
			{"4 KB of each file read", []string{self, "head", from}, ""},
		}},
		{"a book of all posts", []program{
			{"foreword", []string{foreword, "epub", from, "-o", filepath.Join(dir, "a.epub"), "--title", "Book", "--quiet"}, filepath.Join(dir, "a.epub")},
			{"goldmark + go-epub, plain", []string{self, "book", from, filepath.Join(dir, "plain.epub")}, filepath.Join(dir, "plain.epub")},
			{"pandoc", append([]string{"pandoc", "--quiet", "--metadata", "title=Book", "-o", filepath.Join(dir, "b.epub")}, names(from, posts)...), filepath.Join(dir, "b.epub")},
		}},
	}
	for _, t := range tasks {
		fmt.Printf("%s, %d posts\n", t.name, posts)
		if err := t.run(pairs); err != nil {
			return err
		}
	}
	return nil
}

func names(dir string, posts int) []string {
	var all []string
	for i := range posts {
		all = append(all, filepath.Join(dir, fmt.Sprintf("p%06d.md", i)))
	}
	return all
}

// run prints the median processor time and memory of each program, and the ratio of
// Foreword's processor time to it in the same pair.
func (t task) run(pairs int) error {
	t.programs = slices.DeleteFunc(t.programs, func(p program) bool {
		_, err := exec.LookPath(p.args[0])
		if err != nil {
			fmt.Printf("  %-28s not installed\n", p.name)
		}
		return err != nil
	})
	spent := make([][]time.Duration, len(t.programs))
	ratios := make([][]float64, len(t.programs))
	memory := make([][]float64, len(t.programs)) // MiB at most
	for range pairs {
		for i, p := range t.programs {
			if p.out != "" {
				if err := os.RemoveAll(p.out); err != nil {
					return err
				}
			}
			cmd := exec.Command(p.args[0], p.args[1:]...)
			cmd.Stderr = os.Stderr
			if err := cmd.Run(); err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
			d := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			spent[i] = append(spent[i], d)
			if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
				memory[i] = append(memory[i], float64(usage.Maxrss)/1024) // Linux counts in KiB
			}
			ratios[i] = append(ratios[i], spent[0][len(spent[0])-1].Seconds()/max(d.Seconds(), 1e-9))
		}
	}
	for i, p := range t.programs {
		fmt.Printf("  %-28s %6.2f s CPU, %5.0f MiB, foreword takes %.2f of the time\n", p.name, median(spent[i]).Seconds(), median(memory[i]), median(ratios[i]))
	}
	return nil
}

func median[T time.Duration | float64](all []T) T {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}

// hugoSite writes a site whose home is a full feed.
func hugoSite(dir string) error {
	for name, text := range map[string]string{
		"hugo.toml":                  "baseURL = 'https://hugo.example/'\ntitle = 'Hugo'\ndisableKinds = ['taxonomy', 'term', 'section', 'page', 'sitemap', '404']\n[outputs]\nhome = ['RSS']\n",
		"layouts/_default/rss.xml":   "<rss version=\"2.0\"><channel><title>{{ .Site.Title }}</title>{{ range .Site.RegularPages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Content | html }}</description></item>{{ end }}</channel></rss>\n",
		"layouts/_default/page.html": "{{ .Content }}\n",
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // --location works on machines without a zone database, such as Windows

	"github.com/foreword-go/foreword/post"
	"github.com/spf13/pflag"
)

// parserFlags are the flags about how posts are understood, which every verb
// that reads posts has.
type parserFlags struct {
	lang      string
	location  string
	engine    string
	permalink string
}

func (f *parserFlags) add(fs *pflag.FlagSet) {
	fs.StringVar(&f.lang, "lang", "", "language of posts that do not say, and of the output, such as zh-Hans or en")
	fs.StringVar(&f.location, "location", "", "time zone of dates without one, such as Asia/Shanghai (default UTC)")
	fs.StringVar(&f.engine, "engine", "", "site generator the posts were written for: "+strings.Join(engineNames(), ", ")+" (default: told from each post)")
	fs.StringVar(&f.permalink, "permalink", "", `pattern of the address of posts that state none, of :year :month :day :slug :path :lang (default "/:path/")`)
}

// parser returns the parser that the flags ask for. The fault function puts an
// error about one of them, by its name, in the form of where it was written.
func (f *parserFlags) parser(fault func(name string, err error) error) (*post.Parser, error) {
	p := &post.Parser{Lang: f.lang, Engine: post.Engine(f.engine), Permalink: f.permalink}
	if f.location != "" {
		loc, err := time.LoadLocation(f.location)
		if err != nil {
			return nil, fault("location", fmt.Errorf("%q is not a time zone such as Europe/Berlin", f.location))
		}
		p.Location = loc
	}
	if f.engine != "" && !slices.Contains(engineNames(), f.engine) {
		return nil, fault("engine", fmt.Errorf("%q is none of %s", f.engine, strings.Join(engineNames(), ", ")))
	}
	if f.permalink != "" && !strings.HasPrefix(f.permalink, "/") && !strings.Contains(f.permalink, "://") {
		return nil, fault("permalink", fmt.Errorf("%q does not start with a slash", f.permalink))
	}
	return p, nil
}

// flagFault is the fault function for flags.
func flagFault(name string, err error) error {
	return &usageError{err: fmt.Errorf("--%s: %w", name, err)}
}

func engineNames() []string {
	var names []string
	for _, e := range []post.Engine{
		post.Hexo, post.Hugo, post.Jekyll, post.VitePress, post.VuePress, post.Docusaurus,
		post.Astro, post.Zola, post.Obsidian, post.Eleventy,
	} {
		names = append(names, string(e))
	}
	return names
}

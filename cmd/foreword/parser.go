package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

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

// parser returns the parser that the flags ask for.
func (f *parserFlags) parser() (*post.Parser, error) {
	p := &post.Parser{Lang: f.lang, Engine: post.Engine(f.engine), Permalink: f.permalink}
	if f.location != "" {
		loc, err := time.LoadLocation(f.location)
		if err != nil {
			return nil, usagef("a name of the IANA database, such as Europe/Berlin", "--location: %q is not a time zone", f.location)
		}
		p.Location = loc
	}
	if f.engine != "" && !slices.Contains(engineNames(), f.engine) {
		return nil, usagef("one of "+strings.Join(engineNames(), ", "), "--engine: no engine is named %q", f.engine)
	}
	if f.permalink != "" && !strings.HasPrefix(f.permalink, "/") && !strings.Contains(f.permalink, "://") {
		return nil, usagef(fmt.Sprintf("--permalink %q", "/"+f.permalink), "--permalink: %q does not start with a slash", f.permalink)
	}
	return p, nil
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

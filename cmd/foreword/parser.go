package main

import (
	"encoding"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	_ "time/tzdata"

	"github.com/foreword-go/foreword/internal/lazyregexp"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/text/language"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
	"github.com/foreword-go/foreword/post/site"
)

// parserFlags holds the flags about how posts are parsed, which all verbs
// that read posts have.
type parserFlags struct {
	lang      string
	location  string
	engine    string
	permalink string
	url       string // address of the site, for verbs that write no addresses: see addURL
}

func (f *parserFlags) add(fs *pflag.FlagSet) {
	fs.StringVar(&f.lang, "lang", "", "`language` of posts that do not say, and of the output, such as zh-Hans or en")
	fs.StringVar(&f.location, "location", "", "time `zone` of dates without one, such as Asia/Shanghai (default UTC)")
	fs.StringVar(&f.engine, "engine", "", "site `generator` the posts were written for: "+strings.Join(engineNames(), ", ")+" (default: told from each post)")
	offer(fs, "engine", engineNames()...)
	fs.StringVar(&f.permalink, "permalink", "", "`pattern` of the address of posts that state none, such as /:year/:month/:title/, of :year :month :i_month :day :i_day :hour :minute :second :title :slug :name :path :category :categories :lang :output_ext, or any key of the front matter such as :abbrlink (default /:path/)")
}

// addURL adds the flag for the address of the site to a verb that needs it
// only for parsing.
func (f *parserFlags) addURL(fs *pflag.FlagSet) {
	fs.StringVar(&f.url, "url", "", "`address` of the site: an article that names it as its source is no repost")
}

// A faultFunc converts an error about a setting, given the name of its flag,
// to the form that fits where the setting was written: in a flag or in a key
// of foreword.yaml.
type faultFunc func(name string, err error) error

// parser returns a parser with the settings of the flags.
func (f *parserFlags) parser(fault faultFunc) (*markdown.Parser, error) {
	p := &markdown.Parser{Lang: f.lang, Engine: markdown.Engine(f.engine), Permalink: f.permalink, SiteURL: f.url}
	if _, err := language.Parse(f.lang); f.lang != "" && err != nil {
		return nil, fault("lang", fmt.Errorf("%q is not a BCP 47 language tag such as zh-Hans", f.lang))
	}
	if f.location != "" {
		loc, err := time.LoadLocation(f.location)
		if err != nil {
			return nil, fault("location", fmt.Errorf("%q is not a time zone such as Europe/Berlin", f.location))
		}
		p.Location = loc
	}
	if f.engine != "" && !slices.Contains(engineNames(), f.engine) {
		return nil, fault("engine", fmt.Errorf("unknown engine %q: want one of %s", f.engine, strings.Join(engineNames(), ", ")))
	}
	if err := webAddress(f.url); err != nil {
		return nil, fault("url", err)
	}
	if f.permalink != "" && !permalinkStart.MatchString(f.permalink) && !strings.Contains(f.permalink, "://") {
		return nil, fault("permalink", fmt.Errorf("%q does not start with a slash, as /:year/:slug/ does", f.permalink))
	}
	if f.permalink != "" {
		with, err := site.None(".").WithPermalink(f.permalink)
		if err != nil {
			return nil, fault("permalink", err)
		}
		p.Permalink = with.Permalink.Value // the pattern for a name such as "pretty"
	}
	return p, nil
}

// permalinkStart matches the start of a pattern as engines write it: "/posts/:slug",
// ":year/:title/" of Hexo, or a style of Jekyll such as "pretty".
var permalinkStart = lazyregexp.New(`^(?:/|:[a-z]|[a-z]+$)`)

// flagFault is the faultFunc for flags. An error about a file that a flag
// names is returned unchanged.
func flagFault(name string, err error) error {
	var placed *placedError
	if errors.As(err, &placed) {
		return err
	}
	return &usageError{err: fmt.Errorf("--%s: %w", name, err)}
}

// webAddress returns an error unless s is "" or a valid address of a site.
func webAddress(s string) error {
	u, err := url.Parse(s)
	if s != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || !visible(s)) {
		return fmt.Errorf("%q is not an absolute http or https URL such as https://blog.example/", s)
	}
	return nil
}

// wordFlag adds a flag whose value is one of a few words.
func wordFlag(fs *pflag.FlagSet, to encoding.TextUnmarshaler, name, usage string, words ...string) {
	fs.Func(name, usage, func(s string) error { return to.UnmarshalText([]byte(s)) })
	offer(fs, name, words...)
}

// wordsKey is the annotation of a flag with the words that a shell offers for
// it.
const wordsKey = "words"

// theTopics stands for the slugs of all topics among the words that a shell offers.
// Reading the vocabulary takes milliseconds, which only completion should wait for.
const theTopics = "TOPICS"

// offered returns the words that a shell offers for a flag.
func offered(f *pflag.Flag) (words []string) {
	for _, word := range f.Annotations[wordsKey] {
		if word != theTopics {
			words = append(words, word)
			continue
		}
		for t := range post.Topics() {
			words = append(words, t.Slug)
		}
	}
	return words
}

// offer records the words that a shell offers for a flag.
func offer(fs *pflag.FlagSet, name string, words ...string) {
	if err := fs.SetAnnotation(name, wordsKey, words); err != nil {
		panic(err) // there is no such flag
	}
}

// completeWords makes the flags of cmd complete with the words recorded by
// offer, and other flags as the shell does by itself.
func completeWords(cmd *cobra.Command) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Annotations[wordsKey] != nil {
			complete := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
				return offered(f), cobra.ShellCompDirectiveNoFileComp
			}
			if err := cmd.RegisterFlagCompletionFunc(f.Name, complete); err != nil {
				panic(err) // two completions for one flag
			}
		}
	})
}

func engineNames() []string {
	var names []string
	for _, e := range []markdown.Engine{
		markdown.Hexo, markdown.Hugo, markdown.Jekyll, markdown.VitePress, markdown.VuePress, markdown.Docusaurus,
		markdown.Astro, markdown.Zola, markdown.Obsidian, markdown.Eleventy,
	} {
		names = append(names, string(e))
	}
	return names
}

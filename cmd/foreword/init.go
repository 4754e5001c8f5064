package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"

	"github.com/spf13/cobra"

	"github.com/foreword-go/foreword/post/markdown"
)

func newInit(s *session) *cobra.Command {
	var flags parserFlags
	var out string
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a foreword.yaml with what is found of a site",
		Long: `Init writes DIR/foreword.yaml with the settings that it finds in the configuration of
the site, and where it found them. All other keys are comments with their defaults. It
does not replace an existing file. Settings that were not found are printed; add them
by hand.

The first line names the schema of the file, with which editors complete and check the
keys.`,
		Example: `  foreword init
  foreword init blog
  foreword init blog -o -`,
		Args: optionalPath,
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			p, err := flags.parser(flagFault)
			if err != nil {
				return err
			}
			return s.initialize(cmd, p, dir, cmp.Or(out, filepath.Join(dir, configName)))
		},
	}
	flags.add(cmd.Flags())
	cmd.Flags().StringVarP(&out, "output", "o", "", "`file` to write; - prints it (default DIR/foreword.yaml)")
	return cmd
}

// errInitThere means that the configuration file exists already.
var errInitThere = errors.New("the file exists already, and init does not replace it: add -o - to print what init would write")

// initialize writes the configuration for the site of a folder to a new file.
func (s *session) initialize(cmd *cobra.Command, p *markdown.Parser, dir, out string) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return unreadable(dir, errors.New("not a folder: name the folder to write foreword.yaml to"))
	}
	if _, err := os.Lstat(out); err == nil && out != "-" {
		return unreadable(out, errInitThere)
	}
	src, err := s.openOne(dir)
	if err != nil {
		return err
	}
	s.alone = true
	f, err := s.findings(cmd.Context(), p, src)
	if err != nil {
		return err
	}
	text, err := f.configuration(dir)
	if err != nil {
		return err
	}
	if out == "-" {
		_, err = s.stdout.Write(text)
	} else {
		err = writeNew(out, text)
	}
	if err != nil || s.quiet {
		return err
	}
	if out != "-" {
		s.printLine(fmt.Sprintf("%s written: %s", out, count(f.files.Posts, "post", "posts")))
	}
	for _, key := range f.Missing() {
		s.printLine("not found: " + key + ", " + missingWhat[key])
	}
	for _, u := range f.Unread {
		s.printLine(strings.TrimRight("not read: "+strings.TrimPrefix(u.Key+": "+u.Why, ": ")+" "+f.place(u.File, u.Line), " "))
	}
	return nil
}

// missingWhat says, for each setting that was not found, what needs it.
var missingWhat = map[string]string{
	"title":  "the title of feeds and books",
	"url":    "the address of the site, which the links of feeds need",
	"lang":   "the language of posts that state none",
	"author": "the author of posts that state none",
}

// writeNew writes a file that must not exist yet.
func writeNew(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	switch {
	case errors.Is(err, fs.ErrExist):
		return unreadable(name, errInitThere)
	case err != nil:
		return unreadable(name, err)
	}
	_, err = f.Write(text)
	if err = cmp.Or(err, f.Close()); err != nil {
		os.Remove(name) // do not leave an incomplete configuration
		return unreadable(name, err)
	}
	return nil
}

// initText is the configuration that init writes. A comment has a space after its
// mark; without one it is a key, for which the mark is to be removed.
//
//go:embed help/init.yaml
var initText string

// configuration returns a foreword.yaml with the findings about a folder.
func (f *siteFindings) configuration(dir string) ([]byte, error) {
	t, err := template.New("init").Parse(initText)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, f.settings(dir)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// settings returns the lines of the configuration that depend on the site, by key.
// Names of files are relative to dir, the folder of the configuration.
func (f *siteFindings) settings(dir string) map[string]string {
	all := make(map[string]string)
	set := func(key, value, place, sample string) {
		switch {
		case value == "":
			all[key] = "#" + key + ": " + sample
		case place == "": // to set it would claim what nobody wrote
			all[key] = "#" + key + ": " + scalar(value) + comment("  ", "what the generator has for a site that does not say")
		default:
			all[key] = key + ": " + scalar(value) + comment("  ", place)
		}
	}
	at := func(file string, line int) string {
		name := filepath.FromSlash(file)
		if file == "" {
			return ""
		}
		if rel, err := filepath.Rel(dir, f.src.display(file)); err == nil {
			name = rel
		}
		return fmt.Sprintf("%s:%d", filepath.ToSlash(name), max(line, 1))
	}
	set("title", f.Title.Value, at(f.Title.File, f.Title.Line), `"My blog"  # not found; default: the name of the folder`)
	set("url", home(f.Site), at(f.URL.File, f.URL.Line), scalar("https://blog.example"+f.Base.Value+"/")+"  # not found; the links of feeds need it")
	set("author", f.Author.Value, at(f.Author.File, f.Author.Line), `"Name of the blogger"  # not found`)
	set("description", f.Description.Value, at(f.Description.File, f.Description.Line), `""`)
	set("lang", siteLang(f.Site), at(f.Lang.File, f.Lang.Line), "en  # not found; default: told from the text of each post")
	if len(f.Languages) > 1 {
		var tags []string
		for _, l := range f.Languages {
			tags = append(tags, l.Tag)
		}
		all["lang"] = "#lang: " + scalar(f.Languages[0].Tag) + comment("  ", "left to the site, which has "+strings.Join(tags, ", "))
	}
	set("location", f.zone(), at(f.TimeZone.File, f.TimeZone.Line), "Europe/Berlin  # not found; default: UTC")
	all["engine"] = "#engine: hexo  # not found; default: told from each post"
	if f.Engine != "" {
		all["engine"] = "engine: " + string(f.Engine)
	}
	all["permalink"] = f.permalinks(at)
	all["posts"] = f.contents(dir)
	return all
}

// zone returns the time zone of the site, if this machine knows it.
func (f *siteFindings) zone() string {
	zone := f.TimeZone.Value
	if _, err := time.LoadLocation(zone); err != nil || strings.EqualFold(zone, "local") {
		return ""
	}
	return zone
}

// permalinks returns the address patterns of the site as comments. They are
// comments because the site itself makes the addresses, and no key sets a
// pattern for a part of a site.
func (f *siteFindings) permalinks(at func(file string, line int) string) string {
	var text string
	add := func(of, pattern, file string, line int) {
		text += comment("", of+" "+pattern) + comment("  ", at(file, line)) + "\n"
	}
	if f.Permalink.Value != "" {
		add("The site has", f.Permalink.Value, f.Permalink.File, f.Permalink.Line)
	}
	for _, l := range f.Permalinks {
		add("The site has, for "+l.Scope+",", l.Pattern, l.File, l.Line)
	}
	return text + "#permalink: /:year/:month/:slug/"
}

// contents returns the folders of posts below dir as a comment, because the
// site itself decides which of their files are posts.
func (f *siteFindings) contents(dir string) string {
	var globs []string
	for _, c := range f.Content {
		rel, err := filepath.Rel(dir, f.src.display(c.Value))
		if rel = filepath.ToSlash(rel); err == nil && rel != "." && rel != ".." && !strings.HasPrefix(rel, "../") {
			globs = append(globs, strconv.Quote(rel+"/**/*.md"))
		}
	}
	if len(globs) == 0 {
		globs = []string{`"**/*.md"`}
	}
	slices.Sort(globs)
	return "#posts: [" + strings.Join(slices.Compact(globs), ", ") + "]"
}

// comment returns text as a YAML comment on one line, after gap. For an empty
// text it returns "".
func comment(gap, text string) string {
	if text == "" {
		return ""
	}
	return gap + "# " + printable(text)
}

// plainScalar matches text that needs no quotes in YAML.
var plainScalar = lazyregexp.New(`^(https?://[\w./~%-]+(:\d+[\w./~%-]*)?|[A-Za-z]{2,3}(-\w+)+|[A-Za-z]{4,}(/\w+)*|[a-z]{2})$`)

// scalar returns text as a YAML value.
func scalar(text string) string {
	switch strings.ToLower(text) {
	case "true", "false", "null", "no", "on": // Norwegian is "no", which some readers take for false
	default:
		if plainScalar.MatchString(text) {
			return text
		}
	}
	return strconv.Quote(text)
}

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	slashpath "path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing/fstest"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/site"
)

// A source is a PATH of the command line: a folder, one file, or standard
// input. It is a file system from which nothing leads out.
type source struct {
	fsys     fs.FS
	patterns []string // the files of fsys to read; if empty, all posts
	base     string   // of fsys within its site: see [github.com/foreword-go/foreword/post/markdown.Parser.Base]
	prefix   string   // the folder that contains base, as the user typed it
	dir, at  string   // the folder of a site that the user named, as typed and in fsys
	stdin    bool
	file     string      // name in fsys, if the user named a single file
	site     *site.Site  // the site that fsys belongs to; nil if there is none
	index    *site.Index // of its files
	below    string      // the folder in fsys that the user named; "" for all of fsys
}

// stdinName is the file name of the post from standard input.
const stdinName = "stdin.md"

// open returns the sources that paths name.
func (s *session) open(paths []string) (sources []*source, err error) {
	for _, path := range paths {
		src, err := s.openOne(path)
		if err != nil {
			return nil, err
		}
		sources = append(sources, src)
	}
	return sources, nil
}

func (s *session) openOne(path string) (*source, error) {
	if path == "-" {
		// One byte more than the limit makes the parser refuse the post.
		src, err := io.ReadAll(io.LimitReader(s.stdin, maxStdin+1))
		if err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		return &source{
			fsys:  fstest.MapFS{stdinName: {Data: src, Mode: 0o444}},
			stdin: true,
			file:  stdinName,
		}, nil
	}
	if path == "" {
		return nil, usagef("", "a PATH is empty: name a file or folder, or - for standard input")
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, notFound(path, err)
	}
	src := &source{prefix: path}
	dir := path
	if !info.IsDir() {
		if !info.Mode().IsRegular() {
			return nil, &placedError{pos: path, err: fmt.Errorf("%w; - reads standard input", errNotRegular)}
		}
		// Patterns of the shell easily include outputs.
		if slices.Contains([]string{".xml", ".json", ".opml", ".epub"}, strings.ToLower(filepath.Ext(path))) {
			return nil, unreadable(path, errors.New("this is an output, not a post; for a post of another name use - and standard input"))
		}
		dir = filepath.Dir(path)
		src.prefix, src.base = telling(path)
		s.inputs = append(s.inputs, input{info, "the name of a post"})
		src.file = filepath.Base(path)
		src.patterns = []string{literal(src.file)}
	}
	s.folders = append(s.folders, dir)
	if found, err := s.findSite(src, dir); found || err != nil {
		return src, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, unreadable(path, err)
	}
	// The root stays open until the process ends, because posts open their
	// pictures when a book needs them.
	src.fsys = newTree(root)
	return src, nil
}

// telling returns the last folders in the path of a file that state something
// about the post in it, separated by slashes: those in which generators keep
// posts and drafts, and the folder after which an index file is named. prefix
// is the path before them.
func telling(file string) (prefix, folders string) {
	prefix = filepath.Dir(file)
	up := func(is func(folder string) bool) bool {
		folder := filepath.Base(prefix)
		if !is(folder) {
			return false
		}
		prefix, folders = filepath.Dir(prefix), slashpath.Join(folder, folders)
		return true
	}
	switch stem, _, _ := strings.Cut(strings.ToLower(filepath.Base(file)), "."); stem {
	case "index", "_index", "readme":
		up(func(folder string) bool { return strings.Trim(folder, `./\`) != "" })
	}
	if up(func(folder string) bool { return folder == "_posts" || folder == "_drafts" }) {
		up(func(folder string) bool { return folder == "source" })
	}
	return prefix, folders
}

// unreadable converts an error about a file of the command line to the form
// of all other errors: the place, and what is wrong.
func unreadable(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &placedError{pos: name, err: notThere{err}}
	case errors.Is(err, syscall.ENOTDIR):
		return notFolder(name)
	}
	return &placedError{pos: name, err: err}
}

// notFolder returns the error for a file that is named where a folder is wanted.
func notFolder(name string) error {
	return &placedError{pos: name, err: errors.New("not a folder"), hint: "name the folder of the site; feed, epub, check and show take a file"}
}

// notFound returns the error for a PATH that does not exist, with a hint if it is
// something that people expect to work.
func notFound(path string, err error) error {
	err = unreadable(path, err)
	var placed *placedError
	if !errors.As(err, &placed) || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	switch {
	case strings.Contains(path, "://"):
		placed.hint = "foreword reads files of this machine: clone or download the site first"
	case strings.ContainsAny(path, "*?["):
		placed.hint = "no file matches this pattern: name the folder, and --exclude PATTERN leaves posts out"
	}
	return placed
}

// A notThere is the error for a file that does not exist, in plain words.
type notThere struct{ err error }

func (notThere) Error() string   { return "no such file or folder" }
func (e notThere) Unwrap() error { return e.err }

// errNotRegular means that a file to read is a pipe, device or socket.
// Opening one may wait forever, and reading it may not end.
var errNotRegular = errors.New("not a regular file")

// readExtra returns the content of a file other than a post. It returns an
// error if the file has more than limit bytes.
func readExtra(name string, limit int64) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, unreadable(name, errNotRegular)
	}
	f, err := os.OpenFile(name, readOnly, 0)
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, unreadable(name, err)
	}
	if int64(len(b)) > limit {
		return nil, unreadable(name, fmt.Errorf("over a limit: more than %d bytes", limit))
	}
	return b, nil
}

// maxStdin is larger than any limit for the size of a post.
const maxStdin = 2 << 20

// literal returns the pattern that matches only name.
func literal(name string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(name)
}

// locate returns p with the file name that the user would type.
func (src *source) locate(p *post.Problem) *post.Problem {
	q := *p
	q.Pos.File = src.display(p.Pos.File)
	return &q
}

func (src *source) display(name string) string {
	switch {
	case src == nil || name == "":
		return name
	case src.stdin:
		return "-"
	}
	// Not ../_posts/a.md for a.md: the shortest path is the one that was typed.
	if below, ok := strings.CutPrefix(name, src.at+"/"); ok && src.at != "" {
		return filepath.Join(src.dir, filepath.FromSlash(oneLine(below)))
	}
	return filepath.Join(src.prefix, filepath.FromSlash(oneLine(name)))
}

// oneLine returns the name of a file for messages, with escapes for the
// characters that would end the line.
func oneLine(name string) string {
	if !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r >= 0x80 }) {
		return name
	}
	return lineEscapes.Replace(name)
}

var lineEscapes = strings.NewReplacer("\n", `\n`, "\r", `\r`, "\u0085", `\u0085`, "\u2028", `\u2028`, "\u2029", `\u2029`)

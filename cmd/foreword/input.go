package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	slashpath "path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing/fstest"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
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

// A tree is the files below a root. It opens a pipe that replaced a file
// without waiting for a writer, so that the caller can see that it is a pipe.
type tree struct {
	fs.ReadLinkFS
	root    *os.Root
	folders *openFolders
}

func newTree(root *os.Root) tree {
	return tree{root.FS().(fs.ReadLinkFS), root, new(openFolders)}
}

func (t tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	folder, base := ".", name
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		folder, base = name[:i], name[i+1:]
	}
	if f := t.folders.open(folder, base); f != nil {
		return f, nil
	}
	f, err := t.root.OpenFile(name, readOnly, 0)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// ReadDir returns the entries of a folder, sorted by name, like that of the
// root, but asks the system about an entry only when its info is wanted.
func (t tree) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	f, err := t.root.OpenFile(name, readOnly, 0)
	if err != nil {
		return nil, err
	}
	defer t.folders.put(name, f)
	entries, err := readDir(f)
	all := make([]treeEntry, len(entries))
	for i, d := range entries {
		all[i] = treeEntry{d, t, name}
		entries[i] = &all[i]
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// A treeEntry is an entry of a folder in a tree. Its info is looked up in the
// tree, so that it is never that of a file outside.
type treeEntry struct {
	fs.DirEntry
	tree tree
	dir  string
}

func (e *treeEntry) Info() (fs.FileInfo, error) {
	return e.tree.Lstat(slashpath.Join(e.dir, e.Name()))
}

const readOnly = os.O_RDONLY | syscall.O_NONBLOCK

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

// A library holds the heads of the posts of some sources.
type library struct {
	s      *session
	parser *markdown.Parser
	heads  []*post.Head
	absent []post.Place              // of posts that the site has no page of, whatever is selected
	only   *source                   // the source of all posts; nil if there are several
	of     map[*post.Head]*source    // of each post, if there are several
	told   map[*post.Head]bool       // posts that were counted or reported, because posts may be read several times
	keys   *headKeys                 // of the cache
	traits map[*post.Head]*post.Head // facts that only bodies state, once read: see traitsOf
}

// heads reads the heads of the posts of the sources, in the order of the
// command line, each file once. It reports those that cannot be read.
func (s *session) heads(ctx context.Context, p *markdown.Parser, sources []*source) (*library, error) {
	lib := &library{s: s, parser: p, told: map[*post.Head]bool{}, keys: new(headKeys), traits: map[*post.Head]*post.Head{}}
	seen := map[string]bool{} // if there are several sources, which may overlap
	if len(sources) == 1 {
		lib.only = sources[0]
	} else {
		lib.of = map[*post.Head]*source{}
	}
	defer s.watch.stop()
	s.watch.start(s, -1)
	collect := forHeads()
	defer collect()
	for _, src := range sources {
		found := false
		s.watch.work(src.display(cmp.Or(src.file, ".")))
		own, err := src.onSite(p)
		if err != nil {
			return nil, flagFault("permalink", err)
		}
		first := len(lib.heads)
		if t, ok := src.fsys.(tree); ok {
			defer t.folders.hold()()
		}
		if err := s.learn(ctx, own, src); err != nil {
			return nil, err
		}
		read := own.Index
		if s.signed {
			read = own.Heads
		}
		for h, err := range read(ctx, src.fsys, src.patterns...) {
			found = true
			if err != nil {
				if ctx.Err() != nil {
					return nil, ctx.Err()
				}
				s.fault(src, err)
				continue
			}
			s.watch.paced(src, h.Path) // this post and all before it are done
			if lib.only == nil {
				name := src.display(h.Path)
				if seen[name] {
					continue
				}
				seen[name], lib.of[h] = true, src
			}
			if lib.heads = append(lib.heads, h); len(lib.heads) > lazyHeads {
				collect()
			}
		}
		src.settle(lib.heads[first:])
		if !found {
			return nil, unreadable(src.display("."), errors.New("no posts found: posts are files that end in .md, .markdown or .mdx"))
		}
	}
	for _, h := range s.listing.Absent(lib.heads) {
		lib.absent = append(lib.absent, h.Place())
	}
	s.tally.heads = len(lib.heads)
	boundMemory(len(lib.heads))
	return lib, nil
}

// source returns the source of a post.
func (lib *library) source(h *post.Head) *source {
	if lib.only != nil {
		return lib.only
	}
	return lib.of[h]
}

// library returns the posts that paths name and sel selects, for a verb that
// writes. If none of them can be read, it returns an error.
func (s *session) library(ctx context.Context, p *markdown.Parser, paths []string, sel *selection) (*library, error) {
	if err := sel.check(flagFault); err != nil {
		return nil, err
	}
	sources, err := s.open(paths)
	if err != nil {
		return nil, err
	}
	lib, err := s.heads(ctx, p, sources)
	if err != nil {
		return nil, err
	}
	if err := lib.readable(); err != nil {
		return nil, err
	}
	if err := s.choose(ctx, lib, sel); err != nil {
		return nil, err
	}
	s.tally.heads = len(lib.heads)
	return lib, nil
}

// readable returns an error if there were posts and none of them could be
// read. Nothing is written then, and older outputs stay.
func (lib *library) readable() error {
	if len(lib.heads) == 0 && lib.s.failed {
		lib.s.summarize()
		return errReported
	}
	return nil
}

// filter keeps the posts that match. If none does, it returns an error,
// because a name is probably misspelt, and older outputs stay.
func (lib *library) filter(match func(*post.Head) bool, asked string) error {
	there := len(lib.heads)
	lib.heads = slices.DeleteFunc(slices.Clone(lib.heads), func(h *post.Head) bool { return !match(h) })
	if there > 0 && len(lib.heads) == 0 {
		return fmt.Errorf("none of %s matches %s", count(there, "post", "posts"), asked)
	}
	return nil
}

// posts reads the bodies of heads and yields a post or an error for each, in
// their order. An error is reported the first time, and the error that is
// yielded wraps errReported. It does not end the sequence.
func (lib *library) posts(ctx context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
	return func(yield func(*post.Post, error) bool) {
		s := lib.s
		s.watch.start(s, len(heads))
		defer s.watch.stop()
		i := 0
		s.watch.work(lib.name(heads, i))
		for p, err := range lib.parser.Posts(ctx, heads) {
			if ctx.Err() != nil || i == len(heads) {
				yield(nil, cmp.Or(ctx.Err(), err))
				return
			}
			head := heads[i]
			switch {
			case err != nil && !lib.told[head]:
				s.fault(lib.source(head), err)
			case err == nil && !lib.told[head]:
				s.tally.add(factsOf(p))
			}
			if err == nil {
				lib.keepFacts(head, p)
			}
			lib.told[head] = true
			if err != nil {
				err = fmt.Errorf("%w: %w", errReported, err)
			}
			if !yield(p, err) {
				return
			}
			i++
			s.watch.work(lib.name(heads, i))
		}
	}
}

func (lib *library) name(heads []*post.Head, i int) string {
	if i >= len(heads) {
		return ""
	}
	return lib.source(heads[i]).display(heads[i].Path)
}

// forget removes all posts from the counts, because they will be read again.
func (t *tally) forget() {
	t.posts, t.warned, t.reposts, t.rules = 0, 0, 0, nil
	t.problems = t.faults
}

func (t *tally) add(f facts) {
	t.posts++
	t.problems += f.Problems
	if t.rules == nil {
		t.rules = make(map[post.Rule]int)
	}
	for _, rule := range f.Rules {
		t.rules[rule]++
	}
	if f.Warned {
		t.warned++
	}
	if f.Repost {
		t.reposts++
	}
}

var errInterrupted = errors.New("interrupted")

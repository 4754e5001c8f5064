package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"sync"

	"github.com/foreword-go/foreword/cmd/foreword/internal/kept"
	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/internal/atomicfile"
	"github.com/foreword-go/foreword/internal/wire"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// A build does not repeat work whose inputs are the same as in an earlier
// build. Its results are kept by keys, which package kept explains. They build
// on each other:
//
//	post          the bytes, head and settings of the parser (markdown.Parser.Key)
//	├─ facts      what the summary counts
//	├─ measures   the files that a feed measured, such as the picture of the post
//	├─ feed       the keys of its posts, its metadata, where links lead (feed.Feed.Key)
//	└─ chapter    the layout of the book
//	   └─ pages   the options of the encoder, where links lead, the pictures
//
// Of a feed only the names and hashes of its files are kept. If the files in
// OUT have these hashes, they stay; they are read to find out. All other
// results are the bytes themselves.
//
// Without a cache the build is the same, and slower.

// results holds the results of earlier runs. A nil results has none.
type results struct {
	version string
	get     func(kept.Key) []byte
	put     func(kept.Key, []byte)
}

func (r *results) posts() *markdown.Cache {
	if r == nil {
		return nil
	}
	return &markdown.Cache{Version: r.version, Get: r.get, Put: r.put}
}

func (r *results) books() *epub.Cache {
	if r == nil {
		return nil
	}
	return &epub.Cache{Version: r.version, Get: r.get, Put: r.put}
}

// key returns the key of a result of some kind that was made from a value with
// the key of, and from more.
func (r *results) key(kind string, of kept.Key, more ...any) (kept.Key, error) {
	b, err := json.Marshal(more)
	if err != nil {
		return kept.Key{}, err
	}
	start := kind + "\n" + strconv.Quote(r.version) + "\n"
	return sha256.Sum256(slices.Concat([]byte(start), of[:], b)), nil
}

// loadResult reads the result of some kind that was made from a value with the key
// of, and reports whether there is one.
func loadResult[T any](r *results, kind string, of kept.Key, v *T) bool {
	key, err := r.key(kind, of)
	if err != nil {
		return false
	}
	b := r.get(key)
	if b == nil {
		return false
	}
	rest, err := wire.Read(string(b), v)
	return err == nil && rest == ""
}

// saveResult keeps a result for [loadResult].
func saveResult[T any](r *results, kind string, of kept.Key, v *T) {
	if key, err := r.key(kind, of); err == nil {
		r.put(key, wire.Append(nil, v))
	}
}

// headKeys holds the keys of posts that were asked for.
type headKeys struct {
	mu    sync.Mutex
	known map[*post.Head]headKey
}

type headKey struct {
	key kept.Key
	ok  bool
}

// key returns the key of a post. It is false if the post is not kept.
func (lib *library) key(h *post.Head) (kept.Key, bool) {
	if lib.s.kept == nil {
		return kept.Key{}, false
	}
	lib.keys.mu.Lock()
	k, known := lib.keys.known[h]
	lib.keys.mu.Unlock()
	if !known {
		k.key, k.ok = lib.parser.Key(h)
		lib.keys.mu.Lock()
		if lib.keys.known == nil {
			lib.keys.known = make(map[*post.Head]headKey)
		}
		lib.keys.known[h] = k
		lib.keys.mu.Unlock()
	}
	return k.key, k.ok
}

// facts holds what the summary of a run counts of a post.
type facts struct {
	Problems       int
	Rules          []post.Rule // of the problems, each once
	Warned, Repost bool
}

func factsOf(p *post.Post) facts {
	f := facts{Problems: len(p.Problems), Warned: len(p.Warnings) > 0, Repost: p.Repost != nil}
	for _, problem := range p.Problems {
		if !slices.Contains(f.Rules, problem.Rule) {
			f.Rules = append(f.Rules, problem.Rule)
		}
	}
	return f
}

func (lib *library) keepFacts(h *post.Head, p *post.Post) {
	if key, ok := lib.key(h); ok {
		f := factsOf(p)
		saveResult(lib.s.kept, "facts", key, &f)
	}
}

// facts returns the facts about a post that an earlier run read.
func (lib *library) facts(h *post.Head) (f facts, ok bool) {
	key, ok := lib.key(h)
	return f, ok && loadResult(lib.s.kept, "facts", key, &f)
}

// count counts a post that is in an output and was not read.
func (lib *library) count(h *post.Head, f facts) {
	if !lib.told[h] {
		lib.told[h] = true
		lib.s.tally.add(f)
	}
}

// bookOf returns the book of a job. Only the posts whose chapters are not kept
// are read.
func (s *session) bookOf(ctx context.Context, lib *library, j *bookJob, heads []*post.Head) (*epub.Book, error) {
	if s.kept == nil {
		return epub.FromPosts(j.meta, readable(lib.posts(ctx, heads)), j.layout)
	}
	read := func(ctx context.Context, missing []*post.Head) iter.Seq2[*post.Post, error] {
		wanted := make(map[*post.Head]bool, len(missing))
		for _, h := range missing {
			wanted[h] = true
		}
		var uncounted []*post.Head
		for _, h := range heads {
			if wanted[h] || lib.told[h] {
				continue
			}
			if f, ok := lib.facts(h); ok {
				lib.count(h, f)
			} else {
				uncounted = append(uncounted, h)
			}
		}
		return func(yield func(*post.Post, error) bool) {
			for range lib.posts(ctx, uncounted) {
			}
			lib.posts(ctx, missing)(yield)
		}
	}
	book, err := s.kept.books().FromHeads(ctx, j.meta, heads, &bookPosts{lib, read}, j.layout)
	if err != nil && book != nil {
		err = errors.Join(slices.DeleteFunc(flatten(err), func(err error) bool { return errors.Is(err, errReported) })...)
	}
	return book, err
}

// bookPosts reads the posts of a book.
type bookPosts struct {
	lib  *library
	read func(context.Context, []*post.Head) iter.Seq2[*post.Post, error]
}

// Posts implements [epub.PostReader].
func (b *bookPosts) Posts(ctx context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
	return b.read(ctx, heads)
}

// Key implements [epub.PostReader].
func (b *bookPosts) Key(h *post.Head) (kept.Key, bool) { return b.lib.key(h) }

// A measure is the hash of a file as far as a feed reads it.
type measure struct {
	Ref string
	Sum string
}

// measureOf returns the hash of what a feed can see of a file of a post: its
// size, and its beginning.
func measureOf(h post.Files, ref string) measure {
	const beginning = 4 << 10
	sum := sha256.New()
	if f, err := h.Open(ref); err == nil {
		if info, err := f.Stat(); err == nil {
			fmt.Fprintln(sum, info.Mode().IsRegular(), info.Size())
		}
		n, err := io.Copy(sum, io.LimitReader(f, beginning))
		fmt.Fprintln(sum, n, err == nil)
		f.Close()
	}
	return measure{ref, string(sum.Sum(nil))}
}

// A measuring is the Files of a post, and records the references of the files
// that are opened.
type measuring struct {
	post.Files
	refs []string
}

func (m *measuring) Open(ref string) (fs.File, error) {
	if !slices.Contains(m.refs, ref) {
		m.refs = append(m.refs, ref)
	}
	return m.Files.Open(ref)
}

// measured does the same as posts, and keeps the measures of each post. A feed
// measures the files of a post before it reads the next one.
func (lib *library) measured(ctx context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
	if lib.s.kept == nil {
		return lib.posts(ctx, heads)
	}
	return func(yield func(*post.Post, error) bool) {
		i := 0
		for p, err := range lib.posts(ctx, heads) {
			if err != nil || p.Files == nil {
				if !yield(p, err) {
					return
				}
				i++
				continue
			}
			m := &measuring{Files: p.Files}
			p.Files = m
			more := yield(p, err)
			if key, ok := lib.key(heads[i]); ok {
				all := []measure{}
				for _, ref := range m.refs {
					all = append(all, measureOf(m.Files, ref))
				}
				saveResult(lib.s.kept, "measures", key, &all)
			}
			if !more {
				return
			}
			i++
		}
	}
}

// unmeasured reports whether a file of a post that feeds measure may have
// changed since.
func (lib *library) unmeasured(h *post.Head) bool {
	var all []measure
	key, ok := lib.key(h)
	if !ok || h.Files == nil || !loadResult(lib.s.kept, "measures", key, &all) {
		return true
	}
	return slices.ContainsFunc(all, func(m measure) bool { return measureOf(h.Files, m.Ref) != m })
}

// A keptFile is an output and its SHA-256 in hexadecimal.
type keptFile struct{ Name, Sum string }

// feedKey returns the key of the files of a feed. It is false if they are not
// kept.
func (s *session) feedKey(lib *library, f *feed.Feed, j *feedJob) (key kept.Key, ok bool) {
	if s.kept == nil || j.file != "" || s.out == nil || s.out.list == nil {
		return key, false
	}
	of, ok := f.Key(lib.key)
	if !ok {
		return key, false
	}
	key, err := s.kept.key("feed", of, j.enc, j.formats, j.footer, j.replyTo, j.set.Feed.Lang)
	return key, err == nil
}

// reuse leaves the files of a feed in OUT, if they are those that an earlier
// run wrote for the same feed, and reports whether it did.
func (s *session) reuse(lib *library, f *feed.Feed, key kept.Key) bool {
	var files []keptFile
	if !loadResult(s.kept, "files", key, &files) {
		return false
	}
	heads := f.Heads()
	all := make([]facts, len(heads))
	for i, h := range heads {
		var ok bool
		if all[i], ok = lib.facts(h); !ok || lib.unmeasured(h) {
			return false
		}
	}
	for _, file := range files {
		if s.sparesInputs(filepath.Join(s.out.dir, filepath.FromSlash(file.Name))) != nil || !s.inPlace(file) {
			return false
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	for _, file := range files {
		if s.out.claim(file.Name, s.writer) != nil {
			return false
		}
		s.out.sums[file.Name] = file.Sum
		s.tally.unchanged++
	}
	for i, h := range heads {
		lib.count(h, all[i])
	}
	return true
}

// inPlace reports whether a file in OUT is a regular file with the given hash.
func (s *session) inPlace(file keptFile) bool {
	f, err := atomicfile.Open(s.out.root, file.Name)
	if err != nil {
		return false
	}
	defer f.Close()
	sum := sha256.New()
	_, err = copyAll(sum, f)
	return err == nil && hex.EncodeToString(sum.Sum(nil)) == file.Sum
}

// keepFiles keeps the names and hashes of the files of a feed.
func (s *session) keepFiles(key kept.Key, files []*atomicfile.File) {
	if s.kept == nil || key == (kept.Key{}) {
		return
	}
	var all []keptFile
	for _, f := range files {
		rel, err := filepath.Rel(s.out.dir, f.Name())
		if err != nil {
			return
		}
		all = append(all, keptFile{filepath.ToSlash(rel), f.Sum()})
	}
	saveResult(s.kept, "files", key, &all)
}

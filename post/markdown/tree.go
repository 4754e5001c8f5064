package markdown

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/files"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

// Heads reads the heads of the Markdown files in fsys in parallel and yields
// them in path order. The patterns select files; they have the syntax of
// [path.Match], with ** for any number of folders. Without patterns, all
// files named *.md, *.markdown and *.mdx are read. Only regular files are
// read, also through symbolic links that stay within the root. Heads skips
// node_modules, the folders of templates from which Hexo and Hugo make posts,
// and names that begin with a dot, unless the matching part of a pattern
// begins with a dot too.
//
// A head that cannot be read is yielded as nil with a [post.Problems], and
// the walk goes on. An unreadable root, a bad pattern ([path.ErrBadPattern]),
// more than [Limits.Posts] files and a cancelled ctx are yielded as an error
// that ends the walk. If the loop is left early, all work ends before the
// loop does.
func (p *Parser) Heads(ctx context.Context, fsys fs.FS, patterns ...string) iter.Seq2[*post.Head, error] {
	return p.heads(ctx, fsys, patterns, p.openHead)
}

// Index does the same as [Parser.Heads] in about half of the time, but
// yields heads with only the fields that select posts, put them in order and
// lead to them: Path, ID, Slug, URL, Title, Lang, Published, Updated, Tags,
// Categories, Due, Expires, Withheld, WithheldBy, NoFeed and Files, and Params
// in a vault of Obsidian, where aliases lead to notes. All other fields are
// zero, so that Warnings and Repost say nothing about the post. Index is for feeds of the newest of many posts, and for callers that
// pass all heads to [Parser.Posts], which reads everything. It does not suit
// feeds by author.
func (p *Parser) Index(ctx context.Context, fsys fs.FS, patterns ...string) iter.Seq2[*post.Head, error] {
	q := *p
	q.brief = true
	return p.heads(ctx, fsys, patterns, q.openHead)
}

// heads reads the heads of fsys with open.
func (p *Parser) heads(ctx context.Context, fsys fs.FS, patterns []string, open func(fs.FS, file) (*post.Head, error)) iter.Seq2[*post.Head, error] {
	heads := files.InBatches(ctx, p.files(ctx, fsys, patterns), func(f file) (*post.Head, error) {
		if f.problem != nil {
			return nil, post.Problems{f.problem}
		}
		return open(fsys, f)
	})
	return noting(heads, func(h *post.Head) { p.notePage(h) })
}

// Posts parses the posts with the given heads in parallel and yields them in
// the order of heads. It holds only a few posts at a time. Errors are yielded
// as by [Parser.Heads].
func (p *Parser) Posts(ctx context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
	return files.InOrder(ctx, post.List(heads...), func(h *post.Head) (*post.Post, error) {
		o := originOf(h)
		if o == nil {
			return nil, post.Problems{unreadable(h.Path, errNoFile)}
		}
		return p.of(o).openPost(o.fsys, file{path: h.Path, name: o.file, setting: o.setting})
	}, func(h *post.Head) int64 {
		if o := originOf(h); o != nil {
			return o.size
		}
		return 0
	})
}

// Dir yields every post in fsys, parsed, in path order. It does the work of
// [Parser.Heads] and [Parser.Posts] in one walk, with the same patterns and
// errors.
func (p *Parser) Dir(ctx context.Context, fsys fs.FS, patterns ...string) iter.Seq2[*post.Post, error] {
	posts := files.InOrder(ctx, p.files(ctx, fsys, patterns), func(f file) (*post.Post, error) {
		if f.problem != nil {
			return nil, post.Problems{f.problem}
		}
		return p.openPost(fsys, f)
	}, func(f file) int64 {
		if info, err := fs.Stat(fsys, f.name); f.problem == nil && err == nil {
			return min(info.Size(), int64(p.Limits.postBytes()))
		}
		return 0
	})
	return noting(posts, func(po *post.Post) { p.notePage(&po.Head) })
}

// of returns the parser for a post of an origin: p with the site that the
// head was read with.
func (p *Parser) of(o *origin) *Parser {
	if o.site == nil || p.Site == o.site {
		return p
	}
	own := *p
	own.Site, own.Files = o.site, o.index
	return &own
}

// notePage adds the address of a post to p.Files, so that references can lead
// there.
func (p *Parser) notePage(h *post.Head) {
	if p.Files != nil && h.Withheld != post.ReasonExcluded {
		p.Files.Page(h.Path, h.URL)
		if p.Site != nil && p.Site.Engine == Obsidian {
			p.Files.Alias(h.Path, aliases(h)...)
		}
	}
}

// aliases returns the other names of a note, from the property that Obsidian
// reads.
func aliases(h *post.Head) []string {
	const most = 64
	var all []string
	for _, key := range []string{"aliases", "alias"} {
		switch v := h.Params[key].(type) {
		case string:
			all = append(all, strings.Split(v, ",")...)
		case []any:
			for _, item := range v {
				if s, ok := item.(string); ok {
					all = append(all, s)
				}
			}
		}
	}
	return all[:min(len(all), most)]
}

// noting yields seq and calls note for each value before it is yielded.
func noting[T any](seq iter.Seq2[*T, error], note func(*T)) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for v, err := range seq {
			if v != nil {
				note(v)
			}
			if !yield(v, err) {
				return
			}
		}
	}
}

// unreadable returns the problem for a file that cannot be read.
func unreadable(name string, err error) *post.Problem {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err // the position has the path already
	}
	return &post.Problem{Pos: post.Position{File: name, Line: 1}, Rule: RuleUnreadable, Severity: post.SeverityFatal, Err: err}
}

// open opens a post, if it is a regular file and not too large.
func (p *Parser) open(fsys fs.FS, f file) (fs.File, int64, *post.Problem) {
	in, err := fsys.Open(f.name)
	if err != nil {
		return nil, 0, unreadable(f.path, err)
	}
	info, err := in.Stat()
	switch most := p.Limits.postBytes(); {
	case err != nil:
		in.Close()
		return nil, 0, unreadable(f.path, err)
	case !info.Mode().IsRegular():
		in.Close()
		return nil, 0, unreadable(f.path, fmt.Errorf("%w: not a regular file", fs.ErrInvalid))
	case info.Size() > int64(most):
		in.Close()
		return nil, 0, tooLarge(f.path, most)
	}
	return in, info.Size(), nil
}

// headBytes is the number of bytes of a file that are read at first, and all
// of which must be UTF-8, which takes longer than the front matter. They
// contain the front matter of nearly every post.
const headBytes = 1 << 10

// headBuffers holds buffers for the beginnings of files. No head refers to a
// buffer.
var headBuffers = sync.Pool{New: func() any { return new([headBytes]byte) }}

// openHead reads a file to the end of its front matter.
func (p *Parser) openHead(fsys fs.FS, f file) (*post.Head, error) {
	in, size, problem := p.open(fsys, f)
	if problem != nil {
		return nil, post.Problems{problem}
	}
	defer in.Close()
	first := headBuffers.Get().(*[headBytes]byte)
	defer headBuffers.Put(first)
	buf := first[:0:min(size+1, headBytes)]
	for {
		var err error
		for err == nil && len(buf) < cap(buf) && (len(buf) == 0 || int64(len(buf)) != size) {
			var n int
			n, err = in.Read(buf[len(buf):cap(buf)])
			buf = buf[:len(buf)+n]
		}
		whole := errors.Is(err, io.EOF) || err == nil && len(buf) < cap(buf)
		if err != nil && !whole {
			return nil, post.Problems{unreadable(f.path, err)}
		}
		h, weak, err := p.in(f).readHead(f.path, buf, whole)
		if errors.Is(err, frontmatter.ErrShort) {
			buf = append(make([]byte, 0, 4*cap(buf)), buf...)
			continue
		}
		if h != nil {
			h.Files = &origin{fsys: fsys, file: f.name, size: size, setting: f.setting, path: f.path, site: p.Site, index: p.Files, weak: weak, brief: p.brief}
			if !p.brief {
				p.complete(h, f.setting)
			}
		}
		return h, err
	}
}

// complete sets the fields of h that depend on other files of its tree.
func (p *Parser) complete(h *post.Head, s setting) {
	findMedia(h)
	h.Authors = s.people.named(p, h.Authors)
	p.adopt(h, s.authors)
}

// readPost reads a whole file into buf, or a larger buffer. size is that of
// the file when it was opened.
func (p *Parser) readPost(fsys fs.FS, f file, buf []byte) (src []byte, size int64, problem *post.Problem) {
	in, size, problem := p.open(fsys, f)
	if problem != nil {
		return nil, 0, problem
	}
	defer in.Close()
	most := p.Limits.postBytes()
	src = slices.Grow(buf[:0], min(int(size), most)+1)
	for {
		n, err := in.Read(src[len(src):cap(src)])
		src = src[:len(src)+n]
		if errors.Is(err, io.EOF) {
			return src, size, nil
		}
		if err != nil {
			return nil, 0, unreadable(f.path, err)
		}
		if len(src) > most {
			return nil, 0, tooLarge(f.path, most) // it has grown since its size was read
		}
		if len(src) == cap(src) {
			src = append(src, 0)[:len(src)]
		}
	}
}

// postBuffers holds buffers for whole files, of up to keptBytes. No post
// refers to a buffer.
var postBuffers sync.Pool

const keptBytes = 512 << 10

// openPost reads and parses a whole file.
func (p *Parser) openPost(fsys fs.FS, f file) (*post.Post, error) {
	buf, ok := postBuffers.Get().(*[]byte)
	if !ok {
		buf = new([]byte)
	}
	src, size, problem := p.readPost(fsys, f, *buf)
	defer func() {
		if *buf = src; cap(src) <= keptBytes {
			postBuffers.Put(buf)
		}
	}()
	if problem != nil {
		return nil, post.Problems{problem}
	}
	po, err := p.in(f).from(fsys).Parse(f.path, src)
	if po != nil {
		po.Files = &origin{fsys: fsys, file: f.name, size: size, setting: f.setting, path: f.path, site: p.Site, index: p.Files}
		p.complete(&po.Head, f.setting)
		p.attach(po)
	}
	return po, err
}

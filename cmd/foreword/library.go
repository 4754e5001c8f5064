package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

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
		if s.byAuthor {
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

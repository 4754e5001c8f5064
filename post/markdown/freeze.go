package markdown

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/klauspost/compress/s2"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/wire"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/files"
	"github.com/foreword-go/foreword/post/markdown/internal/render"
	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
)

// ErrFrozen means that bytes were not written by [Freeze] of this version of
// the package.
var ErrFrozen = errors.New("not a frozen post of this version")

// frozenMark is the beginning of a frozen post. It changes with the format.
const frozenMark = "foreword post 3\n"

// maxFrozen is the largest frozen post before compression, in bytes. The
// largest post that the default [Limits] allow is 2 MiB, and becomes about
// four times as large.
const maxFrozen = 64 << 20

// A frozenPost holds the parts of a post that are written before its trees.
type frozenPost struct {
	Head     post.Head
	Contents post.Contents
	Problems []byte // the problems as JSON, because they contain errors; nil if there are none
	HasBody  bool
	Tree     frozenTree
}

// A frozenTree holds the parts of a [render.Tree] that are written besides
// its nodes.
type frozenTree struct {
	Path, Lang   string
	Line, Size   int
	Raw, HasRoot bool
	IDs          map[string]string
	Contents     post.Contents
	Roots        int              // number of trees that follow: the body, and warnings removed from it
	Marks        map[int]string   // ids of blocks by the number of their node
	Fragments    []frozenFragment // bodies of the warnings that have one
}

// A frozenFragment is the body of a warning.
type frozenFragment struct {
	Warning int // index of the warning in the post
	Lead    string
	Nodes   []int // numbers of its nodes
}

// Freeze returns p in a form in which a program can store a parsed post or
// send it to another machine. [Parser.Thaw] restores the post from it, much
// faster than parsing. p must come from a [Parser] or have no body. The form
// differs between versions of this package: thaw a post with the version that
// froze it.
func Freeze(p *post.Post) ([]byte, error) {
	w := frozenPost{Head: p.Head, Contents: p.Contents}
	if len(p.Problems) > 0 {
		var err error
		if w.Problems, err = json.Marshal(p.Problems); err != nil {
			return nil, err
		}
	}
	var nodes []byte
	switch t := p.Body.(type) {
	case nil:
	case *render.Tree:
		w.HasBody = true
		w.Tree, nodes = freezeTree(t, p.Warnings)
	default:
		return nil, fmt.Errorf("%w: a body of type %T", ErrFrozen, p.Body)
	}
	head := wire.Append(nil, &w)
	plain := append(append(wire.AppendInt(nil, len(head)), head...), nodes...)
	if len(plain) > maxFrozen {
		return nil, fmt.Errorf("%w: %d bytes, want at most %d", post.ErrLimit, len(plain), maxFrozen)
	}
	return append([]byte(frozenMark), s2.Encode(nil, plain)...), nil
}

// freezeTree returns the frozen form of a tree and of the warnings that hold
// parts of it, and the nodes.
func freezeTree(t *render.Tree, warnings []*post.Warning) (frozenTree, []byte) {
	w := frozenTree{Path: t.File, Lang: t.LabelLang, Line: t.Line, Size: max(len(t.Source), t.Size), Raw: t.HasHTML, HasRoot: t.Root != nil, Contents: t.Listed}
	if t.IDs != nil {
		w.IDs = t.IDs.Known()
	}
	var roots []doc.Node
	if t.Root != nil {
		roots = append(roots, t.Root)
	}
	parts := func(yield func(int, *render.Fragment)) {
		for i, warning := range warnings {
			if f, ok := warning.Body.(*render.Fragment); ok {
				yield(i, f)
			}
		}
	}
	parts(func(_ int, f *render.Fragment) {
		for _, n := range f.Nodes {
			for n.Parent() != nil {
				n = n.Parent()
			}
			if !slices.Contains(roots, n) {
				roots = append(roots, n)
			}
		}
	})
	var b []byte
	numbers := make(map[doc.Node]int)
	for _, root := range roots {
		b = doc.AppendTree(b, root, func(n doc.Node) { numbers[n] = len(numbers) })
	}
	w.Roots = len(roots)
	parts(func(i int, f *render.Fragment) {
		own := frozenFragment{Warning: i, Lead: f.Lead}
		for _, n := range f.Nodes {
			own.Nodes = append(own.Nodes, numbers[n])
		}
		w.Fragments = append(w.Fragments, own)
	})
	for n, id := range t.Marks {
		if at, ok := numbers[n]; ok {
			if w.Marks == nil {
				w.Marks = make(map[int]string)
			}
			w.Marks[at] = id
		}
	}
	return w, b
}

// Thaw restores a post from the bytes that [Freeze] returned. If fsys is not
// nil, it is the tree that the post was read from, or a copy of it: the
// references of the post are then looked up there and in p.Files, like those
// of posts from [Parser.Posts]. If the bytes are not a frozen post of this
// version, the error wraps [ErrFrozen]. Bytes from an untrusted source do no
// harm, but may become a post that no parser would return.
func (p *Parser) Thaw(fsys fs.FS, frozen []byte) (*post.Post, error) {
	po, err := thaw(frozen)
	if err != nil {
		return nil, err
	}
	p.label(po)
	if fsys == nil {
		return po, nil
	}
	name := po.Path
	if p.Base != "" {
		name = strings.TrimPrefix(name, path.Clean(p.Base)+"/")
	}
	po.Files = &origin{fsys: fsys, file: name, setting: setting{listing: files.NewListing(fsys)}, path: po.Path, site: p.Site, index: p.Files}
	p.attach(po)
	return po, nil
}

// label gives a post that was frozen the words of the vocabulary.
func (p *Parser) label(po *post.Post) {
	if t, ok := po.Body.(*render.Tree); ok {
		t.Labels = label.Of(p.Vocabulary)
	}
}

// attach makes the references of a post resolve with p.Files.
func (p *Parser) attach(po *post.Post) {
	if t, ok := po.Body.(*render.Tree); ok && p.Files != nil {
		files := po.Head.Files
		t.Address = func(ref string) string { return (&post.Head{Files: files}).AddressOf(ref) }
	}
}

func thaw(frozen []byte) (*post.Post, error) {
	if len(frozen) < len(frozenMark) || string(frozen[:len(frozenMark)]) != frozenMark {
		return nil, ErrFrozen
	}
	packed := frozen[len(frozenMark):]
	if n, err := s2.DecodedLen(packed); err != nil || n > maxFrozen {
		return nil, ErrFrozen
	}
	plain, err := s2.Decode(nil, packed)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFrozen, err)
	}
	n, nodes, err := wire.ReadInt(string(plain))
	if err != nil || n < 0 || n > len(nodes) {
		return nil, ErrFrozen
	}
	// Strings share the memory they are read from. The head is read
	// separately, because it may be kept long after the tree, which is many
	// times larger.
	var w frozenPost
	if rest, err := wire.Read(strings.Clone(nodes[:n]), &w); err != nil || rest != "" {
		return nil, ErrFrozen
	}
	nodes = nodes[n:]
	po := &post.Post{Head: w.Head, Contents: w.Contents}
	if w.Problems != nil {
		if err := json.Unmarshal(w.Problems, &po.Problems); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFrozen, err)
		}
	}
	if w.HasBody {
		t, err := w.Tree.thaw(nodes, po.Warnings)
		if err != nil {
			return nil, err
		}
		po.Body = t
	}
	return po, nil
}

// thaw reads the nodes of a tree, and attaches the bodies of warnings.
func (w *frozenTree) thaw(src string, warnings []*post.Warning) (*render.Tree, error) {
	t := &render.Tree{File: w.Path, LabelLang: w.Lang, Line: w.Line, Size: w.Size, HasHTML: w.Raw, Listed: w.Contents, Inline: syntax.Inline}
	if w.IDs != nil {
		t.IDs = xhtml.KnownIDs(w.IDs)
	}
	var nodes []doc.Node
	for i := range w.Roots {
		root, rest, err := doc.ReadTree(src, func(n doc.Node) { nodes = append(nodes, n) })
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFrozen, err)
		}
		if src = rest; i == 0 && w.HasRoot {
			t.Root = root
		}
	}
	if src != "" {
		return nil, ErrFrozen
	}
	for _, f := range w.Fragments {
		if f.Warning < 0 || f.Warning >= len(warnings) || warnings[f.Warning] == nil {
			return nil, ErrFrozen
		}
		own := &render.Fragment{Tree: t, Lead: f.Lead}
		for _, at := range f.Nodes {
			if at < 0 || at >= len(nodes) {
				return nil, ErrFrozen
			}
			own.Nodes = append(own.Nodes, nodes[at])
		}
		warnings[f.Warning].Body = own
	}
	for at, id := range w.Marks {
		if at < 0 || at >= len(nodes) {
			return nil, ErrFrozen
		}
		if t.Marks == nil {
			t.Marks = make(map[doc.Node]string, len(w.Marks))
		}
		t.Marks[nodes[at]] = id
	}
	return t, nil
}

package markdown

import (
	"errors"
	"time"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/render"
	"github.com/foreword-go/foreword/post/markdown/internal/repost"
	"github.com/foreword-go/foreword/post/site"
)

// A Parser reads posts. Its zero value is ready to use, and it is safe for
// concurrent use as long as its fields do not change.
type Parser struct {
	// Location is the time zone of dates that state none. If nil, UTC: never
	// the zone of the machine.
	Location *time.Location
	// Lang is the language of posts that neither state nor show one, as a
	// BCP 47 tag. If "", such posts have none. Where it is one that is written in
	// Latin letters, no post in these is taken to be in another.
	Lang string
	// Engine is the site generator that the posts were written for, which
	// decides what some keys mean. If "", it is told from each post and, in a
	// tree, from the folders it is in.
	Engine Engine
	// Site is the site that the posts are of, as its configuration describes it. It
	// decides the address of each post, which files are articles, the zone of dates
	// without one, the language of folders, and how lines break. Paths of posts are
	// those of the file system that the site was found in. If nil, paths and
	// front matter decide alone.
	Site *site.Site
	// Files tells which file of the site a reference in a post means. If nil,
	// references are looked for in the usual folders.
	Files *site.Index
	// Base is where in its site the tree lies that [Parser.Heads] and
	// [Parser.Dir] read, a slash-separated path such as "source/_posts". It
	// stands before the path of each post, so that the folders in it count as
	// those of the tree do, but no file beside the tree is reached. If "", the
	// tree is that of the site.
	Base string
	// Permalink is the pattern of the address of posts that do not state
	// their own, with the parts :year :month :day :slug :path :lang. If "",
	// "/:path/".
	Permalink string
	// SiteURL is the address of the site that the posts are of, such as
	// "https://blog.example/": what is said to be from there is no repost. If
	// "", only an address that ends in the slug of the post is known for its own.
	SiteURL string
	// SiteAuthors are the names of those who write the site. The front matter of a
	// repost that names nobody else is taken to name who wrote the original, unless it
	// names one of these. If nil, [Parser.Heads], [Parser.Posts] and [Parser.Dir] tell
	// them from the other posts of the tree, and [Parser.Parse] and [Parser.ParseHead]
	// leave the author of the front matter where it is.
	SiteAuthors []string
	// Vocabulary holds the topics that content warnings name. If nil, it is that of
	// [post.Topics]. See [post.Vocabulary.With] for more topics, and for labels in
	// more languages.
	Vocabulary *post.Vocabulary
	// Topics are further labels of content warnings, each with the slug it
	// stands for. They count before those of Vocabulary, also where they are
	// shorter.
	Topics map[string]string
	// Extensions of goldmark are added to what is read; see [Extend]. If nil, there
	// are none.
	Extensions *Extensions
	// Limits bound what is read. Zero fields have defaults.
	Limits Limits
	// Cache keeps what is parsed from one run of a program to the next. If nil, each
	// post is parsed each time. Posts are not kept where Extensions are set.
	Cache *Cache

	vault bool // whether posts that no other engine shows in are notes of a vault; set on copies
}

// Parse reads one post. The name is used for positions, and for the slug and
// date when it has them. Parse keeps src: do not change it afterwards. An
// error is a [post.Problems].
func (p *Parser) Parse(name string, src []byte) (*post.Post, error) {
	h, f, m, err := p.read(name, src, true)
	if err != nil {
		return nil, err
	}
	key := p.cacheKey(h, src)
	if po := p.Cache.get(key); po != nil {
		return po, nil
	}
	po := &work{Post: &post.Post{Head: *h, Problems: f.Problems}, Tree: &render.Tree{File: name}, warnings: f.warnings, hints: f.hints, noteName: f.noteName}
	po.Problems = append(po.Problems, invisibles(name, src, m.Line)...)
	lines := p.parseBody(po, m.Body, m.Line)
	if po.Problems.HasFatal() {
		po.Problems.Sort()
		return nil, po.Problems
	}
	body := doc.Body{Root: po.Root, Source: po.Source, Places: lines}
	p.findWarnings(po, body, h.Title != "")
	repost.InBody(&po.Head, body, po.hints, p.siteURL())
	adoptAuthors(&po.Head, p.siteWrites())
	p.finishBody(po)
	po.Problems.Sort()
	p.Cache.put(key, po.Post)
	return po.Post, nil
}

// ParseHead reads the front matter of one post and leaves its body alone.
// Problems that do not stop the post are those of [Parser.Parse] alone.
func (p *Parser) ParseHead(name string, src []byte) (*post.Head, error) {
	h, _, _, err := p.read(name, src, true)
	adoptAuthors(h, p.siteWrites())
	return h, err
}

// in returns the parser for a file of a tree.
func (p *Parser) in(f file) *Parser {
	if !f.vault {
		return p
	}
	q := *p
	q.vault = true
	return &q
}

// read splits a file and reads its head. If whole is false, src is only the
// beginning of it, and the error may be [frontmatter.ErrShort].
func (p *Parser) read(name string, src []byte, whole bool) (*post.Head, *fields, *frontmatter.Matter, error) {
	if most := p.Limits.postBytes(); len(src) > most {
		return nil, nil, nil, post.Problems{tooLarge(name, most)}
	}
	m, err := frontmatter.Read(src, whole, frontmatter.Bounds{Bytes: p.Limits.frontMatterBytes(), Nesting: p.Limits.nesting()})
	switch {
	case errors.Is(err, frontmatter.ErrShort):
		return nil, nil, nil, err
	case err != nil:
		return nil, nil, nil, post.Problems{frontMatterProblem(name, err, post.Fatal)}
	}
	h, f := p.head(name, m)
	if f.Problems.HasFatal() {
		f.Problems.Sort()
		return nil, nil, nil, f.Problems
	}
	return h, f, m, nil
}

// frontMatterProblem gives a fault of the front matter its file and rule.
func frontMatterProblem(name string, err error, sev post.Severity) *post.Problem {
	p := &post.Problem{Pos: post.Position{File: name, Line: 1, Column: 1}, Rule: RuleBadFrontMatter, Severity: sev, Err: err}
	var e *frontmatter.Error
	if errors.As(err, &e) {
		p.Pos.Line, p.Pos.Column, p.Key, p.Err = e.Pos.Line, e.Pos.Column, e.Key, e.Err
	}
	switch {
	case errors.Is(err, post.ErrLimit):
		p.Rule = RuleOverLimit
	case errors.Is(err, post.ErrEncoding):
		p.Rule = RuleNotUTF8
	case errors.Is(err, frontmatter.ErrLenient):
		p.Rule = RuleLenientYAML
	case errors.Is(err, frontmatter.ErrDuplicate):
		p.Rule = RuleDuplicateKey
	}
	return p
}

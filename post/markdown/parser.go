package markdown

import (
	"errors"
	"io/fs"
	"time"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/render"
	"github.com/foreword-go/foreword/post/markdown/internal/repost"
	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
	"github.com/foreword-go/foreword/post/site"
)

// A Parser reads posts. Its zero value is ready to use, and it is safe for
// concurrent use as long as its fields do not change.
type Parser struct {
	// Location is the time zone of dates without a zone. If nil, UTC; the
	// zone of the machine is never used.
	Location *time.Location
	// Lang is the language of posts that neither state their language nor
	// show it in their text, as a BCP 47 tag. If "", such posts have no
	// language. If Lang uses the Latin script, language detection is off for
	// posts in that script.
	Lang string
	// Engine is the site generator for which the posts were written. It
	// decides what some keys mean. If "", it is recognised from each post
	// and, in a tree, from its folders.
	Engine Engine
	// Site is the site that the posts belong to, as its configuration
	// describes it. It decides the address of each post, which files are
	// articles, the zone of dates without one, the language of folders, and
	// whether line breaks are kept. Paths of posts must be those in the file
	// system in which the site was found. If nil, only paths and front matter
	// are used.
	Site *site.Site
	// Files finds the file of the site that a reference in a post leads to.
	// If nil, references are looked up in the usual folders.
	Files *site.Index
	// Base is the path within its site of the tree that [Parser.Heads] and
	// [Parser.Dir] read, separated by slashes, such as "source/_posts". It is
	// put before the path of each post, so that its folders count like those
	// of the tree. Files outside the tree still cannot be opened. If "", the
	// tree is the whole site.
	Base string
	// Permalink is the pattern for the addresses of posts that do not state
	// their own. Its parts are :year :month :day :slug :path :lang. If "", it
	// is "/:path/".
	Permalink string
	// SiteURL is the address of the site that the posts belong to, such as
	// "https://blog.example/". A post whose stated source is on this site is
	// not a repost. If "", a source counts as the post's own address only if
	// it ends in the slug of the post.
	SiteURL string
	// SiteAuthors lists the names of the people who write the site. If a
	// repost names an author only in its front matter, that person is taken
	// for the author of the original, unless the name is in this list. If
	// nil, [Parser.Heads], [Parser.Posts] and [Parser.Dir] derive the list
	// from the other posts of the tree, and [Parser.Parse] and
	// [Parser.ParseHead] do not move the author.
	SiteAuthors []string
	// Vocabulary holds the topics and phrases of content warnings, and the
	// titles of containers without one. If nil, it is that of [post.Topics] in
	// eight languages. See [post.Vocabulary.With] for adding topics, and
	// [post.Vocabulary.WithLanguages] for adding languages.
	Vocabulary *post.Vocabulary
	// Topics maps further labels of content warnings to the slugs of their
	// topics. They take precedence over those of Vocabulary, even over longer
	// ones.
	Topics map[string]string
	// Extensions holds extensions of goldmark to parse posts with; see
	// [Extend]. If nil, there are none.
	Extensions *Extensions
	// Limits limits the size of input. Zero fields have defaults.
	Limits Limits
	// Cache keeps parsed posts between runs of a program. If nil, every post
	// is parsed each time. It is not used if Extensions is set.
	Cache *Cache

	brief  bool  // whether heads have only the fields of [Parser.Index]; set on copies
	vault  bool  // whether posts that show no other engine are notes of a vault; set on copies
	source fs.FS // the files that posts may include; nil if unknown; set on copies
}

// Parse parses one post. The name is used in positions, and may contain the
// slug and date of the post. The result refers to src, which must not be
// changed afterwards. An error is a [post.Problems].
func (p *Parser) Parse(name string, src []byte) (*post.Post, error) {
	h, f, m, err := p.readBy(frontmatter.Read, name, src, true)
	if err != nil {
		return nil, err
	}
	body, inserts := p.insertFiles(h, m.Body)
	key := p.cacheKey(h, withFiles(src, body, inserts))
	if po := p.Cache.get(key); po != nil {
		p.label(po)
		return po, nil
	}
	f.reportUnknown()
	po := &work{Post: &post.Post{Head: *h, Problems: f.Problems}, Tree: &render.Tree{File: name, Inline: syntax.Inline}, warnings: f.warnings, hints: f.hints, noteName: f.noteName}
	if m.Traits.Invisible {
		po.Problems = append(po.Problems, invisibles(name, src, m.Line)...)
	}
	if len(inserts) > 0 {
		po.Inserts, po.Written = inserts, string(m.Body)
	}
	if m.Traits.Illegal || len(inserts) > 0 {
		body = xhtml.LegalBytes(body)
	}
	lines := p.parseBody(po, body, m.Line)
	if po.Problems.HasFatal() {
		po.Problems.Sort()
		return nil, po.Problems
	}
	whole := doc.Body{Root: po.Root, Source: po.Source, Places: lines}
	p.findWarnings(po, whole, h.Title != "", body)
	repost.InBody(&po.Head, whole, po.hints, p.siteURL())
	adoptAuthors(&po.Head, p.siteWrites())
	p.finishBody(po)
	po.Problems.Sort()
	p.Cache.put(key, po.Post)
	return po.Post, nil
}

// ParseHead parses only the front matter of one post. It returns only the
// problems that stop the post; use [Parser.Parse] for all of them.
func (p *Parser) ParseHead(name string, src []byte) (*post.Head, error) {
	h, _, err := p.readHead(name, src, true)
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

// from returns the parser for posts that may include files of fsys.
func (p *Parser) from(fsys fs.FS) *Parser {
	if p.Site == nil || p.Site.Engine != Jekyll {
		return p
	}
	q := *p
	q.source = fsys
	return &q
}

// readHead parses the head of a file whose body is not needed. It does not
// look for misspelt keys, which stop no post. If whole is false, src is only
// the beginning of the file, and the error may be [frontmatter.ErrShort]. weak
// is that of [fields].
func (p *Parser) readHead(name string, src []byte, whole bool) (h *post.Head, weak bool, err error) {
	h, f, m, err := p.readBy(frontmatter.ReadHead, name, src, whole)
	if err == nil {
		weak = f.weak
		m.Free() // h has only texts of it
	}
	return h, weak, err
}

// readBy parses a head with one of the functions of package frontmatter.
func (p *Parser) readBy(split func([]byte, bool, frontmatter.Bounds) (*frontmatter.Matter, error), name string, src []byte, whole bool) (*post.Head, *fields, *frontmatter.Matter, error) {
	if most := p.Limits.postBytes(); len(src) > most {
		return nil, nil, nil, post.Problems{tooLarge(name, most)}
	}
	m, err := split(src, whole, frontmatter.Bounds{Bytes: p.Limits.frontMatterBytes(), Nesting: p.Limits.nesting()})
	switch {
	case errors.Is(err, frontmatter.ErrShort):
		return nil, nil, nil, err
	case err != nil:
		return nil, nil, nil, post.Problems{frontMatterProblem(name, err, post.SeverityFatal)}
	}
	h, f := p.head(name, m)
	if f.Problems.HasFatal() {
		if p.brief { // the hints about warnings are printed beside what is fatal
			q := *p
			q.brief = false
			_, f = q.head(name, m)
		}
		f.reportUnknown()
		f.Problems.Sort()
		return nil, nil, nil, f.Problems
	}
	return h, f, m, nil
}

// frontMatterProblem returns the problem for an error in the front matter of
// a file.
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

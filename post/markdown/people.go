package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/files"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
)

// A setting holds the facts that the folders around a post determine.
type setting struct {
	vault  bool    // whether the folders hold notes of Obsidian or of a Quartz site
	people *people // nil if there is no file of authors
	// authors knows who writes the site; nil if that is unknown.
	authors *siteAuthors
	listing *files.Listing // of the tree
}

// vaultMarks holds names that occur in folders of notes.
var vaultMarks = []string{".obsidian", "quartz.config.ts"}

// peopleFiles holds the names of files, as in Docusaurus, that map the keys
// of authors in the posts beside and below them to people.
var peopleFiles = []string{"authors.yml", "authors.yaml"}

// of returns the setting for the posts in a folder with these entries.
func (s setting) of(fsys fs.FS, dir string, entries []fs.DirEntry) setting {
	for _, d := range entries {
		switch {
		case slices.Contains(vaultMarks, d.Name()):
			s.vault = true
		case slices.Contains(peopleFiles, d.Name()) && d.Type().IsRegular():
			s.people = &people{fsys: fsys, name: strings.TrimPrefix(dir+"/"+d.Name(), "./")}
		}
	}
	return s
}

// people holds the authors in a file, by key. The file is read when they are
// first needed.
type people struct {
	fsys fs.FS
	name string
	once sync.Once
	all  map[string]post.Author
	// problem says why the file could not be read; nil if it was read. It is
	// set once a post with authors has been parsed.
	problem *post.Problem
}

// named replaces keys in authors by the people they stand for. If the file
// cannot be read, authors stay as they are.
func (t *people) named(p *Parser, authors []post.Author) []post.Author {
	if t == nil || len(authors) == 0 {
		return authors
	}
	t.once.Do(func() { t.read(p) })
	for i, a := range authors {
		if who, ok := t.all[a.Name]; ok {
			who.URL, who.Email, who.Role = cmp.Or(a.URL, who.URL), cmp.Or(a.Email, who.Email), a.Role
			authors[i] = who
		}
	}
	return authors
}

func (t *people) read(p *Parser) {
	most := p.Limits.frontMatterBytes()
	shown := path.Join(p.Base, t.name)
	b, err := files.ReadUpTo(t.fsys, t.name, most)
	if err != nil {
		t.problem = unreadable(shown, err)
		t.problem.Severity = post.SeverityWarning
		return
	}
	if len(b) > most {
		t.problem = overLimit(shown, "a file of authors is more than %d bytes", most)
		t.problem.Severity = post.SeverityWarning
		return
	}
	const fence = "---\n"
	own := bytes.HasPrefix(b, []byte(fence))
	b = slices.Concat([]byte(fence), bytes.TrimPrefix(b, []byte(fence)), []byte("\n"+fence))
	m, err := frontmatter.Read(b, true, frontmatter.Bounds{Bytes: most + 16, Nesting: p.Limits.nesting()})
	if err != nil {
		t.problem = frontMatterProblem(shown, err, post.SeverityWarning)
		if !own {
			t.problem.Pos.Line = max(1, t.problem.Pos.Line-1) // the first line is a fence that we added
		}
		return
	}
	t.all = make(map[string]post.Author)
	for _, e := range m.Tree.Entries {
		if e.Value.Kind != frontmatter.Map {
			continue
		}
		if as := person.OfMap(e.Value.Map); len(as) == 1 {
			if !person.IsWebURL(as[0].URL) {
				as[0].URL = ""
			}
			t.all[e.Key] = as[0]
		}
	}
	if len(t.all) == 0 {
		t.problem = frontMatterProblem(shown, fmt.Errorf("%w: no authors found, want a key with a name: for each", post.ErrValue), post.SeverityWarning)
	}
}

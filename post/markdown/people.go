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

// A setting is what the folders of a post say of it.
type setting struct {
	vault  bool    // they hold notes of Obsidian, or of a garden made with Quartz
	people *people // nil if there is no such file
	// authors tells who writes the site; nil if nothing is known of it.
	authors *siteAuthors
	listing *files.Listing // of the tree
}

// vaultMarks are in the folders that hold notes.
var vaultMarks = []string{".obsidian", "quartz.config.ts"}

// peopleFiles say who the keys are that posts beside and below them have for
// authors, as Docusaurus has it.
var peopleFiles = []string{"authors.yml", "authors.yaml"}

// of returns the setting of the posts in a folder with these entries.
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

// people are the authors in a file, by key. It is read when a post asks first.
type people struct {
	fsys fs.FS
	name string
	once sync.Once
	all  map[string]post.Author
	// problem is why the file says nothing, nil if it does. It is there once
	// a post that has authors was read.
	problem *post.Problem
}

// named returns authors with keys replaced by who they are. A file that cannot
// be read names nobody.
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
		t.problem.Severity = post.Warn
		return
	}
	if len(b) > most {
		t.problem = overLimit(shown, "a file of authors is more than %d bytes", most)
		t.problem.Severity = post.Warn
		return
	}
	const fence = "---\n"
	own := bytes.HasPrefix(b, []byte(fence))
	b = slices.Concat([]byte(fence), bytes.TrimPrefix(b, []byte(fence)), []byte("\n"+fence))
	m, err := frontmatter.Read(b, true, frontmatter.Bounds{Bytes: most + 16, Nesting: p.Limits.nesting()})
	if err != nil {
		t.problem = frontMatterProblem(shown, err, post.Warn)
		if !own {
			t.problem.Pos.Line = max(1, t.problem.Pos.Line-1) // the fence is ours
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
		t.problem = frontMatterProblem(shown, fmt.Errorf("%w: it names nobody, want a key and a name: for each author", post.ErrValue), post.Warn)
	}
}

package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// Default returns a site in the folder dir with the defaults of an engine.
// fsys is used to find bundles and draft sections of Hugo and Zola; if it is
// nil, there are none.
func Default(engine Engine, fsys fs.FS, dir string) *Site {
	s := &Site{Engine: engine, Dir: dir}
	if fsys == nil {
		fsys = nothing{}
	}
	empty := &value{kind: kindTable}
	script := &script{modules: &modules{}, consts: map[string]*binding{}}
	var err error
	switch engine {
	case Jekyll:
		err = readJekyll(s, empty)
		s.jekyllRules().hasPosts = true
	case Hexo:
		err = readHexo(s, empty)
	case Hugo:
		err = readHugo(s, empty, fsys)
	case Zola:
		err = readZola(s, empty, fsys)
	case Docusaurus:
		err = readDocusaurus(s, empty, fsys)
	case VitePress:
		err = readVitePress(s, empty)
	case VuePress:
		err = readVuePress(s, empty, "")
	case Astro:
		err = readAstro(s, script, fsys)
	case Eleventy:
		err = readEleventy(s, script, fsys)
	case Obsidian:
		err = readObsidian(s, fsys)
	default:
		return None(dir)
	}
	if err != nil {
		panic(fmt.Sprintf("site: the defaults of %s: %v", engine, err)) // the default patterns are ours, so this is a bug
	}
	return s
}

// nothing is a file system without files.
type nothing struct{}

func (nothing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// guess returns a site for a folder without a configuration, by the folders
// around dir: _posts with dated names belongs to Jekyll, source/_posts to
// Hexo, a blog with authors.yml to Docusaurus, src/content to Astro, and
// content to Hugo or Zola if its files show which. Notes that link to each
// other by name are an Obsidian vault. It returns nil if nothing matches.
func guess(fsys fs.FS, dir string) *Site {
	for at, n := dir, 0; n < maxUp; at, n = path.Dir(at), n+1 {
		f := openFolder(fsys, at)
		switch {
		case f.names["source"] && openFolder(fsys, path.Join(at, "source")).names["_posts"]:
			return Default(Hexo, fsys, at)
		case f.names["_posts"] && datedIn(fsys, path.Join(at, "_posts")):
			return Default(Jekyll, fsys, at)
		case f.names["blog"] && hasFile(fsys, path.Join(at, "blog"), "authors.yml", "authors.yaml"):
			return Default(Docusaurus, fsys, at)
		case f.names["src"] && openFolder(fsys, path.Join(at, "src")).names["content"]:
			return Default(Astro, fsys, at)
		case f.names["content"]:
			if engine := contentEngine(fsys, path.Join(at, "content")); engine != "" {
				return Default(engine, fsys, at)
			}
		}
		if at == "." {
			break
		}
	}
	if isVault(fsys, dir) {
		return vault(fsys, dir)
	}
	return nil
}

// Below returns the folders below dir that hold the configuration of a site,
// in path order. It looks at most three levels down, and not inside a site
// that it found. Find does not choose one of several such folders.
func Below(fsys fs.FS, dir string) []string {
	const levels, most = 3, 500 // limits of the folders that are read
	var all []string
	seen := 0
	var look func(at string, level int)
	look = func(at string, level int) {
		entries, _ := fs.ReadDir(fsys, at)
		for _, d := range entries {
			if !d.IsDir() || leftOutFolders[d.Name()] != "" || strings.HasPrefix(d.Name(), ".") || seen >= most {
				continue
			}
			seen++
			name := path.Join(at, d.Name())
			if s, err := At(fsys, name); s != nil || err != nil {
				all = append(all, name)
			} else if level < levels {
				look(name, level+1)
			}
		}
	}
	look(dir, 1)
	return all
}

func hasFile(fsys fs.FS, dir string, names ...string) bool {
	_, ok := openFolder(fsys, dir).file(names...)
	return ok
}

// datedIn reports whether a folder has a Markdown file with a date in its name.
func datedIn(fsys fs.FS, dir string) bool {
	entries, _ := fs.ReadDir(fsys, dir)
	for _, d := range entries {
		if isMarkdown(d.Name()) && jekyllName.MatchString(stem(d.Name())) {
			return true
		}
	}
	return false
}

var (
	hugoSigns = lazyregexp.New(`\{\{[<%]\s*\w`)
	zolaSigns = lazyregexp.New(`(?m)^\[(?:extra|taxonomies)\]|^(?:path|template|insert_anchor_links|sort_by|page_template) *=|\]\(@/`)
)

// maxSniffed is the largest number of files that are read to recognise the
// engine.
const maxSniffed = 60

// contentEngine distinguishes Hugo and Zola by the first files of a folder.
func contentEngine(fsys fs.FS, dir string) Engine {
	engine, count, indexes := Engine(""), 0, false
	_ = fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || count >= maxSniffed || engine != "" {
			return fs.SkipAll
		}
		if d.IsDir() || path.Ext(name) != ".md" {
			return nil
		}
		count++
		b, err := readFile(fsys, name)
		if err != nil {
			return nil
		}
		toml := bytes.HasPrefix(b, []byte("+++"))
		indexes = indexes || strings.HasPrefix(d.Name(), "_index.")
		switch {
		case toml && zolaSigns.Match(b):
			engine = Zola
		case hugoSigns.Match(b):
			engine = Hugo
		}
		return nil
	})
	if engine == "" && indexes {
		engine = Hugo
	}
	return engine
}

// hostName matches the content of a CNAME file of GitHub Pages.
var hostName = lazyregexp.New(`^[a-zA-Z0-9][a-zA-Z0-9.-]{0,250}\.[a-zA-Z]{2,63}$`)

// readHost sets the address of a site from its CNAME file if the
// configuration has no address.
func (s *Site) readHost(fsys fs.FS) {
	if s.URL.Value != "" {
		return
	}
	names := []string{s.abs("CNAME")}
	for _, f := range s.Static {
		names = append(names, path.Join(f.Value, "CNAME"))
	}
	for _, name := range append(names, "CNAME") {
		b, err := readFile(fsys, name)
		if err != nil {
			continue
		}
		if host := strings.TrimSpace(string(b)); hostName.MatchString(host) {
			s.URL = Finding[string]{"https://" + strings.ToLower(host), name, 1}
			return
		}
	}
}

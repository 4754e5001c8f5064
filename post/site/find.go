package site

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// maxFiles is the largest number of files below the folder of a site.
const maxFiles = 200_000

// maxUp is the number of folders above dir in which [Find] looks for a site.
const maxUp = 64

// scripts holds the extensions of configuration files in JavaScript.
var scripts = []string{".ts", ".js", ".mjs", ".mts", ".cjs", ".cts"}

// ErrConfig means that a configuration could not be read. The errors of
// [Find] wrap it.
var ErrConfig = errors.New("site configuration")

// Find returns the site that the folder dir belongs to. It looks for a
// configuration in dir, in the folder that package.json builds, in subfolders
// of dir that often hold the site of a repository, such as docs and website,
// and then in the folders above dir, up to the root of fsys. That root should be the root of the repository. If no
// configuration is found, Find guesses the engine from the folders and
// returns a site with its defaults, or a site without an engine, whose
// addresses are paths.
//
// If a configuration cannot be read, or has a permalink pattern with an
// unknown part, the error names the file and wraps [ErrConfig]. The site
// returned with it holds what could be read.
func Find(fsys fs.FS, dir string) (*Site, error) {
	if dir = path.Clean(dir); !fs.ValidPath(dir) {
		return nil, fmt.Errorf("%w: %q is not a folder of the tree", ErrConfig, dir)
	}
	for at, n := dir, 0; n < maxUp; at, n = path.Dir(at), n+1 {
		s, err := At(fsys, at)
		if s == nil && err == nil && n == 0 {
			s, err = below(fsys, dir)
		}
		if s != nil || err != nil {
			return s, err
		}
		if at == "." {
			break
		}
	}
	s := guess(fsys, dir)
	if s == nil {
		s = None(dir)
	}
	s.readHost(fsys)
	return s, nil
}

// None returns a site without an engine whose folder is dir.
func None(dir string) *Site {
	s := &Site{Dir: dir, rules: generic{}, Permalink: Finding[string]{Value: "/:path/"}, HeadingIDs: Finding[HeadingRule]{Value: HeadingGitHub}}
	s.Future = Finding[bool]{Value: true}
	return s
}

// siteFolders holds the names of folders in a repository that often hold its
// site.
var siteFolders = []string{"docs", "website", "site", "blog", "www", "web", "src", "doc", "content"}

// builtFolder matches the folder that a script of package.json builds.
var builtFolder = lazyregexp.New(`\b(?:vitepress|vuepress(?:-vite|-webpack)?) +build +(?:\./)?(\w[\w./-]*)`)

// below looks for a site in the folder that package.json builds, and in
// siteFolders.
func below(fsys fs.FS, dir string) (*Site, error) {
	names := openFolder(fsys, dir).names
	folders := siteFolders
	if b, err := readFile(fsys, path.Join(dir, "package.json")); err == nil {
		if m := builtFolder.FindSubmatch(b); m != nil && fs.ValidPath(strings.TrimRight(string(m[1]), "/")) {
			name := strings.TrimRight(string(m[1]), "/")
			folders = append([]string{name}, folders...)
			names[name] = true
		}
	}
	for _, name := range folders {
		if !names[name] {
			continue
		}
		if s, err := At(fsys, path.Join(dir, name)); s != nil || err != nil {
			return s, err
		}
	}
	return nil, nil
}

// A folder is a folder of a file system and the names in it.
type folder struct {
	fsys  fs.FS
	dir   string
	names map[string]bool // true for folders
}

func openFolder(fsys fs.FS, dir string) *folder {
	f := &folder{fsys: fsys, dir: dir, names: make(map[string]bool)}
	entries, _ := fs.ReadDir(fsys, dir)
	for _, d := range entries {
		f.names[d.Name()] = d.IsDir()
	}
	return f
}

// file returns the first of names that is a file in the folder.
func (f *folder) file(names ...string) (string, bool) {
	for _, name := range names {
		if isDir, ok := f.names[name]; ok && !isDir {
			return path.Join(f.dir, name), true
		}
	}
	return "", false
}

// script returns the configuration file in JavaScript with the given stem.
func (f *folder) script(stem string) (string, bool) {
	for _, ext := range scripts {
		if name, ok := f.file(stem + ext); ok {
			return name, true
		}
	}
	return "", false
}

// At reads the site whose configuration is in the folder dir. It returns nil,
// nil if there is no configuration.
func At(fsys fs.FS, dir string) (*Site, error) {
	f := openFolder(fsys, dir)
	s := &Site{Dir: dir}
	for _, detect := range []func(*Site, *folder) (bool, error){
		f.hugo, f.config, f.docusaurus, f.vitepress, f.vuepress, f.astro, f.eleventy, f.obsidian,
	} {
		ok, err := detect(s, f)
		if err != nil {
			err = fmt.Errorf("%w: %w", ErrConfig, err)
			if s.rules == nil {
				s.rules = generic{}
			}
		}
		if ok || err != nil {
			s.readHost(fsys)
			return s, err
		}
	}
	return nil, nil
}

// read loads a configuration file and adds it to s.Files.
func (f *folder) read(s *Site, name string) (*value, error) {
	v, err := load(f.fsys, name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s.Files = append(s.Files, name)
	return v, nil
}

// named adds the name of the configuration file to an error.
func (s *Site) named(err error) error {
	if err != nil && len(s.Files) > 0 {
		return fmt.Errorf("%s: %w", s.Files[0], err)
	}
	return err
}

// hugo detects Hugo, whose configuration may be a file, a folder or both.
func (f *folder) hugo(s *Site, _ *folder) (bool, error) {
	name, ok := f.file("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json")
	inDir := false
	if f.names["config"] {
		for _, stem := range []string{"hugo", "config"} {
			for _, ext := range []string{".toml", ".yaml", ".yml", ".json"} {
				_, err := fs.Stat(f.fsys, path.Join(f.dir, "config/_default", stem+ext))
				inDir = inDir || err == nil
			}
		}
	}
	var all *value
	if !ok {
		// Hugo before 0.110 and Zola both use the names config.toml and
		// config.yaml.
		if name, ok = f.file("config.toml", "config.yaml", "config.yml", "config.json"); ok && !f.moved() {
			v, err := load(f.fsys, name)
			if err != nil && !inDir {
				if path.Ext(name) == ".toml" && f.names["content"] {
					return true, fmt.Errorf("%s: %w", name, err)
				}
				return false, nil
			}
			ok = err == nil && isHugo(v, f)
		} else {
			ok = false
		}
	}
	if !ok && !inDir {
		return false, nil
	}
	s.Engine = Hugo
	if ok {
		v, err := f.read(s, name)
		if err != nil {
			return true, err
		}
		all = v
	} else {
		all = &value{kind: kindTable}
	}
	for _, dir := range []string{"config/_default", "config/production"} {
		if err := f.hugoDir(s, all, dir); err != nil {
			return true, err
		}
	}
	return true, s.named(readHugo(s, all, f.fsys))
}

// moved reports whether a configuration of Hugo or Zola was left behind when
// the site moved to VitePress or VuePress, whose own configuration is in the
// content folder.
func (f *folder) moved() bool {
	if !f.names["content"] {
		return false
	}
	for _, name := range []string{"layouts", "themes", "templates"} {
		if f.names[name] {
			return false
		}
	}
	content := openFolder(f.fsys, path.Join(f.dir, "content"))
	return content.names[".vitepress"] || content.names[".vuepress"]
}

// isHugo reports whether the contents of a config file are those of Hugo.
func isHugo(v *value, f *folder) bool {
	if v.get("base_url") != nil {
		return false
	}
	for _, key := range []string{"baseURL", "languageCode", "theme", "params", "markup", "permalinks", "defaultContentLanguage", "contentDir"} {
		if v.fold(key) != nil {
			return f.names["content"] || f.names["archetypes"] || f.names["layouts"] || v.fold("baseURL") != nil
		}
	}
	return false
}

// hugoDir merges the files of a configuration folder into all: hugo.toml
// holds the top level, and params.toml and params.en.toml hold tables.
func (f *folder) hugoDir(s *Site, all *value, dir string) error {
	entries, _ := fs.ReadDir(f.fsys, path.Join(f.dir, dir))
	for i, d := range entries {
		ext := path.Ext(d.Name())
		if d.IsDir() || i > 100 || ext != ".toml" && ext != ".yaml" && ext != ".yml" && ext != ".json" {
			continue
		}
		v, err := f.read(s, path.Join(f.dir, dir, d.Name()))
		if err != nil {
			return err
		}
		name, lang, hasLang := strings.Cut(strings.TrimSuffix(d.Name(), ext), ".")
		into := all
		if hasLang {
			into = child(child(all, "languages"), lang)
		}
		if name != "hugo" && name != "config" && !(hasLang && name == "languages") {
			into = child(into, name)
		}
		if len(into.keys) == 0 { // created for this file
			into.file, into.line = path.Join(f.dir, dir, d.Name()), 1
		}
		if v.kind == kindTable {
			into.merge(v)
		} else if name != "hugo" {
			all.set(name, v) // a list
		}
	}
	return nil
}

func child(at *value, key string) *value {
	if v := at.fold(key); v != nil && v.kind == kindTable {
		return v
	}
	v := &value{kind: kindTable, file: at.file, line: at.line}
	at.set(key, v)
	return v
}

// config detects Zola, Jekyll and Hexo.
func (f *folder) config(s *Site, _ *folder) (bool, error) {
	if name, ok := f.file("zola.toml", "config.toml"); ok && !f.moved() {
		v, err := load(f.fsys, name)
		if err == nil && (v.get("base_url") != nil || path.Base(name) == "zola.toml") {
			s.Engine = Zola
			s.Files = []string{name}
			return true, readZola(s, v, f.fsys)
		}
	}
	name, ok := f.file("_config.yml", "_config.yaml", "_config.toml")
	if !ok {
		return false, nil
	}
	v, err := f.read(s, name)
	if err != nil {
		return true, err
	}
	if f.isHexo(v) {
		s.Engine = Hexo
		return true, s.named(readHexo(s, v))
	}
	s.Engine = Jekyll
	err = readJekyll(s, v)
	if j := s.jekyllRules(); f.names["_posts"] || j.collected != "" {
		j.hasPosts = true
	}
	return true, s.named(err)
}

// isHexo distinguishes Hexo from Jekyll by the installed package, the
// folders, and the keys that only one of them has.
func (f *folder) isHexo(v *value) bool {
	if name, ok := f.file("package.json"); ok {
		if p, err := load(f.fsys, name); err == nil {
			if p.get("dependencies", "hexo") != nil || p.get("devDependencies", "hexo") != nil || p.get("hexo") != nil {
				return true
			}
		}
	}
	for _, name := range []string{"_layouts", "_includes", "_sass", "Gemfile", "_posts", "_data"} {
		if _, ok := f.names[name]; ok {
			return false
		}
	}
	for _, key := range []string{"source_dir", "public_dir", "new_post_name", "render_drafts", "post_asset_folder", "permalink_defaults", "skip_render", "archive_dir", "per_page", "deploy"} {
		if v.get(key) != nil {
			return true
		}
	}
	if !f.names["source"] || v.get("source") != nil { // Jekyll may also have its files in source, but then the configuration says so
		return false
	}
	return f.names["themes"] || f.names["scaffolds"] || openFolder(f.fsys, path.Join(f.dir, "source")).names["_posts"]
}

func (f *folder) docusaurus(s *Site, _ *folder) (bool, error) {
	name, ok := f.script("docusaurus.config")
	if !ok {
		return false, nil
	}
	s.Engine = Docusaurus
	v, err := f.read(s, name)
	if err != nil {
		return true, err
	}
	return true, readDocusaurus(s, v, f.fsys)
}

// inDotFolder returns the configuration file in .vitepress or .vuepress.
func (f *folder) inDotFolder(dot string) (string, bool) {
	if !f.names[dot] {
		return "", false
	}
	in := openFolder(f.fsys, path.Join(f.dir, dot))
	if name, ok := in.script("config"); ok {
		return name, true
	}
	if name, ok := in.file("config.toml", "config.yml"); ok {
		return name, true
	}
	if in.names["config"] {
		return openFolder(f.fsys, path.Join(in.dir, "config")).script("index")
	}
	return "", false
}

func (f *folder) vitepress(s *Site, _ *folder) (bool, error) {
	name, ok := f.inDotFolder(".vitepress")
	if !ok {
		return false, nil
	}
	s.Engine = VitePress
	v, err := f.read(s, name)
	if err != nil {
		return true, err
	}
	if err := readVitePress(s, v); err != nil {
		return true, err
	}
	s.rules.(*vitepress).readLists(s, f.fsys)
	return true, nil
}

func (f *folder) vuepress(s *Site, _ *folder) (bool, error) {
	name, ok := f.inDotFolder(".vuepress")
	if !ok {
		return false, nil
	}
	s.Engine = VuePress
	v, err := f.read(s, name)
	if err != nil {
		return true, err
	}
	err = s.named(readVuePress(s, v, ""))
	if rules, ok := s.rules.(*vuepress); ok {
		rules.readTheme(f)
	}
	return true, err
}

func (f *folder) scriptOf(s *Site, name string) (*script, error) {
	b, err := readFile(f.fsys, name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	sc, err := readScript(f.fsys, name, b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s.Files = append(s.Files, name)
	return sc, nil
}

func (f *folder) astro(s *Site, _ *folder) (bool, error) {
	name, ok := f.script("astro.config")
	if !ok {
		return false, nil
	}
	s.Engine = Astro
	sc, err := f.scriptOf(s, name)
	if err != nil {
		return true, err
	}
	return true, readAstro(s, sc, f.fsys)
}

func (f *folder) eleventy(s *Site, _ *folder) (bool, error) {
	name, ok := f.script("eleventy.config")
	if !ok {
		if name, ok = f.script(".eleventy"); !ok {
			return false, nil
		}
	}
	s.Engine = Eleventy
	sc, err := f.scriptOf(s, name)
	if err != nil {
		return true, err
	}
	return true, readEleventy(s, sc, f.fsys)
}

func (f *folder) obsidian(s *Site, _ *folder) (bool, error) {
	if name, ok := f.file("quartz.config.ts"); ok {
		s.Engine = Obsidian
		v, err := f.read(s, name)
		if err != nil {
			return true, err
		}
		return true, readQuartz(s, v)
	}
	if !f.names[".obsidian"] {
		return false, nil
	}
	s.Engine = Obsidian
	return true, readObsidian(s, f.fsys)
}

package site

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// maxFiles bounds the files that are looked at below the folder of a site.
const maxFiles = 200_000

// maxUp bounds the folders above that a site is looked for in.
const maxUp = 64

// scripts are the extensions of configurations in JavaScript.
var scripts = []string{".ts", ".js", ".mjs", ".mts", ".cjs", ".cts"}

// ErrConfig is wrapped by the errors of [Find].
var ErrConfig = errors.New("site configuration")

// Find looks for the configuration of a site in a folder of fsys and in the
// folders above it, up to the root of fsys: the caller gives a file system that
// begins at the root of the version control. Folders of dir that sites of
// repositories often lie in, such as docs and website, are looked at too.
// Without a configuration it returns the defaults of the engine that the folders
// have the shape of, or a site with no engine, whose addresses are paths.
//
// A configuration that cannot be read, or that has a permalink pattern with an
// unknown part, is an error that names the file and wraps [ErrConfig]; the site
// returned with it has what could be read.
func Find(fsys fs.FS, dir string) (*Site, error) {
	if dir = path.Clean(dir); !fs.ValidPath(dir) {
		return nil, fmt.Errorf("%w: %q is no folder of the tree", ErrConfig, dir)
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

// None returns a site without an engine in a folder.
func None(dir string) *Site {
	s := &Site{Dir: dir, rules: generic{}, Permalink: Finding[string]{Value: "/:path/"}, HeadingIDs: Finding[HeadingRule]{Value: HeadingGitHub}}
	s.Future = Finding[bool]{Value: true}
	return s
}

// siteFolders are the folders of a repository that its site often lies in.
var siteFolders = []string{"docs", "website", "site", "blog", "www", "web", "src", "doc"}

// below looks for a site in the usual folders of a repository.
func below(fsys fs.FS, dir string) (*Site, error) {
	names := openFolder(fsys, dir).names
	for _, name := range siteFolders {
		if !names[name] {
			continue
		}
		if s, err := At(fsys, path.Join(dir, name)); s != nil || err != nil {
			return s, err
		}
	}
	return nil, nil
}

// A folder is a folder of a file system with the names in it.
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

// script returns the file of a configuration in JavaScript.
func (f *folder) script(stem string) (string, bool) {
	for _, ext := range scripts {
		if name, ok := f.file(stem + ext); ok {
			return name, true
		}
	}
	return "", false
}

// At reads the site whose configuration lies in a folder. It returns nil, nil if
// there is none.
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

// read loads a configuration file and notes it.
func (f *folder) read(s *Site, name string) (*value, error) {
	v, err := load(f.fsys, name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s.Files = append(s.Files, name)
	return v, nil
}

// named wraps an error with the file that the configuration was read from.
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
		// config.toml and config.yaml are those of Hugo before 0.110, and of Zola.
		if name, ok = f.file("config.toml", "config.yaml", "config.yml", "config.json"); ok {
			v, err := load(f.fsys, name)
			if err != nil && !inDir {
				if path.Ext(name) == ".toml" && f.names["content"] {
					return true, fmt.Errorf("%s: %w", name, err)
				}
				return false, nil
			}
			ok = err == nil && isHugo(v, f)
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

// isHugo reports whether a config file is one of Hugo.
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

// hugoDir merges the files of a configuration folder: hugo.toml is the root,
// params.toml and params.en.toml are tables of it.
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
		if len(into.keys) == 0 { // made for this file
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
	if name, ok := f.file("zola.toml", "config.toml"); ok {
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

// isHexo tells Hexo from Jekyll: by the package that is installed, the folders,
// and the keys that only one of them has.
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
	if !f.names["source"] || v.get("source") != nil { // Jekyll may have its files in source, and says so
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

// inDotFolder finds the configuration in .vitepress or .vuepress.
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
	return true, readVitePress(s, v)
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
	return true, s.named(readVuePress(s, v, ""))
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

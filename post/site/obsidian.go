package site

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// obsidian implements the rules for an Obsidian vault. Addresses are those of
// Obsidian Publish (help, "Permalinks"): the path of a note with plus signs
// for spaces. For a site made with Quartz they are those of Quartz
// (quartz/util/path.ts, slugifyFilePath).
type obsidian struct {
	quartz    bool
	explicit  bool   // a note needs publish: true
	root      string // folder of the notes below the site
	templates []string
	media     string // attachmentFolderPath
	// plain reports whether there is no folder .obsidian, so that another
	// program publishes the notes. Addresses are then paths.
	plain bool
}

// vault returns the site of a folder whose notes link to each other as in
// Obsidian, although it has no folder .obsidian.
func vault(fsys fs.FS, dir string) *Site {
	s := Default(Obsidian, fsys, dir)
	s.Permalink = Finding[string]{Value: "/:path/"}
	if o, ok := s.rules.(*obsidian); ok {
		o.plain = true
	}
	return s
}

// noteLink matches a link or an embed by name, in double brackets.
var noteLink = lazyregexp.New(`!?\[\[([^\[\]|#^\n]{1,200})(?:[#^|][^\[\]\n]{0,200})?\]\]`)

// maxNotes is the number of notes that are read to recognise a vault.
const maxNotes = 200

// isVault reports whether one of the first notes in a folder has a link in
// double brackets to a file of the folder. Double brackets alone do not prove
// a vault, because they also occur in code.
func isVault(fsys fs.FS, dir string) bool {
	var notes []string
	eachFile(fsys, dir, func(name, base string) bool {
		if isMarkdown(base) {
			notes = append(notes, name)
		}
		return len(notes) < maxNotes
	})
	linked := make(map[string]bool)
	for _, note := range notes {
		b, err := readFile(fsys, note)
		if err != nil || !bytes.Contains(b, []byte("[[")) {
			continue
		}
		for _, m := range noteLink.FindAllSubmatch(b, maxNotes) {
			linked[path.Base(strings.ToLower(string(m[1])))] = true
		}
	}
	found := false
	if len(linked) > 0 {
		eachFile(fsys, dir, func(_, base string) bool {
			found = linked[base] || isMarkdown(base) && linked[trimExt(base)]
			return !found
		})
	}
	return found
}

// eachFile calls visit with the path and the name in lower case of each file
// below a folder, at most maxFiles, until visit returns false.
func eachFile(fsys fs.FS, dir string, visit func(name, base string) bool) {
	n := 0
	_ = fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case d.IsDir():
			if leftOutFolders[d.Name()] != "" {
				return fs.SkipDir
			}
			return nil
		}
		if n++; n > maxFiles || !visit(name, strings.ToLower(d.Name())) {
			return fs.SkipAll
		}
		return nil
	})
}

// readObsidian reads .obsidian/app.json and the settings of the plugins
// Templates and Templater, which name the folders of templates.
func readObsidian(s *Site, fsys fs.FS) error {
	o := &obsidian{}
	s.rules = o
	read := func(name string) *value {
		v, err := load(fsys, s.abs(".obsidian/"+name))
		if err != nil {
			return nil
		}
		s.Files = append(s.Files, s.abs(".obsidian/"+name))
		return v
	}
	app := read("app.json")
	s.Exclude = addList(s.Exclude, app.get("userIgnoreFilters"))
	strict := app.get("strictLineBreaks")
	s.SoftBreaks = Finding[bool]{Value: true}
	if is, ok := strict.truth(); ok {
		s.SoftBreaks = Finding[bool]{!is, strict.file, strict.line}
	}
	o.media = strings.Trim(found(app.get("attachmentFolderPath"), "").Value, "/")
	for _, v := range []*value{
		read("templates.json").get("folder"),
		read("plugins/templater-obsidian/data.json").get("templates_folder"),
	} {
		if folder := strings.Trim(found(v, "").Value, "/"); folder != "" {
			o.templates = append(o.templates, folder)
		}
	}
	s.Title = Finding[string]{Value: path.Base(s.Dir)}
	if s.Dir == "." {
		s.Title.Value = ""
	}
	s.Content = []Finding[string]{s.folder(nil, "")}
	s.Static = []Finding[string]{s.folder(nil, "")}
	s.HeadingIDs = Finding[HeadingRule]{Value: HeadingAsWritten}
	s.Permalink = Finding[string]{Value: "/:path"}
	s.Future = Finding[bool]{Value: true}
	return nil
}

// readQuartz reads quartz.config.ts.
func readQuartz(s *Site, c *value) error {
	o := &obsidian{quartz: true, root: "content"}
	s.rules = o
	var filters []*value
	if v := c.get("plugins", "filters"); v != nil {
		filters = v.list
	}
	for _, f := range filters {
		switch f.text {
		case "RemoveDrafts":
		case "ExplicitPublish":
			o.explicit = true
		default: // a function of the author's
			s.Unread = append(s.Unread, Unread{Key: "plugins.filters", File: f.file, Line: f.line, Why: "computed"})
		}
	}
	c = first(c.get("configuration"), c)
	s.Title = s.take("pageTitle", c.get("pageTitle"))
	base := s.take("baseUrl", c.get("baseUrl"))
	if base.Value != "" && !strings.Contains(base.Value, "://") {
		base.Value = "https://" + base.Value
	}
	s.setURL(base)
	lang := s.take("locale", c.get("locale"))
	lang.Value = languageTag(lang.Value)
	s.Lang = lang
	s.Exclude = addList(s.Exclude, c.get("ignorePatterns"))
	s.Content = []Finding[string]{s.folder(nil, "content")}
	s.Static = []Finding[string]{s.folder(nil, "content")}
	s.HeadingIDs = Finding[HeadingRule]{Value: HeadingGitHub}
	s.SoftBreaks = Finding[bool]{Value: true}
	s.Permalink = Finding[string]{Value: "/:path"}
	s.Future = Finding[bool]{Value: true}
	return nil
}

func (o *obsidian) address(s *Site, p *Page, rel string) (string, error) {
	if o.plain {
		return generic{}.address(s, p, rel)
	}
	in, ok := under(rel, o.root)
	if !ok {
		return "", ErrNoAddress
	}
	if own := p.front("permalink"); own != "" && !strings.Contains(own, "://") {
		return "/" + strings.TrimPrefix(own, "/"), nil
	}
	if !o.quartz { // Obsidian Publish writes a plus sign for a space
		return "/" + strings.NewReplacer("+", "%2B", " ", "+").Replace(trimExt(in)), nil
	}
	at := "/" + quartzPath(trimExt(in))
	if path.Base(at) == "index" || path.Base(at) == "_index" {
		return strings.TrimSuffix(at, path.Base(at)), nil
	}
	return at, nil
}

// quartzPath returns the path at which Quartz writes a file, of a note or not.
func quartzPath(in string) string {
	return strings.NewReplacer(" ", "-", "\t", "-", "&", "-and-", "%", "-percent", "?", "", "#", "").Replace(in)
}

// isQuartz reports whether Quartz makes the site. Its titles are the names of the
// notes, its files have no spaces in their addresses, and links to headings use ids.
func (s *Site) isQuartz() bool {
	o, ok := s.rules.(*obsidian)
	return ok && o.quartz
}

// TitledByName reports whether the title of a note without one in its front matter is
// its file name, even if the note begins with a heading.
func (s *Site) TitledByName() bool { return s.isQuartz() }

func (o *obsidian) kind(s *Site, p *Page, rel string) Verdict {
	in, ok := under(rel, o.root)
	switch {
	case !ok:
		return verdict(KindExcluded, "outside of "+o.root)
	case path.Ext(rel) != ".md":
		return verdict(KindExcluded, "not a note")
	}
	if o.isTemplate(in) {
		return verdict(KindExcluded, "in the folder for templates")
	}
	for _, f := range s.Exclude {
		if strings.HasPrefix(in, f.Value) || globMatch(f.Value, in) {
			return verdict(KindExcluded, "excluded by "+f.Value)
		}
	}
	if p.Front["excalidraw-plugin"] != nil || p.Front["kanban-plugin"] != nil {
		return verdict(KindExcluded, "a drawing or board")
	}
	if v := draftByFront(p, "draft", "publish", "published", "private"); v.Kind != "" {
		return v
	}
	if o.explicit && !isTrue(p.Front["publish"]) {
		return verdict(KindDraft, "no publish: true")
	}
	if o.quartz && stem(in) == "index" {
		return verdict(KindSection, "the index of a folder")
	}
	return verdict(KindPost, "a note")
}

// isTemplate reports whether a file is in a folder of templates.
func (o *obsidian) isTemplate(in string) bool {
	for _, folder := range o.templates {
		if _, ok := under(in, folder); ok {
			return true
		}
	}
	return false
}

package site

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/adrg/frontmatter"
)

// A record is what an engine made of a sample site (.ci/judges/sites).
type record struct {
	Engine, Title, Description, URL, Lang, Author, Zone string
	Entries                                             []struct {
		Source, Kind, Address, Title string
		Links, Pictures              []string
	}
}

// engineSites are the sample sites, built with the real engines.
var engineSites = cmpOr(os.Getenv("FOREWORD_SITES"), "testdata/engines")

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// addTree adds the files below a folder.
func addTree(t *testing.T, to fstest.MapFS, dir string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		to[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
}

// pageOf reads the front matter of a file as far as addresses need it.
func pageOf(s *Site, name string, b []byte) Page {
	p := Page{Path: name, Front: map[string]any{}}
	rest, err := frontmatter.Parse(bytes.NewReader(b), &p.Front)
	p.Bare = err == nil && len(rest) == len(b)
	if head, _, ok := bytes.Cut(b, []byte("\n---\n")); p.Bare && ok && bytes.Contains(head, []byte(": ")) { // Hexo
		_, err = frontmatter.Parse(bytes.NewReader(append([]byte("---\n"), b...)), &p.Front)
		p.Bare = err != nil
	}
	for key, v := range p.Front {
		if m, ok := v.(map[any]any); ok {
			inner := make(map[string]any)
			for k, v := range m {
				inner[text(k)] = v
			}
			p.Front[key] = inner
		}
	}
	p.Title = text(p.Front["title"])
	p.Lang = text(p.Front["lang"])
	raw := ""
	for _, line := range strings.Split(string(b), "\n") {
		if key, v, ok := strings.Cut(line, "date"); ok && key == "" {
			raw = strings.Trim(strings.TrimLeft(v, ":= "), `"' `)
			break
		}
	}
	if raw == "" {
		raw = text(p.Front["date"])
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05 -0700", "2006-01-02T15:04:05-07:00", "2006-01-02 15:04:05 -07:00"} {
		if at, err := time.Parse(layout, raw); err == nil {
			p.Date, p.Zoned = at, true
		}
	}
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02", "2006/1/2 15:04:05", "2006/1/2"} {
		if at, err := time.ParseInLocation(layout, raw, s.Location()); err == nil && p.Date.IsZero() {
			p.Date = at
		}
	}
	if all, ok := p.Front["categories"].([]any); ok {
		var path []string
		for _, item := range all {
			if inner, ok := item.([]any); ok {
				var deep []string
				for _, i := range inner {
					deep = append(deep, text(i))
				}
				p.Categories = append(p.Categories, deep)
				continue
			}
			path = append(path, text(item))
		}
		if path != nil {
			p.Categories = append(p.Categories, path)
		}
	} else if one := text(p.Front["categories"]); one != "" {
		p.Categories = [][]string{{one}}
		if s.Engine == Jekyll {
			p.Categories = [][]string{strings.Fields(one)}
		}
	}
	return p
}

func TestEngineRecords(t *testing.T) {
	names, _ := filepath.Glob(filepath.Join(engineSites, "*", "*record.json"))
	if len(names) == 0 {
		t.Skip("no sample sites")
	}
	for _, name := range names {
		engine := filepath.Dir(name)
		variant := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(name), "record.json"), ".")
		t.Run(path.Join(filepath.Base(engine), variant), func(t *testing.T) {
			fsys := make(fstest.MapFS)
			addTree(t, fsys, filepath.Join(engine, "site"))
			if variant != "" {
				addTree(t, fsys, filepath.Join(engine, variant))
			}
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var want record
			if err := json.Unmarshal(b, &want); err != nil {
				t.Fatal(err)
			}
			checkRecord(t, fsys, want)
		})
	}
}

func checkRecord(t *testing.T, fsys fstest.MapFS, want record) {
	s, err := Find(fsys, ".")
	if err != nil {
		t.Fatal(err)
	}
	if string(s.Engine) != want.Engine && want.Engine != "starlight" {
		t.Errorf("engine = %q, want %q", s.Engine, want.Engine)
	}
	for _, f := range []struct{ name, got, want string }{
		{"title", s.Title.Value, want.Title}, {"description", s.Description.Value, want.Description}, {"author", s.Author.Value, want.Author},
		{"zone", s.TimeZone.Value, want.Zone}, {"lang", cmpOr(s.Lang.Value, want.Lang)[:min(len(want.Lang), len(cmpOr(s.Lang.Value, want.Lang)))], want.Lang},
	} {
		if f.want != "" && f.got != f.want {
			t.Errorf("%s = %q, want %q", f.name, f.got, f.want)
		}
	}
	if want.URL != "" && s.URL.Found() && strings.TrimSuffix(s.Home(), "/") != strings.TrimSuffix(want.URL, "/") {
		t.Errorf("home = %q, want %q", s.Home(), want.URL)
	}
	made := make(map[string][]string)
	kinds := make(map[string]string)
	for _, e := range want.Entries {
		made[e.Source] = append(made[e.Source], e.Address) // a translation may fall back to it
		kinds[e.Source] = e.Kind
	}
	checkRecordRefs(t, s, fsys, want)
	for name, file := range fsys {
		if !isMarkdown(name) {
			continue
		}
		p := pageOf(s, name, file.Data)
		kind := s.Kind(&p)
		addresses, want := made[name], kinds[name]
		if addresses == nil {
			if kind.Kind == KindPost && !later(&p) {
				t.Errorf("%s: kind = %s (%s), and the engine publishes no page for it", name, kind.Kind, kind.Reason)
			}
			continue
		}
		got, err := s.Address(&p)
		if err != nil || !slices.Contains(addresses, got) {
			t.Errorf("%s: address = %q, %v, want %q", name, got, err, addresses)
		}
		if isPost := kind.Kind == KindPost; isPost != (want == "post") && want != "document" {
			t.Errorf("%s: kind = %s (%s), want %s", name, kind.Kind, kind.Reason, want)
		}
	}
}

// later reports whether the dates of a page are why it is not published, which
// is not the business of this package.
func later(p *Page) bool {
	return p.Date.Year() > 2090 || strings.Contains(p.Path, "2099") || p.Front["expiryDate"] != nil || p.Front["publishDate"] != nil
}

var (
	imageRefs = regexp.MustCompile("!\\[[^\\]]*\\]\\(<?([^)>\"]*?)>?(?: \"[^\"]*\")?\\)|(\\{% asset_img .*? %\\})|(!\\[\\[[^\\]]*\\]\\])|(?m:^\\[\\w+\\]: *)(\\S+)|\\bsrc=[\"']([^\"'{}]+)[\"']")
	linkRefs  = regexp.MustCompile("[^!]\\[[^\\]]*\\]\\(([^)\"]*?)\\)|(\\{% post_link .*? %\\})|[^!](\\[\\[[^\\]]*\\]\\])")
)

// checkRecordRefs looks up the pictures and links of the sources: what the
// engine shows is found, and a link to a page is one that the engine made.
func checkRecordRefs(t *testing.T, s *Site, fsys fstest.MapFS, want record) {
	x, err := s.Walk(fsys)
	if err != nil {
		t.Fatal(err)
	}
	shown := make(map[string][]string)
	for _, e := range want.Entries {
		shown[e.Source] = append(shown[e.Source], x.route(e.Address))
		if fsys[e.Source] != nil && x.addresses[e.Source] == "" {
			x.Page(e.Source, e.Address)
		}
	}
	for _, e := range want.Entries {
		if fsys[e.Source] == nil {
			continue
		}
		body := string(fsys[e.Source].Data)
		files := make(map[string]bool)
		for _, m := range imageRefs.FindAllStringSubmatch(body, -1) {
			files[x.Resolve(e.Source, m[1]+m[2]+m[3]+m[4]+m[5]).File] = true
		}
		for _, picture := range e.Pictures {
			if picture != "" && !files[picture] {
				t.Errorf("%s: no reference leads to picture %s", e.Source, picture)
			}
		}
		links := make(map[string]bool)
		for _, link := range e.Links {
			link, _, _ = strings.Cut(link, "#")
			links[x.route(link)] = true
		}
		for _, m := range linkRefs.FindAllStringSubmatch(body, -1) {
			ref := m[1] + m[2] + m[3]
			target := x.Resolve(e.Source, ref)
			if target.Address != "" && !target.Guess && len(e.Links) > 0 && !strings.Contains(ref, "| url") && !strings.Contains(ref, "site.baseurl") &&
				!slices.ContainsFunc(shown[target.File], func(at string) bool { return links[at] }) {
				t.Errorf("%s: %s leads to %s, the engine has %q", e.Source, ref, target.Address, e.Links)
			}
			if target.Status == StatusMissing && testing.Verbose() {
				t.Logf("%s: %s is missing", e.Source, ref)
			}
		}
	}
}

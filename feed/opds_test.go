package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

var outDir = flag.String("out", "", "folder to write the catalogues of the tests to, for judges")

// books is a catalogue with one of everything.
func books() *Catalog {
	return &Catalog{
		Title: "灯下 & co", URL: "https://blog.example/books", Lang: "zh-CN", Authors: []post.Author{{Name: "站长"}}, Description: "Books <of> lamps",
		Icon: "https://blog.example/icon.png",
		Books: []*Publication{
			{
				ID: "urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8", Title: "灯", Subtitle: "文选", Publisher: "灯下", Lang: "zh-CN",
				Authors: []post.Author{{Name: "林一", URL: "https://lin.example/"}, {Name: "王三", Role: "translator"}, {Name: "站长", Role: "compiler"}},
				Summary: "三篇旧文。", Subjects: []string{"短篇", "转载 & 译文"},
				Warnings: []*post.Warning{
					{Level: post.LevelDanger, Title: "内容预警", Topics: []post.Topic{{Slug: "self-harm", Label: "自残"}, {Label: "雷雨"}}},
					{Title: "内容预警", Topics: []post.Topic{{Slug: "self-harm", Label: "自残"}, {Label: "雷雨"}}},
					{Text: "有蛇。"},
				},
				Published: day(2024, 5, 1), Updated: day(2024, 6, 2), Rights: "CC BY-SA 4.0", Series: "灯下周刊", Number: 2,
				Cover: Media{URL: "灯/cover.jpg", Width: 1200, Height: 1600}, Thumbnail: Media{URL: "https://cdn.example/t.png"},
				File: Media{URL: "灯.epub", Size: 123456},
			},
			{ID: "urn:isbn:9780306406157", Title: "Bare", File: Media{URL: "https://cdn.example/bare.epub"}},
		},
	}
}

// write returns a catalogue in both forms.
func (c *Catalog) write(t *testing.T) (atom, doc []byte) {
	t.Helper()
	var a, j bytes.Buffer
	if err := errors.Join(c.OPDS1(&a), c.OPDS2(&j)); err != nil {
		t.Fatal(err)
	}
	if err := xhtml.WellFormed(a.Bytes()); err != nil {
		t.Errorf("%v\n%s", err, &a)
	}
	if !json.Valid(j.Bytes()) {
		t.Errorf("not JSON:\n%s", &j)
	}
	return a.Bytes(), j.Bytes()
}

func TestCatalog(t *testing.T) {
	empty := &Catalog{Title: "Nothing yet", ID: "urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8"}
	relative := books()
	relative.URL, relative.ID = "", empty.ID
	got := new(txtar.Archive)
	for _, c := range []struct {
		name    string
		catalog *Catalog
	}{{"full", books()}, {"relative", relative}, {"empty", empty}} {
		atom, doc := c.catalog.write(t)
		got.Files = append(got.Files, txtar.File{Name: c.name + ".xml", Data: atom}, txtar.File{Name: c.name + ".json", Data: doc})
	}
	if *outDir != "" {
		for _, f := range got.Files {
			if err := os.WriteFile(filepath.Join(*outDir, f.Name), f.Data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	file := filepath.Join("testdata", "opds.txt")
	if *update {
		if err := os.WriteFile(file, txtar.Format(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))), string(txtar.Format(got))); diff != "" {
		t.Errorf("with -update this would change (-want +got):\n%s", diff)
	}
}

// TestCatalogWarns: the warnings of a book come first in its summary, once, and
// are categories in both forms.
func TestCatalogWarns(t *testing.T) {
	atom, doc := books().write(t)
	got := read(t, string(atom))
	if s := got.Items[0].Description; !strings.HasPrefix(s, "内容预警：自残、雷雨。\n\n内容预警：有蛇。\n\n三篇旧文。") {
		t.Errorf("the summary is %q", s)
	}
	var v struct {
		Publications []struct {
			Metadata struct {
				Description string
				Subject     []struct{ Name, Code string }
			}
		}
	}
	if err := json.Unmarshal(doc, &v); err != nil {
		t.Fatal(err)
	}
	m := v.Publications[0].Metadata
	if !strings.HasPrefix(m.Description, "内容预警：自残、雷雨") || m.Subject[0].Name != "内容预警：自残" || m.Subject[0].Code != "self-harm" {
		t.Errorf("OPDS 2.0 has %+v", m)
	}
	if !bytes.Contains(atom, []byte(`<category term="self-harm" scheme="https://blog.example/books/content-warning" label="内容预警：自残">`)) {
		t.Errorf("OPDS 1.2 has no category of the warning:\n%s", atom)
	}
}

func TestCatalogRefused(t *testing.T) {
	for name, change := range map[string]func(*Catalog){
		"no title":         func(c *Catalog) { c.Title = " " },
		"no identifier":    func(c *Catalog) { c.URL = "" },
		"address":          func(c *Catalog) { c.URL = "javascript:x" },
		"no title of book": func(c *Catalog) { c.Books[0].Title = "" },
		"no id of book":    func(c *Catalog) { c.Books[0].ID = "7" },
		"no file":          func(c *Catalog) { c.Books[0].File = Media{} },
		"file elsewhere":   func(c *Catalog) { c.Books[0].File.URL = "../../etc/passwd" },
		"file of a script": func(c *Catalog) { c.Books[0].File.URL = "javascript:alert(1)" },
		"the same twice":   func(c *Catalog) { c.Books = append(c.Books, c.Books[1]) },
		"nil":              func(c *Catalog) { c.Books = append(c.Books, nil) },
	} {
		c := books()
		change(c)
		var out bytes.Buffer
		if err := errors.Join(c.OPDS1(&out), c.OPDS2(&out)); !errors.Is(err, ErrCatalog) || out.Len() > 0 {
			t.Errorf("%s: error %v after %d bytes, want %v and none", name, err, out.Len(), ErrCatalog)
		}
	}
}

package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
)

// A catalogue (OPDS) lists the books of a build, so that reader programs can
// download them from a server. Its entries are read from the books: the
// package document of a book contains the identifier, the authors, and the
// content warnings, at the start of the description and as subjects.

// maxPackage is the largest size of a package document that is read.
const maxPackage = 16 << 20

// writeCatalog writes opds.xml and opds.json to the folder out, for the books
// that were written below it, and writes the cover of each book beside the
// book.
func (s *session) writeCatalog(ctx context.Context, c *config, out, title string) error {
	catalog := &feed.Catalog{Title: title, Description: c.Feeds.Description, Lang: c.Lang, Icon: c.Feeds.Icon}
	catalog.ID = strings.TrimSuffix(cmp.Or(c.URL, exampleURL), "/") + "/" + feed.OPDS1File
	if c.Author != "" {
		catalog.Authors = []post.Author{{Name: c.Author}}
	}
	seen := make(map[string]bool)
	for _, b := range s.books {
		p, err := s.publication(ctx, out, b)
		if err != nil {
			return fmt.Errorf("%s: %w", b.name, err)
		}
		if !seen[p.ID] { // books of the same posts may have the same identifier
			seen[p.ID] = true
			catalog.Books = append(catalog.Books, p)
		}
	}
	if len(catalog.Books) == 0 {
		return nil
	}
	if err := s.write(ctx, filepath.Join(out, feed.OPDS1File), wellFormed, catalog.OPDS1); err != nil {
		return err
	}
	return s.write(ctx, filepath.Join(out, feed.OPDS2File), validJSON, catalog.OPDS2)
}

// A bookPackage holds the parts of a package document that the catalogue
// needs.
type bookPackage struct {
	Metadata struct {
		IDs          []string `xml:"identifier"`
		Titles       []string `xml:"title"`
		Languages    []string `xml:"language"`
		Creators     []person `xml:"creator"`
		Contributors []person `xml:"contributor"`
		Publisher    string   `xml:"publisher"`
		Description  string   `xml:"description"`
		Rights       string   `xml:"rights"`
		Subjects     []string `xml:"subject"`
		Metas        []struct {
			Refines  string `xml:"refines,attr"`
			Property string `xml:"property,attr"`
			Text     string `xml:",chardata"`
		} `xml:"meta"`
	} `xml:"metadata"`
	Items []struct {
		Href       string `xml:"href,attr"`
		Type       string `xml:"media-type,attr"`
		Properties string `xml:"properties,attr"`
	} `xml:"manifest>item"`

	coverType string
}

type person struct {
	ID   string `xml:"id,attr"`
	Name string `xml:",chardata"`
}

// roles maps MARC relators to the roles that a catalogue names.
var roles = map[string]string{"trl": "translator", "com": "compiler", "edt": "editor", "pfr": "proofreader", "ctb": "contributor"}

// A builtBook holds the facts about a book of this run for the catalogue.
type builtBook struct {
	name    string // of the file of the book
	opf     bookPackage
	cover   string // file name of the cover picture; "" if there is none
	picture []byte // the cover picture
}

// readBook reads a book before it is moved to its place.
func readBook(f *os.File) (*builtBook, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(z.File, func(f *zip.File) bool { return path.Ext(f.Name) == ".opf" })
	if at < 0 {
		return nil, errors.New("no package document")
	}
	src, err := entry(z.File[at], maxPackage)
	if err != nil {
		return nil, err
	}
	b := new(builtBook)
	if err := xml.Unmarshal(src, &b.opf); err != nil {
		return nil, err
	}
	for _, item := range b.opf.Items {
		if slices.Contains(strings.Fields(item.Properties), "cover-image") && strings.HasPrefix(item.Type, "image/") && item.Type != "image/svg+xml" {
			b.cover = path.Join(path.Dir(z.File[at].Name), item.Href)
			b.opf.coverType = item.Type
		}
	}
	i := slices.IndexFunc(z.File, func(f *zip.File) bool { return b.cover != "" && f.Name == b.cover })
	if i < 0 {
		b.cover = ""
		return b, nil
	}
	b.picture, err = entry(z.File[i], maxExtra)
	return b, err
}

// publication returns the entry of a book in the catalogue of the folder out,
// and writes the cover of the book beside it.
func (s *session) publication(ctx context.Context, out string, b *builtBook) (*feed.Publication, error) {
	p := b.opf.publication()
	ref, err := filepath.Rel(out, b.name)
	if err != nil {
		return nil, err
	}
	p.File = feed.Media{URL: (&url.URL{Path: filepath.ToSlash(ref)}).String(), Type: "application/epub+zip"}
	if b.cover == "" {
		return p, nil
	}
	beside := strings.TrimSuffix(ref, filepath.Ext(ref)) + ".cover" + path.Ext(b.cover)
	p.Cover = feed.Media{URL: (&url.URL{Path: filepath.ToSlash(beside)}).String(), Type: b.opf.coverType}
	return p, s.write(ctx, filepath.Join(out, beside), nil, func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(b.picture))
		return err
	})
}

// publication returns the metadata of a book in the form of a catalogue.
func (opf *bookPackage) publication() *feed.Publication {
	m := &opf.Metadata
	p := &feed.Publication{Publisher: m.Publisher, Summary: m.Description, Rights: m.Rights}
	for _, id := range m.IDs {
		p.ID = cmp.Or(p.ID, strings.TrimSpace(id))
	}
	if len(m.Titles) > 0 {
		p.Title = m.Titles[0]
	}
	if len(m.Titles) > 1 {
		p.Subtitle = m.Titles[1]
	}
	if len(m.Languages) > 0 {
		p.Lang = m.Languages[0]
	}
	for _, subject := range m.Subjects {
		if !slices.Contains(p.Subjects, subject) {
			p.Subjects = append(p.Subjects, subject)
		}
	}
	refined := make(map[string][]string)
	for _, meta := range m.Metas {
		refined[meta.Refines+" "+meta.Property] = append(refined[meta.Refines+" "+meta.Property], strings.TrimSpace(meta.Text))
	}
	if t, err := time.Parse(time.RFC3339, strings.Join(refined[" dcterms:modified"], "")); err == nil {
		p.Updated = t
	}
	for _, who := range append(slices.Clone(m.Creators), m.Contributors...) {
		a := post.Author{Name: strings.TrimSpace(who.Name)}
		if codes := refined["#"+who.ID+" role"]; len(codes) > 0 && !slices.Contains(codes, "aut") {
			a.Role = cmp.Or(roles[codes[0]], codes[0])
		}
		p.Authors = append(p.Authors, a)
	}
	return p
}

// entry returns the content of an archive entry. It returns an error if the
// entry has more than limit bytes.
func entry(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	src, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(src)) > limit {
		err = fmt.Errorf("%s: over a limit: more than %d bytes", f.Name, limit)
	}
	return src, err
}

package epub_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/epub"
)

// dot is the smallest of pictures, a PNG of one pixel.
var dot = func() []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	return out.Bytes()
}()

// A reading is a book read back, by archive/zip and encoding/xml alone.
type reading struct {
	names   []string          // of the entries, in order
	entries map[string]string // name to content
	spine   []string          // names of the pages in reading order
	meta    map[string][]string
	ids     map[string]map[string]bool // page to its ids
}

func encode(tb testing.TB, e *epub.Encoder, b *epub.Book) ([]byte, *epub.Report) {
	tb.Helper()
	var out bytes.Buffer
	report, err := epub.WithCover(e, dot).Encode(context.Background(), &out, b)
	if err != nil {
		tb.Fatalf("Encode: %v", err)
	}
	return out.Bytes(), report
}

// read reads a book back and fails tb if it breaks a rule that every book
// keeps: of its container, of XML, or that all it refers to is there.
func read(tb testing.TB, data []byte) *reading {
	tb.Helper()
	if got, want := string(data[:min(58, len(data))][30:]), "mimetypeapplication/epub+zip"; got != want {
		tb.Fatalf("bytes 30 to 58 are %q, want %q", got, want)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	r := &reading{entries: make(map[string]string), meta: make(map[string][]string), ids: make(map[string]map[string]bool)}
	for _, f := range z.File {
		if f.Modified.Year() >= 1980 || len(f.Extra) > 0 { // MS-DOS has no time for zero
			tb.Errorf("%s: has a time", f.Name)
		}
		if !slices.Contains([]string{".xhtml", ".opf", ".ncx", ".xml", ".css"}, path.Ext(f.Name)) && f.Method != zip.Store {
			tb.Errorf("%s: compressed", f.Name)
		}
		in, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err := errors.Join(err, in.Close()); err != nil {
			tb.Fatal(err)
		}
		r.names = append(r.names, f.Name)
		r.entries[f.Name] = string(content)
	}
	r.readPackage(tb)
	var refs []string // page and reference in turn
	for _, name := range r.names {
		switch path.Ext(name) {
		case ".xhtml", ".ncx", ".opf", ".xml":
			refs = append(refs, r.readXML(tb, name)...)
		}
	}
	for i := 0; i < len(refs); i += 2 {
		if err := r.resolve(refs[i], refs[i+1]); err != nil {
			tb.Errorf("%s: %q: %v", refs[i], refs[i+1], err)
		}
	}
	return r
}

func (r *reading) readPackage(tb testing.TB) {
	tb.Helper()
	var opf struct {
		Metadata struct {
			All []struct {
				XMLName  xml.Name
				Property string `xml:"property,attr"`
				Text     string `xml:",chardata"`
			} `xml:",any"`
		} `xml:"metadata"`
		Items []struct {
			ID   string `xml:"id,attr"`
			Href string `xml:"href,attr"`
		} `xml:"manifest>item"`
		Refs []struct {
			ID string `xml:"idref,attr"`
		} `xml:"spine>itemref"`
	}
	if err := xml.Unmarshal([]byte(r.entries["EPUB/package.opf"]), &opf); err != nil {
		tb.Fatal(err)
	}
	for _, m := range opf.Metadata.All {
		key := m.XMLName.Local
		if m.Property != "" {
			key = m.Property
		}
		r.meta[key] = append(r.meta[key], m.Text)
	}
	byID := make(map[string]string)
	listed := []string{"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
	for _, item := range opf.Items {
		if byID[item.ID] != "" {
			tb.Errorf("manifest: id %q twice", item.ID)
		}
		byID[item.ID] = "EPUB/" + item.Href
		listed = append(listed, "EPUB/"+item.Href)
	}
	got := slices.Sorted(slices.Values(r.names))
	slices.Sort(listed)
	if !slices.Equal(got, listed) {
		tb.Errorf("entries %q, listed %q", got, listed)
	}
	for _, ref := range opf.Refs {
		if byID[ref.ID] == "" {
			tb.Errorf("spine: %q is not in the manifest", ref.ID)
		}
		r.spine = append(r.spine, byID[ref.ID])
	}
}

// readXML collects the ids and references of a document.
func (r *reading) readXML(tb testing.TB, name string) (refs []string) {
	tb.Helper()
	d := xml.NewDecoder(strings.NewReader(r.entries[name]))
	r.ids[name] = make(map[string]bool)
	h1, level := 0, 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			tb.Fatalf("%s: %v\n%s", name, err, r.entries[name])
		}
		el, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if l := el.Name.Local; len(l) == 2 && l[0] == 'h' && l[1] >= '1' && l[1] <= '6' {
			if l == "h1" {
				h1++
			}
			if int(l[1]-'0') > level+1 {
				tb.Errorf("%s: %s after h%d", name, l, level)
			}
			level = int(l[1] - '0')
		}
		switch el.Name.Local {
		case "script", "style", "iframe", "object", "embed", "form", "input", "audio", "video", "base":
			tb.Errorf("%s: <%s>", name, el.Name.Local)
		}
		for _, a := range el.Attr {
			switch a.Name.Local {
			case "id":
				if r.ids[name][a.Value] {
					tb.Errorf("%s: id %q twice", name, a.Value)
				}
				r.ids[name][a.Value] = true
			case "href", "src", "full-path":
				ref := a.Value
				if a.Name.Local == "full-path" {
					ref = "../" + ref
				}
				refs = append(refs, name, ref)
			}
			if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style" {
				tb.Errorf("%s: attribute %s", name, a.Name.Local)
			}
		}
	}
	if page := path.Ext(name) == ".xhtml" && path.Base(name) != "cover.xhtml"; h1 > 1 || page && h1 != 1 {
		tb.Errorf("%s: %d h1", name, h1)
	}
	return refs
}

func (r *reading) resolve(from, ref string) error {
	u, err := url.Parse(ref)
	if err != nil {
		return err
	}
	switch u.Scheme {
	case "http", "https", "mailto":
		return nil
	case "":
	default:
		return fmt.Errorf("scheme %q", u.Scheme)
	}
	name := from
	if u.Path != "" {
		name = path.Join(path.Dir(from), u.Path)
	}
	if _, ok := r.entries[name]; !ok {
		return fmt.Errorf("no entry %q", name)
	}
	if u.Fragment != "" && !r.ids[name][u.Fragment] {
		return fmt.Errorf("no id %q in %q", u.Fragment, name)
	}
	return nil
}

// page returns the n-th page of an article, both from 1.
func (r *reading) page(article, n int) string {
	name := fmt.Sprintf("EPUB/xhtml/a%04d.xhtml", article)
	if n > 1 {
		name = fmt.Sprintf("EPUB/xhtml/a%04d-%d.xhtml", article, n)
	}
	return r.entries[name]
}

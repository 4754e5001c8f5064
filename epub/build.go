package epub

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"path"

	_ "embed"

	goepub "github.com/go-shiori/go-epub"

	"github.com/foreword-go/foreword/internal/xhtml"
)

const (
	xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	// pageFolder and root are where go-epub puts things.
	pageFolder = "xhtml/"
	root       = "EPUB/"
)

//go:embed style.css
var stylesheet string

//go:embed vertical.css
var verticalStylesheet string

// errLost is a part of a book that did not come out as it went in.
var errLost = errors.New("lost while the book was built")

// An inside is a file of the book that go-epub takes from memory.
type inside struct {
	name, mediaType string
	data            []byte
}

// build makes the book: go-epub lays it out, and a pass over what it wrote
// checks that nothing is lost and finishes it.
func (l *layout) build() ([]byte, error) {
	css := stylesheet
	if l.vertical() {
		css += verticalStylesheet
	}
	if l.e.CSS != "" {
		css += "\n" + xhtml.Legal(l.e.CSS) + "\n"
	}
	files := []inside{{cssName, "text/css", []byte(css)}}
	for _, f := range l.uniqueAssets() {
		files = append(files, inside{f.Name, f.MediaType, f.Data})
	}
	l.report.Images = len(files) - 1

	laid, err := l.layOut(files)
	if err != nil {
		return nil, err
	}
	return l.finish(laid, files)
}

// uniqueAssets returns the pictures in the order in which they first stand in
// the book, each file once, the cover first.
func (l *layout) uniqueAssets() []asset {
	var all []asset
	seen := make(map[string]bool)
	add := func(f asset) {
		if !seen[f.Name] {
			seen[f.Name] = true
			all = append(all, f)
		}
	}
	if l.cover != nil {
		add(*l.cover)
	}
	for _, r := range l.refs {
		if f, ok := l.assets[r.Key]; ok {
			add(f)
		}
	}
	return all
}

// layOut has go-epub make the container.
func (l *layout) layOut(files []inside) (*zip.Reader, error) {
	book, err := goepub.NewEpub(l.b.Title)
	if err != nil {
		return nil, err
	}
	book.SetIdentifier(l.b.ID)
	book.SetLang(l.b.Lang)
	memory := newMemory(files)
	book.Client = &http.Client{Transport: memory}
	for _, f := range files {
		add := book.AddImage
		if f.mediaType == "text/css" {
			add = book.AddCSS
		}
		if _, err := add(memory.url(f.name), path.Base(f.name)); err != nil {
			return nil, err
		}
	}
	for _, p := range l.pageList {
		if _, err := book.AddSection(p.body, p.title, p.file, ""); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
}

// memory is a transport that knows the files of one book and nothing else:
// go-epub takes files from addresses and paths alone. The host has no place
// in the domain name system (RFC 6761, section 6.4).
type memory struct {
	host  string
	files map[string]inside
}

func newMemory(files []inside) *memory {
	m := &memory{files: make(map[string]inside, len(files))}
	sum := sha256.New()
	for _, f := range files {
		m.files["/"+f.name] = f
		fmt.Fprintf(sum, "%s %x\n", f.name, crc32.ChecksumIEEE(f.data))
	}
	m.host = hex.EncodeToString(sum.Sum(nil)[:20]) + ".invalid"
	return m
}

func (m *memory) url(name string) string { return "http://" + m.host + "/" + name }

// RoundTrip implements [http.RoundTripper].
func (m *memory) RoundTrip(r *http.Request) (*http.Response, error) {
	f, ok := m.files[r.URL.Path]
	if !ok || r.URL.Host != m.host {
		return nil, fmt.Errorf("epub: %s is no file of the book", r.URL)
	}
	body := f.data
	if r.Method == http.MethodHead {
		body = nil
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {f.mediaType}},
		Body:   io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(f.data)), Request: r,
	}, nil
}

// finish checks every entry of what go-epub wrote, and writes the book: pages
// with head and body tags of our own, package, contents and NCX in full.
func (l *layout) finish(laid *zip.Reader, files []inside) ([]byte, error) {
	entries := make(map[string]*zip.File, len(laid.File))
	for _, f := range laid.File {
		entries[f.Name] = f
	}
	out := newPacker()
	if err := out.mimetype(); err != nil {
		return nil, err
	}
	for _, want := range []string{"META-INF/container.xml", root + opfName, root + navName, root + ncxName} {
		if entries[want] == nil {
			return nil, fmt.Errorf("epub: %s: %w", want, errLost)
		}
	}
	container, err := readEntry(entries["META-INF/container.xml"])
	if err != nil {
		return nil, err
	}
	if err := out.text("META-INF/container.xml", container); err != nil {
		return nil, err
	}
	list := []file{
		{"nav", navName, "application/xhtml+xml", "nav"},
		{"ncx", ncxName, "application/x-dtbncx+xml", ""},
		{"css", cssName, "text/css", ""},
	}
	for _, p := range l.pageList {
		properties := ""
		if p.math {
			properties = "mathml"
		}
		list = append(list, file{pageID(p.file), pageFolder + p.file, "application/xhtml+xml", properties})
	}
	for i, f := range files[1:] {
		id, properties := fmt.Sprintf("image%d", i+1), ""
		if l.cover != nil && f.name == l.cover.Name {
			id, properties = "cover-image", "cover-image"
		}
		list = append(list, file{id, f.name, f.mediaType, properties})
	}
	if err := out.text(root+opfName, l.opf(list)); err != nil {
		return nil, err
	}
	nav := &page{title: l.words.Contents, lang: l.b.Lang, class: "contents", body: l.nav()}
	if err := out.text(root+navName, l.document(nav, cssName)); err != nil {
		return nil, err
	}
	if err := out.text(root+ncxName, l.ncx()); err != nil {
		return nil, err
	}
	pages := make([]entry, len(l.pageList))
	err = concurrently(len(pages), func(i int) error {
		p := l.pageList[i]
		name := root + pageFolder + p.file
		if err := checkBody(entries[name], p.body); err != nil {
			return fmt.Errorf("epub: %s: %w", name, err)
		}
		var err error
		pages[i], err = out.deflate(name, l.document(p, "../"+cssName))
		p.body = ""
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, e := range pages {
		if err := out.deflated(e); err != nil {
			return nil, err
		}
	}
	for _, f := range files {
		name := root + f.name
		e := entries[name]
		if e == nil || e.UncompressedSize64 != uint64(len(f.data)) || e.CRC32 != crc32.ChecksumIEEE(f.data) {
			return nil, fmt.Errorf("epub: %s: %w", name, errLost)
		}
		add := out.stored
		if f.mediaType == "text/css" {
			add = out.text
		}
		if err := add(name, f.data); err != nil {
			return nil, err
		}
	}
	return out.close()
}

// maxGrow bounds what is made ready for an entry before it is read.
const maxGrow = 1 << 20

func readEntry(f *zip.File) ([]byte, error) {
	if f == nil {
		return nil, errLost
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	var data bytes.Buffer
	data.Grow(int(min(f.UncompressedSize64, maxGrow)) + bytes.MinRead)
	_, err = data.ReadFrom(r)
	return data.Bytes(), errors.Join(err, r.Close())
}

// checkBody reports whether the body of a page that go-epub wrote is what it
// was given.
func checkBody(f *zip.File, want string) error {
	doc, err := readEntry(f)
	if err != nil {
		return err
	}
	_, rest, ok := bytes.Cut(doc, []byte("<body"))
	if !ok {
		return errLost
	}
	_, rest, ok = bytes.Cut(rest, []byte(">\n"))
	if !ok {
		return errLost
	}
	i := bytes.LastIndex(rest, []byte("\n</body>"))
	if i < 0 || string(rest[:i]) != want {
		return errLost
	}
	return nil
}

// document writes a page as a whole.
func (l *layout) document(p *page, css string) []byte {
	var m markup
	m.Grow(len(p.body) + 600)
	m.raw(xmlHeader, "<!DOCTYPE html>\n")
	m.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "xmlns:epub", "http://www.idpf.org/2007/ops",
		"lang", p.lang, "xml:lang", p.lang, "dir", direction(p.lang))
	m.raw("\n<head>\n")
	m.el("title", p.title)
	m.raw("\n"+`<link rel="stylesheet" type="text/css" href="`, css, `" />`+"\n</head>\n")
	m.open("body", "class", p.class)
	m.raw("\n", p.body, "\n</body>\n</html>\n")
	return []byte(m.String())
}

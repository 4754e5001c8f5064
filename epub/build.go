package epub

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"

	_ "embed"

	goepub "github.com/go-shiori/go-epub"

	"github.com/foreword-go/foreword/internal/xhtml"
)

const (
	xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	// pageFolder and root are the folders that go-epub puts pages and the
	// whole book in.
	pageFolder = "xhtml/"
	root       = "EPUB/"
	// containerName is the file that readers open first (EPUB 3.3, section
	// 4.2.6.3.1).
	containerName = "META-INF/container.xml"
)

//go:embed style.css
var stylesheet string

//go:embed vertical.css
var verticalStylesheet string

// errLost means that the output of go-epub lacks a part of the book, or has
// it in a changed form.
var errLost = errors.New("lost while the book was built")

// An inside is a file of the book that go-epub is given from memory.
type inside struct {
	name, mediaType string // the name below the folder of the package
	entry
}

// build makes the book and returns the entries of its container in order.
// go-epub lays the book out; finish checks that nothing is lost, and entries puts the
// real content in place.
//
// Each file that go-epub gets contains only a token: its own name. With the
// real content, go-epub would write every file to a folder, read it again and
// compress it, and then each page would have to be decompressed, checked and
// compressed again with another head. That took two thirds of the time of a
// large book, and held its pictures twice in memory and once on disk. A token
// proves as well as the content that a file is in its place exactly once, and
// it is there before the pages are compressed.
func (l *layout) build() ([]entry, error) {
	css := stylesheet
	if l.vertical() {
		css += verticalStylesheet
	}
	if l.e.CSS != "" {
		css += "\n" + xhtml.Legal(l.e.CSS) + "\n"
	}
	sheet, err := deflate(root+cssName, css)
	if err != nil {
		return nil, err
	}
	files := []inside{{cssName, "text/css", sheet}}
	for _, f := range l.uniqueAssets() {
		files = append(files, inside{f.Name, f.MediaType, stored(root+f.Name, f.Data)})
	}
	l.report.Images = len(files) - 1
	// Laying out takes as long as compressing many pages, and writing the
	// contents as long as several, so all of them run in parallel.
	var container []byte
	own := make([]entry, 3)
	tasks := []func() error{
		func() (err error) { container, err = l.container(files); return err },
		func() (err error) { own[0], err = deflate(root+opfName, l.opf(l.manifest(files))); return err },
		func() (err error) { own[1], err = deflate(root+navName, l.navPage()); return err },
		func() (err error) { own[2], err = deflate(root+ncxName, l.ncx()); return err },
	}
	err = concurrently(len(tasks)+len(l.pageList), func(i int) error {
		if i < len(tasks) {
			return tasks[i]()
		}
		return l.seal(l.pageList[i-len(tasks)])
	})
	if err != nil {
		return nil, err
	}
	return l.entries(container, own, files)
}

// container returns the container document of the book as go-epub writes it, after the
// book is laid out and nothing is lost. A cache keeps it while the pages and files have
// the same names and titles: only those are given to go-epub.
func (l *layout) container(files []inside) ([]byte, error) {
	var key [sha256.Size]byte
	if c := l.e.Cache; c != nil {
		sum := c.sum("layout")
		fmt.Fprintf(sum, "%q %q %q\n", l.b.Title, l.b.ID, l.b.Lang)
		for _, f := range files {
			fmt.Fprintf(sum, "%q %q\n", f.name, f.mediaType)
		}
		for _, p := range l.pageList {
			fmt.Fprintf(sum, "%q %q\n", p.file, p.title)
		}
		key = keyOf(sum)
		var kept keptContainer
		if _, ok := getValue(c, key, &kept); ok {
			return []byte(kept.Text), nil
		}
	}
	laid, err := l.layOut(files)
	if err != nil {
		return nil, err
	}
	container, err := l.finish(laid, files)
	if err == nil && l.e.Cache != nil {
		putValue(l.e.Cache, key, &keptContainer{string(container)}, nil)
	}
	return container, err
}

// uniqueAssets returns the picture files of the book in the order of their
// first use, each file once, the cover first.
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

// batch is the number of pages in a container of go-epub. To add a page, go-epub
// lists all pages before it, which takes three seconds for 5,000 pages.
const batch = 200

// layOut makes the container with go-epub: with the files and the first pages,
// and further containers with the other pages.
func (l *layout) layOut(files []inside) (*zip.Reader, error) {
	laid := new(zip.Reader)
	for pages := range slices.Chunk(l.pageList, batch) {
		z, err := l.layOutPages(files, pages)
		if err != nil {
			return nil, err
		}
		for _, f := range z.File {
			if files != nil || strings.HasPrefix(f.Name, root+pageFolder) {
				laid.File = append(laid.File, f)
			}
		}
		files = nil
	}
	return laid, nil
}

func (l *layout) layOutPages(files []inside, pages []*page) (*zip.Reader, error) {
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
	for _, p := range pages {
		if _, err := book.AddSection(p.name(), p.title, p.file, ""); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := writeTokens(&out, book); err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
}

// laying is locked while go-epub writes: go-epub has one file system for the
// whole process, and its in-memory file system does not support concurrent
// use.
var laying sync.Mutex

// writeTokens writes a book with go-epub. If there is no folder for temporary
// files, such as in a minimal container image, go-epub is switched to its
// in-memory file system. That cannot disturb another use of go-epub in the
// same program, which would fail without such a folder anyway.
func writeTokens(w *bytes.Buffer, book *goepub.Epub) error {
	laying.Lock()
	defer laying.Unlock()
	_, err := book.WriteTo(w)
	var fault *fs.PathError
	if !errors.As(err, &fault) || fault.Op != "mkdir" {
		return err
	}
	if err := goepub.Use(goepub.MemoryFS); err != nil {
		return err
	}
	w.Reset()
	_, err = book.WriteTo(w)
	return err
}

// memory is an [http.RoundTripper] that serves the files of one book and
// nothing else. It is needed because go-epub takes files only from addresses
// and paths. Its host name does not exist in the domain name system (RFC
// 6761, section 6.4).
type memory struct {
	host  string
	files map[string]inside
}

func newMemory(files []inside) *memory {
	m := &memory{files: make(map[string]inside, len(files))}
	sum := sha256.New()
	for _, f := range files {
		m.files["/"+f.name] = f
		fmt.Fprintln(sum, f.entry.name, f.size, f.crc)
	}
	m.host = hex.EncodeToString(sum.Sum(nil)[:20]) + ".invalid"
	return m
}

func (m *memory) url(name string) string { return "http://" + m.host + "/" + name }

// RoundTrip implements [http.RoundTripper].
func (m *memory) RoundTrip(r *http.Request) (*http.Response, error) {
	f, ok := m.files[r.URL.Path]
	if !ok || r.URL.Host != m.host {
		return nil, fmt.Errorf("epub: %s is not a file of the book", r.URL)
	}
	token := f.entry.name
	body := token
	if r.Method == http.MethodHead {
		body = ""
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {f.mediaType}},
		Body:   io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(token)), Request: r,
	}, nil
}

// finish checks every entry that go-epub wrote and returns its container document.
func (l *layout) finish(laid *zip.Reader, files []inside) ([]byte, error) {
	names := make(map[string]*zip.File, len(laid.File))
	for _, f := range laid.File {
		if names[f.Name] != nil {
			return nil, fmt.Errorf("epub: %s occurs twice: %w", f.Name, errLost)
		}
		names[f.Name] = f
	}
	for _, want := range []string{root + opfName, root + navName, root + ncxName} {
		if names[want] == nil {
			return nil, fmt.Errorf("epub: %s: %w", want, errLost)
		}
	}
	container, err := readEntry(names[containerName])
	if err != nil {
		return nil, fmt.Errorf("epub: %s: %w", containerName, err)
	}
	for _, p := range l.pageList {
		if err := checkToken(names[p.name()], p.name(), "<body dir=\"auto\">\n", "\n</body>"); err != nil {
			return nil, fmt.Errorf("epub: %s: %w", p.name(), err)
		}
	}
	for _, f := range files {
		if err := checkToken(names[f.entry.name], f.entry.name, "", ""); err != nil {
			return nil, fmt.Errorf("epub: %s: %w", f.entry.name, err)
		}
	}
	return container, nil
}

// entries returns the entries of the book. Each token is replaced by its file. The
// package document, the contents and the NCX of go-epub are replaced by the entries in
// own.
func (l *layout) entries(container []byte, own []entry, files []inside) ([]entry, error) {
	first, err := deflate(containerName, container)
	if err != nil {
		return nil, err
	}
	book := append([]entry{stored("mimetype", []byte("application/epub+zip")), first}, own...)
	for _, p := range l.pageList {
		book = append(book, p.entry)
	}
	for _, f := range files {
		book = append(book, f.entry)
	}
	return book, nil
}

// manifest returns the files of the book that the package document lists.
func (l *layout) manifest(files []inside) []file {
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
	return list
}

func readEntry(f *zip.File) ([]byte, error) {
	if f == nil {
		return nil, errLost
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	return data, errors.Join(err, r.Close())
}

// checkToken returns an error unless the content of f is its token between
// before and after.
func checkToken(f *zip.File, token, before, after string) error {
	got, err := readEntry(f)
	if err != nil {
		return err
	}
	whole := before + token + after
	if before == "" && string(got) != whole || !bytes.Contains(got, []byte(whole)) {
		return errLost
	}
	return nil
}

// seal turns a page into an entry of the container and releases its markup.
// Further calls do nothing.
func (l *layout) seal(p *page) (err error) {
	if p.entry.name != "" {
		return nil
	}
	p.entry, err = deflate(p.name(), l.document(p, "../"+cssName))
	p.body = ""
	return err
}

// navPage returns the contents as a complete document.
func (l *layout) navPage() []byte {
	return l.document(&page{title: l.words.Contents, lang: l.b.Lang, class: "contents", body: l.nav()}, cssName)
}

// document returns a page as a complete document.
func (l *layout) document(p *page, css string) []byte {
	var m markup
	m.begin(p, css)
	m.raw(p.body)
	m.end()
	return m.b
}

// begin writes a document up to the body of the page, and end what follows it.
func (m *markup) begin(p *page, css string) {
	m.raw(xmlHeader, "<!DOCTYPE html>\n")
	m.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "xmlns:epub", "http://www.idpf.org/2007/ops",
		"lang", p.lang, "xml:lang", p.lang, "dir", direction(p.lang))
	m.raw("\n<head>\n")
	m.el("title", p.title)
	m.raw("\n"+`<link rel="stylesheet" type="text/css" href="`, css, `" />`+"\n</head>\n")
	m.open("body", "class", p.class)
	m.raw("\n<main>\n")
}

func (m *markup) end() { m.raw("\n</main>\n</body>\n</html>\n") }

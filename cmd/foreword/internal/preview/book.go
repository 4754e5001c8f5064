package preview

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// A shelf holds a book. The book is made when a page of it is first requested.
type shelf struct {
	book  Book
	start sync.Once
	done  chan struct{} // closed when it is made
	made  *epub         // nil if it could not be made
	err   error
}

func newShelf(b Book) *shelf { return &shelf{book: b, done: make(chan struct{})} }

// make starts making the book, and notifies the open pages when it is done.
func (s *Server) make(sh *shelf) {
	sh.start.Do(func() {
		go func() {
			var file bytes.Buffer
			err := sh.book.Write(s.ctx, &file)
			if err == nil {
				sh.made, err = openEPUB(file.Bytes())
			}
			sh.err = err
			close(sh.done)
			s.announce(bookMade)
		}()
	})
}

// patience is how long a page waits for a book before it says that the book is
// being made.
const patience = 500 * time.Millisecond

// wait returns the book, or nil if it is still being made.
func (sh *shelf) wait(d time.Duration) (*epub, error) {
	select {
	case <-sh.done:
	case <-time.After(d):
		select {
		case <-sh.done: // both were ready
		default:
			return nil, nil
		}
	}
	return sh.made, sh.err
}

// An epub is a book whose pages can be shown.
type epub struct {
	files map[string]*zip.File // by path in the book
	types map[string]string    // media types, by path in the book
	spine []spinePage
}

// A spinePage is a document of the reading order.
type spinePage struct {
	path, title string
}

// Limits for reading a book. This module made it, but from posts of anyone.
const (
	maxPackage  = 64 << 20
	maxDocument = 64 << 20
)

// openEPUB reads the parts of a book that are needed to show its pages.
func openEPUB(file []byte) (*epub, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	b := &epub{files: make(map[string]*zip.File), types: make(map[string]string)}
	for _, f := range z.File {
		b.files[f.Name] = f
	}
	var container struct {
		Root []struct {
			Path string `xml:"full-path,attr"`
		} `xml:"rootfiles>rootfile"`
	}
	if err := b.decode("META-INF/container.xml", &container); err != nil {
		return nil, err
	}
	if len(container.Root) == 0 {
		return nil, errors.New("META-INF/container.xml names no package")
	}
	var opf struct {
		Items []struct {
			ID   string `xml:"id,attr"`
			Href string `xml:"href,attr"`
			Type string `xml:"media-type,attr"`
		} `xml:"manifest>item"`
		Refs []struct {
			ID string `xml:"idref,attr"`
		} `xml:"spine>itemref"`
	}
	root := container.Root[0].Path
	if err := b.decode(root, &opf); err != nil {
		return nil, err
	}
	byID := make(map[string]string)
	for _, item := range opf.Items {
		name := path.Join(path.Dir(root), item.Href)
		byID[item.ID] = name
		b.types[name] = item.Type
	}
	for _, ref := range opf.Refs {
		name := byID[ref.ID]
		b.spine = append(b.spine, spinePage{name, b.title(name)})
	}
	if len(b.spine) == 0 {
		return nil, errors.New("the book has no pages")
	}
	return b, nil
}

func (b *epub) decode(name string, to any) error {
	src, err := b.read(name, maxPackage)
	if err != nil {
		return err
	}
	if err := xml.Unmarshal(src, to); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (b *epub) read(name string, most int64) ([]byte, error) {
	f, ok := b.files[name]
	if !ok {
		return nil, fmt.Errorf("%s is not in the book", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	src, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(src)) > most {
		return nil, fmt.Errorf("%s is over a limit: more than %d bytes", name, most)
	}
	return src, nil
}

// title returns the title of a document, or its name.
func (b *epub) title(name string) string {
	f, ok := b.files[name]
	if !ok {
		return name
	}
	r, err := f.Open()
	if err != nil {
		return name
	}
	defer r.Close()
	const head = 64 << 10 // the title stands near the start
	d := xml.NewDecoder(io.LimitReader(r, head))
	for {
		tok, err := d.Token()
		if err != nil {
			return name
		}
		if el, ok := tok.(xml.StartElement); ok && el.Name.Local == "title" {
			var text string
			if d.DecodeElement(&text, &el) != nil || strings.TrimSpace(text) == "" {
				return name
			}
			return strings.Join(strings.Fields(text), " ")
		}
	}
}

// page returns the index of the spine page with this path, 0 if there is none.
func (b *epub) page(name string) int {
	return max(0, slices.IndexFunc(b.spine, func(p spinePage) bool { return p.path == name }))
}

// shelf returns the book with this name.
func (st *state) shelf(name string) *shelf {
	if i := slices.IndexFunc(st.books, func(sh *shelf) bool { return sh.book.Name == name }); i >= 0 {
		return st.books[i]
	}
	return nil
}

// themes are those in which a page of a book is shown: each has a stylesheet,
// which an e-reader would add as well.
var themes = []string{"light", "dark"}

// serveBook serves a file of a book. Path is NUMBER/THEME/FILE, so that the
// references of a page to others keep number and theme.
func (s *Server) serveBook(w http.ResponseWriter, r *http.Request, rest string) {
	number, rest, _ := strings.Cut(rest, "/")
	theme, name, _ := strings.Cut(rest, "/")
	st, _ := s.current()
	var sh *shelf
	for i, b := range st.books {
		if fmt.Sprint(i) == number {
			sh = b
		}
	}
	if sh == nil || !slices.Contains(themes, theme) {
		http.NotFound(w, r)
		return
	}
	book, err := sh.wait(0)
	if book == nil || err != nil {
		http.NotFound(w, r)
		return
	}
	kind := book.types[name]
	switch {
	case kind == "application/xhtml+xml", kind == "text/css", strings.HasPrefix(kind, "image/"):
	default:
		http.NotFound(w, r)
		return
	}
	src, err := book.read(name, maxDocument)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	if kind == "application/xhtml+xml" {
		sheet := fmt.Sprintf(`<link rel="stylesheet" type="text/css" href="%sstatic/book-%s.css" /></head>`, s.base(), theme)
		src = bytes.Replace(src, []byte("</head>"), []byte(sheet), 1)
	}
	s.allowShown(w)
	w.Header().Set("Content-Type", kind)
	w.Write(src)
}

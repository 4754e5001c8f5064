// Package fileserver serves the feeds and books of an output folder over HTTP.
//
// [http.ServeContent] answers conditional and range requests. This package adds an ETag
// made from the content, gzip for text, the media types of feeds, catalogues and books,
// and a page that lists the feeds and books. Requests cannot leave the folder, not even
// through a symbolic link, and files and folders whose names begin with a dot are not
// served.
package fileserver

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Handler serves the files below a folder. Make one with [New].
type Handler struct {
	root  *os.Root
	title string
	local bool

	mu   sync.Mutex
	tags map[string]tag // by name
}

// A tag is the hash of a file with the size and time that the file had.
type tag struct {
	size     int64
	modified time.Time
	hash     string
}

// New returns a handler for the files below root, with a title for the page that
// lists them. If local is true, the Host of a request must be localhost or a loopback
// address: any other name is that of an attacker (DNS rebinding).
func New(root *os.Root, title string, local bool) *Handler {
	return &Handler{root: root, title: title, local: local, tags: make(map[string]tag)}
}

// types maps the extensions of Foreword's outputs to media types. For other files, the
// types of the system are used.
var types = map[string]string{
	"rss.xml":   "application/rss+xml; charset=utf-8",
	"atom.xml":  "application/atom+xml; charset=utf-8",
	"feed.json": "application/feed+json",
	"opds.xml":  "application/atom+xml;profile=opds-catalog;kind=acquisition;charset=utf-8",
	"opds.json": "application/opds+json",
	".opml":     "text/x-opml; charset=utf-8",
	".epub":     "application/epub+zip",
	".html":     "text/html; charset=utf-8",
	".xml":      "application/xml; charset=utf-8",
	".json":     "application/json",
	".txt":      "text/plain; charset=utf-8",
	".css":      "text/css; charset=utf-8",
	".js":       "text/javascript; charset=utf-8",
	".png":      "image/png",
	".jpg":      "image/jpeg",
	".jpeg":     "image/jpeg",
	".gif":      "image/gif",
	".webp":     "image/webp",
	".svg":      "image/svg+xml",
}

func mediaType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	for _, key := range []string{path.Base(name), ext} {
		if t, ok := types[key]; ok {
			return t
		}
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}

// ServeHTTP implements [http.Handler].
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Referrer-Policy", "no-referrer")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD are answered", http.StatusMethodNotAllowed)
		return
	}
	if h.local && !isLocal(r.Host) {
		http.Error(w, "only this machine is served: use --addr for others", http.StatusMisdirectedRequest)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	folder := name == "" || strings.HasSuffix(name, "/")
	name = strings.TrimSuffix(name, "/")
	if name == "" {
		name = "."
	}
	if !allowed(name) {
		http.NotFound(w, r)
		return
	}
	if folder {
		index := path.Join(name, "index.html")
		if f, _, err := h.open(index); err == nil {
			f.Close()
			h.serveFile(w, r, index)
			return
		}
		if name == "." {
			h.serveList(w, r)
			return
		}
		http.NotFound(w, r)
		return
	}
	h.serveFile(w, r, name)
}

// allowed reports whether a name may be served.
func allowed(name string) bool {
	return name == "." || fs.ValidPath(name) && !strings.ContainsAny(name, "\\:\x00") &&
		!slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return strings.HasPrefix(part, ".") })
}

// isLocal reports whether a Host header is localhost or a loopback address.
func isLocal(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// open opens a regular file.
func (h *Handler) open(name string) (*os.File, fs.FileInfo, error) {
	info, err := h.root.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait
		return nil, nil, fs.ErrNotExist
	}
	f, err := h.root.Open(name)
	if err != nil {
		return nil, nil, err
	}
	if info, err = f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, nil, errors.Join(err, fs.ErrNotExist)
	}
	return f, info, nil
}

// gzipMost is the size of the largest file that is compressed for a response.
const gzipMost = 16 << 20

func (h *Handler) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	f, info, err := h.open(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	hash, err := h.hash(name, f, info)
	if err != nil {
		http.Error(w, "the file cannot be read", http.StatusInternalServerError)
		return
	}
	kind := mediaType(name)
	header := w.Header()
	header.Set("Content-Type", kind)
	header.Set("Cache-Control", "no-cache") // ask each time: it costs one answer of 304
	if compressible(kind) && info.Size() <= gzipMost {
		header.Add("Vary", "Accept-Encoding")
		if r.Header.Get("Range") == "" && takesGzip(r) {
			if packed, err := pack(f); err == nil {
				header.Set("Content-Encoding", "gzip")
				header.Set("ETag", `"`+hash+`-gzip"`)
				http.ServeContent(w, r, "", info.ModTime(), bytes.NewReader(packed))
				return
			}
			if _, err := f.Seek(0, io.SeekStart); err != nil {
				http.Error(w, "the file cannot be read", http.StatusInternalServerError)
				return
			}
		}
	}
	header.Set("ETag", `"`+hash+`"`)
	http.ServeContent(w, r, "", info.ModTime(), f)
}

// hash returns the hash of a file. It is computed again if the file has changed.
func (h *Handler) hash(name string, f *os.File, info fs.FileInfo) (string, error) {
	const most = 10000 // names that are remembered
	h.mu.Lock()
	known, ok := h.tags[name]
	h.mu.Unlock()
	if ok && known.size == info.Size() && known.modified.Equal(info.ModTime()) {
		return known.hash, nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	known = tag{info.Size(), info.ModTime(), hex.EncodeToString(sum.Sum(nil)[:16])}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.tags) < most || ok {
		h.tags[name] = known
	}
	return known.hash, nil
}

func compressible(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "xml") || strings.HasSuffix(kind, "json")
}

// takesGzip reports whether the client accepts gzip (RFC 9110, section 12.5.3).
func takesGzip(r *http.Request) bool {
	for field := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(field), ";")
		weight = strings.ReplaceAll(weight, " ", "")
		if (coding == "gzip" || coding == "*") && weight != "q=0" && weight != "q=0.0" {
			return true
		}
	}
	return false
}

func pack(r io.Reader) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.Copy(z, io.LimitReader(r, gzipMost)); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

//go:embed list.html
var listText embed.FS

// listPage returns the template of the list of a folder.
var listPage = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(listText, "list.html"))
})

// maxListed bounds the feeds and books that the page lists.
const maxListed = 1000

// serveList serves a page that lists the feeds and books.
func (h *Handler) serveList(w http.ResponseWriter, r *http.Request) {
	data := struct {
		Title                  string
		Feeds, Books, Catalogs []string
	}{Title: h.title}
	errEnough := errors.New("enough")
	err := fs.WalkDir(h.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case !allowed(name):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case len(data.Feeds)+len(data.Books) >= maxListed || r.Context().Err() != nil:
			return errEnough
		}
		switch path.Base(name) {
		case "rss.xml", "atom.xml", "feed.json":
			data.Feeds = append(data.Feeds, name)
		case "opds.xml", "opds.json":
			data.Catalogs = append(data.Catalogs, name)
		default:
			if strings.EqualFold(path.Ext(name), ".epub") {
				data.Books = append(data.Books, name)
			}
		}
		return nil
	})
	if err != nil && err != errEnough {
		http.Error(w, "the folder cannot be read", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
	var page bytes.Buffer
	if err := listPage().Execute(&page, data); err != nil {
		http.Error(w, fmt.Sprint(err), http.StatusInternalServerError)
		return
	}
	w.Write(page.Bytes())
}

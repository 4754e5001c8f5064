package feed

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A Handler serves feeds over HTTP: each at its [Feed.File] below the root, a
// list of all for reader programs at /feeds.opml, and one for people at
// /feeds.html. It answers GET and HEAD requests with ETag, Last-Modified,
// Content-Type and, if the client accepts it, gzip. It supports conditional
// and range requests, and is safe for concurrent use.
//
// A feed is encoded when one of its files is first requested, in all its
// formats at once, and kept in a cache of 128 MiB. A client that disconnects
// does not stop the work, because other clients may wait for it. The posts
// must not change: make a new Handler when they do.
type Handler struct {
	// Report, if not nil, is called with the result of encoding each feed:
	// the posts that could not be read and are missing from it, or why it
	// could not be encoded at all, in which case the client gets an error. It
	// may be called from several goroutines at once. Set it before the first
	// request.
	Report func(f *Feed, r *Report, err error)

	enc   *Encoder
	files map[string]handlerFile
	lists map[string]*representation // lists of all feeds, by path
	docs  *cache[*Feed, *encoded]
}

type handlerFile struct {
	feed   *Feed
	format Format
	work   chan struct{} // holds a token while the feed is encoded
}

// encoded holds the documents of a feed in all its formats.
type encoded struct {
	docs    map[Format]*representation
	updated time.Time
}

// A representation holds the bytes of a file, uncompressed and compressed.
type representation struct {
	mediaType   string
	plain, gzip []byte
	tag         string // hash of the bytes, without quotes
}

// handlerBytes is the size of the cache of a Handler.
const handlerBytes = 128 << 20

// NewHandler returns a handler that serves feeds. They are encoded by e; a nil
// e means the zero Encoder.
func NewHandler(e *Encoder, feeds ...*Feed) *Handler {
	if e == nil {
		e = new(Encoder)
	}
	h := &Handler{enc: e, files: make(map[string]handlerFile), lists: make(map[string]*representation), docs: newCache[*Feed, *encoded](handlerBytes)}
	title := ""
	for i, f := range feeds {
		if i == 0 {
			title = f.Title
		}
		work := make(chan struct{}, 1)
		for _, format := range f.formats() {
			h.files["/"+f.File(format)] = handlerFile{f, format, work}
		}
	}
	var list, page bytes.Buffer
	if err := OPML(&list, title, feeds...); err == nil {
		h.lists["/feeds.opml"] = represent("text/x-opml; charset=utf-8", list.Bytes())
	}
	if err := Page(&page, feeds...); err == nil {
		h.lists["/feeds.html"] = represent("text/html; charset=utf-8", page.Bytes())
	}
	return h
}

// ServeHTTP implements [http.Handler].
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	if list := h.lists[r.URL.Path]; list != nil {
		list.serve(w, r, time.Time{})
		return
	}
	file, ok := h.files[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	doc, err := h.encoded(r.Context(), file)
	if err != nil {
		http.Error(w, "the feed cannot be made", http.StatusInternalServerError)
		return
	}
	doc.docs[file.format].serve(w, r, doc.updated)
}

// encoded returns the documents of a feed. Requests that arrive at once share
// one encoding, so it continues when the client of the first one disconnects.
func (h *Handler) encoded(ctx context.Context, file handlerFile) (*encoded, error) {
	if doc, ok := h.docs.get(file.feed); ok {
		return doc, nil
	}
	select {
	case file.work <- struct{}{}:
		defer func() { <-file.work }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if doc, ok := h.docs.get(file.feed); ok {
		return doc, nil
	}
	var outs []Output
	for _, format := range file.feed.formats() {
		outs = append(outs, Output{format, new(bytes.Buffer)})
	}
	report, err := h.enc.Encode(context.WithoutCancel(ctx), file.feed, outs...)
	if h.Report != nil {
		h.Report(file.feed, report, err)
	}
	if err != nil {
		return nil, err
	}
	doc := &encoded{docs: make(map[Format]*representation), updated: report.Updated}
	size := 0
	for _, o := range outs {
		rep := represent(o.Format.MediaType()+"; charset=utf-8", o.W.(*bytes.Buffer).Bytes())
		doc.docs[o.Format] = rep
		size += len(rep.plain) + len(rep.gzip)
	}
	h.docs.put(file.feed, doc, size)
	return doc, nil
}

func represent(mediaType string, plain []byte) *representation {
	sum := sha256.Sum256(plain)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(plain)
	rep := &representation{mediaType: mediaType, plain: plain, tag: hex.EncodeToString(sum[:16])}
	if errors.Join(err, z.Close()) == nil && b.Len() < len(plain) {
		rep.gzip = b.Bytes()
	}
	return rep
}

func (rep *representation) serve(w http.ResponseWriter, r *http.Request, updated time.Time) {
	body, tag := rep.plain, rep.tag
	head := w.Header()
	head.Set("Content-Type", rep.mediaType)
	head.Set("X-Content-Type-Options", "nosniff")
	head.Add("Vary", "Accept-Encoding")
	if rep.gzip != nil && takesGzip(r) {
		// The compressed representation needs another ETag (RFC 9110, section
		// 8.8.3).
		body, tag = rep.gzip, tag+"-gzip"
		head.Set("Content-Encoding", "gzip")
		if r.Header.Get("Range") == "" {
			head.Set("Content-Length", strconv.Itoa(len(body)))
		}
	}
	head.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", updated.Truncate(time.Second), bytes.NewReader(body))
}

// takesGzip reports whether a client accepts gzip and does not prefer the
// uncompressed bytes (RFC 9110, section 12.5.3).
func takesGzip(r *http.Request) bool {
	weights := make(map[string]float64)
	for _, value := range r.Header.Values("Accept-Encoding") {
		for coding := range strings.SplitSeq(strings.ToLower(value), ",") {
			name, params, _ := strings.Cut(coding, ";")
			weight := 1.0
			if q, found := strings.CutPrefix(strings.Join(strings.Fields(params), ""), "q="); found {
				var err error
				if weight, err = strconv.ParseFloat(q, 64); err != nil {
					weight = 0
				}
			}
			name = strings.TrimPrefix(strings.TrimSpace(name), "x-")
			weights[name] = max(weights[name], weight)
		}
	}
	gzip, ok := weights["gzip"]
	if !ok {
		gzip = weights["*"]
	}
	return gzip > 0 && gzip >= weights["identity"]
}

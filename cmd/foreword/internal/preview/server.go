package preview

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

//go:embed static
var static embed.FS

// A Server shows a [Site] to browsers on this machine. Make one with [New].
type Server struct {
	load  func(context.Context) (*Site, error)
	token string

	host string          // that requests must name: set by Serve
	ctx  context.Context // of Serve, for work that outlives a request

	mu         sync.Mutex
	state      *state
	generation int                      // counts loads, so that a page knows whether it is old
	listeners  map[chan string]struct{} // get the lines of events
	wanted     chan struct{}            // asks for another load; holds at most one
}

// A state holds the result of a load.
type state struct {
	site  *Site // nil before the first load
	fault error // why the last load failed; site is then the one before
	books []*shelf
}

// New returns a server of the sites that load returns. Load is called in the
// background, first by [Server.Serve] and again for each [Server.Reload], never
// twice at the same time.
func New(load func(context.Context) (*Site, error)) *Server {
	return &Server{
		load:      load,
		token:     rand.Text(), // at least 128 bits
		state:     new(state),
		listeners: make(map[chan string]struct{}),
		wanted:    make(chan struct{}, 1),
	}
}

// URL returns the address of the preview on l.
func (s *Server) URL(l net.Listener) string {
	return "http://" + l.Addr().String() + s.base()
}

func (s *Server) base() string { return "/" + s.token + "/" }

// Serve answers the requests that come to l until ctx is done.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	s.host, s.ctx = l.Addr().String(), ctx
	s.Reload()
	loaded := make(chan struct{})
	go func() {
		defer close(loaded)
		s.loadWanted(ctx)
	}()
	server := &http.Server{
		Handler:           s,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(discard{}, "", 0),
	}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	err := server.Serve(l)
	if ctx.Err() != nil {
		<-loaded
		return nil
	}
	return err
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// Reload has the site loaded again, soon and in the background. Pages that are
// open are told when it is there.
func (s *Server) Reload() {
	select {
	case s.wanted <- struct{}{}:
	default: // one is on its way
	}
}

// loadWanted loads the site each time that Reload asks for it.
func (s *Server) loadWanted(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wanted:
		}
		site, err := s.load(ctx)
		if ctx.Err() != nil {
			return
		}
		s.mu.Lock()
		next := &state{site: s.state.site, fault: err, books: s.state.books}
		if err == nil {
			next.site, next.books = site, nil
			for _, b := range site.Books {
				next.books = append(next.books, newShelf(b))
			}
		}
		s.state = next
		s.generation++
		event := s.loaded()
		s.mu.Unlock()
		s.announce(event)
	}
}

// loaded returns the event that names the generation; s.mu is locked.
func (s *Server) loaded() string { return fmt.Sprintf("data: %d\n\n", s.generation) }

// bookMade is the event for pages that wait for a book.
const bookMade = "event: book\ndata:\n\n"

// announce sends an event to the open pages.
func (s *Server) announce(event string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.listeners {
		select {
		case c <- event:
		default: // a page that reads none for so long asks anew
			close(c)
			delete(s.listeners, c)
		}
	}
}

// current returns the state that is shown.
func (s *Server) current() (*state, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state, s.generation
}

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "the preview only shows, it changes nothing", http.StatusMethodNotAllowed)
		return
	case r.Host != s.host:
		http.Error(w, "open the preview at the address that the terminal shows", http.StatusMisdirectedRequest)
		return
	}
	token, path, found := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if !found || subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) == 0 {
		http.Error(w, "nothing is here: open the address that the terminal shows, all of it", http.StatusNotFound)
		return
	}
	kind, rest, _ := strings.Cut(path, "/")
	if !s.mayAsk(r.Header.Get("Origin"), kind) {
		http.Error(w, "no other site may read the preview", http.StatusForbidden)
		return
	}
	switch kind {
	case "":
		s.servePage(w, r)
	case "events":
		s.serveEvents(w, r)
	case "static":
		s.serveStatic(w, r, rest)
	case "item":
		s.serveItem(w, r, rest)
	case "picture":
		s.servePicture(w, r)
	case "book":
		s.serveBook(w, r, rest)
	default:
		http.NotFound(w, r)
	}
}

// mayAsk reports whether a document with the given origin may request a resource of a
// kind. Browsers send no origin for resources of this server's own pages. The sandboxed
// frames have the origin "null" and may request styles and pictures, which no script can
// read.
func (s *Server) mayAsk(origin, kind string) bool {
	switch origin {
	case "", "http://" + s.host:
		return true
	case "null":
		return kind == "static" || kind == "picture" || kind == "book"
	}
	return false
}

// allowSelf sets the policy of a document of the preview itself.
func (s *Server) allowSelf(w http.ResponseWriter) {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "+
		"connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
}

// allowShown sets the policy of a document made of a post or book: it may load
// pictures and styles below the path of the preview, and is sandboxed also when it
// is opened on its own. It has no origin, so that 'self' could not name this server.
func (s *Server) allowShown(w http.ResponseWriter) {
	own := "http://" + s.host + s.base()
	w.Header().Set("Content-Security-Policy", fmt.Sprintf("default-src 'none'; img-src %s data:; style-src %s 'unsafe-inline'; "+
		"form-action 'none'; base-uri 'none'; frame-ancestors http://%s; sandbox", own, own, s.host))
}

// serveStatic serves the stylesheets and the script.
func (s *Server) serveStatic(w http.ResponseWriter, r *http.Request, name string) {
	name = "static/" + name
	if !fs.ValidPath(name) || strings.HasSuffix(name, ".html") {
		http.NotFound(w, r)
		return
	}
	http.ServeFileFS(w, r, static, name)
}

// serveEvents sends the generation now, and again when it changes.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	c := make(chan string, 16)
	s.mu.Lock()
	const most = 100 // pages at a time
	if len(s.listeners) >= most {
		s.mu.Unlock()
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	c <- s.loaded()
	s.listeners[c] = struct{}{}
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.listeners, c)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	alive := time.NewTicker(20 * time.Second)
	defer alive.Stop()
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case event, ok := <-c:
			if !ok {
				return
			}
			_, err = io.WriteString(w, event)
		case <-alive.C:
			_, err = fmt.Fprint(w, ":\n\n")
		}
		if err != nil || out.Flush() != nil {
			return
		}
	}
}

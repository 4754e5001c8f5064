package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// local returns a Fetcher that may ask the servers of tests, in little time.
func local() *Fetcher {
	return &Fetcher{AllowPrivateHosts: true, MaxBytes: 1000, Timeout: 2 * time.Second, Pause: time.Millisecond}
}

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	s := httptest.NewServer(h)
	t.Cleanup(s.CloseClientConnections)
	t.Cleanup(s.Close)
	return s
}

func TestFetch(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/good", "/query":
			io.WriteString(w, "good"+r.URL.RawQuery)
		case "/long":
			w.Write(make([]byte, 1001))
		case "/claims-long":
			w.Header().Set("Content-Length", "100000")
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 100)); err != nil {
					return
				}
			}
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			z.Write(make([]byte, 1<<20))
			z.Close()
		case "/short":
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, "too little")
		case "/gone":
			http.NotFound(w, r)
		case "/teapot":
			w.WriteHeader(999)
		case "/loop":
			http.Redirect(w, r, "/loop?"+r.URL.RawQuery+"x", http.StatusFound)
		case "/once":
			http.Redirect(w, r, "/good", http.StatusFound)
		case "/to-file":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "/to-user":
			http.Redirect(w, r, "http://a:b@"+r.Host+"/good", http.StatusFound)
		case "/reset":
			conn, _, _ := w.(http.Hijacker).Hijack()
			conn.(*net.TCPConn).SetLinger(0)
			conn.Close()
		}
	})
	tests := []struct {
		url  string
		want string
		err  error
	}{
		{url: "/good", want: "good"},
		{url: "/good#top", want: "good"},
		{url: "/query?a=b", want: "gooda=b"},
		{url: "/once", want: "good"},
		{url: "/long", err: ErrTooLarge},
		{url: "/claims-long", err: ErrTooLarge},
		{url: "/endless", err: ErrTooLarge},
		{url: "/bomb", err: ErrTooLarge},
		{url: "/short", err: io.ErrUnexpectedEOF},
		{url: "/gone", err: ErrStatus},
		{url: "/teapot", err: ErrStatus},
		{url: "/loop", err: ErrRedirects},
		{url: "/to-file", err: ErrScheme},
		{url: "/to-user", err: ErrURL},
		{url: "file:///etc/passwd", err: ErrScheme},
		{url: "ftp://a.example/x", err: ErrScheme},
		{url: "//a.example/x", err: ErrScheme},
		{url: "http:///x", err: ErrURL},
		{url: "http://user@a.example/x", err: ErrURL},
		{url: "http://%zz/", err: ErrURL},
	}
	for _, test := range tests {
		t.Run(test.url, func(t *testing.T) {
			url := test.url
			if strings.HasPrefix(url, "/") && !strings.HasPrefix(url, "//") {
				url = server.URL + url
			}
			data, err := local().Fetch(t.Context(), url)
			if !errors.Is(err, test.err) || string(data) != test.want {
				t.Errorf("Fetch(%q) = %q, %v, want %q, %v", test.url, data, err, test.want, test.err)
			}
		})
	}
	if _, err := local().Fetch(t.Context(), server.URL+"/reset"); err == nil {
		t.Error("a connection that was reset gave an answer")
	}
}

func TestFetchSendsNothingOfTheReader(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/a" {
			http.SetCookie(w, &http.Cookie{Name: "c", Value: "1"})
			http.Redirect(w, r, "/b", http.StatusFound)
			return
		}
		io.WriteString(w, r.Header.Get("Cookie")+r.Header.Get("Referer"))
	})
	if data, err := local().Fetch(t.Context(), server.URL+"/a"); err != nil || len(data) != 0 {
		t.Errorf("Fetch() = %q, %v, want nothing sent", data, err)
	}
}

func TestFetchTriesAgain(t *testing.T) {
	var asked atomic.Int32
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		io.WriteString(w, "at last")
	})
	f := local()
	if data, err := f.Fetch(t.Context(), server.URL); string(data) != "at last" {
		t.Errorf("Fetch() = %q, %v", data, err)
	}
	if n := asked.Load(); n != 3 {
		t.Errorf("asked %d times, want 3", n)
	}
}

// What may be better next time is asked for three times, the rest once.
func TestFetchTries(t *testing.T) {
	asked := make(map[string]int)
	var mu sync.Mutex
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.URL.Path]++
		first := asked[r.URL.Path] == 1
		mu.Unlock()
		switch r.URL.Path {
		case "/503":
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/429":
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/404":
			http.NotFound(w, r)
		case "/403":
			w.WriteHeader(http.StatusForbidden)
		case "/torn":
			if first {
				w.Header().Set("Content-Length", "100")
			}
			io.WriteString(w, "whole")
		}
	})
	for path, want := range map[string]int{"/503": 3, "/429": 3, "/404": 1, "/403": 1, "/torn": 2, "/empty": 1} {
		data, err := local().Fetch(t.Context(), server.URL+path)
		if torn := path == "/torn"; torn && string(data) != "whole" || !torn && path != "/empty" && !errors.Is(err, ErrStatus) {
			t.Errorf("Fetch(%q) = %q, %v", path, data, err)
		}
		if asked[path] != want {
			t.Errorf("%s was asked for %d times, want %d", path, asked[path], want)
		}
	}
}

// Retry-After is heeded, and no longer than one request may take.
func TestFetchRetryAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for after, want := range map[string]time.Duration{"": time.Second, "3": 3 * time.Second, "86400": 10 * time.Second, "x": time.Second} {
			var last time.Duration
			started := time.Now()
			f := &Fetcher{Pause: time.Second, Total: time.Hour, Tries: 2}
			f.once.Do(f.start)
			f.client = &http.Client{Transport: roundTrip(func(*http.Request) *http.Response {
				last = time.Since(started)
				return &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {after}}, Body: http.NoBody}
			})}
			if _, err := f.Fetch(t.Context(), "http://a.example/"); !errors.Is(err, ErrStatus) {
				t.Errorf("error = %v, want %v", err, ErrStatus)
			}
			if last != want {
				t.Errorf("Retry-After %q: the second try after %v, want %v", after, last, want)
			}
		}
	})
}

type roundTrip func(*http.Request) *http.Response

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r), nil }

// No more requests run at once than are allowed.
func TestFetchFewAtATime(t *testing.T) {
	var now, most atomic.Int32
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(time.Millisecond)
	})
	f := local()
	f.Parallel = 3
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() { f.Fetch(t.Context(), fmt.Sprintf("%s/%d", server.URL, i)) })
	}
	wg.Wait()
	if n := most.Load(); n < 2 || n > 3 {
		t.Errorf("%d requests at once, want 2 or 3", n)
	}
}

// A host that takes connections and never says a word costs two times the
// timeout, however many pictures it has.
func TestFetchFromABlackHole(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	f := local()
	f.Timeout = 20 * time.Millisecond
	f.Parallel = 2
	var asked, given atomic.Int32
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			switch _, err := f.Fetch(t.Context(), fmt.Sprintf("http://%s/%d", l.Addr(), i)); {
			case errors.Is(err, ErrTime):
				asked.Add(1)
			case errors.Is(err, ErrHost):
				given.Add(1)
			}
		})
	}
	wg.Wait()
	if asked.Load() > 4 || asked.Load()+given.Load() != 100 {
		t.Errorf("%d pictures were waited for and %d not", asked.Load(), given.Load())
	}
}

func TestFetchOnce(t *testing.T) {
	var asked atomic.Int32
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Path == "/gone" {
			http.NotFound(w, r)
		}
	})
	f := local()
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() { f.Fetch(t.Context(), server.URL+"/x") })
		wg.Go(func() { f.Fetch(t.Context(), server.URL+"/gone") })
	}
	wg.Wait()
	if n := asked.Load(); n != 2 {
		t.Errorf("asked %d times for two files, want 2", n)
	}
}

func TestFetchGivesAHostUp(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int32
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			asked.Add(1)
			c.Close()
		}
	}()
	defer l.Close()
	f := local()
	f.Parallel = 1
	for i := range 50 {
		_, err = f.Fetch(t.Context(), "http://"+l.Addr().String()+"/"+strings.Repeat("x", i))
	}
	if !errors.Is(err, ErrHost) {
		t.Errorf("the last error = %v, want %v", err, ErrHost)
	}
	if n := asked.Load(); n > 4 {
		t.Errorf("a dead host was asked %d times", n)
	}
}

// What is said of a name without an address is the same on each machine.
func TestFailedNamesNoServer(t *testing.T) {
	f := local()
	f.once.Do(f.start)
	in := &net.DNSError{Err: "no such host", Name: "a.example", Server: "192.0.2.1:53", IsNotFound: true}
	err := f.failed(t.Context(), &url.URL{Host: "a.example"}, &url.Error{Op: "Get", URL: "http://a.example/", Err: &net.OpError{Op: "dial", Err: in}})
	var got *net.DNSError
	if !errors.As(err, &got) || !got.IsNotFound || strings.Contains(err.Error(), "192.0.2.1") || in.Server == "" {
		t.Errorf("failed() = %v", err)
	}
}

func TestFetchEnds(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/body" {
			w.(http.Flusher).Flush()
		}
		<-r.Context().Done()
	})
	for _, path := range []string{"/head", "/body"} {
		f := local()
		f.Timeout = 20 * time.Millisecond
		if _, err := f.Fetch(t.Context(), server.URL+path); !errors.Is(err, ErrTime) {
			t.Errorf("%s: error = %v, want %v", path, err, ErrTime)
		}
		f = local()
		f.Total = 20 * time.Millisecond
		if _, err := f.Fetch(t.Context(), server.URL+path); !errors.Is(err, ErrTime) {
			t.Errorf("%s: error = %v, want %v", path, err, ErrTime)
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		if _, err := local().Fetch(ctx, server.URL+path); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error = %v, want %v", path, err, context.Canceled)
		}
	}
}

func TestCache(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "picture"+r.URL.Path) })
	f := local()
	f.Cache = dir
	for range 2 { // from the server, then from the cache
		if data, err := f.Fetch(t.Context(), server.URL+"/1"); string(data) != "picture/1" {
			t.Fatalf("Fetch() = %q, %v", data, err)
		}
	}
	offline := &Fetcher{Cache: dir, Offline: true}
	if data, err := offline.Fetch(t.Context(), server.URL+"/1"); string(data) != "picture/1" {
		t.Errorf("offline = %q, %v", data, err)
	}
	if _, err := offline.Fetch(t.Context(), server.URL+"/2"); !errors.Is(err, ErrOffline) {
		t.Errorf("offline error = %v, want %v", err, ErrOffline)
	}

	names, _ := filepath.Glob(filepath.Join(dir, "*"+cacheExt))
	if len(names) != 1 {
		t.Fatalf("%d files in the cache, want 1", len(names))
	}
	for _, torn := range []string{"", "short", strings.Repeat("x", 50)} {
		if err := os.WriteFile(names[0], []byte(torn), 0o600); err != nil {
			t.Fatal(err)
		}
		again := &Fetcher{Cache: dir, Offline: true}
		if data, err := again.Fetch(t.Context(), server.URL+"/1"); !errors.Is(err, ErrOffline) {
			t.Errorf("with %q in the cache Fetch() = %q, %v", torn, data, err)
		}
		again = local()
		again.Cache = dir
		if data, err := again.Fetch(t.Context(), server.URL+"/1"); string(data) != "picture/1" {
			t.Errorf("with %q in the cache it is not fetched again: %q, %v", torn, data, err)
		}
	}
}

func TestCacheBound(t *testing.T) {
	c := &cache{dir: t.TempDir(), limit: 1000}
	for i := range 20 {
		if err := c.put(strings.Repeat("u", i), bytes.Repeat([]byte{byte(i)}, 200)); err != nil {
			t.Fatal(err)
		}
	}
	size := int64(0)
	entries, _ := os.ReadDir(c.dir)
	for _, e := range entries {
		info, _ := e.Info()
		size += info.Size()
	}
	if size == 0 || size > c.limit {
		t.Errorf("the cache holds %d bytes, want at most %d", size, c.limit)
	}
}

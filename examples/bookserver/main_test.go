package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"
)

func TestHandler(t *testing.T) {
	h := newHandler(os.DirFS("../blog/posts"))
	for path, want := range map[string]int{
		"/night-corridor.epub": http.StatusOK,
		"/harvest/index.epub":  http.StatusOK,
		"/night-corridor.md":   http.StatusNotFound,
		"/nothing.epub":        http.StatusNotFound,
		"/night*.epub":         http.StatusNotFound,
		"/..%2fblog.epub":      http.StatusNotFound,
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != want {
			t.Errorf("GET %s = %d, want %d", path, w.Code, want)
		}
	}
}

// Fifty readers at once get the same book, in the memory that a few books take.
func TestManyAtOnce(t *testing.T) {
	server := httptest.NewServer(newHandler(os.DirFS("../blog/posts")))
	defer server.Close()
	get := func() []byte {
		resp, err := http.Get(server.URL + "/night-corridor.epub")
		if err != nil {
			t.Error(err)
			return nil
		}
		defer resp.Body.Close()
		var b bytes.Buffer
		if _, err := b.ReadFrom(resp.Body); err != nil || resp.StatusCode != http.StatusOK {
			t.Errorf("status %s, %v", resp.Status, err)
		}
		return b.Bytes()
	}
	want := get()

	done := make(chan struct{})
	var peak uint64
	var watcher sync.WaitGroup
	watcher.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
		}
	})
	requests := 16
	if testing.Short() {
		requests = 8
	}
	var readers sync.WaitGroup
	for range requests {
		readers.Go(func() {
			if got := get(); !bytes.Equal(got, want) {
				t.Errorf("a book of %d bytes, want the %d of the first one", len(got), len(want))
			}
		})
	}
	readers.Wait()
	close(done)
	watcher.Wait()
	t.Logf("a book of %d KiB, %d requests: at most %d MiB of memory in use", len(want)>>10, requests, peak>>20)
	if peak > 256<<20 {
		t.Errorf("%d MiB of memory in use, want at most 256", peak>>20)
	}
}

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A build that watches builds again after a change, goes on after a fault, and does
// not take its own output for a change.
func TestRebuild(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("foreword.yaml", "url: https://a.example/\nlang: en\nfeeds: {formats: [json]}\n")
	write("a.md", "---\ntitle: First\ndate: 2025-01-01\n---\n")
	ctx, cancel := context.WithCancel(t.Context())
	var stderr lockedBuffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"build", dir, "-o", out, "--watch"}, strings.NewReader(""), &stderr, &stderr)
	}()
	wait := func(what string, is func() bool) {
		t.Helper()
		for range 1000 {
			if is() {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
		t.Fatalf("%s did not happen:\n%s", what, stderr.String())
	}
	feedHas := func(text string) func() bool {
		return func() bool {
			b, _ := os.ReadFile(filepath.Join(out, "feed.json"))
			return bytes.Contains(b, []byte(text))
		}
	}
	printed := func(text string, n int) func() bool {
		return func() bool { return strings.Count(stderr.String(), text) >= n }
	}
	wait("the first build", feedHas(`"First"`))
	wait("the hint", printed("hint: watching "+dir, 1))
	write("b.md", "---\ntitle: Second\ndate: 2025-01-02\n---\n")
	wait("the second build", feedHas(`"Second"`))
	wait("its summary", printed("2 posts read", 1))
	write("foreword.yaml", "urll: https://a.example/\n")
	wait("the fault", printed(`unknown key "urll"`, 1))
	write("foreword.yaml", "url: https://a.example/\nlang: en\nfeeds: {formats: [json]}\ntitle: Mended\n")
	wait("the build after the fault", feedHas("Mended"))
	time.Sleep(500 * time.Millisecond)
	if n := strings.Count(stderr.String(), "posts read"); n != 2 {
		t.Errorf("%d builds of two posts were done, want 2:\n%s", n, stderr.String())
	}
	cancel()
	if code := <-done; code != exitDone {
		t.Errorf("the exit code is %d, want 0", code)
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

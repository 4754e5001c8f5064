package main

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/foreword-go/foreword/internal/atomicfile"
	"github.com/foreword-go/foreword/post/markdown"
)

// stuck runs a verb that has an output on its way and does not end, and
// returns what the guard around it makes of that.
func stuck(t *testing.T, ctx context.Context, begin func(*session)) (code int, stderr string, took time.Duration) {
	t.Helper()
	var buf bytes.Buffer
	s := &session{stderr: &buf}
	name := filepath.Join(t.TempDir(), "rss.xml")
	if err := os.WriteFile(name, []byte("older"), 0o644); err != nil {
		t.Fatal(err)
	}
	release := make(chan struct{})
	begun := time.Now()
	code = s.guard(ctx, func(context.Context) int {
		f, err := s.create(name)
		if err != nil {
			t.Error(err)
		}
		if _, err := f.Write([]byte("newer")); err != nil {
			t.Error(err)
		}
		begin(s)
		<-release
		if _, err := s.create(name); err == nil {
			t.Error("an output was started after the end")
		}
		return exitDone
	})
	took = time.Since(begun)
	close(release)
	synctest.Wait()

	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(name)
	if err != nil || string(content) != "older" || len(entries) != 1 {
		t.Errorf("the older output is %q, %v, among %v; want it alone and as it was", content, err, entries)
	}
	return code, buf.String(), took
}

func TestWorkOnAPostEnds(t *testing.T) {
	for _, c := range []struct {
		name   string
		share  time.Duration // one of so many processes that work
		begins time.Duration // what the post before took
		want   time.Duration
	}{
		{"alone", 1, workLimit - time.Second, 2*workLimit - time.Second},
		{"one of four", 4, 3 * workLimit, 7 * workLimit},
		{"without a processor", 1 << 30, workLimit, (1 + patience) * workLimit},
	} {
		synctest.Test(t, func(t *testing.T) {
			begun := time.Now()
			code, stderr, took := stuck(t, t.Context(), func(s *session) {
				s.watch.spent = func() time.Duration { return time.Since(begun) / c.share }
				s.watch.work("posts/a.md")
				time.Sleep(c.begins)
				s.watch.work("posts/b.md")
			})
			if code != exitFault || took.Round(time.Second) != c.want {
				t.Errorf("%s: code %d after %v, want %d after %v", c.name, code, took, exitFault, c.want)
			}
			if !strings.HasPrefix(stderr, "posts/b.md:1: over a limit: ") {
				t.Errorf("%s: stderr = %q, want the post that is stuck", c.name, stderr)
			}
		})
	}
}

func TestInterruptEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		code, stderr, took := stuck(t, ctx, func(*session) { cancel() })
		if code != exitFault || took > 5*time.Second {
			t.Errorf("code %d after %v, want %d soon", code, took, exitFault)
		}
		if stderr != "foreword: interrupted\n" {
			t.Errorf("stderr = %q", stderr)
		}
	})
}

func TestPanicIsAFault(t *testing.T) {
	var stderr bytes.Buffer
	s := &session{stderr: &stderr}
	code := s.guard(t.Context(), func(context.Context) int {
		var f *atomicfile.File
		f.Name()
		return exitDone
	})
	if code != exitFault || !strings.Contains(stderr.String(), "internal fault") {
		t.Errorf("code %d, stderr %q", code, stderr.String())
	}
}

func TestCreateMakesFolders(t *testing.T) {
	s := &session{stderr: new(bytes.Buffer)}
	name := filepath.Join(t.TempDir(), "a", "b", "rss.xml")
	f, err := s.create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.commit(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(name); err == nil {
		t.Error("an output is in place before the run is at its end")
	}
	if err := s.place(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(name); err != nil {
		t.Error(err)
	}
	if s.tally.written != 1 {
		t.Errorf("written = %d, want 1", s.tally.written)
	}
	ctx, cancel := context.WithCancel(t.Context())
	f, err = s.create(filepath.Join(filepath.Dir(name), "atom.xml"))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := s.commit(ctx, f, nil); err == nil {
		t.Error("an output was put in place after an interrupt")
	}
	if _, err := os.Stat(f.Name()); !os.IsNotExist(err) {
		t.Errorf("Stat = %v, want %v", err, fs.ErrNotExist)
	}
}

func TestMessage(t *testing.T) {
	long := strings.Repeat("长", 1<<20)
	for in, want := range map[string]string{
		"a.md:1: \x1b[31mb\u009bc\td":                  "a.md:1: \uFFFD[31mb\uFFFDc\td",
		"a.md:1: " + long + ": gone":                   "a.md:1: " + long[:1491] + " … " + long[:393] + ": gone",
		"a\nforeword: all is well\r\n":                 "a foreword: all is well  ",
		"::error::x.md:1: gone":                        "./::error::x.md:1: gone",
		"a.md: ##[error]x ##vso[task.x] ##teamcity[x]": "a.md: ## [error]x ## vso[task.x] ## teamcity[x]",
		"a\u202egnp.\u2066b\u2028::error::c.md":        "a\uFFFDgnp.\uFFFDb ::error::c.md",
	} {
		if got := message(in); got != want {
			t.Errorf("message(%.80q) = %q, want %q", in, got, want)
		}
	}
}

func TestColoured(t *testing.T) {
	for _, tt := range []struct {
		env  map[string]string
		want bool
	}{
		{nil, false}, // not a terminal
		{map[string]string{"CLICOLOR_FORCE": "1"}, true},
		{map[string]string{"CLICOLOR_FORCE": "0"}, false},
		{map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, false},
		{map[string]string{"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, true},
	} {
		if got := coloured(io.Discard, func(name string) string { return tt.env[name] }); got != tt.want {
			t.Errorf("coloured with %v = %v, want %v", tt.env, got, tt.want)
		}
	}
}

// Every rule has words for the summary.
func TestRulesHaveText(t *testing.T) {
	for r := range markdown.Rules() {
		if ruleText[r] == "" {
			t.Errorf("the rule %s has no text", r)
		}
	}
}

func TestCommit(t *testing.T) {
	for _, tt := range []struct {
		settings []debug.BuildSetting
		want     string
	}{
		{nil, ""},
		{[]debug.BuildSetting{{Key: "vcs.revision", Value: "2f22011aa0b7a3be56789"}, {Key: "vcs.time", Value: "2026-11-30T08:00:00Z"}, {Key: "vcs.modified", Value: "false"}},
			"2f22011aa0b7 2026-11-30"},
		{[]debug.BuildSetting{{Key: "vcs.revision", Value: "2f22"}, {Key: "vcs.modified", Value: "true"}}, "2f22 with changes"},
	} {
		if got := commit(tt.settings); got != tt.want {
			t.Errorf("commit(%v) = %q, want %q", tt.settings, got, tt.want)
		}
	}
}

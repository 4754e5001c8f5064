package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Whoever stops reading what the command says does not stop its work, and is
// no reason to die of a signal.
func TestClosedPipes(t *testing.T) {
	closed := func() *os.File {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		t.Cleanup(func() { w.Close() })
		return w
	}
	const posts = "../../examples/blog/posts"
	var exit *exec.ExitError

	show := exec.Command("foreword", "show", posts+"/small-hours.md")
	show.Stdout = closed()
	if err := show.Run(); !errors.As(err, &exit) || exit.ExitCode() != exitFault {
		t.Errorf("nobody reads standard output: %v, want exit code %d", err, exitFault)
	}

	out := t.TempDir()
	feed := exec.Command("foreword", "feed", posts, "-o", out)
	feed.Stderr = closed()
	if err := feed.Run(); err != nil {
		t.Errorf("nobody reads standard error: %v", err)
	}
	if files, _ := filepath.Glob(filepath.Join(out, "*")); len(files) != 3 {
		t.Errorf("nobody reads standard error: wrote %q, want three feeds", files)
	}
}

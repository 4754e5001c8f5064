package main

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// A pipe that takes the place of a post or picture after it was seen as a regular
// file is opened, and found to be none: nobody waits for its other end.
func TestOpenWaitsForNoPipe(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mkfifo", filepath.Join(dir, "a.md")).CombinedOutput(); err != nil {
		t.Skipf("no pipes here: %v\n%s", err, out)
	}
	src, err := new(session).openOne(dir)
	if err != nil {
		t.Fatal(err)
	}
	opened := make(chan struct{})
	go func() {
		defer close(opened)
		f, err := src.fsys.Open("a.md")
		if err != nil {
			t.Error(err)
			return
		}
		defer f.Close()
		if info, err := f.Stat(); err != nil || info.Mode().IsRegular() {
			t.Errorf("the pipe is %v, %v", info, err)
		}
	}()
	select {
	case <-opened:
	case <-time.After(10 * time.Second):
		t.Fatal("still waiting for somebody to write to the pipe")
	}
}

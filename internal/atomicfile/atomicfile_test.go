package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	older = "the older content, which is longer than what comes"
	newer = "the newer content"
)

// target returns the name of a file that holds the older content.
func target(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "rss.xml")
	if err := os.WriteFile(name, []byte(older), 0o640); err != nil {
		t.Fatal(err)
	}
	return name
}

// replace writes content in two pieces.
func replace(sys system, name, content string, verify func(*os.File) error) (bool, error) {
	f, err := create(sys, name)
	if err != nil {
		return false, err
	}
	defer f.Discard()
	for _, part := range []string{content[:len(content)/2], content[len(content)/2:]} {
		if _, err := f.Write([]byte(part)); err != nil {
			return false, err
		}
	}
	return f.Commit(verify)
}

// wantFile checks the content of a file, and that nothing else is in its folder.
func wantFile(t *testing.T, name, want string) {
	t.Helper()
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("content = %q, want %q", got, want)
	}
	wantAlone(t, name)
}

func wantAlone(t *testing.T, name string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(name) {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

func TestReplace(t *testing.T) {
	name := target(t)
	changed, err := replace(osSystem{}, name, newer, func(f *os.File) error {
		b, err := os.ReadFile(f.Name())
		if err != nil || string(b) != newer {
			t.Errorf("verify reads %q, %v, want %q", b, err, newer)
		}
		return nil
	})
	if !changed || err != nil {
		t.Fatalf("Commit = %v, %v, want true", changed, err)
	}
	wantFile(t, name, newer)
	if runtime.GOOS != "windows" {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != 0o640 {
			t.Errorf("mode = %v, want that of the older file, 0640", got)
		}
	}
}

func TestNewFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "book.epub")
	if changed, err := replace(osSystem{}, name, newer, nil); !changed || err != nil {
		t.Fatalf("Commit = %v, %v, want true", changed, err)
	}
	wantFile(t, name, newer)
}

func TestUnchanged(t *testing.T) {
	name := target(t)
	long := strings.Repeat("x", 200<<10)
	if err := os.WriteFile(name, []byte(long), 0o644); err != nil {
		t.Fatal(err)
	}
	then := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	if err := os.Chtimes(name, then, then); err != nil {
		t.Fatal(err)
	}
	if changed, err := replace(osSystem{}, name, long, nil); changed || err != nil {
		t.Fatalf("Commit of the same bytes = %v, %v, want false", changed, err)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if !info.ModTime().Equal(then) {
		t.Errorf("the unchanged file was written again at %v", info.ModTime())
	}
	if changed, err := replace(osSystem{}, name, long[1:]+"y", nil); !changed || err != nil {
		t.Errorf("Commit of other bytes of the same length = %v, %v, want true", changed, err)
	}
}

func TestVerifyRefuses(t *testing.T) {
	name := target(t)
	refused := errors.New("not well-formed")
	_, err := replace(osSystem{}, name, newer, func(*os.File) error { return refused })
	if !errors.Is(err, refused) {
		t.Errorf("Commit = %v, want %v", err, refused)
	}
	wantFile(t, name, older)
}

func TestDiscard(t *testing.T) {
	name := target(t)
	f, err := Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(newer)); err != nil {
		t.Fatal(err)
	}
	f.Discard()
	f.Discard()
	if _, err := f.Write([]byte(newer)); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("Write after Discard = %v, want %v", err, fs.ErrClosed)
	}
	if _, err := f.Commit(nil); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("Commit after Discard = %v, want %v", err, fs.ErrClosed)
	}
	wantFile(t, name, older)
}

func TestTargets(t *testing.T) {
	dir := t.TempDir()
	if _, err := Create(dir); err == nil {
		t.Error("Create of a folder succeeds")
	}
	if _, err := Create(filepath.Join(dir, "none", "rss.xml")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Create in a missing folder = %v, want %v", err, fs.ErrNotExist)
	}
}

func TestLinkIsFollowed(t *testing.T) {
	name := target(t)
	link := filepath.Join(t.TempDir(), "link.xml")
	if err := os.Symlink(name, link); err != nil {
		t.Logf("no links here: %v", err)
		return
	}
	if _, err := replace(osSystem{}, link, newer, nil); err != nil {
		t.Fatal(err)
	}
	wantFile(t, name, newer)
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info.Mode(), err)
	}

	// Also to what is not there yet, and not without end.
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if _, err := replace(osSystem{}, link, newer, nil); err != nil {
		t.Fatal(err)
	}
	wantFile(t, name, newer)
	round := filepath.Join(t.TempDir(), "round.xml")
	if err := os.Symlink("round.xml", round); err != nil {
		t.Fatal(err)
	}
	if _, err := replace(osSystem{}, round, newer, nil); err == nil {
		t.Error("a link to itself was written through")
	}
	wantAlone(t, round)
}

func TestDeviceIsWrittenDirectly(t *testing.T) {
	before, err := os.Stat(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	if changed, err := replace(osSystem{}, os.DevNull, newer, nil); !changed || err != nil {
		t.Fatalf("Commit = %v, %v, want true", changed, err)
	}
	after, err := os.Stat(os.DevNull)
	if err != nil || after.Mode() != before.Mode() {
		t.Errorf("mode of %s = %v, %v, want %v", os.DevNull, after.Mode(), err, before.Mode())
	}
}

func TestLeftFilesAreCleaned(t *testing.T) {
	name := target(t)
	left := filepath.Join(filepath.Dir(name), tempPrefix+"LEFT"+tempSuffix)
	if err := os.WriteFile(left, []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	running, err := Create(name) // also removes left
	if err != nil {
		t.Fatal(err)
	}
	defer running.Discard()
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the left file is still there: %v", err)
	}
	if _, err := replace(osSystem{}, name, newer, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := running.Write([]byte(older)); err != nil {
		t.Fatal(err)
	}
	if changed, err := running.Commit(nil); !changed || err != nil {
		t.Fatalf("Commit of the file that was open meanwhile = %v, %v, want true", changed, err)
	}
	wantFile(t, name, older)
}

// faulty fails the call number at of all but remove, and, unless it is once,
// all later ones.
type faulty struct {
	osSystem
	fail error
	at   int
	once bool
	n    *int // calls so far
}

func (s faulty) step() error {
	n := *s.n
	*s.n++
	if n == s.at || n > s.at && !s.once {
		return s.fail
	}
	return nil
}

func (s faulty) create(root *os.Root, name string, perm fs.FileMode) (output, error) {
	if err := s.step(); err != nil {
		return nil, err
	}
	out, err := s.osSystem.create(root, name, perm)
	return faultyOutput{out, s}, err
}

func (s faulty) link(root *os.Root, from, to string) error {
	if err := s.step(); err != nil {
		return err
	}
	return s.osSystem.link(root, from, to)
}

func (s faulty) rename(root *os.Root, from, to string) error {
	if err := s.step(); err != nil {
		return err
	}
	return s.osSystem.rename(root, from, to)
}

func (s faulty) syncDir(root *os.Root, dir string) error {
	if err := s.step(); err != nil {
		return err
	}
	return s.osSystem.syncDir(root, dir)
}

type faultyOutput struct {
	output
	sys faulty
}

func (o faultyOutput) Write(p []byte) (int, error) {
	if err := o.sys.step(); err != nil {
		n, _ := o.output.Write(p[:len(p)/2])
		return n, err
	}
	return o.output.Write(p)
}

func (o faultyOutput) Sync() error {
	if err := o.sys.step(); err != nil {
		return err
	}
	return o.output.Sync()
}

func (o faultyOutput) Close() error {
	err := o.sys.step()
	o.output.Close()
	return err
}

// Whatever call fails, the older file is as it was, or there is none as
// before, and nothing lies beside it.
func TestFaults(t *testing.T) {
	steps := []string{"create", "first write", "second write", "sync", "close", "link", "rename", "sync of the folder"}
	for _, fault := range []error{syscall.ENOSPC, syscall.EIO, syscall.EROFS, syscall.EDQUOT} {
		for at, step := range steps {
			t.Run(fault.Error()+" at "+step, func(t *testing.T) {
				// From here on: but the second rename, which puts the old file back.
				sys := faulty{fail: fault, at: at, once: step == "sync of the folder", n: new(int)}
				name := target(t)
				if _, err := replace(sys, name, newer, nil); !errors.Is(err, fault) {
					t.Errorf("error = %v, want %v", err, fault)
				}
				wantFile(t, name, older)

				*sys.n = 0
				name = filepath.Join(t.TempDir(), "new.xml")
				if _, err := replace(sys, name, newer, nil); !errors.Is(err, fault) {
					t.Errorf("error = %v, want %v", err, fault)
				}
				wantAlone(t, name)
				if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("there was no file, and now Stat = %v", err)
				}
			})
		}
	}
	for _, tt := range []struct {
		why string
		sys faulty
	}{
		{"all is well", faulty{at: len(steps), fail: syscall.EIO, n: new(int)}},
		{"no links here", faulty{at: slices.Index(steps, "link"), once: true, fail: syscall.EPERM, n: new(int)}},
	} {
		name := target(t)
		if _, err := replace(tt.sys, name, newer, nil); err != nil {
			t.Errorf("%s: %v", tt.why, err)
		}
		if *tt.sys.n != len(steps) {
			t.Errorf("%s: %d calls, want %d: are all of them named above?", tt.why, *tt.sys.n, len(steps))
		}
		wantFile(t, name, newer)
	}
}

// Many that write one file at once: each ends well, and the file is whole,
// that of one of them.
func TestConcurrentWriters(t *testing.T) {
	name := target(t)
	content := func(i int) string { return strings.Repeat(string(rune('A'+i)), 10_000) }
	var wg sync.WaitGroup
	for i := range 32 {
		wg.Go(func() {
			for range 5 {
				if _, err := replace(osSystem{}, name, content(i), nil); err != nil {
					t.Error(err)
				}
				got, err := os.ReadFile(name)
				if err != nil || len(got) != 10_000 || strings.Trim(string(got), string(got[0])) != "" {
					t.Errorf("%d bytes that begin with %.20q, %v", len(got), got, err)
				}
			}
		})
	}
	wg.Wait()
	wantAlone(t, name)
}

func TestErrorsNameTheTarget(t *testing.T) {
	name := target(t)
	_, err := replace(faulty{fail: &fs.PathError{Op: "write", Path: tempPrefix, Err: syscall.ENOSPC}, at: 2, n: new(int)}, name, newer, nil)
	var path *fs.PathError
	if !errors.As(err, &path) || path.Path != name || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error = %v, want ENOSPC of %s", err, name)
	}
}

// Standard output is a link that leads to a pipe by no name.
func TestPipeWithoutName(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	name := fmt.Sprintf("/dev/fd/%d", w.Fd())
	if _, err := os.Stat(name); err != nil {
		t.Skipf("no files for what is open: %v", err)
	}
	f, err := Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	if _, err := f.Write([]byte(newer)); err != nil {
		t.Fatal(err)
	}
	if changed, err := f.Commit(nil); !changed || err != nil {
		t.Errorf("Commit = %v, %v, want true", changed, err)
	}
	if got, err := io.ReadAll(r); string(got) != newer {
		t.Errorf("the pipe has %q, %v, want %q", got, err, newer)
	}
}

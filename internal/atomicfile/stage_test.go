package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// stageIn returns a Stage for a folder.
func stageIn(t *testing.T, dir string) *Stage {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := NewStage(root, dir)
	t.Cleanup(s.Discard)
	return s
}

func stageFile(t *testing.T, s *Stage, name, content string) {
	t.Helper()
	f, err := s.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Finish(nil); err != nil {
		t.Fatal(err)
	}
}

// tree returns what is below a folder: "name: content" for each file.
func tree(t *testing.T, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			all = append(all, rel+"/")
			return nil
		}
		b, err := os.ReadFile(name)
		all = append(all, rel+": "+string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func wantTree(t *testing.T, dir string, want ...string) {
	t.Helper()
	if got := tree(t, dir); !slices.Equal(got, want) {
		t.Errorf("the folder holds\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestStageCommitsTogether(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a"), older)
	write(t, filepath.Join(dir, "gone", "by", "b"), older)
	s := stageIn(t, dir)
	stageFile(t, s, "a", newer)
	stageFile(t, s, "new/by/c", newer)
	s.Remove("gone/by/b")
	before := tree(t, dir)
	if len(before) != 7 || !slices.Contains(before, "a: "+older) { // with the stage, and two files in it
		t.Errorf("before Commit the folder holds %q", before)
	}
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, "a: "+newer, "new/", "new/by/", "new/by/c: "+newer)
}

// A killed process may have removed a file, and some of its folders.
func TestStageRemovesFoldersOfMissingFile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"tags/sea", "years"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(name)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(dir, "kept", "a"), older)
	s := stageIn(t, dir)
	s.Remove("tags/sea/b")
	s.Remove("years/2024/b")
	s.Remove("kept/b")
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, "kept/", "kept/a: "+older)
}

func TestStageRemovesNoLink(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	if err := os.MkdirAll(filepath.Join(elsewhere, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, filepath.Join(dir, "tags")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "own", "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("own", filepath.Join(dir, "within")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"tags/empty/b", "within/empty/b"} {
		s := stageIn(t, dir)
		s.Remove(name)
		s.Commit() // whether that is an error is another matter
	}
	for _, name := range []string{"tags", "within", "within/empty", "tags/empty"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestStageDiscard(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a"), older)
	s := stageIn(t, dir)
	stageFile(t, s, "a", newer)
	stageFile(t, s, "b/c", newer)
	s.Discard()
	wantTree(t, dir, "a: "+older)
	if _, err := s.Create("d"); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("Create after Discard = %v, want %v", err, fs.ErrClosed)
	}
}

// If the last file cannot take its place, all others are put back.
func TestStageGoesBack(t *testing.T) {
	for _, fault := range []struct {
		at   string
		left int // calls of the kind that go well
	}{{"rename", 0}, {"rename", 1}, {"rename", 2}, {"rename", 3}, {"sync", 0}, {"sync", 1}} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "a"), older)
		write(t, filepath.Join(dir, "b"), older)
		write(t, filepath.Join(dir, "gone"), older)
		s := stageIn(t, dir)
		s.sys = &failing{at: fault.at, left: fault.left}
		stageFile(t, s, "a", newer)
		stageFile(t, s, "new/c", newer)
		stageFile(t, s, "b", newer)
		s.Remove("gone")
		if err := s.Commit(); !errors.Is(err, syscall.EIO) {
			t.Errorf("%v: Commit = %v, want %v", fault, err, syscall.EIO)
		}
		wantTree(t, dir, "a: "+older, "b: "+older, "gone: "+older)
	}
}

// failing fails one call of a kind.
type failing struct {
	osSystem
	at   string
	left int
}

func (s *failing) step(kind string) error {
	if s.at != kind {
		return nil
	}
	if s.left--; s.left == -1 {
		return syscall.EIO
	}
	return nil
}

func (s *failing) rename(root *os.Root, from, to string) error {
	if err := s.step("rename"); err != nil {
		return err
	}
	return s.osSystem.rename(root, from, to)
}

func (s *failing) syncDir(root *os.Root, dir string) error {
	if err := s.step("sync"); err != nil {
		return err
	}
	return s.osSystem.syncDir(root, dir)
}

// No link is followed, wherever it stands and leads.
func TestStageFollowsNoLink(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	write(t, filepath.Join(elsewhere, "post.md"), older)
	write(t, filepath.Join(dir, "inside"), older)
	for link, to := range map[string]string{
		"out":    filepath.Join(elsewhere, "post.md"),
		"in":     "inside",
		"none":   filepath.Join(elsewhere, "none"),
		"folder": elsewhere,
		"here":   ".",
	} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skipf("no links here: %v", err)
		}
	}
	before := tree(t, elsewhere)
	s := stageIn(t, dir)
	for _, name := range []string{"out", "in", "none", "folder", "here", "folder/post.md", "folder/new", "here/inside"} {
		if _, err := s.Create(name); !errors.Is(err, ErrLink) {
			t.Errorf("Create(%q) = %v, want %v", name, err, ErrLink)
		}
	}
	for _, name := range []string{"../x", "/x", "a/../../x", ""} {
		if _, err := s.Create(name); err == nil {
			t.Errorf("Create(%q) succeeds", name)
		}
	}
	// Nor is one that came after Create.
	stageFile(t, s, "late", newer)
	stageFile(t, s, "way/late", newer)
	for link, to := range map[string]string{"late": filepath.Join(elsewhere, "post.md"), "way": elsewhere} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Commit(); !errors.Is(err, ErrLink) {
		t.Errorf("Commit = %v, want %v", err, ErrLink)
	}
	if after := tree(t, elsewhere); !slices.Equal(after, before) {
		t.Errorf("elsewhere is %q, want %q", after, before)
	}
}

func TestLeftStageIsCleaned(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, tempPrefix+"LEFT"+tempSuffix, "1"), "half")
	running := stageIn(t, dir)
	stageFile(t, running, "a", newer)
	other := stageIn(t, dir)
	stageFile(t, other, "b", newer)
	if err := other.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := running.Commit(); err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, "a: "+newer, "b: "+newer)
}

func TestModeIsKept(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes here")
	}
	for _, mode := range []fs.FileMode{0o000, 0o400, 0o600, 0o644, 0o664, 0o777} {
		name := target(t)
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
		verified := false
		if changed, err := replace(osSystem{}, name, newer, func(*os.File) error { verified = true; return nil }); !changed || err != nil || !verified {
			t.Fatalf("mode %v: Commit = %v, %v, verified %v", mode, changed, err, verified)
		}
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != mode {
			t.Errorf("mode = %v, want that of the older file, %v", got, mode)
		}
	}
}

// otherOwner is a system on which the owner of a file cannot be kept.
type otherOwner struct{ osSystem }

func (s otherOwner) create(root *os.Root, name string, perm fs.FileMode) (output, error) {
	out, err := s.osSystem.create(root, name, perm)
	return ownedOutput{out}, err
}

type ownedOutput struct{ output }

func (ownedOutput) Chown(uid, gid int) error { return syscall.EPERM }

// Where the owner cannot be kept the older file stays, and there is no second
// name of it.
func TestOwnerCannotBeKept(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no owners here")
	}
	name := target(t)
	if _, err := replace(otherOwner{}, name, newer, nil); !errors.Is(err, ErrOwner) {
		t.Errorf("Commit = %v, want %v", err, ErrOwner)
	}
	wantFile(t, name, older)
}

// The file of somebody else keeps its owner, where a process may give it one.
func TestOwnerIsKept(t *testing.T) {
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	name := target(t)
	if err := os.Chown(name, 12345, 12345); err != nil {
		t.Skip(err)
	}
	if changed, err := replace(osSystem{}, name, newer, nil); !changed || err != nil {
		t.Fatalf("Commit = %v, %v", changed, err)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if uid, gid := ids(info); uid != 12345 || gid != 12345 {
		t.Errorf("owner = %d:%d, want that of the older file", uid, gid)
	}
}

func TestOpenFollowsNoLink(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a", "b"), older)
	if err := os.Symlink("a", filepath.Join(dir, "c")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("b", filepath.Join(dir, "a", "d")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for name, want := range map[string]bool{"a/b": true, "c/b": false, "a/d": false, "a": false} {
		f, err := Open(root, name)
		if (err == nil) != want {
			t.Errorf("Open(%q) = %v, want success %v", name, err, want)
		}
		if err == nil {
			f.Close()
		}
	}
}

package kept

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

func open(t *testing.T, dir string) *Store { t.Helper(); return openWith(t, dir, "ours") }

func openWith(t *testing.T, dir, secret string) *Store {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := Open(root, "posts", 1<<20, []byte(secret))
	t.Cleanup(s.Discard)
	return s
}

func key(n int) Key { return sha256.Sum256(fmt.Append(nil, n)) }

func value(n int) []byte { return bytes.Repeat(fmt.Append(nil, n), n%50+1) }

// fill writes the values from..to to a new file of dir.
func fill(t *testing.T, dir string, from, to int) {
	t.Helper()
	s := open(t, dir)
	for n := from; n < to; n++ {
		if s.Get(key(n)) == nil {
			s.Put(key(n), value(n))
		}
		if got := s.Get(key(n)); !bytes.Equal(got, value(n)) {
			t.Fatalf("Get(%d) of a new value = %q, want %q", n, got, value(n))
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestStore(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 0, 100)
	for run := range maxAge {
		fill(t, dir, 50, 150+run) // does not ask for the first 50
	}
	whole := open(t, dir)
	for n := range 50 {
		if got := read(whole.old, whole.kept[key(n)]); !bytes.Equal(got, value(n)) {
			t.Errorf("Get(%d) after %d runs = %q, want %q", n, maxAge, got, value(n))
		}
	}
	whole.Discard()
	fill(t, dir, 50, 200)
	s := open(t, dir)
	for n := range 200 {
		want := value(n)
		if n < 50 {
			want = nil
		}
		if got := s.Get(key(n)); !bytes.Equal(got, want) {
			t.Errorf("Get(%d) = %q, want %q", n, got, want)
		}
	}
	names, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(names) != 1 {
		t.Errorf("files = %v, want one", names)
	}
}

// A file that came from somebody else holds nothing, though all in it is right.
func TestOthers(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 0, 3)
	if got := openWith(t, dir, "theirs").Get(key(1)); got != nil {
		t.Errorf("Get of a file with another secret = %q, want nil", got)
	}
	if got := open(t, dir).Get(key(1)); !bytes.Equal(got, value(1)) {
		t.Errorf("Get = %q, want %q", got, value(1))
	}
}

// A file that is damaged anywhere loses values, and gives no others, neither in this run
// nor in the next one, which has the values that this run took over.
func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 0, 100)
	name := filepath.Join(dir, "posts")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for round := range 500 {
		src := bytes.Clone(whole)
		switch rnd.IntN(3) {
		case 0:
			src[rnd.IntN(len(src))] ^= byte(1 + rnd.IntN(255))
		case 1:
			src = src[:rnd.IntN(len(src))]
		case 2:
			copy(src[rnd.IntN(len(src)):], src[:rnd.IntN(len(src))])
		}
		if err := os.WriteFile(name, src, 0o600); err != nil {
			t.Fatal(err)
		}
		for range 1 + (round%8+1)/8 { // of every eighth, also the next run
			s := open(t, dir)
			if round%8 == 7 {
				s.Put(key(100), value(100)) // so that Close writes a new file
			}
			for n := range 101 {
				if got := s.Get(key(n)); got != nil && !bytes.Equal(got, value(n)) {
					t.Fatalf("Get(%d) of a damaged file = %q, want %q or nil", n, got, value(n))
				}
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestBound(t *testing.T) {
	s := open(t, t.TempDir())
	for n := range 5 {
		s.Put(key(n), make([]byte, 300<<10))
	}
	kept := 0
	for n := range 5 {
		if s.Get(key(n)) != nil {
			kept++
		}
	}
	if kept != 3 {
		t.Errorf("%d values of 300 KiB are kept within 1 MiB, want 3", kept)
	}
}

// A list longer than any that is written is not read, though its code is right.
func TestLongList(t *testing.T) {
	for n, found := range map[int]bool{maxValues: true, maxValues + 1: false} {
		dir := t.TempDir()
		list := make([]byte, n*entrySize)
		one, sum := key(1), sha256.Sum256(nil)
		copy(list, append(one[:], sum[:]...)) // of an empty value
		code := open(t, dir).code(list)
		src := binary.BigEndian.AppendUint64(append(list, mark...), uint64(n))
		if err := os.WriteFile(filepath.Join(dir, "posts"), append(src, code...), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := open(t, dir).Get(one); (got != nil) != found {
			t.Errorf("a list of %d: Get = %v, want a value: %t", n, got, found)
		}
	}
}

// Neither a link nor a folder in the place of the file is followed or replaced by
// what it leads to.
func TestNoFile(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	fill(t, other, 0, 3)
	if err := os.Symlink(filepath.Join(other, "posts"), filepath.Join(dir, "posts")); err != nil {
		t.Skip(err)
	}
	s := open(t, dir)
	if got := s.Get(key(1)); got != nil {
		t.Errorf("Get through a link = %q, want nil", got)
	}
	s.Put(key(1), []byte("x"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got := open(t, other).Get(key(1)); !bytes.Equal(got, value(1)) {
		t.Errorf("what a link led to was changed: %q", got)
	}
}

// The next run removes the temporary file of a killed run, even if it stores no values.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 0, 3)
	left := filepath.Join(dir, "posts-KILLED.tmp")
	if err := os.WriteFile(left, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	if s.Get(key(1)) == nil {
		t.Error("a value is lost")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); err == nil {
		t.Errorf("%s is still there", left)
	}
}

// Package kept stores values in a file between runs of a program: results that are
// costly to compute, each under the hash of everything that it was computed from.
//
// # Keys
//
// A key is a SHA-256 over all inputs of a computation: the version of the program, its
// options, and the bytes that it read, or the keys of the results that it started
// from. A value therefore never becomes invalid. When an input changes, the result is
// looked up under another key, is not found, and is computed. Nothing compares times of
// files, and nothing needs to be deleted for correct results.
//
// # Trust
//
// The file may be deleted at any time, and its contents are not trusted. Each value is
// checked against its SHA-256 when Get reads it, and the list of values against an
// HMAC-SHA256 (RFC 2104) with the secret of the store. A file that came with somebody
// else's posts is not used. The file is replaced as a whole by a rename. If two runs
// overlap, the file of the last one stays.
//
// # Size
//
// A run reads values from the file of the previous run and writes new ones to a
// temporary file, from which it can read them too. Neither is held in memory. A value
// that is not asked for in maxAge runs that write a new file is dropped, so the file
// does not grow with every edit. Values that are in use are kept first: the others only
// as far as the file does not exceed its largest size.
//
//	values, then for each: key 32, sha256 32, offset 8, length 8, age 1;
//	then mark 16, number of values 8, code of their list 32
package kept

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
)

// A Key is a hash of all that a value was computed from.
type Key = [sha256.Size]byte

const (
	mark       = "foreword kept 3\n"
	entrySize  = 2*sha256.Size + 17
	tailSize   = len(mark) + 8 + sha256.Size
	tempSuffix = ".tmp"
)

// maxValues is the largest number of values in a file. It limits how much of a file is
// read before its code shows whether this store wrote it.
const maxValues = 400_000

// maxAge is the number of runs for which a value is kept that they do not ask for. A
// value can be unused in one run and needed in the next: a post is only read if a feed
// with it has changed.
const maxAge = 8

// A span is the place of a value in a file.
type span struct {
	sum      Key
	off, len int64
	age      uint8 // number of runs since the last one that asked for the value
}

// A Store is the file of a run. It is safe for concurrent use.
type Store struct {
	root   *os.Root
	name   string
	max    int64
	secret []byte

	mu    sync.Mutex
	old   *os.File // the file of the run before, or nil
	kept  map[Key]span
	used  map[Key]bool // of kept
	bytes int64        // of used
	temp  string       // the name of made
	made  *os.File     // nil before there is a new value
	fresh map[Key]span
	size  int64 // of made
	err   error // the first of made: nothing more is kept
}

// Open opens the file of a name in root, or begins one. Values of more than max bytes
// together are not kept. A file that was written with another secret holds nothing.
// The store closes root at its end.
func Open(root *os.Root, name string, max int64, secret []byte) *Store {
	s := &Store{root: root, name: name, max: max, secret: secret, kept: map[Key]span{}, used: map[Key]bool{}, fresh: map[Key]span{}}
	s.sweep()
	s.old = openRegular(root, name)
	if s.old != nil {
		s.kept = s.list(s.old)
	}
	return s
}

// openRegular opens the file of a name in root. It returns nil unless that is a
// regular file, and not a link to one.
func openRegular(root *os.Root, name string) *os.File {
	before, err := root.Lstat(name)
	if err != nil || !before.Mode().IsRegular() {
		return nil
	}
	f, err := root.Open(name)
	if err != nil {
		return nil
	}
	if info, err := f.Stat(); err != nil || !os.SameFile(before, info) {
		f.Close()
		return nil
	}
	return f
}

// list reads which values a file holds; none if a store of this secret did not write the
// list.
func (s *Store) list(f *os.File) map[Key]span {
	kept := map[Key]span{}
	info, err := f.Stat()
	if err != nil || info.Size() < int64(tailSize) {
		return kept
	}
	tail := make([]byte, tailSize)
	if _, err := f.ReadAt(tail, info.Size()-int64(tailSize)); err != nil || string(tail[:len(mark)]) != mark {
		return kept
	}
	n := binary.BigEndian.Uint64(tail[len(mark):])
	values := info.Size() - int64(tailSize)
	if n > maxValues || n > uint64(values/entrySize) {
		return kept
	}
	entries := make([]byte, n*entrySize)
	values -= int64(len(entries))
	if _, err := f.ReadAt(entries, values); err != nil || !hmac.Equal(s.code(entries), tail[len(mark)+8:]) {
		return kept
	}
	for e := range slices.Chunk(entries, entrySize) {
		at := span{sum: Key(e[32:64]), off: int64(binary.BigEndian.Uint64(e[64:])), len: int64(binary.BigEndian.Uint64(e[72:])), age: e[80]}
		if at.off >= 0 && at.len >= 0 && at.len <= s.max && at.off <= values-at.len {
			kept[Key(e[:32])] = at
		}
	}
	return kept
}

// code returns what shows that a list of values was written with the secret.
func (s *Store) code(entries []byte) []byte {
	h := hmac.New(sha256.New, s.secret)
	h.Write([]byte(mark))
	h.Write(entries)
	return h.Sum(nil)
}

// Get returns the value of a key, or nil. The caller may change what it returns.
func (s *Store) Get(key Key) []byte {
	s.mu.Lock()
	f := s.made
	at, ok := s.fresh[key]
	if !ok {
		f = s.old
		at, ok = s.kept[key]
	}
	s.mu.Unlock()
	if !ok {
		return nil
	}
	value := read(f, at)
	s.mu.Lock()
	defer s.mu.Unlock()
	_, fresh := s.fresh[key]
	switch {
	case fresh, s.used == nil: // nil after the end
	case value == nil:
		delete(s.kept, key) // damaged
	case !s.used[key]:
		s.used[key] = true
		s.bytes += at.len
	}
	return value
}

// read returns a value that is as it was written.
func read(f *os.File, at span) []byte {
	value := make([]byte, at.len)
	if _, err := f.ReadAt(value, at.off); err != nil || sha256.Sum256(value) != at.sum {
		return nil
	}
	return value
}

// Put keeps a value. What cannot be kept is dropped: the next run computes it again.
func (s *Store) Put(key Key, value []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.fresh[key]; ok || s.used[key] || s.err != nil || s.size+s.bytes+int64(len(value)) > s.max || len(s.fresh)+len(s.used) >= maxValues {
		return
	}
	if s.made == nil {
		s.temp = s.name + "-" + rand.Text() + tempSuffix
		if s.made, s.err = s.root.OpenFile(s.temp, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); s.err != nil {
			s.made = nil
			return
		}
	}
	if _, s.err = s.made.WriteAt(value, s.size); s.err == nil {
		s.fresh[key] = span{sum: sha256.Sum256(value), off: s.size, len: int64(len(value))}
		s.size += int64(len(value))
	}
}

// sweep removes the temporary files of killed runs. A run that is still at work loses
// its file too, and then keeps nothing for the next one.
func (s *Store) sweep() {
	dir, err := s.root.Open(".")
	if err != nil {
		return
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(-1)
	for _, name := range names {
		if strings.HasPrefix(name, s.name+"-") && strings.HasSuffix(name, tempSuffix) {
			s.root.Remove(name)
		}
	}
}

// Close puts the new file in place of the one before, with the values of that one that
// were asked for. If they are the same, the file stays.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.end()
	if s.made == nil || s.err != nil {
		return s.err
	}
	s.take(s.lasting())
	list := make([]byte, 0, len(s.fresh)*entrySize+tailSize)
	for _, key := range sorted(s.fresh) {
		at := s.fresh[key]
		list = append(append(list, key[:]...), at.sum[:]...)
		list = binary.BigEndian.AppendUint64(list, uint64(at.off))
		list = append(binary.BigEndian.AppendUint64(list, uint64(at.len)), at.age)
	}
	code := s.code(list)
	list = binary.BigEndian.AppendUint64(append(list, mark...), uint64(len(s.fresh)))
	if _, err := s.made.WriteAt(append(list, code...), s.size); err != nil {
		return err
	}
	err := s.made.Close()
	s.made = nil
	if s.old != nil { // Windows replaces no open file
		s.old.Close()
		s.old = nil
	}
	if err == nil {
		err = s.root.Rename(s.temp, s.name)
	}
	if err == nil {
		s.temp = ""
	}
	return err
}

// An entry is the place of a value with its key.
type entry struct {
	key Key
	span
}

// lasting returns the values of the previous file that the new one takes over: as many as
// it has room for, those in use first. It counts the age of the others.
func (s *Store) lasting() []entry {
	all := make([]entry, 0, len(s.kept))
	for key, at := range s.kept {
		if s.used[key] {
			at.age = 0
		} else if at.age++; at.age > maxAge {
			continue
		}
		if _, ok := s.fresh[key]; !ok {
			all = append(all, entry{key, at})
		}
	}
	slices.SortFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.age, b.age), bytes.Compare(a.key[:], b.key[:]))
	})
	size := s.size
	for i, v := range all {
		if size += v.len; size > s.max || len(s.fresh)+i >= maxValues {
			return all[:i]
		}
	}
	return all
}

// take copies values from the previous file to the new one. Values next to each other are
// copied as one piece, which the system can do by itself: most values stay from one run to
// the next. Get checks each value when it is needed, so a damaged one is copied too. A piece
// that cannot be copied is left out.
func (s *Store) take(all []entry) {
	slices.SortFunc(all, func(a, b entry) int { return cmp.Or(cmp.Compare(a.off, b.off), cmp.Compare(a.len, b.len)) })
	for len(all) > 0 {
		begin := all[0].off
		end, n := begin, 0
		for ; n < len(all) && all[n].off == end; n++ {
			end += all[n].len
		}
		if copyPiece(s.made, s.size, s.old, begin, end-begin) == nil {
			for _, v := range all[:n] {
				v.off += s.size - begin
				s.fresh[v.key] = v.span
			}
			s.size += end - begin
		}
		all = all[n:]
	}
}

// copyPiece copies n bytes between places in two files.
func copyPiece(to *os.File, at int64, from *os.File, off, n int64) error {
	if _, err := to.Seek(at, io.SeekStart); err != nil {
		return err
	}
	if _, err := from.Seek(off, io.SeekStart); err != nil {
		return err
	}
	_, err := io.CopyN(to, from, n)
	return err
}

// Discard leaves the file of the run before as it is.
func (s *Store) Discard() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.end()
}

// end drops what is not in place; s.mu is locked.
func (s *Store) end() {
	for _, f := range []*os.File{s.old, s.made} {
		if f != nil {
			f.Close()
		}
	}
	if s.temp != "" {
		if err := s.root.Remove(s.temp); err != nil && !errors.Is(err, fs.ErrNotExist) && s.err == nil {
			s.err = err
		}
	}
	s.old, s.made, s.temp = nil, nil, ""
	s.kept, s.fresh, s.used = nil, nil, nil
	if s.err == nil {
		s.err = fs.ErrClosed // what comes late is dropped
	}
	s.root.Close()
}

func sorted[V any](m map[Key]V) []Key {
	keys := make([]Key, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b Key) int { return bytes.Compare(a[:], b[:]) })
	return keys
}

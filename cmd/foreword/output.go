package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/text/unicode/norm"

	"github.com/foreword-go/foreword/internal/atomicfile"
)

// The outputs of a run are written to a stage in the folder OUT, and are put
// in place together at the end of the run. Until then OUT does not change,
// whatever happens.
//
// Outputs do not follow links below OUT. Links on the way to OUT are followed
// if the user made them, but not below the folders of posts, which may come
// from someone else, and not below the current folder if OUT is a relative
// name.
//
// An output replaces only files that an earlier run wrote. These are the
// files in the list in OUT (see manifest), and files that have the form of
// our outputs (see written). A file that the user names with -o FILE may be
// any other file, except an input or a file among the posts.

// outputs holds the files of one run.
type outputs struct {
	dir   string // OUT, as the user typed it
	file  string // the file in it that the user named; "" if OUT is a folder
	root  *os.Root
	stage *atomicfile.Stage
	made  []string          // folders that were made for OUT
	list  *manifest         // nil if the run writes no list
	taken map[string]string // folded names of outputs, and the job that writes each
	sums  map[string]string // SHA-256 of the outputs by name; "" if there is no list for them
}

// errForeign means that an output would replace a file that no earlier run
// wrote.
var errForeign = errors.New("exists already, and was not written by an earlier run: remove it, or name another output with -o")

// create starts an output file and makes its folders. If no folder for
// outputs is open yet, the file is one that the user named.
func (s *session) create(name string) (*atomicfile.File, error) {
	if err := s.sparesInputs(name); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errInterrupted
	}
	if s.out == nil {
		if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
			return atomicfile.Create(name) // a pipe or a device
		}
		if err := s.openFile(name); err != nil {
			return nil, err
		}
		name = filepath.Join(s.out.dir, s.out.file)
	}
	rel, err := filepath.Rel(s.out.dir, name)
	if err != nil {
		return nil, err
	}
	rel = filepath.ToSlash(rel)
	if err := s.out.claim(rel, s.writer); err != nil {
		return nil, err
	}
	if err := s.replaceable(rel); err != nil {
		return nil, fmt.Errorf("%s %w", name, err)
	}
	return s.out.stage.Create(rel)
}

// claim records which job writes an output. It returns an error if another
// job writes a file of the same name, also if only some file systems treat
// the names as the same.
func (o *outputs) claim(rel, by string) error {
	key := fold(rel)
	if before, ok := o.taken[key]; ok {
		return fmt.Errorf("%s is an output of %s and of %s", filepath.Join(o.dir, filepath.FromSlash(rel)), before, by)
	}
	o.taken[key] = by
	return nil
}

// fold returns the same result for names that some file systems treat as the
// same.
func fold(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// replaceable returns an error if there is a file with this name below OUT
// that must not be replaced.
func (s *session) replaceable(rel string) error {
	f, err := atomicfile.Open(s.out.root, rel)
	if err != nil {
		// The file does not exist, or Create will refuse it. A file that
		// cannot be read may be anyone's.
		if errors.Is(err, fs.ErrPermission) && rel != s.out.file {
			return errForeign
		}
		return nil
	}
	defer f.Close()
	if written(f) || s.out.list.has(rel, f) || s.besideBook(rel) {
		return nil
	}
	if rel != s.out.file {
		return errForeign
	}
	for _, dir := range s.folders {
		if below(dir, s.out.dir) != "" {
			return errors.New("is among the posts, and was not written by an earlier run: remove it, or name another output with -o")
		}
	}
	return nil
}

// besideBook reports whether a name is that of the cover of a book of this
// program, which is written beside the book.
func (s *session) besideBook(rel string) bool {
	book, ext, ok := strings.Cut(rel, ".cover.")
	if !ok || strings.Contains(ext, "/") {
		return false
	}
	f, err := atomicfile.Open(s.out.root, book+".epub")
	if err != nil {
		return false
	}
	defer f.Close()
	return written(f)
}

// openFolder makes OUT the folder of the outputs, with the list of outputs
// for the given site; if site is "", there is no list.
func (s *session) openFolder(dir, site string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if dir == "" {
		dir = "."
	}
	if err := s.openOutputs(dir); err != nil {
		return err
	}
	list, err := readManifest(s.out.root, site)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(dir, manifestName), err)
	}
	s.out.list = list
	s.out.stage.Sums = site != ""
	return nil
}

// openFile makes the folder of a file that the user named the folder of the
// outputs. A link is followed, but not out of the folder that base returns.
func (s *session) openFile(name string) error {
	if info, err := os.Lstat(name); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		real, err := filepath.EvalSymlinks(name)
		if err != nil {
			return fmt.Errorf("%s is a symbolic link without a target: %w", name, err)
		}
		if base := s.base(filepath.Dir(name)); base != "" && below(base, filepath.Dir(real)) == "" {
			return leadsOut(name, base)
		}
		name = real
	}
	dir, file := filepath.Split(name)
	if strings.EqualFold(file, configName) {
		return usagef("", "%s is the name of a configuration, not of an output", name)
	}
	if err := s.openOutputs(filepath.Clean(dir)); err != nil {
		return err
	}
	s.out.file = file
	return nil
}

// openOutputs opens the folder of the outputs, and makes it if it does not
// exist. s.mu must be locked.
func (s *session) openOutputs(dir string) error {
	o := &outputs{dir: dir, taken: map[string]string{}, sums: map[string]string{}}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(at); err == nil || at == filepath.Dir(at) {
			break
		}
		o.made = append(o.made, at)
	}
	root, err := s.openRoot(dir)
	if err != nil {
		o.unmake()
		return err
	}
	own, err := root.OpenRoot(".")
	if err != nil {
		root.Close()
		o.unmake()
		return err
	}
	o.root, o.stage = own, atomicfile.NewStage(root, dir)
	s.out = o
	return nil
}

// close discards the outputs that were not put in place.
func (o *outputs) close() {
	o.stage.Discard()
	o.root.Close()
	o.unmake()
}

// unmake removes the folders that were made for OUT and are empty.
func (o *outputs) unmake() {
	for _, dir := range o.made {
		os.Remove(dir)
	}
}

func (s *session) openRoot(dir string) (*os.Root, error) {
	base := s.base(dir)
	if base == "" {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return nil, err
		}
		return os.OpenRoot(dir)
	}
	around, err := os.OpenRoot(base)
	if err != nil {
		return nil, err
	}
	defer around.Close()
	rel := below(base, dir)
	err = around.MkdirAll(rel, 0o777)
	if err == nil {
		var root *os.Root
		if root, err = around.OpenRoot(rel); err == nil {
			return root, nil
		}
	}
	if real, e := filepath.EvalSymlinks(dir); e == nil && below(base, real) == "" {
		return nil, leadsOut(dir, base)
	}
	var fault *fs.PathError
	if errors.As(err, &fault) {
		err = &fs.PathError{Op: "write", Path: dir, Err: fault.Err}
	}
	return nil, err
}

func leadsOut(name, base string) error {
	return fmt.Errorf("%s is a symbolic link to a place outside %s, and is not followed: name that place with -o", name, base)
}

// base returns the folder out of which no link on the way to dir may lead,
// the innermost if there are several; "" if there is none.
func (s *session) base(dir string) string {
	bases := slices.Clone(s.folders)
	if !filepath.IsAbs(dir) {
		bases = append(bases, ".")
	}
	innermost, depth := "", -1
	for _, base := range bases {
		if rel := below(base, dir); rel != "" {
			if n := len(rel); depth < 0 || n < depth {
				innermost, depth = base, n
			}
		}
	}
	return innermost
}

// below returns the path of dir relative to base if dir is below it, "." if
// it is the same folder, and "" otherwise. It compares the folders and not
// their names.
func below(base, dir string) string {
	is, err := os.Stat(base)
	if err != nil {
		return ""
	}
	at, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	rel := "."
	for {
		if info, err := os.Stat(at); err == nil && os.SameFile(is, info) {
			return rel
		}
		parent := filepath.Dir(at)
		if parent == at {
			return ""
		}
		rel = filepath.Join(filepath.Base(at), rel)
		at = parent
	}
}

// sparesInputs returns an error if an output would replace an input: a file
// that the command line names, or a file named like a post in a folder of
// posts.
func (s *session) sparesInputs(name string) error {
	if slices.Contains([]string{".md", ".markdown", ".mdx"}, strings.ToLower(filepath.Ext(name))) {
		return usagef("", "%s is the name of a post, not of an output", name)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil
	}
	for _, in := range s.inputs {
		if os.SameFile(in.info, info) {
			return usagef("", "%s is %s, not of an output", name, in.what)
		}
	}
	return nil
}

// reads records that the run reads a file, which no output may replace.
func (s *session) reads(name, what string) {
	if info, err := os.Stat(name); name != "" && err == nil {
		s.inputs = append(s.inputs, input{info, "the name of the file of " + what})
	}
}

// commit ends the writing of an output, unless the run was interrupted. The
// output is put in place together with all others when place is called.
func (s *session) commit(ctx context.Context, f *atomicfile.File, verify func(*os.File) error) error {
	if err := ctx.Err(); err != nil {
		f.Discard()
		return err
	}
	s.mu.Lock()
	out := s.out
	s.mu.Unlock()
	end := f.Finish
	if out == nil {
		end = f.Commit // a pipe or a device
	}
	changed, err := end(verify)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if out != nil {
		if rel, err := filepath.Rel(out.dir, f.Name()); err == nil {
			out.sums[filepath.ToSlash(rel)] = f.Sum()
		}
	}
	if changed {
		s.tally.written++
	} else {
		s.tally.unchanged++
	}
	return nil
}

// wrote reports whether the list in OUT has an output with the same name and
// bytes. An earlier run has then read it back and found it correct.
func (s *session) wrote(f *atomicfile.File) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.out == nil || s.out.list == nil || s.out.list.site == "" {
		return false
	}
	rel, err := filepath.Rel(s.out.dir, f.Name())
	return err == nil && s.out.list.whole.Sites[s.out.list.site][filepath.ToSlash(rel)] == f.Sum()
}

// write writes a file in one piece. check, if not nil, reads it back before
// it is put in place.
func (s *session) write(ctx context.Context, name string, check func(*os.File) error, content func(io.Writer) error) error {
	f, err := s.create(name)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Discard()
		}
	}()
	if err = content(f); err != nil {
		return err
	}
	err = s.commit(ctx, f, check)
	return err
}

// place puts all outputs of the run in place, or none, and removes outputs of
// earlier runs that are no longer written.
func (s *session) place(ctx context.Context) error {
	if err := s.tally.machineFault(); err != nil {
		s.discard()
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || ctx.Err() != nil {
		return errInterrupted
	}
	o := s.out
	if o == nil {
		return nil
	}
	s.out = nil
	defer o.close()
	var gone []string
	removed := 0
	if o.list != nil && !s.failed {
		gone, removed = o.list.gone(o.root, o.sums)
	}
	for _, rel := range gone {
		o.stage.Remove(rel)
	}
	undo, err := o.list.announce(o.root, o.sums)
	if err != nil {
		return err
	}
	if err := o.stage.Commit(); err != nil {
		undo()
		return err
	}
	s.tally.removed += removed
	return o.list.settle(o.root, o.sums, s.failed)
}

// discard discards all outputs that are not yet in place, and all later ones.
func (s *session) discard() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.out != nil {
		s.out.close()
		s.out = nil
	}
	if s.cache != nil {
		s.cache.Discard()
		s.cache = nil
	}
}

// blame counts the faults that are caused by the machine and not by a post.
func (t *tally) blame(err error) {
	for _, cause := range []error{syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM} {
		if errors.Is(err, cause) {
			t.exhausted++
			return
		}
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EIO) {
		t.denied++
	}
}

// machineFault returns an error if posts could not be read because of the
// machine. The outputs would then lack posts that have no fault.
func (t *tally) machineFault() error {
	switch {
	case t.exhausted > 0:
		return fmt.Errorf("%s could not be read, because the limit of open files or memory was reached: nothing was written", count(t.exhausted, "post", "posts"))
	case t.denied > 0 && t.denied >= t.posts:
		return fmt.Errorf("%s could not be read because of permissions or the disk, and %d could: nothing was written", count(t.denied, "post", "posts"), t.posts)
	}
	return nil
}

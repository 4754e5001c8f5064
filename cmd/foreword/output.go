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

// The outputs of a run go to a stage in the folder OUT, and take their places
// together at the end of the run. Until then OUT is as it was, whatever happens.
//
// No output follows a link below OUT. The links of OUT itself are followed where
// the user set them up: not below the folders of posts, which may be somebody
// else's, nor below the current folder if OUT is a relative name.
//
// An output takes the place of files that an earlier run wrote and of no others.
// Those are what the list of OUT says (see manifest), and what is of the form of
// our outputs (see written). A file that the user names, with -o FILE, may be
// another one, but not an input, nor among the posts.

// outputs are the files of one run.
type outputs struct {
	dir   string // OUT, as the user typed it
	file  string // the one file in it that the user named; "" if OUT is a folder
	root  *os.Root
	stage *atomicfile.Stage
	made  []string          // folders that were made for OUT
	list  *manifest         // nil if the run keeps none
	taken map[string]string // the names of outputs, folded, and what writes them
	sums  map[string]string // the outputs and their SHA-256
}

// errForeign is a file that is not an output of an earlier run.
var errForeign = errors.New("exists already, and was not written by an earlier run: remove it, or name another output with -o")

// create starts an output file, and the folders to it. A first output that is in
// no folder that was opened for outputs is one that the user named.
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

// claim says that an output is written by one job. Names that some file system
// takes for the same are the same.
func (o *outputs) claim(rel, by string) error {
	key := fold(rel)
	if before, ok := o.taken[key]; ok {
		return fmt.Errorf("%s is an output of %s and of %s", filepath.Join(o.dir, filepath.FromSlash(rel)), before, by)
	}
	o.taken[key] = by
	return nil
}

// fold returns the same for names that some file system takes for the same.
func fold(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// replaceable returns an error unless the file at a name below OUT, if there is
// one, may be replaced.
func (s *session) replaceable(rel string) error {
	f, err := atomicfile.Open(s.out.root, rel)
	if err != nil {
		// Not there, or what Create refuses; one that cannot be read is nobody's
		// that can be told.
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

// besideBook reports whether a name is that of the cover of a book of this program,
// which lies beside it.
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

// openFolder makes OUT the folder of the outputs. The list of what is written to
// it is that of the site named; "" keeps none.
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
	return nil
}

// openFile makes the folder of a file that the user named that of the outputs. A
// link is followed, but not out of the folder that OUT must not lead out of.
func (s *session) openFile(name string) error {
	if info, err := os.Lstat(name); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		real, err := filepath.EvalSymlinks(name)
		if err != nil {
			return fmt.Errorf("%s is a link that leads nowhere: %w", name, err)
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

// openOutputs opens the folder of the outputs, and makes it if it is not there; s.mu is
// locked.
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

// close drops what is not in place.
func (o *outputs) close() {
	o.stage.Discard()
	o.root.Close()
	o.unmake()
}

// unmake removes the folders that were made for OUT and hold nothing.
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
	return fmt.Errorf("%s is a link that leads out of %s, and is not followed: name what it leads to with -o", name, base)
}

// base returns the folder that no link on the way to dir may lead out of, the
// innermost if there are several; "" if there is none.
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

// below returns the name of dir from base if it lies in it, "." if it is the
// same folder, and "" if not. Folders are compared, not their names.
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

// sparesInputs returns an error if an output would take the place of an input:
// one that the command line names, or what is named as posts in a folder are.
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

// reads says that a run reads a file, which no output may replace then.
func (s *session) reads(name, what string) {
	if info, err := os.Stat(name); name != "" && err == nil {
		s.inputs = append(s.inputs, input{info, "the name of the file of " + what})
	}
}

// commit ends the writing of an output unless the run was interrupted. It takes
// its place with all others, when place is called.
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

// wrote reports whether the list of OUT has the bytes of an output for its name: then
// an earlier run read them back and found them right, as this one would.
func (s *session) wrote(f *atomicfile.File) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.out == nil || s.out.list == nil {
		return false
	}
	rel, err := filepath.Rel(s.out.dir, f.Name())
	return err == nil && s.out.list.whole.Sites[s.out.list.site][filepath.ToSlash(rel)] == f.Sum()
}

// write writes a file that is of one piece. Check reads it back before it takes its
// place, whatever its name is; nil checks nothing.
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

// place puts the outputs of the run in place, all or none, and removes those of
// earlier runs that are no outputs any more.
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
	if o.list != nil && !s.failed {
		gone = o.list.gone(o.root, o.sums)
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
	s.tally.removed += len(gone)
	return o.list.settle(o.root, o.sums, s.failed)
}

// discard drops the outputs on their way, and those to come.
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

// blame counts the faults that are the machine's and no post's.
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

// machineFault returns an error if a run could not read its posts for the
// machine's sake: then the outputs would lack posts that are not at fault.
func (t *tally) machineFault() error {
	switch {
	case t.exhausted > 0:
		return fmt.Errorf("%s could not be read, because the limit of open files or memory was reached: nothing was written", count(t.exhausted, "post", "posts"))
	case t.denied > 0 && t.denied >= t.posts:
		return fmt.Errorf("%s could not be read because of permissions or the disk, and %d could: nothing was written", count(t.denied, "post", "posts"), t.posts)
	}
	return nil
}

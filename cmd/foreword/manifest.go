package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/atomicfile"
)

// manifestName is the file in OUT that lists what foreword build wrote there.
// A later build replaces these files, and removes those that it no longer
// writes, such as the feed of a tag that no post has any more. A file that
// was changed since is neither replaced nor removed.
const manifestName = ".foreword.json"

const manifestAbout = "Files that foreword build wrote to this folder. It replaces and removes these alone."

// A manifest is the list of one site. Several sites may be built into one
// folder. A nil manifest lists nothing and records nothing.
type manifest struct {
	site  string
	whole manifestFile
	src   []byte // content of the file when it was read; nil if there was none
}

// manifestFile is the form of the file, with slash-separated names and
// SHA-256 in hexadecimal.
type manifestFile struct {
	About   string                       `json:"about"`
	Sites   map[string]map[string]string `json:"sites"`
	Pending map[string]string            `json:"pending,omitempty"` // what a run is about to put in place
}

// siteKey returns a key that distinguishes the site of dir from others that
// are built into out. It contains nothing about the machine.
func siteKey(out, dir string) string {
	rel := dir
	if to, err := filepath.Abs(dir); err == nil {
		if from, err := filepath.Abs(out); err == nil {
			if r, err := filepath.Rel(from, to); err == nil {
				rel = r
			}
		}
	}
	sum := sha256.Sum256([]byte(filepath.ToSlash(rel)))
	return hex.EncodeToString(sum[:8])
}

// readManifest reads the list in a folder, if there is one.
func readManifest(root *os.Root, site string) (*manifest, error) {
	m := &manifest{site: site, whole: manifestFile{About: manifestAbout, Sites: map[string]map[string]string{}}}
	f, err := atomicfile.Open(root, manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	const limit = 32 << 20
	m.src, err = io.ReadAll(io.LimitReader(f, limit))
	if err != nil {
		return nil, err
	}
	var whole manifestFile
	if err := json.Unmarshal(m.src, &whole); err != nil || whole.About != manifestAbout {
		return nil, errors.New("is not a list that foreword build wrote, or was changed: remove it")
	}
	unlistable := func(name, _ string) bool { return !listable(name) }
	maps.DeleteFunc(whole.Pending, unlistable)
	for key, files := range whole.Sites {
		maps.DeleteFunc(files, unlistable)
		if len(files) == 0 {
			delete(whole.Sites, key)
		}
	}
	m.whole.Pending = whole.Pending
	if whole.Sites != nil {
		m.whole.Sites = whole.Sites
	}
	return m, nil
}

// listable reports whether a name may be that of an output, which is never
// hidden.
func listable(name string) bool {
	return fs.ValidPath(name) && name != "." && !strings.HasPrefix(name, ".") && !strings.Contains(name, "/.")
}

// has reports whether a file is unchanged since a run wrote it.
func (m *manifest) has(name string, f *os.File) bool {
	if m == nil {
		return false
	}
	var sums []string
	for _, files := range m.whole.Sites {
		if sum := files[name]; sum != "" {
			sums = append(sums, sum)
		}
	}
	if sum := m.whole.Pending[name]; sum != "" {
		sums = append(sums, sum)
	}
	if len(sums) == 0 {
		return false
	}
	sum := sha256.New()
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return false
	}
	if _, err := io.Copy(sum, f); err != nil {
		return false
	}
	return slices.Contains(sums, hex.EncodeToString(sum.Sum(nil)))
}

// gone returns the files of the site that it no longer writes and that are
// unchanged since it wrote them, and the number of those that exist. The others
// are returned because a killed run may have removed a file but not its folder.
// Files that a killed run put in place, which are pending, count as written by
// the site.
func (m *manifest) gone(root *os.Root, now map[string]string) (names []string, exist int) {
	listed := map[string]string{}
	maps.Copy(listed, m.whole.Pending)
	maps.Copy(listed, m.whole.Sites[m.site])
	for _, name := range slices.Sorted(maps.Keys(listed)) {
		if _, still := now[name]; still || m.others(name) {
			continue
		}
		f, err := atomicfile.Open(root, name)
		if errors.Is(err, fs.ErrNotExist) {
			names = append(names, name)
		}
		if err != nil {
			continue
		}
		if m.has(name, f) {
			names = append(names, name)
			exist++
		}
		f.Close()
	}
	return names, exist
}

// others reports whether another site also writes the file.
func (m *manifest) others(name string) bool {
	for site, files := range m.whole.Sites {
		if site != m.site && files[name] != "" {
			return true
		}
	}
	return false
}

// announce writes the list of files that are about to be put in place, so
// that they are known as ours even if the process is killed. It returns a
// function that undoes this.
func (m *manifest) announce(root *os.Root, now map[string]string) (undo func(), err error) {
	undo = func() {}
	if m == nil || m.site == "" {
		return undo, nil
	}
	before, src := m.whole, m.src
	pending := map[string]string{}
	maps.Copy(pending, before.Pending) // of a killed run
	for name, sum := range now {
		if before.Sites[m.site][name] != sum {
			pending[name] = sum
		}
	}
	if maps.Equal(pending, before.Pending) {
		return undo, nil
	}
	m.whole.Pending = pending
	if err := m.write(root); err != nil {
		return undo, err
	}
	return func() {
		if src == nil {
			root.Remove(manifestName)
			return
		}
		m.src, m.whole = nil, before
		m.write(root)
	}, nil
}

// settle writes the list of files that are now in place. If some posts could
// not be read, it keeps the files of earlier runs in the list.
func (m *manifest) settle(root *os.Root, now map[string]string, partly bool) error {
	if m == nil || m.site == "" {
		return nil
	}
	files := maps.Clone(now)
	if partly {
		for _, earlier := range []map[string]string{m.whole.Sites[m.site], m.whole.Pending} {
			for name, sum := range earlier {
				if files[name] == "" {
					files[name] = sum
				}
			}
		}
	}
	m.whole.Pending = nil
	m.whole.Sites[m.site] = files
	return m.write(root)
}

// write writes the list if it has changed.
func (m *manifest) write(root *os.Root) error {
	src, err := json.MarshalIndent(m.whole, "", "  ")
	if err != nil {
		return err
	}
	src = append(src, '\n')
	if bytes.Equal(src, m.src) {
		return nil
	}
	f, err := atomicfile.CreateIn(root, manifestName)
	if err != nil {
		return err
	}
	defer f.Discard()
	if _, err := f.Write(src); err != nil {
		return err
	}
	if _, err := f.Commit(nil); err != nil {
		return fmt.Errorf("%s: %w", manifestName, err)
	}
	m.src = src
	return nil
}

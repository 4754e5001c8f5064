package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/foreword-go/foreword/cmd/foreword/internal/kept"
)

// Build keeps parsed posts in a hidden folder beside OUT, which may be
// deleted at any time. It is not inside OUT, because generators empty OUT and
// everything in it is published. Entries are found by the hash of everything
// they were made from, and are checked when they are read. The list of entries
// is signed with a secret of the user, so a folder that came with the posts of
// somebody else is not used. If the folder cannot be read or written, the build
// works without it.

// cacheDir is the name of the folder beside OUT.
const cacheDir = ".foreword-cache"

// maxCache is the largest size of the cache file of a site, in bytes. It is
// enough for about 40,000 usual posts.
const maxCache = 512 << 20

// openCache opens the cache of a site that is built into out. It returns a
// function that saves it at the end of a successful run. Where nothing can be
// kept, s.kept stays nil.
func (s *session) openCache(out, site string) (save func()) {
	none := func() {}
	version := programVersion()
	if version == "" {
		return none
	}
	dir := filepath.Join(filepath.Dir(filepath.Clean(out)), cacheDir)
	switch filepath.Base(filepath.Clean(out)) {
	case ".", "..", string(filepath.Separator):
		dir = filepath.Join(out, cacheDir) // do not write above the folder that the user named
	}
	secret, err := cacheSecret()
	if err != nil {
		return none
	}
	root, err := s.openRoot(dir)
	if err != nil {
		return none
	}
	if f, err := root.OpenFile(".gitignore", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); err == nil {
		f.WriteString("*\n")
		f.Close()
	}
	store := kept.Open(root, site, maxCache, secret)
	s.mu.Lock()
	s.cache = store
	s.mu.Unlock()
	s.kept = &results{version: version, get: store.Get, put: store.Put}
	return func() {
		if err := store.Close(); err != nil && s.verbose {
			s.printLine(fmt.Sprintf("%s: parsed posts could not be kept for the next build: %v", dir, err))
		}
	}
}

// secretSize is the size of the secret, in bytes.
const secretSize = 32

// cacheSecret returns the secret that signs the caches of this user. It is in the
// cache folder of the user, not among the posts. The first build creates it.
func cacheSecret() ([]byte, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	dir = filepath.Join(dir, "foreword")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	name := filepath.Join(dir, "secret")
	if secret, err := os.ReadFile(name); err == nil && len(secret) == secretSize {
		return secret, nil
	}
	secret := make([]byte, secretSize)
	rand.Read(secret)
	temp, err := os.CreateTemp(dir, "secret-*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(secret)
	if err := errors.Join(err, temp.Close()); err != nil {
		return nil, err
	}
	return secret, os.Rename(temp.Name(), name)
}

// programVersion returns a text that identifies this program among all that
// read posts, "" if it is not known. For a released version it is made from the
// version and checksum of the module; otherwise from the size and time of the
// program file, because the sources may have been changed.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	if info.Main.Sum != "" {
		return info.GoVersion + " " + info.Main.Version + " " + info.Main.Sum
	}
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	file, err := os.Stat(name)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%s %d %d", info.GoVersion, file.Size(), file.ModTime().UnixNano())
}

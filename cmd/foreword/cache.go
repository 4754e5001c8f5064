package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/foreword-go/foreword/cmd/foreword/internal/kept"
	"github.com/foreword-go/foreword/post/markdown"
)

// Build keeps the posts that it parsed beside OUT, in a hidden folder that may be
// deleted at any time: generators empty OUT itself, and what lies in it is published.
// What the folder holds is found by the hash of all that it was made from, and is
// checked when it is read: a folder that came with somebody else's posts holds nothing,
// since it does not know the secret of this user. A build that cannot read or write it
// does without.

// cacheDir is the folder beside OUT.
const cacheDir = ".foreword-cache"

// maxCache bounds the file of a site there, in bytes: about 40,000 usual posts.
const maxCache = 512 << 20

// openCache returns the cache of the posts of a site that is built into out, and what
// puts it in place at the end of a run that went well. Nil is no cache.
func (s *session) openCache(out, site string) (*markdown.Cache, func()) {
	none := func() {}
	version := programVersion()
	if version == "" {
		return nil, none
	}
	dir := filepath.Join(filepath.Dir(filepath.Clean(out)), cacheDir)
	switch filepath.Base(filepath.Clean(out)) {
	case ".", "..", string(filepath.Separator):
		dir = filepath.Join(out, cacheDir) // nothing above what the user named
	}
	secret, err := cacheSecret()
	if err != nil {
		return nil, none
	}
	root, err := s.openRoot(dir)
	if err != nil {
		return nil, none
	}
	if f, err := root.OpenFile(".gitignore", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); err == nil {
		f.WriteString("*\n")
		f.Close()
	}
	store := kept.Open(root, site, maxCache, secret)
	s.mu.Lock()
	s.cache = store
	s.mu.Unlock()
	return &markdown.Cache{Version: version, Get: store.Get, Put: store.Put}, func() {
		if err := store.Close(); err != nil && s.verbose {
			s.printLine(fmt.Sprintf("%s: nothing was kept for the next build: %v", dir, err))
		}
	}
}

// secretSize is the size of the secret, in bytes.
const secretSize = 32

// cacheSecret returns what the builds of this user sign their caches with. It is made
// when it is first needed, and lies where the user's caches do, not among the posts.
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

// programVersion tells this program from any other that reads posts; "" if that is not
// known. A version that was released has one source; of what was built from changed
// files the file itself is looked at.
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

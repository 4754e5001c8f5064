package main

import (
	"encoding/base64"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// bundled begins an image that a bundler wrote under a name of its own, or into the page: the file
// that it was made of follows. The name has a hash that changes with the bundler.
const bundled = "bundled:"

// hashed matches the names that bundlers give to files, and those of the licences beside them.
var hashed = regexp.MustCompile(`/(_astro|assets)/.*[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+(\.LICENSE\.txt)?$`)

// pictures finds the files of the site that the images of the entries were made of.
func (r *Record) pictures(home *url.URL, site, built string) error {
	ofBytes := map[string]string{} // names below site
	err := filepath.WalkDir(site, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch path.Ext(name) {
		case ".png", ".svg", ".gif", ".jpg", ".webp":
			src, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(site, name)
			ofBytes[string(src)] = filepath.ToSlash(rel)
			return err
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, e := range r.Entries {
		any := false
		var files []string
		for i, ref := range e.Images {
			file := ofBytes[pictureOf(home, built, ref)]
			files = append(files, file)
			any = any || file != ""
			if file != "" && path.Base(decoded(ref)) != path.Base(file) {
				e.Images[i] = bundled + file
			}
		}
		if any {
			e.Pictures = files
		}
	}
	return nil
}

// pictureOf returns the bytes of an image, or "" if it is not on the site.
func pictureOf(home *url.URL, built, ref string) string {
	if data, ok := strings.CutPrefix(ref, "data:"); ok {
		_, data, _ = strings.Cut(data, "base64,")
		src, _ := base64.StdEncoding.DecodeString(data)
		return string(src)
	}
	u, err := url.Parse(ref)
	if err != nil || u.Host != "" {
		return ""
	}
	rel, ok := strings.CutPrefix(u.Path, home.Path)
	if !ok {
		return ""
	}
	src, err := os.ReadFile(filepath.Join(built, filepath.FromSlash(rel)))
	if err != nil {
		return ""
	}
	return string(src)
}

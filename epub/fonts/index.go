package fonts

import (
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"

	"github.com/foreword-go/foreword/internal/atomicfile"
)

// The index of fontscan is not used: each time it is asked, it reads one font
// completely to see that the index is good, which is 20 MB if that font is
// Chinese, and it writes its file again. Reading the names of 80 fonts takes
// less time than that.

// A face is an installed font.
type face struct {
	File   string `json:"-"`
	Index  int    // in a collection, from 0
	Family string // lower case, without spaces
	Aspect gofont.Aspect
}

// A fontFile holds the fonts in a file. It is valid while the file has the same
// size and time.
type fontFile struct {
	Size, Time int64 // bytes; nanoseconds since 1970
	Faces      []face
}

const (
	indexName = "fonts-1.json" // the number changes with the form
	maxIndex  = 16 << 20       // bytes
	maxFiles  = 20_000         // in the font folders; TeX Live has 5,000
)

// indexed returns the fonts in the given folders. Files that are in the index at
// name and have not changed are not opened. If others are found, or some have
// gone, it writes the index again; "" stands for no index. Files that cannot be
// read count as having no fonts.
func indexed(name string, dirs []string) (all []face) {
	before := readIndex(name)
	files := make(map[string]fontFile, len(before))
	changed := false
	for _, dir := range dirs {
		filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil && d != nil && d.IsDir():
				return filepath.SkipDir
			case err != nil || d.IsDir() || neverFont(d.Name()):
				return nil
			case len(files) >= maxFiles:
				return filepath.SkipAll
			}
			info, err := os.Stat(path) // of the target, if it is a link
			if err != nil || !info.Mode().IsRegular() || info.Size() > maxFont {
				return nil
			}
			file, known := before[path]
			if !known || file.Size != info.Size() || file.Time != info.ModTime().UnixNano() {
				file = fontFile{Size: info.Size(), Time: info.ModTime().UnixNano(), Faces: readFaces(path)}
				changed = true
			}
			files[path] = file
			return nil
		})
	}
	for path, file := range files {
		for _, f := range file.Faces {
			f.File = path
			all = append(all, f)
		}
	}
	if name != "" && (changed || len(files) != len(before)) {
		writeIndex(name, files)
	}
	return all
}

// neverFont reports whether a file in a font folder is no outline font, by its
// name.
func neverFont(name string) bool {
	if strings.HasPrefix(name, ".") {
		return true
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".gz", ".afm", ".pfm", ".pfb", ".pcf", ".dir", ".scale", ".alias", ".txt":
		return true
	}
	return false
}

// readFaces returns the fonts in a file.
func readFaces(path string) (faces []face) {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	loaders, err := opentype.NewLoaders(f)
	if err != nil {
		return nil
	}
	var buf []byte
	for i, l := range loaders {
		var about gofont.Description
		about, buf = gofont.Describe(l, buf)
		faces = append(faces, face{Index: i, Family: gofont.NormalizeFamily(about.Family), Aspect: about.Aspect})
	}
	return faces
}

// readIndex returns the index in a file, or nil.
func readIndex(name string) (files map[string]fontFile) {
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	if json.NewDecoder(io.LimitReader(f, maxIndex)).Decode(&files) != nil {
		return nil
	}
	return files
}

// writeIndex replaces the index. It does nothing if that fails, because the
// index only saves time.
func writeIndex(name string, files map[string]fontFile) {
	data, err := json.Marshal(files)
	if err != nil || len(data) > maxIndex || os.MkdirAll(filepath.Dir(name), 0o755) != nil {
		return
	}
	f, err := atomicfile.Create(name)
	if err != nil {
		return
	}
	defer f.Discard()
	if _, err := f.Write(data); err == nil {
		f.Commit(nil)
	}
}

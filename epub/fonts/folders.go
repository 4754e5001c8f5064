//go:build (linux && !android) || freebsd || openbsd

package fonts

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folders returns the font folders of the machine: the usual ones, and those that
// fontconfig is configured with.
//
// It does what fontscan.DefaultFontDirectories of go-text does on other systems.
// That function decodes all configuration files as XML, 40 on Debian, only one of
// which names folders. With the tables that its package sets up when a program
// starts, this was a twentieth of the time of a short book.
func folders() (dirs []string) {
	data := cmp.Or(os.Getenv("XDG_DATA_HOME"), "~/.local/share")
	dirs = []string{
		"/usr/X11R6/lib/X11/fonts", "/usr/local/share/fonts", "/usr/share/fonts", "/usr/share/texmf/fonts/opentype/public",
		"~/.fonts", filepath.Join(data, "fonts"),
	}
	for _, data := range filepath.SplitList(os.Getenv("XDG_DATA_DIRS")) {
		dirs = append(dirs, filepath.Join(data, "fonts"))
	}
	dirs = append(dirs, configured()...)
	for i, dir := range dirs {
		dirs[i], _ = filepath.Abs(inHome(dir)) // "" for none
	}
	slices.Sort(dirs)
	return slices.DeleteFunc(slices.Compact(dirs), func(dir string) bool {
		info, err := os.Stat(dir)
		return err != nil || !info.IsDir()
	})
}

// inHome returns a path whose ~ stands for the home directory.
func inHome(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok {
		return filepath.Join(os.Getenv("HOME"), rest)
	}
	return path
}

// configured returns the folders in the configuration of fontconfig (fonts-conf(5)).
func configured() (dirs []string) {
	const most = 1000 // files
	files := []string{configFile(cmp.Or(os.Getenv("FONTCONFIG_FILE"), "fonts.conf"))}
	seen := make(map[string]bool)
	for ; len(files) > 0 && len(seen) < most; files = files[1:] {
		file := files[0]
		if seen[file] {
			continue
		}
		seen[file] = true
		if entries, err := os.ReadDir(file); err == nil {
			for _, e := range entries {
				if name := e.Name(); name[0] >= '0' && name[0] <= '9' && strings.HasSuffix(name, ".conf") {
					files = append(files, filepath.Join(file, name))
				}
			}
			continue
		}
		named, included := readConfig(file)
		dirs, files = append(dirs, named...), append(files, included...)
	}
	return dirs
}

// readConfig returns the folders that a configuration file names and the files and
// folders that it includes. A file that cannot be read has none.
func readConfig(file string) (dirs, included []string) {
	data, err := os.ReadFile(file)
	if err != nil || !bytes.Contains(data, []byte("<dir")) && !bytes.Contains(data, []byte("<include")) {
		return nil, nil
	}
	type path struct {
		Path   string `xml:",chardata"`
		Prefix string `xml:"prefix,attr"`
	}
	var config struct {
		Dir     []path `xml:"dir"`
		Include []path `xml:"include"`
	}
	if xml.Unmarshal(data, &config) != nil {
		return nil, nil
	}
	for _, p := range config.Dir {
		switch p.Prefix {
		case "relative":
			p.Path = filepath.Join(filepath.Dir(file), p.Path)
		case "xdg":
			p.Path = filepath.Join(cmp.Or(os.Getenv("XDG_DATA_HOME"), "~/.local/share"), p.Path)
		}
		dirs = append(dirs, p.Path)
	}
	for _, p := range config.Include {
		if p.Prefix == "xdg" {
			p.Path = filepath.Join(cmp.Or(os.Getenv("XDG_CONFIG_HOME"), "~/.config"), p.Path)
		}
		included = append(included, configFile(p.Path))
	}
	return dirs, included
}

// configFile returns the path of a file that is named in the configuration.
func configFile(name string) string {
	if name = inHome(name); filepath.IsAbs(name) {
		return name
	}
	for _, dir := range filepath.SplitList(cmp.Or(os.Getenv("FONTCONFIG_PATH"), "/etc/fonts")) {
		if path := filepath.Join(dir, name); exists(path) {
			return path
		}
	}
	return ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

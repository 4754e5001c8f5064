//go:build (linux && !android) || freebsd || openbsd

package fonts

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The folders of the configuration are found in each way of naming them, and what
// cannot be read is left out.
func TestFolders(t *testing.T) {
	root := t.TempDir()
	for _, key := range []string{"FONTCONFIG_FILE", "XDG_DATA_DIRS", "XDG_CONFIG_HOME"} {
		t.Setenv(key, "")
	}
	t.Setenv("HOME", filepath.Join(root, "home"))
	t.Setenv("XDG_DATA_HOME", filepath.Join(root, "data"))
	t.Setenv("FONTCONFIG_PATH", filepath.Join(root, "none")+string(filepath.ListSeparator)+filepath.Join(root, "etc"))
	for name, content := range map[string]string{
		"etc/fonts.conf": `<dir>ROOT/a</dir><dir prefix="xdg">fonts</dir><dir>~/b</dir><match><dir>ROOT/e</dir></match>
			<include ignore_missing="yes">conf.d</include><include>none.conf</include>`,
		"etc/conf.d/50-user.conf":                 `<include prefix="xdg">fontconfig/conf.d</include><include>fonts.conf</include>`,
		"etc/conf.d/60-x.conf":                    `<alias><family>x</family></alias>`,
		"etc/conf.d/70-broken.conf":               `<dir>ROOT/e</di`,
		"etc/conf.d/local.conf":                   `<dir>ROOT/e</dir>`,
		"home/.config/fontconfig/conf.d/1-c.conf": `<dir prefix="relative">c</dir><dir>ROOT/a</dir>`,
		"home/b/x":                           "",
		"home/.fonts/x":                      "",
		"home/.config/fontconfig/conf.d/c/x": "",
		"a/x":                                "",
		"data/fonts/x":                       "",
		"e/x":                                "",
	} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if content != "" {
			content = "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>" + strings.ReplaceAll(content, "ROOT", root) + "</fontconfig>\n"
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, dir := range folders() {
		if rest, ok := strings.CutPrefix(dir, root); ok {
			got = append(got, filepath.ToSlash(rest))
		}
	}
	if want := []string{"/a", "/data/fonts", "/home/.config/fontconfig/conf.d/c", "/home/.fonts", "/home/b"}; !slices.Equal(got, want) {
		t.Errorf("folders() = %q, want %q", got, want)
	}
}

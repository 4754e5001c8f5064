package fetch

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// What others put in the place of an entry is a miss, and is not followed,
// waited for or read at length.
func TestCacheOfOthers(t *testing.T) {
	const url = "https://a.example/a.png"
	entry := func(data []byte) []byte {
		sum := sha256.Sum256(data)
		return append(sum[:], data...)
	}
	good := entry([]byte("a picture"))
	for name, put := range map[string]func(name string) error{
		"link": func(name string) error {
			to := filepath.Join(filepath.Dir(name), "elsewhere")
			if err := os.WriteFile(to, good, 0o600); err != nil {
				return err
			}
			return os.Symlink(to, name)
		},
		"folder": func(name string) error { return os.Mkdir(name, 0o700) },
		"pipe":   pipe,
		"large":  func(name string) error { return os.WriteFile(name, entry(make([]byte, 2000)), 0o600) },
		"empty":  func(name string) error { return os.WriteFile(name, nil, 0o600) },
		"torn":   func(name string) error { return os.WriteFile(name, good[:len(good)-1], 0o600) },
		"everybody's": func(name string) error {
			if err := os.WriteFile(name, good, 0o600); err != nil {
				return err
			}
			return os.Chmod(name, 0o666)
		},
	} {
		if runtime.GOOS == "windows" && name == "everybody's" {
			continue
		}
		c := &cache{dir: t.TempDir(), limit: 1 << 20, max: 1000}
		if err := put(filepath.Join(c.dir, c.name(url))); err != nil {
			t.Logf("%s: not here: %v", name, err)
			continue
		}
		if data, ok := c.get(url); ok {
			t.Errorf("%s: get = %q, want a miss", name, data)
		}
		_ = c.put(url, []byte("fetched")) // may fail, but changes nothing elsewhere
		if name == "link" {
			if got, err := os.ReadFile(filepath.Join(c.dir, "elsewhere")); err != nil || !bytes.Equal(got, good) {
				t.Errorf("%s: elsewhere is %q, %v", name, got, err)
			}
		}
	}
	c := &cache{dir: t.TempDir(), limit: 1 << 20, max: 1000}
	if err := c.put(url, []byte("fetched")); err != nil {
		t.Fatal(err)
	}
	if data, ok := c.get(url); !ok || string(data) != "fetched" {
		t.Errorf("get = %q, %v", data, ok)
	}
}

package epub

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A book is written where there is no folder for temporary files. go-epub looks
// for it when the process starts, so this is another one.
func TestNoTemporaryFolder(t *testing.T) {
	const inside = "EPUB_TEST_NO_TEMP"
	if os.Getenv(inside) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestNoTemporaryFolder$")
		none := filepath.Join(t.TempDir(), "none")
		cmd.Env = append(os.Environ(), inside+"=1", "TMPDIR="+none, "TMP="+none, "TEMP="+none)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	done := make(chan error)
	for range 4 {
		go func() {
			b := &Book{Title: "B", Lang: "en", Chapters: []*Chapter{{Title: "One", HTML: "<p>Text.</p>"}}}
			_, err := new(Encoder).Encode(t.Context(), io.Discard, b)
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

package markdown

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// A countingFS counts what is asked of the files of a tree.
type countingFS struct {
	fstest.MapFS
	stats int
}

func (c *countingFS) Lstat(name string) (fs.FileInfo, error) {
	c.stats++
	return c.MapFS.Lstat(name)
}

// A reference that leads nowhere is not looked for in every place it might be.
func TestCheckAsksLittle(t *testing.T) {
	const references = 50
	var text strings.Builder
	text.WriteString("---\ntitle: A\ndate: 2024-05-01\n---\n")
	for i := range references {
		fmt.Fprintf(&text, "[a](gone-%d)\n", i)
	}
	fsys := &countingFS{MapFS: fstest.MapFS{"content/en/docs/guide/a.md": {Data: []byte(text.String())}}}
	ps, err := new(Checker).Check(new(Parser).Dir(t.Context(), fsys))
	if err != nil || len(ps) != references {
		t.Fatalf("%d problems, %v, want %d", len(ps), err, references)
	}
	if fsys.stats > 10*references {
		t.Errorf("%d questions to the file system for %d references", fsys.stats, references)
	}
}

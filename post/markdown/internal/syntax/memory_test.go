package syntax

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// BenchmarkMemory measures what the trees of 1,500 posts hold in memory, in bytes for each
// byte of their text: our own, which readers keep, and those of goldmark that they are made
// of. POSTS names a folder of real posts to take instead of the made-up ones.
func BenchmarkMemory(b *testing.B) {
	const posts = 1500
	sources := madeUp(posts)
	if dir := os.Getenv("POSTS"); dir != "" {
		sources = nil
		_ = filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(name, ".md") && len(sources) < posts {
				if src, err := os.ReadFile(name); err == nil {
					sources = append(sources, src)
				}
			}
			return nil
		})
	}
	size := 0
	for _, src := range sources {
		size += len(src)
	}
	for _, bm := range []struct {
		name  string
		parse func(src []byte) (any, error)
	}{
		{"own", func(src []byte) (any, error) { return Parse(src, Options{}) }},
		{"goldmark", func(src []byte) (any, error) { return parse(src, Options{}) }},
	} {
		b.Run(bm.name, func(b *testing.B) {
			for b.Loop() {
				before := held()
				trees := make([]any, 0, len(sources))
				for _, src := range sources {
					if tree, err := bm.parse(src); err == nil {
						trees = append(trees, tree)
					}
				}
				used := held() - before
				b.ReportMetric(float64(used)/(1<<20), "MB")
				b.ReportMetric(float64(used)/float64(size), "B/byte")
				runtime.KeepAlive(trees)
			}
			runtime.KeepAlive(sources)
		})
	}
}

// held returns the bytes that are in use.
func held() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// madeUp returns n posts of usual sizes, no two of the same text.
func madeUp(n int) [][]byte {
	var all [][]byte
	for i := range n {
		var s strings.Builder
		for j := range 2 + i%12 {
			fmt.Fprintf(&s, "## Night %d\n\nThe lamp of the **harbour** stood at %d, and the [boats](/boats/%d/) came in `late`.\n\n", j, i, j)
			fmt.Fprintf(&s, "夜里下了一场雪，屋顶、树和路都白了，第 %d 天也一样。\n本来要走的人，也就*留*下来了。\n\n- nets\n- ropes, %d of them\n\n", i, j)
		}
		all = append(all, []byte(s.String()))
	}
	return all
}

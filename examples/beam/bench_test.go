//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// BenchmarkPosts measures what a post costs, by the clock and in processor time, which
// other work on the machine changes less. It should be flat. FOREWORD_LARGE=1 adds
// 100,000 posts, in 100 and in 1,000 sites; -cpu 1,2 sets the workers of Prism.
func BenchmarkPosts(b *testing.B) {
	sizes := []struct{ sites, posts int }{{10, 100}, {100, 100}}
	if os.Getenv("FOREWORD_LARGE") != "" {
		sizes = append(sizes, []struct{ sites, posts int }{{100, 1000}, {1000, 100}}...)
	}
	for _, size := range sizes {
		n := size.sites * size.posts
		b.Run(fmt.Sprintf("sites=%d/posts=%d", size.sites, n), func(b *testing.B) {
			in := b.TempDir()
			for i := range size.sites {
				garden(b, filepath.Join(in, fmt.Sprintf("s%04d", i)), size.posts)
			}
			b.ReportAllocs()
			before := processorTime(b)
			for b.Loop() {
				run(b, in, b.TempDir(), nil)
			}
			spent := processorTime(b) - before
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/post")
			b.ReportMetric(float64(spent.Microseconds())/float64(b.N*n), "cpu-µs/post")
		})
	}
}

// processorTime returns the processor time that this process has used.
func processorTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

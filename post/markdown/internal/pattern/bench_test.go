package pattern

import (
	"strings"
	"testing"
)

func BenchmarkMay(b *testing.B) {
	p := Compile(`转载|轉載|reposted|repostado|本文(?:转|摘)自|原文|(?:via|from) |著者|作者|译者|翻译`)
	for name, text := range map[string]string{
		"han":   strings.Repeat("天黑以后，船队沿着河岸慢慢行驶，没有人说话。", 40),
		"latin": strings.Repeat("The rain had stopped by the time we reached the second lock. ", 40),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if p.May(text) {
					b.Fatal("a word is found that is not there")
				}
			}
		})
	}
}

// BenchmarkLoad is what the first use of all expressions takes.
func BenchmarkLoad(b *testing.B) {
	b.SetBytes(int64(len(wordsText)))
	b.ReportAllocs()
	for b.Loop() {
		for _, line := range stored() {
			newFilter(parseList(line))
		}
	}
}

package markdown

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/foreword-go/foreword/post"
)

// benchBody is about size bytes of a Chinese post: prose with emphasis and
// links, quotes, lists and a little code.
func benchBody(size int) string {
	const part = "## 第一夜\n\n天黑以后，**船队**沿着河岸慢慢行驶，没有人说话。岸上的灯一盏一盏亮起来，又一盏一盏熄灭，参见[地图](map.md \"河\")。\n\n" +
		"> “再过两个钟头就到了。”船长说，*可是*他昨天也是这样说的。\n\n- 雨衣\n- `ferry --slow`\n\n```go\nfor range 3 {\n}\n```\n\n"
	return strings.Repeat(part, size/len(part)+1)
}

func BenchmarkParseAndRender(b *testing.B) {
	for _, test := range []struct {
		name string
		body string
	}{
		{"20KB", benchBody(20 << 10)},
		{"200KB", benchBody(200 << 10)},
		{"20KB with HTML", benchBody(20<<10) + "<div>a</div>\n"},
	} {
		b.Run(test.name, func(b *testing.B) {
			src := []byte(test.body)
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				p, err := new(Parser).Parse("a.md", src)
				if err != nil {
					b.Fatal(err)
				}
				new(post.Renderer).Body(p)
			}
		})
	}
}

func BenchmarkRender(b *testing.B) {
	p, err := new(Parser).Parse("a.md", []byte(benchBody(20<<10)))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(20 << 10)
	b.ReportAllocs()
	for b.Loop() {
		new(post.Renderer).Body(p)
	}
}

// BenchmarkGoldmark is plain goldmark on the same text, to compare with.
func BenchmarkGoldmark(b *testing.B) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote))
	src := []byte(benchBody(20 << 10))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		var out strings.Builder
		if err := md.Convert(src, &out); err != nil {
			b.Fatal(err)
		}
	}
}

package epub_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post/markdown"
	goepub "github.com/go-shiori/go-epub"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// benchPosts are n Chinese posts of about 20 KB with a content warning each, and
// their size in bytes.
func benchPosts(n int) (fsys fstest.MapFS, size int64) {
	const prose = "天黑以后，**船队**沿着河岸慢慢行驶，没有人说话。岸上的灯一盏一盏亮起来，又一盏一盏熄灭，参见[地图](https://harbour.example/map \"河\")。\n\n" +
		"> “再过两个钟头就到了。”船长说，*可是*他昨天也是这样说的。\n\n"
	part := "## 第一夜\n\n" + strings.Repeat(prose, 8) + "- 雨衣\n- `ferry --slow`\n\n"
	fsys = make(fstest.MapFS)
	for i := range n {
		src := fmt.Sprintf("---\ntitle: 第 %d 封信\ndate: 2020-01-%02d\ntags: [河]\n---\n\n::: danger 内容预警\n**溺水**\n:::\n\n", i, i%28+1) + strings.Repeat(part, 8)
		fsys[fmt.Sprintf("%04d.md", i)] = &fstest.MapFile{Data: []byte(src)}
		size += int64(len(src))
	}
	return fsys, size
}

// BenchmarkBook makes a book of posts, and the libraries alone one of the same
// posts, without what Foreword adds: warnings, a checked package, links,
// languages.
func BenchmarkBook(b *testing.B) {
	for _, n := range []int{50, 500} {
		fsys, size := benchPosts(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				book, err := epub.FromPosts(epub.Book{Title: "河"}, new(markdown.Parser).Dir(context.Background(), fsys), epub.Layout{})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := new(epub.Encoder).Encode(context.Background(), io.Discard, book); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprint(n, " plain"), func(b *testing.B) {
			md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(html.WithXHTML()))
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				book, err := goepub.NewEpub("河")
				if err != nil {
					b.Fatal(err)
				}
				for name, f := range fsys {
					var page strings.Builder
					if err := md.Convert(f.Data, &page); err != nil {
						b.Fatal(err)
					}
					if _, err := book.AddSection(page.String(), name, strings.TrimSuffix(name, ".md")+".xhtml", ""); err != nil {
						b.Fatal(err)
					}
				}
				if _, err := book.WriteTo(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

package markdown

import (
	"strings"
	"testing"
)

// Most bodies have no warning, and one that has is a small part of it: both are
// read past a good deal of prose.
func BenchmarkFindWarnings(b *testing.B) {
	prose := strings.Repeat("夜里下了一场雪，屋顶、树和路都白了。The bus was late, and so was the driver.\n\n", 40)
	benchmarkParse(b, []parsed{
		{"warned", "::: danger 内容预警\n本文写到 **自残** 与 **谋杀案件**，也写到病房里很长的一个冬天，请酌情阅读。\n\n如有不适，请先合上书，找一个朋友说说话。\n:::\n\n" + prose},
		{"list", "**Content warning:** suicide, self-harm, heights, and war\n\n" + prose},
		{"plain", prose},
		{"sections", strings.Repeat("## 夜\n\n夜里下了一场雪，屋顶、树和路都白了。\n\n本来要走的人，也就留下来了。\n\n", 40)},
	})
}

// Most bodies do not say that they are from elsewhere, though some of their words do.
func BenchmarkFindReposts(b *testing.B) {
	prose := strings.Repeat("雨从海上来，译者的作品里没有写到。文章里的人自己走了。The post came from the harbour, by boat.\n\n", 20)
	benchmarkParse(b, []parsed{
		{"repost", "> 本文转载自[晨报](https://a.example/x)，原作者：周小川\n\n" + prose},
		{"plain", prose},
	})
}

type parsed struct{ name, src string }

// benchmarkParse measures the parsing of each post.
func benchmarkParse(b *testing.B, posts []parsed) {
	for _, bm := range posts {
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(int64(len(bm.src)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := new(Parser).Parse("a.md", []byte(bm.src)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

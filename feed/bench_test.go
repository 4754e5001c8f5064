package feed

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// benchFeed has n items of about 20 KB, of the same shapes as articles have.
func benchFeed(n int) (f *Feed, size int) {
	para := "<p>她数着路灯，一盏一盏，<strong>数到第七盏</strong>就停下来；rain on the &amp; roof, <a href=\"https://a.example/x\">and a link</a>.</p>\n"
	items := make([]*Item, n)
	for i := range items {
		it := warned()
		it.URL = fmt.Sprintf("/posts/%d/", i)
		it.Published = it.Published.Add(-time.Duration(i) * 24 * time.Hour)
		it.HTML = strings.Repeat(para, 110+i%20)
		it.rendered = it.HTML
		size += len(it.HTML)
		items[i] = it
	}
	f = kitchen()
	f.Updated = day(2024, 6, 2)
	f.Items = List(items...)
	return f, size
}

func BenchmarkEncode(b *testing.B) {
	for _, n := range []int{20, 1000} {
		f, size := benchFeed(n)
		for _, bench := range []struct {
			name    string
			formats []Format
		}{
			{"rss", []Format{FormatRSS}}, {"atom", []Format{FormatAtom}}, {"json", []Format{FormatJSON}}, {"all", Formats()},
		} {
			b.Run(fmt.Sprintf("%s/%d", bench.name, n), func(b *testing.B) {
				var outs []Output
				for _, format := range bench.formats {
					outs = append(outs, Output{format, io.Discard})
				}
				b.SetBytes(int64(size))
				b.ReportAllocs()
				for b.Loop() {
					if _, err := new(Encoder).Encode(context.Background(), f, outs...); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkClean is Encode of items filled by hand, whose markup is cleaned.
func BenchmarkClean(b *testing.B) {
	f, size := benchFeed(20)
	for it := range f.Items(context.Background()) {
		it.rendered = ""
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := new(Encoder).Encode(context.Background(), f, Output{FormatAtom, io.Discard}); err != nil {
			b.Fatal(err)
		}
	}
}

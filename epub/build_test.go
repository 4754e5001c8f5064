package epub

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A page or picture that go-epub loses, takes for another or writes twice
// fails the book.
func TestFinishMissesWhatIsLost(t *testing.T) {
	chapters := []*Chapter{{Title: "A", HTML: "<p>a</p>"}, {Title: "B", HTML: "<p>b</p>"}}
	files := []inside{{cssName, "text/css", stored(root+cssName, []byte("p {}"))}}
	type laid = [2]string // name and content
	whole := func(l *layout) []laid {
		all := []laid{{containerName, "<container />"}, {root + opfName, ""}, {root + navName, ""}, {root + ncxName, ""}}
		for _, p := range l.pageList {
			all = append(all, laid{p.name(), "<html>\n  <body dir=\"auto\">\n" + p.name() + "\n</body></html>"})
		}
		return append(all, laid{files[0].entry.name, files[0].entry.name})
	}
	for _, c := range []struct {
		name  string
		spoil func([]laid) []laid
		lost  bool
	}{
		{"nothing", func(all []laid) []laid { return all }, false},
		{"a page", func(all []laid) []laid { return append(all[:5:5], all[6:]...) }, true},
		{"the contents", func(all []laid) []laid { return append(all[:2:2], all[3:]...) }, true},
		{"the container", func(all []laid) []laid { return all[1:] }, true},
		{"the stylesheet", func(all []laid) []laid { return all[:len(all)-1] }, true},
		{"what is in a page", func(all []laid) []laid { all[5][1] = "<html></html>"; return all }, true},
		{"part of the stylesheet", func(all []laid) []laid { s := &all[len(all)-1]; s[1] = s[1][1:]; return all }, true},
		{"the order of two", func(all []laid) []laid { all[5][1], all[6][1] = all[6][1], all[5][1]; return all }, true},
		{"one of two", func(all []laid) []laid { return append(all, all[5]) }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &layout{e: new(Encoder), b: (&Book{Title: "T", Lang: "en", Chapters: chapters}).complete()}
			l.open()
			if err := l.pages(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, p := range l.pageList {
				if err := l.seal(p); err != nil {
					t.Fatal(err)
				}
			}
			var out bytes.Buffer
			z := zip.NewWriter(&out)
			for _, f := range c.spoil(whole(l)) {
				w, err := z.Create(f[0])
				if err == nil {
					_, err = w.Write([]byte(f[1]))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			r, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := l.finish(r, files); errors.Is(err, errLost) != c.lost {
				t.Errorf("finish: error = %v, want lost: %v", err, c.lost)
			}
		})
	}
}

// However large a book is, no page of an article waits uncompressed, and all are in it.
func TestPagesThatWaitAreBounded(t *testing.T) {
	markup := "<p>" + strings.Repeat("fog on the river ", 1<<12) + "</p>"
	b := &Book{Title: "T", Lang: "en"}
	for range 12 {
		b.Chapters = append(b.Chapters, &Chapter{HTML: markup, clean: markup})
	}
	l := &layout{e: &Encoder{SplitBytes: -1, Images: ImagesOmit}, b: b.complete()}
	l.open()
	if err := l.pages(t.Context()); err != nil {
		t.Fatal(err)
	}
	waiting := 0
	for _, p := range l.pageList {
		waiting += len(p.body)
	}
	if waiting > 10<<10 { // the pages of no article
		t.Errorf("%d bytes of pages wait, want those of the title and the colophon", waiting)
	}
	book, err := l.build()
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, e := range book {
		total += e.size
	}
	if total < len(b.Chapters)*len(markup) {
		t.Errorf("%d bytes in the book, want more than %d", total, len(b.Chapters)*len(markup))
	}
}

// What a writer compressed before leaves no trace in what it compresses next:
// which writer a page gets depends on timing.
func TestDeflateForgets(t *testing.T) {
	var docs []string
	for i := range 24 {
		docs = append(docs, strings.Repeat(fmt.Sprintf("<p>%d 潮汐 tide %d</p>", i%7, i*i), 1+i*i*7%3000))
	}
	for i, doc := range docs {
		for flaters.Get() != nil { // a new one
		}
		fresh, err := deflate("a.css", doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, before := range docs[max(0, i-3):i] {
			if _, err := deflate("b.css", before); err != nil {
				t.Fatal(err)
			}
			used, err := deflate("a.css", doc)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(used.data, fresh.data) {
				t.Fatalf("document %d: other bytes after another document", i)
			}
		}
	}
}

// A book of more pages than go-epub gets at once has all of them, in order.
func TestBatches(t *testing.T) {
	b := &Book{Title: "T", Lang: "en"}
	for range batch + 1 {
		b.Chapters = append(b.Chapters, &Chapter{Title: "A", HTML: "<p>a</p>", clean: "<p>a</p>"})
	}
	l := &layout{e: &Encoder{NoCover: true}, b: b.complete()}
	l.open()
	if err := l.pages(t.Context()); err != nil {
		t.Fatal(err)
	}
	book, err := l.build()
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, e := range book {
		if strings.HasPrefix(e.name, root+pageFolder) {
			got = append(got, e.name)
		}
	}
	for _, p := range l.pageList {
		want = append(want, p.name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("pages %q, want %q", got, want)
	}
}

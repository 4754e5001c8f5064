package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// site returns the heads of n posts, one a day, the newest last, each with
// the tags "t0" to "t2" by turns and every fifth with a content warning, and
// a function that reads them and counts.
func site(t testing.TB, n int) (heads []*post.Head, read ReadFunc, reads func() int) {
	t.Helper()
	fsys := make(fstest.MapFS)
	for i := range n {
		warning := ""
		if i%5 == 0 {
			warning = "content_warning: [blood]\n"
		}
		date := day(2024, 1, 1).AddDate(0, 0, i).Format(time.DateOnly)
		fsys[fmt.Sprintf("p/%03d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: Post %d\ndate: %s\ntags: [t%d]\ncategories: [a, b]\n%s---\n\nText of %d, see [the next](%03d.md#x).\n", i, date, i%3, warning, i, i+1)}
	}
	p := new(markdown.Parser)
	heads, err := post.Collect(p.Heads(context.Background(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	count := 0
	return heads, func(ctx context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
			return func(yield func(*post.Post, error) bool) {
				for po, err := range p.Posts(ctx, heads) {
					mu.Lock()
					count++
					mu.Unlock()
					if !yield(po, err) {
						return
					}
				}
			}
		}, func() int {
			mu.Lock()
			defer mu.Unlock()
			return count
		}
}

func titles(t *testing.T, f *Feed) []string {
	t.Helper()
	var all []string
	for it, err := range f.Items(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, it.Title)
	}
	return all
}

func TestSet(t *testing.T) {
	heads, read, reads := site(t, 25)
	heads[24].Withheld, heads[23].Withheld = post.ReasonDraft, post.ReasonHidden
	s := Set{
		Feed:  Feed{Title: "Site", HomeURL: "https://a.example/blog/", Lang: "en"},
		Limit: 10, Tags: true, Categories: true, Warned: true, Unwarned: true, Archives: true,
	}
	feeds, err := s.Feeds(heads, read)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range feeds {
		all := titles(t, f)
		got = append(got, fmt.Sprintf("%s: %s: %d, %s … %s", f.File(FormatRSS), f.Title, len(all), all[0], all[len(all)-1]))
	}
	want := []string{
		"rss.xml: Site: 10, Post 22 … Post 13",
		"warned/rss.xml: Site · Posts with content warnings: 5, Post 20 … Post 0",
		"unwarned/rss.xml: Site · Posts without content warnings: 10, Post 22 … Post 11",
		"tags/t0/rss.xml: Site · Tag: t0: 8, Post 21 … Post 0",
		"tags/t1/rss.xml: Site · Tag: t1: 8, Post 22 … Post 1",
		"tags/t2/rss.xml: Site · Tag: t2: 7, Post 20 … Post 2",
		"categories/a/rss.xml: Site · Category: a: 10, Post 22 … Post 13",
		"categories/b/rss.xml: Site · Category: b: 10, Post 22 … Post 13",
		"archive/1/rss.xml: Site · Archive 1: 10, Post 9 … Post 0",
		"archive/2/rss.xml: Site · Archive 2: 10, Post 19 … Post 10",
	}
	if !slices.Equal(got, want) {
		t.Errorf("feeds:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := reads(); n > 30 {
		t.Errorf("%d bodies read for 23 posts in 10 feeds", n)
	}

	// Main and archives together are the whole site (RFC 5005, section 4).
	if main := feeds[0]; main.PrevArchive == nil || *main.PrevArchive != "archive/2" || main.Archive {
		t.Errorf("the main feed leads to archive %v", main.PrevArchive)
	}
	for format, doc := range encode(t, Encoder{}, feeds[9]) {
		for _, must := range []string{"https://a.example/blog/archive/1/" + format.File(), "https://a.example/blog/" + format.File()} {
			if format == FormatJSON && !strings.Contains(must, "archive") {
				continue // JSON Feed knows the next part alone
			}
			if !strings.Contains(doc, must) {
				t.Errorf("%v: archive 2 lacks %s", format, must)
			}
		}
		if id := "<id>https://a.example/blog/atom.xml</id>"; format == FormatAtom && !strings.Contains(doc, id) {
			t.Errorf("archive 2 is not of the feed %s:\n%.500s", id, doc)
		}
	}
	report, err := new(Encoder).Encode(context.Background(), feeds[0], Output{FormatRSS, io.Discard})
	if err != nil || report.Items != 10 || report.Warned != 2 || report.Unlisted != 2 {
		t.Errorf("report %+v, %v", report, err)
	}
	// A link to the file of a post leads to its page.
	if doc := encode(t, Encoder{}, feeds[0])[FormatRSS]; !strings.Contains(doc, `href="https://a.example/blog/p/022/#x"`) {
		t.Errorf("no link to a post:\n%s", doc)
	}
}

// TestArchivesStay: a new post changes no archive that is full.
func TestArchivesStay(t *testing.T) {
	archives := func(n int) map[string]string {
		heads, read, _ := site(t, n)
		s := Set{Feed: Feed{Title: "Site", HomeURL: "https://a.example/"}, Limit: 4, Archives: true}
		feeds, err := s.Feeds(heads, read)
		if err != nil {
			t.Fatal(err)
		}
		docs := make(map[string]string)
		for _, f := range feeds[1:] {
			f.NextArchive = nil // which the newest archive gains
			docs[f.Path] = encode(t, Encoder{}, f)[FormatAtom]
		}
		return docs
	}
	before, after := archives(9), archives(14)
	if len(before) != 2 || len(after) != 3 {
		t.Fatalf("%d and %d archives, want 2 and 3", len(before), len(after))
	}
	for name, doc := range before {
		if after[name] != doc {
			t.Errorf("%s has changed:\n%s\n%s", name, doc, after[name])
		}
	}
}

// TestLaterPosts: a later post that has the identifier of an older one, and a
// tag that differs from an older one in letter case, move neither.
func TestLaterPosts(t *testing.T) {
	older := "---\ntitle: Old\ndate: 2024-01-01\nid: urn:x:1\ntags: [go]\n---\n\nOld.\n"
	newer := "---\ntitle: New\ndate: 2024-02-01\nid: urn:x:1\ntags: [Go, GO]\n---\n\nNew.\n"
	undated := "---\ntitle: Undated\nid: urn:x:1\ntags: [gO]\n---\n\nUndated.\n"
	ids := func(files map[string]string) (folders map[string]string, items map[string][]string, problems int) {
		fsys := make(fstest.MapFS)
		for name, data := range files {
			fsys[name] = &fstest.MapFile{Data: []byte(data)}
		}
		p := new(markdown.Parser)
		heads, err := post.Collect(p.Heads(context.Background(), fsys))
		if err != nil {
			t.Fatal(err)
		}
		s := Set{Feed: Feed{Title: "Site", HomeURL: "https://a.example/"}, Tags: true}
		feeds, err := s.Feeds(heads, p.Posts)
		if err != nil {
			t.Fatal(err)
		}
		folders, items = make(map[string]string), make(map[string][]string)
		for _, f := range feeds {
			folders[strings.TrimPrefix(f.Title, "Site · Tag: ")] = f.Path
			var out bytes.Buffer
			report, err := new(Encoder).Encode(context.Background(), f, Output{FormatJSON, &out})
			if err != nil {
				t.Fatal(err)
			}
			problems += len(report.Problems)
			for _, err := range report.Problems {
				if !errors.Is(err, ErrDuplicateID) {
					t.Error(err)
				}
			}
			for _, it := range read(t, out.String()).Items {
				if !slices.Contains(items[it.Title], it.GUID) {
					items[it.Title] = append(items[it.Title], it.GUID)
				}
			}
		}
		return folders, items, problems
	}
	folders, items, problems := ids(map[string]string{"z.md": older})
	if folders["go"] != "tags/go" || !slices.Equal(items["Old"], []string{"urn:x:1"}) || problems > 0 {
		t.Fatalf("before: %v, %v, %d problems", folders, items, problems)
	}
	folders, items, problems = ids(map[string]string{"z.md": older, "a.md": newer, "b.md": undated})
	if folders["go"] != "tags/go" || folders["Go"] == "" || folders["Go"] == folders["GO"] || folders["gO"] == "" {
		t.Errorf("folders %v, want tags/go for go and others for the rest", folders)
	}
	if !slices.Equal(items["Old"], []string{"urn:x:1"}) {
		t.Errorf("the older post has %v, want urn:x:1", items["Old"])
	}
	for _, title := range []string{"New", "Undated"} {
		if len(items[title]) != 1 || items[title][0] == "urn:x:1" {
			t.Errorf("%s has %v in its feeds, want one identifier of its own", title, items[title])
		}
	}
	if problems != 5 { // the newer in three feeds, the undated in two
		t.Errorf("%d problems, want 5", problems)
	}
}

// TestHeadsAlone: the newest of many posts are found without reading others.
func TestHeadsAlone(t *testing.T) {
	heads, read, reads := site(t, 200)
	s := Set{Feed: Feed{Title: "Site", HomeURL: "https://a.example/"}}
	feeds, err := s.Feeds(heads, read)
	if err != nil {
		t.Fatal(err)
	}
	encode(t, Encoder{}, feeds[0])
	if reads() != 20 {
		t.Errorf("%d bodies read, want 20", reads())
	}
}

func TestFeedRefused(t *testing.T) {
	for _, tt := range []struct {
		name string
		feed Feed
		want error
	}{
		{"no title", Feed{HomeURL: "https://a.example/"}, ErrTitle},
		{"no home", Feed{Title: "x"}, ErrURL},
		{"relative home", Feed{Title: "x", HomeURL: "/blog/"}, ErrURL},
		{"file home", Feed{Title: "x", HomeURL: "file:///etc/"}, ErrURL},
		{"base", Feed{Title: "x", HomeURL: "https://a.example/", BaseURL: "feeds"}, ErrURL},
		{"hub", Feed{Title: "x", HomeURL: "https://a.example/", Hub: "javascript:x"}, ErrURL},
		{"language", Feed{Title: "x", HomeURL: "https://a.example/", Lang: "cn"}, ErrLang},
		{"format", Feed{Title: "x", HomeURL: "https://a.example/", Formats: []Format{9}}, ErrFormat},
	} {
		var out bytes.Buffer
		if _, err := new(Encoder).RSS(context.Background(), &out, &tt.feed); !errors.Is(err, tt.want) || out.Len() > 0 {
			t.Errorf("%s: error %v after %d bytes, want %v and none", tt.name, err, out.Len(), tt.want)
		}
	}
}

// TestFaults: a bad item is left out and named, a broken writer hurts its
// own document alone, and a cancelled context leaves none that looks whole.
func TestFaults(t *testing.T) {
	bad := errors.New("bad post")
	items := func(yield func(*Item, error) bool) {
		for i := range 50 {
			var err error
			if i == 7 {
				err = bad
			}
			if !yield(&Item{URL: fmt.Sprintf("/%d/", i), HTML: strings.Repeat("x", 10_000)}, err) {
				return
			}
		}
	}
	f := &Feed{Title: "x", HomeURL: "https://a.example/", Updated: day(2024, 1, 1), Items: Seq(items)}
	var atom bytes.Buffer
	full := errors.New("disk full")
	report, err := new(Encoder).Encode(context.Background(), f, Output{FormatRSS, &failing{after: 100_000, err: full}}, Output{FormatAtom, &atom})
	if !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
	if len(report.Skipped) != 1 || !errors.Is(report.Skipped[0], bad) || report.Items != 49 {
		t.Errorf("report %+v", report)
	}
	if err := xhtml.WellFormed(atom.Bytes()); err != nil || strings.Count(atom.String(), "<entry>") != 49 {
		t.Errorf("the other document: %v, %d entries", err, strings.Count(atom.String(), "<entry>"))
	}
	for _, format := range Formats() {
		ctx, cancel := context.WithCancel(context.Background())
		f.Items = Seq(func(yield func(*Item, error) bool) {
			if yield(&Item{URL: "/1/"}, nil) {
				cancel()
				yield(nil, fmt.Errorf("read: %w", context.Canceled))
			}
		})
		var out bytes.Buffer
		if _, err := new(Encoder).Encode(ctx, f, Output{format, &out}); !errors.Is(err, context.Canceled) {
			t.Errorf("%v: error %v, want %v", format, err, context.Canceled)
		}
	}
}

type failing struct {
	after int
	err   error
}

func (w *failing) Write(p []byte) (int, error) {
	if w.after -= len(p); w.after < 0 {
		return 0, w.err
	}
	return len(p), nil
}

func TestOPMLAndLinks(t *testing.T) {
	heads, read, _ := site(t, 3)
	s := Set{Feed: Feed{Title: `A "B" & C`, HomeURL: "https://a.example/", Lang: "zh-CN", Formats: []Format{FormatAtom, FormatJSON}}, Tags: true}
	heads[0].Tags = []string{"猫/狗"}
	feeds, err := s.Feeds(heads, read)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := OPML(&out, s.Feed.Title, feeds...); err != nil {
		t.Fatal(err)
	}
	if err := xhtml.WellFormed(out.Bytes()); err != nil {
		t.Errorf("%v\n%s", err, out.Bytes())
	}
	if n := strings.Count(out.String(), "<outline "); n != len(feeds) {
		t.Errorf("%d outlines for %d feeds", n, len(feeds))
	}
	if want := `xmlUrl="https://a.example/tags/%E7%8C%AB-%E7%8B%97/atom.xml"`; !strings.Contains(out.String(), want) {
		t.Errorf("no %s in\n%s", want, out.String())
	}
	want := `<link rel="alternate" type="application/atom+xml" title="A &quot;B&quot; &amp; C" href="https://a.example/atom.xml" />
<link rel="alternate" type="application/feed+json" title="A &quot;B&quot; &amp; C" href="https://a.example/feed.json" />
`
	if got := Links(feeds[0]); got != want {
		t.Errorf("Links = %s, want %s", got, want)
	}
	// Nobody subscribes to an archive.
	archive := *feeds[0]
	archive.Archive = true
	out.Reset()
	if err := OPML(&out, "Archives", &archive); err != nil || strings.Contains(out.String(), "<outline") || Links(&archive) != "" {
		t.Errorf("an archive is listed, %v:\n%s%s", err, &out, Links(&archive))
	}
}

func TestHandlerReports(t *testing.T) {
	broken := errors.New("the disk is gone")
	items := func(yield func(*Item, error) bool) {
		if yield(nil, broken) {
			yield(&Item{ID: "https://a.example/1", Title: "One"}, nil)
		}
	}
	some := &Feed{Title: "Some", HomeURL: "https://a.example/", Formats: []Format{FormatRSS}, Items: Seq(items)}
	none := &Feed{Title: "None", HomeURL: "nowhere", Path: "none", Formats: []Format{FormatRSS}}
	h := NewHandler(nil, some, none)
	reports := make(map[*Feed]*Report)
	faults := make(map[*Feed]error)
	h.Report = func(f *Feed, r *Report, err error) { reports[f], faults[f] = r, err }
	for path, want := range map[string]int{"/rss.xml": 200, "/none/rss.xml": 500} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != want {
			t.Errorf("%s: status %d, want %d", path, w.Code, want)
		}
	}
	if r := reports[some]; r == nil || r.Items != 1 || !errors.Is(errors.Join(r.Skipped...), broken) || faults[some] != nil {
		t.Errorf("report %+v, %v, want the post that could not be read", r, faults[some])
	}
	if !errors.Is(faults[none], ErrURL) {
		t.Errorf("error %v, want %v", faults[none], ErrURL)
	}
}

func TestHandler(t *testing.T) {
	heads, read, reads := site(t, 12)
	s := Set{Feed: Feed{Title: "Site", HomeURL: "https://a.example/"}, Tags: true, Warned: true}
	heads[0].Tags = []string{"猫"}
	feeds, err := s.Feeds(heads, read)
	if err != nil {
		t.Fatal(err)
	}
	h := NewHandler(nil, feeds...)
	get := func(method, path string, header ...string) *http.Response {
		r := httptest.NewRequest(method, path, nil)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Result()
	}
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if got := get("GET", "/rss.xml"); got.StatusCode != 200 {
				t.Errorf("status %d", got.StatusCode)
			}
		})
	}
	wg.Wait()
	if reads() != 12 {
		t.Errorf("%d bodies read by 16 requests, want 12", reads())
	}
	plain := get("GET", "/rss.xml")
	body, _ := io.ReadAll(plain.Body)
	if err := xhtml.WellFormed(body); err != nil {
		t.Error(err)
	}
	if got := plain.Header.Get("Content-Type"); got != "application/rss+xml; charset=utf-8" {
		t.Errorf("Content-Type %q", got)
	}
	if got := plain.Header.Get("Last-Modified"); got != "Fri, 12 Jan 2024 00:00:00 GMT" {
		t.Errorf("Last-Modified %q", got)
	}
	// Which posts are warned is known when they have been read.
	if got := get("GET", "/warned/rss.xml").Header.Get("Last-Modified"); got != "Thu, 11 Jan 2024 00:00:00 GMT" {
		t.Errorf("Last-Modified of the warned %q", got)
	}
	zipped := get("GET", "/rss.xml", "Accept-Encoding", "br, gzip;q=0.5")
	if zipped.Header.Get("Content-Encoding") != "gzip" || zipped.Header.Get("ETag") == plain.Header.Get("ETag") || zipped.ContentLength >= int64(len(body)) {
		t.Errorf("compressed: %v", zipped.Header)
	}
	for accept, want := range map[string]bool{
		"": false, "gzip": true, "x-gzip": true, "GZIP": true, "*": true, "*;q=0": false, "br": false, "identity": false,
		"gzip;q=0": false, "gzip; q=0.000": false, "gzip ; Q=0.1": true, "gzip;q=x": false, "gzip;q=NaN": false,
		"gzip;q=0, *": false, "*;q=0, gzip": true, "identity;q=0": false,
		"gzip;q=0.2, identity;q=0.8": false, "gzip;q=0.8, identity;q=0.2": true, "gzip, identity": true, "identity, *;q=0.5": false,
	} {
		got := get("GET", "/atom.xml", "Accept-Encoding", accept)
		if is := got.Header.Get("Content-Encoding") == "gzip"; is != want || got.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: gzip is %v, want %v; headers %v", accept, is, want, got.Header)
		}
	}
	for _, tt := range []struct {
		method, path string
		header       []string
		want         int
	}{
		{"HEAD", "/atom.xml", nil, 200},
		{"GET", "/feed.json", []string{"Accept-Encoding", "gzip;q=0"}, 200},
		{"GET", "/feeds.opml", nil, 200},
		{"GET", "/feeds.html", nil, 200},
		{"GET", "/tags/%E7%8C%AB/atom.xml", nil, 200},
		{"GET", "/tags/../rss.xml", nil, 404},
		{"GET", "/none.xml", nil, 404},
		{"POST", "/rss.xml", nil, 405},
		{"GET", "/rss.xml", []string{"If-None-Match", plain.Header.Get("ETag")}, 304},
		{"GET", "/rss.xml", []string{"If-None-Match", zipped.Header.Get("ETag"), "Accept-Encoding", "gzip"}, 304},
		{"GET", "/rss.xml", []string{"If-None-Match", `"other"`}, 200},
		{"GET", "/rss.xml", []string{"If-None-Match", `"other", W/` + plain.Header.Get("ETag")}, 304},
		{"HEAD", "/rss.xml", []string{"If-None-Match", "*"}, 304},
		// The tag of another form of the bytes is another tag, and a tag goes
		// before a time (RFC 9110, section 13.2.2).
		{"GET", "/rss.xml", []string{"If-None-Match", zipped.Header.Get("ETag")}, 200},
		{"GET", "/rss.xml", []string{"If-None-Match", `"other"`, "If-Modified-Since", "Fri, 12 Jan 2024 00:00:00 GMT"}, 200},
		{"GET", "/rss.xml", []string{"Range", "bytes=0-4", "If-Range", `"other"`}, 200},
		{"GET", "/rss.xml", []string{"Range", "bytes=99999999-"}, 416},
		{"GET", "/rss.xml/", nil, 404},
		{"GET", "/tags%2Ft1/rss.xml", nil, 200}, // the path is compared decoded
		{"GET", "/rss.xml", []string{"If-Modified-Since", "Fri, 12 Jan 2024 00:00:00 GMT"}, 304},
		{"GET", "/rss.xml", []string{"If-Modified-Since", "Thu, 11 Jan 2024 00:00:00 GMT"}, 200},
		{"GET", "/rss.xml", []string{"Range", "bytes=0-4"}, 206},
	} {
		got := get(tt.method, tt.path, tt.header...)
		if got.StatusCode != tt.want {
			t.Errorf("%s %s %q: status %d, want %d", tt.method, tt.path, tt.header, got.StatusCode, tt.want)
		}
		if got.StatusCode == 304 && (got.Header.Get("ETag") == "" || got.Header.Get("Vary") != "Accept-Encoding") {
			t.Errorf("%s %s %q: 304 with %v, want an ETag and Vary", tt.method, tt.path, tt.header, got.Header)
		}
		if got.StatusCode == 405 && got.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: Allow is %q", tt.method, got.Header.Get("Allow"))
		}
		if rest, _ := io.ReadAll(got.Body); (tt.method == "HEAD" || tt.want == 304) && len(rest) > 0 {
			t.Errorf("%s %s: a body of %d bytes", tt.method, tt.path, len(rest))
		}
	}
}

// Items that several feeds share hold no bodies, which would keep whole posts in memory.
func TestSharedItemsHoldNoBody(t *testing.T) {
	p, err := new(markdown.Parser).Parse("a.md", []byte("---\ntags: [a, b]\ndate: 2025-01-01\n---\n\n::: danger Content warning\nIt is about **moths**.\n:::\n\nText.\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Warnings) != 1 || p.Warnings[0].Body == nil {
		t.Fatalf("Warnings = %v, want one with a body", p.Warnings)
	}
	f := FromPosts(Feed{Title: "T", HomeURL: "https://a.example/"}, []*post.Post{p})
	for it, err := range f.Items(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		w := it.Warnings[0]
		if w.Body != nil || w.HTML != p.Warnings[0].HTML || w.Text != p.Warnings[0].Text {
			t.Errorf("Warnings[0] = %#v, want its markup and text, and no body", w)
		}
	}
	if p.Warnings[0].Body == nil {
		t.Error("the post was changed")
	}
}

// The key of a feed changes with everything that its documents are made from,
// and with nothing else.
func TestKey(t *testing.T) {
	heads := func() []*post.Head {
		var all []*post.Head
		for i, tag := range []string{"sea", "land", "sea"} {
			all = append(all, &post.Head{Path: fmt.Sprintf("p%d.md", i), URL: fmt.Sprintf("/p%d/", i), Title: "T", Tags: []string{tag}, Published: time.Date(2024, 1, 1+i, 0, 0, 0, 0, time.UTC)})
		}
		return all
	}
	keys := func(edit func(*Set, []*post.Head)) map[string][32]byte {
		s, all := &Set{Feed: Feed{Title: "Site", HomeURL: "https://a.example/"}, Tags: true}, heads()
		edit(s, all)
		feeds, err := s.Feeds(all, nil)
		if err != nil {
			t.Fatal(err)
		}
		known := map[string][32]byte{}
		for _, f := range feeds {
			if key, ok := f.Key(func(h *post.Head) ([32]byte, bool) { return [32]byte([]byte(fmt.Sprintf("%32s", h.Title))), true }); ok {
				known[f.Path] = key
			}
		}
		return known
	}
	before := keys(func(*Set, []*post.Head) {})
	for _, c := range []struct {
		name    string
		edit    func(*Set, []*post.Head)
		changed []string // feeds whose key is another one
	}{
		{"nothing", func(*Set, []*post.Head) {}, nil},
		{"a post", func(_ *Set, all []*post.Head) { all[1].Title = "Other" }, []string{"", "tags/land"}},
		{"an address", func(_ *Set, all []*post.Head) { all[1].URL = "/other/" }, []string{"", "tags/land", "tags/sea"}},
		{"a draft", func(_ *Set, all []*post.Head) { all[1].Withheld = post.ReasonDraft }, []string{"", "tags/land", "tags/sea"}},
		{"an identifier that is taken", func(_ *Set, all []*post.Head) { all[0].ID, all[1].ID = "urn:x:1", "urn:x:1" }, []string{"", "tags/land", "tags/sea"}},
		{"metadata", func(s *Set, _ []*post.Head) { s.Feed.Rights = "All" }, []string{"", "tags/land", "tags/sea"}},
		{"the limit", func(s *Set, _ []*post.Head) { s.Limit = 1 }, []string{"", "tags/land", "tags/sea"}},
		{"a function", func(s *Set, _ []*post.Head) { s.Edit = func(*Item, *post.Post) {} }, []string{"", "tags/land", "tags/sea"}},
	} {
		after := keys(c.edit)
		var changed []string
		for _, path := range slices.Sorted(maps.Keys(before)) {
			if before[path] != after[path] {
				changed = append(changed, path)
			}
		}
		if !slices.Equal(changed, c.changed) {
			t.Errorf("%s: the keys of %q changed, want %q", c.name, changed, c.changed)
		}
	}
}

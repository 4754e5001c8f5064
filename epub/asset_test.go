package epub

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/foreword-go/foreword/post/markdown"
)

// dot is a picture of one colour.
func dot(shade uint8) []byte {
	m := image.NewGray(image.Rect(0, 0, 2, 2))
	for i := range m.Pix {
		m.Pix[i] = shade
	}
	var b bytes.Buffer
	png.Encode(&b, m)
	return b.Bytes()
}

// sites is a Fetch that serves what it holds, and counts.
type sites struct {
	files map[string][]byte
	asked atomic.Int32
	slow  bool // answers come in another order each time
}

func (s *sites) fetch(_ context.Context, url string) ([]byte, error) {
	s.asked.Add(1)
	if s.slow {
		time.Sleep(rand.N(time.Millisecond))
	}
	data, ok := s.files[url]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return data, nil
}

func remote(urls ...string) (refs []imageRef) {
	for _, u := range urls {
		refs = append(refs, imageRef{Key: u, Ref: u})
	}
	return refs
}

func TestGatherSources(t *testing.T) {
	local := func(name string) (fs.File, error) {
		return fstest.MapFS{"a.png": {Data: dot(1)}, "big.png": {Data: make([]byte, 2000)}, "d/x": {Data: dot(2)}, "text.png": {Data: []byte("no picture")}}.Open(name)
	}
	site := &sites{files: map[string][]byte{
		"https://a.example/a.png": dot(3), "https://a.example/big.png": make([]byte, 2000), "https://a.example/page.png": []byte("<!doctype html><p>404</p>"),
	}}
	png64 := base64.StdEncoding.EncodeToString(dot(4))
	tests := []struct {
		ref  string
		open func(string) (fs.File, error)
		err  error
	}{
		{ref: "a.png", open: local},
		{ref: "none.png", open: local, err: fs.ErrNotExist},
		{ref: "d", open: local, err: ErrImage},
		{ref: "text.png", open: local, err: ErrImage},
		{ref: "big.png", open: local, err: ErrImageBytes},
		{ref: "a.png", err: ErrNoFiles},
		{ref: "https://a.example/a.png"},
		{ref: "//a.example/a.png"},
		{ref: "HTTPS://a.example/none.png", err: fs.ErrNotExist},
		{ref: "https://a.example/none.png", err: fs.ErrNotExist},
		{ref: "https://a.example/big.png", err: ErrImageBytes},
		{ref: "https://a.example/page.png", err: ErrImage},
		{ref: "data:image/png;base64," + png64},
		{ref: "DATA:image/gif;base64," + png64[:10] + "\n " + png64[10:]}, // the type does not count
		{ref: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/%3E"},
		{ref: "data:image/svg+xml;utf8,<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0 h9\"/></svg>"},
		{ref: "data:image/png;base64,!", err: ErrImage},
		{ref: "data:text/html,<p>x", err: ErrImage},
		{ref: "data:,", err: ErrImage},
		{ref: "data:image/png;base64," + strings.Repeat("A", 4000), err: ErrImageBytes},
	}
	for _, test := range tests {
		t.Run(test.ref[:min(len(test.ref), 40)], func(t *testing.T) {
			e := &Encoder{Fetch: site.fetch, Limits: ImageLimits{Bytes: 1000}}
			got, why := e.gatherBoth(t.Context(), []imageRef{{Key: "k", Ref: test.ref, Open: test.open}})
			if !errors.Is(why["k"], test.err) || len(got)+len(why) != 1 {
				t.Fatalf("why = %v, want %v", why["k"], test.err)
			}
		})
	}
	if _, why := new(Encoder).gatherBoth(t.Context(), remote("https://a.example/a.png")); !errors.Is(why["https://a.example/a.png"], ErrNoFetch) {
		t.Errorf("without Fetch: %v", why)
	}
}

// The same bytes are one asset, whoever refers to them, and count once.
func TestGatherStoresBytesOnce(t *testing.T) {
	site := &sites{files: map[string][]byte{"https://a.example/1": dot(1), "https://b.example/1": dot(1), "https://b.example/2": dot(2)}}
	e := &Encoder{Fetch: site.fetch, Limits: ImageLimits{Count: 2}}
	got, why := e.gatherBoth(t.Context(), remote("https://a.example/1", "https://b.example/1", "https://b.example/2"))
	if len(why) > 0 {
		t.Fatal(why)
	}
	if a, b, c := got["https://a.example/1"].Name, got["https://b.example/1"].Name, got["https://b.example/2"].Name; a != b || a == c {
		t.Errorf("names %q, %q, %q", a, b, c)
	}
}

// A bound falls on the same pictures, whichever answer comes first.
func TestGatherBudgets(t *testing.T) {
	site := &sites{files: make(map[string][]byte), slow: true}
	var refs []imageRef
	for i := range 60 {
		url := fmt.Sprintf("https://a.example/%d", i)
		site.files[url] = dot(uint8(i))
		refs = append(refs, remote(url)...)
	}
	size := int64(len(dot(0)))
	for name, limits := range map[string]ImageLimits{"count": {Count: 10}, "total": {Total: 10 * size}} {
		e := &Encoder{Fetch: site.fetch, Limits: limits}
		for range 3 {
			got, why := e.gatherBoth(t.Context(), refs)
			if len(got) != 10 || len(why) != 50 {
				t.Fatalf("%s: %d pictures and %d without, want 10 and 50", name, len(got), len(why))
			}
			for i, ref := range refs {
				if _, ok := got[ref.Key]; ok != (i < 10) {
					t.Errorf("%s: picture %d is in the book: %v", name, i, ok)
				} else if !ok && !errors.Is(why[ref.Key], ErrImageBudget) {
					t.Errorf("%s: why picture %d is not: %v", name, i, why[ref.Key])
				}
			}
		}
	}
	if n := site.asked.Load(); n > 6*(10+readAhead+1) {
		t.Errorf("asked %d times for the 10 pictures that fit, six times", n)
	}
}

// Pictures of next to no bytes and many pixels are bounded all together: each is
// within its own bound, and hundreds of them would take minutes.
func TestGatherBombs(t *testing.T) {
	files := make(fstest.MapFS)
	var refs []imageRef
	for i := range 60 {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewPaletted(image.Rect(0, 0, 1000+i, 1000), color.Palette{color.Black})); err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprint(i)
		files[name] = &fstest.MapFile{Data: b.Bytes()}
		refs = append(refs, imageRef{Key: name, Ref: name, Open: files.Open})
	}
	for range 3 {
		got, why := (&Encoder{Limits: ImageLimits{Pixels: 1_100_000}}).gatherBoth(t.Context(), refs)
		if len(got) < 10 || len(got) > 20 {
			t.Fatalf("%d pictures of a million pixels in the book, want 10 to 20", len(got))
		}
		for i, ref := range refs {
			if _, ok := got[ref.Key]; ok != (i < len(got)) {
				t.Errorf("picture %d of %d is in the book: %v", i, len(got), ok)
			} else if !ok && !errors.Is(why[ref.Key], ErrImageBudget) {
				t.Errorf("why picture %d is not: %v", i, why[ref.Key])
			}
		}
	}
}

// What a full book does not take is not looked at: neither how broken it is nor
// whether it can be had; what is in it already stays in it, wherever it is
// referred to.
func TestGatherFull(t *testing.T) {
	site := &sites{files: map[string][]byte{"https://a.example/1": dot(1)}, slow: true}
	files := fstest.MapFS{"one": {Data: dot(1)}, "two": {Data: dot(2)}, "broken": {Data: []byte("no picture")}}
	local := func(key, name string) imageRef { return imageRef{Key: key, Ref: name, Open: files.Open} }
	refs := []imageRef{
		local("broken before", "broken"), local("first", "one"), local("broken after", "broken"), local("second", "two"),
		local("first again", "one"), local("gone", "gone"), remote("https://a.example/1")[0], remote("https://a.example/gone")[0],
	}
	for range 20 {
		got, why := (&Encoder{Fetch: site.fetch, Limits: ImageLimits{Count: 1}}).gatherBoth(t.Context(), refs)
		if len(got) != 2 || got["first"].Name == "" || got["first"].Name != got["first again"].Name {
			t.Fatalf("got %d pictures, the first one as %q and %q", len(got), got["first"].Name, got["first again"].Name)
		}
		for key, want := range map[string]error{
			"broken before": ErrImage, "broken after": ErrImage, "second": ErrImageBudget, "gone": fs.ErrNotExist,
			"https://a.example/1": ErrImageBudget, "https://a.example/gone": ErrImageBudget,
		} {
			if !errors.Is(why[key], want) {
				t.Fatalf("%s: %v, want %v", key, why[key], want)
			}
		}
	}
}

func TestGatherProgress(t *testing.T) {
	site := &sites{files: map[string][]byte{"https://a.example/1": dot(1)}}
	var done []int
	e := &Encoder{Fetch: site.fetch, Progress: func(n, of int) { done = append(done, n*10+of) }}
	e.gatherBoth(t.Context(), remote("https://a.example/1", "https://a.example/2", "https://a.example/3"))
	if !slices.Equal(done, []int{13, 23, 33}) {
		t.Errorf("progress %v", done)
	}
}

func TestGatherEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	e := &Encoder{Fetch: func(ctx context.Context, url string) ([]byte, error) {
		cancel()
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	refs := make([]imageRef, 100)
	for i := range refs {
		refs[i] = remote(fmt.Sprintf("https://a.example/%d", i))[0]
	}
	got, why := e.gatherBoth(ctx, refs)
	if len(got) != 0 || len(why) != len(refs) {
		t.Fatalf("%d pictures and %d without", len(got), len(why))
	}
	for err := range maps.Values(why) {
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("why = %v, want %v", err, context.Canceled)
		}
	}
}

// A picture is of the folder of the posts: no path and no link leads out of it.
func TestPicturesStayInTheRoot(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"secret.png": dot(9), "blog/in.png": dot(1), "blog/a/post.md": []byte("---\ntitle: A\n---\n\n" +
			"![](../in.png) ![](../../secret.png) ![](/../secret.png) ![](..%2F..%2Fsecret.png) ![](file:///secret.png) ![](../link.png) ![](../inner.png)\n"),
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for to, from := range map[string]string{"../secret.png": "blog/link.png", "in.png": "blog/inner.png"} {
		if err := os.Symlink(filepath.FromSlash(to), filepath.Join(dir, from)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(filepath.Join(dir, "blog"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	b, err := FromPosts(Book{Title: "B", Lang: "en"}, new(markdown.Parser).Dir(t.Context(), root.FS()), Layout{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	report, err := new(Encoder).Encode(t.Context(), &out, b)
	if err != nil {
		t.Fatal(err)
	}
	var missing []string
	for _, m := range report.Missing {
		missing = append(missing, m.Ref)
	}
	slices.Sort(missing)
	if want := []string{"..%2F..%2Fsecret.png", "../../secret.png", "../link.png", "/../secret.png"}; !slices.Equal(missing, want) {
		t.Errorf("missing %q, want %q", missing, want)
	}
	if report.Images != 2 { // one under two names, and the cover
		t.Errorf("%d pictures in the book, want 2", report.Images)
	}
}

// A picture of scans that hold next to nothing is left out by its own bound, and
// those within it are bounded all together.
func TestGatherScanBombs(t *testing.T) {
	files := make(fstest.MapFS)
	var refs []imageRef
	for i, scans := range []int{30, 31, 32, 33, 34, 35, 36, 37, 1_000_000, 1} {
		name := fmt.Sprint(i)
		files[name] = &fstest.MapFile{Data: scanBomb(1400, 1400, min(scans, 20_000))}
		refs = append(refs, imageRef{Key: name, Ref: name, Open: files.Open})
	}
	got, why := (&Encoder{Limits: ImageLimits{Pixels: 5_000_000}}).gatherBoth(t.Context(), refs)
	if len(got) < 2 || len(got) > 7 {
		t.Errorf("%d bombs in the book, want a few", len(got))
	}
	for key, err := range why {
		if !errors.Is(err, ErrImageBudget) && !errors.Is(err, ErrImage) {
			t.Errorf("why %s is not in the book: %v", key, err)
		}
	}
}

// scanBomb is a progressive JPEG file of empty scans.
func scanBomb(w, h, scans int) []byte {
	var b bytes.Buffer
	b.WriteString("\xff\xd8\xff\xdb\x00\x43\x00" + strings.Repeat("\x01", 64))
	b.Write([]byte{0xff, 0xc2, 0, 11, 8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), 1, 1, 0x11, 0})
	b.WriteString("\xff\xc4\x00\x14\x10\x01" + strings.Repeat("\x00", 15) + "\xe0")
	scan := []byte{0xff, 0xda, 0, 8, 1, 1, 0, 1, 63, 0}
	scan = append(scan, 0x7f, 0xff, 0) // one code of 15 bits for up to 32,767 blocks
	b.Write(bytes.Repeat(scan, scans))
	b.WriteString("\xff\xd9")
	return b.Bytes()
}

// gatherBoth returns the pictures, and why others are missing.
func (e *Encoder) gatherBoth(ctx context.Context, refs []imageRef) (map[string]asset, map[string]error) {
	g := e.gather(ctx, refs)
	return g.got, g.why
}

// Each place of a missing picture is told, and the report has what the pictures weigh.
func TestReportOfPictures(t *testing.T) {
	var large bytes.Buffer
	if err := png.Encode(&large, image.NewNRGBA(image.Rect(0, 0, 2000, 100))); err != nil {
		t.Fatal(err)
	}
	blog := fstest.MapFS{
		"a.md":     {Data: []byte("---\ntitle: A\n---\n\n![x](gone.png) and ![y](gone.png)\n\n![z](gone.png) ![w](in.png) ![w](same.png)\n")},
		"in.png":   {Data: large.Bytes()},
		"same.png": {Data: large.Bytes()},
	}
	b, err := FromPosts(Book{Title: "B", Lang: "en"}, new(markdown.Parser).Dir(t.Context(), blog), Layout{})
	if err != nil {
		t.Fatal(err)
	}
	report, err := (&Encoder{NoCover: true}).Encode(t.Context(), io.Discard, b)
	if err != nil {
		t.Fatal(err)
	}
	var places []string
	for _, m := range report.Missing {
		places = append(places, m.Pos)
	}
	if want := []string{"a.md:5:1", "a.md:5:20", "a.md:7:1"}; !slices.Equal(places, want) {
		t.Errorf("missing at %q, want %q", places, want)
	}
	if report.Images != 1 || report.ImagesRead != int64(large.Len()) || report.ImagesWritten <= 0 || report.ImagesWritten >= report.ImagesRead {
		t.Errorf("%d pictures of %d bytes as %d, want one of %d and smaller", report.Images, report.ImagesRead, report.ImagesWritten, large.Len())
	}
}

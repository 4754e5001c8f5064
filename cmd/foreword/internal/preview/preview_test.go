package preview_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/foreword-go/foreword/cmd/foreword/internal/preview"
)

const picture = "\x89PNG\r\n\x1a\n and so on"

// site has one warned repost, one hostile post and one book.
func site() *preview.Site {
	item := func(title, markup, summary string) func(context.Context) ([]byte, error) {
		return func(context.Context) ([]byte, error) {
			return json.Marshal(map[string]any{"items": []any{map[string]any{
				"title": title, "content_html": markup, "summary": summary, "language": "en", "date_published": "2025-03-18T00:00:00Z",
				"authors": []any{map[string]any{"name": "Ines Varga"}},
			}}})
		}
	}
	return &preview.Site{
		Title: "Lantern",
		Limit: 1,
		Posts: []preview.Post{
			{
				Path: "posts/a.md", Title: "The house", Date: time.Date(2025, 3, 18, 0, 0, 0, 0, time.UTC),
				Warnings: []preview.Warning{{Level: "danger", Title: "Content warning", Scope: "post", Topics: []preview.Topic{
					{Label: "violence", Slug: "violence"}, {Label: "moths"}}}},
				Attribution: []preview.Fact{{Name: "Author", Value: "Ines Varga"}},
				Problems:    []preview.Problem{{Place: "posts/a.md:3:1", Severity: "hint", Text: "no date", Rule: "undated"}},
				Item: item("The house", `<p><strong>Content warning:</strong> violence</p><hr/><details class="x"><summary>More</summary>Inside</details>`+
					`<p>See <a href="https://varga.example/">there</a></p><img src="https://lantern.example/door.png" alt="A door"/>`+
					`<img src="https://elsewhere.example/track.gif" alt="A track"/><iframe src="https://elsewhere.example/"></iframe>`,
					"Content warning: violence\n\n"+strings.Repeat("Word ", 40)),
				Open: func(address string) (io.ReadCloser, error) {
					switch address {
					case "https://lantern.example/door.png":
						return io.NopCloser(strings.NewReader(picture)), nil
					case "https://lantern.example/drawn.svg":
						return io.NopCloser(strings.NewReader(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`)), nil
					case "https://lantern.example/page.html":
						return io.NopCloser(strings.NewReader("<!DOCTYPE html><script>1</script>")), nil
					}
					return nil, errors.New("not there")
				},
			},
			{Path: "posts/old.md", Title: "An old one", Item: item("An old one", "<p>Text</p>", "")},
			{Path: `posts/"><script>alert(1)</script>.md`, Title: `<script>alert(1)</script>`, Withheld: "draft",
				Item: item(`<script>alert(1)</script>`, `<p>Text</p><script>alert(1)</script>`, "")},
		},
		Books: []preview.Book{{Name: "lantern.epub", Title: "The lantern", Write: book}},
	}
}

func book(_ context.Context, w io.Writer) error {
	z := zip.NewWriter(w)
	for _, f := range [][2]string{
		{"META-INF/container.xml", `<container><rootfiles><rootfile full-path="EPUB/package.opf"/></rootfiles></container>`},
		{"EPUB/package.opf", `<package><manifest><item id="a" href="cover.xhtml" media-type="application/xhtml+xml"/>` +
			`<item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/><item id="s" href="s.js" media-type="text/javascript"/></manifest>` +
			`<spine><itemref idref="a"/><itemref idref="b"/></spine></package>`},
		{"EPUB/cover.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Cover</title></head><body/></html>`},
		{"EPUB/text/b.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>The house</title></head><body>Inside</body></html>`},
		{"EPUB/s.js", `alert(1)`},
	} {
		e, err := z.Create(f[0])
		if err != nil {
			return err
		}
		io.WriteString(e, f[1])
	}
	return z.Close()
}

// serve serves the sites that load returns and gives the address.
func serve(t *testing.T, load func(context.Context) (*preview.Site, error)) (string, *preview.Server) {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := preview.New(load)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	base := s.URL(l)
	for range 200 {
		if body, _ := get(t, base); !strings.Contains(body, "Reading the posts") {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return base, s
}

func get(t *testing.T, address string) (string, *http.Response) {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body), resp
}

func one(context.Context) (*preview.Site, error) { return site(), nil }

// Whoever does not know the address, or is another site, gets nothing.
func TestRefused(t *testing.T) {
	base, _ := serve(t, one)
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, method, path, host, origin string
		want                             int
	}{
		{"the address", "GET", u.Path, u.Host, "", 200},
		{"itself", "GET", u.Path, u.Host, "http://" + u.Host, 200},
		{"no token", "GET", "/", u.Host, "", 404},
		{"another token", "GET", "/AAAAAAAAAAAAAAAAAAAAAAAAAA/", u.Host, "", 404},
		{"a part of the token", "GET", u.Path[:10] + "/", u.Host, "", 404},
		{"no slash", "GET", strings.TrimSuffix(u.Path, "/"), u.Host, "", 404},
		{"DNS rebinding", "GET", u.Path, "evil.example:" + u.Port(), "", 421},
		{"another name of the machine", "GET", u.Path, "localhost:" + u.Port(), "", 421},
		{"another site", "GET", u.Path, u.Host, "https://evil.example", 403},
		{"a sandboxed frame that reads", "GET", u.Path + "events", u.Host, "null", 403},
		{"a sandboxed frame that is styled", "GET", u.Path + "static/item.css", u.Host, "null", 200},
		{"a form", "POST", u.Path, u.Host, "", 405},
		{"a delete", "DELETE", u.Path, u.Host, "", 405},
		{"a template", "GET", u.Path + "static/page.html", u.Host, "", 404},
		{"a way out", "GET", u.Path + "static/../server.go", u.Host, "", 404},
	} {
		req, err := http.NewRequest(tt.method, "http://"+u.Host+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = tt.host
		if tt.origin != "" {
			req.Header.Set("Origin", tt.origin)
		}
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != tt.want {
			t.Errorf("%s: %s %s is answered with %d, want %d", tt.name, tt.method, tt.path, resp.StatusCode, tt.want)
		}
		if csp := resp.Header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") {
			t.Errorf("%s: the policy is %q", tt.name, csp)
		}
		if resp.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: others may read the answer", tt.name)
		}
	}
}

func TestPage(t *testing.T) {
	base, _ := serve(t, one)
	body, _ := get(t, base+"?post=posts/a.md")
	for _, want := range []string{
		"<h1>Lantern</h1>", "3 posts, 1 with a content warning, 1 repost, 1 problem", "The house", `<i class="mark danger">danger</i>`,
		"repost</i>", "posts/a.md:3:1", "no date", "undated", "Ines Varga", `class="unknown">moths`, "too old for the feed", "<b>draft</b>",
		"&lt;script&gt;alert(1)&lt;/script&gt;", "<iframe sandbox src=",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(body, "<script>") {
		t.Error("a title became a script")
	}
	body, _ = get(t, base+"?q=house")
	if !strings.Contains(body, "The house") || strings.Contains(body, "&lt;script") {
		t.Error("a search shows other posts than those it is for")
	}
	body, _ = get(t, base+"?post=gone.md")
	if !strings.Contains(body, "no longer there") {
		t.Error("a post that is gone is not said to be")
	}
}

func TestItem(t *testing.T) {
	base, _ := serve(t, one)
	for _, tt := range []struct {
		view   string
		want   []string
		absent []string
	}{
		{"full", []string{"<strong>Content warning:</strong>", "Ines Varga · 2025-03-18", "<details", "picture?post=posts%2Fa.md&amp;src=https%3A%2F%2Flantern.example%2Fdoor.png",
			"A track (not loaded here: picture https://elsewhere.example/track.gif)", "Not loaded here: iframe", `title="https://varga.example/"`},
			[]string{"<iframe", `src="https://`, "href=\"https://varga"}},
		{"sanitised", []string{"<strong>Content warning:</strong>", "More", "Inside"}, []string{"<details", `class="x"`}},
		{"summary", []string{"<p>Content warning: violence</p>", "Word Word"}, []string{"Inside"}},
		{"start", []string{"Content warning: violence Word", "…"}, []string{"Inside"}},
		{"titles", []string{"<b>The house</b>", "18 Mar"}, []string{"Content warning"}},
	} {
		body, resp := get(t, base+"item/"+tt.view+"/dark?post=posts/a.md")
		for _, want := range tt.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %q in\n%s", tt.view, want, body)
			}
		}
		for _, absent := range tt.absent {
			if strings.Contains(body, absent) {
				t.Errorf("%s has %q in\n%s", tt.view, absent, body)
			}
		}
		csp := resp.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "; sandbox") || strings.Contains(csp, "script-src") || strings.Contains(csp, "allow-") {
			t.Errorf("%s: the policy is %q", tt.view, csp)
		}
	}
	body, _ := get(t, base+"item/full/light?post="+url.QueryEscape(`posts/"><script>alert(1)</script>.md`))
	if strings.Contains(body, "<script") {
		t.Errorf("a script is shown in\n%s", body)
	}
	if _, resp := get(t, base+"item/full/light?post=gone.md"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a post that is gone is answered with %s", resp.Status)
	}
}

func TestPicture(t *testing.T) {
	base, _ := serve(t, one)
	for _, tt := range []struct {
		src, kind string
		want      int
	}{
		{"https://lantern.example/door.png", "image/png", 200},
		{"https://lantern.example/drawn.svg", "image/svg+xml", 200},
		{"https://lantern.example/page.html", "", 404},
		{"https://elsewhere.example/track.gif", "", 404},
		{"../../etc/passwd", "", 404},
	} {
		_, resp := get(t, base+"picture?"+url.Values{"post": {"posts/a.md"}, "src": {tt.src}}.Encode())
		if resp.StatusCode != tt.want || tt.kind != "" && resp.Header.Get("Content-Type") != tt.kind {
			t.Errorf("%s is answered with %s and %q", tt.src, resp.Status, resp.Header.Get("Content-Type"))
		}
		if tt.want == 200 && !strings.HasSuffix(resp.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s may run scripts", tt.src)
		}
	}
}

func TestBook(t *testing.T) {
	base, _ := serve(t, one)
	var body string
	for range 200 {
		if body, _ = get(t, base+"?book=lantern.epub&page=EPUB/text/b.xhtml"); !strings.Contains(body, "Making the book") {
			break
		}
	}
	for _, want := range []string{"The lantern", "Cover", "The house", "book/0/light/EPUB/text/b.xhtml", `rel="prev"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	body, resp := get(t, base+"book/0/dark/EPUB/text/b.xhtml")
	if !strings.Contains(body, "static/book-dark.css") || !strings.Contains(body, "Inside") || resp.Header.Get("Content-Type") != "application/xhtml+xml" {
		t.Errorf("the page of the book is %q, as %q", body, resp.Header.Get("Content-Type"))
	}
	for _, name := range []string{"0/light/EPUB/s.js", "0/light/EPUB/package.opf", "0/light/../../x", "1/light/EPUB/cover.xhtml", "0/pink/EPUB/cover.xhtml"} {
		if _, resp := get(t, base+"book/"+name); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s is answered with %s", name, resp.Status)
		}
	}
}

// A page that is open is told of a change, and what was shown stays if the site
// cannot be read any more.
func TestReload(t *testing.T) {
	var fault error
	loads := make(chan struct{}, 10)
	base, s := serve(t, func(context.Context) (*preview.Site, error) {
		defer func() { loads <- struct{}{} }()
		return site(), fault
	})
	<-loads
	resp, err := http.Get(base + "events")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	next := func() string {
		for lines.Scan() {
			if line, ok := bytes.CutPrefix(lines.Bytes(), []byte("data: ")); ok {
				return string(line)
			}
		}
		t.Fatal(lines.Err())
		return ""
	}
	if got := next(); got != "1" {
		t.Errorf("the first generation is %s, want 1", got)
	}
	fault = errors.New("foreword.yaml:3:1: unknown key")
	s.Reload()
	<-loads
	if got := next(); got != "2" {
		t.Errorf("the generation after a change is %s, want 2", got)
	}
	body, _ := get(t, base)
	if !strings.Contains(body, "foreword.yaml:3:1: unknown key") || !strings.Contains(body, "The house") {
		t.Error("the page lacks the fault, or what was there before it")
	}
}

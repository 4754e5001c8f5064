package epub

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

// No title or name turns the text around it, in any file of a book.
func TestDirectionsEnd(t *testing.T) {
	const turned = "A\u202eB\u2067C"
	b := &Book{Title: turned, Subtitle: turned, Lang: "en", Publisher: turned, Description: turned, Rights: turned,
		Chapters: []*Chapter{{Title: turned, HTML: "<h2>" + turned + "</h2><p>Text.</p>"}, {Title: "שלום (1)", HTML: "<p>Text.</p>"}}}
	var out bytes.Buffer
	if _, err := new(Encoder).Encode(t.Context(), &out, b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			override := strings.Contains(line, "\u202e") && !strings.Contains(line, "<h2") // what an author wrote in an article is a block of its own
			if override || strings.Count(line, "\u2067") != strings.Count(line, "\u2069") && !strings.Contains(line, "<h2") {
				t.Errorf("%s: %+q", f.Name, line)
			}
		}
		if strings.HasSuffix(f.Name, "nav.xhtml") && !bytes.Contains(data, []byte("<bdi>שלום (1)</bdi>")) {
			t.Errorf("the contents do not isolate a title:\n%s", data)
		}
	}
}

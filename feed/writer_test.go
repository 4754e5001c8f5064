package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// MarshalXML is the form of the content for encoding/xml, in tests.
func (c *atomContent) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: "type"}, Value: c.Type})
	return e.EncodeElement(inner{appendMarkup(nil, c.Text)}, start)
}

// inner is an element whose content has been written already.
type inner struct {
	XML []byte `xml:",innerxml"`
}

// sameAsReflected checks that items are written as encoding/xml and
// encoding/json write the structures they are in.
func sameAsReflected(t *testing.T, f *Feed) {
	t.Helper()
	d, err := newDocument(new(Encoder), f)
	if err != nil {
		t.Fatal(err)
	}
	for it := range f.Items(t.Context()) {
		en, err := d.prepare(it)
		if err != nil {
			continue
		}
		reflected := func(v any, depth int) string {
			var buf bytes.Buffer
			e := xml.NewEncoder(&buf)
			e.Indent(strings.Repeat("  ", depth-1), "  ")
			if err := e.Encode(v); err != nil {
				t.Fatal(err)
			}
			_, content, _ := strings.Cut(buf.String(), ">")
			return strings.TrimRight(content[:strings.LastIndex(content, "<")], " \n")
		}
		rss, atom := &xmlWriter{depth: 3}, &xmlWriter{depth: 2}
		d.rssItem(en).write(rss)
		if diff := cmp.Diff(reflected(d.rssItem(en), 3), string(rss.b)); diff != "" {
			t.Errorf("RSS: (-reflected +written)\n%s", diff)
		}
		d.atomEntry(en).write(atom)
		if diff := cmp.Diff(reflected(d.atomEntry(en), 2), string(atom.b)); diff != "" {
			t.Errorf("Atom: (-reflected +written)\n%s", diff)
		}
		var buf bytes.Buffer
		enc := json.NewEncoder(&buf)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(d.jsonItem(en)); err != nil {
			t.Fatal(err)
		}
		en.elements = nil // which encoding/json is not told of
		w := &jsonWriter{b: []byte{'{'}}
		if err := d.jsonItem(en).write(w); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(buf.String(), string(w.b)+"}\n"); diff != "" {
			t.Errorf("JSON: (-reflected +written)\n%s", diff)
		}
	}
}

func TestWrittenAsReflected(t *testing.T) {
	sameAsReflected(t, kitchen())
	odd := "a\"b'c&d<e>f\tg\nh\ri\bj\fk\u2028l\u2029m\uFFFDn\u20acp]]>q\x7f√"
	sameAsReflected(t, fuzzFeed(odd, "https://a.example/"+odd, odd, odd, "<p>"+odd+"</p>", odd, odd, odd, 1714521600))
}

func FuzzWriters(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, id, url, title, summary, markup, warning, topic, author string, unix int64) {
		sameAsReflected(t, fuzzFeed(id, url, title, summary, markup, warning, topic, author, unix))
	})
}

// Both escape as encoding/xml and encoding/json do, whatever bytes come.
func FuzzEscapes(f *testing.F) {
	f.Add("a\"b'c&d<e>f\tg\nh\ri\bj\fk\u2028l\u2029m\uFFFDn\u20acp\x00\x1f\x7f\uFFFE")
	f.Fuzz(func(t *testing.T, s string) {
		var want bytes.Buffer
		if err := xml.EscapeText(&want, []byte(s)); err != nil {
			t.Fatal(err)
		}
		if got := appendEscaped(nil, s); string(got) != want.String() {
			t.Errorf("XML of %q: %q, want %q", s, got, want.String())
		}
		var a, b string
		if err := json.Unmarshal(appendJSON(nil, s), &a); err != nil {
			t.Fatal(err)
		}
		if text, _ := json.Marshal(strings.ToValidUTF8(s, "\uFFFD")); json.Unmarshal(text, &b) != nil || a != b {
			t.Errorf("JSON of %q reads as %q, want %q", s, a, b)
		}
	})
}

package xhtml

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// What the scanner takes for well-formed is so for encoding/xml, with the same
// text and attributes.
func FuzzScanner(f *testing.F) {
	for _, s := range []string{
		`<p class="a" xml:lang="en">a &amp; b &#160;<br /></p>`, `<a>]]></a>`, `<a b="1" b="2"></a>`, `<a b="<"></a>`, `<a:b:c></a:b:c>`,
		`<a>&nbsp;</a>`, `<a>&#0;</a>`, `<a>&#x41;</a>`, `<a></a><b></b>`, `<a>潮</a>`, "<a>\x0c</a>", `<a b = "1"></a>`, `<:a></:a>`, `<a: />`, `<a:1 />`,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html></html>\n", `<a>></a>`, `<a>&#150;</a>`, `<a>&amp</a>`, `<a b=">"></a>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		if !ours(doc) {
			return
		}
		var texts, values strings.Builder // by encoding/xml
		d := xml.NewDecoder(strings.NewReader(doc))
		for {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("ours(%q), but: %v", doc, err)
			}
			switch tok := tok.(type) {
			case xml.CharData:
				texts.Write(tok)
			case xml.StartElement:
				for _, a := range tok.Attr {
					values.WriteString(a.Value + "\n")
				}
			}
		}
		if !strings.HasPrefix(doc, "<?") && !strings.HasPrefix(doc, "<!") {
			var ownTexts, ownValues strings.Builder
			for s := (&scanner{rest: doc}); s.next() == nil && s.kind != scannedEnd; {
				if s.kind == scannedText {
					ownTexts.WriteString(lineEnds(unreference(s.text)))
				}
				if s.kind == scannedOpen || s.kind == scannedClosed {
					for _, a := range s.attrs {
						ownValues.WriteString(lineEnds(unreference(a.Val)) + "\n")
					}
				}
			}
			if ownTexts.String() != texts.String() || ownValues.String() != values.String() {
				t.Errorf("%q: text %q and values %q, want %q and %q", doc, &ownTexts, &ownValues, &texts, &values)
			}
		}
	})
}

// lineEnds is what an XML parser makes of line ends (XML 1.0, section 2.11).
func lineEnds(s string) string { return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s) }

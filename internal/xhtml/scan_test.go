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
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html></html>\n", `<?xml version="1.0" encoding="UTF-8"?><a></a>`,
		`<a><![CDATA[<b> & ]] > ]]&gt; ]]>]</a>`, `<![CDATA[a]]><a></a>`, `<a><![CDATA[</a>`, `<a><![cdata[a]]></a>`, `<a><!-- b --></a>`, `<a><?b?></a>`,
		`<a b="&#34;&#xA;&#x9;&apos;">&#39;&#x26;&#xFFFE;</a>`, `<a>&#xD800;</a>`, `<a>&#13;&#128;</a>`, `<a>&#X41;&#1114112;&#;&#x;</a>`, "<a>b\r\nc\r</a>", `<a>></a>`, `<a>&#150;</a>`, `<a>&amp</a>`, `<a b=">"></a>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		is := ours(&scanner[string]{rest: doc}, nil)
		if oursIn(&pieces{from: strings.NewReader(doc), size: 64}) != is {
			t.Errorf("ours(%q) = %v, not so in pieces", doc, is)
		}
		if !is {
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
			for s := (&scanner[string]{rest: doc}); s.next() == nil && s.kind != scannedEnd; {
				switch s.kind {
				case scannedText:
					ownTexts.WriteString(unreference(lineEnds(s.text)))
				case scannedCDATA:
					ownTexts.WriteString(lineEnds(s.text))
				case scannedOpen, scannedClosed:
					for _, a := range s.attrs {
						ownValues.WriteString(unreference(lineEnds(a.value)) + "\n")
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

package xhtml

import (
	"strings"
	"testing"
)

func TestWellFormed(t *testing.T) {
	long := strings.Repeat("长&lt;", 1<<16) // over several pieces
	for doc, want := range map[string]bool{
		"<a>x</a>": true, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1\"/>\n": true,
		"<!DOCTYPE html>\n<html></html>": true, `<?xml version="1.0" encoding="GBK"?><a></a>`: false,
		"": false, "x": false, "<a>": false, "<a></b>": false, "<a/><b/>": false, "<a/>x": false, "<a b='1'>x</a": false, "<a>x</a><": false, "<![CDAT": false,
		"<a b='1' b='2'/>": false, `<a b="1" b="2"></a>`: false, "<a b=1/>": false, "<a b='x < y'/>": false, "<a b='x > y'>&lt;</a>": true, "<a b='x > y<b></b>": false,
		"<a>&nbsp;</a>": false, "<a>&#x26;&#38;&amp;</a>": true, "<a>&#0;</a>": false, "<a>&</a>": false, "<a>&amp</a>": false,
		"<a>\x1b</a>": false, "<a>\uFFFE</a>": false, "<a>\xff</a>": false, "<a>\xef\xbf</a>": false,
		"<a><![CDATA[<&\n]]>]]</a>": true, "<a><![CDATA[\x1b]]></a>": false, "<a><![CDATA[x</a>": false, "<a>]]></a>": false, "<a b='>'><![CDATA[']]></a>": true,
		"<a b='x ><![CDATA['></b>]]><c d='></a>": false, "<a><? ><![CDATA[?></b>]]><i?></a>": false,
		"<a><!-- > <![CDATA[ --></b> ]]><i --></a>": false, "<a><!-- <![CDATA[ --></a>": true,
		"<a>" + long + "</a>": true, "<a>" + long + "</b>": false, "<a><![CDATA[" + long + "]]></a>": true, "<a>" + long + "</a><!-- b -->": true,
		`<a b="` + long + `"></a>`: true, `<a b="` + long + `" b=""></a>`: false,
	} {
		if err := WellFormed([]byte(doc)); (err == nil) != want {
			t.Errorf("WellFormed(%.60q) = %v, want %v", doc, err, want)
		}
		if err := WellFormedFile(strings.NewReader(doc)); (err == nil) != want {
			t.Errorf("WellFormedFile(%.60q) = %v, want %v", doc, err, want)
		}
	}
}

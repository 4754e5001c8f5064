package site

import "testing"

func TestHeadingID(t *testing.T) {
	for _, tt := range []struct {
		rule       HeadingRule
		text, want string
	}{
		{HeadingGFM, "1.2 Oil -- and wick", "12-oil--and-wick"},
		{HeadingKramdown, "1.2 Oil", "oil"},
		{HeadingHexo, "灯（lamp）：油，芯？", "灯（lamp）：油，芯？"},
		{HeadingHexo, "Trim \"the\" wick's ends -- Été", "Trim-“the”-wick’s-ends-—-Ete"},
		{HeadingHexo, "灯\"lamp\"", "灯”lamp”"},
		{HeadingHexo, "ＡＢ (c) _d_", "AB-c-d"},
		{HeadingVite, "灯（lamp）：油？", "灯-lamp-油"},
		{HeadingVite, "1 “Été”", "_1-ete"},
	} {
		if got := tt.rule.ID(tt.text); got != tt.want {
			t.Errorf("%s: the id of %q is %q, want %q", tt.rule, tt.text, got, tt.want)
		}
	}
}

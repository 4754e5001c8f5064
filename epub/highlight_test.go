package epub

import (
	"strings"
	"testing"
)

func TestHighlightLosesNothing(t *testing.T) {
	markup, ok := highlight("go", "func main() {} // <end>\n")
	if !ok || !strings.Contains(markup, `<span class="`) || !strings.Contains(markup, "&lt;end&gt;") {
		t.Errorf("highlight = %q, %v", markup, ok)
	}
	if _, ok := highlight("no such language", "x"); ok {
		t.Error("a language nobody knows was highlighted")
	}
	if _, ok := highlight("go", strings.Repeat("x", maxHighlighted+1)); ok {
		t.Error("code over the bound was highlighted")
	}
}

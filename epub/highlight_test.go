package epub

import (
	"strings"
	"testing"
	"time"
)

func TestHighlightLosesNothing(t *testing.T) {
	h := new(highlighter)
	markup, ok := h.highlight("go", "func main() {} // <end>\n")
	if !ok || !strings.Contains(markup, `<span class="`) || !strings.Contains(markup, "&lt;end&gt;") {
		t.Errorf("highlight = %q, %v", markup, ok)
	}
	if _, ok := h.highlight("no such language", "x"); ok {
		t.Error("a language nobody knows was highlighted")
	}
	if _, ok := h.highlight("go", strings.Repeat("x", maxHighlighted+1)); ok {
		t.Error("code over the bound was highlighted")
	}
}

// TestHighlightingEnds: an article has so much time, and then its code is
// plain.
func TestHighlightingEnds(t *testing.T) {
	h := &highlighter{spent: maxHighlightings + time.Nanosecond}
	if _, ok := h.highlight("go", "x := 1"); ok {
		t.Error("code was highlighted when the time of its article was spent")
	}
}

package epub_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/epub"
)

// What some readers do not survive is not in the stylesheets: RMSDK drops the
// whole sheet, and at times the book, over a function or a condition of @media,
// and KOReader passes over every rule with a :lang(). Only @supports keeps its
// block from whoever does not understand it.
func TestStylesheetForOldReaders(t *testing.T) {
	book := article("<p>a</p>")
	book.Lang = "ja"
	data, _ := encode(t, &epub.Encoder{Vertical: true}, book)
	sheet := read(t, data).entries["EPUB/css/foreword.css"]
	sheet = regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(sheet, "")
	sheet = regexp.MustCompile(`(?s)@supports [^{]*\{([^{}]|\{([^{}]|\{[^{}]*\})*\})*\}`).ReplaceAllString(sheet, "")
	if !strings.Contains(sheet, "vertical-rl") || !strings.Contains(sheet, "h1") {
		t.Fatalf("no stylesheet is left:\n%s", sheet)
	}
	if !strings.Contains(sheet, "math > semantics > mrow { display: none; }") || strings.Contains(sheet, "annotation { display: none; }") {
		t.Error("readers without @supports, which know no MathML, do not show TeX alone")
	}
	for _, bad := range []string{`[-\w]*\([^)]*\)`, `@[-\w]*`, `(margin|padding|text-indent)[-\w]*:[^;}]*[\s:]-[\d.]+`, `[\s;{]position:[^;}]*`} {
		if found := regexp.MustCompile(bad).FindString(sheet); found != "" {
			t.Errorf("%q is in the stylesheet", found)
		}
	}
}

package epub_test

import (
	"errors"
	"testing"

	"github.com/foreword-go/foreword/epub"
)

func TestFor(t *testing.T) {
	for name, want := range map[string]epub.Formulas{"kindle": epub.FormulasTeX, "kobo": epub.FormulasTeX, "apple": epub.FormulasMathML, "koreader": epub.FormulasMathML} {
		var r epub.Reader
		if err := r.UnmarshalText([]byte(name)); err != nil {
			t.Fatal(err)
		}
		var e epub.Encoder
		if e.For(r); e.Formulas != want {
			t.Errorf("%s: formulas are %q, want %q", name, e.Formulas, want)
		}
		e = epub.Encoder{Formulas: epub.FormulasMathML}
		if e.For(r); e.Formulas != epub.FormulasMathML {
			t.Errorf("%s overrides the caller", name)
		}
	}
	var r epub.Reader
	if err := r.UnmarshalText([]byte("nook")); !errors.Is(err, epub.ErrValue) {
		t.Errorf("nook: %v", err)
	}
}

package epub

import (
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// maxHighlighted is the longest code that is highlighted, in bytes: the
// expressions that tell words apart are not linear on all input.
const maxHighlighted = 32 << 10

// maxHighlighting ends what those expressions cannot: a single match gives up
// after a quarter of a second, but a hostile block may need one for each of
// its characters, and an article may have many. It bounds a block, and
// maxHighlightings all of an article. Ordinary code takes a thousandth of it,
// so that no clock is in the bytes of an ordinary book.
const (
	maxHighlighting  = time.Second
	maxHighlightings = 3 * time.Second
)

// A highlighter highlights the code of one article.
type highlighter struct{ spent time.Duration }

// highlight is [highlight] until the time of the article is spent.
func (h *highlighter) highlight(lang, code string) (markup string, ok bool) {
	if h.spent > maxHighlightings {
		return "", false
	}
	begun := time.Now()
	defer func() { h.spent += time.Since(begun) }()
	return highlight(lang, code)
}

// highlight writes code as spans with the short class names of Pygments, which
// the stylesheet dresses. It reports false for a language nobody knows.
func highlight(lang, code string) (markup string, ok bool) {
	defer func() {
		if recover() != nil { // a lexer without the state it asks for
			markup, ok = "", false
		}
	}()
	if lang == "" || len(code) > maxHighlighted {
		return "", false
	}
	lexer := lexers.Get(lang)
	if lexer == nil || lexer.Config().Name == "plaintext" {
		return "", false
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(&chroma.TokeniseOptions{State: "root", EnsureLF: false}, code)
	if err != nil {
		return "", false
	}
	var b, plain strings.Builder
	begun := time.Now()
	for t := tokens(); t != chroma.EOF; t = tokens() {
		if time.Since(begun) > maxHighlighting {
			return "", false
		}
		plain.WriteString(t.Value)
		class := class(t.Type)
		if class == "" || strings.TrimSpace(t.Value) == "" {
			b.WriteString(xhtml.Escape(t.Value))
			continue
		}
		b.WriteString(`<span class="` + class + `">` + xhtml.Escape(t.Value) + "</span>")
	}
	if plain.String() != code {
		return "", false // a lexer must lose nothing
	}
	return b.String(), true
}

// class returns the class of a kind of token that the stylesheet dresses, ""
// for others.
func class(t chroma.TokenType) string {
	switch {
	case t.InCategory(chroma.Keyword), t.InCategory(chroma.Comment), t.InCategory(chroma.Generic), t == chroma.NameTag:
		return chroma.StandardTypes[t]
	}
	return ""
}

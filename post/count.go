package post

import (
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/foreword-go/foreword/post/internal/markdown"
)

// Characters and words that a reader takes in a minute: about 260 Chinese
// characters silently with understanding, and about 238 English words
// (Brysbaert, "How many words do we read per minute?", 2019).
const (
	charactersAMinute = 260
	wordsAMinute      = 238
)

// ReadingTime returns how long a text of so many CJK characters and words of
// other scripts takes to read, rounded up to whole minutes; 0 for none.
func ReadingTime(characters, words int) time.Duration {
	characters, words = max(characters, 0), max(words, 0)
	const unit = charactersAMinute * wordsAMinute
	n := characters*wordsAMinute + words*charactersAMinute
	return time.Duration((n+unit-1)/unit) * time.Minute
}

// A count is what a text is made of.
type count struct {
	cjk   int // characters of Chinese, Japanese and Korean
	words int // words of other scripts

	// Letters by script, for the language.
	han, kana, hangul, latin, other int
	simplified, traditional         int // of han, where only one writes it so

	inWord bool
	forms  *[lastHan - firstHan + 1]byte
}

// add counts text that follows what was counted before.
func (c *count) add(s []byte) {
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r < utf8.RuneSelf {
			switch {
			case 'a' <= r|0x20 && r|0x20 <= 'z':
				c.latin++
				c.word()
			case '0' <= r && r <= '9':
				c.word()
			case r != '\'' && r != '-' && r != '_':
				c.inWord = false
			}
			i++
			continue
		}
		r, n = utf8.DecodeRune(s[i:])
		i += n
		switch {
		case isStop(r):
			c.inWord = false
		case r >= 0x2E80 && isHan(r):
			c.character(&c.han)
			if firstHan <= r && r <= lastHan {
				switch c.forms[r-firstHan] {
				case 1:
					c.simplified++
				case 2:
					c.traditional++
				}
			}
		case r >= 0x3041 && r <= 0x30FF, r >= 0x31F0 && r <= 0x31FF, r >= 0xFF66 && r <= 0xFF9D:
			c.character(&c.kana)
		case r >= 0xAC00 && r <= 0xD7A3:
			c.character(&c.hangul)
		case r == '’':
		case unicode.IsLetter(r):
			if unicode.Is(unicode.Latin, r) {
				c.latin++
			} else {
				c.other++
			}
			c.word()
		case unicode.IsMark(r), unicode.IsDigit(r):
			c.word()
		default:
			c.inWord = false
		}
	}
}

// isStop reports whether r is one of the marks between sentences and words of
// Chinese and Japanese: it spares them a look into each table of Unicode's.
func isStop(r rune) bool {
	return 0x3000 <= r && r <= 0x3003 || 0x3008 <= r && r <= 0x3020 || 0xFF01 <= r && r <= 0xFF0F || 0xFF1A <= r && r <= 0xFF20 ||
		0x2010 <= r && r <= 0x2027 && r != '’'
}

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || unicode.Is(unicode.Han, r)
}

func (c *count) character(script *int) {
	*script++
	c.cjk++
	c.inWord = false
}

func (c *count) word() {
	if !c.inWord {
		c.words++
		c.inWord = true
	}
}

// remove takes back what a block, counted alone, has added.
func (c *count) remove(block count) {
	c.cjk -= block.cjk
	c.words -= block.words
}

// countText counts the text of a block, without its code and formulas.
func countText(block ast.Node, source []byte) count {
	c := count{forms: hanForms()}
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeBlock {
			c.inWord = false
		}
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.FencedCodeBlock, *ast.CodeBlock, *ast.AutoLink, *ast.Image:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			c.add(n.Segment.Value(source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				c.inWord = false
			}
		case *ast.String:
			c.add(n.Value)
		case *ast.HTMLBlock:
			c.add([]byte(rawText(linesText(n, source))))
		case *markdown.Ruby:
			c.add([]byte(n.Base))
		case *markdown.Wikilink:
			c.add([]byte(wikilinkText(n)))
		}
		return ast.WalkContinue, nil
	})
	return c
}

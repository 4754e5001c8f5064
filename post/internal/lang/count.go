package lang

import (
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/internal/script"
)

// A Count is what a text is made of.
type Count struct {
	CJK   int // characters of Chinese, Japanese and Korean
	Words int // words of other scripts

	// Letters by script, for the language.
	Han, Kana, Hangul, Latin, Other int
	Simplified, Traditional         int // of han, where only one writes it so
	Letters                         Letters

	InWord bool
	Forms  *[LastHan - FirstHan + 1]byte
}

// Add counts text, valid UTF-8, that follows what was counted before.
func (c *Count) Add(s string) {
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r < utf8.RuneSelf {
			switch {
			case 'a' <= r|0x20 && r|0x20 <= 'z':
				c.Latin++
				c.word()
			case '0' <= r && r <= '9':
				c.word()
			case r != '\'' && r != '-' && r != '_':
				c.InWord = false
			}
			i++
			continue
		}
		if n := c.hanRun(s[i:]); n > 0 {
			i += n
			continue
		}
		r, n = utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r < FirstHan && IsStop(r), r >= 0xFF01 && IsStop(r):
			c.InWord = false
		case r >= 0x2E80 && script.IsHan(r):
			c.character(&c.Han) // of the blocks beside the main one
		case r >= 0x3041 && r <= 0x30FF, r >= 0x31F0 && r <= 0x31FF, r >= 0xFF66 && r <= 0xFF9D:
			c.character(&c.Kana)
		case r >= 0xAC00 && r <= 0xD7A3:
			c.character(&c.Hangul)
		case r == '’':
		case unicode.IsLetter(r):
			if unicode.Is(unicode.Latin, r) {
				c.Latin++
				c.Letters.add(r, true)
			} else {
				c.Other++
				c.Letters.add(r, false)
			}
			c.word()
		case unicode.IsMark(r), unicode.IsDigit(r):
			c.word()
		default:
			c.InWord = false
		}
	}
}

// IsStop reports whether r is one of the marks between sentences and words of
// Chinese and Japanese: it spares them a look into each table of Unicode's.
func IsStop(r rune) bool {
	return 0x3000 <= r && r <= 0x3003 || 0x3008 <= r && r <= 0x3020 || 0xFF01 <= r && r <= 0xFF0F || 0xFF1A <= r && r <= 0xFF20 ||
		0x2010 <= r && r <= 0x2027 && r != '’'
}

func (c *Count) character(script *int) {
	*script++
	c.CJK++
	c.InWord = false
}

// hanRun counts the characters from FirstHan to LastHan that s begins with, and
// returns their length in bytes. They are most of Chinese.
func (c *Count) hanRun(s string) int {
	var forms [3]int // characters by their value in Forms
	i := 0
	for ; i+2 < len(s) && 0xE4 <= s[i] && s[i] <= 0xE9; i += 3 {
		han := rune(s[i]&0xF)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F)
		if han < FirstHan || LastHan < han {
			break
		}
		forms[c.Forms[han-FirstHan]]++
	}
	if i > 0 {
		c.Han += i / 3
		c.CJK += i / 3
		c.Simplified += forms[1]
		c.Traditional += forms[2]
		c.InWord = false
	}
	return i
}

func (c *Count) word() {
	if !c.InWord {
		c.Words++
		c.InWord = true
	}
}

// Remove takes back what a block, counted alone, has added.
func (c *Count) Remove(block Count) {
	c.CJK -= block.CJK
	c.Words -= block.Words
}

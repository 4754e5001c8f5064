package frontmatter

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/internal/script"
)

var bom = []byte("\xef\xbb\xbf")

// Normalize returns src in the form that every later stage expects: UTF-8
// without byte order marks, with lines that end in a line feed alone, and no
// invisible characters in lines of markup. If src has this form, it is returned
// itself. The number of lines does not change. Normalize also returns the traits
// of src, in which a leading byte order mark is an invisible character.
func Normalize(src []byte) ([]byte, script.Traits, error) {
	if enc := utf16(src); enc != "" {
		return nil, script.Traits{}, fault(Pos{1, 1}, ErrEncoding, "the file is in %s, want UTF-8", enc)
	}
	marked := bytes.HasPrefix(src, bom)
	for bytes.HasPrefix(src, bom) { // programs that add one do not look for another
		src = src[len(bom):]
	}
	traits := script.TraitsOf(src)
	if traits.Invalid {
		if enc := utf16Lines(src); enc != "" {
			return nil, traits, fault(Pos{1, 1}, ErrEncoding, "the file is in %s, want UTF-8", enc)
		}
		return nil, traits, fault(invalid(src), ErrEncoding, "the file has bytes of another encoding here, want UTF-8")
	}
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	if traits.Invisible {
		src = script.VisibleMarkup(src)
	}
	traits.Invisible = traits.Invisible || marked
	return src, traits, nil
}

// isText reports whether src is UTF-8; if it is only the beginning of a file,
// its last line may be incomplete.
func isText(src []byte, whole bool) bool {
	if !whole {
		src = wholeLines(src)
	}
	return utf8.Valid(src)
}

// utf16 names the encoding of a file in UTF-16 or UTF-32, with or without a
// byte order mark, or returns "".
func utf16(src []byte) string {
	switch {
	case bytes.HasPrefix(src, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(src, []byte("\x00\x00\xfe\xff")):
		return "UTF-32"
	case bytes.HasPrefix(src, []byte("\xff\xfe")):
		return "UTF-16 (little endian)"
	case bytes.HasPrefix(src, []byte("\xfe\xff")):
		return "UTF-16 (big endian)"
	case len(src) < 4:
		return ""
	case src[0] != 0 && src[1] == 0 && src[2] != 0 && src[3] == 0:
		return "UTF-16 (little endian)"
	case src[0] == 0 && src[1] != 0 && src[2] == 0 && src[3] != 0:
		return "UTF-16 (big endian)"
	case src[0] == 0 && src[1] == 0 && src[2]|src[3] != 0, src[0]|src[1] != 0 && src[2] == 0 && src[3] == 0:
		return "UTF-32"
	}
	return ""
}

// utf16Lines names the UTF-16 of a text that is not UTF-8, or returns "". Where all
// words are Chinese or Japanese, zero bytes stand at line ends and spaces alone.
func utf16Lines(src []byte) string {
	var zeros, ends [2]int // zero bytes, and those of line ends, at even and odd offsets
	for i, c := range src {
		if c != 0 {
			continue
		}
		zeros[i%2]++
		if i%2 == 1 && src[i-1] == '\n' || i%2 == 0 && i+1 < len(src) && src[i+1] == '\n' {
			ends[i%2]++
		}
	}
	// Half of a character may look like a line end.
	most := bytes.Count(src, []byte("\n")) / 2
	switch {
	case ends[1] > most && zeros[0] == 0:
		return "UTF-16 (little endian)"
	case ends[0] > most && zeros[1] == 0:
		return "UTF-16 (big endian)"
	}
	return ""
}

// invalid returns the place of the first byte that is not UTF-8.
func invalid(src []byte) Pos {
	good := 0
	for good < len(src) {
		r, n := utf8.DecodeRune(src[good:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		good += n
	}
	before := src[:good]
	crlf := bytes.Count(before, []byte("\r\n"))
	breaks := bytes.Count(before, []byte("\n")) + bytes.Count(before, []byte("\r")) - crlf
	return Pos{1 + breaks, good - bytes.LastIndexAny(before, "\r\n")}
}

// wholeLines cuts a part of a file after its last line break, so that no rune and
// no CRLF is torn.
func wholeLines(src []byte) []byte {
	if len(src) == 0 {
		return src
	}
	return src[:bytes.LastIndexAny(src[:len(src)-1], "\r\n")+1]
}

// A block is the text between two fences, with its place in the file.
type block struct {
	text   string
	line   int   // the line of the file that text begins at
	starts []int // offsets at which its lines begin
}

func newBlock(text string, line int) *block {
	b := new(block)
	b.reset(text, line)
	return b
}

// reset makes b the block of another text.
func (b *block) reset(text string, line int) {
	b.text, b.line = text, line
	b.starts = append(slices.Grow(b.starts[:0], strings.Count(text, "\n")+1), 0)
	for i := range len(text) {
		if text[i] == '\n' {
			b.starts = append(b.starts, i+1)
		}
	}
}

// at returns the place of a byte offset, which may be out of range.
func (b *block) at(offset int) Pos {
	offset = min(max(offset, 0), len(b.text))
	i := sort.SearchInts(b.starts, offset+1) - 1
	return Pos{b.line + i, offset - b.starts[i] + 1}
}

// lineText returns line i of the block, from 0, without its line feed.
func (b *block) lineText(i int) string {
	if i < 0 || i >= len(b.starts) {
		return ""
	}
	if i+1 < len(b.starts) {
		return b.text[b.starts[i] : b.starts[i+1]-1]
	}
	return b.text[b.starts[i]:]
}

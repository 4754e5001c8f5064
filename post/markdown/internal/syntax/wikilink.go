package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A wikilinkParser reads [[target|label]] and ![[target|label]], and drops
// [[toc]] in any case. It goes before links, and leaves to them what has a
// link reference definition or goes on as a link.
type wikilinkParser struct{}

// wikilinkBytes bounds the inside of the brackets.
const wikilinkBytes = 500

func (wikilinkParser) Trigger() []byte { return []byte{'[', '!'} }

func (wikilinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	embed := line[0] == '!'
	open := 2
	if embed {
		open = 3
	}
	if !bytes.HasPrefix(line[open-2:], []byte("[[")) {
		return nil
	}
	inner := line[open:min(len(line), open+wikilinkBytes)]
	end := bytes.IndexAny(inner, "[]\n")
	if end < 1 || !bytes.HasPrefix(inner[end:], []byte("]]")) {
		return nil
	}
	inner = inner[:end]
	after := line[open+end+2:]
	if len(after) > 0 && (after[0] == '(' || after[0] == '[' || after[0] == ']') {
		return nil
	}
	if _, ok := pc.Reference(util.ToLinkReference(inner)); ok {
		return nil
	}
	if isTOC(string(inner)) {
		block.Advance(open + end + 2)
		return &droppedInline{}
	}
	target, label, _ := strings.Cut(string(inner), "|")
	target = strings.TrimSuffix(target, `\`) // [[a\|b]], as tables need it
	if strings.TrimSpace(target) != target || target == "" || strings.Trim(target, "0123456789,-–") == "" && !dailyNote.MatchString(target) || target[0] == '^' {
		return nil // [[ -f x ]], [[1]]
	}
	block.Advance(open + end + 2)
	return &Wikilink{Target: target, Label: strings.TrimSpace(label), Embed: embed, Offset: seg.Start}
}

// dailyNote is the name that Obsidian gives the note of a day.
var dailyNote = lazyregexp.New(`^\d{4}-\d{2}-\d{2}$`)

// isTOC reports whether s, in brackets, asks for a table of contents.
func isTOC(s string) bool {
	switch strings.ToLower(strings.Trim(s, "_ ")) {
	case "toc", "tocm", "[toc]", "目录":
		return true
	}
	return false
}

// A readings parser knows ruby in the forms that writers of Chinese and
// Japanese share: {汉字|hàn zì} and {漢字|かん|じ}, and that of VuePress themes,
// {汉字:hàn|zì}.
type reading struct {
	Ruby
	width int
}

// rubyBytes bounds a text with its reading.
const rubyBytes = 200

func ruby(line []byte) *reading {
	end := bytes.IndexByte(line[:min(len(line), rubyBytes)], '}')
	if end < 4 || bytes.IndexByte(line[1:end], '{') >= 0 {
		return nil
	}
	base, read := string(line[1:end]), ""
	if i := strings.IndexAny(base, "|:"); i > 0 {
		base, read = base[:i], base[i+1:]
	}
	if base == "" || read == "" || strings.ContainsAny(base+read, "`<>[]\n") {
		return nil
	}
	for _, r := range base {
		if !isCJK(r) {
			return nil
		}
	}
	return &reading{Ruby: Ruby{Base: base, Reading: strings.ReplaceAll(read, "|", "")}, width: end + 1}
}

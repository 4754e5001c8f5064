package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// A spacedImageParser reads pictures whose names have spaces in them, or whose
// size follows. To
// CommonMark they are text, but nobody means that; kramdown shows the picture.
type spacedImageParser struct{}

// spacedImageBytes bounds how far such a picture is looked for.
const spacedImageBytes = 1024

var spacedImage = lazyregexp.New(`^!\[([^\[\]\n]*)\]\(\s*([^()<>"'\s][^()<>"'\n]* [^()<>"'\n]*\.(?i:png|jpe?g|gif|webp|svg|bmp|avif))(?:\s+"([^"\n]*)")?\s*\)`)

// sizedImage is a picture with the size that markdown-it-imsize and many editors
// put behind its address: ![a](b.png =300x200).
var sizedImage = lazyregexp.New(`^!\[([^\[\]\n]*)\]\(\s*([^()<>"'\s]+)(?:\s+"([^"\n]*)")?\s+=(\d{1,4})?(?:x(\d{1,4})?|%)?\s*\)`)

// maySpaced reports whether a line that begins with ![ may match spacedImage or
// sizedImage: nearly all pictures have no white space in their brackets.
func maySpaced(line []byte) bool {
	_, rest, ok := bytes.Cut(line[len("!["):], []byte("]"))
	if !ok || !bytes.HasPrefix(rest, []byte("(")) {
		return false
	}
	end := bytes.IndexByte(rest, ')')
	return end > 0 && bytes.ContainsAny(rest[:end], " \t\n\f\r")
}

func (spacedImageParser) Trigger() []byte { return []byte{'!'} }

func (spacedImageParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("![")) {
		return nil
	}
	line = line[:min(len(line), spacedImageBytes)]
	if !maySpaced(line) {
		return nil
	}
	var size [2][]byte
	m := spacedImage.FindSubmatch(line)
	if m == nil {
		if m = sizedImage.FindSubmatch(line); m == nil {
			return nil
		}
		size = [2][]byte(m[4:6])
	}
	link := ast.NewLink()
	link.Destination, link.Title = m[2], m[3]
	img := ast.NewImage(link)
	img.SetPos(seg.Start)
	if len(m[1]) > 0 {
		img.AppendChild(img, ast.NewString(m[1]))
	}
	for i, key := range []string{"width", "height"} {
		if len(size[i]) > 0 {
			img.SetAttributeString(key, size[i])
		}
	}
	block.Advance(len(m[0]))
	return img
}

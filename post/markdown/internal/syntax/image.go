package syntax

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A spacedImageParser reads pictures whose names have spaces in them. To
// CommonMark they are text, but nobody means that; kramdown shows the picture.
type spacedImageParser struct{}

// spacedImageBytes bounds how far such a picture is looked for.
const spacedImageBytes = 1024

var spacedImage = regexp.MustCompile(`^!\[([^\[\]\n]*)\]\(\s*([^()<>"'\s][^()<>"'\n]* [^()<>"'\n]*\.(?i:png|jpe?g|gif|webp|svg|bmp|avif))(?:\s+"([^"\n]*)")?\s*\)`)

func (spacedImageParser) Trigger() []byte { return []byte{'!'} }

func (spacedImageParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("![")) {
		return nil
	}
	m := spacedImage.FindSubmatch(line[:min(len(line), spacedImageBytes)])
	if m == nil {
		return nil
	}
	link := ast.NewLink()
	link.Destination, link.Title = m[2], m[3]
	img := ast.NewImage(link)
	img.SetPos(seg.Start)
	if len(m[1]) > 0 {
		img.AppendChild(img, ast.NewString(m[1]))
	}
	block.Advance(len(m[0]))
	return img
}

package doc

import (
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post/internal/script"
)

// Plain returns the text of the inline nodes in n on one line: with
// alternative texts of images and footnote marks, without tags.
func Plain(n Node) string { return strings.Clone(xhtml.OneLine(PlainLines(n))) }

// PlainLines does the same as [Plain], but keeps hard line breaks.
func PlainLines(n Node) string {
	var b strings.Builder
	for c := range Shown(n) {
		if c.FirstChild() != nil && c.Kind() != KindImage {
			b.WriteString(PlainLines(c))
			continue
		}
		b.WriteString(NodeText(c))
	}
	return b.String()
}

// Shown yields the children of n that are not inside an inline script or
// style.
func Shown(n Node) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		end := ""
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if raw, ok := c.(*RawHTML); ok {
				tag := strings.ToLower(raw.HTML)
				switch {
				case end != "" && strings.HasPrefix(tag, end):
					end = ""
				case strings.HasPrefix(tag, "<script"):
					end = "</script"
				case strings.HasPrefix(tag, "<style"):
					end = "</style"
				}
			}
			if end == "" && !yield(c) {
				return
			}
		}
	}
}

// NodeText returns the text of one inline node without child nodes, or whose
// children are part of it.
func NodeText(n Node) string {
	switch n := n.(type) {
	case *Text:
		switch {
		case n.Hard:
			return n.Shown() + "\n"
		case n.Soft && !JoinsLines(n):
			return n.Shown() + " "
		}
		return n.Shown()
	case *CodeSpan:
		return n.Code
	case *AutoLink:
		return n.Label
	case *Image:
		return n.Alt
	case *RawHTML:
		if strings.HasPrefix(strings.ToLower(n.HTML), "<br") {
			return "\n"
		}
	case *TaskCheckBox:
		if n.Checked {
			return "☑ "
		}
		return "☐ "
	case *FootnoteLink:
		return "[" + strconv.Itoa(n.Index) + "]"
	case *Emoji:
		return n.Value
	case *Math:
		return n.TeX
	case *Ruby:
		return n.Base + "(" + n.Reading + ")"
	case *Wikilink:
		if img, ok := n.Image(); ok {
			return img.Alt
		}
		return n.Shown()
	}
	return ""
}

// JoinsLines reports whether the line end after n is dropped, because it is
// between two characters of scripts that are written without spaces (CSS Text
// 3, section 4.1.3).
func JoinsLines(n *Text) bool {
	next, ok := n.NextSibling().(*Text)
	if !ok {
		return false
	}
	a, _ := utf8.DecodeLastRuneInString(n.Value)
	b, _ := utf8.DecodeRuneInString(next.Value)
	return script.IsJoined(a, b)
}

// Shown returns the text that a reader sees for a wikilink.
func (n *Wikilink) Shown() string {
	if n.Label != "" {
		return n.Label
	}
	return strings.TrimLeft(strings.ReplaceAll(n.Target, "#", " › "), " ›")
}

// Image returns the picture that an embed shows, and false if it does not
// show one.
func (n *Wikilink) Image() (*Image, bool) {
	if !n.Embed || !IsImageName(n.Target) {
		return nil, false
	}
	img := &Image{Src: n.Target}
	img.at = n.at
	img.Alt, img.Width, img.Height = SizeHint(n.Label, true)
	return img, true
}

// IsImageName reports whether a name is that of a picture file.
func IsImageName(name string) bool {
	name, _, _ = strings.Cut(name, "#")
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return false
	}
	switch strings.ToLower(name[i+1:]) {
	case "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff":
		return true
	}
	return false
}

// MaxImageSide is the largest size hint of a picture that is accepted, in CSS
// pixels.
const MaxImageSide = 100_000

// SizeHint removes "|300" or "|300x200" from the end of alt and returns the
// size, as Obsidian does. If bare is true, alt may also consist only of the
// size.
func SizeHint(alt string, bare bool) (text string, width, height int) {
	i := strings.LastIndexByte(alt, '|')
	if i < 0 && !bare {
		return alt, 0, 0
	}
	w, h, _ := strings.Cut(strings.TrimSpace(alt[i+1:]), "x")
	width, err := strconv.Atoi(w)
	if err != nil || width <= 0 || width > MaxImageSide {
		return alt, 0, 0
	}
	if height, err = strconv.Atoi(h); err != nil || height < 0 || height > MaxImageSide {
		height = 0
	}
	return strings.TrimSpace(alt[:max(i, 0)]), width, height
}

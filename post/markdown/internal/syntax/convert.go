package syntax

import (
	"fmt"
	"strconv"
	"strings"

	emoji "github.com/yuin/goldmark-emoji/ast"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// A converter makes the tree of package doc from goldmark's: the one place where
// its nodes become ours.
type converter struct {
	src    []byte
	text   string // src, which the strings of the tree are parts of
	breaks bool   // every line break in a paragraph is kept
	hidden bool   // some of the text is hidden, and has fillers in its place

	output Output  // see [Options]
	liquid *liquid // fills in code; nil for none
	refs   bool    // see [Options]

	ids   map[doc.Node]string // see [Document]
	kinds doc.KindSet         // see [Document]

	extensions *Extensions
	err        error // of rendering a node of theirs

	// The most frequent kinds of nodes, and lines.
	texts      slab[doc.Text]
	emphases   slab[doc.Emphasis]
	lineSlab   slab[doc.Line]
	paragraphs slab[doc.Paragraph]
	textBlocks slab[doc.TextBlock]
	items      slab[doc.ListItem]
	links      slab[doc.Link]
}

func (c *converter) document(root ast.Node) *doc.Document {
	d := &doc.Document{}
	c.children(d, root)
	return d
}

// continues reports whether t goes on with the text before it, as two pieces
// of one text that goldmark parted where a link or an emphasis might have
// begun.
func (c *converter) continues(t *ast.Text) bool {
	before, ok := t.PreviousSibling().(*ast.Text)
	if !ok || c.hidden || before.SoftLineBreak() || before.HardLineBreak() || before.IsRaw() != t.IsRaw() {
		return false
	}
	a, b := before.Segment, t.Segment
	if a.Stop != b.Start || a.IsEmpty() || b.IsEmpty() || a.Padding+b.Padding > 0 || a.ForceNewline || b.ForceNewline {
		return false
	}
	return t.IsRaw() || !strings.ContainsAny(c.text[a.Start:a.Stop], `\&`) // which the other piece might end
}

func (c *converter) children(to doc.Node, from ast.Node) {
	for n := from.FirstChild(); n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok {
			c.addText(to, t)
			continue
		}
		made := c.block(n)
		if made == nil {
			made = c.inline(n)
		} else if id := attribute(n, "id"); id != "" && n.Kind() != ast.KindHeading {
			if c.ids == nil {
				c.ids = make(map[doc.Node]string)
			}
			c.ids[made] = id
		}
		if made == nil {
			if made = c.foreign(n); made == nil {
				c.children(to, n) // what nobody knows is left out, and what it holds kept
				continue
			}
			doc.SetOffset(made, Offset(n))
			doc.Append(to, made)
			c.kinds.Add(made.Kind())
			continue
		}
		if made.Offset() < 0 {
			doc.SetOffset(made, Offset(n))
		}
		doc.Append(to, made)
		kind := made.Kind()
		c.kinds.Add(kind)
		if kind != doc.KindCodeSpan && kind != doc.KindLocked {
			c.children(made, n)
		}
	}
}

// addText adds a text to a node, or to the text before it.
func (c *converter) addText(to doc.Node, t *ast.Text) {
	if c.continues(t) {
		whole := to.LastChild().(*doc.Text)
		whole.Value, whole.Soft, whole.Hard = c.text[whole.Offset():t.Segment.Stop], t.SoftLineBreak(), c.isHard(t)
		return
	}
	made := c.texts.one()
	made.Value, made.Raw, made.Soft, made.Hard = c.segment(t.Segment), t.IsRaw(), t.SoftLineBreak(), c.isHard(t)
	doc.SetOffset(made, t.Segment.Start)
	doc.Append(to, made)
	c.kinds.Add(doc.KindText)
}

// block returns the node for a block, nil for an inline node.
func (c *converter) block(n ast.Node) doc.Node {
	switch n := n.(type) {
	case *ast.Paragraph:
		made := c.paragraphs.one()
		made.Lines = c.lines(n)
		return made
	case *ast.TextBlock:
		made := c.textBlocks.one()
		made.Lines = c.lines(n)
		return made
	case *ast.Heading:
		return &doc.Heading{Level: n.Level, ID: attribute(n, "id"), Lines: c.lines(n)}
	case *ast.Blockquote:
		return &doc.Blockquote{}
	case *ast.List:
		return &doc.List{Ordered: n.IsOrdered(), Start: n.Start, Tight: n.IsTight}
	case *ast.ListItem:
		return c.items.one()
	case *ast.ThematicBreak:
		return &doc.ThematicBreak{}
	case *ast.FencedCodeBlock:
		if lang := string(n.Language(c.src)); lang == "math" || lang == "{math}" {
			return &doc.MathBlock{TeX: strings.TrimSpace(c.lines(n).String())}
		}
		rest := ""
		if n.Info != nil {
			rest = strings.TrimSpace(shown(strings.TrimPrefix(string(n.Info.Segment.Value(c.src)), string(n.Language(c.src)))))
		}
		return &doc.CodeBlock{Fenced: true, Info: shown(string(n.Language(c.src))), Rest: rest, Lines: c.liquid.lines(c.lines(n))}
	case *ast.CodeBlock:
		return &doc.CodeBlock{Lines: c.liquid.lines(c.lines(n))}
	case *ast.HTMLBlock:
		b := &doc.HTMLBlock{Lines: c.lines(n)}
		for i := range b.Lines {
			b.Lines[i].Text = c.address(b.Lines[i].Text)
		}
		if n.Lines().Len() > 0 && strings.IndexByte(string(n.Lines().Value(c.src)), lockedByte) >= 0 {
			for i := range b.Lines {
				seg := n.Lines().At(i)
				b.Lines[i].Text = shownHTML(string(seg.Value(c.src)))
			}
		}
		if n.HasClosure() {
			b.Closure = shownHTML(string(n.ClosureLine.Value(c.src)))
		}
		return b
	case *ast.LinkReferenceDefinition:
		return &doc.LinkReferenceDefinition{}
	}
	if made := c.extended(n); made != nil {
		return made
	}
	return c.own(n)
}

// extended returns the node for a block of goldmark's extensions.
func (c *converter) extended(n ast.Node) doc.Node {
	switch n := n.(type) {
	case *extast.Table:
		return &doc.Table{}
	case *extast.TableHeader:
		return &doc.TableRow{Header: true}
	case *extast.TableRow:
		return &doc.TableRow{}
	case *extast.TableCell:
		cell := &doc.TableCell{Lines: c.lines(n)}
		if n.Alignment != extast.AlignNone {
			cell.Align = n.Alignment.String()
		}
		return cell
	case *extast.DefinitionList:
		return &doc.DefinitionList{}
	case *extast.DefinitionTerm:
		return &doc.DefinitionTerm{Lines: c.lines(n)}
	case *extast.DefinitionDescription:
		return &doc.DefinitionDescription{}
	case *extast.FootnoteList:
		return &doc.FootnoteList{}
	case *extast.Footnote:
		return &doc.Footnote{Index: n.Index}
	}
	return nil
}

// own returns the node for a block of this package.
func (c *converter) own(n ast.Node) doc.Node {
	switch n := n.(type) {
	case *Locked:
		return &doc.Locked{}
	case *Container:
		if isLocked(n.Name) {
			made := &doc.Locked{}
			doc.SetOffset(made, n.Offset)
			return made
		}
		made := &doc.Container{
			Dialect: n.Dialect, Name: n.Name, TitleText: shown(n.TitleText), Attrs: n.Attrs,
			Foldable: n.Foldable, Open: n.Open, NoTitle: n.NoTitle, Closed: n.Closed,
		}
		doc.SetOffset(made, n.Offset)
		return made
	case *Title:
		return &doc.Title{Lines: c.lines(n)}
	case *Tabs:
		return &doc.Tabs{}
	case *Tab:
		return &doc.Tab{Label: shown(n.Label)}
	case *ExcerptMark:
		return &doc.ExcerptMark{}
	case *MathBlock:
		return &doc.MathBlock{TeX: shown(n.TeX)}
	}
	return nil
}

// inline returns the node for an inline node.
func (c *converter) inline(n ast.Node) doc.Node {
	switch n := n.(type) {
	case *ast.String:
		return &doc.Text{Value: shown(string(n.Value)), Raw: n.IsRaw() || n.IsCode()}
	case *ast.Emphasis:
		made := c.emphases.one()
		made.Level = n.Level
		return made
	case *ast.CodeSpan:
		return &doc.CodeSpan{Code: c.liquid.span(textOffset(n), c.code(n))}
	case *ast.Link:
		made := c.links.one()
		made.URL, made.Title = c.address(doc.Unescape(shown(string(n.Destination)))), doc.Unescape(shown(string(n.Title)))
		return made
	case *LockedText:
		made := &doc.LockedText{}
		doc.SetOffset(made, n.Pos())
		return made
	case *ast.AutoLink:
		return &doc.AutoLink{URL: shown(autoLinkURL(n, c.src)), Label: shown(string(n.Label(c.src)))}
	case *ast.Image:
		return c.image(n)
	case *ast.RawHTML:
		return &doc.RawHTML{HTML: c.address(shown(string(n.Segments.Value(c.src))))}
	case *statedInline:
		return &doc.RawHTML{HTML: shown(n.html)}
	case *extast.Strikethrough:
		return &doc.Strikethrough{}
	case *extast.TaskCheckBox:
		return &doc.TaskCheckBox{Checked: n.IsChecked}
	case *extast.FootnoteLink:
		return &doc.FootnoteLink{Index: n.Index, RefIndex: n.RefIndex}
	case *extast.FootnoteBacklink:
		return &doc.FootnoteBacklink{Index: n.Index, RefIndex: n.RefIndex}
	case *emoji.Emoji:
		return &doc.Emoji{Value: emojiText(n)}
	case *Mark:
		return &doc.Mark{}
	case *Math:
		return &doc.Math{TeX: shown(n.TeX), Display: n.Display}
	case *Ruby:
		return &doc.Ruby{Base: shown(n.Base), Reading: shown(n.Reading)}
	case *Wikilink:
		made := &doc.Wikilink{Target: shown(n.Target), Label: shown(n.Label), Embed: n.Embed}
		doc.SetOffset(made, n.Offset)
		return made
	}
	return nil
}

// isHard reports whether the line break after n is kept.
func (c *converter) isHard(n *ast.Text) bool {
	return n.HardLineBreak() || c.breaks && n.SoftLineBreak()
}

// segment returns the text of a segment.
func (c *converter) segment(s text.Segment) string {
	if s.Padding == 0 && !s.ForceNewline && s.Start <= s.Stop && s.Stop <= len(c.text) {
		if !c.hidden {
			return c.text[s.Start:s.Stop]
		}
		return shown(c.text[s.Start:s.Stop])
	}
	return shown(string(s.Value(c.src)))
}

// lines returns the lines of a block.
func (c *converter) lines(n ast.Node) doc.Lines {
	segments := n.Lines()
	if segments == nil || segments.Len() == 0 {
		return nil
	}
	lines := doc.Lines(c.lineSlab.take(segments.Len()))
	for i := range lines {
		s := segments.At(i)
		lines[i] = doc.Line{Start: s.Start, Text: c.segment(s)}
	}
	return lines
}

// code returns the code of a span, its line ends as spaces.
func (c *converter) code(n *ast.CodeSpan) string {
	var b strings.Builder
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		t, ok := child.(*ast.Text)
		if !ok {
			continue
		}
		v := c.segment(t.Segment)
		if line, ok := strings.CutSuffix(v, "\n"); ok {
			v = line + " "
		}
		b.WriteString(v)
	}
	return shown(b.String())
}

// textOffset returns where the text in n begins.
func textOffset(n ast.Node) int {
	if t, ok := n.FirstChild().(*ast.Text); ok {
		return t.Segment.Start
	}
	return n.Pos()
}

// image returns a picture, with the size that some dialects put after its
// alternative text, or in attributes.
func (c *converter) image(n *ast.Image) *doc.Image {
	img := &doc.Image{Src: c.address(doc.Unescape(shown(string(n.Destination)))), Title: xhtml.OneLine(doc.Unescape(shown(string(n.Title))))}
	img.Captioned = attribute(n, "caption") != ""
	alt := &doc.Image{}
	c.children(alt, n)
	img.Alt, img.Width, img.Height = doc.SizeHint(doc.Plain(alt), false)
	for key, side := range map[string]*int{"width": &img.Width, "height": &img.Height} {
		if size, err := strconv.Atoi(strings.TrimSuffix(attribute(n, key), "px")); err == nil && size > 0 {
			*side = size
		}
	}
	return img
}

// attribute returns the value of an attribute as text, "" if there is none.
func attribute(n ast.Node, key string) string {
	v, ok := n.AttributeString(key)
	if !ok || v == nil {
		return ""
	}
	return shown(fmt.Sprintf("%s", v))
}

func autoLinkURL(n *ast.AutoLink, source []byte) string {
	url := string(n.URL(source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		return "mailto:" + url
	}
	return url
}

func emojiText(n *emoji.Emoji) string {
	if n.Value == nil || len(n.Value.Unicode) == 0 {
		return ":" + string(n.ShortName) + ":"
	}
	return string(n.Value.Unicode)
}

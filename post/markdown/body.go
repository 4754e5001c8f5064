package markdown

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
	"github.com/foreword-go/foreword/post/markdown/internal/render"
	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
	"github.com/foreword-go/foreword/post/site"
	"golang.org/x/net/html"
)

// parseBody parses the body of a post and sets the fields of po that come
// from it. The body has only legal characters, its lines end with line feeds,
// and its first line is the line numbered line in the file. If the body must
// not be parsed, po.Problems has a [post.SeverityFatal] problem.
func (p *Parser) parseBody(po *work, body []byte, line int) *doc.Places {
	po.Line = line
	separator, _ := po.Params["excerpt_separator"].(string)
	refuse := func(pos post.Position, err error) *doc.Places {
		po.Problems = append(po.Problems, &post.Problem{Pos: pos, Rule: RuleOverLimit, Severity: post.SeverityFatal, Err: fmt.Errorf("%w: %w", post.ErrLimit, err)})
		return nil
	}
	start := post.Position{File: po.Path, Line: line, Column: 1}
	parsed, err := syntax.Parse(body, syntax.Options{
		Phrases: phrases.Of(p.Vocabulary), ExcerptSeparator: strings.TrimSpace(separator), HardBreaks: p.breaksLines(), Output: p.outputs(po),
		MDX: p.isMDX(po), Vault: p.isVault(), FenceCaptions: p.hasFenceCaptions(), WholeElements: p.hasWholeElements(), Refs: p.Site != nil && p.Site.Engine == Hugo,
		Extensions: p.Extensions.inner(),
	})
	if err != nil {
		var limit *syntax.LimitError
		if errors.As(err, &limit) {
			po.Source = string(body)
			return refuse(po.Place(limit.Offset), err)
		}
		return refuse(start, err)
	}
	po.Root, po.Source, po.kinds = parsed.Root, parsed.Source, parsed.Kinds
	c := collector{po: po, doc: parsed, lines: po.Places(), headings: headingIDs{rule: p.headingRule()}}
	c.notes()
	c.footnotes()
	c.collect()
	if c.references*len(po.URL) > maxReferred {
		return refuse(start, fmt.Errorf("too many links for an address of %d bytes, want at most %d", len(po.URL), maxReferred/len(po.URL)))
	}
	po.IDs = c.ids
	if liftTitle(po); po.noteName != "" {
		po.Title = cmp.Or(po.Title, po.noteName)
		if po.Tags = distinct(append(po.Tags, noteTags(po.Tree)...)); len(po.Tags) > maxTerms {
			return refuse(start, fmt.Errorf("%d tags in the text, want at most %d", len(po.Tags), maxTerms))
		}
	}
	if po.Title == "" { // a title inside another block stays there
		if i := slices.IndexFunc(po.Headings, func(h post.Heading) bool { return h.Level == 1 && h.Text != "" }); i >= 0 {
			po.Title = po.Headings[i].Text
		}
	}
	if po.Title == "" && p.Site != nil && p.Site.Engine == Jekyll {
		po.Title = slugTitle(po.Path)
	}
	po.count = countText(po.Root)
	setLang(po, p.lang())
	return c.lines
}

// headingRule returns the rule by which the engine makes the ids of headings.
func (p *Parser) headingRule() site.HeadingRule {
	if p.Site == nil {
		return site.HeadingGitHub
	}
	return p.Site.HeadingIDs.Value
}

// isMDX reports whether a post is read as MDX: a file named *.mdx, or any
// file of Docusaurus, unless the configuration or the key mdx of the front
// matter says otherwise.
func (p *Parser) isMDX(po *work) bool {
	if path.Ext(po.Path) == ".mdx" {
		return true
	}
	if own, ok := po.Params["mdx"].(map[string]any); ok {
		if format, ok := own["format"].(string); ok && format != "" {
			return format == "mdx"
		}
	}
	return p.Site != nil && p.Site.MDX.Value
}

// isVault reports whether the posts are notes of Obsidian.
func (p *Parser) isVault() bool {
	if p.Site != nil && p.Site.Engine != "" {
		return p.Site.Engine == Obsidian
	}
	return p.Engine == Obsidian || p.vault
}

// hasFenceCaptions reports whether the engine shows the text after the
// language of a code fence: ``` yml _config.yml
func (p *Parser) hasFenceCaptions() bool {
	return p.Engine == Hexo || p.Site != nil && p.Site.Engine == Hexo
}

// hasWholeElements reports whether elements of HTML continue over blank lines
// up to their end tag. They do in every Markdown reader of Jekyll (kramdown,
// Redcarpet, RDiscount) except those of CommonMark.
func (p *Parser) hasWholeElements() bool {
	if p.Site == nil || p.Site.Engine != Jekyll {
		return false
	}
	reader, _ := p.Site.Var("markdown")
	return !strings.HasPrefix(strings.ToLower(reader), "commonmark")
}

// breaksLines reports whether the engine keeps line breaks within a
// paragraph. Hexo and Obsidian do, unless the site's configuration says
// otherwise.
func (p *Parser) breaksLines() bool {
	if p.Site != nil && p.Site.Engine != "" {
		return p.Site.SoftBreaks.Value
	}
	return p.Engine == Hexo || p.Engine == Obsidian
}

// slugTitle returns the title that Jekyll gives a post without one
// (Utils.titleize_slug): the file name without the date, split at hyphens and
// underscores, each part capitalised.
func slugTitle(name string) string {
	slug := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if m := dated.FindStringSubmatch(slug); m != nil && m[4] != "" {
		slug = m[4]
	}
	words := strings.FieldsFunc(slug, func(r rune) bool { return r == '-' || r == '_' })
	for i, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + strings.ToLower(w[size:])
	}
	return strings.Join(words, " ")
}

// finishBody sets the fields that are known only after the content warnings
// of po have been found: warnings of [post.ScopePost] are no longer in its
// tree.
func (p *Parser) finishBody(po *work) {
	for _, w := range po.warnings {
		for n := w.Block; n != nil; n = n.Parent() {
			if c, ok := n.(*doc.Container); ok {
				c.Foldable = false // a warning is never folded
			}
		}
	}
	if po.kinds.Has(doc.KindLocked, doc.KindLockedText, doc.KindHTMLBlock) {
		words := label.Of(p.Vocabulary).For(po.Lang).LockedPart
		doc.SayLocked(po.Root, words)
		for _, w := range po.warnings { // their blocks may no longer be in the tree
			for _, n := range w.Nodes {
				doc.SayLocked(n, words)
			}
		}
	}
	po.WordCount = po.count.CJK + po.count.Words
	po.ReadingTime = post.ReadingTime(po.count.CJK, po.count.Words)
	if po.Summary == "" {
		po.Summary = excerpt(po)
	}
	po.Tree.Listed, po.Tree.LabelLang, po.Tree.Labels = po.Post.Contents, po.Lang, label.Of(p.Vocabulary)
	po.Body = po.Tree
}

// A collector gathers the links, pictures, headings and other parts of a
// body, in document order.
type collector struct {
	po       *work
	doc      *syntax.Document
	lines    *doc.Places
	ids      *xhtml.IDs
	headings headingIDs
	drop     []doc.Node // comments
	// references counts the references that an output may write with the
	// address of the post in front.
	references int
}

// maxReferred limits the bytes that references take if each one is made
// absolute: their number times the length of the post's address.
const maxReferred = 16_000_000

// notes turns the notes of the Markdown parser into problems.
func (c *collector) notes() {
	for _, n := range c.doc.Notes {
		rule, severity, err := noteRule(n)
		c.po.Problems = append(c.po.Problems, &post.Problem{Pos: c.lines.At(n.Offset), Rule: rule, Severity: severity, Err: err})
	}
}

// noteRule returns the rule, severity and error for a note of the Markdown
// parser.
func noteRule(n syntax.Note) (post.Rule, post.Severity, error) {
	switch n.Kind {
	case syntax.UnclosedContainer:
		if n.Text == "%%" {
			return RuleUnclosed, post.SeverityWarning, fmt.Errorf("comment %q has no end: the rest of the post is left out", n.Text)
		}
		return RuleUnclosed, post.SeverityWarning, fmt.Errorf("container %q has no end", n.Text)
	case syntax.DroppedShortcode:
		if n.Text == "%%" { // Obsidian's comments; an author who writes for another engine wants to know
			return RuleDroppedShortcode, post.SeverityHint, fmt.Errorf("comment between %q is left out, with its text", n.Text)
		}
		return RuleDroppedShortcode, post.SeverityWarning, fmt.Errorf("shortcode %q is left out, and the text in it is kept", n.Text)
	case syntax.DroppedComponent:
		return RuleDroppedComponent, post.SeverityWarning, fmt.Errorf("component %q is left out, and the text in it is kept", n.Text)
	case syntax.UnusedFootnote:
		return RuleUnusedFootnote, post.SeverityWarning, fmt.Errorf("footnote %q is left out: nothing refers to it, or another one has the same label", n.Text)
	default:
		return RuleLiteralEmphasis, post.SeverityHint, fmt.Errorf("%s is shown as it is typed: put it directly beside the word that it marks", n.Text)
	}
}

// footnotes gathers the footnotes. It reserves their ids, so that nothing
// else gets the same id.
func (c *collector) footnotes() {
	c.ids = xhtml.NewIDs()
	if !c.doc.Kinds.Has(doc.KindFootnote, doc.KindFootnoteLink) {
		return
	}
	doc.Walk(c.po.Root, func(n doc.Node, entering bool) doc.Status {
		switch n := n.(type) {
		case *doc.Footnote:
			if entering {
				c.ids.Take(render.FootnoteID(n.Index))
				c.po.Footnotes = append(c.po.Footnotes, post.Footnote{Number: n.Index, Text: script.OneLine(c.po.TextOf(n)), Pos: c.place(n)})
			}
		case *doc.FootnoteLink:
			if entering {
				c.references += 2 // to the note and back
				c.ids.Take(render.FootnoteRefID(n.Index, n.RefIndex))
			}
		}
		return doc.Continue
	})
}

func (c *collector) collect() {
	doc.Walk(c.po.Root, func(n doc.Node, entering bool) doc.Status {
		if n.Kind() == doc.KindText {
			return doc.SkipChildren // it has none, nor an id
		}
		if entering {
			c.node(n)
		}
		return doc.Continue
	})
	for _, n := range c.drop {
		doc.Remove(n)
	}
}

func (c *collector) node(n doc.Node) {
	po := c.po
	if id := c.doc.IDs[n]; id != "" {
		if po.Marks == nil {
			po.Marks = make(map[doc.Node]string)
		}
		po.Marks[n] = c.ids.Take(id)
	}
	switch n := n.(type) {
	case *doc.Heading:
		text := doc.Plain(n)
		written := n.ID
		if written == "" {
			written = c.headings.id(text)
		}
		id := c.ids.Take(written)
		if id == "" {
			id = c.ids.Take("section")
		}
		n.ID = id
		anchor := ""
		if xhtml.ID(written) != written {
			anchor = written
		}
		po.Headings = append(po.Headings, post.Heading{Level: n.Level, ID: id, Anchor: anchor, Text: text, Pos: c.lineOf(n)})
	case *doc.Image:
		c.references++
		c.image(n)
	case *doc.Link:
		c.references++
		po.Links = append(po.Links, post.Link{URL: n.URL, Text: doc.Plain(n), Pos: c.place(n)})
	case *doc.AutoLink:
		po.Links = append(po.Links, post.Link{URL: n.URL, Text: n.Label, Pos: c.place(n)})
	case *doc.Wikilink:
		c.references++
		if img, ok := n.Image(); ok {
			c.image(img)
		}
	case *doc.CodeBlock:
		c.diagram(n, n.Info)
	case *doc.Container:
		c.diagram(n, n.Name)
	case *doc.HTMLBlock:
		c.raw(n, n.Lines.String()+n.Closure)
	case *doc.RawHTML:
		c.raw(n, n.HTML)
	}
}

// raw gathers the references in raw HTML, and marks HTML comments to be
// dropped.
func (c *collector) raw(n doc.Node, text string) {
	if rest, ok := strings.CutPrefix(strings.TrimSpace(text), "<!--"); ok {
		if i := strings.Index(rest, "-->"); i >= 0 && i+3 == len(rest) {
			c.drop = append(c.drop, n)
			return
		}
	}
	c.po.HasHTML = true
	if isBareTag(text) {
		return
	}
	r := rawReader{collector: c, node: n, link: -1}
	defer r.endLink()
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			r.text(z.Text())
		case html.EndTagToken:
			name, _ := z.TagName()
			r.end(string(name))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(z.Token())
		}
	}
}

// isBareTag reports whether text is a single tag without attributes, such as
// <br> and </kbd>, which refers to nothing and draws nothing.
func isBareTag(text string) bool {
	return strings.LastIndexByte(text, '<') == 0 && strings.IndexByte(text, '=') < 0 && !strings.Contains(strings.ToLower(text), "svg")
}

// A rawReader lists the headings, images and links of one piece of raw HTML.
type rawReader struct {
	*collector
	node    doc.Node        // the node of the HTML
	link    int             // index of the open link; -1 if none is open
	label   strings.Builder // of the link
	heading post.Heading    // the open heading; Level 0 if none is open
	title   strings.Builder // of the heading
}

func (r *rawReader) text(shown []byte) {
	if r.link >= 0 {
		r.label.Write(shown)
	}
	if r.heading.Level > 0 {
		r.title.Write(shown)
	}
}

// endLink gives the open link its text.
func (r *rawReader) endLink() {
	if r.link >= 0 {
		r.po.Links[r.link].Text = r.label.String()
	}
	r.link = -1
	r.label.Reset()
}

func (r *rawReader) end(tag string) {
	switch {
	case tag == "a":
		r.endLink()
	case r.heading.Level > 0 && headingLevel(tag) > 0:
		if r.heading.Text = script.OneLine(r.title.String()); r.heading.Text != "" {
			r.po.Headings = append(r.po.Headings, r.heading)
		}
		r.heading.Level = 0
	}
}

func (r *rawReader) start(t html.Token) {
	attrs := r.attributes(t)
	id := attrs["id"]
	if id != "" {
		id = r.ids.Take(id)
	} else if t.Data == "a" && attrs["name"] != "" {
		r.ids.Take(attrs["name"])
	}
	switch level := headingLevel(t.Data); {
	case level > 0:
		r.heading = post.Heading{Level: level, ID: id, Pos: r.lineOf(r.node)}
		r.title.Reset()
	case t.Data == "img":
		src, _ := xhtml.Picture(t.Attr)
		if src == "" {
			break
		}
		img := post.Image{Src: src, Alt: script.OneLine(attrs["alt"]), Title: script.OneLine(attrs["title"]), Pos: r.place(r.node)}
		img.Width, _ = strconv.Atoi(strings.TrimSuffix(attrs["width"], "px"))
		img.Height, _ = strconv.Atoi(strings.TrimSuffix(attrs["height"], "px"))
		r.po.Images = append(r.po.Images, img)
	case t.Data == "svg":
		r.drawing(r.node)
	case t.Data == "pre" || t.Data == "div":
		r.diagram(r.node, attrs["class"])
	case t.Data == "a" && attrs["href"] != "":
		r.endLink()
		r.link = len(r.po.Links)
		r.po.Links = append(r.po.Links, post.Link{URL: strings.TrimSpace(attrs["href"]), Pos: r.place(r.node)})
	}
}

// attributes returns the attributes of t and counts the addresses in them. Of two
// attributes with the same name the first is used.
func (r *rawReader) attributes(t html.Token) map[string]string {
	attrs := make(map[string]string, len(t.Attr))
	for _, a := range slices.Backward(t.Attr) {
		attrs[a.Key] = a.Val
		switch a.Key {
		case "href", "src", "cite", "poster":
			r.references++
		case "srcset":
			r.references += 1 + strings.Count(a.Val, ",")
		}
	}
	return attrs
}

// headingLevel returns the level of an HTML heading, 0 for other elements.
func headingLevel(name string) int {
	if len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}

// place returns the position of a node in the file. For a node that the
// parser made up it is that of the node around it.
func (c *collector) place(n doc.Node) post.Position {
	for ; n != nil; n = n.Parent() {
		if offset := n.Offset(); offset >= 0 && n.Kind() != doc.KindDocument {
			return c.lines.At(offset)
		}
	}
	return post.Position{File: c.po.Path}
}

// lineOf returns the position of the first line of a block.
func (c *collector) lineOf(n doc.Node) post.Position {
	pos := c.place(n)
	if pos.Line > 0 {
		pos.Column = 1
	}
	return pos
}

// liftTitle removes the heading that is the title of the post from its tree:
// the first heading of level 1, if the front matter has no title or the same
// one.
func liftTitle(po *work) {
	for n := po.Root.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*doc.Heading)
		if !ok || h.Level != 1 {
			continue
		}
		text := doc.Plain(h)
		switch {
		case text == "":
			continue
		case po.Title == "":
			po.Title = text
		case !strings.EqualFold(script.OneLine(text), script.OneLine(po.Title)):
			return
		}
		doc.Remove(h)
		return
	}
}

// image adds a picture.
func (c *collector) image(n *doc.Image) {
	img := render.ImageOf(n)
	img.Pos = c.place(n)
	c.po.Images = append(c.po.Images, img)
}

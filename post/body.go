package post

// Body is the content of a post: text with markup, in whatever form it was
// written. The parser of package markdown makes one of Markdown, and [HTMLBody]
// is one of HTML; a caller may have its own. A Body does not change, and is safe
// for concurrent use.
type Body interface {
	// Render returns the content as markup, as r asks for it: HTML5 and
	// well-formed XHTML at once, with nothing active in it. Content warnings of
	// [ScopePost] are not part of it: they are the caller's to put first.
	Render(r *Renderer) string
	// Text returns the content as plain text, paragraphs separated by a blank
	// line.
	Text() string
	// Contents lists the headings, pictures, links and footnotes of the content,
	// and its length.
	Contents() Contents
}

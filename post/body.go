package post

// A Body holds the content of a post, in the form in which it was written.
// Package markdown makes one from Markdown, and [HTMLBody] is one in HTML.
// Programs may implement their own. A Body must not change, and must be safe for
// concurrent use.
type Body interface {
	// Render returns the content as markup that follows the options of r. The
	// markup is HTML5 and well-formed XHTML at once, and contains nothing active.
	// Content warnings of [ScopePost] are left out, because the caller writes
	// them before the content.
	Render(r *Renderer) string
	// Text returns the content as plain text, paragraphs separated by a blank
	// line.
	Text() string
	// Contents returns the headings, images, links and footnotes of the content,
	// and its length.
	Contents() Contents
}

package post

// A Renderer writes the body of a post as markup that is HTML5 and well-formed
// XHTML at once: void elements are closed with a slash, attributes quoted, and
// only the five entities of XML are used. Nothing in it is active: raw HTML is
// reduced to an allow-list, and links to http, https, mailto and relative
// references. The zero Renderer is ready to use, and safe for concurrent use
// as long as its fields do not change.
//
// Hooks are called with valid, safe URI references (RFC 3986); other characters that
// the author wrote are percent-encoded. References that hooks return are encoded and
// checked in the same way.
type Renderer struct {
	// IDPrefix is put before every id and every reference to one inside the
	// post, so that several posts fit on one page.
	IDPrefix string
	// Link returns the reference to write for that of a hyperlink, citation, audio
	// or video. If it returns "", the link is removed and its text kept. If Link is
	// nil, references stay as written. It is not called for references to ids
	// within the post.
	Link func(ref string) string
	// Image returns the image to write for img. If it returns false, only the
	// alternative text is written. If Image is nil, images stay as written. It is
	// also called for the poster of a video and for each image of a srcset, where
	// only Src is used.
	Image func(img Image) (Image, bool)
	// Asides writes containers and callouts as <aside class="container …">, for
	// output with a stylesheet. If false, they are written as <blockquote>, which
	// feed readers keep. Both begin with the title in bold.
	Asides bool
	// Highlight returns the markup of a code block in the language lang, which may
	// contain only inline elements. If it returns false, or Highlight is nil, the
	// code is written plain.
	Highlight func(lang, code string) (string, bool)
	// Math returns the markup of a formula in TeX, such as MathML. If it returns
	// false, or Math is nil, the formula is written as code.
	Math func(tex string, display bool) (string, bool)
}

// Body renders the body of the post, without the heading that became its title, and
// without the content warnings of [ScopePost], which the caller writes first.
func (r *Renderer) Body(p *Post) string {
	if p.Body == nil {
		return ""
	}
	return p.Body.Render(r)
}

// Warning renders the body of a content warning, without its title.
func (r *Renderer) Warning(w *Warning) string {
	if w.Body == nil {
		return HTMLBody(w.HTML).Render(r)
	}
	return w.Body.Render(r)
}

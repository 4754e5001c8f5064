package post

// A Renderer writes the body of a post as markup that is HTML5 and well-formed
// XHTML at once: void elements are closed with a slash, attributes quoted, and
// only the five entities of XML are used. Nothing in it is active: raw HTML is
// reduced to an allow-list, and links to http, https, mailto and relative
// references. The zero Renderer is ready to use, and safe for concurrent use
// as long as its fields do not change.
//
// The references that its hooks get are valid URI references (RFC 3986),
// percent-encoded where the post has other characters; unsafe ones are never
// given to them. What they return is encoded and checked in the same way.
type Renderer struct {
	// IDPrefix is put before every id and every reference to one inside the
	// post, so that several posts fit on one page.
	IDPrefix string
	// Link returns what to write for the reference of a hyperlink, citation,
	// sound or film; "" keeps the text of the link without it. If nil,
	// references stay as written. References to ids of the post itself are
	// not given to it.
	Link func(ref string) string
	// Image returns the picture to write for img; false leaves its
	// alternative text. If nil, pictures stay as written. A poster of a film
	// is a picture too, and so is each of a srcset: of those Src alone is used.
	Image func(img Image) (Image, bool)
	// Asides writes containers and callouts as <aside class="container …">,
	// which a stylesheet can dress. If false they are <blockquote>, which
	// survives programs that strip classes. Both begin with the title in bold.
	Asides bool
	// Highlight returns the markup of a code block in the language named, of
	// inline elements only. False, or a nil func, leaves the code plain.
	Highlight func(lang, code string) (string, bool)
	// Math returns the markup of a formula in TeX, such as MathML. False, or a
	// nil func, shows the formula as code.
	Math func(tex string, display bool) (string, bool)
}

// Body renders the body of the post: without the heading that became its
// title, and without the content warnings of [ScopePost], which are the
// caller's to put first.
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

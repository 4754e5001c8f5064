package post

// headWarnings fills h.Warnings from the keys of the front matter and the
// marks of the title, and claims the keys it reads.
func (p *Parser) headWarnings(h *Head, f *fields) {}

package post

// headRepost fills h.Repost from the keys of the front matter, the marks of
// the title and the tags, and claims the keys it reads. It runs after every
// other key was read.
func (p *Parser) headRepost(h *Head, f *fields) {}

package post

// findWarnings adds the content warnings of the body to those of the head.
func (p *Parser) findWarnings(po *Post) {}

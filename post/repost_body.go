package post

// findRepost completes po.Repost with what the body says.
func (p *Parser) findRepost(po *Post) {}

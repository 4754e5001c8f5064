package post

// A Repost names the source of a reposted article and its original authors. Fields
// that the post does not state stay empty; nothing is guessed.
//
// Package markdown takes a post for a repost because of a front matter key, a mark in
// the title, a tag or category, a description such as "原作者：…", or a line of
// attribution at the start or end of the body. These are not taken as evidence: a line
// about who may repost this post, a signature, the byline of a guest, and the address
// of a copy that the author published elsewhere. If nothing names the original author,
// it is the author in the front matter, unless they are an author of the site; see
// [github.com/foreword-go/foreword/post/markdown.Parser.SiteAuthors].
type Repost struct {
	// Authors wrote the original.
	Authors []Author `json:"authors"`
	// Title is the title of the original, if it differs.
	Title string `json:"title,omitempty"`
	// URL is the address of the original.
	URL string `json:"url,omitempty"`
	// Publication is the journal, site or account that published the original.
	Publication string `json:"publication,omitempty"`
	// Translators and proofreaders worked on this version; see [Author.Role].
	Translators []Author `json:"translators,omitempty"`
	// License is the stated licence of the original.
	License string `json:"license,omitempty"`
	// Pos is the position of the first evidence.
	Pos Position `json:"pos"`
}

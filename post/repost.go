package post

// A Repost says where a reposted article comes from and who really wrote it.
// Nothing in it is invented: what the post does not say stays empty.
//
// Evidence is a front matter key, a mark in the title, a tag or category of
// reposts, a description such as "原作者：…", or a line of attribution at the
// head or foot of the body. Not evidence are a line about who may repost this
// post in turn, a signature, a guest's byline, and the address of a copy that the
// author put elsewhere. Where nothing names the author of the original, it is the
// author in the front matter, unless that is one of those who write the site; see
// [github.com/foreword-go/foreword/post/markdown.Parser.SiteAuthors].
type Repost struct {
	// Authors wrote the original.
	Authors []Author `json:"authors"`
	// Title is that of the original, where it differs.
	Title string `json:"title,omitempty"`
	// URL is the address of the original.
	URL string `json:"url,omitempty"`
	// Publication is where the original appeared: a journal, site or account.
	Publication string `json:"publication,omitempty"`
	// Translators and proofreaders worked on this version; see [Author.Role].
	Translators []Author `json:"translators,omitempty"`
	// License is that of the original as stated.
	License string `json:"license,omitempty"`
	// Pos is where the first evidence stands.
	Pos Position `json:"pos"`
}

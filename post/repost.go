package post

// A Repost says where a reposted article comes from and who really wrote it.
// Nothing in it is invented: what the post does not say stays empty.
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

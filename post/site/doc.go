// Package site tells what a folder of posts belongs to: which site generator
// makes a site of it, what its configuration says, where each post is published,
// which files are posts at all, and what the references in them lead to.
//
//	s, err := site.Find(os.DirFS("."), "posts")
//	address, err := s.Address(&site.Page{Path: "posts/a.md", Title: "A"})
//
// WIP.
package site

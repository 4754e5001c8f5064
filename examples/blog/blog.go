// Package blog holds the posts of the sample blog inside the program.
package blog

import "embed"

// Posts is the folder posts, with its pictures.
//
//go:embed posts
var Posts embed.FS

//go:generate go run ../generate ../../public

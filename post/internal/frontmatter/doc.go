// Package frontmatter finds the front matter of a post, in any of the forms
// that site generators read, and decodes YAML, TOML and JSON into one ordered
// tree that keeps the raw text and the place in the file of every key and
// value.
package frontmatter

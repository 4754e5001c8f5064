// Package frontmatter finds the front matter of a post, in any of the forms
// that site generators read, and decodes YAML, TOML and JSON into one ordered
// [Tree] that keeps the raw text and the place in the file of every key and
// value.
//
// # Forms
//
//	---            YAML, up to a line --- or ... (Jekyll, Hexo, Hugo, Pandoc …);
//	               both fences may be longer or end in a # comment
//	--- yaml       the language named: yaml, yml, toml or json (gray-matter)
//	+++            TOML, up to +++ (Hugo, Zola)
//	;;;            JSON, up to ;;;, with or without its braces (Hexo)
//	{              a JSON object that begins the file (Hugo)
//	title: x       YAML without the opening fence, up to --- (Hexo)
//
// A first line --- that no key follows is a thematic break of the body, and a
// file that begins so has no front matter. A fence that holds keys and is not
// closed is an error at the fence: such keys are never taken for text.
//
// # Lenience
//
// What people write where YAML wants quotes, such as "title: [x] y", "title:
// a: b" or a tab for indentation, is read as the text it plainly means, with a
// note that names the place. Nothing else is guessed at.
//
// # Limits
//
// The size of the front matter and its nesting are checked before a decoder of
// trees runs; aliases are bounded by what they expand to; a panic of a decoder
// is an error.
package frontmatter

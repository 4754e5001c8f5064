// Package markdown reads the Markdown posts of site generators. From the
// front matter, the path and the text of a post it finds the metadata, the
// content warnings, and the source if the post is a repost. The body is
// parsed once and can be rendered any number of times. The results are the
// types of package post.
//
// The shortest useful program reads a folder:
//
//	for p, err := range new(markdown.Parser).Dir(ctx, os.DirFS("posts")) {
//		if err != nil {
//			fmt.Fprintln(os.Stderr, err) // posts/a.md:3:7: date: …
//			continue
//		}
//		fmt.Println(p.Title, p.Warnings, p.Repost)
//	}
//
// # Heads and posts
//
// A [post.Head] holds everything that the front matter and the path of a post
// state. Reading one costs a few KB of the file, however long the body is.
// The newest 20 of 100,000 posts can therefore be found with [Parser.Heads]
// alone, or faster with [Parser.Index], which does not look for warnings and
// reposts; [Parser.Posts] then reads their bodies. [Parser.Dir] does both at
// once. All of them read in parallel, yield in order, hold only a few results
// at a time, and go on after a post that cannot be read.
//
// # Front matter
//
// YAML between --- (also closed by ..., or without the opening fence as in
// Hexo), TOML between +++, JSON between ;;; or as an object at the start, or
// any of them after ---yaml, ---toml and ---json. The file may begin with a
// byte order mark and may have any line endings. Case, hyphens and underscores
// in keys do not matter: publishDate, publish_date and Publish-Date are one
// key. The meaning of a value depends on its type:
//
//   - published is a boolean or a date, copyright a switch, a text or a map;
//   - tags are a list, or a text split at commas, for [Jekyll] also at
//     spaces;
//   - an author is a text, a number, a map, or a list of these;
//   - categories are a list, for [Hexo] one path through a hierarchy;
//   - a text is kept as written: 007, no and 1e3 are not converted.
//
// Dates may be written as in ISO 8601 and RFC 3339, with parts left out, with
// slashes, dots or 年月日, as in RFC 5322, or as seconds since 1970. A date
// without a zone is in [Parser.Location]. The path may also state the date
// (2024-05-01-rain.md, 2024/05/01/rain.md) and the language (rain.zh.md,
// docs/zh/rain.md). Keys without a meaning here are in [post.Head.Params].
//
// Invalid YAML that authors often write, such as "title: [x] y" or "title: a:
// b", is read as the text that it obviously means, with a [post.Problem] that
// names the place.
//
// # Hidden text
//
// Text that the page of a post does not show is in no output, and is not
// searched for warnings or sources: comments of Markdown, kramdown, Hugo,
// Liquid, Jinja, MDX and Obsidian, elements with the attribute hidden or a
// style that hides them, templates, content for formats other than pages, and
// notebook cells that are not shown. Text that a tag, container or component
// protects with a password is replaced by a line that says so; if its opening
// tag has no end, the rest of the post is protected. Text that can be
// unfolded, or is only read aloud, is kept.
//
// # Problems
//
// Every fault is reported as a [*post.Problem] with file, line and column.
// Faults that stop a post are [post.SeverityFatal] and are returned as the error of
// the call, a [post.Problems]; all others are in [post.Post.Problems].
// Several are reported together.
//
// # Limits and safety
//
// Posts may come from anyone. [Limits] limits the size of a file and of its
// front matter, its nesting, the number of files and the depth of folders.
// Only regular files are read, and links cannot lead out of the root. The
// output of a [post.Renderer] is well-formed and contains no active content.
// The package opens no network connection, logs nothing, and gives the same
// result for the same input on every machine.
//
// # Specifications
//
//   - YAML 1.2 (https://yaml.org/spec/1.2.2/), with the booleans of 1.1 where a
//     key takes one; TOML 1.0 (https://toml.io/en/v1.0.0); JSON (RFC 8259).
//     A duplicate key is reported, and the last one is used.
//   - BCP 47 (RFC 5646) for languages.
//   - CommonMark (https://spec.commonmark.org/) and GitHub Flavored Markdown
//     (https://github.github.com/gfm/) for bodies, with the containers,
//     callouts and emphasis that CJK sites use.
package markdown

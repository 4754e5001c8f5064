// Package markdown reads the Markdown posts of site generators: their front matter
// and path, what a reader must know first (a content warning), who really wrote
// them (a repost), and their body, which is parsed once and can be rendered any
// number of times. The posts it returns are those of package post.
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
// # Two depths
//
// A [post.Head] is what the front matter and the path say. It costs a few KB of the
// file whatever the length of the body, so that the newest 20 of 100,000 posts
// are found by [Parser.Heads] alone; [Parser.Posts] then reads their bodies.
// [Parser.Dir] does both at once. All read in parallel, yield in order, hold a
// few results at most, and go on after a post that cannot be read.
//
// # Front matter
//
// YAML between --- (also closed by ..., or without the opening fence as in
// Hexo), TOML between +++, JSON between ;;; or as a leading object, or any of
// them after ---yaml, ---toml and ---json. The file may begin with a byte order
// mark and end its lines in any way. Keys are read in any spelling:
// publishDate, publish_date and Publish-Date are one key. What a value means
// follows from its type:
//
//   - published is a boolean or a date, copyright a switch, a text or a map;
//   - tags are a list, or a text split at commas, for [Jekyll] at spaces;
//   - an author is a text, a number, a map, or a list of any;
//   - categories are a list, for [Hexo] one path through a hierarchy;
//   - a text keeps what is written: 007, no and 1e3 are no numbers.
//
// Dates are those of ISO 8601 and RFC 3339 with all that people leave out,
// with slashes, dots or 年月日, of RFC 5322, and seconds since 1970. One
// without a zone is in [Parser.Location]. The path may state the date
// (2024-05-01-rain.md, 2024/05/01/rain.md) and the language (rain.zh.md,
// docs/zh/rain.md). Every key that nothing claims is in [post.Head.Params].
//
// What YAML refuses and people write, such as "title: [x] y" or "title: a: b",
// is read as the text it plainly means, with a [post.Problem] that names the place.
//
// # What is not shown
//
// What a page does not show is in no output, and nothing is told from it: comments
// of Markdown, kramdown, Hugo, Liquid, Jinja, MDX and Obsidian, elements with the
// attribute hidden or a style that hides them, templates, content for other formats
// than pages, and cells that are not echoed. What a password locks by a tag, a
// container or a component becomes a line that says so; an opening tag of one
// without an end locks the rest of the post. What unfolds or is read aloud alone is
// shown.
//
// # Problems
//
// Every complaint is a [*post.Problem] with file, line and column. Those that stop a
// post are [post.Fatal] and are the error of the call, as [post.Problems]; the others are
// in [post.Post.Problems]. Several are reported together.
//
// # Limits and safety
//
// A post may be anyone's. [Limits] bound the size of a file and of its front
// matter, its nesting, the number of files and the depth of folders; only
// regular files are read, and no link leads out of the root. What a
// [post.Renderer] writes is well-formed and holds nothing active. The package opens
// no connection, logs nothing, and gives the same result for the same input
// on every machine.
//
// # Specifications
//
//   - YAML 1.2 (https://yaml.org/spec/1.2.2/), with the booleans of 1.1 where a
//     key takes one; TOML 1.0 (https://toml.io/en/v1.0.0); JSON (RFC 8259).
//     A key that stands twice is reported, and the last one counts.
//   - BCP 47 (RFC 5646) for languages.
//   - CommonMark (https://spec.commonmark.org/) and GitHub Flavored Markdown
//     (https://github.github.com/gfm/) for bodies, with the containers,
//     callouts and emphasis that CJK sites use.
package markdown

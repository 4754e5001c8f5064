// Package post holds the model of a post: its metadata, its body, what a reader
// must know first (a content warning), and who really wrote it (a repost). It
// parses nothing and imports no Markdown library. Package
// [github.com/foreword-go/foreword/post/markdown] makes posts from the files of a
// site; a program that has its articles elsewhere, in a database or as HTML, fills
// the model by hand:
//
//	p := &post.Post{Head: post.Head{
//		Title:     "Leaving the harbour",
//		URL:       "/leaving/",
//		Published: published,
//		Warnings: []*post.Warning{{
//			Title:  "Content warning",
//			Topics: []post.Topic{post.TopicOf("grief")},
//		}},
//	}}
//	p.SetBody(post.HTMLBody(article))
//
// Packages feed and epub take both kinds and treat them alike: the warning comes
// first, the original author is the author, and links between posts lead to the
// posts.
//
// # Terms
//
//   - A [Head] holds the metadata of a post, and a [Post] a head and a body.
//   - A [Body] renders itself as markup, as a [Renderer] asks it to, with hooks for
//     links and pictures. [HTMLBody] is one.
//   - A [Warning] names [Topic] values; [Topics] is the vocabulary of those that
//     have a slug. A topic outside the vocabulary keeps its label.
//     [Vocabulary.With] makes a larger vocabulary, also for further languages.
//   - A [Problem] is something wrong at a place in a post.
//
// # Storing, comparing and logging
//
// Every type of the model is written as JSON and read back, values and pointers
// alike; schema.json describes a post. Durations are in seconds. A body is its markup, and is read as an
// [HTMLBody]: links and pictures are as they were written, so that hooks still see
// them. Enumerations are words, in text of other kinds too; a word that is not known is
// an error that lists the known ones. What has no form in JSON is said at
// [Head.Equal], which with [Post.Equal] says when two values mean the same. Clone
// copies what may be changed. [Warning], [Topic], [Repost], [Author], [Category] and
// the enumerations print themselves, in templates too, and are values for log/slog.
//
// # Text for other places
//
// [Line] gives the warnings of a post in a number of characters, for a status post;
// [Excerpt] the beginning of a text. [Filter] selects posts, by [Head.HasTopic] too.
package post

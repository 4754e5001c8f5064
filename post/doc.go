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
//   - A [Head] holds the metadata of a post. A [Post] holds a head and a body.
//   - A [Body] is rendered as markup by a [Renderer], which has hooks for links and
//     images. [HTMLBody] is a Body in HTML.
//   - A [Warning] has [Topic] values. [Topics] lists the vocabulary: topics with a
//     slug, such as "self-harm". A topic outside the vocabulary has only a label.
//     [Vocabulary.With] adds topics.
//   - A [Language] holds the phrases that open a warning in a language, the labels of
//     topics, and the words that feeds and books add to posts. Eight languages are
//     built in; [Vocabulary.WithLanguages] adds others.
//   - A [Repost] names the author and source of an article that another site
//     published first.
//   - A [Problem] describes something wrong at a position in a post.
//
// # Storing, comparing and logging
//
// Every type of the model can be written as JSON and read back, as a value or through
// a pointer. The JSON Schema of a post is in schema.json. Durations are numbers of
// seconds. A body is written as markup and read back as an [HTMLBody]. Links and
// images in it keep the references that the author wrote, so that the hooks of a
// Renderer still work. Enumerations are words; an unknown word is an error that lists
// the known ones. [Head.Equal] and [Post.Equal] compare values, and say what JSON
// cannot represent. Clone makes a deep copy. [Warning], [Topic], [Repost], [Author],
// [Category] and the enumerations have String methods, which templates use, and
// LogValue methods for log/slog.
//
// # Text for other places
//
// [Line] returns the warnings of a post in at most a number of characters, for a
// status post. [Excerpt] returns the beginning of a text. [Filter] selects posts by
// tag, category, author, year, topic and kind.
//
// # Errors
//
// An error about a post is a [*Problem]: a position, a rule, and a cause for
// [errors.Is]. Functions that read many posts return those that could be read together
// with the joined errors of the others, as [Collect] does.
package post

package markdown

import (
	"iter"
	"slices"

	"github.com/foreword-go/foreword/post"
)

// The rules of [post.Problem.Rule]. All but the first seven can be switched off
// without loss; see [Checker.Off].
const (
	RuleBadFrontMatter post.Rule = "bad-front-matter" // front matter that cannot be read, or a value of the wrong kind
	RuleUnreadable     post.Rule = "unreadable-file"  // a file that cannot be opened or read
	RuleNotUTF8        post.Rule = "not-utf8"         // text in another encoding
	RuleOverLimit      post.Rule = "over-limit"       // input over one of the [Limits]
	RuleBadDate        post.Rule = "bad-date"         // a date in no known form
	RuleNoAddress      post.Rule = "no-address"       // the address of a post cannot be made as its site makes it
	RuleDuplicateKey   post.Rule = "duplicate-key"    // a front matter key written twice: the last one counts

	RuleLenientYAML      post.Rule = "lenient-yaml"        // a value that YAML refuses, read as the text it plainly is
	RuleUnknownKey       post.Rule = "unknown-key"         // a front matter key near one that is known
	RuleUndated          post.Rule = "undated"             // no date, neither in the front matter nor in the file name
	RuleNoTitle          post.Rule = "no-title"            // no title, neither in the front matter nor as a heading
	RuleUnclosed         post.Rule = "unclosed-container"  // a container that ends with the post, not with its fence
	RuleUnclosedWarning  post.Rule = "unclosed-warning"    // a content warning that ends with the post, not with its fence
	RuleDroppedShortcode post.Rule = "dropped-shortcode"   // a template tag that no output has
	RuleDroppedComponent post.Rule = "dropped-component"   // a component or import that no output has
	RuleInvisible        post.Rule = "invisible-character" // a character that no reader sees, where it changes how a line reads
	RuleLiteralEmphasis  post.Rule = "literal-emphasis"    // stars that were meant as emphasis and show as stars
	RuleUnusedFootnote   post.Rule = "unused-footnote"     // a footnote that no text refers to, or the second of its label
	RuleImageWithoutAlt  post.Rule = "image-without-alt"   // a picture that says nothing to those who cannot see it
	RuleBrokenLink       post.Rule = "broken-link"         // a relative link to nothing
	RuleBrokenImage      post.Rule = "broken-image"        // a relative picture that is not there
	RuleRepostWithoutURL post.Rule = "repost-without-url"  // a repost that does not say where the original is
	RuleUnknownTopic     post.Rule = "unknown-topic"       // a topic of a content warning that the vocabulary lacks
	RulePossibleWarning  post.Rule = "possible-warning"    // what may be a content warning, and is not taken for one
	RuleUnwarnedTopics   post.Rule = "unwarned-topics"     // a text often about what others warn of, without a warning
	RuleDuplicateID      post.Rule = "duplicate-id"        // an id that another post has
	RuleDuplicateSlug    post.Rule = "duplicate-slug"      // an address that another post has
)

var rules = [...]post.Rule{
	RuleBadFrontMatter, RuleUnreadable, RuleNotUTF8, RuleOverLimit, RuleBadDate, RuleNoAddress, RuleDuplicateKey, RuleLenientYAML,
	RuleUnknownKey, RuleUndated, RuleNoTitle, RuleUnclosed, RuleUnclosedWarning, RuleDroppedShortcode,
	RuleDroppedComponent, RuleInvisible, RuleLiteralEmphasis, RuleUnusedFootnote, RuleImageWithoutAlt, RuleBrokenLink, RuleBrokenImage,
	RuleRepostWithoutURL, RuleUnknownTopic, RulePossibleWarning, RuleUnwarnedTopics, RuleDuplicateID, RuleDuplicateSlug,
}

// Rules yields every rule, those that cannot be switched off without loss
// first.
func Rules() iter.Seq[post.Rule] { return slices.Values(rules[:]) }

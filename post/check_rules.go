package post

import (
	"iter"
	"slices"
)

// The rules of [Problem.Rule]. All but the first six can be switched off
// without loss; see [Checker.Off].
const (
	RuleBadFrontMatter Rule = "bad-front-matter" // front matter that cannot be read, or a value of the wrong kind
	RuleUnreadable     Rule = "unreadable-file"  // a file that cannot be opened or read
	RuleNotUTF8        Rule = "not-utf8"         // text in another encoding
	RuleOverLimit      Rule = "over-limit"       // input over one of the [Limits]
	RuleBadDate        Rule = "bad-date"         // a date in no known form
	RuleDuplicateKey   Rule = "duplicate-key"    // a front matter key written twice: the last one counts

	RuleLenientYAML      Rule = "lenient-yaml"       // a value that YAML refuses, read as the text it plainly is
	RuleUnknownKey       Rule = "unknown-key"        // a front matter key near one that is known
	RuleUndated          Rule = "undated"            // no date, neither in the front matter nor in the file name
	RuleNoTitle          Rule = "no-title"           // no title, neither in the front matter nor as a heading
	RuleUnclosed         Rule = "unclosed-container" // a container that ends with the post, not with its fence
	RuleDroppedShortcode Rule = "dropped-shortcode"  // a template tag that no output has
	RuleDroppedComponent Rule = "dropped-component"  // a component or import that no output has
	RuleLiteralEmphasis  Rule = "literal-emphasis"   // stars that were meant as emphasis and show as stars
	RuleUnusedFootnote   Rule = "unused-footnote"    // a footnote that no text refers to, or the second of its label
	RuleImageWithoutAlt  Rule = "image-without-alt"  // a picture that says nothing to those who cannot see it
	RuleBrokenLink       Rule = "broken-link"        // a relative link to nothing
	RuleBrokenImage      Rule = "broken-image"       // a relative picture that is not there
	RuleRepostWithoutURL Rule = "repost-without-url" // a repost that does not say where the original is
	RuleUnknownTopic     Rule = "unknown-topic"      // a topic of a content warning that the vocabulary lacks
	RuleUnwarnedTopics   Rule = "unwarned-topics"    // a text often about what others warn of, without a warning
	RuleDuplicateID      Rule = "duplicate-id"       // an id that another post has
	RuleDuplicateSlug    Rule = "duplicate-slug"     // an address that another post has
)

var rules = [...]Rule{
	RuleBadFrontMatter, RuleUnreadable, RuleNotUTF8, RuleOverLimit, RuleBadDate, RuleDuplicateKey, RuleLenientYAML,
	RuleUnknownKey, RuleUndated, RuleNoTitle, RuleUnclosed, RuleDroppedShortcode,
	RuleDroppedComponent, RuleLiteralEmphasis, RuleUnusedFootnote, RuleImageWithoutAlt, RuleBrokenLink, RuleBrokenImage,
	RuleRepostWithoutURL, RuleUnknownTopic, RuleUnwarnedTopics, RuleDuplicateID, RuleDuplicateSlug,
}

// Rules yields every rule, those that cannot be switched off without loss
// first.
func Rules() iter.Seq[Rule] { return slices.Values(rules[:]) }

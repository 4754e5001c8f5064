package markdown

import (
	"iter"
	"slices"

	"github.com/foreword-go/foreword/post"
)

// The rules of [post.Problem.Rule]. If one of the first seven is switched
// off, serious problems may be missed; see [Checker.Off].
const (
	RuleBadFrontMatter post.Rule = "bad-front-matter" // front matter that cannot be read, or a value of the wrong kind
	RuleUnreadable     post.Rule = "unreadable-file"  // a file that cannot be opened or read
	RuleNotUTF8        post.Rule = "not-utf8"         // text in another encoding
	RuleOverLimit      post.Rule = "over-limit"       // input over one of the [Limits]
	RuleBadDate        post.Rule = "bad-date"         // a date in no known form
	RuleNoAddress      post.Rule = "no-address"       // the address of a post cannot be made by the rules of its site
	RuleDuplicateKey   post.Rule = "duplicate-key"    // a front matter key that occurs twice: the last one is used

	RuleLenientYAML      post.Rule = "lenient-yaml"        // invalid YAML in a value, read as the text that it obviously means
	RuleUnknownKey       post.Rule = "unknown-key"         // an unknown front matter key similar to a known one
	RuleUndated          post.Rule = "undated"             // no date in the front matter or the file name
	RuleNoTitle          post.Rule = "no-title"            // no title in the front matter or as a heading
	RuleUnclosed         post.Rule = "unclosed-container"  // a container without an end, which extends to the end of the post
	RuleUnclosedWarning  post.Rule = "unclosed-warning"    // a content warning without an end, which extends to the end of the post
	RuleDroppedShortcode post.Rule = "dropped-shortcode"   // a template tag that is left out of every output
	RuleDroppedComponent post.Rule = "dropped-component"   // a component or import that is left out of every output
	RuleUndrawn          post.Rule = "undrawn-diagram"     // a diagram that a script of the site draws; every output has its source
	RuleInvisible        post.Rule = "invisible-character" // an invisible character that changes how a line reads
	RuleLiteralEmphasis  post.Rule = "literal-emphasis"    // asterisks meant as emphasis but shown as asterisks
	RuleUnusedFootnote   post.Rule = "unused-footnote"     // a footnote that nothing refers to, or a second one with the same label
	RuleImageWithoutAlt  post.Rule = "image-without-alt"   // a picture without a description
	RuleBrokenLink       post.Rule = "broken-link"         // a relative link without a target
	RuleBrokenImage      post.Rule = "broken-image"        // a relative picture that does not exist
	RuleRenamedFile      post.Rule = "renamed-file"        // a picture or recording that the site publishes under a name of its own
	RuleRepostWithoutURL post.Rule = "repost-without-url"  // a repost without the address of the original
	RuleUnknownTopic     post.Rule = "unknown-topic"       // a topic of a content warning that is not in the vocabulary
	RulePossibleWarning  post.Rule = "possible-warning"    // text that may be a content warning but is not treated as one
	RuleUnwarnedTopics   post.Rule = "unwarned-topics"     // a text without a warning that often mentions a topic of warnings
	RuleDuplicateID      post.Rule = "duplicate-id"        // an id that another post also has
	RuleDuplicateSlug    post.Rule = "duplicate-slug"      // an address that another post also has
)

var rules = [...]post.Rule{
	RuleBadFrontMatter, RuleUnreadable, RuleNotUTF8, RuleOverLimit, RuleBadDate, RuleNoAddress, RuleDuplicateKey, RuleLenientYAML,
	RuleUnknownKey, RuleUndated, RuleNoTitle, RuleUnclosed, RuleUnclosedWarning, RuleDroppedShortcode,
	RuleDroppedComponent, RuleUndrawn, RuleInvisible, RuleLiteralEmphasis, RuleUnusedFootnote, RuleImageWithoutAlt, RuleBrokenLink, RuleBrokenImage,
	RuleRenamedFile, RuleRepostWithoutURL, RuleUnknownTopic, RulePossibleWarning, RuleUnwarnedTopics, RuleDuplicateID, RuleDuplicateSlug,
}

// Rules yields all rules, in the order of their constants.
func Rules() iter.Seq[post.Rule] { return slices.Values(rules[:]) }

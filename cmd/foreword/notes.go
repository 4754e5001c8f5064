package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// One cause, such as a missing network, can have thousands of effects. So warnings are
// not printed when they occur, but at the end of the run: one line for each kind, with
// its count, or every warning of a kind that occurred only a few times. With -v each
// warning is printed at once.

// few is the number of lines of one kind up to which each is printed.
const few = 3

// notes collects the warnings of a run.
type notes struct {
	seen  map[string]bool
	kinds map[string]*kind
}

// A kind holds warnings that differ only in the place and the name in them.
type kind struct {
	lines []string // the first of them
	count int
}

// add adds a line unless it was added before, and reports whether it was new.
func (n *notes) add(err error, line string) bool {
	key, name := line, kindOf(err)
	var missing epub.Missing
	if errors.As(err, &missing) {
		key = missing.Ref + "\x00" + name // one picture in several places or books
	}
	if n.seen[key] {
		return false
	}
	if n.seen == nil {
		n.seen, n.kinds = make(map[string]bool), make(map[string]*kind)
	}
	n.seen[key] = true
	k := n.kinds[name]
	if k == nil {
		k = new(kind)
		n.kinds[name] = k
	}
	k.count++
	if len(k.lines) < few {
		k.lines = append(k.lines, line)
	}
	return true
}

// notInBook is the beginning of the kind of a missing picture, before the
// reason.
const notInBook = "not in the book: "

var (
	placePrefix  = lazyregexp.New(`^.*?:\d+(:\d+)?: `)
	webAddresses = lazyregexp.New(`https?://\S+`)
	quotedText   = lazyregexp.New(`"(?:[^"\\]|\\.)*"`)
)

// kindOf returns the text that all warnings of a kind share.
func kindOf(err error) string {
	var missing epub.Missing
	if errors.As(err, &missing) {
		return notInBook + reasonOf(missing.Err)
	}
	return quotedText.ReplaceAllString(placePrefix.ReplaceAllString(err.Error(), ""), "…")
}

// reasonOf returns the reason why a picture is missing, without names of
// files, hosts and addresses.
func reasonOf(err error) string {
	var file *fs.PathError
	var dns *net.DNSError
	var network *net.OpError
	switch {
	case errors.As(err, &file):
		return file.Err.Error()
	case errors.As(err, &dns):
		return cmp.Or(dns.Err, "no such host")
	case errors.As(err, &network):
		return "no connection: " + network.Err.Error()
	}
	return webAddresses.ReplaceAllString(err.Error(), "…")
}

// note prints a warning about an input: at once with -v, otherwise at the end of the
// run.
func (s *session) note(err error) {
	line := "warning: " + err.Error()
	if !s.notes.add(err, line) {
		return
	}
	s.tally.problems++
	if s.verbose {
		s.printLine(line)
	}
}

// printNotes prints the warnings that note collected.
func (s *session) printNotes() {
	if s.verbose || s.quiet {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(s.notes.kinds)) {
		k := s.notes.kinds[name]
		if k.count <= few {
			for _, line := range k.lines {
				s.printLine(line)
			}
			continue
		}
		what := count(k.count, "problem", "problems") + ": " + name
		if reason, ok := strings.CutPrefix(name, notInBook); ok {
			what = count(k.count, "picture is", "pictures are") + " " + notInBook + reason
		}
		s.printLine(fmt.Sprintf("warning: %s (-v lists them). The first: %s", what, strings.TrimPrefix(k.lines[0], "warning: ")))
	}
	s.notes.kinds = nil
}

// leaveOut counts the posts among heads that are in no output, by reason,
// each post once.
func (t *tally) leaveOut(heads []*post.Head, listing post.Listing) {
	if t.leftOut == nil {
		t.leftOut = make(map[*post.Head]string)
	}
	for _, h := range heads {
		if reason := listing.Reason(h).String(); reason != "" {
			t.leftOut[h] = reason
		}
	}
}

// leftOutLine returns the number of posts that were left out, by reason: "2
// draft, 1 hidden"; "" if there are none.
func (t *tally) leftOutLine() string {
	counts := make(map[string]int)
	for _, reason := range t.leftOut {
		counts[reason]++
	}
	var parts []string
	for _, reason := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%d %s", counts[reason], reason))
	}
	if len(parts) == 0 {
		return ""
	}
	return count(len(t.leftOut), "post", "posts") + " left out: " + strings.Join(parts, ", ")
}

// maxFaults is the number of unreadable posts that are named without -v.
const maxFaults = 20

// ruleText completes the sentence "12 posts have …" for each rule.
var ruleText = map[post.Rule]string{
	markdown.RuleBadFrontMatter:   "front matter that cannot be read",
	markdown.RuleUnreadable:       "a file that cannot be read",
	markdown.RuleNotUTF8:          "text that is not UTF-8",
	markdown.RuleOverLimit:        "something over a limit",
	markdown.RuleBadDate:          "a date that cannot be read",
	markdown.RuleNoAddress:        "an address that cannot be made as the site makes it",
	markdown.RuleDuplicateKey:     "a front matter key that is there twice",
	markdown.RuleLenientYAML:      "front matter that is not quite YAML",
	markdown.RuleUnknownKey:       "a front matter key that looks misspelled",
	markdown.RuleUndated:          "no date",
	markdown.RuleNoTitle:          "no title",
	markdown.RuleUnclosed:         "a container that is never closed",
	markdown.RuleDroppedShortcode: "shortcodes that were left out",
	markdown.RuleDroppedComponent: "components that were left out",
	markdown.RuleUndrawn:          "diagrams that are shown as their source",
	markdown.RuleLiteralEmphasis:  "stars that were meant as emphasis",
	markdown.RuleUnusedFootnote:   "footnotes that nothing refers to",
	markdown.RuleImageWithoutAlt:  "images without alt text",
	markdown.RuleBrokenLink:       "links to nothing",
	markdown.RuleBrokenImage:      "images that are not there",
	markdown.RuleRenamedFile:      "pictures that the site renames, so that feeds cannot lead to them",
	markdown.RuleRepostWithoutURL: "no address of the original",
	markdown.RuleUnknownTopic:     "content warnings with topics outside the vocabulary",
	markdown.RuleUnwarnedTopics:   "topics that other posts warn of, but no warning",
	markdown.RuleUnclosedWarning:  "a content warning that is never closed",
	markdown.RulePossibleWarning:  "text that may be a content warning",
	markdown.RuleInvisible:        "invisible characters that change a line",
	markdown.RuleDuplicateID:      "the id of another post",
	markdown.RuleDuplicateSlug:    "the address of another post",
}

// told returns a sentence about n posts with problems of a rule.
func told(n int, r post.Rule) string {
	return count(n, "post has ", "posts have ") + cmp.Or(ruleText[r], "problems of the rule "+string(r))
}

// printRules prints the number of posts with problems of each rule, most
// frequent first, and how to see them.
func (s *session) printRules() {
	const most = 3
	rules := slices.SortedFunc(maps.Keys(s.tally.rules), func(a, b post.Rule) int {
		return cmp.Or(cmp.Compare(s.tally.rules[b], s.tally.rules[a]), cmp.Compare(a, b))
	})
	if len(rules) == 0 {
		return
	}
	var parts []string
	for _, r := range rules[:min(most, len(rules))] {
		parts = append(parts, told(s.tally.rules[r], r))
	}
	if rest := len(rules) - most; rest > 0 {
		parts = append(parts, count(rest, "more kind of problem", "more kinds of problems"))
	}
	s.hint(strings.Join(parts, "; ") + ". foreword check lists them")
}

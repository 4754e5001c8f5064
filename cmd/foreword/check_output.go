package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// maxOfRule is the number of problems of one rule that are printed as text. A
// site without alternative texts may have thousands.
const maxOfRule = 20

// The values of flags that accept a few words.
type (
	checkFormat int
	checkGroup  int
)

const (
	formatText checkFormat = iota
	formatJSON
	formatSARIF
	formatGitHub
)

const (
	groupNone checkGroup = iota
	groupFile
	groupRule
)

func (f *checkFormat) UnmarshalText(b []byte) error {
	return oneWord((*int)(f), string(b), "text", "json", "sarif", "github")
}

func (g *checkGroup) UnmarshalText(b []byte) error {
	return oneWord((*int)(g), string(b), "none", "file", "rule")
}

// oneWord sets *to to the index of word in words.
func oneWord(to *int, word string, words ...string) error {
	i := slices.Index(words, word)
	if i < 0 {
		return fmt.Errorf("unknown value %q: want one of %s", word, strings.Join(words, ", "))
	}
	*to = i
	return nil
}

// A checkOutput holds the flags for printing problems.
type checkOutput struct {
	format checkFormat
	group  checkGroup
	max    int // of each rule; 0 for no limit
}

// printProblems prints the problems to standard output. For output as text it
// also prints a summary by rule to standard error.
func (s *session) printProblems(problems post.Problems, out checkOutput) error {
	shown, more := bounded(problems, out.max)
	switch out.format {
	case formatJSON:
		return printJSON(s.stdout, shown)
	case formatSARIF:
		return printJSON(s.stdout, sarif(shown))
	case formatGitHub:
		return printGitHub(s.stdout, shown)
	}
	if err := s.printText(shown, out.group); err != nil {
		return err
	}
	if s.quiet {
		return nil
	}
	for _, c := range problems.Counts() {
		line := fmt.Sprintf("%6d %s", c.Count, cmp.Or(c.Rule, "unreadable"))
		if n := more[c.Rule]; n > 0 {
			line += fmt.Sprintf(" (%d of them not printed: --max 0 prints all)", n)
		}
		s.printLine(line)
	}
	return nil
}

// bounded returns the first most problems of each rule, and the number of
// further ones. Problems that make a post unreadable are always returned.
func bounded(problems post.Problems, most int) (shown post.Problems, more map[post.Rule]int) {
	if most <= 0 {
		return problems, nil
	}
	count := make(map[post.Rule]int)
	more = make(map[post.Rule]int)
	for _, p := range problems {
		if count[p.Rule]++; count[p.Rule] > most && p.Severity != post.SeverityFatal {
			more[p.Rule]++
			continue
		}
		shown = append(shown, p)
	}
	return shown, more
}

// printText prints one problem on each line, or the problems of each file or
// rule below a line that names it.
func (s *session) printText(problems post.Problems, group checkGroup) error {
	key := func(p *post.Problem) string { return "" }
	switch group {
	case groupFile:
		key = func(p *post.Problem) string { return p.Pos.File }
	case groupRule:
		key = func(p *post.Problem) string { return cmp.Or(string(p.Rule), "unreadable") }
		problems = slices.Clone(problems)
		slices.SortStableFunc(problems, func(a, b *post.Problem) int { return cmp.Compare(a.Rule, b.Rule) })
	}
	last := ""
	for _, p := range problems {
		place, indent := p.Pos.String(), ""
		if k := key(p); k != "" {
			if k != last {
				if _, err := fmt.Fprintln(s.stdout, s.paint(s.stdout, bold, printable(k))); err != nil {
					return err
				}
				last = k
			}
			indent = "  "
		}
		what := problemText(p)
		if p.Rule != "" && group != groupRule {
			what += " [" + string(p.Rule) + "]"
		}
		if group == groupFile {
			place = strings.TrimPrefix(strings.TrimPrefix(place, p.Pos.File), ":")
		}
		severity := s.paint(s.stdout, severityColour[p.Severity], p.Severity.String())
		if _, err := fmt.Fprintf(s.stdout, "%s%s: %s: %s\n", indent, printable(place), severity, message(what)); err != nil {
			return err
		}
	}
	return nil
}

// problemText returns the message of a problem with the front matter key that
// it is about.
func problemText(p *post.Problem) string {
	if p.Key != "" {
		return p.Key + ": " + p.Err.Error()
	}
	return p.Err.Error()
}

func printJSON(w io.Writer, v any) error {
	if p, ok := v.(post.Problems); ok && p == nil {
		v = post.Problems{} // so that JSON has an empty array
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// printGitHub prints annotations that GitHub Actions reads from the log
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
func printGitHub(w io.Writer, problems post.Problems) error {
	text := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, p := range problems {
		level := map[post.Severity]string{post.SeverityHint: "notice", post.SeverityWarning: "warning"}[p.Severity]
		var properties []string
		if p.Pos.File != "" {
			properties = append(properties, "file="+value.Replace(filepath.ToSlash(p.Pos.File)), fmt.Sprintf("line=%d", max(1, p.Pos.Line)))
		}
		if p.Rule != "" {
			properties = append(properties, "title="+value.Replace(string(p.Rule)))
		}
		command := strings.TrimRight(cmp.Or(level, "error")+" "+strings.Join(properties, ","), " ")
		if _, err := fmt.Fprintf(w, "::%s::%s\n", command, text.Replace(problemText(p))); err != nil {
			return err
		}
	}
	return nil
}

// The types of a SARIF log (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifLocation struct {
		PhysicalLocation struct {
			ArtifactLocation struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region struct {
				// Columns are left out: ours count bytes, and SARIF does not.
				StartLine int `json:"startLine"`
			} `json:"region"`
		} `json:"physicalLocation"`
	}
)

// sarif returns the problems as a SARIF log.
func sarif(problems post.Problems) *sarifLog {
	run := sarifRun{Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "foreword", Version: version(), InformationURI: "https://github.com/foreword-go/foreword"}
	for r := range markdown.Rules() {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{string(r), sarifText{"The post has " + ruleText[r] + "."}})
	}
	for _, p := range problems {
		level := map[post.Severity]string{post.SeverityHint: "note", post.SeverityWarning: "warning"}[p.Severity]
		result := sarifResult{RuleID: cmp.Or(string(p.Rule), string(markdown.RuleUnreadable)), Level: cmp.Or(level, "error"), Message: sarifText{problemText(p)}}
		if p.Pos.File != "" {
			var at sarifLocation
			at.PhysicalLocation.ArtifactLocation.URI = (&url.URL{Path: filepath.ToSlash(p.Pos.File)}).String()
			at.PhysicalLocation.Region.StartLine = max(1, p.Pos.Line)
			result.Locations = []sarifLocation{at}
		}
		run.Results = append(run.Results, result)
	}
	return &sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	}
}

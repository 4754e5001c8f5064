// Package wording holds the words by which posts say where they are from and who
// made them, read from wording.txt: labels and keys of attribution, sentences, the
// marks of reposts, and the words that tell a person from an office or a place.
//
// To add a wording, add a line to that file, which describes its own format.
package wording

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

//go:embed wording.txt
var text string

// A Section is a section of wording.txt.
type Section struct {
	Kind string   // "label", "key", "sentence", "line", "list", "define" or "names"
	Args []string // the words after the kind
	Rows []Row
}

// Arg returns argument i, "" if there are fewer.
func (s Section) Arg(i int) string {
	if i < len(s.Args) {
		return s.Args[i]
	}
	return ""
}

// A Row is a row of a [Section].
type Row struct{ Lang, Text string }

// Words returns the words of all rows, with {a,b} expanded.
func (s Section) Words() []string {
	var all []string
	for _, r := range s.Rows {
		for w := range strings.SplitSeq(r.Text, "|") {
			all = append(all, expand(w)...)
		}
	}
	return all
}

// expand returns the words that a word with {a,b} is short for: a{b,c,} is ab, ac and a.
func expand(word string) []string {
	before, rest, ok := strings.Cut(word, "{")
	if !ok {
		return []string{word}
	}
	choices, after, ok := strings.Cut(rest, "}")
	if !ok {
		panic(fmt.Sprintf("wording: %q has no }", word))
	}
	var all []string
	for c := range strings.SplitSeq(choices, ",") {
		for _, end := range expand(after) {
			all = append(all, before+c+end)
		}
	}
	return all
}

// sections returns all of wording.txt. It is read once.
var sections = sync.OnceValue(func() []Section { return parse(text) })

func parse(text string) []Section {
	var all []Section
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '\t':
			lang, row, ok := strings.Cut(line[1:], "\t")
			if !ok || len(all) == 0 {
				panic(fmt.Sprintf("wording: %q is no row", line))
			}
			s := &all[len(all)-1]
			s.Rows = append(s.Rows, Row{lang, row})
		default:
			f := strings.Fields(line)
			all = append(all, Section{Kind: f[0], Args: f[1:]})
		}
	}
	return all
}

// Sections returns the sections of a kind, in the order of the file.
func Sections(kind string) []Section {
	return slices.DeleteFunc(slices.Clone(sections()), func(s Section) bool { return s.Kind != kind })
}

// find returns the section of a kind whose first argument is name. It panics if
// there is none, as names are constants of this module.
func find(kind, name string) Section {
	for _, s := range sections() {
		if s.Kind == kind && s.Arg(0) == name {
			return s
		}
	}
	panic(fmt.Sprintf("wording: no section %q of kind %s", name, kind))
}

// Names returns the words of the section "names NAME", as a set.
func Names(name string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := make(map[string]bool)
		for _, w := range find("names", name).Words() {
			set[w] = true
		}
		return set
	})
}

// forms maps the forms of lists to patterns of their alternatives.
var forms = map[string]string{"whole": "^(?:%s)$", "begin": "^(?:%s)", "end": "(?:%s)$", "within": "(?:%s)"}

// List returns the pattern of the section "list NAME". It is compiled when it is first used.
func List(name string) *pattern.Pattern {
	return pattern.Lazy(func() string {
		s := find("list", name)
		return "(?i)" + fmt.Sprintf(forms[s.Arg(1)], alternatives(s))
	})
}

// alternatives joins the rows of a section.
func alternatives(s Section) string {
	var all []string
	for _, r := range s.Rows {
		all = append(all, Expression(r.Text))
	}
	return strings.Join(all, "|")
}

// Expression returns an expression with {name} replaced by the section "define NAME".
func Expression(expr string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(expr, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") != "" { // {2,40}, a count
			b.WriteByte('{')
			expr = rest
			continue
		}
		b.WriteString("(?:" + alternatives(find("define", name)) + ")")
		expr = after
	}
}

// Alternatives returns the alternatives of the section "list NAME", for expressions that
// combine several lists.
func Alternatives(name string) string { return alternatives(find("list", name)) }

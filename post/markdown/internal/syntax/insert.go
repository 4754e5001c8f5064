package syntax

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// An Include is a tag of Liquid that inserts a file: {% include a.html b="c" %}.
type Include struct {
	Start, End int    // in the source
	Name       string // of the tag
	File       string
	Args       []IncludeArg
	// Captured is whether the tag is the whole content of {% capture %}, whose text
	// usually goes through the filter markdownify.
	Captured bool
}

// An IncludeArg is an argument of an [Include]. Unless it is quoted, its value is an
// expression.
type IncludeArg struct {
	Key, Value string
	Quoted     bool
}

// Includes returns the tags in src that insert a file, in source order. It leaves
// out those in code and in {% raw %}, and those that state a content warning by the
// name of their file or an argument: [Parse] reads these as containers.
func Includes(src []byte, words *phrases.Table) []Include {
	var all []Include
	for _, t := range scanTags(src, words) {
		if t.kind != liquidTag || t.closing || t.name != "include" && t.name != "include_relative" && t.name != "include_cached" || t.states(src) {
			continue
		}
		args := t.parseArgs(src)
		if len(args) == 0 || args[0].key != "" {
			continue
		}
		in := Include{Start: t.start, End: t.end, Name: t.name, File: string(src[args[0].start:args[0].end])}
		for _, a := range args[1:] {
			in.Args = append(in.Args, IncludeArg{a.key, string(src[a.start:a.end]), a.quoted})
		}
		before, after := bytes.TrimRight(src[:t.start], " \t\n"), bytes.TrimLeft(src[t.end:], " \t\n")
		in.Captured = captureStart.Match(before[max(0, len(before)-rawTagBytes):]) && captureEnd.Match(after[:min(len(after), rawTagBytes)])
		all = append(all, in)
	}
	slices.SortFunc(all, func(a, b Include) int { return cmp.Compare(a.Start, b.Start) })
	return all
}

var (
	captureStart = lazyregexp.New(`\{%-?\s*capture\s+\S+\s*-?%\}$`)
	captureEnd   = lazyregexp.New(`^\{%-?\s*endcapture\s*-?%\}`)
)

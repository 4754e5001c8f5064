package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"

	"github.com/yuin/goldmark/text"
)

// An arg is one argument of a [tag].
type arg struct {
	key        string // lower case; "" if it has only a place
	start, end int    // of the value in the source, without quotes
	quoted     bool
}

// argsMost bounds the arguments that are looked at.
const argsMost = 64

// parseArgs reads the arguments of t in any notation: a b="c", a: "c",
// (a="b", c="d"), :a="b", a={b}.
func (t *tag) parseArgs(src []byte) []arg {
	var args []arg
	i, end := t.args, t.argsEnd
	if i < end && src[i] == '(' {
		i++
		if src[end-1] == ')' {
			end--
		}
	}
	for i < end && len(args) < argsMost {
		if isSpace(src[i]) || src[i] == ',' {
			i++
			continue
		}
		var a arg
		if a.key, i = t.argKey(src, i, end); i >= end {
			break
		}
		a.start, a.end, a.quoted = value(src, i, end)
		i = a.end
		if a.quoted {
			i++
		}
		if a.end == a.start && !a.quoted {
			i++
			continue
		}
		args = append(args, a)
	}
	return args
}

// argKey returns the key at i, in lower case, or "" if there is none, and where the value
// begins. Of a component a colon is part of the name; a URL is no key.
func (t *tag) argKey(src []byte, i, end int) (string, int) {
	j := i
	for j < end && (isTagName(src[j]) || j == i && strings.IndexByte(":@#.$", src[j]) >= 0) {
		j++
	}
	if j == end || j == i || src[j] != '=' && (src[j] != ':' || t.kind == componentTag || j+1 == end || src[j+1] == '/') {
		return "", i
	}
	key := strings.ToLower(string(src[i:j]))
	for j++; j < end && isSpace(src[j]); {
		j++
	}
	return key, j
}

// value returns where the value at i begins and ends.
func value(src []byte, i, end int) (from, to int, quoted bool) {
	switch c := src[i]; c {
	case '"', '\'', '`':
		for j := i + 1; j < end; j++ {
			if src[j] == '\\' {
				j++
			} else if src[j] == c {
				return i + 1, j, true
			}
		}
	case '{':
		depth := 0
		for j := i; j < end; j++ {
			switch src[j] {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth == 0 {
				return i, j + 1, false
			}
		}
	}
	j := i
	for j < end && !isSpace(src[j]) && src[j] != ',' {
		j++
	}
	return i, j, false
}

// A heading holds the title, level and options of the container that a tag opens, as its
// arguments give them.
type heading struct {
	level string // "danger"; "" if none is given
	title text.Segment
	text  text.Segment // its content, of a tag that has it as an argument
	open  bool
	folds bool // it is closed at first
	attrs []doc.Attribute
}

// heading reads the arguments of t as those of a container.
func (t *tag) heading(src []byte) heading {
	if t.kind == bracketTag {
		return heading{title: text.NewSegment(t.args, t.argsEnd)}
	}
	if strings.EqualFold(t.name, "hideInline") { // the text, then its label and colours
		if at := bytes.IndexByte(src[t.args:t.argsEnd], ','); at >= 0 {
			label, _, _ := bytes.Cut(src[t.args+at+1:t.argsEnd], []byte(","))
			return heading{text: text.NewSegment(t.args, t.args+at), title: text.NewSegment(t.args+at+1, t.args+at+1+len(label))}
		}
	}
	if h, ok := t.phrase(src); ok {
		return h
	}
	r := headingReader{t: t, src: src, args: t.parseArgs(src), first: true}
	for n, a := range r.args {
		if a.key != "" {
			r.keyed(a)
		} else if r.plain(n, a) {
			break
		}
	}
	return r.heading
}

// A headingPart is the part of a container that an argument with a key sets.
type headingPart int

const (
	levelPart headingPart = iota + 1
	titlePart
	authorPart
	textPart
	topicsPart
	openPart
)

// headingKeys are the keys that themes and components have for the parts of a container.
var headingKeys = map[string]headingPart{
	"type": levelPart, "theme": levelPart, "style": levelPart, "level": levelPart, "kind": levelPart, "variant": levelPart, "severity": levelPart,
	"status": levelPart, "color": levelPart, "class": levelPart,
	"title": titlePart, "summary": titlePart, "label": titlePart, "heading": titlePart, "header": titlePart,
	"author": authorPart,
	"text":   textPart, "body": textPart, "content": textPart, "message": textPart,
	"topics": topicsPart, "topic": topicsPart, "reason": topicsPart, "warnings": topicsPart, "warning": topicsPart, "list": topicsPart, "for": topicsPart,
	"tags": topicsPart, "triggers": topicsPart, "cw": topicsPart, "tw": topicsPart,
	"open": openPart,
}

// A headingReader reads the arguments of a tag one by one.
type headingReader struct {
	heading
	t     *tag
	src   []byte
	args  []arg
	first bool // no argument without a key came yet that is not the level
}

// keep adds a to the attributes as it is.
func (r *headingReader) keep(a arg) {
	r.attrs = append(r.attrs, doc.Attribute{Key: a.key, Value: string(r.src[a.start:a.end])})
}

// keyed reads an argument with a key.
func (r *headingReader) keyed(a arg) {
	val := string(r.src[a.start:a.end])
	untitled := r.title.Len() == 0
	switch headingKeys[strings.TrimLeft(a.key, ":")] { // :topics of Vue
	case levelPart:
		isLevel := containers.Named(strings.ToLower(val)).Is(containers.Argument)
		switch {
		case a.key == "type" && !isLevel && r.t.isWarning(): // <content-warning type="spiders">
			r.title = items(r.src, a)
		case r.level == "" && (isLevel || a.key == "type" && !strings.EqualFold(r.t.name, "warning")): // <Warning type="content">
			r.level = strings.ToLower(val)
		default:
			r.keep(a)
		}
	case titlePart:
		r.title = text.NewSegment(a.start, a.end)
	case authorPart:
		if strings.Contains(r.t.name, "quote") && untitled {
			r.title = text.NewSegment(a.start, a.end)
		} else {
			r.keep(a)
		}
	case textPart:
		if untitled && (r.t.isWarning() || r.t.opensWarning(val) && r.t.mate != nil) { // {{< cw text="blood" >}} … {{< /cw >}}
			r.title = items(r.src, a)
		} else {
			r.text = text.NewSegment(a.start, a.end)
		}
	case topicsPart:
		switch {
		case !r.t.isWarning():
			r.keep(a)
		case untitled:
			r.title = items(r.src, a)
		default:
			r.text = items(r.src, a)
		}
	case openPart:
		r.open = val != "false" && val != "{false}"
		r.folds = !r.open && r.t.kind != componentTag
	default:
		r.keep(a)
	}
}

// bareArguments are arguments that change how a container looks, and nothing else.
var bareArguments = map[string]bool{"no-icon": true, "icon": true, "simple": true, "modern": true, "flat": true, "disabled": true}

// plain reads a, argument n, which has no key. It reports whether those after it have
// been read, too.
func (r *headingReader) plain(n int, a arg) bool {
	val := string(r.src[a.start:a.end])
	low := strings.ToLower(val)
	untitled := r.title.Len() == 0
	switch {
	case r.first && containers.Named(low).Is(containers.Argument) && r.level == "":
		r.level = low
		return false
	case low == "open":
		r.open = true
	case (low == "false" || low == "true") && r.t.kind == shortcodeTag && !untitled: // {{< admonition warning "Title" false >}}
		r.folds = low == "false"
	case strings.HasPrefix(low, "title:") && a.quoted: // {% message 'title:A long title' %}
		r.title = text.NewSegment(a.start+len("title:"), a.end)
	case bareArguments[low] || isIcon(low):
	case r.t.kind == shortcodeTag && r.t.name == "alert" && strings.Trim(val, "abcdefghijklmnopqrstuvwxyz-") == "": // an icon, of Blowfish
	case r.t.kind == componentTag || r.t.kind == detailsTag:
		r.attrs = append(r.attrs, doc.Attribute{Key: low, Value: ""})
	case untitled:
		return r.plainTitle(n, a)
	}
	r.first = false
	return false
}

// plainTitle takes a, argument n, for the title. It reports whether the title is the
// rest of the line, as it is without quotes.
func (r *headingReader) plainTitle(n int, a arg) bool {
	if r.t.name == "fold" && r.src[a.start] == '@' { // Fluid's
		a.start++
	}
	r.title = text.NewSegment(a.start, a.end)
	if name := strings.ToLower(r.t.name); name == "hidetoggle" || name == "hideblock" {
		return false // what follows are colours
	}
	r.first = false
	if a.quoted || n == len(r.args)-1 || !allPlain(r.args[n:]) {
		return false
	}
	r.title = text.NewSegment(a.start, r.args[len(r.args)-1].end)
	return true
}

// phrase reads arguments that are one text, after a level or not, that opens with the
// phrase of a content warning: {% note danger Content warning: spiders %}, where
// "warning:" is no key.
func (t *tag) phrase(src []byte) (h heading, ok bool) {
	const most = 300 // bytes
	args := src[t.args:t.argsEnd]
	if t.kind != liquidTag && t.kind != shortcodeTag || len(args) > most || bytes.ContainsAny(args, "\"'`=") || !bytes.ContainsAny(args, ":： ") {
		return h, false
	}
	start, stop := t.args, t.argsEnd
	for range 4 { // "red, open, @", "color:danger title:"
		word := leadingWord.Find(src[start:stop])
		if len(word) == 0 {
			break
		}
		name := strings.ToLower(string(bytes.Trim(word, " ,@")))
		if containers.Named(name).Is(containers.Argument) && h.level == "" {
			h.level = name
		}
		if level, ok := strings.CutPrefix(name, "color:"); ok && containers.Named(level).Is(containers.Argument) {
			h.level = level
		}
		h.open = h.open || name == "open"
		start += len(word)
	}
	for {
		tail := trailingArgument.FindIndex(src[start:stop])
		if tail == nil {
			break
		}
		stop = start + tail[0]
	}
	if !t.opensWarning(string(src[start:stop])) {
		return heading{}, false
	}
	h.title = text.NewSegment(start, stop)
	return h, true
}

var (
	// leadingWord is an argument before a title without quotes, or what opens one.
	leadingWord = lazyregexp.New(`^(?i:@|title:\s*|(?:color|icon|type|size):[\w-]+[\s,]+|(?:default|primary|success|info|warning|warn|danger|error|note|tip|caution|important|red|orange|yellow|green|blue|purple|pink|gr[ae]y|cyan|open|closed|close|simple|modern|flat|no-icon)(?:\s*,\s*|\s+@?))`)
	// trailingArgument is an argument after such a title: colours of Butterfly, and
	// those with a key.
	trailingArgument = lazyregexp.New(`(?:\s*,\s*(?:#[0-9a-fA-F]{3,8}|[a-z]{3,12}|rgba?\([^)]*\))?|\s+(?:color|icon|child|size|class|style|open|codeblock|width|bg|type|theme|align|mode):[\w#.-]+)$`)
)

// opensWarning reports whether text opens with the phrase of a content warning, or with
// a mark and a colon.
func (t *tag) opensWarning(text string) bool {
	const most = 300 // bytes
	f := lexicon.Fold(strings.TrimLeftFunc(doc.Unescape(strings.ToValidUTF8(text[:min(len(text), most)], "")), script.IsOrnament))
	if len(f.Lower) == 0 {
		return false
	}
	l, found := t.phrases().Phrases.At(f, 0)
	if !found {
		return false
	}
	rest := strings.TrimLeft(f.Src[f.Start[len(l.Text)]:], " ")
	return l.Slug == phrases.Strong || strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "：")
}

// isIcon reports whether an argument names an icon of Font Awesome.
func isIcon(name string) bool {
	family, _, _ := strings.Cut(name, " ")
	switch family {
	case "fa", "fas", "far", "fab", "fal", "fad", "fa-solid", "fa-regular", "fa-brands":
		return true
	}
	return strings.HasPrefix(name, "fa-")
}

// folds reports whether attributes say that a container is closed at first:
// collapse="true" of Quarto, closed="true" of Hugo's themes, the class dropdown of MyST.
func folds(attrs []doc.Attribute) bool {
	for _, a := range attrs {
		value := strings.Trim(strings.ToLower(a.Value), "{} ")
		switch a.Key {
		case "collapse", "collapsed", "collapsible", "closed", "fold", "folded", "foldable", "expandable", "dropdown", "toggle":
			if value != "false" && value != "0" && value != "no" {
				return true
			}
		case "open", "expanded":
			if value == "false" {
				return true
			}
		case "class":
			for class := range strings.FieldsSeq(value) {
				if class == "dropdown" || class == "collapsible" || class == "collapsed" || class == "foldable" {
					return true
				}
			}
		}
	}
	return false
}

// items returns the value of a without what makes it a list in JSX.
func items(src []byte, a arg) text.Segment {
	const marks = "{}[]'\"` "
	for a.start < a.end && strings.IndexByte(marks, src[a.start]) >= 0 {
		a.start++
	}
	for a.end > a.start && strings.IndexByte(marks, src[a.end-1]) >= 0 {
		a.end--
	}
	return text.NewSegment(a.start, a.end)
}

// itemText returns the value of a list of JSX or JavaScript, without what is around it,
// as text: fog, blood of fog", "blood.
func itemText(list []byte) string { return itemMarks.ReplaceAllString(string(list), ", ") }

var itemMarks = lazyregexp.New("\\s*['\"`]\\s*,\\s*['\"`]\\s*")

// allPlain reports whether none of args has a key or quotes.
func allPlain(args []arg) bool {
	for _, a := range args {
		if a.key != "" || a.quoted {
			return false
		}
	}
	return true
}

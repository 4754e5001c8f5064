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
		for i < end && (isSpace(src[i]) || src[i] == ',') {
			i++
		}
		if i >= end {
			break
		}
		var a arg
		j := i
		for j < end && (isTagName(src[j]) || j == i && strings.IndexByte(":@#.$", src[j]) >= 0) {
			j++
		}
		if j < end && j > i && (src[j] == '=' || src[j] == ':' && t.kind != componentTag && j+1 < end && src[j+1] != '/') {
			a.key = strings.ToLower(string(src[i:j]))
			i = j + 1
			for i < end && isSpace(src[i]) {
				i++
			}
			if i >= end {
				break
			}
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

// A heading is what the arguments of a tag say of the container it opens.
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
	if h, ok := t.phrase(src); ok {
		return h
	}
	var h heading
	args := t.parseArgs(src)
	first := true
	for n, a := range args {
		val := string(src[a.start:a.end])
		low := strings.ToLower(val)
		switch a.key {
		case "type", "theme", "style", "level", "kind", "variant", "severity", "status", "color", "class":
			if a.key == "type" && !containers.Named(low).Is(containers.Argument) && t.isWarning() { // <content-warning type="spiders">
				h.title = items(src, a)
				continue
			}
			if h.level == "" && (containers.Named(low).Is(containers.Argument) || a.key == "type") {
				h.level = low
				continue
			}
			h.attrs = append(h.attrs, doc.Attribute{Key: a.key, Value: val})
		case "title", "summary", "label", "heading", "header":
			h.title = text.NewSegment(a.start, a.end)
		case "author":
			if strings.Contains(t.name, "quote") && h.title.Len() == 0 {
				h.title = text.NewSegment(a.start, a.end)
			} else {
				h.attrs = append(h.attrs, doc.Attribute{Key: a.key, Value: val})
			}
		case "text", "body", "content", "message":
			if t.isWarning() && t.mate != nil && h.title.Len() == 0 { // {{< cw text="blood" >}} … {{< /cw >}}
				h.title = items(src, a)
				continue
			}
			h.text = text.NewSegment(a.start, a.end)
		case "topics", "topic", "reason", "warnings", "warning", "list", "for", "tags", "triggers", "cw", "tw":
			switch seg := items(src, a); {
			case !t.isWarning():
				h.attrs = append(h.attrs, doc.Attribute{Key: a.key, Value: val})
			case h.title.Len() == 0:
				h.title = seg
			default:
				h.text = seg
			}
		case "":
			switch {
			case first && containers.Named(low).Is(containers.Argument) && h.level == "":
				h.level = low
				continue
			case low == "open":
				h.open = true
			case (low == "false" || low == "true") && t.kind == shortcodeTag && h.title.Len() > 0: // {{< admonition warning "Title" false >}}
				h.folds = low == "false"
			case strings.HasPrefix(low, "title:") && a.quoted: // {% message 'title:A long title' %}
				h.title = text.NewSegment(a.start+len("title:"), a.end)
			case low == "no-icon" || low == "icon" || low == "simple" || low == "modern" || low == "flat" || low == "disabled" || isIcon(low):
			case t.kind == shortcodeTag && t.name == "alert" && strings.Trim(val, "abcdefghijklmnopqrstuvwxyz-") == "": // an icon, of Blowfish
			case t.kind == componentTag || t.kind == detailsTag:
				h.attrs = append(h.attrs, doc.Attribute{Key: low, Value: ""})
			case h.title.Len() == 0:
				h.title = text.NewSegment(a.start, a.end)
				if t.name == "fold" && strings.HasPrefix(val, "@") { // Fluid's
					a.start++
					h.title.Start++
				}
				if name := strings.ToLower(t.name); name == "hidetoggle" || name == "hideblock" {
					continue // what follows are colours
				}
				if !a.quoted { // the rest of the line is the title
					last := args[len(args)-1]
					if n < len(args)-1 && allPlain(args[n:]) {
						h.title = text.NewSegment(a.start, last.end)
						return h
					}
				}
			}
			first = false
		case "open":
			h.open = val != "false" && val != "{false}"
			h.folds = !h.open && t.kind != componentTag
		default:
			h.attrs = append(h.attrs, doc.Attribute{Key: a.key, Value: val})
		}
	}
	return h
}

// phrase reads arguments that are one text, behind a level or not, that opens with the
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
	if !opensWarning(string(src[start:stop])) {
		return heading{}, false
	}
	h.title = text.NewSegment(start, stop)
	return h, true
}

var (
	// leadingWord is an argument before a title without quotes, or what opens one.
	leadingWord = lazyregexp.New(`^(?i:@|title:\s*|(?:color|icon|type|size):[\w-]+[\s,]+|(?:default|primary|success|info|warning|warn|danger|error|note|tip|caution|important|red|orange|yellow|green|blue|purple|pink|gr[ae]y|cyan|open|closed|close|simple|modern|flat|no-icon)(?:\s*,\s*|\s+@?))`)
	// trailingArgument is an argument behind such a title: colours of Butterfly, and
	// those with a key.
	trailingArgument = lazyregexp.New(`(?:\s*,\s*(?:#[0-9a-fA-F]{3,8}|[a-z]{3,12}|rgba?\([^)]*\))?|\s+(?:color|icon|child|size|class|style|open|codeblock|width|bg|type|theme|align|mode):[\w#.-]+)$`)
)

// opensWarning reports whether text opens with the phrase of a content warning, or with
// a mark and a colon.
func opensWarning(text string) bool {
	const most = 300 // bytes
	f := lexicon.Fold(strings.TrimLeftFunc(doc.Unescape(strings.ToValidUTF8(text[:min(len(text), most)], "")), script.IsOrnament))
	if len(f.Lower) == 0 {
		return false
	}
	l, found := phrases.Read().Phrases.At(f, 0)
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

// allPlain reports whether none of args has a key or quotes.
func allPlain(args []arg) bool {
	for _, a := range args {
		if a.key != "" || a.quoted {
			return false
		}
	}
	return true
}

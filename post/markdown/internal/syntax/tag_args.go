package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/post/internal/lexicon"
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

// levels are the names of kinds of containers that tags have as an argument.
var levels = map[string]bool{
	"default": true, "primary": true, "success": true, "info": true, "warning": true, "warn": true, "danger": true, "error": true, "note": true,
	"tip": true, "caution": true, "important": true, "hint": true, "alert": true, "question": true, "bug": true, "example": true, "quote": true,
	"abstract": true, "failure": true, "secondary": true, "light": true, "dark": true, "red": true, "orange": true, "yellow": true, "green": true, "blue": true,
	"purple": true, "pink": true, "gray": true, "grey": true, "cyan": true, "attention": true, "critical": true, "notice": true, "check": true, "help": true,
}

// A heading is what the arguments of a tag say of the container it opens.
type heading struct {
	level string // "danger"; "" if none is given
	title text.Segment
	text  text.Segment // its content, of a tag that has it as an argument
	open  bool
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
			if a.key == "type" && !levels[low] && t.isWarning() { // <content-warning type="spiders">
				h.title = items(src, a)
				continue
			}
			if h.level == "" && (levels[low] || a.key == "type") {
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
		case "text", "body", "content":
			h.text = text.NewSegment(a.start, a.end)
		case "topics", "topic", "reason", "warnings", "list", "for":
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
			case first && levels[low] && h.level == "":
				h.level = low
				continue
			case low == "open":
				h.open = true
			case low == "no-icon" || low == "icon" || low == "simple" || low == "modern" || low == "flat" || strings.HasPrefix(low, "fa-"):
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
	if t.kind != liquidTag && t.kind != shortcodeTag || len(args) > most || bytes.ContainsAny(args, "\"'`=") || !bytes.ContainsAny(args, ":：") {
		return h, false
	}
	start := t.args
	if first, rest, ok := bytes.Cut(args, []byte(" ")); ok && levels[strings.ToLower(string(first))] {
		h.level = strings.ToLower(string(first))
		start = t.argsEnd - len(rest)
	}
	f := lexicon.Fold(doc.Unescape(string(src[start:t.argsEnd])))
	if len(f.Lower) == 0 {
		return h, false
	}
	if l, found := phrases.Read().Phrases.At(f, 0); !found || l.Slug != phrases.Strong {
		return h, false
	}
	h.title = text.NewSegment(start, t.argsEnd)
	return h, true
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

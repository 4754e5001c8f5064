package post

import "github.com/foreword-go/foreword/post/internal/lang"

// Direction returns the direction that a language, as a BCP 47 tag, is written in, as
// HTML and EPUB name it: "rtl" for Arabic, Persian, Hebrew and others, "ltr" for the
// rest, "" for a tag that says neither a language nor a script.
func Direction(tag string) string {
	switch {
	case lang.RightToLeft(tag):
		return "rtl"
	case lang.Written(tag):
		return "ltr"
	}
	return ""
}

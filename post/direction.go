package post

import "github.com/foreword-go/foreword/post/internal/lang"

// Direction returns the writing direction of a language, given as a BCP 47 tag, in
// the words of HTML and EPUB: "rtl" for Arabic, Persian, Hebrew and others, "ltr" for
// all other languages, and "" if the tag names neither a language nor a script.
func Direction(tag string) string {
	switch {
	case lang.RightToLeft(tag):
		return "rtl"
	case lang.Written(tag):
		return "ltr"
	}
	return ""
}

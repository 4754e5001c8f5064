package lang

import (
	"slices"

	"golang.org/x/text/language"
)

// RightToLeft reports whether a language, as a BCP 47 tag, is written from right to
// left.
func RightToLeft(tag string) bool {
	t, err := language.Parse(tag)
	if err != nil {
		return false
	}
	script, _ := t.Script()
	return slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"}, script.String())
}

// Written reports whether a tag says which language or script a text is in.
func Written(tag string) bool {
	t, err := language.Parse(tag)
	if err != nil {
		return false
	}
	base, script, _ := t.Raw()
	return base.String() != "und" || script.String() != "Zzzz"
}

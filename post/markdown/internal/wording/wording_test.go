package wording

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestExpand(t *testing.T) {
	for in, want := range map[string]string{
		"原文":               "原文",
		"原文{链接,地址}":        "原文链接 原文地址",
		"{英文,}原文{链接,}":     "英文原文链接 英文原文 原文链接 原文",
		"original{ post,}": "original post original",
	} {
		want := strings.Split(strings.ReplaceAll(want, "original post ", "original post/"), " ")
		if in == "original{ post,}" {
			want = []string{"original post", "original"}
		}
		if got := expand(in); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

// Every row of wording.txt can be read: expressions compile, forms and languages are
// known, and no word is empty or there twice in one section.
func TestRows(t *testing.T) {
	lang := regexp.MustCompile(`^(?:-|zh|zh-Hant|ja|ko|en|fr|de|es)$`)
	for _, s := range sections() {
		if len(s.Args) == 0 || len(s.Rows) == 0 {
			t.Errorf("section %s %q has no name or no rows", s.Kind, s.Args)
		}
		for _, r := range s.Rows {
			if !lang.MatchString(r.Lang) {
				t.Errorf("%s %q: language %q", s.Kind, s.Args, r.Lang)
			}
		}
		switch s.Kind {
		case "label", "key", "property", "names":
			seen := make(map[string]bool)
			for _, w := range s.Words() {
				if strings.TrimSpace(w) != w || w == "" || seen[w] {
					t.Errorf("%s %q: word %q is empty, has spaces around it or is there twice", s.Kind, s.Args, w)
				}
				seen[w] = true
			}
		case "sentence", "line":
			for _, r := range s.Rows {
				if _, err := regexp.Compile(Expression(r.Text)); err != nil {
					t.Errorf("sentence %q: %v", r.Text, err)
				}
			}
		case "list":
			if forms[s.Arg(1)] == "" {
				t.Errorf("list %q: form %q", s.Arg(0), s.Arg(1))
			}
			if _, err := regexp.Compile(alternatives(s)); err != nil {
				t.Errorf("list %q: %v", s.Arg(0), err)
			}
		case "define":
		default:
			t.Errorf("section of kind %q", s.Kind)
		}
	}
}

// The noun for a post is the same in Go as in wording.txt.
func TestNoun(t *testing.T) {
	if got := Expression("{noun}"); got != "(?:"+Noun+")" {
		t.Errorf("Noun is not the definition of noun:\n got %s\nwant %s", Noun, got)
	}
}

package main

import (
	"testing"

	"github.com/foreword-go/foreword/post"
)

func TestStatedLang(t *testing.T) {
	heads := []*post.Head{{Lang: "ja"}, {Lang: "zh-CN"}, {}, {Lang: "zh-Hant"}, {Lang: "zh-CN"}, {}, {}, {Lang: "ja", Withheld: post.ReasonDraft}, {Lang: "ja", Withheld: post.ReasonDraft}}
	for _, test := range []struct {
		heads []*post.Head
		want  string
	}{
		{nil, ""},
		{heads, ""},
		{heads[:4], ""},
		{heads[:5], "zh"},
		{heads[:2], ""},
		{heads[:3], ""},
		{heads[1:3], ""},
		{heads[3:5], "zh"},
		{heads[4:5], "zh-CN"},
	} {
		if got := statedLang(test.heads); got != test.want {
			t.Errorf("statedLang of %d heads = %q, want %q", len(test.heads), got, test.want)
		}
	}
}

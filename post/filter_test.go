package post

import (
	"testing"
	"time"
)

func TestFilter(t *testing.T) {
	h := &Head{
		Published:  time.Date(2025, 1, 1, 0, 30, 0, 0, time.FixedZone("", 8*3600)), // 2024 in UTC
		Tags:       []string{"转载", "Music"},
		Categories: []Category{{"Code", "Go", "Tools"}},
		Authors:    []Author{{Name: "林秋"}},
		Repost:     &Repost{Authors: []Author{{Name: "Maren Holt"}}},
		Warnings:   []*Warning{{Title: "CW", Topics: []Topic{{"self-harm", "自残"}, {"", "wasps"}}}},
	}
	for _, tt := range []struct {
		name   string
		filter Filter
		want   bool
	}{
		{"zero", Filter{}, true},
		{"tag", Filter{Tags: []string{"转载"}}, true},
		{"tag in another case", Filter{Tags: []string{"music"}}, true},
		{"one of the tags", Filter{Tags: []string{"poetry", "Music"}}, true},
		{"no such tag", Filter{Tags: []string{"载"}}, false},
		{"root category", Filter{Categories: []string{"code"}}, true},
		{"inner category", Filter{Categories: []string{"Go"}}, true},
		{"path of a category", Filter{Categories: []string{"Code/Go"}}, true},
		{"not a path from the root", Filter{Categories: []string{"Go/Tools"}}, false},
		{"author", Filter{Authors: []string{"林秋"}}, true},
		{"original author", Filter{Authors: []string{"Maren Holt"}}, true},
		{"another author", Filter{Authors: []string{"Maren"}}, false},
		{"year where it was written", Filter{Years: []int{2025}}, true},
		{"year elsewhere", Filter{Years: []int{2024}}, false},
		{"topic by slug", Filter{Topics: []string{"self-harm"}}, true},
		{"topic as written", Filter{Topics: []string{"Wasps"}}, true},
		{"topic by a label in another language", Filter{Topics: []string{"Self harm"}}, true},
		{"one of the topics", Filter{Topics: []string{"abuse", "自残"}}, true},
		{"another topic", Filter{Topics: []string{"abuse"}}, false},
		{"except a topic", Filter{ExceptTopics: []string{"abuse", "self-harm"}}, false},
		{"except another topic", Filter{ExceptTopics: []string{"abuse"}}, true},
		{"only warned", Filter{Warned: KeepOnly}, true},
		{"none warned", Filter{Warned: KeepNone}, false},
		{"only reposts", Filter{Reposts: KeepOnly}, true},
		{"no reposts", Filter{Reposts: KeepNone}, false},
		{"all fields", Filter{Tags: []string{"转载"}, Years: []int{2025}, Authors: []string{"林秋"}}, true},
		{"one field of all", Filter{Tags: []string{"转载"}, Years: []int{2023}}, false},
	} {
		if got := tt.filter.Match(h); got != tt.want {
			t.Errorf("%s: Match = %v, want %v", tt.name, got, tt.want)
		}
	}
	for filter, want := range map[*Filter]bool{
		{Warned: KeepOnly}: false, {Warned: KeepNone}: true, {Reposts: KeepOnly}: false, {Reposts: KeepNone}: true,
		{Topics: []string{"abuse"}}: false, {ExceptTopics: []string{"abuse"}}: true,
	} {
		if got := filter.Match(&Head{}); got != want {
			t.Errorf("%+v matches a post without warning and repost: %v", *filter, got)
		}
	}
	if (&Filter{Years: []int{1}}).Match(&Head{}) {
		t.Error("an undated post matches the year 1")
	}
}

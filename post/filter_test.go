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
		{"all fields", Filter{Tags: []string{"转载"}, Years: []int{2025}, Authors: []string{"林秋"}}, true},
		{"one field of all", Filter{Tags: []string{"转载"}, Years: []int{2023}}, false},
	} {
		if got := tt.filter.Match(h); got != tt.want {
			t.Errorf("%s: Match = %v, want %v", tt.name, got, tt.want)
		}
	}
	if (&Filter{Years: []int{1}}).Match(&Head{}) {
		t.Error("an undated post matches the year 1")
	}
}

package post

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func ExampleLine() {
	warnings := []*Warning{
		{Title: "Content warning", Topics: []Topic{TopicOf("death"), TopicOf("abuse")}},
		{Title: "Content warning", Topics: []Topic{TopicOf("blood")}},
	}
	fmt.Println(Line(warnings, "en", 0))
	fmt.Println(Line(warnings, "en", 30))
	// Output:
	// Content warning: death, abuse, blood
	// Content warning: death…
}

func ExampleExcerpt() {
	p := new(Post)
	p.SetBody(HTMLBody("<p>The ferry left at four. Nobody saw it go.</p><p>In the morning the harbour was empty.</p>"))
	fmt.Println(Excerpt(p.Text(), 60))
	fmt.Println(Excerpt(p.Text(), 20))
	// Output:
	// The ferry left at four. Nobody saw it go.
	// The ferry left at…
}

func TestLine(t *testing.T) {
	topic := func(label string) []Topic { return []Topic{TopicOf(label)} }
	for _, test := range []struct {
		name     string
		warnings []*Warning
		limit    int
		want     string
	}{
		{"none", nil, 10, ""},
		{"one", []*Warning{{Title: "内容预警", Topics: topic("自残")}}, 0, "内容预警：自残"},
		{"a topic twice", []*Warning{{Title: "CW", Topics: topic("death")}, {Title: "CW", Topics: topic("death")}}, 0, "CW: death"},
		{"two titles", []*Warning{{Title: "CW", Topics: topic("death")}, {Title: "Note", Topics: topic("abuse")}}, 0, "CW: death · Note: abuse"},
		{"just room", []*Warning{{Title: "CW", Topics: topic("death")}}, 9, "CW: death"},
		{"no room for a topic", []*Warning{{Title: "CW", Topics: topic("death")}}, 8, "CW…"},
		{"no room for the second", []*Warning{{Title: "内容预警", Topics: []Topic{TopicOf("自残"), TopicOf("自杀")}}}, 9, "内容预警：自残…"},
		{"no room for the title", []*Warning{{Title: "Content warning"}}, 6, "Conte…"},
		{"one character", []*Warning{{Title: "CW"}}, 1, "…"},
	} {
		got := Line(test.warnings, "", test.limit)
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	for _, test := range []struct {
		text  string
		limit int
		want  string
	}{
		{"One. Two.", 9, "One. Two."},
		{"One. Two.", 8, "One."},
		{"One, two, three", 10, "One, two…"},
		{"It costs 3.5 or so and more.", 20, "It costs 3.5 or so…"},
		{"He said “go.” Then he went away.", 20, "He said “go.”"},
		{"上夜班。走廊里的灯坏了，报修了三次。", 8, "上夜班。"},
		{"走廊里的灯坏了，报修了三次。", 9, "走廊里的灯坏了…"},
		{"a\n\nb", 10, "a b"},
		{"👩‍👩‍👧 at home", 3, "…"},
		{"e\u0301tude", 2, "…"},
		{"Supercalifragilistic", 6, "Super…"},
		{"x", 0, ""}, {"", 5, ""},
		{strings.Repeat(" ", 1000) + "late", 10, "late"},
	} {
		got := Excerpt(test.text, test.limit)
		if got != test.want || utf8.RuneCountInString(got) > max(test.limit, 0) {
			t.Errorf("Excerpt(%q, %d) = %q, want %q", test.text, test.limit, got, test.want)
		}
	}
}

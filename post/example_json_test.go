package post_test

import (
	"encoding/json"
	"fmt"

	"github.com/foreword-go/foreword/post"
)

// A post is stored as JSON, and what is read back is equal to it.
func Example_json() {
	p := &post.Post{Head: post.Head{
		Title: "Leaving the harbour",
		Warnings: []*post.Warning{{
			Level: post.LevelDanger, Scope: post.ScopePost, Title: "Content warning",
			Topics: []post.Topic{post.TopicOf("grief")},
		}},
	}}
	p.SetBody(post.HTMLBody("<p>The ferry left at four.</p>"))
	data, err := json.Marshal(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	var stored post.Post
	if err := json.Unmarshal(data, &stored); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(stored.Equal(p))
	fmt.Println(stored.Warnings[0], "/", stored.Warnings[0].Level)
	fmt.Println(stored.Text())
	// Output:
	// true
	// Content warning: grief / danger
	// The ferry left at four.
}

func ExampleFilter() {
	night := &post.Post{Head: post.Head{Title: "Night", Warnings: []*post.Warning{{Title: "CW", Topics: []post.Topic{post.TopicOf("自残")}}}}}
	day := &post.Post{Head: post.Head{Title: "Day"}}
	calm := post.Filter{ExceptTopics: []string{"self-harm"}}
	for _, p := range []*post.Post{night, day} {
		fmt.Println(p.Title, calm.Match(&p.Head), p.HasTopic("self-harm"))
	}
	// Output:
	// Night false true
	// Day true false
}

func ExampleDirection() {
	fmt.Println(post.Direction("fa"), post.Direction("zh-Hans"))
	// Output: rtl ltr
}

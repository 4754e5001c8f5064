// Post prints the JSON of a post with a warning.
package main

import (
	"encoding/json"
	"os"

	"github.com/foreword-go/foreword/post"
)

func main() {
	p := &post.Post{Head: post.Head{Title: "Rain", Warnings: []*post.Warning{{Title: "CW", Topics: []post.Topic{{Label: "rain"}}}}}}
	p.SetBody(post.HTMLBody("<p>It rained.</p>"))
	json.NewEncoder(os.Stdout).Encode(p)
}

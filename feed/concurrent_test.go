package feed

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// TestConcurrent: one parser and one encoder serve many at once, and each
// conversion is the same bytes as when it is alone. It is for the race
// detector, under which the gate runs it with -count.
func TestConcurrent(t *testing.T) {
	const workers = 8
	const conversions = 40
	var parser markdown.Parser
	var enc Encoder
	convert := func(i int) ([]byte, error) {
		src := fmt.Sprintf(`---
title: Night %d
date: 2024-05-%02d
tags: [rain, 灯]
original_author: Maren Holt
---
::: danger 内容预警
**自残**、自杀
:::

# Part %[1]d {#part}

Rain[^1] on **“every”**的 roof, <u>all</u> night. ![lamp](lamp.png) [back](#part) $x$ :tada:

| a | b |
|---|---|
| 1 | %[1]d |

[^1]: It fell.
`, i, i%28+1)
		p, err := parser.Parse(fmt.Sprintf("%d.md", i), []byte(src))
		if err != nil {
			return nil, err
		}
		f := FromPosts(Feed{Title: "T", HomeURL: "https://a.example/"}, []*post.Post{p})
		var out [3]bytes.Buffer
		if _, err := enc.Encode(context.Background(), f, Output{FormatRSS, &out[0]}, Output{FormatAtom, &out[1]}, Output{FormatJSON, &out[2]}); err != nil {
			return nil, err
		}
		return bytes.Join([][]byte{out[0].Bytes(), out[1].Bytes(), out[2].Bytes()}, nil), nil
	}
	const kinds = 16
	var want [kinds][]byte
	for i := range want {
		var err error
		if want[i], err = convert(i); err != nil || len(want[i]) == 0 {
			t.Fatal(err)
		}
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := range conversions {
				kind := (w + i) % kinds
				if got, err := convert(kind); err != nil || !bytes.Equal(got, want[kind]) {
					t.Errorf("worker %d, conversion %d: other bytes, error %v", w, i, err)
					return
				}
			}
		})
	}
	wg.Wait()
}

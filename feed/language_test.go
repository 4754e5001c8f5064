package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
)

// A feed in a language that this module does not know.
func ExampleFeed_vocabulary() {
	vocabulary, err := new(post.Vocabulary).WithLanguages(post.Language{
		Tag:   "pt",
		Words: map[string]string{"ContentWarning": "Aviso de conteúdo", "RepostedFrom": "Republicado de", "OpenQuote": "«", "CloseQuote": "»"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	f := &Feed{
		Title: "Diário", HomeURL: "https://a.example/", Lang: "pt-BR", Vocabulary: vocabulary,
		Items: List(&Item{
			URL: "/mar/", Title: "Mar", HTML: "<p>Texto.</p>",
			Warnings: []*post.Warning{{Topics: []post.Topic{vocabulary.TopicOf("death")}}},
			Repost:   &post.Repost{Title: "Maré", URL: "https://b.example/"},
		}),
	}
	var out bytes.Buffer
	report, err := new(Encoder).Atom(context.Background(), &out, f)
	if err != nil || len(report.Skipped) > 0 {
		fmt.Println(err, errors.Join(report.Skipped...))
		return
	}
	_, content, _ := strings.Cut(out.String(), `<content type="html">`)
	content, _, _ = strings.Cut(content, "Texto.")
	fmt.Println(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`).Replace(content))
	// Output:
	// <p><strong>Aviso de conteúdo:</strong> death</p>
	// <hr />
	// <p>Republicado de <a href="https://b.example/">«Maré»</a></p>
	// <p>
}

// Every document of feeds has the words of the vocabulary, and the words of the item if
// its language is another one than that of the feed.
func TestVocabulary(t *testing.T) {
	v, err := new(post.Vocabulary).WithLanguages(
		post.Language{Tag: "uk", Words: map[string]string{"ContentWarning": "Попередження", "AllFeeds": "Усі стрічки", "ReplyByMail": "Відповісти", "Tag": "Мітка", "Comma": " та "}},
		post.Language{Tag: "pt", Words: map[string]string{"ContentWarning": "Aviso"}},
	)
	if err != nil {
		t.Fatal(err)
	}
	warned := []*post.Warning{{Topics: []post.Topic{{Label: "a"}, {Label: "b"}}}}
	heads := []*post.Head{{Title: "Ніч", URL: "/n/", Tags: []string{"x"}, Warnings: warned}, {Title: "Mar", URL: "/m/", Lang: "pt", Tags: []string{"x"}, Warnings: warned}}
	set := Set{Tags: true, Feed: Feed{Title: "T", HomeURL: "https://a.example/", Lang: "uk", Vocabulary: v, Footer: ReplyByMail("a@a.example", "uk")}}
	feeds, err := set.Feeds(heads, func(_ context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
		return func(yield func(*post.Post, error) bool) {
			for _, h := range heads {
				p := &post.Post{Head: *h}
				p.SetBody(post.HTMLBody("<p>x</p>"))
				if !yield(p, nil) {
					return
				}
			}
		}
	})
	if err != nil || len(feeds) != 2 || !strings.HasSuffix(feeds[1].Title, "x") {
		t.Fatalf("%d feeds, %v", len(feeds), err)
	}
	var docs [5]bytes.Buffer
	if _, err := new(Encoder).Encode(context.Background(), feeds[1], Output{FormatRSS, &docs[0]}, Output{FormatAtom, &docs[1]}, Output{FormatJSON, &docs[2]}); err != nil {
		t.Fatal(err)
	}
	if err := Page(&docs[3], feeds...); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(docs[3].String(), "Усі стрічки") || !strings.Contains(docs[3].String(), "Мітка") {
		t.Errorf("the page of feeds is not in the language:\n%s", &docs[3])
	}
	for i := range docs[:3] {
		for _, want := range []string{"Попередження: a та b", "Aviso: a, b", "Відповісти"} {
			if !strings.Contains(docs[i].String(), want) {
				t.Errorf("no %q in\n%s", want, &docs[i])
			}
		}
	}
	shelf := &Catalog{Title: "T", ID: "urn:x", Lang: "uk", Vocabulary: v, Books: []*Publication{{ID: "urn:x:1", Title: "B", File: Media{URL: "b.epub"}, Warnings: warned}}}
	if err := shelf.OPDS1(&docs[4]); err != nil || !strings.Contains(docs[4].String(), "Попередження: a та b") {
		t.Errorf("%v; no warning in\n%s", err, &docs[4])
	}
}

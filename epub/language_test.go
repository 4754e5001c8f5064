package epub_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// entries returns the files of a book by name.
func entries(t *testing.T, e *epub.Encoder, b *epub.Book) map[string]string {
	t.Helper()
	var out bytes.Buffer
	if _, err := e.Encode(context.Background(), &out, b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
	}
	return all
}

// A book in a language that this module does not know.
func ExampleBook_vocabulary() {
	vocabulary, err := new(post.Vocabulary).WithLanguages(post.Language{
		Tag:   "pt",
		Words: map[string]string{"ContentWarning": "Aviso de conteúdo", "Contents": "Sumário", "Colophon": "Cólofon", "Volume": "Volume %d"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	book := &epub.Book{
		Title: "Diário", Lang: "pt-BR", Vocabulary: vocabulary,
		Chapters: []*epub.Chapter{{Title: "Mar", HTML: "<p>Texto.</p>", Warnings: []*post.Warning{{Topics: []post.Topic{vocabulary.TopicOf("death")}}}}},
	}
	report, err := new(epub.Encoder).Encode(context.Background(), io.Discard, book)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Chapters, "article,", report.Warned, "with a warning; contents:", vocabulary.Words(book.Lang)["Contents"])
	// Output:
	// 1 article, 1 with a warning; contents: Sumário
}

// The pages of a book have the words of its vocabulary, and a topic of it has its code.
func TestVocabulary(t *testing.T) {
	v, err := new(post.Vocabulary).With(post.TopicInfo{Slug: "spiders", ONIX: "10"})
	if err == nil {
		v, err = v.WithLanguages(post.Language{Tag: "uk", Topics: map[string][]string{"spiders": {"павуки"}}, Words: map[string]string{
			"Contents": "Зміст", "ContentWarning": "Попередження", "ContentWarnings": "Попередження про вміст", "Colophon": "Вихідні дані", "Uncategorized": "Без групи",
			"RepostedBy": "Передрукував", "Source": "Джерело", "SkipArticle": "Пропустити статтю", "Months": "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
		}})
	}
	if err != nil {
		t.Fatal(err)
	}
	p := &post.Post{Head: post.Head{Title: "Ніч", Lang: "uk", Warnings: []*post.Warning{{Topics: []post.Topic{v.TopicOf("павуки")}}}}}
	p.SetBody(post.HTMLBody("<p>Темно.</p>"))
	book, err := epub.FromPosts(epub.Book{Title: "Щоденник", Subjects: []string{"записки"}, Vocabulary: v}, post.List(p), epub.Layout{GroupBy: epub.GroupTag})
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for name, text := range entries(t, &epub.Encoder{NoCover: true}, book) {
		if strings.HasSuffix(name, "html") || strings.HasSuffix(name, "opf") {
			all += text
		}
	}
	for _, want := range []string{"<h1 id=\"title\">Зміст</h1>", "Попередження про вміст</h1>", "Вихідні дані", "Без групи", "Пропустити статтю", "Попередження: павуки", "<dc:subject>записки</dc:subject>"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in the book:\n%s", want, all)
		}
	}
	if !strings.Contains(all, ">10</meta>") {
		t.Error("the topic does not have the code of the vocabulary")
	}
	for _, english := range []string{">Contents<", "Content warning", "Skip this article", "Colophon<"} {
		if strings.Contains(all, english) {
			t.Errorf("the book has the English %q", english)
		}
	}
}

// The markup that a caller's hooks return is cleaned, also in a compact book.
func TestLayoutRenderer(t *testing.T) {
	p, err := new(markdown.Parser).Parse("a.md", []byte("# A\n\n```go\nx\n```\n\n```css\ny\n```\n\n![lamp](lamp.png)\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, compact := range []bool{false, true} {
		o := epub.Layout{Compact: compact, Renderer: &post.Renderer{
			Highlight: func(lang, code string) (string, bool) {
				return "<b>mine</b><script>bad</script><u onclick=\"bad\">", lang == "go"
			},
			Image: func(img post.Image) (post.Image, bool) { img.Src = "https://cdn.example/" + img.Src; return img, true },
		}}
		book, err := epub.FromPosts(epub.Book{Title: "T"}, post.List(p), o)
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for name, text := range entries(t, &epub.Encoder{NoCover: true}, book) {
			if strings.HasSuffix(name, "html") {
				all += text
			}
		}
		if !strings.Contains(all, "<b>mine</b>") || !strings.Contains(all, "https://cdn.example/lamp.png") || !strings.Contains(all, "language-css") || strings.Contains(all, "bad") {
			t.Errorf("compact %t: the book has\n%s", compact, all)
		}
	}
}

// Every option that is a word is written as text and read back, and an unknown word is an
// error both ways.
func TestOptionText(t *testing.T) {
	for _, option := range []interface {
		encoding.TextMarshaler
		encoding.TextUnmarshaler
	}{new(epub.Images), new(epub.WarningsAt), new(epub.Formulas), new(epub.Grouping), new(epub.Order), new(epub.Reader)} {
		if err := option.UnmarshalText([]byte("nonsense")); !errors.Is(err, epub.ErrValue) {
			t.Errorf("%T: error %v", option, err)
		}
	}
	for _, g := range []epub.Grouping{"", epub.GroupNone, epub.GroupOriginal} {
		text, err := g.MarshalText()
		var back epub.Grouping
		if err != nil || back.UnmarshalText(text) != nil || back != g {
			t.Errorf("%q is written as %q, %v, and read as %q", g, text, err, back)
		}
	}
	if text, err := epub.Order("nonsense").MarshalText(); !errors.Is(err, epub.ErrValue) {
		t.Errorf("an unknown order is written as %q, %v", text, err)
	}
}

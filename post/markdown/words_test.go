package markdown

import (
	"os"
	"testing"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// The words of all expressions of this package are those that they are analysed to.
func TestWordsText(t *testing.T) {
	// The expressions of sentences are there from the first text on.
	if _, err := new(Parser).Parse("a.md", []byte("转载自[夜航](https://a.example/x)。\n\n触发警告：血\n")); err != nil {
		t.Fatal(err)
	}
	const file = "internal/pattern/words.txt"
	want := pattern.WordsText()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf(`%s is not that of the expressions: run "go generate ./post/markdown/internal/pattern"`, file)
	}
}

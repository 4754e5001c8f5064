package main

import (
	"strings"
	"testing"
)

func TestRender(t *testing.T) {
	var out strings.Builder
	if err := render(&out, "a.md", []byte("::: tip\nFixed in #12, *not* in #x.\n:::\n")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<a href="https://project.example/issues/12">#12</a>`, "<em>not</em> in #x", "<blockquote>"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in %s", want, out.String())
		}
	}
}

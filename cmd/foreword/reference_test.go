package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// TestReference makes the man pages and the reference in Markdown from the same
// texts as the help, and checks that the files are those. UPDATE_REFERENCE=1 writes
// them.
func TestReference(t *testing.T) {
	files := make(map[string][]byte)
	var reference bytes.Buffer
	reference.WriteString("# Reference of the command\n\nMade of `foreword help`; do not edit.\n\n")
	s := new(session)
	root := newRoot(s)
	root.DisableAutoGenTag = true
	commands := append([]*cobra.Command{root}, root.Commands()...)
	for _, c := range commands {
		switch c.Name() {
		case "completion", "help":
			continue
		}
		c.InitDefaultHelpFlag()
		c.Long = fenced(c.Long)
		topic := !c.Runnable()
		section := "1"
		if topic {
			section = "7"
		}
		name := strings.ReplaceAll(c.CommandPath(), " ", "-")
		header := doc.GenManHeader{Title: strings.ToUpper(name), Section: section, Manual: "Foreword", Source: "Foreword", Date: new(time.Time)}
		if topic {
			c.SetUsageTemplate("")
		}
		var page bytes.Buffer
		if err := doc.GenMan(c, &header, &page); err != nil {
			t.Fatal(err)
		}
		files[filepath.Join("man", name+"."+section)] = undated(page.Bytes())
		if topic {
			reference.WriteString("## foreword help " + c.Name() + "\n\n" + c.Long + "\n\n")
			continue
		}
		var text bytes.Buffer
		if err := doc.GenMarkdownCustom(c, &text, func(string) string { return "" }); err != nil {
			t.Fatal(err)
		}
		body, _, _ := strings.Cut(text.String(), "### SEE ALSO")
		reference.WriteString(strings.TrimSpace(body) + "\n\n")
	}
	files["REFERENCE.md"] = append(bytes.TrimSpace(reference.Bytes()), '\n')

	for name, want := range files {
		if os.Getenv("UPDATE_REFERENCE") != "" {
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, want, 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(name)
		if err != nil || !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
			t.Errorf("%s is not what the help says (%v): run UPDATE_REFERENCE=1 go test -run TestReference", name, err)
		}
	}
	pages, err := filepath.Glob("man/*")
	if err != nil || len(pages) != len(files)-1 {
		t.Errorf("man holds %d pages (%v), want %d", len(pages), err, len(files)-1)
	}
}

// undated takes the date out of a page: it would be that of the test.
func undated(page []byte) []byte {
	return bytes.Replace(page, []byte(`"Jan 0001"`), []byte(`""`), 1)
}

// fenced puts the indented lines of a text between fences: to Markdown they would be
// a part of the paragraph.
func fenced(text string) string {
	var b strings.Builder
	inside := false
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		indented := strings.HasPrefix(line, "  ")
		if line == "" && inside { // a blank line within stays within
			for _, next := range lines[i:] {
				if next != "" {
					indented = strings.HasPrefix(next, "  ")
					break
				}
			}
		}
		if indented != inside {
			b.WriteString("```\n")
			inside = indented
		}
		b.WriteString(strings.TrimPrefix(line, "  ") + "\n")
	}
	if inside {
		b.WriteString("```\n")
	}
	return strings.TrimSpace(b.String())
}

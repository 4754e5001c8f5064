package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/epub"
)

// Pictures that are missing for one reason are one kind, wherever they are.
func TestKindOf(t *testing.T) {
	for _, tt := range []struct {
		a, b error
		want string
	}{
		{epub.Missing{Ref: "a.png", Err: &fs.PathError{Op: "open", Path: "a.png", Err: fs.ErrNotExist}},
			epub.Missing{Ref: "b.png", Err: &fs.PathError{Op: "open", Path: "b.png", Err: fs.ErrNotExist}}, "not in the book: file does not exist"},
		{epub.Missing{Ref: "a", Err: fmt.Errorf("get: %w", &net.DNSError{Err: "no such host", Name: "a.example"})},
			epub.Missing{Ref: "b", Err: &net.DNSError{Err: "no such host", Name: "b.example"}}, "not in the book: no such host"},
		{epub.Missing{Ref: "a", Err: errors.New("https://a.example/x: 404")}, epub.Missing{Ref: "b", Err: errors.New("https://b.example/y: 404")}, "not in the book: … 404"},
		{errors.New(`posts/a.md:3:1: id "x" is taken`), errors.New(`posts/b c.md:13: id "y" is taken`), "id … is taken"},
	} {
		if a, b := kindOf(tt.a), kindOf(tt.b); a != tt.want || b != tt.want {
			t.Errorf("kindOf(%v) = %q and kindOf(%v) = %q, want %q", tt.a, a, tt.b, b, tt.want)
		}
	}
}

func TestPrintNotes(t *testing.T) {
	var stderr strings.Builder
	s := &session{stdout: io.Discard, stderr: &stderr}
	for i := range 5 {
		s.note(fmt.Errorf("a.md:%d: id %q is taken", i+1, fmt.Sprint(i)))
		s.note(errors.New("b.md:1: odd"))
	}
	s.printNotes()
	want := "warning: 5 problems: id … is taken (-v lists them). The first: a.md:1: id \"0\" is taken\nwarning: b.md:1: odd\n"
	if stderr.String() != want || s.tally.problems != 6 {
		t.Errorf("it prints\n%s\nfor %d problems, want\n%s\nfor 6", stderr.String(), s.tally.problems, want)
	}
}

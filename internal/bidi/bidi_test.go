package bidi

import (
	"strings"
	"testing"
)

func TestBalance(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"plain — “text”":              "plain — “text”",
		"a\u202eb":                    "ab",
		"a\u202eb\u202cc":             "abc",
		"a\u202bb":                    "a\u202bb\u202c",
		"a\u202bb\u202cc":             "a\u202bb\u202cc",
		"a\u202cb\u2069c":             "abc",
		"a\u2067b":                    "a\u2067b\u2069",
		"a\u2067b\u202bc\u2069d":      "a\u2067b\u202bc\u202c\u2069d",
		"a\u202bb\u2069c":             "a\u202bbc\u202c",
		"a\u2067b\nc\u2069":           "a\u2067b\u2069\nc",
		"a\u202e\u2067b\u2069c\u202c": "a\u2067b\u2069c",
		"שלום\u200f (1)":              "שלום\u200f (1)",
	} {
		if got := Balance(in); got != want {
			t.Errorf("Balance(%+q) = %+q, want %+q", in, got, want)
		}
	}
	if n := strings.Count(Balance(strings.Repeat("\u2067", 1000)), "\u2067"); n > maxDepth {
		t.Errorf("%d are open at once", n)
	}
}

func TestRightToLeft(t *testing.T) {
	for in, want := range map[string]bool{"": false, "abc 123 — é": false, "长": false, "abc שלום": true, "مرحبا": true, "x٣": true, "\xd7": false} {
		if got := RightToLeft(in); got != want {
			t.Errorf("RightToLeft(%q) = %v, want %v", in, got, want)
		}
	}
}

func FuzzBalance(f *testing.F) {
	f.Add("a\u2067b\u202bc\u2069d\n\u202e\u202c")
	f.Fuzz(func(t *testing.T, s string) {
		got := Balance(s)
		if again := Balance(got); again != got {
			t.Fatalf("Balance(%+q) = %+q, the second time %+q", s, got, again)
		}
		for line := range strings.Lines(got) {
			for _, pair := range []string{"\u202a\u202b \u202c", "\u2066\u2067\u2068 \u2069"} {
				open, end, _ := strings.Cut(pair, " ")
				n := 0
				for _, r := range line {
					if strings.ContainsRune(open, r) {
						n++
					} else if strings.ContainsRune(end, r) {
						n--
					}
					if n < 0 {
						t.Fatalf("in %+q a direction ends that did not begin", line)
					}
				}
				if n != 0 {
					t.Fatalf("in %+q %d directions do not end", line, n)
				}
			}
			if strings.ContainsAny(line, "\u202d\u202e") {
				t.Fatalf("an override in %+q", line)
			}
		}
	})
}

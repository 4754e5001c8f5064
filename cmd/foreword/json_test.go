package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

var plainJSONSeeds = []string{
	`{"version": "1.1", "items": [{"id": "a", "n": -1.5e+3, "x": "\u00E9\n\"\\ 雨"}, null, [true, false], {}, []]}`,
	`"a"`, `1`, ` null `, `{}`, `[]`, `{"a":1}`, `[[[]]]`,
	``, ` `, `{`, `[1,]`, `{"a":1,}`, `{"a" 1}`, `{a: 1}`, `{1: 2}`, `"a`, "\"a\nb\"", `"\x"`, `"\u00g9"`, `"\u00`, `"\`, `01`, `1.`, `- 1`, `nul`, `[1 2]`, `[1}`, `{} {}`, `{} x`, "{}\x00", "\x00", `["a"}`, `"\u.009"`, "\"\\u\x100009\"",
}

// What is plain JSON is JSON.
func FuzzPlainJSON(f *testing.F) {
	for _, s := range plainJSONSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if plainJSON(strings.NewReader(s)) && !json.Valid([]byte(s)) {
			t.Errorf("%q is plain JSON, and no JSON", s)
		}
	})
}

// JSON as feeds contain it is plain, wherever a piece ends, and every byte is found that
// ends a string or is not allowed in one.
func TestPlainJSON(t *testing.T) {
	seeds := slices.Clone(plainJSONSeeds)
	for c := range 256 {
		for i := range 10 {
			seeds = append(seeds, `"`+strings.Repeat("字", 4)[:i]+string([]byte{byte(c)})+strings.Repeat("a", 9-i)+`"`)
		}
	}
	for _, s := range seeds {
		for _, got := range []bool{plainJSON(strings.NewReader(s)), plainJSON(iotest.DataErrReader(strings.NewReader(s))), plainJSON(iotest.OneByteReader(strings.NewReader(s)))} {
			if want := json.Valid([]byte(s)); got != want {
				t.Errorf("plainJSON(%q) = %t, want %t", s, got, want)
			}
		}
	}
	if plainJSON(strings.NewReader(strings.Repeat("[", 100) + strings.Repeat("]", 100))) {
		t.Error("a deeply nested value is plain JSON, want it left to the decoder")
	}
	if plainJSON(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(`{}`)))) {
		t.Error("JSON that could not be read is plain")
	}
}

package feed

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
)

// Formats and policies are words in flags, files and JSON.
func TestWords(t *testing.T) {
	type config struct {
		Formats []Format
		Warned  Policy
	}
	want := config{[]Format{FormatJSON, FormatRSS, FormatAtom}, PolicyOmit}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if s := `{"Formats":["json","rss","atom"],"Warned":"omit"}`; string(text) != s {
		t.Errorf("written as %s, want %s", text, s)
	}
	var got config
	if err := json.Unmarshal(text, &got); err != nil || len(got.Formats) != 3 || got.Formats[0] != FormatJSON || got.Warned != PolicyOmit {
		t.Errorf("read as %+v, %v", got, err)
	}

	if err := new(Format).UnmarshalText([]byte("atm")); err == nil || err.Error() != `unknown feed format "atm": want rss, atom or json` {
		t.Errorf("the error does not list the formats: %v", err)
	}
	for _, format := range Formats() {
		text, err := format.MarshalText()
		if back := Format(0); err != nil || back.UnmarshalText(text) != nil || back != format {
			t.Errorf("%v comes back as %v, %v", format, back, err)
		}
	}
	for _, policy := range Policies() {
		text, err := policy.MarshalText()
		if back := Policy(-1); err != nil || back.UnmarshalText(text) != nil || back != policy {
			t.Errorf("%v comes back as %v, %v", policy, back, err)
		}
	}

	f, p := FormatAtom, PolicySummary
	if err := f.UnmarshalText([]byte("RSS")); !errors.Is(err, ErrFormat) || f != FormatAtom {
		t.Errorf("format RSS: %v, %v", f, err)
	}
	if err := p.UnmarshalText([]byte("some")); !errors.Is(err, ErrPolicy) || p != PolicySummary {
		t.Errorf("policy some: %v, %v", p, err)
	}
	if _, err := Format(0).MarshalText(); !errors.Is(err, ErrFormat) {
		t.Errorf("the zero format is written: %v", err)
	}
	if _, err := Policy(7).MarshalText(); !errors.Is(err, ErrPolicy) {
		t.Errorf("a policy that is none is written: %v", err)
	}
}

// A format or policy that is none is refused before a byte is written.
func TestUnknownFormat(t *testing.T) {
	f := &Feed{Title: "T", HomeURL: "https://a.example/"}
	if _, err := new(Encoder).Encode(context.Background(), f, Output{Format: 9}); !errors.Is(err, ErrFormat) {
		t.Errorf("Encode: %v, want %v", err, ErrFormat)
	}
	f.Formats = []Format{FormatRSS, 9}
	if _, err := new(Encoder).Encode(context.Background(), f); !errors.Is(err, ErrFormat) {
		t.Errorf("Encode of %v: %v, want %v", f.Formats, err, ErrFormat)
	}
	f.Formats = nil
	if _, err := (&Encoder{Warned: 7}).Encode(context.Background(), f); !errors.Is(err, ErrPolicy) {
		t.Errorf("Encode with an unknown policy: %v, want %v", err, ErrPolicy)
	}
}

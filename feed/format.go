package feed

import (
	"errors"
	"fmt"
	"io"
	"slices"
)

// A Format is one of the feed formats that [Encoder.Encode] writes.
type Format int

// The formats.
const (
	RSS  Format = iota + 1 // RSS 2.0
	Atom                   // Atom 1.0, RFC 4287
	JSON                   // JSON Feed 1.1
)

// formats holds what is known of each format, in the order of the constants.
var formats = [...]struct{ name, file, media string }{
	{"rss", "rss.xml", "application/rss+xml"},
	{"atom", "atom.xml", "application/atom+xml"},
	{"json", "feed.json", "application/feed+json"},
}

// ErrFormat is a name that is not one of a [Format], or a Format that is not
// one of the constants.
var ErrFormat = errors.New("unknown feed format")

// Formats returns all formats.
func Formats() []Format { return []Format{RSS, Atom, JSON} }

func (f Format) valid() bool { return f >= RSS && f <= JSON }

// String returns "rss", "atom" or "json".
func (f Format) String() string {
	if !f.valid() {
		return fmt.Sprintf("Format(%d)", int(f))
	}
	return formats[f-1].name
}

// File returns the usual name of a file in the format: "rss.xml", "atom.xml"
// or "feed.json".
func (f Format) File() string {
	if !f.valid() {
		return f.String()
	}
	return formats[f-1].file
}

// MediaType returns the media type without parameters, such as
// "application/rss+xml".
func (f Format) MediaType() string {
	if !f.valid() {
		return "application/octet-stream"
	}
	return formats[f-1].media
}

// MarshalText implements [encoding.TextMarshaler] with [Format.String].
func (f Format) MarshalText() ([]byte, error) {
	if !f.valid() {
		return nil, fmt.Errorf("%w: %d", ErrFormat, int(f))
	}
	return []byte(f.String()), nil
}

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrFormat].
func (f *Format) UnmarshalText(text []byte) error {
	for i, known := range formats {
		if known.name == string(text) {
			*f = Format(i + 1)
			return nil
		}
	}
	return fmt.Errorf("%w: %q is none of rss, atom, json", ErrFormat, text)
}

// An Output is a document to write: a format and where it goes. The writer is
// the caller's to close; it is given large pieces, so it needs no buffer.
type Output struct {
	Format Format
	W      io.Writer
}

// A Policy says how much of a post goes into a feed.
type Policy int

// The policies, from most to least.
const (
	Full    Policy = iota // all of the text
	Summary               // the summary alone
	Omit                  // neither text nor summary
)

var policies = []string{"full", "summary", "omit"}

// ErrPolicy is a name that is not one of a [Policy], or a Policy that is not
// one of the constants.
var ErrPolicy = errors.New("unknown policy")

func (p Policy) valid() bool { return p >= Full && p <= Omit }

// String returns "full", "summary" or "omit".
func (p Policy) String() string {
	if !p.valid() {
		return fmt.Sprintf("Policy(%d)", int(p))
	}
	return policies[p]
}

// MarshalText implements [encoding.TextMarshaler] with [Policy.String].
func (p Policy) MarshalText() ([]byte, error) {
	if !p.valid() {
		return nil, fmt.Errorf("%w: %d", ErrPolicy, int(p))
	}
	return []byte(p.String()), nil
}

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrPolicy].
func (p *Policy) UnmarshalText(text []byte) error {
	i := slices.Index(policies, string(text))
	if i < 0 {
		return fmt.Errorf("%w: %q is none of full, summary, omit", ErrPolicy, text)
	}
	*p = Policy(i)
	return nil
}

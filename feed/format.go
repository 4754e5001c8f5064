package feed

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Format is one of the feed formats that [Encoder.Encode] writes. The zero
// Format is none of them.
type Format int

// The formats, in the order of [Formats].
const (
	FormatRSS  Format = iota + 1 // RSS 2.0
	FormatAtom                   // Atom 1.0, RFC 4287
	FormatJSON                   // JSON Feed 1.1
)

// formats holds the name, title, usual file and media type of each format, in the
// order of the constants.
var formats = [...]struct{ name, title, file, media string }{
	{"rss", "RSS", "rss.xml", "application/rss+xml"},
	{"atom", "Atom", "atom.xml", "application/atom+xml"},
	{"json", "JSON Feed", "feed.json", "application/feed+json"},
}

// ErrFormat is returned for a [Format] that is not one of the constants, and
// for a name that is not the name of one. Its message lists the names.
var ErrFormat = errors.New("unknown feed format")

// Formats returns all formats.
func Formats() []Format { return []Format{FormatRSS, FormatAtom, FormatJSON} }

func (f Format) valid() bool { return f >= FormatRSS && f <= FormatJSON }

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

// title returns the name of the format as people write it.
func (f Format) title() string {
	if !f.valid() {
		return f.String()
	}
	return formats[f-1].title
}

// MediaType returns the media type without parameters, such as
// "application/rss+xml".
func (f Format) MediaType() string {
	if !f.valid() {
		return "application/octet-stream"
	}
	return formats[f-1].media
}

// check returns an error that wraps [ErrFormat] unless f is one of the
// constants.
func (f Format) check() error {
	if !f.valid() {
		return unknown(ErrFormat, f.String(), Formats())
	}
	return nil
}

// MarshalText implements [encoding.TextMarshaler] with [Format.String]. The
// error wraps [ErrFormat].
func (f Format) MarshalText() ([]byte, error) { return []byte(f.String()), f.check() }

// UnmarshalText implements [encoding.TextUnmarshaler]: it accepts what
// [Format.String] returns. The error wraps [ErrFormat].
func (f *Format) UnmarshalText(text []byte) error {
	return named(f, text, Formats(), ErrFormat)
}

// An Output is a document to write: a format and where it goes. The caller
// closes the writer. It is given large pieces, so it needs no buffer.
type Output struct {
	Format Format
	W      io.Writer
}

// A Policy says how much of a post goes into a feed.
type Policy int

// The policies, from most to least.
const (
	PolicyFull    Policy = iota // all of the text
	PolicySummary               // the summary alone
	PolicyOmit                  // neither text nor summary
)

var policies = []string{"full", "summary", "omit"}

// ErrPolicy is returned for a [Policy] that is not one of the constants, and
// for a name that is not the name of one. Its message lists the names.
var ErrPolicy = errors.New("unknown policy")

// Policies returns all policies, from most to least.
func Policies() []Policy { return []Policy{PolicyFull, PolicySummary, PolicyOmit} }

func (p Policy) valid() bool { return p >= PolicyFull && p <= PolicyOmit }

// String returns "full", "summary" or "omit".
func (p Policy) String() string {
	if !p.valid() {
		return fmt.Sprintf("Policy(%d)", int(p))
	}
	return policies[p]
}

// check returns an error that wraps [ErrPolicy] unless p is one of the
// constants.
func (p Policy) check() error {
	if !p.valid() {
		return unknown(ErrPolicy, p.String(), Policies())
	}
	return nil
}

// MarshalText implements [encoding.TextMarshaler] with [Policy.String]. The
// error wraps [ErrPolicy].
func (p Policy) MarshalText() ([]byte, error) { return []byte(p.String()), p.check() }

// UnmarshalText implements [encoding.TextUnmarshaler]: it accepts what
// [Policy.String] returns. The error wraps [ErrPolicy].
func (p *Policy) UnmarshalText(text []byte) error {
	return named(p, text, Policies(), ErrPolicy)
}

// named sets v to the value of all that has the name given.
func named[T fmt.Stringer](v *T, name []byte, all []T, kind error) error {
	i := slices.IndexFunc(all, func(x T) bool { return x.String() == string(name) })
	if i < 0 {
		return unknown(kind, string(name), all)
	}
	*v = all[i]
	return nil
}

// unknown returns an error such as `unknown policy "some": want full, summary
// or omit`.
func unknown[T fmt.Stringer](kind error, name string, all []T) error {
	names := make([]string, len(all))
	for i, x := range all {
		names[i] = x.String()
	}
	last := len(names) - 1
	return fmt.Errorf("%w %q: want %s or %s", kind, name, strings.Join(names[:last], ", "), names[last])
}

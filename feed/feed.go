package feed

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// The errors for a [Feed] that [Encoder.Encode] refuses to write.
var (
	// ErrTitle means that the title is missing. Every format requires one.
	ErrTitle = errors.New("no title")
	// ErrURL means that an address is not an absolute http or https URL.
	ErrURL = errors.New("not an absolute http or https URL")
	// ErrLang means that a language is not a BCP 47 tag of known parts, such
	// as "cn" in place of "zh-CN".
	ErrLang = errors.New("not a BCP 47 language tag")
)

// A Feed holds the metadata and the items of a feed, independent of the format
// it is written in. Title and HomeURL are required. Any other zero field is
// absent from the feed unless its comment gives a default. Strings are plain
// text.
type Feed struct {
	Title       string
	Description string // one or two sentences; if "", the title, because RSS requires one
	// HomeURL is the address of the site that the feed is about. Addresses
	// that begin with a slash, such as "/posts/a/", are resolved below it.
	HomeURL string
	// BaseURL is the address of the folder in which the feed files are
	// published. If "", HomeURL is used.
	BaseURL string
	// Path is the folder of this feed's own files below BaseURL:
	// slash-separated, and as on disk, not percent-encoded, such as
	// "tags/转载". "" means BaseURL itself.
	Path string
	// Formats lists the formats in which the feed is published, so that each
	// can link to the others. If empty, all formats are meant.
	Formats []Format
	// ID is the permanent identifier of the feed, an absolute URI (RFC 4287,
	// section 4.2.6). If "", it is the address of the Atom form. An archive
	// has the ID of the feed that it belongs to.
	ID string
	// VerbatimIDs writes [Item.ID] as it is, "1" as "1", so that readers of a
	// feed that had such identifiers do not see its items as new ones. RFC
	// 4287 demands a URI, so validators object to others in Atom. Addresses
	// that browsers run, such as "javascript:", are not accepted even so.
	VerbatimIDs bool
	// Generator names the program that makes the feed. If its Name is "", it
	// is Foreword.
	Generator Generator
	// Lang is the language of the feed as a BCP 47 tag, and of items that
	// have none. If "", it is that of more than half of the items; see
	// [Report.Lang].
	Lang string
	// Vocabulary has the words that are added to items, such as "Reposted
	// from", in further languages; see [post.Vocabulary.WithLanguages]. If nil,
	// items in languages that this module does not know have them in English.
	Vocabulary *post.Vocabulary
	// Authors are the authors of the site. They are the authors of items that
	// name nobody, and contributors of reposted items. Atom requires an
	// author: if there is none, the title is written.
	Authors []post.Author
	Rights  string        // copyright and licence of the feed as a whole
	Icon    string        // address of a small square picture
	Logo    string        // address of a picture for RSS <image>, Atom <logo>
	Hub     string        // address of a WebSub hub
	TTL     time.Duration // how long readers may keep a copy; whole minutes are written
	// Updated is when the feed last changed in a way that its publisher finds
	// significant (RFC 4287, section 4.2.15). If zero, it is the time of the
	// newest item. To find it, all items are read before anything is written:
	// up to 16 MiB of them are held in memory, and more are read a second
	// time. Set Updated if reading items is costly.
	Updated time.Time
	// Items returns the items in the order of the feed, newest first by
	// custom. An error takes the place of an item that could not be read, and
	// the sequence may continue after it. See [List], [Seq] and [Once]. If
	// nil, the feed has no items. The items are not changed, and may be
	// shared by feeds.
	Items ItemsFunc

	// Archive reports whether this document is an archive of another feed,
	// and will not change (RFC 5005, section 4).
	Archive bool
	// Current, PrevArchive and NextArchive are paths like Path: of the feed
	// that this archive belongs to, and of the archives with older and newer
	// items. A nil path means that no such document exists.
	Current, PrevArchive, NextArchive *string

	// Podcast turns the items with a recording into episodes of a podcast.
	// If nil, the feed is not a podcast.
	Podcast *Podcast
	// Namespaces maps the prefixes of extra elements to their namespaces, such
	// as "geo" to "http://www.w3.org/2003/01/geo/wgs84_pos#". The prefixes
	// georss, itunes, podcast, source and thr need no entry.
	Namespaces map[string]string
	// Elements are extra elements of the feed as a whole.
	Elements []Element
	// Footer, if not nil, returns HTML to write after the text of each item;
	// see [ReplyByMail]. It is made safe like [Item.HTML].
	Footer func(*Item) string

	made          *made  // nil if the feed is not one of a [Set]
	group, member string // label and name of the [Group] that the feed belongs to
	unlisted      int    // posts that were left out of Items, such as drafts
}

// A Generator names a program that makes feeds. JSON Feed has no place for it.
type Generator struct {
	Name    string
	URL     string // absolute; optional
	Version string // optional; a feed changes with it
}

// generator returns f.Generator or its default. The default has no version,
// so that a feed does not change when only the program does.
func (f *Feed) generator() Generator {
	g := Generator{Name: xhtml.OneLine(f.Generator.Name), Version: xhtml.OneLine(f.Generator.Version)}
	if g.Name == "" {
		return Generator{Name: "Foreword", URL: projectURL}
	}
	if u, err := absolute(f.Generator.URL); err == nil {
		g.URL = u.String()
	}
	return g
}

// projectURL is the address of Foreword.
const projectURL = "https://github.com/foreword-go/foreword"

// File returns the slash-separated name of the feed's file in a format, below
// the folder of BaseURL: "tags/转载/rss.xml".
func (f *Feed) File(format Format) string { return path.Join(f.Path, format.File()) }

// URL returns the address of the feed in a format, percent-encoded.
func (f *Feed) URL(format Format) string { return f.address(f.Path, format) }

// address is the address of the feed at the path given, in a format.
func (f *Feed) address(dir string, format Format) string {
	base := f.BaseURL
	if base == "" {
		base = f.HomeURL
	}
	u, err := absolute(base)
	if err != nil {
		return ""
	}
	name := path.Join(dir, format.File())
	u.RawQuery, u.Fragment, u.RawFragment = "", "", ""
	return strings.TrimSuffix(u.String(), "/") + "/" + escapePath(name)
}

// escapePath percent-encodes each segment of a slash-separated path.
func escapePath(name string) string {
	parts := strings.Split(name, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

// formats returns f.Formats or its default.
func (f *Feed) formats() []Format {
	if len(f.Formats) == 0 {
		return Formats()
	}
	return f.Formats
}

// check reports everything that is wrong with the feed itself.
func (f *Feed) check() error {
	var errs []error
	if xhtml.OneLine(f.Title) == "" {
		errs = append(errs, fmt.Errorf("feed: title: %w", ErrTitle))
	}
	if _, err := absolute(f.HomeURL); err != nil {
		errs = append(errs, fmt.Errorf("feed: home URL: %w", err))
	}
	for _, opt := range []struct{ name, url string }{
		{"base URL", f.BaseURL}, {"icon", f.Icon}, {"logo", f.Logo}, {"hub", f.Hub}, {"generator", f.Generator.URL},
	} {
		if opt.url == "" {
			continue
		}
		if _, err := absolute(opt.url); err != nil {
			errs = append(errs, fmt.Errorf("feed: %s: %w", opt.name, err))
		}
	}
	if f.ID != "" && !isURI(f.ID) {
		errs = append(errs, fmt.Errorf("feed: id: %q is not an absolute URI", f.ID))
	}
	if f.Lang != "" {
		if _, err := language.Parse(f.Lang); err != nil {
			errs = append(errs, fmt.Errorf("feed: language: %w: %q", ErrLang, f.Lang))
		}
	}
	for _, format := range f.Formats {
		if err := format.check(); err != nil {
			errs = append(errs, fmt.Errorf("feed: %w", err))
		}
	}
	spaces, err := f.spaces()
	if errs = append(errs, err); err == nil {
		_, bad := legal(f.Elements, spaces)
		for _, err := range bad {
			errs = append(errs, fmt.Errorf("feed: elements: %w", err))
		}
	}
	if f.Podcast != nil {
		errs = append(errs, f.Podcast.check(f))
	}
	return errors.Join(errs...)
}

// absolute parses an absolute http or https URL and normalises it.
func absolute(s string) (*url.URL, error) {
	ref, ok := xhtml.SafeURL(s)
	if ok {
		u, err := url.Parse(ref)
		if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			if u.Path == "" {
				u.Path = "/"
			}
			return u, nil
		}
	}
	return nil, fmt.Errorf("%w: %q", ErrURL, s)
}

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

// What is wrong with a [Feed] that [Encoder.Encode] refuses. Errors wrap one
// of them.
var (
	// ErrTitle is a feed without a title, which every format demands.
	ErrTitle = errors.New("no title")
	// ErrURL is an address that is not an absolute http or https URL.
	ErrURL = errors.New("not an absolute http or https URL")
	// ErrLang is a language that is not a BCP 47 tag of known parts: "cn" is
	// not, "zh-CN" is.
	ErrLang = errors.New("not a BCP 47 language tag")
)

// A Feed is a feed before it has a format: what a site says of itself, and a
// sequence of items. Title and HomeURL are required; every other zero field
// means that there is none, unless it says otherwise. Strings are plain text.
type Feed struct {
	Title       string
	Description string // one or two sentences; the title if "", as RSS demands one
	// HomeURL is the address of the site that the feed is about. Item
	// addresses and references from the root ("/posts/a/") are below it.
	HomeURL string
	// BaseURL is the address of the folder that the feed files are published
	// in. If "", HomeURL.
	BaseURL string
	// Path is the folder of this feed's own files below BaseURL,
	// slash-separated and as on disk, not percent-encoded: "tags/转载". ""
	// is BaseURL itself.
	Path string
	// Formats are those in which the feed is published, for its links to its
	// other forms. If empty, all of them.
	Formats []Format
	// ID is the permanent identifier of the feed, an absolute URI (RFC 4287,
	// section 4.2.6). If "", the address of its Atom form. Archives have that
	// of the feed that they are of.
	ID string
	// VerbatimIDs writes [Item.ID] as it is, "1" as "1", so that readers of a
	// feed that had such identifiers do not see its items as new ones. RFC
	// 4287 demands a URI, so validators object to others in Atom. Addresses
	// that browsers run, such as "javascript:", are not accepted even so.
	VerbatimIDs bool
	// Generator names the program that makes the feed. If its Name is "", it
	// is Foreword.
	Generator Generator
	// Lang is the language of the feed, and of items that do not say, as a BCP
	// 47 tag. If "", that of the first item.
	Lang string
	// Authors are those of the site: of items that name none and, where an
	// item was written by others, those who brought it here. Atom demands one;
	// it is given the title where there is none.
	Authors []post.Author
	Rights  string        // copyright and licence of the feed as a whole
	Icon    string        // address of a small square picture
	Logo    string        // address of a picture for RSS <image>, Atom <logo>
	Hub     string        // address of a WebSub hub
	TTL     time.Duration // how long readers may keep a copy; whole minutes are written
	// Updated is when the feed last changed. If zero, that of the newest
	// item, for which all items are read before anything is written: up to
	// 16 MiB of them are held in memory, and more are read a second time. Set
	// it where Items is costly.
	Updated time.Time
	// Items returns the items in the order of the feed, newest first by
	// custom. An error takes the place of an item that could not be read, and
	// the sequence may continue after it. See [List], [Seq] and [Once]. If
	// nil, the feed has no items. The items are not changed, and may be
	// shared by feeds.
	Items ItemsFunc

	// Archive is whether this document is part of the archive of another,
	// and will not change (RFC 5005, section 4).
	Archive bool
	// Current, PrevArchive and NextArchive are paths like Path: of the feed
	// that this is the archive of, and of the archives with older and newer
	// items. Nil if there is none.
	Current, PrevArchive, NextArchive *string

	// Podcast makes the items with a recording episodes of a podcast. If nil,
	// the feed is no podcast.
	Podcast *Podcast
	// Namespaces are those of extra elements, by their prefixes, such as
	// "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#". The prefixes georss,
	// itunes, podcast, source and thr are known.
	Namespaces map[string]string
	// Elements are extra elements of the feed as a whole.
	Elements []Element
	// Footer, if not nil, returns HTML that is put after the text of each
	// item, such as [ReplyByMail] does. It is cleaned like [Item.HTML].
	Footer func(*Item) string

	group, member string // of a feed of a [Group]: its label and name
	unlisted      int    // drafts and hidden posts left out of Items
}

// A Generator names a program that makes feeds. JSON Feed has no place for it.
type Generator struct {
	Name    string
	URL     string // absolute; optional
	Version string // optional; a feed changes with it
}

// generator returns f.Generator or its default, which has no version, so that
// the bytes of a feed change with its posts alone.
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

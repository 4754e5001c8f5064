package feed

import (
	"cmp"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A Podcast holds the metadata of a show that directories of podcasts need. It
// is written as itunes: elements, following Apple's requirements, and as
// podcast: elements of the Podcast Namespace. Apple requires Image, a category
// and [Feed.Lang]. Items with a recording are the episodes, see [Episode].
type Podcast struct {
	// Title and Description are those of the show in the feed that a [Set]
	// adds. If "", those of the set. Any other feed has its own.
	Title, Description string
	// Image is the address of the artwork: a square JPEG or PNG file of 1400
	// to 3000 pixels whose name ends in .jpg, .jpeg or .png.
	Image string
	// Categories are from Apple's list: each is a category, such as {"Arts"},
	// or a category and subcategory, such as {"Society & Culture",
	// "Documentary"}. Apple uses the first one only.
	Categories []post.Category
	// Author is the name of the people who make the show. If "", it is the
	// names in [Feed.Authors].
	Author string
	// Owner is the contact for directories. Its Email is published.
	Owner post.Author
	// Explicit reports whether the show has explicit language or adult
	// content. Apple does not list such shows in some countries.
	Explicit bool
	// Serial reports whether episodes are meant to be heard in order, oldest
	// first. Each then needs [Episode.Number].
	Serial bool
	// Complete reports that there will be no more episodes.
	Complete bool
	// Block asks directories not to list the show.
	Block bool
	// Locked asks other hosts not to import the show.
	Locked bool
	// GUID identifies the show for good, also if its address changes. If "",
	// it is computed from the address of the feed, as the Podcast Namespace
	// prescribes.
	GUID string
	// NewFeedURL is the new address of a feed that has moved.
	NewFeedURL string
	// FundingURL is a page on which listeners can support the show, and
	// Funding the text of the link to it.
	FundingURL, Funding string
}

// An Episode holds the metadata of an item with a recording, in addition to
// [Item.Enclosures]. It is written in feeds that have a [Podcast].
type Episode struct {
	Number, Season int         // from 1 on; 0 if unknown
	Kind           EpisodeKind // full, trailer or bonus
	Explicit       bool        // true also if that of the show is; see [Encoder.AdultRating]
	Block          bool        // asks directories not to list the episode
	Image          string      // artwork of its own, like [Podcast.Image]
	Transcripts    []Media     // URL and Type: text/vtt, application/x-subrip, text/html …
	Chapters       string      // address of a JSON chapters file
}

// An EpisodeKind tells full episodes from trailers and bonus material.
type EpisodeKind int

// The kinds of episodes.
const (
	EpisodeFull    EpisodeKind = iota // an ordinary episode
	EpisodeTrailer                    // a short preview
	EpisodeBonus                      // extra content
)

var episodeKinds = []string{"full", "trailer", "bonus"}

// EpisodeKinds returns all kinds.
func EpisodeKinds() []EpisodeKind { return []EpisodeKind{EpisodeFull, EpisodeTrailer, EpisodeBonus} }

// String returns "full", "trailer" or "bonus".
func (k EpisodeKind) String() string {
	if k < 0 || int(k) >= len(episodeKinds) {
		return fmt.Sprintf("EpisodeKind(%d)", int(k))
	}
	return episodeKinds[k]
}

// MarshalText implements [encoding.TextMarshaler] with [EpisodeKind.String].
// The error wraps [ErrPodcast].
func (k EpisodeKind) MarshalText() ([]byte, error) {
	if k < 0 || int(k) >= len(episodeKinds) {
		return nil, unknown(fmt.Errorf("%w: episode kind", ErrPodcast), k.String(), EpisodeKinds())
	}
	return []byte(k.String()), nil
}

// UnmarshalText implements [encoding.TextUnmarshaler]: it accepts what
// [EpisodeKind.String] returns. The error wraps [ErrPodcast].
func (k *EpisodeKind) UnmarshalText(text []byte) error {
	return named(k, text, EpisodeKinds(), fmt.Errorf("%w: episode kind", ErrPodcast))
}

// ErrPodcast means that a [Podcast] or [Episode] breaks Apple's requirements.
var ErrPodcast = errors.New("not a valid podcast")

// podcastCategories is Apple's list, with the subcategories of each category.
var podcastCategories = map[string][]string{
	"Arts":                    {"Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"},
	"Business":                {"Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"},
	"Comedy":                  {"Comedy Interviews", "Improv", "Stand-Up"},
	"Education":               {"Courses", "How To", "Language Learning", "Self-Improvement"},
	"Fiction":                 {"Comedy Fiction", "Drama", "Science Fiction"},
	"Government":              nil,
	"Health & Fitness":        {"Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"},
	"History":                 nil,
	"Kids & Family":           {"Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"},
	"Leisure":                 {"Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden", "Video Games"},
	"Music":                   {"Music Commentary", "Music History", "Music Interviews"},
	"News":                    {"Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News", "Tech News"},
	"Religion & Spirituality": {"Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"},
	"Science":                 {"Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences", "Nature", "Physics", "Social Sciences"},
	"Society & Culture":       {"Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"},
	"Sports": {"Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby", "Running", "Soccer", "Swimming",
		"Tennis", "Volleyball", "Wilderness", "Wrestling"},
	"Technology": nil,
	"True Crime": nil,
	"TV & Film":  {"After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"},
}

// check returns an error for each of Apple's requirements that the show or
// its feed does not meet.
func (p *Podcast) check(f *Feed) error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("feed: podcast: %w: "+format, append([]any{ErrPodcast}, args...)...))
	}
	if len(p.Categories) == 0 {
		bad("no category: want one of %s", strings.Join(slices.Sorted(maps.Keys(podcastCategories)), ", "))
	}
	for _, c := range p.Categories {
		known, ok := podcastCategories[root(c)]
		switch {
		case !ok:
			bad("unknown category %q: want one of %s", c, strings.Join(slices.Sorted(maps.Keys(podcastCategories)), ", "))
		case len(c) > 2 || len(c) == 2 && !slices.Contains(known, c[1]):
			bad("unknown subcategory %q: want one of %s", c, strings.Join(known, ", "))
		}
	}
	if err := artwork(p.Image); err != nil {
		bad("image: %w", err)
	}
	if f.Lang == "" {
		bad("no language: set Feed.Lang")
	}
	const most = 4000
	if n := len(f.Description); n > most {
		bad("a description of %d bytes, want at most %d", n, most)
	}
	for _, s := range []string{p.NewFeedURL, p.FundingURL} {
		if _, err := absolute(s); s != "" && err != nil {
			bad("%w", err)
		}
	}
	if s := p.GUID; s != "" && len(s) != 36 {
		bad("GUID %q is not a UUID", s)
	}
	return errors.Join(errs...)
}

func root(c post.Category) string {
	if len(c) == 0 {
		return ""
	}
	return c[0]
}

// artwork returns an error unless ref is the address of a JPEG or PNG file.
func artwork(ref string) error {
	u, err := absolute(ref)
	if err != nil {
		return err
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".jpg", ".jpeg", ".png":
		return nil
	}
	return fmt.Errorf("%q does not end in .jpg, .jpeg or .png", ref)
}

// elements returns the elements that describe the show.
func (p *Podcast) elements(f *Feed) []Element {
	var all []Element
	add := func(name, text string) {
		if text != "" {
			all = append(all, Element{Name: name, Text: text})
		}
	}
	yes := func(name string, is bool) {
		if is {
			add(name, "Yes")
		}
	}
	add("itunes:author", cmp.Or(xhtml.OneLine(p.Author), strings.Join(names(f.Authors), ", ")))
	all = append(all, Element{Name: "itunes:image", Attrs: []Attr{{"href", mustAbsolute(p.Image)}}})
	for _, c := range p.Categories {
		e := Element{Name: "itunes:category", Attrs: []Attr{{"text", root(c)}}}
		if len(c) > 1 {
			e.Elements = []Element{{Name: "itunes:category", Attrs: []Attr{{"text", c[1]}}}}
		}
		all = append(all, e)
	}
	add("itunes:explicit", strconv.FormatBool(p.Explicit))
	if owner := author(p.Owner); owner.Email != "" {
		e := Element{Name: "itunes:owner"}
		if owner.Name != "" {
			e.Elements = append(e.Elements, Element{Name: "itunes:name", Text: owner.Name})
		}
		e.Elements = append(e.Elements, Element{Name: "itunes:email", Text: owner.Email})
		all = append(all, e)
	}
	kind := "episodic"
	if p.Serial {
		kind = "serial"
	}
	add("itunes:type", kind)
	yes("itunes:block", p.Block)
	yes("itunes:complete", p.Complete)
	add("itunes:new-feed-url", mustAbsolute(p.NewFeedURL))
	add("podcast:guid", cmp.Or(p.GUID, podcastGUID(f.URL(FormatRSS))))
	if p.Locked {
		e := Element{Name: "podcast:locked", Text: "yes"}
		if email := author(p.Owner).Email; email != "" {
			e.Attrs = []Attr{{"owner", email}}
		}
		all = append(all, e)
	}
	if u := mustAbsolute(p.FundingURL); u != "" {
		all = append(all, Element{Name: "podcast:funding", Attrs: []Attr{{"url", u}}, Text: cmp.Or(xhtml.OneLine(p.Funding), u)})
	}
	return append(all, Element{Name: "podcast:medium", Text: "podcast"})
}

// mustAbsolute returns an address that has been checked in its normal form;
// "" if there is none.
func mustAbsolute(s string) string {
	if u, err := absolute(s); err == nil {
		return u.String()
	}
	return ""
}

// podcastGUID returns the version 5 UUID of the address of a feed, without
// its scheme and trailing slashes.
func podcastGUID(feedURL string) string {
	_, name, _ := strings.Cut(feedURL, "://")
	space, _ := hex.DecodeString("ead4c236bf5858c6a2c6a6b28d128cb6")
	sum := sha1.Sum(append(space, strings.TrimRight(name, "/")...))
	sum[6], sum[8] = sum[6]&0x0F|0x50, sum[8]&0x3F|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// episode returns the elements of an item with a recording, and an error for
// each of Apple's requirements that it does not meet.
func (d *document) episode(en *entry, ep *Episode) ([]Element, []error) {
	if d.feed.Podcast == nil || len(en.enclosures) == 0 {
		return nil, nil
	}
	if ep == nil {
		ep = new(Episode)
	}
	refs := d.refs.at(cmp.Or(en.url, "."))
	var all []Element
	var errs []error
	add := func(name, text string) { all = append(all, Element{Name: name, Text: text}) }
	if n := int(en.enclosures[0].Duration / time.Second); n > 0 {
		add("itunes:duration", strconv.Itoa(n))
	}
	add("itunes:explicit", strconv.FormatBool(d.feed.Podcast.Explicit || ep.Explicit || d.enc.AdultRating && en.adult()))
	if ep.Season > 0 {
		add("itunes:season", strconv.Itoa(ep.Season))
	}
	switch {
	case ep.Number > 0:
		add("itunes:episode", strconv.Itoa(ep.Number))
	case d.feed.Podcast.Serial && ep.Kind == EpisodeFull:
		errs = append(errs, fmt.Errorf("%w: the show is serial, and the episode has no number", ErrPodcast))
	}
	if text, err := ep.Kind.MarshalText(); err != nil {
		errs = append(errs, err)
	} else {
		add("itunes:episodeType", string(text))
	}
	if ep.Image != "" && d.pictures(en) {
		if image := refs.resolve(ep.Image); artwork(image) == nil {
			all = append(all, Element{Name: "itunes:image", Attrs: []Attr{{"href", image}}})
		} else {
			errs = append(errs, fmt.Errorf("%w: image: %w", ErrPodcast, artwork(image)))
		}
	}
	if ep.Block {
		add("itunes:block", "Yes")
	}
	for _, t := range ep.Transcripts {
		u, typ := refs.resolve(t.URL), cmp.Or(t.Type, transcriptType(t.URL))
		if !strings.HasPrefix(u, "http") || typ == "" {
			errs = append(errs, fmt.Errorf("%w: transcript %q: no address, or its type is not known", ErrPodcast, t.URL))
			continue
		}
		all = append(all, Element{Name: "podcast:transcript", Attrs: []Attr{{"url", u}, {"type", typ}}})
	}
	if u := refs.resolve(ep.Chapters); strings.HasPrefix(u, "http") && ep.Chapters != "" {
		all = append(all, Element{Name: "podcast:chapters", Attrs: []Attr{{"url", u}, {"type", "application/json+chapters"}}})
	}
	return all, errs
}

// transcriptType returns the media type of a transcript by the extension of
// its name.
func transcriptType(name string) string {
	name, _, _ = strings.Cut(name, "?")
	return map[string]string{
		".vtt": "text/vtt", ".srt": "application/x-subrip", ".json": "application/json", ".html": "text/html", ".htm": "text/html", ".txt": "text/plain",
	}[strings.ToLower(path.Ext(name))]
}

// episodeOf returns the metadata of the episode from the front matter keys
// episode, season, episode_type, explicit, transcript and chapters; nil if
// the post has none of them.
func episodeOf(h *post.Head) *Episode {
	param := func(names ...string) any {
		for _, name := range names {
			if v, ok := h.Params[name]; ok {
				return v
			}
		}
		return nil
	}
	number := func(v any) int {
		switch v := v.(type) {
		case int64:
			return int(max(min(v, 1<<30), 0))
		case string:
			n, _ := strconv.Atoi(strings.TrimSpace(v)) // handles 007, which is not a number in Params
			return max(n, 0)
		}
		return 0
	}
	ep := &Episode{
		Number: number(param("episode", "episode_number", "itunes_episode")),
		Season: number(param("season", "season_number", "itunes_season")),
	}
	if s, ok := param("episode_type", "episodeType", "itunes_episode_type").(string); ok {
		_ = ep.Kind.UnmarshalText([]byte(strings.ToLower(s))) // an unknown word has another meaning
	}
	switch v := param("explicit", "itunes_explicit").(type) {
	case bool:
		ep.Explicit = v
	case string:
		ep.Explicit = slices.Contains([]string{"yes", "true", "explicit"}, strings.ToLower(v))
	}
	switch v := param("transcript", "transcripts").(type) {
	case string:
		ep.Transcripts = []Media{{URL: v}}
	case []any:
		for _, s := range v {
			if s, ok := s.(string); ok {
				ep.Transcripts = append(ep.Transcripts, Media{URL: s})
			}
		}
	}
	// The key may hold the transcript itself instead of its address.
	ep.Transcripts = slices.DeleteFunc(ep.Transcripts, func(m Media) bool { return transcriptType(m.URL) == "" || strings.ContainsAny(m.URL, " \n") })
	ep.Chapters, _ = param("chapters").(string)
	if ep.Number == 0 && ep.Season == 0 && ep.Kind == EpisodeFull && !ep.Explicit && ep.Transcripts == nil && ep.Chapters == "" {
		return nil
	}
	return ep
}

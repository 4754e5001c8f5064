package feed

import (
	"hash/fnv"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// idSchemes are those of identifiers. Reader programs make links of what looks
// like one, so any other, such as javascript or file, is nobody's identifier.
var idSchemes = []string{"http", "https", "tag", "urn"}

// hasScheme reports whether s begins as an absolute URI does (RFC 3986,
// section 3.1).
func hasScheme(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme != ""
}

// isURI reports whether s is an absolute URI (RFC 3986) of ASCII alone, of a
// scheme that identifiers have.
func isURI(s string) bool {
	u, err := url.Parse(s)
	if err != nil || !slices.Contains(idSchemes, u.Scheme) || u.Opaque == "" && u.Host == "" && u.Path == "" {
		return false
	}
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7F || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			return false
		}
	}
	return true
}

// active reports whether s begins with the scheme of an address that browsers
// run or that leads into the reader's machine.
func active(s string) bool {
	u, err := url.Parse(s)
	return err == nil && slices.Contains([]string{"javascript", "vbscript", "data", "blob", "file", "about"}, u.Scheme)
}

// An identifier makes the identifiers of the items of a site.
type identifier struct {
	home     *url.URL
	verbatim bool // see [Feed.VerbatimIDs]
}

// id returns the identifier of an item as all formats write it. It depends on
// the front matter of the item and the host alone. A URI that is not accepted
// as an identifier is ignored, unless there is nothing else.
func (x identifier) id(id string, itemURL string, published time.Time) string {
	id = xhtml.OneLine(id)
	switch {
	case id != "" && (isURI(id) || x.verbatim && !active(id)):
		return id
	case id != "" && (!hasScheme(id) || itemURL == ""):
		u := *x.home
		u.RawQuery = ""
		u.Fragment, u.RawFragment = "", ""
		return u.String() + "#" + url.PathEscape(id)
	case published.IsZero() || itemURL == "":
		return itemURL
	}
	u, err := url.Parse(itemURL)
	if err != nil || u.Host == "" {
		return itemURL
	}
	// RFC 4151, section 2.1: a host name without a port, a day, and what URIs
	// allow in a path and query.
	tag := "tag:" + strings.ToLower(u.Hostname()) + "," + published.Format("2006-01-02") + ":" + u.EscapedPath()
	if u.RawQuery != "" {
		tag += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		tag += "#" + u.EscapedFragment()
	}
	return tag
}

// distinct returns an identifier for an item whose own is taken: the one it
// would have without, else a fragment of the home URL; the same whenever the
// item is, wherever it stands.
func (x identifier) distinct(id, itemURL, title string, published time.Time, taken func(string) bool) string {
	if own := x.id("", itemURL, published); own != "" && !taken(own) {
		return own
	}
	h := fnv.New64a()
	for _, s := range []string{id, "\x00", itemURL, "\x00", title} {
		h.Write([]byte(s))
	}
	own := identifier{home: x.home}.id(strconv.FormatUint(h.Sum64(), 36), "", published)
	for n, base := 2, own; taken(own); n++ {
		own = base + "-" + strconv.Itoa(n)
	}
	return own
}

// undated is the time of atom:updated where nothing is known. Validators
// distrust times before 1990.
var undated = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// stamp returns the time of atom:updated for an item: its own, or, where that
// has no time of day, a moment within the same second that follows from its
// identifier, so that the entries of one day differ and none moves when
// another one comes.
func stamp(id string, published, updated time.Time) time.Time {
	t := updated
	if t.IsZero() {
		t = published
	}
	if t.IsZero() {
		return fraction(undated, id)
	}
	if h, m, s := t.Clock(); h == 0 && m == 0 && s == 0 && t.Nanosecond() == 0 {
		return fraction(t, id)
	}
	return t
}

// fraction moves t by 1 to 999,999 microseconds.
func fraction(t time.Time, id string) time.Time {
	h := fnv.New64a()
	h.Write([]byte(id))
	return t.Truncate(time.Second).Add(time.Duration(1+h.Sum64()%999_999) * time.Microsecond)
}

// writable returns t in a form that every format can write, and whether there
// is one. Zones that are no whole number of half hours, such as local mean
// time before 1900, become UTC: RFC 3339 has no seconds in them, and readers
// of RFC 822 dates know no others.
func writable(t time.Time) (time.Time, bool) {
	if t.IsZero() {
		return t, true
	}
	if _, offset := t.Zone(); offset%1800 != 0 || offset <= -86400 || offset >= 86400 {
		t = t.UTC()
	}
	if y := t.Year(); y < 1 || y > 9999 {
		return time.Time{}, false
	}
	if y := t.UTC().Year(); y < 1 || y > 9999 {
		return time.Time{}, false
	}
	return t, true
}

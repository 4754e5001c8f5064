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

// idSchemes holds the schemes that identifiers may have. Readers turn
// identifiers that look like addresses into links, so other schemes, such as
// javascript or file, are not accepted.
var idSchemes = []string{"http", "https", "tag", "urn"}

// hasScheme reports whether s begins with a URI scheme (RFC 3986, section
// 3.1).
func hasScheme(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme != ""
}

// isURI reports whether s is an absolute URI (RFC 3986) in ASCII with one of
// idSchemes.
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

// active reports whether s begins with a scheme that browsers run, or that
// gives access to the reader's machine.
func active(s string) bool {
	u, err := url.Parse(s)
	return err == nil && slices.Contains([]string{"javascript", "vbscript", "data", "blob", "file", "about"}, u.Scheme)
}

// An identifier makes the identifiers for the items of a site.
type identifier struct {
	home     *url.URL
	verbatim bool // see [Feed.VerbatimIDs]
}

// id returns the identifier of an item, which is the same in all formats. It
// depends only on the front matter of the item and on the host of the site. A
// URI with a scheme that is not accepted is ignored, unless the item has no
// address.
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
	// RFC 4151, section 2.1: a tag consists of a host name without a port, a
	// day, and characters that a URI allows in a path and query.
	tag := "tag:" + strings.ToLower(u.Hostname()) + "," + published.Format("2006-01-02") + ":" + u.EscapedPath()
	if u.RawQuery != "" {
		tag += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		tag += "#" + u.EscapedFragment()
	}
	return tag
}

// tag returns what id returns for an item without an ID whose address is a path
// from the root of the site. Both that path and the path of the home URL must
// be plain; most are. The identifiers of all posts of a site are made, to find
// the few that several posts have.
func (x identifier) tag(path string, published time.Time) string {
	home := x.home.Path
	home = home[:strings.LastIndexByte(home, '/')+1]
	below := "" // the folder of the home URL, if the path is not below it already
	if !strings.HasPrefix(path, home) && path != home[:len(home)-1] {
		below, path = home, path[1:]
	}
	return "tag:" + strings.ToLower(x.home.Hostname()) + "," + published.Format("2006-01-02") + ":" + below + path
}

// isPlainPath reports whether path is a path from the root in which nothing is
// escaped or resolved: no folder begins with a dot, and none is empty.
func isPlainPath(path string) bool {
	before := byte(0)
	for i := range len(path) {
		c := path[i]
		switch {
		case c == '/' && before != '/':
		case c == '.' && before != '/', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_':
		default:
			return false
		}
		before = c
	}
	return path != "" && path[0] == '/'
}

// distinct returns an identifier for an item whose own is taken: the one it
// would have without an ID, or else a fragment of the home URL. It depends
// only on the item and not on its place in the feed.
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

// undated is the time of atom:updated for items without a date. Validators
// distrust times before 1990.
var undated = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// stamp returns the time of atom:updated for an item. If the item's own time
// has no time of day, stamp adds less than a second, computed from the
// identifier. The entries of one day then have different times, which do not
// change when another entry is added.
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

// fraction adds 1 to 999,999 microseconds to t, computed from id.
func fraction(t time.Time, id string) time.Time {
	h := fnv.New64a()
	h.Write([]byte(id))
	return t.Truncate(time.Second).Add(time.Duration(1+h.Sum64()%999_999) * time.Microsecond)
}

// writable returns t in a form that every format can write, and false if
// there is none. A zone whose offset is not a multiple of half an hour, such
// as local mean time before 1900, is replaced by UTC: RFC 3339 has no seconds
// in offsets, and readers of RFC 822 dates do not know other offsets.
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

package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

const (
	// maxPattern is the length limit of a permalink pattern, in bytes.
	maxPattern = 1 << 10
	// maxParts is the largest number of parts of a pattern.
	maxParts = 64
)

// A dialect describes the syntax of permalink patterns of an engine.
type dialect struct {
	part  *lazyregexp.Regexp // matches a part including its colon
	known []string           // names of parts, sorted
	// expand returns the value of a part for a page, and false if the page
	// has none.
	expand func(s *Site, e *env, name string) (string, bool)
	// front reports whether all other names are front matter keys.
	front bool
}

// A pattern is a permalink pattern that has been checked.
type pattern struct {
	source string
	parts  []part
	d      *dialect
}

// A part is either literal text or a name.
type part struct {
	text string
	name string
	// front reports whether name is a front matter key.
	front bool
}

// An env holds the page and the values that a pattern is filled from.
type env struct {
	page *Page
	rel  string    // path below the folder of the site
	date time.Time // of the page or its path, in the zone used for addresses
	// named holds the values from the file name of a Hexo post, which precede
	// those of the front matter.
	named map[string]string
}

// compile parses and checks a pattern. The names in extra are accepted as
// front matter keys.
func (d *dialect) compile(source string, extra ...string) (*pattern, error) {
	if len(source) > maxPattern {
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrUnknownPart, maxPattern)
	}
	p := &pattern{source: source, d: d}
	last := 0
	for _, m := range d.part.FindAllStringIndex(source, maxParts) {
		name, end := d.name(source[m[0]+1:m[1]]), m[1]
		if name == "" {
			if slices.Contains(extra, source[m[0]+1:m[1]]) || d.front {
				p.add(source[last:m[0]], part{name: source[m[0]+1 : m[1]], front: true})
				last = m[1]
				continue
			}
			return nil, &PartError{Pattern: source, Part: source[m[0]:m[1]], Known: d.listed(extra)}
		}
		if n := len(name) + 1; m[0]+n < end {
			end = m[0] + n // ":month_:day"
		}
		p.add(source[last:m[0]], part{name: name})
		last = end
	}
	p.add(source[last:], part{})
	return p, nil
}

func (p *pattern) add(text string, then part) {
	if text != "" {
		p.parts = append(p.parts, part{text: text})
	}
	if then.name != "" {
		p.parts = append(p.parts, then)
	}
}

// name returns the known name of a part, with an underscore at the end
// removed if necessary; "" if the part is unknown.
func (d *dialect) name(s string) string {
	bare, _, _ := strings.Cut(s, "[")
	for _, name := range []string{s, strings.TrimSuffix(s, "_")} {
		if _, ok := slices.BinarySearch(d.known, name); ok {
			return name
		}
	}
	if _, ok := slices.BinarySearch(d.known, bare+"[…]"); ok && bare != s {
		return s
	}
	return ""
}

// listed returns the known parts, as written in patterns.
func (d *dialect) listed(extra []string) []string {
	var all []string
	for _, name := range slices.Concat(d.known, extra) {
		all = append(all, ":"+name)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// expand fills in a pattern. defaults holds values for keys that the front
// matter does not have.
func (p *pattern) expand(s *Site, e *env, defaults map[string]string) (string, error) {
	if p == nil { // the pattern in the configuration could not be read
		return "", ErrNoAddress
	}
	var b strings.Builder
	for _, part := range p.parts {
		if part.name == "" {
			b.WriteString(part.text)
			continue
		}
		var v string
		ok := false
		if part.front {
			if v, ok = e.named[part.name]; !ok {
				v, ok = text(e.page.Front[part.name]), e.page.Front[part.name] != nil
			}
		} else {
			v, ok = p.d.expand(s, e, part.name)
		}
		if !ok {
			v, ok = defaults[part.name]
		}
		if !ok {
			return "", &PartError{Pattern: p.source, Part: ":" + part.name, Known: p.d.listed(nil), Missing: true}
		}
		if b.WriteString(v); b.Len() > maxAddress {
			return "", fmt.Errorf("%w: it would have more than %d bytes", ErrNoAddress, maxAddress)
		}
	}
	return b.String(), nil
}

// dateParts holds the names of date parts in Jekyll and Hexo.
var dateParts = map[string]func(t time.Time) string{
	"year":        func(t time.Time) string { return fmt.Sprintf("%04d", t.Year()) },
	"month":       func(t time.Time) string { return t.Format("01") },
	"day":         func(t time.Time) string { return t.Format("02") },
	"hour":        func(t time.Time) string { return t.Format("15") },
	"minute":      func(t time.Time) string { return t.Format("04") },
	"second":      func(t time.Time) string { return t.Format("05") },
	"i_month":     func(t time.Time) string { return t.Format("1") },
	"i_day":       func(t time.Time) string { return t.Format("2") },
	"short_year":  func(t time.Time) string { return t.Format("06") },
	"short_month": func(t time.Time) string { return t.Format("Jan") },
	"long_month":  func(t time.Time) string { return t.Format("January") },
	"short_day":   func(t time.Time) string { return t.Format("Mon") },
	"long_day":    func(t time.Time) string { return t.Format("Monday") },
	"y_day":       func(t time.Time) string { return t.Format("002") },
	"w_year": func(t time.Time) string {
		year, _ := t.ISOWeek()
		return strconv.Itoa(year)
	},
	"week": func(t time.Time) string {
		_, week := t.ISOWeek()
		return fmt.Sprintf("%02d", week)
	},
	"w_day":     func(t time.Time) string { return strconv.Itoa((int(t.Weekday())+6)%7 + 1) },
	"timestamp": func(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) },
}

// styles maps the named permalink styles of Jekyll to patterns
// (lib/jekyll/collection.rb, posts; docs "Permalinks").
var styles = map[string]string{
	"pretty":   "/:categories/:year/:month/:day/:title/",
	"date":     "/:categories/:year/:month/:day/:title:output_ext",
	"ordinal":  "/:categories/:year/:y_day/:title:output_ext",
	"weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
	"none":     "/:categories/:title:output_ext",
}

// frontParts holds front matter keys that are often used in patterns because
// plugins of Hexo set them.
var frontParts = []string{
	"abbrlink", "alias", "author", "en_title", "english_title", "guid", "hash", "id", "lang", "language", "permalink", "uid", "url_title", "urlname", "uuid",
}

// WithPermalink returns a copy of the site that makes addresses by a pattern.
// The pattern may use the syntax of the engine and the parts that this
// package knows for any site. The names in keys are front matter keys that
// the pattern may use too. If the pattern has an unknown part, the error is a
// [PartError].
func (s *Site) WithPermalink(source string, keys ...string) (*Site, error) {
	if style, ok := styles[strings.TrimPrefix(source, ":")]; ok {
		source = style
	}
	own := genericDialect
	if d, ok := s.rules.(interface{ dialect() *dialect }); ok {
		own = d.dialect()
	}
	both := &dialect{part: own.part, expand: own.expand}
	both.known = slices.Concat(own.known, genericDialect.known)
	slices.Sort(both.known)
	both.known = slices.Compact(both.known)
	if own != genericDialect {
		both.expand = func(s *Site, e *env, name string) (string, bool) {
			if own.name(name) != "" {
				return own.expand(s, e, name)
			}
			return genericDialect.expand(s, e, name)
		}
	}
	p, err := both.compile(source, slices.Concat(frontParts, keys)...)
	if err != nil {
		return nil, err
	}
	copied := *s
	copied.pattern = p
	copied.Permalink = Finding[string]{Value: source}
	return &copied, nil
}

// byPattern returns the address that the pattern of the caller gives a page.
func (s *Site) byPattern(p *Page, rel string) (string, error) {
	e := &env{page: p, rel: rel}
	if d, ok := s.rules.(interface {
		date(s *Site, p *Page, rel string) time.Time
	}); ok {
		e.date = d.date(s, p, rel)
	} else {
		e.date = genericDate(s, p, rel)
	}
	return s.pattern.expand(s, e, nil)
}

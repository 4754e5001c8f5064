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
	// maxPattern bounds a permalink pattern, in bytes.
	maxPattern = 1 << 10
	// maxParts bounds its parts.
	maxParts = 64
)

// A dialect is the way that an engine writes permalink patterns.
type dialect struct {
	part  *lazyregexp.Regexp // matches a part with its colon
	known []string           // names of parts, sorted
	// expand returns the text of a part; false if the page has none.
	expand func(s *Site, e *env, name string) (string, bool)
	// front reports whether other names are keys of the front matter.
	front bool
}

// A pattern is a permalink pattern that was checked.
type pattern struct {
	source string
	parts  []part
	d      *dialect
}

// A part is literal text, or else a name.
type part struct {
	text string
	name string
	// front reports whether the name is that of a key of the front matter.
	front bool
}

// An env is what the parts of a pattern are made from.
type env struct {
	page *Page
	rel  string    // below the folder of the site
	date time.Time // of the page or its path, in the zone of its address
	// named holds what the name of a post of Hexo states, which goes before the
	// front matter.
	named map[string]string
}

// compile checks a pattern. Names in extra are keys of the front matter.
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

// name returns the known name that a part has: itself, or without an underscore
// at its end; "" if there is none.
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

// listed returns the known parts as they are written.
func (d *dialect) listed(extra []string) []string {
	var all []string
	for _, name := range slices.Concat(d.known, extra) {
		all = append(all, ":"+name)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// expand fills a pattern. defaults hold values for keys that the front matter
// lacks.
func (p *pattern) expand(s *Site, e *env, defaults map[string]string) (string, error) {
	if p == nil { // the configuration has one that cannot be read
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

// dateParts are the names that Jekyll and Hexo have for parts of a date.
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

// styles are the names that Jekyll has for patterns
// (lib/jekyll/collection.rb, posts; docs "Permalinks").
var styles = map[string]string{
	"pretty":   "/:categories/:year/:month/:day/:title/",
	"date":     "/:categories/:year/:month/:day/:title:output_ext",
	"ordinal":  "/:categories/:year/:y_day/:title:output_ext",
	"weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
	"none":     "/:categories/:title:output_ext",
}

// frontParts are keys of the front matter that patterns are known to use: plugins
// of Hexo make them.
var frontParts = []string{
	"abbrlink", "alias", "author", "en_title", "english_title", "guid", "hash", "id", "lang", "language", "permalink", "uid", "url_title", "urlname", "uuid",
}

// WithPermalink returns a copy of the site with addresses made by a pattern, as
// it is written for the engine, or for any engine if the site has none. Names
// of keys are keys of the front matter that the pattern may use besides. It
// returns a [PartError] for a part that is not known.
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

// byPattern makes an address by the pattern of the caller.
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

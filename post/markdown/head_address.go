package markdown

import (
	"fmt"
	"strings"
	"time"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/address"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

// maxAddress is the largest length of a post's address in bytes, because
// servers accept no more in the first line of a request and each relative
// link in the post repeats the address.
const maxAddress = 8 << 10

// address sets the slug and URL of h from the key that the engine uses for
// the address, or else from the pattern.
func (p *Parser) address(h *post.Head, f *fields, engine Engine, pl place) {
	h.Slug = pl.slug
	if engine == Hexo || engine == Hugo {
		h.Slug = pl.name
	}
	stated, from := statedAddress(h, f, &pl)
	if strings.Contains(stated, ":") && !strings.Contains(stated, "://") {
		stated = p.expand(stated, h, f, pl) // Jekyll: permalink: /:year/:title/
	}
	if stated != "" {
		if h.Published.IsZero() && mayDate(stated) {
			if m := datedDirs.FindStringSubmatch(stated); m != nil && pl.setDate(m[1:4]) {
				h.Published = pl.date(p.location())
			}
		}
		h.URL = address.EscapeURL(stated)
		if s := address.LastSegment(stated); s != "" && !pl.named {
			h.Slug = s
		}
	}
	if h.Slug = strings.ReplaceAll(script.OneLine(h.Slug), "/", "-"); h.Slug == "" || h.Slug == "." || h.Slug == ".." {
		h.Slug = "index"
	}
	if h.URL == "" {
		h.URL = address.EscapeURL(p.expand(p.permalink(pl), h, f, pl))
	}
	if len(h.URL) > maxAddress {
		pos := frontmatter.Pos{Line: 1}
		if from.Value != nil {
			pos = from.Value.Pos
		}
		f.Report(RuleOverLimit, post.SeverityFatal, from.Key, pos, fmt.Errorf("%w: the address has more than %d bytes", post.ErrLimit, maxAddress))
	}
}

// statedAddress returns the address that the front matter states, and the entry that
// does, or "". A slug that is no path is set in h and pl.
func statedAddress(h *post.Head, f *fields, pl *place) (stated string, from frontmatter.Entry) {
	for _, key := range []string{"permalink", "url", "path", "slug"} {
		e := f.Peek(key)
		if e == nil || !frontmatter.IsScalar(e.Value) || e.Value.Kind == frontmatter.Bool {
			continue
		}
		v := strings.TrimSpace(e.Value.Raw)
		foreign := strings.Contains(v, "://") && key != "permalink"
		if v == "" || foreign || strings.Contains(v, "{{") || strings.ContainsAny(v, "\n\r\x00") {
			continue // an address on another site, or a template
		}
		f.Claim(e)
		if key == "slug" && !strings.HasPrefix(v, "/") {
			if s := address.LastSegment(v); s != "" {
				h.Slug, pl.named, f.statesSlug = s, true, true
			}
			continue
		}
		if stated == "" {
			stated, from = v, *e
		}
	}
	return stated, from
}

// permalink returns the pattern for the addresses of posts that state none.
func (p *Parser) permalink(pl place) string {
	switch {
	case p.Permalink != "":
		return p.Permalink
	case pl.suffix != "" && !strings.EqualFold(pl.suffix, p.lang()):
		return "/" + pl.suffix + "/:path/"
	}
	return "/:path/"
}

// expand fills in a pattern. A part for which the post has no value is
// removed together with the slash after it. Values that would make the
// address too long are not filled in.
func (p *Parser) expand(pattern string, h *post.Head, f *fields, pl place) string {
	date := h.Published
	if date.IsZero() {
		date = pl.date(p.location())
	}
	var filled strings.Builder
	size := 0
	for rest := pattern; rest != ""; {
		before, part, after := cutPart(rest)
		filled.WriteString(before)
		if rest = after; part != "" && size <= maxAddress {
			v := fillPart(part, date, h, f, pl)
			size += len(v)
			filled.WriteString(v)
		}
	}
	out := filled.String()
	if !strings.HasPrefix(out, "/") && !strings.Contains(out, "://") {
		out = "/" + out
	}
	scheme, rest, ok := strings.Cut(out, "://")
	if !ok {
		scheme, rest = "", out
	}
	for strings.Contains(rest, "//") {
		rest = strings.ReplaceAll(rest, "//", "/")
	}
	if ok {
		return scheme + "://" + rest
	}
	return rest
}

// cutPart cuts a pattern around its first part, such as ":year", and returns
// the name of the part, or "" if there is none.
func cutPart(pattern string) (before, part, after string) {
	for i := range len(pattern) {
		if pattern[i] != ':' {
			continue
		}
		end := i + 1
		for end < len(pattern) && ('a' <= pattern[end] && pattern[end] <= 'z' || pattern[end] == '_') {
			end++
		}
		if end > i+1 {
			return pattern[:i], pattern[i+1 : end], pattern[end:]
		}
	}
	return pattern, "", ""
}

// dateParts are the parts of a pattern that are a number of the date.
var dateParts = map[string]struct {
	format string
	number func(time.Time) int
}{
	"year":    {"%04d", time.Time.Year},
	"month":   {"%02d", month},
	"i_month": {"%d", month},
	"day":     {"%02d", time.Time.Day},
	"i_day":   {"%d", time.Time.Day},
	"hour":    {"%02d", time.Time.Hour},
	"minute":  {"%02d", time.Time.Minute},
	"second":  {"%02d", time.Time.Second},
}

func month(t time.Time) int { return int(t.Month()) }

// fillPart returns what a part of a pattern stands for in the address of a post, or "".
func fillPart(part string, date time.Time, h *post.Head, f *fields, pl place) string {
	if d, ok := dateParts[part]; ok {
		if date.IsZero() {
			return ""
		}
		return fmt.Sprintf(d.format, d.number(date))
	}
	switch part {
	case "slug", "title", "name", "filename", "basename":
		return h.Slug
	case "path":
		if pl.named && pl.name != "" {
			return strings.TrimSuffix(pl.path, pl.name) + h.Slug
		}
		return pl.path
	case "lang":
		return h.Lang
	case "category", "categories":
		if len(h.Categories) > 0 {
			return strings.Join(h.Categories[0], "/")
		}
		return ""
	case "output_ext":
		return ".html"
	}
	if e := f.Peek(part); e != nil && frontmatter.IsScalar(e.Value) {
		return e.Value.Raw // Hexo: :abbrlink
	}
	return ""
}

package markdown

import (
	"fmt"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
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
	stated := ""
	var from frontmatter.Entry // the entry that states the address
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
	if stated != "" && strings.Contains(stated, ":") && !strings.Contains(stated, "://") {
		stated = p.expand(stated, h, f, pl) // Jekyll: permalink: /:year/:title/
	}
	if stated != "" {
		if m := datedDirs.FindStringSubmatch(stated); m != nil && h.Published.IsZero() && pl.setDate(m[1:4]) {
			h.Published = pl.date(p.location())
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
		pattern := p.Permalink
		if pattern == "" {
			pattern = "/:path/"
			if pl.suffix != "" && !strings.EqualFold(pl.suffix, p.lang()) {
				pattern = "/" + pl.suffix + "/:path/"
			}
		}
		h.URL = address.EscapeURL(p.expand(pattern, h, f, pl))
	}
	if len(h.URL) > maxAddress {
		pos := frontmatter.Pos{Line: 1}
		if from.Value != nil {
			pos = from.Value.Pos
		}
		f.Report(RuleOverLimit, post.Fatal, from.Key, pos, fmt.Errorf("%w: the address has more than %d bytes", post.ErrLimit, maxAddress))
	}
}

var patternPart = lazyregexp.New(`:[a-z_]+`)

// expand fills in a pattern. A part for which the post has no value is
// removed together with the slash after it. Values that would make the
// address too long are not filled in.
func (p *Parser) expand(pattern string, h *post.Head, f *fields, pl place) string {
	date := h.Published
	if date.IsZero() {
		date = pl.date(p.location())
	}
	number := func(format string, n int) string {
		if date.IsZero() {
			return ""
		}
		return fmt.Sprintf(format, n)
	}
	size := 0
	out := patternPart.ReplaceAllStringFunc(pattern, func(part string) (v string) {
		if size > maxAddress {
			return ""
		}
		defer func() { size += len(v) }()
		switch part[1:] {
		case "year":
			return number("%04d", date.Year())
		case "month":
			return number("%02d", int(date.Month()))
		case "i_month":
			return number("%d", int(date.Month()))
		case "day":
			return number("%02d", date.Day())
		case "i_day":
			return number("%d", date.Day())
		case "hour":
			return number("%02d", date.Hour())
		case "minute":
			return number("%02d", date.Minute())
		case "second":
			return number("%02d", date.Second())
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
		if e := f.Peek(part[1:]); e != nil && frontmatter.IsScalar(e.Value) {
			return e.Value.Raw // Hexo: :abbrlink
		}
		return ""
	})
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

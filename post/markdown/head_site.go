package markdown

import (
	"errors"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/markdown/internal/address"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/site"
)

// onSite asks the site what its engine makes of the post: its language, its
// address, and whether it is an article at all. It reports whether only the place
// of the file says that it is one; see [SettlePages].
func (p *Parser) onSite(h *post.Head, f *fields, m *frontmatter.Matter) (weak bool) {
	page := &site.Page{
		Path: h.Path, Title: h.Title, Date: h.Published, Zoned: zoned(f) || p.Site.Engine == Jekyll, Tags: h.Tags,
		Lang: h.Lang, Bare: len(f.Tree.Entries) == 0, Front: make(map[string]any, len(f.Tree.Entries)),
	}
	for _, c := range h.Categories {
		page.Categories = append(page.Categories, c)
	}
	for _, e := range f.Tree.Entries {
		page.Front[e.Key] = param(e.Value)
	}
	if l := p.Site.Language(page); l != nil && !f.statesLang {
		if tag, ok := lang.Tag(l.Tag); ok {
			h.Lang = tag
		}
	}
	made, err := p.Site.Address(page)
	var part *site.PartError
	switch {
	case err == nil:
		h.URL = address.EscapeURL(made)
		if s := address.LastSegment(made); s != "" && !f.statesSlug {
			h.Slug = strings.ReplaceAll(s, "/", "-")
		}
	case errors.As(err, &part), errors.Is(err, site.ErrComputed):
		f.Report(RuleNoAddress, post.Warn, "", frontmatter.Pos{Line: 1, Column: 1}, err)
	}
	v := p.Site.Kind(page)
	switch v.Kind {
	case site.KindPage, site.KindSection:
		withhold(h, post.ReasonPage, v.Reason)
	case site.KindDraft:
		withhold(h, post.ReasonDraft, v.Reason)
	case site.KindExcluded:
		withhold(h, post.ReasonExcluded, v.Reason)
	}
	return v.Weak
}

// lang returns the language of posts that neither state nor show one.
func (p *Parser) lang() string {
	if p.Lang == "" && p.Site != nil && len(p.Site.Languages) <= 1 {
		return p.Site.Lang.Value
	}
	return p.Lang
}

// siteURL returns the address of the site that the posts are of.
func (p *Parser) siteURL() string {
	if p.SiteURL == "" && p.Site != nil {
		return p.Site.Home()
	}
	return p.SiteURL
}

// withhold notes why a post is withheld, if that is stronger than what is known.
func withhold(h *post.Head, r post.Reason, by string) {
	if s := h.Withheld.Stronger(r); s != h.Withheld {
		h.Withheld, h.WithheldBy = s, by
	}
}

// zoned reports whether the front matter writes the date with a zone.
func zoned(f *fields) bool {
	e := f.Peek("date")
	if e == nil || !frontmatter.IsScalar(e.Value) {
		return false
	}
	raw := strings.TrimSpace(e.Value.Raw)
	if i := strings.IndexByte(raw, ':'); i >= 0 {
		raw = raw[i:]
		return strings.ContainsAny(raw, "+-Z") || strings.HasSuffix(raw, "UTC") || strings.HasSuffix(raw, "GMT")
	}
	return false
}

// SettlePages withholds, as pages, the undated files of a site most of whose posts
// have dates: an undated page among dated posts is one about the author or a
// project, while the pages of a documentation have no dates at all. It is for the
// heads of a whole site, as a [Parser] with a Site read them.
func SettlePages(heads []*post.Head) {
	posts, weak := 0, 0
	for _, h := range heads {
		if h.Withheld != post.ReasonPage {
			posts++
			if o := originOf(h); o != nil && o.weak {
				weak++
			}
		}
	}
	if weak*2 > posts {
		return
	}
	for _, h := range heads {
		if o := originOf(h); o != nil && o.weak {
			withhold(h, post.ReasonPage, "no date, among posts that have one")
		}
	}
}

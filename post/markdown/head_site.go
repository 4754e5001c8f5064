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

// onSite sets the facts about the post that follow from the site: its
// language, its address, and whether it is an article. weak reports whether
// the file counts as a post only because of its folder; see [SettlePages].
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
	if date := p.Site.Date(page); !date.IsZero() {
		h.Published = date
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
		f.Report(RuleNoAddress, post.SeverityWarning, "", frontmatter.Pos{Line: 1, Column: 1}, err)
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

// lang returns the language of posts whose language is neither stated nor
// recognised.
func (p *Parser) lang() string {
	if p.Lang == "" && p.Site != nil && len(p.Site.Languages) <= 1 {
		return p.Site.Lang.Value
	}
	return p.Lang
}

// siteURL returns the address of the site that the posts belong to.
func (p *Parser) siteURL() string {
	if p.SiteURL == "" && p.Site != nil {
		return p.Site.Home()
	}
	return p.SiteURL
}

// withhold records why a post is withheld, unless a stronger reason is known
// already.
func withhold(h *post.Head, r post.Reason, by string) {
	if s := h.Withheld.Stronger(r); s != h.Withheld {
		h.Withheld, h.WithheldBy = s, by
	}
}

// zoned reports whether the date in the front matter has a zone.
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

// SettlePages withholds the undated files of a site as pages if at least half
// of its posts have dates. An undated file among dated posts is usually a
// page about the author or a project, while documentation has no dates at
// all. heads must be those of a whole site, read by a [Parser] with a Site.
func SettlePages(heads []*post.Head) {
	all := make([]site.Verdict, len(heads))
	for i, h := range heads {
		all[i].Kind = site.KindPost
		if h.Withheld == post.ReasonPage {
			all[i].Kind = site.KindPage
		}
		o := originOf(h)
		all[i].Weak = o != nil && o.weak
	}
	site.Settle(all)
	for i, v := range all {
		if v.Kind == site.KindPage && v.Reason != "" {
			withhold(heads[i], post.ReasonPage, v.Reason)
		}
	}
}

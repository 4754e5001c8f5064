package feed

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// ReplyByMail returns a [Feed.Footer] that invites readers to answer an item by
// email: a link in the language of the item that opens a message to address
// with the title as its subject. If lang is "", items that do not state their
// language have it in English.
func ReplyByMail(address, lang string) func(*Item) string {
	return func(it *Item) string {
		words := label.Of(it.vocabulary).For(cmp.Or(knownLang(it.Lang), lang))
		subject := "Re: " + cmp.Or(xhtml.OneLine(it.Title), words.Untitled)
		// In mailto: addresses a space is %20, not "+" as in forms (RFC
		// 6068).
		ref := "mailto:" + url.PathEscape(address) + "?subject=" + strings.ReplaceAll(url.QueryEscape(subject), "+", "%20")
		return `<p><a href="` + xhtml.Escape(ref) + `">` + xhtml.Escape(words.ReplyByMail) + "</a></p>"
	}
}

// footer adds the footer of the feed to the content of an item.
func (d *document) footer(en *entry, it *Item) {
	if d.feed.Footer == nil || en.content == "" {
		return
	}
	refs := d.refs.at(cmp.Or(en.url, "."))
	own := *it
	own.vocabulary = d.feed.Vocabulary // for [ReplyByMail]
	if footer := localFragments(refs.clean(d.feed.Footer(&own)), en.url, nil); footer != "" {
		en.content = strings.TrimSuffix(en.content, "\n") + "\n" + footer
	}
}

// linkKeys are the front matter keys of link posts.
var linkKeys = []string{"link", "link_url", "external_url", "external_link"}

// leadsOut returns the address on another site that a link post is about, ""
// for any other post. In a repost these keys state the address of the
// original.
func (a *adapter) leadsOut(h *post.Head) string {
	if h.Repost != nil {
		return ""
	}
	for _, key := range linkKeys {
		ref, _ := h.Params[key].(string)
		if u, err := absolute(ref); err == nil && !strings.EqualFold(u.Hostname(), a.refs.home.Hostname()) {
			return u.String()
		}
	}
	return ""
}

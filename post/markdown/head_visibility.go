package markdown

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

// A switchKey is a boolean front matter key that withholds a post.
type switchKey struct {
	reason post.Reason
	when   bool // the value that withholds the post
	keys   []string
}

// switchKeys holds the keys of engines, themes and plugins, in any spelling
// that [frontmatter.Fold] treats as equal.
var switchKeys = []switchKey{
	{post.ReasonPrivate, true, []string{"private", "is_private", "secret", "protected", "internal", "confidential", "restricted", "premium", "members_only", "friends_only", "subscribers_only", "login_required", "require_login", "requires_login", "need_login", "paywall", "paywalled", "paid_only", "deleted", "trashed", "私密", "私有"}},
	{post.ReasonPrivate, false, []string{"public", "is_public", "dg_publish"}}, // dg-publish: Obsidian Digital Garden
	{post.ReasonLocked, true, []string{"encrypted", "encrypt", "is_encrypted", "encryption", "hexo_encrypt", "hbe", "locked", "lock", "is_locked", "protect", "password_protected", "is_password_protected", "加密"}},
	{post.ReasonDraft, true, []string{"draft", "is_draft", "drafted", "drafts", "wip", "unpublished", "草稿"}},
	{post.ReasonDraft, false, []string{"published", "publish", "is_published"}},
	{post.ReasonHidden, true, []string{"hidden", "hide", "unlisted", "is_hidden", "hide_post", "hidden_post", "headless", "exclude", "excluded", "隐藏", "eleventyExcludeFromCollections"}},
	// Eleventy writes no page if permalink is false, and Zola if render is
	// false. VuePress does not list a post whose article is false.
	{post.ReasonHidden, false, []string{"listed", "visible", "permalink", "render", "article"}},
	{post.ReasonUnfed, true, []string{
		"hidden_in_rss", "hidden_from_rss", "hidden_from_feed", "hidden_in_feed", "hide_in_feed", "hide_from_feed", "hide_from_rss", "hide_in_rss",
		"disable_feed", "disable_rss", "feed_exclude", "rss_exclude", "exclude_from_feed", "exclude_from_rss", "exclude_from_feeds",
		"no_rss", "no_feed", "skip_feed", "skip_rss", "rss_ignore", "feed_ignore", "rss_disabled", "noindex", "no_index",
		"exclude_rss", "exclude_feed", "exclude_from_atom", "rss_hidden", "feed_hidden", "not_in_feed", "not_in_rss", "omit_from_feed", "omit_from_rss", "hide_from_feeds",
		"feed_disabled", "disable_feeds", "hide_rss", "hide_feed",
	}},
	{post.ReasonUnfed, false, []string{
		"rss", "feed", "feeds", "atom", "rss_feed", "in_feed", "in_rss", "rss_include", "feed_include", "include_in_rss", "include_in_feed", "show_in_rss", "show_in_feed",
		"publish_rss", "enable_rss", "enable_feed",
	}},
}

// stateKeys holds the keys for the state of a post.
var stateKeys = []string{
	"status", "state", "post_status", "visibility", "access", "publish_status", "publish_state", "privacy", "stage", "audience", "permission", "published", "workflow",
	"状态", "狀態", "可见性", "可見性", "公開", "公開設定", "状態", "상태", "공개", "statut", "visibilité", "Sichtbarkeit", "estado", "visibilidad",
}

// A stateWord is a set of values of a state key that withhold a post.
type stateWord struct {
	reason post.Reason
	words  []string
}

// stateWords holds the states of content management systems, and of people
// who write the word of their own language, in any spelling that
// [frontmatter.Fold] treats as equal.
var stateWords = []stateWord{
	{post.ReasonDraft, []string{
		"draft", "drafts", "wip", "work in progress", "in progress", "unpublished", "not published", "pending", "pending review", "in review", "needs review", "under review",
		"草稿", "未发布", "未發佈", "待审核", "下書き", "非公開下書き", "초안", "임시저장", "brouillon", "Entwurf", "unveröffentlicht", "borrador", "sin publicar",
	}},
	{post.ReasonHidden, []string{"hidden", "hide", "unlisted", "隐藏", "隱藏", "限定公開", "masqué", "non répertorié", "versteckt", "nicht gelistet", "oculto", "no listado"}},
	{post.ReasonPrivate, []string{
		"private", "secret", "confidential", "internal", "restricted", "trash", "trashed", "deleted", "members", "members only", "paid", "paid members only", "paying members only", "subscribers", "subscribers only", "supporters", "patrons", "followers", "friends", "friends only", "only me",
		"私密", "私有", "仅自己可见", "僅自己可見", "仅好友可见", "回收站", "非公開", "비공개", "privé", "corbeille", "abonnés", "privat", "geheim", "Papierkorb", "privado", "papelera",
	}},
	{post.ReasonLocked, []string{"protected", "password", "password protected", "locked", "encrypted", "login", "logged in", "login required", "加密", "密码保护", "密碼保護", "パスワード保護", "비밀번호", "protégé", "passwortgeschützt", "protegido"}},
}

// withholdingStates maps the folded words of stateWords to their reasons.
var withholdingStates = sync.OnceValue(func() map[string]post.Reason {
	all := make(map[string]post.Reason)
	for _, s := range stateWords {
		for _, w := range s.words {
			all[frontmatter.Fold(w)] = s.reason
		}
	}
	return all
})

// passwordKeys holds the keys for the password of a post. Its site shows the
// post only to readers with the password, while a feed would show it to
// everyone (hexo-blog-encrypt, vuepress-theme-hope).
var passwordKeys = []string{"password", "passwords", "passwd", "pwd", "passphrase", "encrypt_password", "article_password", "post_password", "page_password", "密码", "密碼"}

// dueKeys and expiryKeys hold the keys for the times from and until which a
// post is published.
var (
	dueKeys    = []string{"publish_date", "publishdate", "pub_date", "published_at", "publish_at", "publish_on", "scheduled", "schedule", "embargo"}
	expiryKeys = []string{"expiry_date", "expirydate", "expires", "expire_date", "expires_at", "unpublish_date", "unpublishdate", "expiration_date"}
)

// visibility sets whether the author withholds the post, and from when and
// until when it is published.
func (p *Parser) visibility(h *post.Head, f *fields, place place) {
	withhold := func(r post.Reason, by string) {
		if r == post.ReasonUnfed {
			h.NoFeed = true
			return
		}
		withhold(h, r, by)
	}
	published := p.Site != nil && p.Site.Engine != "" && p.Site.Drafts.Value // whether the site shows its drafts
	if place.draft && !published {
		withhold(post.ReasonDraft, "a folder of drafts")
	}
	for _, f := range f.Nested() {
		bySwitch(f, published, withhold)
		byState(f, withhold)
		byPassword(f, withhold)
	}
	if by := unfedBy(f.Fields); by != "" {
		withhold(post.ReasonUnfed, by)
	}
	// This layout is a list page in Jekyll and VitePress.
	if e := f.Peek("layout"); e != nil && e.Value.Raw == "home" {
		withhold(post.ReasonPage, "layout: home")
	}
	if e := f.Peek("build"); e != nil && e.Value.Kind == frontmatter.Map { // Hugo, also as _build
		for _, key := range []string{"list", "render"} {
			if le := e.Value.Map.Get(key); le != nil && slices.Contains([]string{"never", "false"}, le.Value.Raw) {
				withhold(post.ReasonHidden, e.Key+"."+key+": "+le.Value.Raw)
			}
		}
	}
	p.due(h, f)
}

// bySwitch withholds a post by a key whose yes or no does. Published is whether the site
// shows its drafts.
func bySwitch(f *frontmatter.Fields, published bool, withhold func(post.Reason, string)) {
	for _, sw := range switchKeys {
		for _, key := range sw.keys {
			e := f.Peek(key)
			if e == nil {
				continue
			}
			if b, ok := frontmatter.BoolOf(e.Value); ok {
				f.Claim(e)
				if b == sw.when && !(published && key == "draft") {
					withhold(sw.reason, e.Key+": "+e.Value.Raw)
				}
			}
		}
	}
}

// byState withholds a post by a word for its state.
func byState(f *frontmatter.Fields, withhold func(post.Reason, string)) {
	for _, key := range stateKeys {
		e := f.Peek(key)
		if e == nil || e.Value.Kind == frontmatter.Map {
			continue
		}
		for _, word := range frontmatter.ScalarsIn(e.Value) {
			if r, ok := withholdingStates()[frontmatter.Fold(strings.TrimSpace(word))]; ok {
				f.Claim(e)
				withhold(r, e.Key+": "+word)
			}
		}
	}
}

// byPassword withholds a post that has a password.
func byPassword(f *frontmatter.Fields, withhold func(post.Reason, string)) {
	for _, key := range passwordKeys {
		e := f.Peek(key)
		if e == nil || e.Value.Kind == frontmatter.Null || e.Value.Raw == "" && len(e.Value.List) == 0 {
			continue
		}
		if b, ok := frontmatter.BoolOf(e.Value); !ok || b {
			withhold(post.ReasonLocked, e.Key)
		}
	}
	if e := f.Peek("encrypt"); e != nil && e.Value.Kind == frontmatter.Map && !saysNo(e.Value.Map) {
		withhold(post.ReasonLocked, e.Key)
	}
}

// saysNo reports whether a map of settings switches its feature off.
func saysNo(m *frontmatter.Tree) bool {
	for _, e := range m.Entries {
		b, ok := frontmatter.BoolOf(e.Value)
		switch frontmatter.Fold(e.Key) {
		case "enable", "enabled", "include", "show", "active":
			if ok && !b {
				return true
			}
		case "exclude", "excluded", "disable", "disabled", "hide", "hidden", "skip":
			if ok && b {
				return true
			}
		}
	}
	return false
}

// unfedBy returns the key that keeps a post out of feeds, other than a
// switch: a map or word under feed, a list of outputs to exclude the post
// from, or an instruction to robots; "" if there is none.
func unfedBy(f *frontmatter.Fields) string {
	for _, f := range f.Nested("meta", "head", "seo") {
		for _, key := range []string{"robots", "googlebot"} {
			if e := f.Peek(key); e != nil && frontmatter.IsScalar(e.Value) {
				if says := strings.ToLower(strings.TrimSpace(e.Value.Raw)); strings.Contains(says, "noindex") || says == "none" {
					return e.Key + ": " + e.Value.Raw
				}
			}
		}
		for _, key := range []string{"noindex", "no_index"} {
			if e := f.Peek(key); e != nil {
				if b, ok := frontmatter.BoolOf(e.Value); ok && b {
					return e.Key + ": " + e.Value.Raw
				}
			}
		}
		for _, key := range []string{"feed", "rss", "atom"} {
			if e := f.Peek(key); e != nil && (e.Value.Kind == frontmatter.Map && saysNo(e.Value.Map) || frontmatter.IsScalar(e.Value) && slices.Contains([]string{"exclude", "excluded", "hidden", "disabled"}, strings.ToLower(e.Value.Raw))) {
				return e.Key
			}
		}
		for _, key := range []string{"exclude", "excludes", "exclude_from", "excluded_from", "hide_from", "hidden_from"} {
			if e := f.Peek(key); e != nil && e.Value.Kind != frontmatter.Map {
				for _, from := range frontmatter.ScalarsIn(e.Value) {
					if slices.Contains([]string{"rss", "feed", "feeds", "atom"}, strings.ToLower(from)) {
						return e.Key + ": " + from
					}
				}
			}
		}
	}
	return ""
}

// due sets the times from and until which h is published. If the engine is
// not known to publish posts before their date, such posts are held back
// until then.
func (p *Parser) due(h *post.Head, f *fields) {
	first := func(keys []string) (t time.Time) {
		for _, key := range keys {
			if e := f.Peek(key); e != nil && t.IsZero() && isDateValue(e, key) {
				if d, err := p.readDate(e.Value.Raw); err == nil && d.Year() > 1 {
					f.Claim(e)
					t = d
				}
			}
		}
		return t
	}
	h.Expires = first(expiryKeys)
	if p.Site != nil && p.Site.Engine != "" && p.Site.Future.Value {
		return
	}
	if h.Due = first(dueKeys); h.Due.Before(h.Published) {
		h.Due = h.Published
	}
}

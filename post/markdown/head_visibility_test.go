package markdown_test

import (
	"testing"
	"time"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func TestWithheld(t *testing.T) {
	for _, tt := range []struct {
		front string
		want  post.Reason
		feed  bool // kept out of feeds alone
	}{
		{"title: x", "", false},
		{"draft: true", post.ReasonDraft, false},
		{"draft: 'yes'", post.ReasonDraft, false},
		{"draft: false", "", false},
		{"Draft: TRUE", post.ReasonDraft, false},
		{"isDraft: true", post.ReasonDraft, false},
		{"published: false", post.ReasonDraft, false},
		{"published: 2024-05-01", "", false},
		{"publish: no", post.ReasonDraft, false},
		{"unpublished: true", post.ReasonDraft, false},
		{"status: Draft", post.ReasonDraft, false},
		{"state: draft", post.ReasonDraft, false},
		{"post_status: draft", post.ReasonDraft, false},
		{"status: published", "", false},
		{"status: in orbit", "", false},
		{"status: Pending-Review", post.ReasonDraft, false},
		{"access: members_only", post.ReasonPrivate, false},
		{"公開設定: 非公開", post.ReasonPrivate, false},
		{"状態: 下書き", post.ReasonDraft, false},
		{"statut: Brouillon", post.ReasonDraft, false},
		{"estado: publicado", "", false},
		{"paywall: true", post.ReasonPrivate, false},
		{"deleted: true", post.ReasonPrivate, false},
		{"status: private", post.ReasonPrivate, false},
		{"access: private", post.ReasonPrivate, false},
		{"visibility: private", post.ReasonPrivate, false},
		{"visibility: unlisted", post.ReasonHidden, false},
		{"Status: hidden", post.ReasonHidden, false},
		{"secret: true", post.ReasonPrivate, false},
		{"protected: true", post.ReasonPrivate, false},
		{"dg-publish: false", post.ReasonPrivate, false},
		{"dg-publish: true", "", false},
		{"encrypted: true", post.ReasonLocked, false},
		{"encrypt: true", post.ReasonLocked, false},
		{"encrypt: false", "", false},
		{"password: gull", post.ReasonLocked, false},
		{"password: ''", "", false},
		{"password: false", "", false},
		{"hidden: true\npassword: gull\ndraft: true", post.ReasonLocked, false},
		{"unlisted: true", post.ReasonHidden, false},
		{"extra: {draft: true}", post.ReasonDraft, false},
		{"rss: false", "", true},
		{"rss: true", "", false},
		{"hiddenInRss: true", "", true},
		{"disable_feed: true", "", true},
		{"feed_exclude: true", "", true},
		{"excludeFromFeed: true", "", true},
		{"hideInFeed: true", "", true},
		{"noindex: true", "", true},
		{"robots: noindex, nofollow", "", true},
		{"robots: all", "", false},
		{"drafts: true", post.ReasonDraft, false},
		{"stage: draft", post.ReasonDraft, false},
		{"status: [draft]", post.ReasonDraft, false},
		{"状态: 草稿", post.ReasonDraft, false},
		{"publishState: draft", post.ReasonDraft, false},
		{"published: hidden", post.ReasonHidden, false},
		{"membersOnly: true", post.ReasonPrivate, false},
		{"login_required: true", post.ReasonPrivate, false},
		{"is_public: false", post.ReasonPrivate, false},
		{"visibility: subscribers", post.ReasonPrivate, false},
		{"私密: true", post.ReasonPrivate, false},
		{"encrypt: {enable: true, password: gull}", post.ReasonLocked, false},
		{"encrypt: {enable: false}", "", false},
		{"password_protected: true", post.ReasonLocked, false},
		{"locked: true", post.ReasonLocked, false},
		{"lock: canal", "", false},
		{"密码: 1234", post.ReasonLocked, false},
		{"post_password: gull", post.ReasonLocked, false},
		{"hide_post: true", post.ReasonHidden, false},
		{"hide: [toc]", "", false},
		{"includeInRss: false", "", true},
		{"show_in_feed: false", "", true},
		{"excludeRss: true", "", true},
		{"omit_from_feed: true", "", true},
		{"feed: {exclude: true}", "", true},
		{"rss: {enabled: false}", "", true},
		{"rss: /rss.xml", "", false},
		{"exclude: [rss]", "", true},
		{"exclude: [a.txt]", "", false},
		{"seo: {noindex: true}", "", true},
		{"head: {robots: noindex}", "", true},
		{"robots: none", "", true},
	} {
		h, err := new(markdown.Parser).ParseHead("a.md", []byte("---\n"+tt.front+"\n---\n"))
		if err != nil {
			t.Errorf("%s: %v", tt.front, err)
			continue
		}
		if h.Withheld != tt.want || h.NoFeed != tt.feed {
			t.Errorf("%s: withheld %q, kept out of feeds %v, want %q, %v", tt.front, string(h.Withheld), h.NoFeed, string(tt.want), tt.feed)
		}
		if tt.want != "" && h.WithheldBy == "" {
			t.Errorf("%s: nothing says what withholds the post", tt.front)
		}
	}
}

func TestDue(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2024, 5, n, 0, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		front        string
		due, expires time.Time
	}{
		{"title: x", time.Time{}, time.Time{}},
		{"date: 2024-05-01", day(1), time.Time{}},
		{"date: 2024-05-01\npublishDate: 2024-05-03", day(3), time.Time{}},
		{"date: 2024-05-04\npublishDate: 2024-05-03", day(4), time.Time{}},
		{"date: 2024-05-01\nexpiryDate: 2024-05-09", day(1), day(9)},
		{"expires: 2024-05-09", time.Time{}, day(9)},
	} {
		h, err := new(markdown.Parser).ParseHead("a.md", []byte("---\n"+tt.front+"\n---\n"))
		if err != nil {
			t.Errorf("%s: %v", tt.front, err)
			continue
		}
		if !h.Due.Equal(tt.due) || !h.Expires.Equal(tt.expires) {
			t.Errorf("%s: due %v, expires %v, want %v, %v", tt.front, h.Due, h.Expires, tt.due, tt.expires)
		}
	}
}

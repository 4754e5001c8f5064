package feed

import (
	"time"

	"github.com/foreword-go/foreword/post"
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// warned is a reposted article with a content warning: everything that a feed
// must not lose, and much that must not get into one.
func warned() *Item {
	return &Item{
		URL: "/posts/雨夜/", Title: "雨夜 & <灯>", Lang: "zh-CN",
		Published: day(2024, 5, 1), Updated: time.Date(2024, 6, 2, 8, 30, 0, 0, time.FixedZone("", 8*3600)),
		Authors: []post.Author{{Name: "站长", URL: "https://blog.example/about"}},
		Summary: "一个人在雨里走了很久。",
		HTML: "<p>她数着路灯。<sup><a href=\"#fn1\">1</a></sup></p>\n" +
			"<p><img src=\"lamp.png\" srcset=\"lamp.png 1x, lamp@2x.png 2x\" alt=\"路灯\" onerror=\"alert(1)\"><script>alert(2)</script></p>" +
			"<p>a ]]> b\x1b c <a href=\"javascript:alert(3)\">x</a> <a href=\"../b/?q=1&r=2\">下一篇</a></p>" +
			"<ol><li id=\"fn1\">旧式的。</li></ol>",
		Tags:       []string{"转载", "短篇"},
		Categories: []post.Category{{"文学", "小说"}, {"转载"}},
		Warnings: []*post.Warning{{
			Level: post.LevelDanger, Title: "内容预警", Scope: post.ScopePost,
			Topics: []post.Topic{{Slug: "self-harm", Label: "自残"}, {Label: "雷雨"}},
			Text:   "文中写到 自残。\n\n请量力而读。",
			HTML:   "<p>文中写到 <strong>自残</strong>。</p>\n<p>请量力而读。</p>\n",
		}},
		Repost: &post.Repost{
			Authors: []post.Author{{Name: "林一", URL: "https://lin.example/"}, {Name: "周二"}},
			Title:   "灯", URL: "https://lin.example/灯?a=1&b=2", Publication: "灯下周刊",
			Translators: []post.Author{{Name: "王三", Role: "translator"}, {Name: "赵四", Role: "proofreader"}},
			License:     "CC BY-SA 4.0",
		},
		Image:      &Media{URL: "lamp.png", Alt: "路灯 <亮着>", Size: 4096, Width: 640, Height: 480},
		Enclosures: []Media{{URL: "/audio/雨.mp3", Alt: "朗读", Size: 1 << 33, Duration: 125 * time.Second}},
	}
}

// plain is an item of the site's own, with a warning for one section.
func plain() *Item {
	return &Item{
		ID: "note 7", URL: "https://blog.example/notes/7", Title: "Seven sharp knives",
		Lang: "en", Published: day(2024, 5, 1),
		HTML: "<p>Knives are tools.</p><blockquote><p><strong>Content warning: blood</strong></p></blockquote><p>It bled.</p>",
		Warnings: []*post.Warning{{
			Level: post.LevelNote, Title: "Content warning", Scope: post.ScopeSection,
			Topics: []post.Topic{{Slug: "blood-gore", Label: "blood"}},
		}},
	}
}

// kitchen is a feed with one of everything.
func kitchen() *Feed {
	return &Feed{
		Title: "灯下 & co", Description: "A small <site>", HomeURL: "https://blog.example/", BaseURL: "https://blog.example/feeds",
		Lang: "zh-CN", Authors: []post.Author{{Name: "站长", URL: "https://blog.example/about", Email: "z@blog.example"}},
		Rights: "CC BY 4.0", Icon: "https://blog.example/icon.png", Logo: "https://blog.example/logo.png",
		Hub: "https://hub.example/", TTL: time.Hour,
		Items: List(
			warned(),
			plain(),
			&Item{URL: "/same-day/", Title: "Another of that day", Published: day(2024, 5, 1), HTML: "<p>No summary, and the <em>text</em> stands for one.</p>"},
			&Item{URL: "/undated/", Summary: "No title & no date.", Warnings: []*post.Warning{{Title: "注意", Text: "有蛇。"}}},
			&Item{ID: "urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8", Title: "No address", Published: time.Date(1899, 12, 31, 23, 0, 0, 0, time.FixedZone("LMT", 29143)), Repost: &post.Repost{}},
			&Item{ID: "urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8", URL: "/twice/", Title: "The same identifier", Published: day(2020, 2, 29)},
		),
	}
}

package markdown

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
)

// briefRepost is a repost as tests write it.
func briefRepost(r *post.Repost) string {
	if r == nil {
		return ""
	}
	var b strings.Builder
	part := func(name, s string) {
		if s != "" {
			b.WriteString(" " + name + "=" + s)
		}
	}
	people := func(as []post.Author) string {
		var all []string
		for _, a := range as {
			s := a.Name
			if a.URL != "" {
				s += "<" + a.URL + ">"
			}
			if a.Role != "" {
				s += "/" + a.Role
			}
			all = append(all, s)
		}
		return strings.Join(all, ",")
	}
	b.WriteString("repost")
	part("by", people(r.Authors))
	part("title", r.Title)
	part("url", r.URL)
	part("in", r.Publication)
	part("tr", people(r.Translators))
	part("license", r.License)
	return b.String()
}

func TestHeadRepost(t *testing.T) {
	for _, tt := range []struct{ name, matter, want string }{
		{"names of control characters", "original_author: ∑[\"\\x1b\", \"A\\x07nn\"]\ntranslator: \"\\x7f\\x1b\"", "repost by=Ann"},
		{"original_url", "∑original_url: https://a.example/x", "repost url=https://a.example/x"},
		{"camel", "originalUrl: ∑https://a.example/x", "repost url=https://a.example/x"},
		{"source", "source: https://a.example/x", "repost url=https://a.example/x"},
		{"source link", "source: '[Morning Paper](https://a.example/x)'", "repost url=https://a.example/x in=Morning Paper"},
		{"author and URL", "original_author: 林间\noriginal_url: https://a.example/x", "repost by=林间 url=https://a.example/x"},
		{"several authors", "original_authors: [林间, Ana Ruiz]", "repost by=林间,Ana Ruiz"},
		{"original map", "original:\n  author: 林间\n  title: 夜航\n  url: https://a.example/x\n  license: CC BY 4.0", "repost by=林间 title=夜航 url=https://a.example/x license=CC BY 4.0"},
		{"original false", "original: false", "repost"},
		{"isOriginal", "isOriginal: false", "repost"},
		{"original true", "original: true", ""},
		{"original URL", "original: https://a.example/x", "repost url=https://a.example/x"},
		{"type", "type: reprint", "repost"},
		{"repost", "repost: true", "repost"},
		{"repost false", "repost: false", ""},
		{"repost, a sentence", "repost: ∑This article originally appeared on Morning Paper", "repost in=Morning Paper"},
		{"repost, a sentence with a link", "repost: ∑This article originally appeared in <a href=\"https://a.example/x\">Morning Paper</a>", "repost url=https://a.example/x in=Morning Paper"},
		{"repost URL", "repost: https://a.example/x", "repost url=https://a.example/x"},
		{"copyright author", "copyright_author: 林间\ncopyright_url: https://a.example/x", "repost by=林间 url=https://a.example/x"},
		{"copyright HTML", "copyright: 本文转载自<a href=\"https://a.example/x\">晨报</a>", "repost title=晨报 url=https://a.example/x"},
		{"copyright bool", "copyright: false", ""},
		{"copyright own", "copyright: 转载请注明出处 https://me.example/", ""},
		{"translator", "translator: 小川", "repost tr=小川/translator"},
		{"external", "external: https://a.example/x", ""},
		{"external, a map", "external:\n  host: Morning Paper\n  url: https://a.example/x", ""},
		{"external, and who wrote it", "external: https://a.example/x\noriginal_author: ∑林间", "repost by=林间 url=https://a.example/x"},
		{"a text of lines, with authors of this site", "author: [team, 小川]\nauthorInfo: ∑|\n  via: https://a.example/x\n\n  作者：[Ana Ruiz](https://a.example/ana)\n  译者：[小川](https://t.example/o)", "repost by=Ana Ruiz<https://a.example/ana> url=https://a.example/x tr=小川<https://t.example/o>/translator"},
		{"external_url of a post that comments on it", "external_url: https://a.example/x", ""},
		{"external_url of a repost", "original_author: ∑林间\nexternal_url: https://a.example/x", "repost by=林间 url=https://a.example/x"},
		{"external bool", "external: true", ""},
		{"canonical elsewhere", "canonical_url: https://a.example/other/", ""},
		{"canonical elsewhere, and where from", "canonical_url: https://a.example/other/\ntitle: 【转载】夜航", "repost url=https://a.example/other/"},
		{"canonical of its own", "canonical_url: https://me.example/posts/a/", ""},
		{"description", "description: ∑原作者：林间\ntitle: x", "repost by=林间"},
		{"description, English", "description: 'Original author: Ana Ruiz'", "repost by=Ana Ruiz"},
		{"title, dash", "title: 转载 - 夜航", "repost"},
		{"title, lenticular", "title: 【转载】夜航", "repost"},
		{"title, translated", "title: '[译] 夜航'", "repost"},
		{"title, short", "title: '[转]夜航'", "repost"},
		{"title, end", "title: 夜航（转）", "repost"},
		{"title, English", "title: '[Repost] Night'", "repost"},
		{"title, with who wrote it", "title: 夜航十讲（作者：林间）转载", "repost by=林间"},
		{"title, who wrote one's own", "title: 夜航十讲（作者：林间）", ""},
		{"title, Korean, at the end", "title: 밤 비행 [번역]", "repost"},
		{"tag", "tags: [日记, ∑转载]", "repost"},
		{"category", "categories: [转载]", "repost"},

		{"original false and a name", "original: false\nsource: 晨报公众号", "repost in=晨报公众号"},
		{"a list of one", "original: [https://a.example/x]", "repost url=https://a.example/x"},
		{"an account", "source: ∑微信公众号「晨报」", "repost in=晨报"},
		{"the name of a program", "source: notion", ""},
		{"a name alone", "source: 晨报", ""},
		{"reprint of a theme", "copyright:\n  creation: reprint\n  source: https://a.example/x\n  author:\n    name: 林间\n    url: https://a.example/lin", "repost by=林间<https://a.example/lin> url=https://a.example/x"},
		{"original of a theme", "copyright:\n  creation: original\n  source: https://a.example/x\n  author: 林间", ""},
		{"is_reprint", "isReprint: true", "repost"},
		{"a policy", "reprintPolicy: cc_by", ""},
		{"转载自", "转载自: 晨报", "repost in=晨报"},
		{"转自", "转自: https://a.example/x", "repost url=https://a.example/x"},
		{"translator with address", "translator: {name: 小川, url: 'https://t.example/o'}", "repost tr=小川<https://t.example/o>/translator"},
		{"translator with a key for the address", "translator: 小川\ntranslatorlink: https://t.example/o", "repost tr=小川<https://t.example/o>/translator"},
		{"author beside a translator", "author: Ana Ruiz\ntranslator: 小川", ""},
		{"author beside a translator, and where from", "author: Ana Ruiz\ntranslator: 小川\norigin_url: https://a.example/x", "repost by=Ana Ruiz url=https://a.example/x tr=小川/translator"},
		{"author beside a translator, and a canonical address", "author: Ana Ruiz\ntranslator: 小川\ncanonical_url: https://a.example/x", "repost by=Ana Ruiz url=https://a.example/x tr=小川/translator"},
		{"who translates their own", "author: 小川\ntranslator: 小川", "repost tr=小川/translator"},
		{"authors as maps", "original_authors:\n  - name: 林间\n    url: https://a.example/lin\n  - Ana Ruiz", "repost by=林间<https://a.example/lin>,Ana Ruiz"},
		{"source link", "sourceLink: https://a.example/x", "repost url=https://a.example/x"},
		{"source link to code", "sourceLink: https://github.com/me/blog", ""},
		{"origin", "originURL: https://a.example/x", "repost url=https://a.example/x"},
		{"a link alone", "link: https://a.example/x", ""},
		{"a link of a repost", "title: 【转】夜航\nlink: https://a.example/x", "repost url=https://a.example/x"},
		{"a theme's author without the page of an original", "copyright_author: 林间", ""},
		{"a theme's author with a page of their own", "copyright_author: 林间\ncopyright_author_href: https://git.example/lin", ""},
		{"a theme's author of a repost", "original_url: ∑https://a.example/x\ncopyright_author: 林间", "repost by=林间 url=https://a.example/x"},
		{"a theme's page is this post", "copyright_author: 林间\ncopyright_url: https://me.example/2024/a/", ""},
		{"a theme's author is the blogger", "author: 林间\ncopyright_author: 林间", ""},
		{"a theme's rights are the blogger's", "copyright_author: 林间\ncopyright_url: https://me.example/\ncopyright_info: 版权归林间所有，转载请注明", ""},
		{"rights that say where from", "copyright_info: ∑本文转载自晨报", "repost in=晨报"},
		{"its own address", "original_url: https://me.example/posts/a/\npermalink: /posts/a/", ""},
		{"canonical of its own, with an extension", "canonical: https://me.example/2020/a.html", ""},
		{"a date", "originally_published: 2020-01-01", ""},
		{"author that is none", "author: ∑转载", "repost"},
		{"subtitle", "subtitle: ∑转载自晨报", "repost in=晨报"},
		{"other roles", "note: ∑译者：小川；策划：周舟、林间", "repost tr=小川/translator"},
		{"any other key", "note: ∑译者：小川、周舟；审稿：林间", "repost tr=小川/translator,周舟/translator,林间/proofreader"},
		{"description, from", "description: ∑转自晨报", "repost in=晨报"},
		{"description, author and source", "description: '作者: 林间 来源: 晨报'", "repost by=林间 in=晨报"},
		{"title, at the end behind a dash", "title: 夜航-转载", "repost"},
		{"title, a good one", "title: 经典转载 - 夜航", "repost"},
		{"title, stroke", "title: 译 | 夜航", "repost"},
		{"title, 转帖", "title: '[转帖] 夜航'", "repost"},
		{"a tag of translations", "tags: [译]", "repost"},
		{"a category of reposts", "categories: [博文转载]", "repost"},
		{"a rule as a category", "categories: [禁止转载]", ""},

		{"source: code", "source: code", ""},
		{"source of the page", "source: https://github.com/a/b/blob/main/x.md", ""},
		{"a word in the title", "title: 转载机制的设计", ""},
		{"translation in the title", "title: 译码器", ""},
		{"a tag of languages", "tags: [翻译]", ""},
		{"a description", "description: 作者谈原文", ""},
		{"a rule", "description: 未经授权，禁止转载。转载请注明原文链接：https://me.example/x", ""},
		{"author", "author: 林间", ""},
		{"references", "references:\n  - title: Paper\n    url: https://a.example/x", ""},
	} {
		matter := tt.matter
		po, err := new(Parser).Parse("a.md", []byte("---\n"+strings.Replace(matter, "∑", "", 1)+"\n---\nText.\n"))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := briefRepost(po.Repost); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
		if po.Repost != nil && po.Repost.Pos.Line < 2 {
			t.Errorf("%s: position %v", tt.name, po.Repost.Pos)
		}
	}
}

// A description that only names the author describes nothing.
func TestRepostSummary(t *testing.T) {
	for matter, want := range map[string]string{
		"description: 原作者：林间":         "",
		"description: 一个渔夫的故事。原作者：林间": "一个渔夫的故事。原作者：林间",
		"description: 作者的一年":          "作者的一年",
	} {
		h, err := new(Parser).ParseHead("a.md", []byte("---\n"+matter+"\n---\n"))
		if err != nil {
			t.Fatal(err)
		}
		if h.Summary != want {
			t.Errorf("%s: summary %q, want %q", matter, h.Summary, want)
		}
	}
}

func TestBodyRepost(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"original link", "∑原文链接：https://a.example/x\n\n正文。", "repost url=https://a.example/x"},
		{"link with a title", "∑原文地址：[Night Flight](https://a.example/x)\n\n正文。", "repost title=Night Flight url=https://a.example/x"},
		{"translation project", "> * ∑原文地址：[Night Flight](https://a.example/x)\n> * 原文作者：[Ana Ruiz](https://a.example/ana)\n> * 译文出自：[译社](https://t.example/)\n> * 译者：[小川](https://t.example/o)\n> * 校对者：[甲](https://t.example/j), [乙](https://t.example/y)\n\n正文。",
			"repost by=Ana Ruiz<https://a.example/ana> title=Night Flight url=https://a.example/x tr=小川<https://t.example/o>/translator,甲<https://t.example/j>/proofreader,乙<https://t.example/y>/proofreader"},
		{"one line", "> ∑原文作者：林间，原文链接：<https://a.example/x>\n\n正文。", "repost by=林间 url=https://a.example/x"},
		{"sentence", "> ∑这篇文章转载自[晨报公众号](https://a.example/x)，转载请保留链接\n\n正文。", "repost url=https://a.example/x in=晨报公众号"},
		{"sentence, plain", "∑本文转载自公众号「晨报」，作者：林间。\n\n正文。", "repost by=林间 in=晨报"},
		{"translation", "∑本文译自 [Night Flight](https://a.example/x)\n译者 [小川](https://t.example/o)，首次发布于 [译社](https://t.example/)，转载请保留以上链接\n\n正文。", "repost title=Night Flight url=https://a.example/x tr=小川<https://t.example/o>/translator"},
		{"a copy of a translation", "> 这篇文章转载自[我在专栏上发表的文章](https://t.example/1)。\n\n正文。\n\n∑本文译自 [Night Flight](https://a.example/x)。\n本文由 [@小川](https://t.example/o) [@甲](https://t.example/j) 联合翻译，转载请保留原文链接\n", "repost title=Night Flight url=https://a.example/x tr=小川<https://t.example/o>/translator,甲<https://t.example/j>/translator"},
		{"author and place", "> 作者：林间\n> 链接：https://a.example/x\n> ∑来源：晨报\n> 著作权归作者所有。商业转载请联系作者获得授权。\n\n正文。", "repost by=林间 url=https://a.example/x in=晨报"},
		{"notice", "∑注意：本文转载自[夜航](https://a.example/x)。\n\n正文。", "repost title=夜航 url=https://a.example/x"},
		{"a page of the site that is named first", "∑转自[林间](https://a.example/)大神的博客：[https://a.example/x](https://a.example/x)\n\n正文。", "repost by=林间<https://a.example/> url=https://a.example/x"},
		{"translated from the original", "∑翻译自原文：[https://a.example/x](https://a.example/x)\n\n正文。", "repost url=https://a.example/x"},
		{"who they are", "∑转自：https://a.example/x\n\n正文。\n\n文章作者：linjian - 这个名字不用我说，某社的人\n", "repost by=linjian url=https://a.example/x"},
		{"no colon", "∑原文链接 https://a.example/x\n\n正文。", "repost url=https://a.example/x"},
		{"comes from", "∑本文来自微信公众号“晨报”，作者：林间\n\n正文。", "repost by=林间 in=晨报"},
		{"a translation of a title by somebody", "∑This is a translation of \"Night Flight\" by Ana Ruiz (https://a.example/x).\n\nText.", "repost by=Ana Ruiz title=Night Flight url=https://a.example/x"},
		{"one in French", "∑Cet article est une traduction de « Night Flight » par Ana Ruiz (https://a.example/x).\n\nTexte.", "repost by=Ana Ruiz title=Night Flight url=https://a.example/x"},
		{"one in German", "∑Dieser Text ist eine Übersetzung von „Night Flight“ von Ana Ruiz: https://a.example/x\n\nText.", "repost by=Ana Ruiz title=Night Flight url=https://a.example/x"},
		{"a translation of somebody's original", "∑Translated by Ben Cole from the French original by Ana Ruiz.\n\nText.", "repost by=Ana Ruiz tr=Ben Cole/translator"},
		{"a link that is called the original", "∑Translated by Ben Cole from [the French original](https://a.example/x) by Ana Ruiz.\n\nText.", "repost by=Ana Ruiz url=https://a.example/x tr=Ben Cole/translator"},
		{"posted at an address by somebody", "∑Originally posted at https://a.example/x by Ana Ruiz.\n\nText.", "repost by=Ana Ruiz url=https://a.example/x"},
		{"somebody's work in marks", "> ∑本文翻译自 Ana Ruiz 的《Night Flight》，原文链接：https://a.example/x\n\n正文。", "repost by=Ana Ruiz title=Night Flight url=https://a.example/x"},
		{"a book of somebody's, read", "读了 Ana Ruiz 的《Night Flight》，写几句。\n\n正文。", ""},
		{"work in marks", "∑本文译自《Night Flight》\n\n正文。", "repost title=Night Flight"},
		{"first published in a column", "∑本文首发于专栏 [The Night Flyer Weekly](https://a.example/p/1)\n\n正文。", "repost url=https://a.example/p/1 in=The Night Flyer Weekly"},
		{"first published", "正文。\n\n正文。\n\n---\n\n∑本文首发于 [晨报](https://a.example/)\n", "repost url=https://a.example/ in=晨报"},
		{"at the foot", "正文。\n\n## 一\n\n正文。\n\n∑原文链接：https://a.example/x\n", "repost url=https://a.example/x"},
		{"no colon, a title", "正文。\n\n## 一\n\n正文。\n\n---\n\n∑原文 [Night Flight](https://a.example/x)\n\n译文 [夜航](https://t.example/x)\n\n精细校对 [@甲](https://t.example/j)\n",
			"repost title=Night Flight url=https://a.example/x tr=甲<https://t.example/j>/proofreader"},
		{"no colon, people", "∑原文作者 [Ana Ruiz](https://a.example/ana)\n\n正文。", "repost by=Ana Ruiz<https://a.example/ana>"},
		{"a line that is a link to the translated", "[∑本文翻译来自 夜航手册](https://a.example/x)\n\n正文。", "repost title=夜航手册 url=https://a.example/x"},
		{"where the articles of a translators' site are from", "> * ∑原文地址：[Night Flight](https://a.example/x)\n\n正文。\n\n---\n\n> [译社](https://t.example/) 是一个翻译好文章的社区，文章来源为 [晨报](https://b.example/) 上的分享。\n", "repost title=Night Flight url=https://a.example/x"},
		{"German, from here", "Text.\n\n## Eins\n\n∑Der ursprüngliche Artikel stammt von [hier](https://a.example/x).\n", "repost url=https://a.example/x"},
		{"Korean, no subject", "> ∑[Night](https://a.example/x)을 번역한 글입니다.\n\n본문.", "repost title=Night url=https://a.example/x"},
		{"Korean, of a series", "> ∑[Flights](https://a.example/s) 시리즈의 [Night](https://a.example/x)를 번역한 글입니다.\n\n본문.", "repost title=Night url=https://a.example/x"},
		{"Korean, whose it is", "> ∑[ana](https://a.example/ana)의 [Night](https://a.example/x)를 번역한 글입니다. 그림은 원문의 것입니다.\n\n본문.", "repost by=ana<https://a.example/ana> title=Night url=https://a.example/x"},
		{"Korean, where the original is", "∑원문은 [여기](https://a.example/x)에서 볼 수 있습니다.\n\n본문.", "repost url=https://a.example/x"},
		{"equals signs", "∑原文链接=https://a.example/x\n作者=Ana Ruiz\n原文日期=2018-08-26\n译者=小川\n校对=甲,乙\n\n正文。", "repost by=Ana Ruiz url=https://a.example/x tr=小川/translator,甲/proofreader,乙/proofreader"},
		{"what follows", "∑以下内容翻译自[Night Flight](https://a.example/x)\n\n正文。", "repost title=Night Flight url=https://a.example/x"},
		{"most of it", "∑本文的主要内容翻译自 [Night Flight](https://a.example/x)\n\n正文。", "repost title=Night Flight url=https://a.example/x"},
		{"by leave of a place", "正文。\n\n正文。\n\n∑本文经夜航社（公众号ID：yehang）授权转载，转载请联系出处。\n", "repost in=夜航社"},
		{"Japanese, first elsewhere", "正文。\n\n∑_この記事は、晨報にもともと投稿されたものです。_\n", "repost in=晨報"},
		{"at the head of a long quote", "作者：Ana Ruiz / 译者&&编辑：小川\n\n> ∑原文： https://a.example/x\n>\n> " + strings.Repeat("她飞过很多夜，", 20) + "\n\n正文。", "repost by=Ana Ruiz url=https://a.example/x"},
		{"link as a whole", "∑[原文链接](https://a.example/x)\n\n正文。", "repost url=https://a.example/x"},
		{"address on the next line", "∑**原文链接**：\nhttps://a.example/x\n\n正文。", "repost url=https://a.example/x"},
		{"reference link", "∑原文：[Night Flight][1]\n\n正文。\n\n[1]: https://a.example/x\n", "repost title=Night Flight url=https://a.example/x"},
		{"unknown author", "∑原作者：佚名\n\n正文。", "repost"},
		{"HTML", "∑<p>原文链接：<a href=\"https://a.example/x\">夜航</a></p>\n\n正文。", "repost title=夜航 url=https://a.example/x"},
		{"a host's notice", "正文。\n\n∑版权声明：本文为某站博主「林间」的原创文章，遵循 CC 4.0 BY-SA 版权协议，转载请附上原文出处链接及本声明。\n原文链接：https://a.example/x\n", "repost by=林间 url=https://a.example/x"},
		{"English, published", "*∑Originally published at [Morning Paper](https://a.example/x).*\n\nText.", "repost url=https://a.example/x in=Morning Paper"},
		{"English, this post", "∑This post was originally published on [Morning Paper](https://a.example/x) on May 3, 2020.\n\nText.", "repost url=https://a.example/x in=Morning Paper"},
		{"English, written by", "> ∑This article was originally written by [Ana Ruiz](https://a.example/ana).\n\nText.", "repost by=Ana Ruiz<https://a.example/ana>"},
		{"English, and more", "> ∑Originally written by [Ana Ruiz](https://a.example/ana) (of the team) in [Spanish](https://a.example/x) and translated by herself.\n\nText.", "repost by=Ana Ruiz<https://a.example/ana>"},
		{"English, cross-posted", "∑Cross-posted from the [Morning Paper](https://a.example/x).\n\nText.", "repost title=Morning Paper url=https://a.example/x"},
		{"English, translated", "∑Translated from [Vol de nuit](https://a.example/x) by Ana Ruiz\n\nText.", "repost by=Ana Ruiz title=Vol de nuit url=https://a.example/x"},
		{"Japanese", "∑転載元：[夜間飛行](https://a.example/x)\n\n本文。", "repost title=夜間飛行 url=https://a.example/x"},
		{"Korean", "∑원문: https://a.example/x\n\n본문.", "repost url=https://a.example/x"},
		{"French", "∑Article original : https://a.example/x\n\nTexte.", "repost url=https://a.example/x"},
		{"via with a link is not enough", "via: [x](https://a.example/x)\n\n正文。", ""},
		{"a label with a long value of its own", "> * ∑原文地址：[Night Flight](https://a.example/x)\n> * 原文作者：Ana Ruiz\n> * 本文永久链接：https://t.example/" + strings.Repeat("long/", 20) + "\n\n正文。",
			"repost by=Ana Ruiz title=Night Flight url=https://a.example/x"},
		{"below a rule under the references", "正文。\n\n## 相关阅读\n\n- [别的](https://b.example/)\n\n---\n\n∑via: https://a.example/x\n\n作者：[Ana Ruiz][a]\n译者：[小川](https://t.example/o)\n校对：[校对者ID](https://t.example/id)\n\n[a]: https://a.example/ana\n",
			"repost by=Ana Ruiz<https://a.example/ana> url=https://a.example/x tr=小川<https://t.example/o>/translator"},
		{"via and an author", "正文。\n\n---\n\n∑via: https://a.example/x\n作者：Ana Ruiz\n译者：[译者ID](https://t.example/id)\n", "repost by=Ana Ruiz url=https://a.example/x"},
		{"place and title", "∑文章来自微信公号「晨报」：~~[夜航手记](https://a.example/x)~~\n\n正文。", "repost title=夜航手记 url=https://a.example/x in=晨报"},
		{"kind of place and name", "∑文章来自微信 [晨报](https://a.example/x)\n\n正文。", "repost url=https://a.example/x in=晨报"},
		{"an account with its id", "∑本文来自微信公众号“晨报”（ID：chenbao）\n\n正文。", "repost in=晨报"},
		{"a user of a site", "∑本文转载自知乎用户「林间」\n\n正文。", "repost by=林间 in=知乎"},
		{"strokes", "∑文/林间 来源/晨报\n\n正文。", "repost by=林间 in=晨报"},
		{"a table of rows", "| | |\n|---|---|\n| ∑原文作者 | 林间 |\n| 原文链接 | [夜航](https://a.example/x) |\n\n正文。", "repost by=林间 title=夜航 url=https://a.example/x"},
		{"a table of columns", "| ∑原文作者 | 原文链接 | 译者 |\n|---|---|---|\n| 林间 | https://a.example/x | 小川 |\n\n正文。", "repost by=林间 url=https://a.example/x tr=小川/translator"},
		{"full-width strokes", "文｜林间 周小川\n∑来源｜晨报\n\n正文。", "repost by=林间,周小川 in=晨报"},
		{"reporters", "∑来源：晨报\n作者：晨报记者 林间 晨报实习生 周小川\n\n正文。", "repost by=林间,周小川 in=晨报"},
		{"marks inside a name", "∑本文转载自「晨报」：[“夜航”模式退出](https://a.example/x)\n\n正文。", "repost title=“夜航”模式退出 url=https://a.example/x in=晨报"},
		{"the site of the address", "∑英文原文：[Morning Paper](https://www.morningpaper.example/x)\n\n正文。", "repost url=https://www.morningpaper.example/x in=Morning Paper"},
		{"granted", "> ∑原文地址：[Night Flight](https://a.example/x)\n> 原文作者：本文已获原作者 [Ana Ruiz](https://a.example/ana) 授权\n\n正文。",
			"repost by=Ana Ruiz<https://a.example/ana> title=Night Flight url=https://a.example/x"},

		{"in brackets", "∑(转载自 https://a.example/x)\n\n正文。", "repost url=https://a.example/x"},
		{"emphasised", "∑_转载自 [夜航](https://a.example/x)_\n\n正文。", "repost title=夜航 url=https://a.example/x"},
		{"no 自", "∑转载：[夜航](https://a.example/x)\n\n正文。", "repost title=夜航 url=https://a.example/x"},
		{"于", "∑转载于 https://a.example/x\n\n正文。", "repost url=https://a.example/x"},
		{"a name", "∑转载来源：晨报\n\n正文。", "repost in=晨报"},
		{"only that it is one", "∑本文为转载文章。\n\n正文。", "repost"},
		{"editor's note", "> ∑编者按：本文转载自晨报。\n\n正文。", "repost in=晨报"},
		{"linked source and author", "> ∑来源：[晨报](https://a.example/x)\n> 作者：林间\n\n正文。", "repost by=林间 url=https://a.example/x in=晨报"},
		{"author and source in blocks of their own", "作者 | 林间\n\n∑来源 | 晨报\n\n正文。", "repost by=林间 in=晨报"},
		{"source at the opening", "∑来源：[晨报](https://a.example/x)\n\n正文。", "repost url=https://a.example/x in=晨报"},
		{"Korean source at the opening", "∑출처: https://a.example/x\n\n正文。", "repost url=https://a.example/x"},
		{"what the translators did", "∑译者：[小川](https://t.example/o)（主要），周舟（勘误）。感谢林间。\n\n正文。", "repost tr=小川<https://t.example/o>/translator,周舟/translator"},
		{"what the author does", "∑原文作者：[林间](https://a.example/lin)，某大学研究院硕士生，研究兴趣为夜航。\n\n正文。", "repost by=林间<https://a.example/lin>"},
		{"initials", "∑原文作者是 Ana T. Ruiz 和 Bo Li，二〇二〇年写成。\n\n正文。", "repost by=Ana T. Ruiz,Bo Li"},
		{"a blog and a page", "∑本文翻译自 [Ana Ruiz](https://a.example/) 的博客 [Night Flight](https://a.example/x)。\n\n正文。", "repost by=Ana Ruiz<https://a.example/> title=Night Flight url=https://a.example/x"},
		{"whose it is", "∑本文翻译自Ana Ruiz和Bo Li发表的[Night Flight](https://a.example/x)。\n\n正文。", "repost by=Ana Ruiz,Bo Li title=Night Flight url=https://a.example/x"},
		{"author in a clause", "∑本文译自[Night Flight](https://a.example/x)，作者周小川，就职于晨报。\n\n正文。", "repost by=周小川 title=Night Flight url=https://a.example/x"},
		{"an issue of a journal", "∑转载自《夜航学报》2021年第2期\n\n正文。", "repost in=夜航学报"},
		{"a journal", "∑原载于《夜航》\n\n正文。", "repost in=夜航"},
		{"where to click", "∑原文链接请点击[这里](https://a.example/x)\n\n正文。", "repost url=https://a.example/x"},
		{"where it appeared", "∑[原文](https://a.example/x)刊登于 [Morning Paper](https://b.example/)。\n\n正文。", "repost url=https://a.example/x in=Morning Paper"},
		{"in a link", "> ∑[原文地址：夜航](https://a.example/x)\n\n正文。", "repost title=夜航 url=https://a.example/x"},
		{"translator in a sentence", "∑本文由周小川翻译\n\n正文。", "repost tr=周小川/translator"},
		{"machine in a sentence", "本文由机器翻译\n\n正文。", ""},
		{"title of a container", "::: info ∑本文转载自\n[夜航](https://a.example/x)\n:::\n\n正文。", "repost title=夜航 url=https://a.example/x"},
		{"head in code, and more", "```\n∑original: https://a.example/x\ntranslator: Bo Li\nnotes: |\n  - Text.\n```\n\n正文。", "repost url=https://a.example/x tr=Bo Li/translator"},
		{"emphasised apart", "∑_Originally published at_ [_Morning Paper_](https://a.example/x)_._\n\nText.", "repost url=https://a.example/x in=Morning Paper"},
		{"head in code", "```\n∑原文：https://a.example/x\n译者：小川\n```\n\n正文。", "repost url=https://a.example/x tr=小川/translator"},
		{"English, by and at", "∑This post by [Ana Ruiz](https://a.example/ana) was originally published at [Morning Paper](https://a.example/x).\n\n正文。", "repost by=Ana Ruiz<https://a.example/ana> url=https://a.example/x in=Morning Paper"},
		{"English, written and appeared", "∑This post was written by Ana Ruiz and originally appeared on [Morning Paper](https://a.example/x).\n\n正文。", "repost by=Ana Ruiz url=https://a.example/x in=Morning Paper"},
		{"an author with a handle", "∑文章转载自公众号：晨报，作者 NightOwl93\n\n正文。", "repost by=NightOwl93 in=晨报"},
		{"an account in brackets before the link", "∑转载自公众号【晨报】[夜航](https://a.example/x)\n\n正文。", "repost title=夜航 url=https://a.example/x in=晨报"},
		{"转载至", "∑本文转载至: [https://a.example/x](https://a.example/x)\n\n正文。", "repost url=https://a.example/x"},
		{"a source that is a sentence", "正文。\n\n∑来源：本文转自公众号晨报，点击查看原文。", "repost in=晨报"},
		{"with permission", "Text.\n\n∑[Original](https://a.example/x). Reposted with permission.", "repost url=https://a.example/x"},
		{"with permission, and by whom", "∑What follows is an older article, reposted with permission.\n\n* * *\n\nBy Ana Ruiz\n\nText.", "repost by=Ana Ruiz"},
		{"Korean, without a link", "∑이 글은 Ana Ruiz의 why-we-fly를 번역한 글입니다.\n\n본문.", "repost by=Ana Ruiz title=why-we-fly"},
		{"Japanese, of a part", "以下は[公式の表](https://a.example/x)を翻訳したものです。\n\n本文。", ""},
		{"what a template leaves", "∑译者：小川\n校对：[{{name}}](https://t.example/{{name}})\n来源：{{via}}\n\n正文。", "repost tr=小川/translator"},
		{"an address that a bracket ends", "> ∑原文地址：https://a.example/x](https://b.example/y)\n\n正文。", "repost url=https://a.example/x"},
		{"a cross-post, edited", "> ∑This is a lightly edited cross-post of [Night Flight](https://a.example/x). More follows.\n\nText.", "repost title=Night Flight url=https://a.example/x"},
		{"a blogpost", "∑This blogpost was originally published on [Morning Paper](https://a.example/x).\n\nText.", "repost url=https://a.example/x in=Morning Paper"},
		{"the verb is the link", "∑This blog post was [originally published](https://a.example/x) on 12 May on the web.\n\nText.", "repost url=https://a.example/x"},
		{"a full translation", "∑Below is a full translation of [Night Flight](https://a.example/x). Write to me.\n\nText.", "repost title=Night Flight url=https://a.example/x"},
		{"a head in a block of plain text", "```plain\n∑原文地址：https://a.example/x\n原文作者：Ana Ruiz\n译者：小川\n```\n\n正文。", "repost by=Ana Ruiz url=https://a.example/x tr=小川/translator"},
		{"the last words below the references", "Text.\n\n## Resources\n\n- [Paper](https://b.example/x)\n\nHappy flying!\n\n_∑Originally posted on [Morning Paper](https://a.example/x)._", "repost url=https://a.example/x in=Morning Paper"},
		{"a reporter", "∑作者：晨报记者 林间\n\n正文。", "repost by=林间"},
		{"a label that names this post", "∑[本文英文原文链接：[Night Flight](https://a.example/x) ]\n\n正文。", "repost title=Night Flight url=https://a.example/x"},
		{"a translation of", "**译者按：** ∑本文为晨报社公布的飞行手册的中文翻译。手册原文：<https://a.example/x>\n\n正文。", "repost url=https://a.example/x"},
		{"names behind by, with what they wrote when and where", "> ∑原文：[Night Flight](https://a.example/x)\n> 原创：By Ana Ruiz @ June 21, 2024\n> 翻译：By [小川](https://t.example/o)\n> 校对：By Ben Cole of [Night Watch](https://w.example/)\n\n正文。", "repost by=Ana Ruiz title=Night Flight url=https://a.example/x tr=小川<https://t.example/o>/translator,Ben Cole/proofreader"},
		{"a head in English", "> Title:      [Night Flight, part 3: Landing at the coast with one engine and no light](https://a.example/x)\n> Author:     Ana Ruiz@**September 23, 2024**\n> ∑Translator: 小川 <o@t.example>\n> Date:       20240406\n> Revisor:    ben <ben@t.example>\n\n正文。", "repost by=Ana Ruiz title=Night Flight, part 3: Landing at the coast with one engine and no light url=https://a.example/x tr=小川/translator,ben/proofreader"},
		{"the title of this post in a head", "Title: 夜航\n∑译者：小川\n\n正文。", "repost tr=小川/translator"},
		{"authors with and between them", "原文作者：∑[Ana Ruiz](https://a.example/ana) and [Ben Cole](https://a.example/ben)\n\n正文。", "repost by=Ana Ruiz<https://a.example/ana>,Ben Cole<https://a.example/ben>"},
		{"a link with the name of the author", "∑本文转载自[林间](https://a.example/x)，略有修改。\n原文作者：[林间](https://a.example/)\n\n正文。", "repost by=林间<https://a.example/> url=https://a.example/x"},
		{"a link to the blog of", "<div>∑Cross-posted from the <a href=\"https://a.example/x\">Morning Paper</a> blog.</div>\n\nText.", "repost url=https://a.example/x in=Morning Paper"},
		{"a cross-post of", "(∑This is a cross-post of [a short note I wrote elsewhere](https://a.example/x))\n\nText.", "repost url=https://a.example/x"},
		{"a cross-post of what has no title", "∑This is a cross-post of [the official notice](https://a.example/x).\n\nText.", "repost url=https://a.example/x"},
		{"signed in the line above", "Posted by Ana Ruiz, Night Watch team\\\n∑Cross-posted from the [Morning blog](https://a.example/x)\\\nLast October we flew.\n", "repost by=Ana Ruiz url=https://a.example/x in=Morning blog"},
		{"Japanese, a link and when it was read", "∑[Night Flight](https://a.example/x) [2024/9/27時点]の翻訳です。\n\n本文。", "repost title=Night Flight url=https://a.example/x"},
		{"the title with its site", "# 夜航之前\n\n∑本文转载自[晨报-夜航之前](https://a.example/x)，很清楚。\n\n正文。", "repost url=https://a.example/x in=晨报"},
		{"a guest to be followed", "_This is a guest post by Ana Ruiz, follow [her page](https://a.example/ana) and [her feed](https://a.example/feed) for more._\n\nText.", ""},
		{"English, guest", "*This is a guest post by [Ana Ruiz](https://a.example/ana), an engineer.*\n\n正文。", ""},
		{"English, translated by", "∑Translated by Bo Li from [Vol de nuit](https://a.example/x)\n\n正文。", "repost title=Vol de nuit url=https://a.example/x tr=Bo Li/translator"},
		{"Japanese, translated", "∑本記事は Ana Ruiz さんの [Night](https://a.example/x) を翻訳したものです。\n\n正文。", "repost by=Ana Ruiz title=Night url=https://a.example/x"},
		{"Korean, translated", "∑이 글은 Ana Ruiz의 [Night](https://a.example/x)를 번역한 것입니다.\n\n正文。", "repost by=Ana Ruiz title=Night url=https://a.example/x"},
		{"French, translated", "∑Cet article est une traduction de [Night](https://a.example/x) par Ana Ruiz.\n\n正文。", "repost by=Ana Ruiz title=Night url=https://a.example/x"},
		{"German, translated", "∑Dies ist eine Übersetzung von [Night](https://a.example/x) von Ana Ruiz.\n\n正文。", "repost by=Ana Ruiz title=Night url=https://a.example/x"},
		{"Spanish, translated", "∑Este artículo es una traducción de [Night](https://a.example/x) de Ana Ruiz.\n\n正文。", "repost by=Ana Ruiz title=Night url=https://a.example/x"},

		{"equals signs", "∑原文链接=https://a.example/x\n作者=Ana Ruiz\n原文日期=2020-05-03\n译者=小川,周舟\n校对=\n定稿=林间\n\n正文。", "repost by=Ana Ruiz url=https://a.example/x tr=小川/translator,周舟/translator,林间/editor"},
		{"a long address in a quote", "> ∑译文来自 https://a.example/" + strings.Repeat("long-", 20) + "\n>\n> 原作者 Ana Ruiz\n>\n> 译者: 小川(github/ogawa)\n\n正文。",
			"repost by=Ana Ruiz url=https://a.example/" + strings.Repeat("long-", 20) + " tr=小川/translator"},
		{"who the author is, in the quote that opens the post", "> ∑本文转载自公众号「晨报」。\n>\n> **作者介绍**：" + strings.Repeat("林间在一家造船厂里工作，", 10) + "\n\n正文。", "repost in=晨报"},
		{"what follows", "∑以下内容翻译自[Night Flight](https://a.example/x)\n\n正文。", "repost title=Night Flight url=https://a.example/x"},
		{"the main of it", "∑本文的主要内容翻译自 [Night Flight](https://a.example/x)。这篇文章循序渐进。\n\n正文。", "repost title=Night Flight url=https://a.example/x"},
		{"link to the original in English", "正文。\n\n∑**原文英文链接：** [Night Flight](https://a.example/x)\n", "repost title=Night Flight url=https://a.example/x"},
		{"a date before the link, a name behind it", "* ∑원문: 2017-02-08 [Night Flight](https://a.example/x) by [Ana Ruiz](https://a.example/ana)\n\n본문.", "repost by=Ana Ruiz<https://a.example/ana> title=Night Flight url=https://a.example/x"},
		{"an account and its link", "∑本文转载自公众号 [晨报](https://a.example/x)。\n\n正文。", "repost url=https://a.example/x in=晨报"},
		{"what the author wrote", "∑原文链接: https://a.example/x\n作者：Ana Ruiz; 著有《Night Flight》、《Day Flight》\n\n正文。", "repost by=Ana Ruiz url=https://a.example/x"},
		{"English, as and on", "_∑Originally posted as [Night Flight](https://a.example/x) on the [Morning Paper](https://b.example/)._\n\nText.", "repost title=Night Flight url=https://a.example/x in=Morning Paper"},
		{"English, as and on in one link", "[∑Originally posted as *Night Flight* on the Morning Paper.](https://a.example/x)\n\nText.", "repost title=Night Flight url=https://a.example/x in=Morning Paper"},
		{"English, as a document", "_∑This is a guest post by Ana Ruiz. It was initially published as a [document](https://a.example/x)._\n\nText.", "repost by=Ana Ruiz url=https://a.example/x"},
		{"a date as the text of the link", "_∑First posted on the <a href=\"https://a.example/x\">November 9, 2022</a>_\n\nText.", "repost url=https://a.example/x"},
		{"a template as the text of the link", "---\nurl: /a/\n---\n_∑Originally posted at: [{{ external_url }}](https://a.example/x)_\n\nText.", "repost url=https://a.example/x"},

		{"English, an editor's note", "*∑Editor's note: This post was originally published on [Morning Paper](https://a.example/x).*\n\nText.", "repost url=https://a.example/x in=Morning Paper"},
		{"English, a note", "> **∑Note**: This article first appeared in [Morning Paper](https://a.example/x).\n\nText.", "repost url=https://a.example/x in=Morning Paper"},
		{"English, in the first person: the author's own", "_(I originally posted this [on Morning Paper](https://a.example/x), and keep it here.)_\n\nText.", ""},
		{"a remark behind the label", "∑原文链接（英文）：https://a.example/x\n\n正文。", "repost url=https://a.example/x"},
		{"what stands above", "正文。\n\n∑上文编译自[夜航](https://a.example/x)\n", "repost title=夜航 url=https://a.example/x"},
		{"most of it", "∑本篇文章大部分内容都翻译自 [《Night Flight》](https://a.example/x)，并加上我的笔记。\n\n正文。", "repost title=Night Flight url=https://a.example/x"},

		{"a link among the labels", "> ∑作者：Ana Ruiz，[原文链接](https://a.example/x)，原文日期：2020-05-03\n> 译者：[小川](https://t.example/o)；校对：[周舟](https://t.example/z)；定稿：[林间](https://t.example/l)\n\n正文。",
			"repost by=Ana Ruiz url=https://a.example/x tr=小川<https://t.example/o>/translator,周舟<https://t.example/z>/proofreader,林间<https://t.example/l>/editor"},
		{"a link under the authors of a series", "作者：林间，[原文](https://a.example/x)的后半部分另见下篇，这里谈的是别的事情，请各位读者留意。\n\n正文。", ""},

		{"a sentence that an editor wrapped", "_∑This post was originally published on\n[Ana Ruiz’s blog](https://a.example/x)._\n\nText.", "repost by=Ana Ruiz url=https://a.example/x in=Ana Ruiz’s blog"},
		{"a link that an editor wrapped", "*∑Cross-posted from [Morning\nPaper](https://a.example/x).*\n\nText.", "repost title=Morning Paper url=https://a.example/x"},
		{"a no-break space", "∑Originally published on\u00a0[Morning Paper](https://a.example/x)\n\nText.", "repost url=https://a.example/x in=Morning Paper"},
		{"a host as the text of the link", "∑Originally published at [paper.example](https://paper.example/x).\n\nText.", "repost url=https://paper.example/x in=paper.example"},
		{"a guest who published it before", "_∑This is a guest post by Ana \"Nana\" Ruiz, originally posted [on her blog](https://a.example/x), and reposted here with permission._\n\nText.", "repost by=Ana \"Nana\" Ruiz url=https://a.example/x"},
		{"who wrote it behind a dash", "> ∑原文链接：[夜航记](https://a.example/x) —— 林间\n\n正文。", "repost by=林间 title=夜航记 url=https://a.example/x"},
		{"a paper behind a dash", "> ∑原文链接：[夜航记](https://a.example/x) —— 海港晚报\n\n正文。", "repost title=夜航记 url=https://a.example/x"},
		{"of somebody without a name", "> ∑这篇文章转载自一位我很佩服的前辈，用来提醒自己\n\n正文。", "repost"},
		{"from the net", "∑本文转载自网络, 供自己回味。\n\n正文。", "repost"},
		{"owned up to", "> ∑老实说, 这篇文章是我转载的,因为写得好\n\n正文。", "repost"},
		{"from, at the opening", "∑来自微信公众号「晨报」：~~[夜航记](https://a.example/x)~~\n\n正文。", "repost title=夜航记 url=https://a.example/x in=晨报"},
		{"from a place, and the link", "∑本文来自晨报，[原文](https://a.example/x)需要订阅。\n\n正文。", "repost url=https://a.example/x in=晨报"},
		{"from an account, and the link", "∑原文来自公众号「晨报」，~~[夜航记](https://a.example/x)~~\n\n正文。", "repost title=夜航记 url=https://a.example/x in=晨报"},
		{"the link of what was deleted", "∑原文来自公众号「晨报」，[已被删除](https://a.example/x)\n\n正文。", "repost url=https://a.example/x in=晨报"},
		{"ASCII commas", "∑本文转载自公众号「晨报」,作者林间,编辑周舟\n\n正文。", "repost by=林间 in=晨报"},
		{"Korean, an address alone", "> ∑https://a.example/x 번역한 글입니다.\n\n본문.", "repost url=https://a.example/x"},
		{"Korean, an address and a particle", "> ∑이 문서는 https://a.example/x.html를 번역한 내용입니다.\n\n본문.", "repost url=https://a.example/x.html"},
		{"Korean, the translation of", "∑이 글은 [Night](https://a.example/x)의 한글 번역본입니다.\n\n본문.", "repost title=Night url=https://a.example/x"},
		{"an address in code", "> ∑原文地址: `https://a.example/x`\n\n正文。", "repost url=https://a.example/x"},
		{"not all of it one's own", "正文。\n\n这篇博文并非原创，∑英文原文请参考：https://a.example/x\n\n正文。", "repost url=https://a.example/x"},

		{"our guest today", "Our guest post today comes from Ana Ruiz of [Night Watch](https://w.example/).\n\nText.", ""},
		{"excerpted", "∑本文摘录自 [夜航记](https://a.example/x)，并做了修改。\n\n正文。", "repost title=夜航记 url=https://a.example/x"},
		{"an address as a paragraph of its own", "∑原文链接：\n\n<https://a.example/x>\n\n正文。", "repost url=https://a.example/x"},

		{"under an epigraph", "> 海是旧的。\n\n节选自《夜航》\n\n正文。", ""},
		{"from, further on", "正文。\n\n正文。\n\n正文。\n\n来自晨报：[夜航记](https://a.example/x)\n\n正文。", ""},
		{"what is translated by a program", "The translation of labels is covered by a file of words and not told here.\n\nText.", ""},
		{"a word that begins like one", "本文转自动驾驶的话题说起。\n\n正文。", ""},
		{"a post elsewhere as well", "I cross-posted [this](https://a.example/x) last week.\n\nText.", ""},
		{"books with their original titles", "본문.\n\n## 참고문헌\n\n- 밤 / 아나 루이스 저 / 김하나 역 / 바다출판사 / 2020년 / 원제: Night Flight\n- 낮 / 아나 루이스 저 / 번역 / 원제 : Day Flight\n", ""},
		{"books, no heading", "본문.\n\n- 밤 / 아나 루이스 저 / 김하나 역 / 바다출판사 / 2020년 / 원제: Night Flight\n", ""},
		{"one written by", "Text.\n\n_∑This post was adapted from one written by the [Night Watch](https://a.example/w). If you want to help, join us._\n", "repost by=Night Watch<https://a.example/w>"},
		{"a part of what follows", "部分内容转载自[晨报](https://a.example/x)\n\n正文。", ""},
		{"options of a command", "源=https://a.example/x\n\n正文。", ""},
		{"an attribute", "<p original=\"https://a.example/x\">Text.</p>\n\noriginal=https://a.example/x\n", ""},
		{"an update and the first report", "[**Update**] Es geht wieder.\n\n[**Original**] Vor acht Minuten kam über [Morning Paper](https://a.example/x) die Nachricht, dass es nicht mehr geht.\n", ""},
		{"what became of an original", "원문은 사라졌다. 사본은 [여기](https://a.example/x)에 있다.\n\n본문.", ""},
		{"a translator's remark", "译者：这里的夜航我理解为夜间的航行\n\n正文。", ""},
		{"parts of a series", "- [译] [夜航（一）](https://me.example/1)\n- [译] [夜航（二）](https://me.example/2)\n\n正文。", ""},
		{"the source of a picture", "地铁站的入口。来源：[Night Photos](https://p.example/x)\n\n作者：林间\n\n正文。", ""},
		{"who is quoted", "> 夜航的人看不见海。\n> ——林间（译者：[小川](https://t.example/o)）\n\n正文。", ""},
		{"of what the line speaks of", "昨夜看到一则笑话，于是抄下来，原文在[晨报](https://a.example/x)里，如下。\n\n正文。", ""},
		{"in brackets behind a text", "夜里的海港有人守着灯塔，有人守着电台，还有人守着一整片看不见的海面（转自：https://a.example/x）\n\n正文。", ""},
		{"own account", "本文首发于我的公众号：夜航手记\n\n正文。", ""},
		{"own column", "本文首发于我的专栏 [夜航](https://a.example/p/1)\n\n正文。", ""},
		{"own account, to be followed", "本文首发于公众号「夜航手记」，欢迎关注\n\n正文。", ""},
		{"own page in English", "Cross-posted from my [personal blog](https://me.example/x).\n\n正文。", ""},
		{"how to link to it", "转载请注明出处，原文链接：https://me.example/x\n\n正文。", ""},
		{"the card of a book", "> 书名：《夜航》\n> 作者：林间\n> 译者：小川\n> 出版社：晨报社\n\n正文。", ""},
		{"the source of a picture above", "![图](a.png)\n\n来源：[Night Photos](https://p.example/x)\n\n正文。", ""},
		{"the source of a part", "正文。\n\n正文。\n\n正文。\n\n来源：[晨报](https://a.example/x)\n\n正文。", ""},
		{"data", "The dataset was originally published by [Morning Paper](https://a.example/x).\n\n正文。", ""},
		{"signed at the foot", "正文。\n\n作者：林间\n\n出处：https://me.example/x\n\n本文版权归作者所有\n\n正文。", ""},
		{"please credit", "转载请注明出处：https://me.example/x\n\n正文。", ""},
		{"please credit, original link", "转载请注明原文链接：https://me.example/x\n\n正文。", ""},
		{"please credit, from", "欢迎转载，转载请注明：转载自[我的博客](https://me.example/)\n\n正文。", ""},
		{"not without leave", "未经授权，不得转载。原文链接见上。\n\n正文。", ""},
		{"rights", "版权归林间所有。\n\n正文。", ""},
		{"a signature", "作者：林间\n来源：https://me.example/\n\n正文。", ""},
		{"comes from a thought", "本文来自作者的一次旅行。\n\n正文。", ""},
		{"own licence", "本文作者：林间\n本文链接：https://me.example/x\n版权声明：转载请注明出处！\n", ""},
		{"own site", "本文首发于[我的博客](https://me.example/x)\n\n正文。", ""},
		{"source code", "Source: code\n\nText.", ""},
		{"source code link", "Source code: https://a.example/x\n\nText.", ""},
		{"automatic translation", "翻译自动化流程的一年\n\n正文。", ""},
		{"written for", "This was originally written for coverage reporting.\n\nText.", ""},
		{"published in a year", "The tool was originally published in March 2015.\n\nText.", ""},
		{"in running text", "一。\n\n## 一\n\n他说：原文链接：https://a.example/x\n\n" + strings.Repeat("正文。\n\n", 8), ""},
		{"among the references", "正文。\n\n## 参考资料\n\n- 原文：[Paper](https://a.example/x)\n", ""},
		{"a quoted passage", "> " + strings.Repeat("一段很长的引文，", 20) + "\n>\n> 原文：[Paper](https://a.example/x)\n\n正文。\n", ""},
		{"a quoted list", "正文。\n\n> - " + strings.Repeat("一句话，", 12) + "\n> - " + strings.Repeat("又一句话，", 12) + "\n>\n>   原文：[😊](https://a.example/x)\n", ""},
		{"translations available", "> Translation available for [Chinese](https://a.example/x)\n\nText.", ""},
		{"a part adapted", "The style sheet is adapted from [Theme](https://a.example/x).\n\nText.", ""},
		{"a command", "∑转载：https://a.example/x\n\n正文。\n\n4. source /etc/profile\n", "repost url=https://a.example/x"},
		{"a place that begins so", "∑来自全栈周刊：[夜航](https://a.example/x)\n\n正文。", "repost title=夜航 url=https://a.example/x in=全栈周刊"},
		{"several things", "来源都是 [夜航](https://a.example/x)\n\n正文。", ""},
		{"in code", "```\n原文链接：https://a.example/x\n```\n", ""},
		{"create via", "Create a map via:\n\n```\nx\n```\n", ""},
		{"a translator's note", "译者注：[词条](https://a.example/x)\n\n正文。", ""},
	} {
		po, want := parseMarked(t, new(Parser), tt.src)
		if got := briefRepost(po.Repost); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
			continue
		}
		if po.Repost != nil && po.Repost.Pos.Line != want.Line {
			t.Errorf("%s: position %v, want %v", tt.name, po.Repost.Pos, want)
		}
	}
}

// The head says who, the body says where: both are one repost.
func TestRepostCompleted(t *testing.T) {
	src := "---\ntitle: 转载 - 夜航\ndescription: 原作者：林间\n---\n作者：[林间](https://a.example/lin)\n来源：[晨报](https://a.example/x)\n\n正文。\n"
	po, err := new(Parser).Parse("a.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	want := "repost by=林间<https://a.example/lin> url=https://a.example/x in=晨报"
	if got := briefRepost(po.Repost); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if want := (post.Position{File: "a.md", Line: 2, Column: 8}); po.Repost.Pos != want {
		t.Errorf("position %v, want %v", po.Repost.Pos, want)
	}
	if po.Title != "转载 - 夜航" {
		t.Errorf("title %q is not as written", po.Title)
	}
}

// What a post says to be from its own site is no repost.
func TestRepostSite(t *testing.T) {
	for src, want := range map[string]string{
		"---\ncanonical_url: https://blog.example/2020/another-name/\n---\nText.": "",
		"---\noriginal_url: https://a.example/x/\n---\nText.":                     "repost url=https://a.example/x/",
		"原文链接：https://www.blog.example/2020/x/\n\n正文。":                            "",
		"原文链接：https://a.example/x\n\n正文。":                                         "repost url=https://a.example/x",
	} {
		po, err := (&Parser{SiteURL: "https://blog.example/"}).Parse("a.md", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		if got := briefRepost(po.Repost); got != want {
			t.Errorf("%q: got %q, want %q", src, got, want)
		}
	}
}

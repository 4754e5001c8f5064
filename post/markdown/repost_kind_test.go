package markdown

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/post"
)

// Kinds of attributions that real posts have, each in several wordings.
func TestRepostKinds(t *testing.T) {
	const text = "\n\n渔船在天亮之前回港。\n\n没有人说话。\n"
	for _, tt := range []struct{ name, src, want string }{
		// A quote that sums up the post before it says where the post is from.
		{"a summary before the source", "> **导读**：" + strings.Repeat("讲渔网怎么补，", 15) + "\n>\n> 原文地址：<https://a.example/net>" + text, "repost url=https://a.example/net"},
		{"a summary with a list", "> 内容简介：\n>\n> - " + strings.Repeat("先看网眼，", 20) + "\n>\n> 原文链接：https://a.example/net" + text, "repost url=https://a.example/net"},
		{"a summary in English", "> **TL;DR:** " + strings.Repeat("Mend the net first. ", 8) + "\n>\n> Original post: <https://a.example/net>\n\nText.", "repost url=https://a.example/net"},

		// Headings.
		{"below related links", "# 补网" + text + "\n## 延伸阅读\n\n- [网眼](https://a.example/1)\n\n原文链接：<https://a.example/net>\n\n原文日期：2018-05-01\n", "repost url=https://a.example/net"},
		{"below a heading of links", "# 补网" + text + "\n## 链接\n\n- [网眼](https://a.example/1)\n- 原文链接：<https://a.example/net>\n", "repost url=https://a.example/net"},
		{"below references, a paragraph", "# 补网" + text + "\n## 参考资料\n\n1. [网眼](https://a.example/1)\n\n原文地址：https://a.example/net\n", "repost url=https://a.example/net"},
		{"a heading that is the label", "# 补网" + text + "\n## 原文地址\n\n<https://a.example/net>\n", "repost url=https://a.example/net"},
		{"a heading that is the label, of a list", "# 补网" + text + "\n### 转载自：\n\n- [渔网三讲](https://a.example/net)\n", "repost title=渔网三讲 url=https://a.example/net"},
		{"an English heading that is the label", "# Nets\n\nText.\n\n## Original article\n\n[Mending](https://a.example/net)\n", "repost title=Mending url=https://a.example/net"},
		{"the original of a section", "# 补网" + text + "\n## 规定\n\n原文链接：[这里](https://a.example/law)\n\n第一条说的是网眼。\n", ""},
		{"a thread that the post is about", "# 补网\n\n这是渔港论坛里的一个老话题，原帖链接：[网眼多大？](https://a.example/net)" + text, ""},

		{"a heading with the source", "# 补网\n\n##### 转载自：[渔报](https://a.example/net)" + text, "repost title=渔报 url=https://a.example/net"},
		{"a heading with the source, at the end", "# Nets\n\nText.\n\nMore.\n\n#### Original article: <https://a.example/net>\n", "repost url=https://a.example/net"},
		{"a heading that only speaks of an original", "# 补网" + text + "\n## 原文：一种体裁\n\n没有人说话。\n", ""},
		{"a table with a header of labels", "# 补网\n\n| 译者 | 原文链接 |\n|---|---|\n| 小川 | https://a.example/net |" + text, "repost url=https://a.example/net tr=小川/translator"},
		{"a table with a header of labels and the number of words", "# Nets\n\n| Original title | Author | Length | Source |\n|---|---|---|---|\n| Mending | Kim Lund | 900 | https://a.example/net |\n\nText.\n", "repost by=Kim Lund title=Mending url=https://a.example/net"},
		{"a table that lists one paper", "---\ntitle: 渔网\nauthor: 小川\ntranslator: 阿海\n---\n正文。\n\n## 书单\n\n| 标题 | 作者/单位 | 年份 | 类型 |\n|---|---|---|---|\n| [补网](https://a.example/net) | Lund et al.；渔港研究室 | 2018 | 报告 |\n\n没有人说话。\n", ""},
		{"names of which not all are said", "转载自 https://a.example/net\n\n原作者：Lund et al.；渔港协会" + text, "repost by=Lund,et al.,渔港协会 url=https://a.example/net"},

		// Links and sentences.
		{"click to read the original", "# 补网" + text + "\n[点此阅读原文](https://a.example/net)\n", "repost url=https://a.example/net"},
		{"view the original", "# 补网" + text + "\n[查看原文 >](https://a.example/net)\n", "repost url=https://a.example/net"},
		{"an arrow to the original", "# 补网" + text + "\n[→ 原文](https://a.example/net)\n", "repost url=https://a.example/net"},
		{"read the original article", "# Nets\n\nText.\n\n[View the original article](https://a.example/net)\n", "repost url=https://a.example/net"},
		{"reposted and edited", "> 本文转载并整理自[渔网三讲](https://a.example/net)。" + text, "repost title=渔网三讲 url=https://a.example/net"},
		{"reposted, with changes", "> 本文转载修改自[渔网三讲](https://a.example/net)。" + text, "repost title=渔网三讲 url=https://a.example/net"},
		{"edited and reposted", "> 本文整理、转载自：[渔网三讲](https://a.example/net)" + text, "repost title=渔网三讲 url=https://a.example/net"},
		{"a link without an address", "转载自：[https://a.example/net]()" + text, "repost url=https://a.example/net"},
		{"marks of the title", "---\ntitle: 『转载』补网\n---\n正文。", "repost"},
		{"marks at the end of the title", "---\ntitle: 补网〖译〗\n---\n正文。", "repost"},
		{"a note glued to a quotation", "Text.\n\nHe said: \"mend it first.\"_This article first appeared in [Net Weekly](https://w.example/net)._\n", "repost url=https://w.example/net in=Net Weekly"},
		{"a note behind a sentence", "Text.\n\nThey mended it.”*This post was originally published on [Net Weekly](https://w.example/net).*\n", "repost url=https://w.example/net in=Net Weekly"},
		{"a note in brackets behind a sentence", "Text.\n\nThey mended it. _(Originally published in [Net Weekly](https://w.example/net))_\n", "repost url=https://w.example/net in=Net Weekly"},
		{"a label glued to a link", "- 原文地址[Mending Nets](https://a.example/net)\n- 译者[小川](https://t.example/o)" + text, "repost title=Mending Nets url=https://a.example/net tr=小川<https://t.example/o>/translator"},
		{"via without a colon", "# 补网" + text + "\n---\n\nvia <https://a.example/net>\n\n作者：[Kim Lund](https://a.example/kim)\n", "repost by=Kim Lund<https://a.example/kim> url=https://a.example/net"},

		// Lines are read from the tree, as a reader sees them.
		{"a name that is a reference link with a mark", "> 原文链接：https://a.example/net\n> 作者：[Kim *Lund*][k]\n\n[k]: https://a.example/kim" + text, "repost by=Kim Lund<https://a.example/kim> url=https://a.example/net"},
		{"two names of one text", "> 原文链接：https://a.example/net\n> 作者：[Kim][1]，译者：[Kim][2]\n\n[1]: https://a.example/1\n[2]: https://a.example/2" + text, "repost by=Kim<https://a.example/1> url=https://a.example/net tr=Kim<https://a.example/2>/translator"},
		{"a link over two lines", "> 本文转载自[渔网\n> 三讲](https://a.example/net)。" + text, "repost title=渔网三讲 url=https://a.example/net"},
		{"a link that wraps in HTML", "<p>本文转载自<a\n href='https://a.example/?a=1&amp;b=2'>渔网\n三讲</a>。</p>" + text, "repost title=渔网三讲 url=https://a.example/?a=1&b=2"},
		{"an address with escapes", "原文链接：https://a.example/a\\_b" + text, "repost url=https://a.example/a_b"},
		{"a label with a character that nobody sees", "原\u200b文链接：https://a.example/net" + text, "repost url=https://a.example/net"},
		{"a definition with brackets in its value", "[#]: subject: (Nets \\(and Knots\\))\n[#]: via: (https://a.example/net)\n" + text, "repost title=Nets (and Knots) url=https://a.example/net"},
		{"a mail address behind a name", "> 原文链接：https://a.example/net\n> 译者：Kim \\<kim@a.example, 123\\>" + text, "repost url=https://a.example/net tr=Kim/translator"},
		{"an address in code", "原文链接：`https://a.example/net`" + text, "repost url=https://a.example/net"},

		// Labels in what is no line of text.
		{"a list of terms", "原作者\n: Kim Lund\n\n原文链接\n: <https://a.example/net>" + text, "repost by=Kim Lund url=https://a.example/net"},
		{"a table of HTML", "<table>\n<tr><td>原作者</td><td>Kim Lund</td></tr>\n<tr>\n<th><b>原文</b></th>\n<td><a href=\"https://a.example/net\">Nets</a></td>\n</tr>\n</table>" + text, "repost by=Kim Lund title=Nets url=https://a.example/net"},
		{"a list of terms in HTML", "<dl>\n<dt>Original author</dt><dd>Kim Lund</dd>\n<dt>Original</dt>\n<dd><a href=\"https://a.example/net\">Nets</a></dd>\n</dl>" + text, "repost by=Kim Lund title=Nets url=https://a.example/net"},
		{"a table of HTML that is none", "<table>\n<tr><td>作品</td><td>Nets</td></tr>\n<tr><td>产地</td><td>Kim Lund</td></tr>\n</table>" + text, ""},
		{"fields of a clipper", "source:: https://a.example/net\nauthor:: [[Kim Lund]]" + text, "repost by=Kim Lund url=https://a.example/net"},
		{"a sample in the middle", "# Nets\n\nText.\n\nMore.\n\n```\noriginal: https://a.example/net\ntranslator: Kim Lund\n```\n\nText.\n", ""},

		// Addresses.
		{"an address with a remark in its brackets", "> 原文链接：<https://a.example/net，渔网社> 有删节。" + text, "repost url=https://a.example/net"},
		{"a redirector", "本文翻译自 [https://a.example/net](https://link.zhihu.com/?target=https%3A%2F%2Fa.example%2Fnet)" + text, "repost url=https://a.example/net"},
		{"a redirector with the address as it is", "原文链接：https://www.google.com/url?sa=t&url=https://a.example/net" + text, "repost url=https://a.example/net"},
		{"a redirector inside a redirector", "原文链接：<https://t.example/?u=https%3A%2F%2Fgo.example%2F%3Fto%3Dhttps%253A%252F%252Fa.example%252Fnet>" + text, "repost url=https://a.example/net"},
		{"a redirector of WeChat", "原文链接：[渔报](https://weixin110.qq.com/cgi-bin/mmspamsupport-bin/newredirectconfirmcgi?url=https%3A%2F%2Fa.example%2Fnet)" + text, "repost title=渔报 url=https://a.example/net"},
		{"a redirector of QQ", "原文链接：<https://c.pc.qq.com/middlem.html?pfurl=https%3A%2F%2Fa.example%2Fnet>" + text, "repost url=https://a.example/net"},
		{"somebody's blog", "本文转载自 Maria Ruiz 的[博客](https://a.example/net)。" + text, "repost by=Maria Ruiz url=https://a.example/net"},
		{"somebody's article", "本文转载自[Maria Ruiz](https://a.example/)的文章[渔网三讲](https://a.example/net)。" + text, "repost by=Maria Ruiz<https://a.example/> title=渔网三讲 url=https://a.example/net"},
		{"a paper's article", "本文转载自海港晚报的文章[渔网三讲](https://a.example/net)。" + text, "repost title=渔网三讲 url=https://a.example/net"},
		{"a page with an address as a parameter", "原文链接：<https://a.example/archive/net?from=https%3A%2F%2Fb.example%2F>" + text, "repost url=https://a.example/archive/net?from=https%3A%2F%2Fb.example%2F"},

		// Front matter.
		{"a short key for the address", "---\nauthor: Kim Lund\nref: Mending nets\nref_url: https://a.example/net\ntranslator: 小川\n---\n正文。", "repost by=Kim Lund title=Mending nets url=https://a.example/net tr=小川/translator"},
		{"keys of another order", "---\norigin_title: Mending nets\norigin_href: https://a.example/net\norigin_author: Kim Lund\n---\n正文。", "repost by=Kim Lund title=Mending nets url=https://a.example/net"},
		{"the original title of a film", "---\ntitle: 海\noriginalTitle: La mer\nyear: 1991\n---\nText.", ""},
		{"the translator of a book", "---\ntitle: 海\nauthor: Kim Lund\ntranslator: 小川\nisbn: 9780000000000\n---\nText.", ""},
		{"a guest in the description", "---\ndescription: Guest post by Mina Falk, Head of the Department of Nets at the Port Board.\n---\nText.", ""},
		{"own post at another site", "---\ncanonical_url: https://dev.to/kim/nets\nauthor: Kim Lund\n---\nText.", ""},
		{"own post at another site, said again", "---\ncanonical_url: https://n.example/@kim/nets\n---\n*Originally published on [Nets](https://n.example/@kim/nets).*\n\nText.", ""},
		{"own post at another site, by me", "*Originally published at [Medium](https://n.example/@kim/nets) by me.*\n\nText.", ""},
		{"own post under one's name", "---\nauthor: Kim\n---\n> 原文链接：https://medium.com/@kimlund/nets\n\n正文。", ""},
		{"own answer", "> 这篇文章转载自[我在渔港论坛上的回答](https://f.example/1)" + text, ""},

		// People.
		{"a department", "> 作者：林间，渔港运营部数据组\n>\n> 原文链接：<https://a.example/net>" + text, "repost by=林间 url=https://a.example/net"},
		{"a position", "Original author: Kim Lund, Senior Engineer\n\nOriginal link: https://a.example/net\n\nText.", "repost by=Kim Lund url=https://a.example/net"},
		{"a position and where", "> 作者：Kim Lund, Head of Nets, Port Board\n> 原文链接：<https://a.example/net>" + text, "repost by=Kim Lund url=https://a.example/net"},
		{"a degree", "> 作者：Maria Ruiz, PhD\n> 原文链接：<https://a.example/net>" + text, "repost by=Maria Ruiz url=https://a.example/net"},
		{"a company", "Original author: Maria Ruiz, Nets Corp\n\nOriginal link: https://a.example/net\n\nText.", "repost by=Maria Ruiz url=https://a.example/net"},
		{"a city", "> 作者：周小川，杭州\n> 原文链接：<https://a.example/net>" + text, "repost by=周小川 url=https://a.example/net"},
		{"a street", "> 作者：周小川 / 海港市东区码头路12号\n> 原文链接：<https://a.example/net>" + text, "repost by=周小川 url=https://a.example/net"},
		{"a mail address behind a name", "> 作者：周小川 chuan@a.example\n> 原文链接：<https://a.example/net>" + text, "repost by=周小川 url=https://a.example/net"},
		{"nobody, and where it was found", "> 作者：未知，来源于网络\n> 原文链接：<https://a.example/net>" + text, "repost url=https://a.example/net"},
		{"a language of a translation", "Author: Maria Ruiz\nTranslation: Danish\n\nText.", ""},
		{"an author and a translator in a clause", "> 本文作者 Maria Ruiz，由 林间 翻译。原文：https://a.example/net" + text, "repost by=Maria Ruiz url=https://a.example/net tr=林间/translator"},
		{"the blogger signs a repost", "---\nauthor: Kim\n---\n> 本文作者：Kim\n>\n> 转载自 https://a.example/net" + text, "repost url=https://a.example/net"},
		{"a paper they are of", "> 作者：周小川，海港晚报\n>\n> 原文链接：<https://a.example/net>" + text, "repost by=周小川 url=https://a.example/net"},
		{"a person as the text of a link", "# 补网" + text + "\n原文链接：[Maria Ruiz](https://a.example/net)\n", "repost by=Maria Ruiz url=https://a.example/net"},
		{"another word for translators", "# 补网" + text + "\n原文链接：https://a.example/net\n\n翻译者：[小川 https://t.example/o](https://t.example/o)\n", "repost url=https://a.example/net tr=小川<https://t.example/o>/translator"},
		{"who wrote it behind a hyphen", "原文：[Mending Nets](https://a.example/net) - *Maria Ruiz* & *Tom Berg*, 2019-05-02" + text, "repost by=Maria Ruiz,Tom Berg title=Mending Nets url=https://a.example/net"},
		{"a site behind a hyphen", "原文：[Mending Nets](https://a.example/net) - Morning Paper" + text, "repost title=Mending Nets url=https://a.example/net"},
		{"two in one link", "原文作者：[Maria Ruiz and Tom Berg](https://a.example/)" + text, "repost by=Maria Ruiz,Tom Berg"},
		{"two in one link, of a team", "原文作者：[Maria Ruiz & Tom Berg, Net Team](https://a.example/)" + text, "repost by=Maria Ruiz,Tom Berg"},
		{"a company in a link", "原文作者：[Nets, Inc.](https://a.example/)" + text, "repost by=Nets, Inc<https://a.example/>"},
		{"a remark among translators", "> 原文链接：<https://a.example/net>\n>\n> 翻译：灯译社，部分内容略有删改" + text, "repost url=https://a.example/net tr=灯译社/translator"},
		{"a mail address", "> 原文作者：kim@a.example\n>\n> 原文链接：<https://a.example/net>" + text, "repost url=https://a.example/net"},
		{"the licence of something in a list", "# 十种网\n\n### 拖网\n\n- 官网：https://b.example/\n- 许可协议：MIT\n\n正文。\n\n---\n\n译自：https://a.example/net\n", "repost url=https://a.example/net"},

		// Written by one, translated by another.
		{"written and translated", "*This post was originally written by Maria Ruiz and translated by Tom Berg.*\n\nText.", "repost by=Maria Ruiz tr=Tom Berg/translator"},
		{"written in a book and translated in a year", "Taken from The Nets, written by Titus Varo in *Letters*, Book 2, and translated by B. C. Holt in 1901:\n\nText.", "repost by=Titus Varo title=The Nets tr=B. C. Holt/translator"},
		{"written and translated, in Chinese", "本文由周小川撰写，林间翻译。" + text, "repost by=周小川 tr=林间/translator"},
		{"written and translated, in two sentences", "Written by [Maria Ruiz](https://a.example/m). Translated by [Tom Berg](https://t.example/b).\n\nText.", "repost by=Maria Ruiz<https://a.example/m> tr=Tom Berg<https://t.example/b>/translator"},
		{"translated for this site", "Translated by Tom Berg.\n\nText.", ""},
		{"written and translated, in French", "Écrit par Maria Ruiz, traduit par Tom Berg.\n\nTexte.", "repost by=Maria Ruiz tr=Tom Berg/translator"},

		// The source of one quotation.
		{"the source of a quotation", "<p>Hoy cito una frase:</p>\n<p>\"El mar espera.\"</p>\n<p>Frase original: https://m.example/1</p>\n<p>De eso hablamos.</p>", ""},
		{"a source in a quotation", "> 海是旧的。（来源：[渔港记](https://a.example/sea)）" + text, ""},
		{"a source below a quotation", "> 海是旧的。\n\n来源：[渔港记](https://a.example/sea)" + text, ""},

		// A header that readers do not see.
		{"a header of definitions", "[#]: collector: (bo)\n[#]: translator: (lin)\n[#]: reviewer: ( )\n[#]: subject: (Mending Nets)\n[#]: via: (https://a.example/net)\n[#]: author: (Maria Ruiz https://a.example/maria)\n[#]: url: (https://ours.example/1)\n\n补网\n======\n\n正文。", "repost by=Maria Ruiz<https://a.example/maria> title=Mending Nets url=https://a.example/net tr=lin/translator"},
		{"a header of remarks", "[//]: # (original author: Maria Ruiz)\n[//]: # (original link: https://a.example/net)\n\n正文。", "repost by=Maria Ruiz url=https://a.example/net"},
	} {
		po, err := new(Parser).Parse("a.md", []byte(tt.src))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := briefRepost(po.Repost); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// Who has a part in a post that is no repost.
func TestOwnAuthors(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"translators of the site's own post", "---\nauthors: [Ana Ruiz]\ntranslators: [小川, 周舟]\n---\nText.", "Ana Ruiz,小川/translator,周舟/translator"},
		{"a guest", "---\ntitle: Nets\n---\n*This is a guest post by Mina Falk, Head of Nets.*\n\nText.", "Mina Falk"},
		{"a guest in the description", "---\ndescription: Guest post by Mina Falk, Director of the Office of Nets.\n---\nText.", "Mina Falk"},
		{"a guest beside an author", "---\nauthor: Ana Ruiz\n---\n*This is a guest post by Mina Falk.*\n\nText.", "Ana Ruiz"},
		{"an author's position", "---\nauthor: Mina Falk, Director of the Office of Nets\n---\nText.", "Mina Falk"},
		{"an author who is nothing but one", "---\nauthor: Office of Nets\n---\nText.", "Office of Nets"},
		{"an author in the extra of Zola", "---\nextra:\n  author: Kim\n---\nText.", "Kim"},
		{"own post elsewhere", "---\nauthor: Kim Vale\ncanonical_url: https://dev.to/kim/nets\n---\nText.", "Kim Vale"},
	} {
		po, err := new(Parser).Parse("a.md", []byte(tt.src))
		if err != nil {
			t.Fatal(err)
		}
		got := strings.TrimPrefix(briefRepost(&post.Repost{Authors: po.Authors}), "repost")
		if got = strings.TrimPrefix(got, " by="); got != tt.want || po.Repost != nil {
			t.Errorf("%s: got %q, repost %v, want %q", tt.name, got, po.Repost, tt.want)
		}
	}
}

// A repost that names nobody is by the author of its front matter, unless they write
// the site.
func TestSiteAuthors(t *testing.T) {
	site := fstest.MapFS{}
	add := func(name, src string) { site[name] = &fstest.MapFile{Data: []byte(src)} }
	for _, name := range []string{"a", "b", "c", "d"} {
		add(name+".md", "---\ntitle: "+name+"\nauthor: 周小川\n---\n正文。")
	}
	add("guest.md", "---\nauthor: 林间\ntags: [转载]\n---\n> 本文转载自[林间的博客](https://a.example/x)。\n\n正文。")
	add("own.md", "---\nauthor: 周小川\ntags: [转载]\n---\n> 本文转载自[晨报](https://a.example/x)。\n\n正文。")
	add("named.md", "---\nauthor: 林间\n---\n> 原文作者：Ana Ruiz\n\n正文。")
	want := map[string]string{"guest.md": "林间|", "own.md": "|周小川", "named.md": "Ana Ruiz|林间"}
	check := func(t *testing.T, h *post.Head) {
		t.Helper()
		brief := func(as []post.Author) string {
			return strings.TrimPrefix(strings.TrimPrefix(briefRepost(&post.Repost{Authors: as}), "repost"), " by=")
		}
		if w, ok := want[h.Path]; ok && h.Repost != nil {
			if got := brief(h.Repost.Authors) + "|" + brief(h.Authors); got != w {
				t.Errorf("%s: got %q, want %q", h.Path, got, w)
			}
		}
	}
	var heads []*post.Head
	p := new(Parser)
	for h, err := range p.Heads(context.Background(), site) {
		if err != nil {
			t.Fatal(err)
		}
		heads = append(heads, h)
		check(t, h)
	}
	for po, err := range p.Posts(context.Background(), heads) {
		if err != nil {
			t.Fatal(err)
		}
		check(t, &po.Head)
	}
	n := 0
	for po, err := range p.Dir(context.Background(), site) {
		if err != nil {
			t.Fatal(err)
		}
		check(t, &po.Head)
		if po.Repost != nil {
			n++
		}
	}
	if n != len(want) {
		t.Errorf("%d reposts, want %d", n, len(want))
	}
	// Without a tree it is told.
	src := site["guest.md"].Data
	for _, tt := range []struct {
		authors []string
		want    string
	}{{nil, "|林间"}, {[]string{"周小川"}, "林间|"}, {[]string{"林间"}, "|林间"}} {
		po, err := (&Parser{SiteAuthors: tt.authors}).Parse("guest.md", src)
		if err != nil {
			t.Fatal(err)
		}
		want["guest.md"] = tt.want
		check(t, &po.Head)
	}
}

package markdown

import (
	"strings"
	"testing"
)

// Keys of front matter that state the original, in the spellings of several languages.
func TestRepostKeys(t *testing.T) {
	for _, tt := range []struct{ keys, matter, want string }{
		{
			"author of original|author_of_the_original|originalAuthorName|original-writer|original_by|originally_written_by|" +
				"reprint_author|reposted_author|原著者|원작자|원저자|auteur_original|autor original|originalautorin",
			"%: Maria Ruiz", "repost by=Maria Ruiz",
		},
		{
			"originalPostUrl|original_article_url|original-source-link|originally_posted_at|first_published_on|sourceHref|via_url|from_link|" +
				"reprint_from|reproduced_from|copied_from|translation source|原帖|原链接|原文連結|原文網址|來源|來源網址|来源链接|文章来源|文章出處|" +
				"転載元|元記事|翻訳元|引用元|출처|원문 링크|원글|quelle|fuente|artículo original|reship_url",
			"%: https://a.example/net", "repost url=https://a.example/net",
		},
		{"原載|初出|first_published_in|first appeared in", "original_author: Maria Ruiz\n%: 渔报", "repost by=Maria Ruiz in=渔报"},
		{"title_original|original_name|原題|원제|titre original|título_original", "original_url: https://a.example/net\n%: Nets", "repost title=Nets url=https://a.example/net"},
		{"翻译|번역|translation_by|traductora|옮긴이|翻訳者|übersetzer", "original_author: Maria Ruiz\n%: 小川", "repost by=Maria Ruiz tr=小川/translator"},
		{"是否转载|転載|转载", "tags: [x]\n%: true", "repost"},
		{"是否原创|原創", "%: 否", "repost"},
		{"copyright|license|source|来源|from", "%: 转载", "repost"},
		// A map or a list.
		{"original|repost|转载", "%:\n  作者: Maria Ruiz\n  链接: https://a.example/net", "repost by=Maria Ruiz url=https://a.example/net"},
		{"original", "%:\n  - url: https://a.example/net\n    writer: Maria Ruiz", "repost by=Maria Ruiz url=https://a.example/net"},
		{"copyright", "%:\n  reprint: true\n  link: https://a.example/net", "repost url=https://a.example/net"},
		{"copyright", "%:\n  creativity: 转载\n  url: https://a.example/net", "repost url=https://a.example/net"},
		{"copyright", "%:\n  text: 本文转载自[渔报](https://a.example/net)", "repost title=渔报 url=https://a.example/net"},
		{"credit|credits|attribution|repost_info|reprint-info", "%:\n  author: Maria Ruiz\n  url: https://a.example/net", "repost by=Maria Ruiz url=https://a.example/net"},
		{"translation", "%:\n  author: Maria Ruiz\n  translator: Tom Berg\n  url: https://a.example/net", "repost by=Maria Ruiz url=https://a.example/net tr=Tom Berg/translator"},
		{"keywords|tags|categories", "%: [网, 転載]", "repost"},
		{"keywords", "%: 网，转载", "repost"},
		{"via|reprinted_from", "%: Maria Ruiz <https://a.example/net>", "repost by=Maria Ruiz url=https://a.example/net"},
		{"original", "extra:\n  %:\n    author: Maria Ruiz\n    url: https://a.example/net", "repost by=Maria Ruiz url=https://a.example/net"},
		// What says nothing of an original.
		{"credit|credits|attribution", "author: Kim\n%:\n  role: photo\n  author: Maria Ruiz\n  url: https://a.example/net", ""},
		{"credit|attribution", "author: Kim\n%: Maria Ruiz", ""},
		{"translation", "author: Kim\n%:\n  lang: da\n  url: https://me.example/da/net", ""},
		{"keywords", "author: Kim\n%: [转载请注明]", ""},
		{"first_published|first_posted|originally_posted", "%: 1999", ""},
		{"first_published_at", "author: Kim\n%: https://dev.to/kim/nets", ""},
		{"copyright", "%:\n  creativity: original\n  author: Kim\n  url: https://a.example/net", ""},
		{"翻译", "author: Kim\n%: 小川", ""},
		{"original_name|原題|titre_original", "%: La mer", ""},
	} {
		for key := range strings.SplitSeq(tt.keys, "|") {
			src := "---\ntitle: 补网\n" + strings.ReplaceAll(tt.matter, "%", key) + "\n---\n渔船在天亮之前回港。\n"
			po, err := new(Parser).Parse("a.md", []byte(src))
			if err != nil {
				t.Errorf("%s: %v", key, err)
				continue
			}
			if got := briefRepost(po.Repost); got != tt.want {
				t.Errorf("%q:\n got %s\nwant %s", src, got, tt.want)
			}
		}
	}
}

// Marks of a title, in the front matter and as the heading of the body.
func TestRepostTitleMarks(t *testing.T) {
	for _, tt := range []struct {
		repost bool
		titles []string
	}{
		{true, []string{
			"[转] 补网", "转：补网", "ZZ: 补网", "[zz]补网", "【转载文章】补网", "【技术转载】补网", "补网（转自渔报）", "【转载自渔报】补网", "1. 【转载】补网",
			"【双语】【译】补网", "[퍼옴] 그물", "펌) 그물 [펌]", "[Traduction] Les filets", "[Übersetzung] Netze", "Nets (reprinted)", "『翻訳』網",
		}},
		{false, []string{"转网记", "【译者手记】补网", "[转角] 补网", "翻译：我的爱好", "Transfers: a story", "Nets (translated poorly?)", "【转让】旧网"}},
	} {
		for _, title := range tt.titles {
			for _, src := range []string{"---\ntitle: \"" + title + "\"\n---\n正文。\n", "# " + title + "\n\n正文。\n"} {
				po, err := new(Parser).Parse("a.md", []byte(src))
				if err != nil {
					t.Errorf("%s: %v", title, err)
					continue
				}
				if (po.Repost != nil) != tt.repost || po.Repost != nil && po.Repost.Pos.Line == 0 {
					t.Errorf("%q: repost %+v, want one: %v", src, po.Repost, tt.repost)
				}
			}
		}
	}
}

// Lines of attribution, each in a post of its own.
func TestRepostLines(t *testing.T) {
	const text = "\n\n渔船在天亮之前回港。\n\n没有人说话。\n"
	for _, tt := range []struct {
		want  string
		lines []string
	}{
		{"repost url=https://a.example/net", []string{
			"[点我看原文](https://a.example/net)", "[原文传送门](https://a.example/net)", "[跳转到原文](https://a.example/net)", "原文链接 → https://a.example/net",
			"原文👉<https://a.example/net>", "原文传送门：https://a.example/net", "原文出處：https://a.example/net", "원글: https://a.example/net", "원문 주소: https://a.example/net",
			"이 글의 원문: https://a.example/net", "Original article here: https://a.example/net", "[Link to the original post](https://a.example/net)",
			"The original post can be found [here](https://a.example/net).", "You can read the original article at https://a.example/net",
			"转：https://a.example/net", "转发自：https://a.example/net", "PS：本文转载自 https://a.example/net", "原文网页：https://a.example/net", "原文 URL：https://a.example/net", "原文 - https://a.example/net",
			"翻訳元記事：https://a.example/net", "転載元URL：https://a.example/net", "번역 원문: https://a.example/net", "Copied from https://a.example/net", "Source originale : https://a.example/net", "Fuente original: https://a.example/net",
			"The original essay was published at https://a.example/net.", "本文是 https://a.example/net 的翻译。",
		}},
		{"repost title=Mending Nets url=https://a.example/net", []string{
			"本文是对 [Mending Nets](https://a.example/net) 的翻译", "这篇文章是[Mending Nets](https://a.example/net)的中文翻译。", "Traduit de [Mending Nets](https://a.example/net)",
			"Traducción de [Mending Nets](https://a.example/net)", "Traducido de: [Mending Nets](https://a.example/net)",
			"この記事は「[Mending Nets](https://a.example/net)」の日本語訳です。", "이 문서는 [Mending Nets](https://a.example/net)의 한국어 번역입니다.", "Translated with permission from [Mending Nets](https://a.example/net)",
			"This is a translated version of [Mending Nets](https://a.example/net).", "Cet article est la traduction de [Mending Nets](https://a.example/net)", "Übersetzung des Artikels [Mending Nets](https://a.example/net)", "Este texto es una traducción de [Mending Nets](https://a.example/net).", "Übersetzt aus dem Englischen: [Mending Nets](https://a.example/net)",
		}},
		{"repost title=Le Filet url=https://a.example/net", []string{"Repris de [Le Filet](https://a.example/net)", "Cet article est repris de [Le Filet](https://a.example/net).", "Tomado de [Le Filet](https://a.example/net)", "Repost from [Le Filet](https://a.example/net)", "This article is reproduced with permission from [Le Filet](https://a.example/net).", "Mit freundlicher Genehmigung übernommen von [Le Filet](https://a.example/net)", "Übernommen von [Le Filet](https://a.example/net)", "Cross posted from [Le Filet](https://a.example/net)", "(Übernommen von [Le Filet](https://a.example/net))", "Reprinted by permission of [Le Filet](https://a.example/net)."}},
		{"repost url=https://a.example/net in=Le Filet", []string{
			"This essay appeared first in [Le Filet](https://a.example/net).", "Disclaimer: This article was originally published on [Le Filet](https://a.example/net).", "Original publication: [Le Filet](https://a.example/net)",
			"Dieser Text erschien erstmals in [Le Filet](https://a.example/net).", "Este artículo apareció por primera vez en [Le Filet](https://a.example/net).", "Originalmente publicado en [Le Filet](https://a.example/net)",
			"Article initialement publié sur [Le Filet](https://a.example/net).", "Cet article a été publié à l’origine dans [Le Filet](https://a.example/net).",
			"Texte paru pour la première fois dans [Le Filet](https://a.example/net)", "本文引用自[Le Filet](https://a.example/net)",
		}},
		{"repost by=Maria Ruiz", []string{
			"Reprinted by permission of Maria Ruiz.", "Original by Maria Ruiz", "Author of the original: Maria Ruiz", "Reposted with the kind permission of the author, Maria Ruiz.", "感谢 Maria Ruiz 授权转载", "转载已获作者 Maria Ruiz 授权", "Originalautorin: Maria Ruiz",
			"本文由 Maria Ruiz 撰写，经授权转载。", "本文已获得Maria Ruiz授权转载。",
		}},
		{"repost by=Maria Ruiz tr=Tom Berg/translator", []string{
			"By Maria Ruiz, translated by Tom Berg", "Story by Maria Ruiz. Translation by Tom Berg.", "Text: Maria Ruiz. Übersetzung: Tom Berg.", "作者 Maria Ruiz 译者 Tom Berg", "執筆：Maria Ruiz、翻訳：Tom Berg", "By Maria Ruiz (translated by Tom Berg)", "Text by Maria Ruiz and translated from Danish by Tom Berg.", "Originally written in Danish by Maria Ruiz, translated by Tom Berg.",
			"Autora: Maria Ruiz. Traducción: Tom Berg.", "Auteur : Maria Ruiz. Traduction : Tom Berg.", "Autorin: Maria Ruiz. Übersetzung: Tom Berg.", "글: Maria Ruiz, 번역: Tom Berg", "作者：Maria Ruiz\n翻译：Tom Berg",
		}},
		{"repost by=Maria Ruiz url=https://a.example/net", []string{
			"The following essay is by Maria Ruiz and was originally published at https://a.example/net", "本文作者：Maria Ruiz，转载自 https://a.example/net", "本文作者：Maria Ruiz\n\n本文转载自 https://a.example/net",
		}},
		{"repost url=https://a.example/net", []string{
			"【转载】原文链接：https://a.example/net", "【转】来源：https://a.example/net", "〔轉載〕原文：https://a.example/net", "【声明】本文转载自 https://a.example/net", "［転載］出典：https://a.example/net",
			"[전재] 원문: https://a.example/net", "[Repost] Source: https://a.example/net", "[Traduction] Source : https://a.example/net", "[Übersetzung] Quelle: https://a.example/net", "[Traducción] Fuente: https://a.example/net",
			"原文｜https://a.example/net", "存档自 https://a.example/net", "这篇文章是从 https://a.example/net 转载过来的。", "This is a mirror of https://a.example/net", "Saved from https://a.example/net in case it goes away.",
			"Dies ist eine Kopie von https://a.example/net", "Puedes leer el original en https://a.example/net.", "원문 출처는 https://a.example/net 입니다.", "（本文转自 https://a.example/net）", "— reposted from https://a.example/net",
		}},
		{"repost by=Maria Ruiz tr=Tom Berg/translator", []string{
			"Maria Ruiz 著，Tom Berg 译", "Maria Ruiz 文 / Tom Berg 譯", "（Maria Ruiz 著　Tom Berg 译）", "[文] Maria Ruiz　[译] Tom Berg", "Maria Ruiz 著、Tom Berg 訳", "Maria Ruiz＝著　Tom Berg＝訳", "Maria Ruiz（著）、Tom Berg（訳）",
			"Maria Ruiz 지음, Tom Berg 옮김", "글 Maria Ruiz, 옮김 Tom Berg", "Maria Ruiz (author), Tom Berg (translator)", "By Maria Ruiz (tr. Tom Berg)", "Maria Ruiz, translated by Tom Berg", "By Maria Ruiz. Translated from the Danish by Tom Berg.",
			"Par Maria Ruiz, traduit par Tom Berg", "Texte de Maria Ruiz, traduction de Tom Berg", "Text von Maria Ruiz, Übersetzung von Tom Berg", "Maria Ruiz, aus dem Dänischen übersetzt von Tom Berg", "Texto de Maria Ruiz, traducción de Tom Berg",
		}},
		{"repost by=Maria Ruiz url=https://a.example/net tr=Tom Berg/translator", []string{
			"作者/Maria Ruiz 译者/Tom Berg 原文/https://a.example/net", "文｜Maria Ruiz 譯｜Tom Berg 原文｜https://a.example/net", "글/Maria Ruiz 번역/Tom Berg 원문/https://a.example/net", "Author/Maria Ruiz Translator/Tom Berg Original/https://a.example/net",
			"Auteur/Maria Ruiz Traducteur/Tom Berg Original/https://a.example/net", "Autor/Maria Ruiz Übersetzer/Tom Berg Original/https://a.example/net", "Autora/Maria Ruiz Traductor/Tom Berg Original/https://a.example/net",
		}},
		{"repost by=Maria Ruiz", []string{
			"This is a repost of Maria Ruiz's essay.", "Republished with permission from Maria Ruiz.", "This essay was written by Maria Ruiz and is republished here with permission.", "Republié avec l’aimable autorisation de Maria Ruiz.",
			"Nachdruck mit Erlaubnis von Maria Ruiz.", "Reproducido con permiso de Maria Ruiz.", "转载自 Maria Ruiz 的知乎回答。", "本文由 Maria Ruiz 授权转载",
		}},
		{"repost by=Maria Ruiz url=https://a.example/net", []string{
			"Reposted from [Maria Ruiz's essay](https://a.example/net).", "Reposted from Maria Ruiz's post: https://a.example/net", "Reprinted here with the permission of Maria Ruiz; the original is at https://a.example/net.", "Crossposted with permission from Maria Ruiz: https://a.example/net",
			"I translated this from [here](https://a.example/net) by Maria Ruiz.", "Repris de l’article de Maria Ruiz : https://a.example/net", "Originalartikel von Maria Ruiz: https://a.example/net", "Artículo original de Maria Ruiz: https://a.example/net",
			"转载自：Maria Ruiz（https://a.example/net）", "以下全文转载自 Maria Ruiz：https://a.example/net", "Maria Ruiz さんの許可を得て転載しています。元記事：https://a.example/net",
		}},
		{"repost by=Maria Ruiz url=https://a.example/net in=Net Weekly", []string{
			"This essay is by Maria Ruiz. It first appeared in [Net Weekly](https://a.example/net).", "Author: Maria Ruiz. Originally published on [Net Weekly](https://a.example/net).", "Maria Ruiz wrote this for [Net Weekly](https://a.example/net); reposted with permission.",
			"By Maria Ruiz, first published in [Net Weekly](https://a.example/net).", "Cet article de Maria Ruiz est paru sur [Net Weekly](https://a.example/net).", "Dieser Artikel wurde von Maria Ruiz geschrieben und zuerst auf [Net Weekly](https://a.example/net) veröffentlicht.",
			"Este artículo fue escrito por Maria Ruiz y publicado originalmente en [Net Weekly](https://a.example/net).", "本文是 Maria Ruiz 发表在 [Net Weekly](https://a.example/net) 上的文章，转载于此。",
		}},
		{"repost by=林间 in=渔报", []string{"作者：林间　来源：渔报", "作者丨林间\n来源丨渔报（ID：yubao）"}},
		{"repost in=渔报", []string{"来源：公众号「渔报」，转载请联系原作者", "原载《渔报》2019年第3期"}},
		{"", []string{
			"이미지 출처: https://a.example/net", "사진 원본: https://a.example/net", "本文作者：林间", "本文作者：林间\n本文链接：https://me.example/net\n转载请注明出处", "Author: Kim Lund\nTranslation: [Danish](https://da.example/net)",
			"谢绝转载，原文链接 https://me.example/net", "A Danish translation of this post is available [here](https://da.example/net).", "Originally published in May 2019.", "Repris de zéro, le filet tient mieux.", "Tomado de la vida misma.",
			"Publié à l’origine le 3 mai 2019", "Ursprünglich veröffentlicht am 3. Mai 2019", "转角：一张旧网", "Originally published: 2019-05-03",
			"Backup of the data: https://a.example/data", "The original is a [film](https://a.example/film).", "Nachdruck nur mit Genehmigung.", "I read a book by Maria Ruiz, translated by Tom Berg.", "今天读了林间著、小川译的《夜航》。", "本文首發於我的部落格", "source /etc/profile",
			"このサイトは私のブログに掲載されたものです。", "以下は[表](https://a.example/net)を翻訳しました。", "Credit: Maria Ruiz, https://a.example/photo", "[Translation] Danish",
			"The original article is worth a look.", "翻译：林间", "Traducción: Tom Berg", "感谢林间的帮助。", "未经授权转载必究",
		}},
	} {
		for _, line := range tt.lines {
			for _, src := range []string{"# 补网\n\n" + line + text, "---\ntitle: 补网\n---" + text + "\n---\n\n" + line + "\n", "> " + strings.ReplaceAll(line, "\n", "\n> ") + text} {
				po, err := new(Parser).Parse("a.md", []byte(src))
				if err != nil {
					t.Errorf("%s: %v", line, err)
					continue
				}
				if got := briefRepost(po.Repost); got != tt.want {
					t.Errorf("%q:\n got %s\nwant %s", src, got, tt.want)
				}
			}
		}
	}
}

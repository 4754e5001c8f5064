package markdown

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
)

// An advisory warns in its own words; other notices are no business of ours.
func TestAdvisories(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"a sign", "∑⚠️ 本文写到自杀，请谨慎阅读\n\n正文。", "warning 内容预警: 自杀=suicide | 本文写到自杀，请谨慎阅读"},
		{"advice alone", "∑本文涉及自残，如有不适，请关掉页面。\n\n正文。", "warning 内容预警: 自残=self-harm | 本文涉及自残，如有不适，请关掉页面。"},
		{"in bold", "∑**本篇含有性侵情节，请酌情阅读。**\n\n正文。", "warning 内容预警: 性侵=sexual-abuse | 本篇含有性侵情节，请酌情阅读。"},
		{"in a quote", "∑> This story mentions suicide. Skip it if that is hard for you.\n\nText.", "warning Content warning: suicide=suicide | This story mentions suicide. Skip it if that is hard for you."},
		{"in a container", "∑::: warning\n本文提到自缢，请谨慎阅读。\n:::\n\n正文。", "warning 内容预警: 自缢=suicide | 本文提到自缢，请谨慎阅读。"},
		{"in a container called by its kind", "∑::: danger 警告\n文中有割腕的描写。\n:::\n\n正文。", "danger 警告: 割腕=self-harm | 文中有割腕的描写。"},
		{"in a callout", "∑> [!CAUTION]\n> This chapter depicts a rape.\n\nText.", "danger Content warning: rape=sexual-abuse | This chapter depicts a rape."},
		{"behind a word", "∑**阅读提示**：本文涉及自杀，请斟酌。\n\n正文。", "warning 阅读提示: 自杀=suicide | 本文涉及自杀，请斟酌。"},
		{"behind a word, traditional", "∑閱讀前請注意：本文提及自殺。\n\n正文。", "warning 閱讀前請注意: 自殺=suicide | 本文提及自殺。"},
		{"behind a word, English", "∑**Heads up:** this essay discusses suicide.\n\nText.", "warning Heads up: suicide=suicide | this essay discusses suicide."},
		{"behind a word, topics alone", "∑预警：自杀、血腥\n\n正文。", "warning 预警: 自杀=suicide, 血腥=blood-gore"},
		{"a word over topics", "∑::: warning 避雷\n自残、家暴\n:::\n\n正文。", "warning 避雷: 自残=self-harm, 家暴=abuse"},
		{"Japanese", "∑この記事には自殺の描写が含まれます。苦手な方はご注意ください。\n\n本文。", "warning 閲覧注意: 自殺=suicide | この記事には自殺の描写が含まれます。苦手な方はご注意ください。"},
		{"Korean", "∑⚠️ 이 글은 자해를 다룹니다.\n\n본문.", "warning 콘텐츠 경고: 자해=self-harm | 이 글은 자해를 다룹니다."},
		{"French", "∑**Avertissement :** ce texte évoque un suicide.\n\nTexte.", "warning Avertissement: suicide=suicide | ce texte évoque un suicide."},
		{"German", "∑**Achtung:** Dieser Text handelt von Suizid.\n\nText.", "warning Achtung: Suizid=suicide | Dieser Text handelt von Suizid."},
		{"Spanish", "∑**Advertencia:** este artículo habla de suicidio.\n\nTexto.", "warning Advertencia: suicidio=suicide | este artículo habla de suicidio."},
		{"a note of an editor, and where help is", "∑> **Editors’ note:** This article focuses on suicide. If you or someone you know needs help, call a friend.\n\nText.", "warning Editors’ note: suicide=suicide | This article focuses on suicide. If you or someone you know needs help, call a friend."},
		{"in brackets, of a part", "∑(Warning: please be informed that her letter is potentially triggering, and includes suicidal thoughts.)\n\nText.", "warning Warning: suicidal thoughts=suicide | please be informed that her letter is potentially triggering, and includes suicidal thoughts.)"},
		{"the first of what is said of the post", "- ∑警告：阅读本报告可能致使抑郁\n- 本报告只记录历史\n\n正文。", "warning 警告: 抑郁=mental-illness | 阅读本报告可能致使抑郁"},
		{"where help is", "∑*This story examines suicide. A helpline is at the end.*\n\nText.", "warning Content warning: suicide=suicide | This story examines suicide. A helpline is at the end."},
		{"not for everyone", "∑This post touches some topics which are not suitable for everyone.\n\nText.", "warning Content warning | This post touches some topics which are not suitable for everyone."},
		{"where help is, Chinese", "∑本文写到自杀。如果你正在经历危机，请拨打热线。\n\n正文。", "warning 内容预警: 自杀=suicide | 本文写到自杀。如果你正在经历危机，请拨打热线。"},
		{"over helplines and topics", "∑::: box\nThis post touches some subjects which are not suitable for everyone.\n\n- Anywhere: [a list of suicide lines](https://help.example/)\n\nIt speaks of:\n\n- Selfharm\n- [Suizide](https://w.example/)\n:::\n\nText.", "warning Content warning: Selfharm=self-harm, Suizide=suicide | This post touches some subjects which are not suitable for everyone. ¶ Anywhere: a list of suicide lines ¶ It speaks of: ¶ Selfharm\nSuizide"},
		{"in a section", "正文。\n\n## 夜\n\n∑本节写到自杀，请谨慎阅读。\n\n正文。", "section warning 内容预警: 自杀=suicide | 本节写到自杀，请谨慎阅读。"},

		{"topics before the word", "∑Suicide and self-harm warning\n\nText.", "warning warning: Suicide=suicide, self-harm=self-harm"},
		{"topics before the word, Chinese", "∑【自杀情节预警】\n\n正文。", "warning 预警: 自杀=suicide"},
		{"topics before the word, and more", "∑**自残预警！** 后半篇较重。\n\n正文。", "warning 预警: 自残=self-harm | 自残。后半篇较重。"},
		{"a sign over topics", "∑⚠️ Suicide, self-harm\n\nText.", "warning Content warning: Suicide=suicide, self-harm=self-harm"},
		{"what it contains", "∑This post contains discussions of suicide.\n\nText.", "warning Content warning: suicide=suicide | This post contains discussions of suicide."},
		{"a verb and topics", "∑Contains: suicide, self-harm\n\nText.", "warning Contains: suicide=suicide, self-harm=self-harm"},
		{"what it contains, without a subject", "∑（内含自残描写）\n\n正文。", "warning 内容预警: 自残=self-harm | 内含自残描写"},
		{"whom it does not suit", "∑抑郁症患者慎入。\n\n正文。", "warning 内容预警: 抑郁症患者慎入=mental-illness"},
		{"an item in bold among others", "- **Genre:** horror\n- ∑**Warnings:** suicide, gore\n- **Words:** 300\n\nText.", "warning Warnings: suicide=suicide, gore=blood-gore"},
		{"a hint before reading", "∑观前提示：本文有自杀情节。\n\n正文。", "warning 观前提示: 自杀=suicide | 本文有自杀情节。"},
		{"Korean, what it shows", "∑자살 묘사가 있습니다.\n\n본문.", "warning 콘텐츠 경고: 자살=suicide | 자살 묘사가 있습니다."},
		{"Japanese, what comes up", "∑⚠ 自殺に関する話が出てきます\n\n本文。", "warning 閲覧注意: 自殺=suicide | 自殺に関する話が出てきます"},
		{"a heading over topics", "∑## 预警\n\n- 自杀\n- 家暴\n\n## 一\n\n正文。", "warning 预警: 自杀=suicide, 家暴=abuse"},
		{"a heading over a sentence", "## Warning\n\nThe device may die.\n\n## Next\n\nText.", ""},
		{"what one gets into", "∑Heads up: this one gets into suicide.\n\nText.", "warning Heads up: suicide=suicide | this one gets into suicide."},
		{"German, a word ahead", "∑Eine Warnung vorab: In diesem Text geht es um Suizid.\n\nText.", "warning Eine Warnung vorab: Suizid=suicide | In diesem Text geht es um Suizid."},

		{"the signs of a warning", "Suicide warning signs: what friends can look for.\n\nText.", ""},
		{"a compiler", "Compiler warning: the variable is not used.\n\nText.", ""},
		{"what a box contains", "Contains: milk, nuts\n\nText.", ""},
		{"whom an offer does not suit", "投资者请谨慎阅读接口文档。\n\n正文。", ""},
		{"the first of what is said of a program", "- 警告：使用本程序可能导致数据丢失\n- 本程序只用于学习\n\n正文。", ""},
		{"a method", "This guide covers a method which is not suitable for everyone.\n\nText.", ""},
		{"how a helpline works", "This article explores how a suicide hotline answers its calls. The hotline has three rooms.\n\nText.", ""},
		{"a helpline, Chinese", "本文讨论自杀热线的工作。\n\n正文。", ""},
		{"what a picture is for", "This post covers images that are not suitable for printing.\n\nText.", ""},
		{"what a cache is for", "This guide covers content which is not appropriate for caching.\n\nText.", ""},
		{"who invests", "本文内容不适合所有投资者。\n\n正文。", ""},
		{"a helpline", "This article explores how a helpline answers its calls.\n\nText.", ""},
		{"a subject", "本文讨论自杀与媒体的关系。", ""},
		{"a history", "This article covers the history of suicide prevention.", ""},
		{"advice of another kind", "⚠️ 本文含有大量图片，请谨慎使用流量。", ""},
		{"dying processes", "::: warning\n本文涉及进程的死亡，请谨慎操作。\n:::\n", ""},
		{"attacks on passwords", "⚠️ 本文介绍暴力破解，请谨慎使用。", ""},
		{"a backlog", "**Note:** this post covers backlog grooming.", ""},
		{"a deprecated interface", "> [!WARNING]\n> This function is deprecated. Calls to it die with an error.\n", ""},
		{"a joke", "预警：长文", ""},
		{"a bad buy", "**避雷**：这家店用假货骗人。", ""},
		{"a hint", "**阅读提示**：本文涉及依赖注入，请先读上一篇。", ""},
		{"an obsolete post", "**Avertissement :** cet article est ancien.", ""},
		{"later in the text", "正文。\n\n## 夜\n\n正文。\n\n正文。\n\n本节写到自杀，请谨慎阅读。\n", ""},
		{"a quotation", "> 他写道：本文涉及自杀，请谨慎阅读。\n", ""},
	} {
		checkWarnings(t, tt.name, tt.src, tt.want)
	}
}

// Phrases and topics are written with all that a keyboard has.
func TestOpeningForms(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"slashes", "∑TW // self harm\n\nText.", "warning TW: self harm=self-harm"},
		{"a dash", "∑CW – suicide, war\n\nText.", "warning CW: suicide=suicide, war=collective-violence"},
		{"a space", "∑CN Suizid, Depression\n\nText.", "warning CN: Suizid=suicide, Depression=mental-illness"},
		{"a bar", "∑CW｜自杀\n\n正文。", "warning CW: 自杀=suicide"},
		{"bars", "∑｜内容预警｜自杀\n\n正文。", "warning 内容预警: 自杀=suicide"},
		{"a line of its own", "∑※閲覧注意\n\n本文。", "warning 閲覧注意"},
		{"a wide space", "∑※閲覧注意　流血表現あり\n\n本文。", "warning 閲覧注意: 流血=blood-gore | 流血表現あり"},
		{"for", "∑**Trigger warning for suicide, war**\n\nText.", "warning Trigger warning: suicide=suicide, war=collective-violence"},
		{"a small heading", "∑##### TW: suicide\n\nText.", "warning TW: suicide=suicide"},
		{"a fold that says so", "∑<details><summary>内容预警（点击展开）</summary>\n<p>自杀、自残</p>\n</details>\n\n正文。", "warning 内容预警: 自杀=suicide, 自残=self-harm"},

		{"a star", "TW Hya: a star, and how it was named after drinking\n", ""},
		{"a tower", "CN Tower and death\n", ""},
		{"in code", "`CW: suicide` is how it is written.\n", ""},
		{"about code", "## Content warnings\n\nWrite `content_warning: suicide` at the top.\n\n## Next\n", ""},
		{"a question", "NSFW: how to tell pornography from art\n", ""},
		{"a filter", "敏感内容：如何用自动机过滤色情词\n", ""},
		{"a compiler", "触发警告：变量没有用到，进程随之死亡。\n", ""},
	} {
		checkWarnings(t, tt.name, tt.src, tt.want)
	}
}

func TestHTMLWarnings(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"a box", "∑<div class=\"warning\">\n<strong>Content warning:</strong> suicide, heights\n</div>\n\nText.", "warning Content warning: suicide=suicide, heights"},
		{"an aside", "∑<aside class=\"danger\"><p>内容预警：自残</p></aside>\n\n正文。", "danger 内容预警: 自残=self-harm"},
		{"a paragraph", "∑<p align=\"center\"><b>Trigger warning:</b> suicide</p>\n\nText.", "warning Trigger warning: suicide=suicide"},
		{"a class", "∑<div class=\"content-warning\">This post is about a suicide.</div>\n\nText.", "warning Content warning: suicide=suicide | This post is about a suicide."},
		{"a script", "∑<div class=\"content-warning\">suicide<script>x()</script></div>\n\nText.", "warning Content warning: suicide=suicide"},
		{"an advisory", "∑<div class=\"alert alert-warning\">This post discusses suicide.</div>\n\nText.", "warning Content warning: suicide=suicide | This post discusses suicide."},
		{"a component", "∑<ContentWarning topics=\"suicide, heights\" />\n\nText.", "warning Content warning: suicide=suicide, heights"},
		{"a component with a list", "∑<ContentWarning topics={[\"suicide\", \"heights\"]} />\n\nText.", "warning Content warning: suicide=suicide, heights"},
		{"a component around text", "∑<ContentWarning>\nsuicide\n</ContentWarning>\n\nText.", "warning Content warning: suicide=suicide"},
		{"a shortcode", "∑{{< content-warning \"suicide, heights\" >}}\n\nText.", "warning Content warning: suicide=suicide, heights"},
		{"a shortcode of two letters", "∑{{< cw \"suicide\" >}}\n\nText.", "warning Content warning: suicide=suicide"},
		{"a shortcode around text", "∑{{< trigger-warning >}}\nThis post is about a suicide.\n{{< /trigger-warning >}}\n\nText.", "warning Content warning: suicide=suicide | This post is about a suicide."},
		{"a fold with colours", "∑{% hideToggle 内容预警,#fff,#000 %}\n自杀\n{% endhideToggle %}\n\n正文。", "warning 内容预警: 自杀=suicide"},

		{"the first thing in a box", "∑<div>\n<p style=\"color: red\">⚠️ CONTENT WARNING: suicide ⚠️</p>\n\n<p>Text.</p>\n</div>\n", "warning CONTENT WARNING: suicide ⚠️=suicide"},
		{"in bold over the next paragraph of a box", "∑<blockquote>\n<p><strong>CONTENT WARNING</strong></p>\n\n<p>This post is about suicide.</p>\n</blockquote>\n\nText.", "warning CONTENT WARNING: suicide=suicide | This post is about suicide."},
		{"a phrase over what the post is about", "∑<p><small>Content warning: This post shows how wolves hunt.</small></p>\n\nText.", "warning Content warning | This post shows how wolves hunt."},
		{"a heading in a box", "∑<aside class=\"callout\" role=\"note\">\n<h4>Content warning</h4>\n<p>fog</p>\n</aside>\n\nText.", "note Content warning: fog"},
		{"a message of Bulma", "∑<article class=\"message is-danger\"><div class=\"message-header\"><p>Content warning</p></div><div class=\"message-body\">fog</div></article>\n\nText.", "danger Content warning: fog"},
		{"in bold, with a role", "∑<div role=\"alert\"><p><strong>Content warning</strong> fog</p></div>\n\nText.", "warning Content warning: fog"},
		{"a label of a region", "∑<section aria-label=\"内容预警\"><p>溺水</p></section>\n\n正文。", "warning 内容预警: 溺水"},
		{"a title", "∑<div class=\"note\" title=\"Content warning\">fog</div>\n\nText.", "note Content warning: fog"},
		{"a definition", "∑<dl><dt>Content warning</dt><dd>fog</dd></dl>\n\nText.", "warning Content warning: fog"},
		{"a row", "∑<table>\n<tr><th>Content warning</th><td>fog</td></tr></table>\n\nText.", "warning Content warning: fog"},
		{"a legend", "∑<fieldset><legend>Content warning</legend>fog</fieldset>\n\nText.", "warning Content warning: fog"},
		{"a class over Markdown", "∑<div class=\"content-warning\">\n\nfog, drowning\n\n</div>\n\nText.", "warning Content warning: fog, drowning"},
		{"a class over a sentence", "∑<div class=\"trigger-warning\">\n\nThis post is about a suicide.\n\n</div>\n\nText.", "warning Content warning: suicide=suicide | This post is about a suicide."},
		{"a box far down", strings.Repeat("Text.\n\n", 9) + "∑<div class=\"warning\"><b>Content warning:</b> fog</div>\n\nText.", "warning Content warning: fog"},
		{"an attribute of a picture", "Text.\n\n∑<img src=\"a.jpg\" alt=\"A wound\" content-warning=\"blood, needles\">\n\nText.", "warning Content warning: blood=blood-gore, needles=procedures"},
		{"an attribute in a line", "∑Text <b content-warning=\"blood\">red</b> and <span data-cw=\"fog\">grey</span>.\n\nText.", "section warning Content warning: blood=blood-gore, fog"},
		{"a title in a line", "∑Text <span class=\"spoiler\" title=\"CW: fog\">grey</span>.\n\nText.", "section warning CW: fog"},
		{"an attribute in an item", "- one\n- ∑two <span data-content-warning=\"fog\">grey</span>\n\nText.", "section warning Content warning: fog"},

		{"prose in bold", "<p><strong>Content warnings</strong> are a courtesy.</p>\n\nText.", ""},
		{"a style sheet", "<p tw=\"flex\">Text <b data-tw=\"16px\">a</b></p>\n\nText <b tw=\"flex\">a</b>.", ""},
		{"a title of a link", "Text <a title=\"Content warning: the page\" href=\"/cw/\">a</a>.", ""},
		{"no warning", "<p data-content-warning=\"none\">Text</p>\n\nText.", ""},
		{"a header of HTTP", "<div class=\"note\" title=\"Content-Type\">text/html</div>\n\nText.", ""},
		{"another box", "<div class=\"warning\">This call is deprecated.</div>\n", ""},
		{"a line in a box that is not its own", "<div>This is a box.\n\n∑Content warning: <b>fog</b>\n\n</div>\n", "warning Content warning: fog"},
		{"a country", "{{< tw >}}\n", ""},
		{"a component of another kind", "<Warning>Never show the key.</Warning>\n", ""},
	} {
		checkWarnings(t, tt.name, tt.src, tt.want)
	}
}

func TestAmbiguousKeys(t *testing.T) {
	for _, tt := range []struct{ name, matter, want string }{
		{"trigger", "trigger: ∑[自杀, 高处]\ntitle: 夜", "warning 内容预警: 自杀=suicide, 高处"},
		{"warnings", "warnings: ∑suicide; heights", "warning Content warning: suicide=suicide, heights"},
		{"events", "triggers: [push, schedule]", ""},
		{"a switch", "warnings: true", ""},
	} {
		checkWarnings(t, tt.name, "---\n"+tt.matter+"\n---\n", tt.want)
	}
}

// What is folded away under a warning is the post: it stays where it is, and
// no warning holds it.
func TestWarningAroundText(t *testing.T) {
	text := "::: details 内容预警：自残\n" + strings.Repeat("夜里的正文。", 300) + "\n:::\n\n正文。"
	po, _ := parseMarked(t, new(Parser), text)
	if got, want := briefs(po.Warnings), "warning 内容预警: 自残=self-harm"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if !strings.Contains(new(post.Renderer).Body(po), "夜里的正文") {
		t.Error("the text under the warning is lost")
	}
	if strings.Contains(po.Summary, "夜里") {
		t.Errorf("Summary = %q: what is folded away is in it", po.Summary)
	}
}

// A container that is a warning by its name alone says so where it stays.
func TestNamedWarningInSection(t *testing.T) {
	po, _ := parseMarked(t, new(Parser), "正文。\n\n## 夜\n\n{{< cw \"自杀\" >}}\n\n夜里。")
	if body := new(post.Renderer).Body(po); !strings.Contains(body, "内容预警：自杀") {
		t.Errorf("Body = %q, want the warning in words", body)
	}
}

// A line that may state a warning, but not in a form that decides, is a possible one.
func TestPossibleLines(t *testing.T) {
	for _, line := range []string{
		"cw wasps, fog", "CW - fog", "Mood: tired\nCW: fog", "CN: Nebel, Regen",
		"Content warning — this story has a flood in it.", "This post mentions suicide.", "本文提及自残。",
	} {
		po, _ := parseMarked(t, new(Parser), line+"\n\nText.\n")
		if len(po.Warnings) > 0 || len(po.Problems) != 1 || po.Problems[0].Rule != RulePossibleWarning {
			t.Errorf("%q: warnings %q, problems %v, want one possible-warning", line, briefs(po.Warnings), po.Problems)
		}
	}
}

package markdown

import (
	"slices"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
)

// parse parses a body under a front matter; ∑ marks the place of the first
// warning, and is cut out.
func parseMarked(t *testing.T, p *Parser, src string) (*post.Post, post.Position) {
	t.Helper()
	var want post.Position
	if i := strings.Index(src, "∑"); i >= 0 {
		want = post.Position{File: "a.md", Line: 1 + strings.Count(src[:i], "\n"), Column: i - strings.LastIndex(src[:i], "\n")}
		src = src[:i] + src[i+len("∑"):]
	}
	po, err := p.Parse("a.md", []byte(src))
	if err != nil {
		t.Fatalf("Parse(%q): %v", src, err)
	}
	return po, want
}

func TestOpenedWarnings(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"bold", "∑**Content Warning:** suicide, spiders\n\nText.", "warning Content Warning: suicide=suicide, spiders"},
		{"bold, colon after", "∑**Content warning**: suicide and self-harm.\n\nText.", "warning Content warning: suicide=suicide, self-harm=self-harm"},
		{"bold, all of it", "∑**内容预警：自杀、自残**\n\n正文。", "warning 内容预警: 自杀=suicide, 自残=self-harm"},
		{"plain, of what no vocabulary has", "Text.\n\n∑Content warning: spoilers for a game.\n\nText.", "warning Content warning: spoilers for a game"},
		{"in a bracket, in capitals", "∑[TRIGGER WARNING: VIOLENCE. MURDER]\n\nText.", "warning TRIGGER WARNING: VIOLENCE=violence, MURDER=violence"},
		{"set apart, far down", strings.Repeat("Text.\n\n", 9) + "∑**[Trigger warning: violence. Murder]**\n\nText.", "section warning Trigger warning: violence=violence, Murder=violence"},
		{"far down, of nothing known", strings.Repeat("Text.\n\n", 9) + "**Content warning: a short history**\n\nText.", ""},
		{"italic, all of it", "∑*Content warning: this page shows offensive wording from the study.*\n\nText.", "warning Content warning | this page shows offensive wording from the study."},
		{"in brackets", "∑【閲覧注意】流血の描写があります\n\n本文。", "warning 閲覧注意: 流血=blood-gore | 流血の描写があります"},
		{"a word of care in brackets", "∑**【慎入】本文涉及自残、自杀等内容**\n\n正文。", "warning 慎入: 自残=self-harm, 自杀=suicide | 本文涉及自残、自杀等内容"},
		{"emoji", "∑⚠️ **内容预警：** 自杀、高处。\n\n正文。", "warning 内容预警: 自杀=suicide, 高处"},
		{"emoji in bold", "∑**⚠️ Trigger Warning ⚠️** – war\n\nText.", "warning Trigger Warning: war=collective-violence"},
		{"bold, a sentence", "∑**Content warning:** This post describes a murder and a long trial. Please take care.\n\nText.", "warning Content warning: murder and a long trial=violence | This post describes a murder and a long trial. Please take care."},
		{"bold on a line of its own", "∑**内容预警**\n本文涉及 **自残** 与 **绝食**，请酌情阅读。\n\n正文。", "warning 内容预警: 自残=self-harm, 绝食 | 本文涉及 自残 与 绝食，请酌情阅读。"},
		{"in a quote, bold, then a list and a text", "∑> **Content warnings:**\n>\n> - self-harm\n> - heights\n>\n> Nobody falls.\n\nText.", "warning Content warnings: self-harm=self-harm, heights | Nobody falls."},
		{"bold, then a list", "∑**Content warnings:**\n\n- self-harm\n- heights\n\nText.", "warning Content warnings: self-harm=self-harm, heights"},
		{"bold, then a paragraph of topics", "∑**内容预警**\n\n本文涉及自杀。\n\n正文。", "warning 内容预警: 自杀=suicide | 本文涉及自杀。"},
		{"a line between emoji", "∑⚠️ 内容预警 ⚠️\n\n本文涉及自杀。\n\n正文。", "warning 内容预警: 自杀=suicide | 本文涉及自杀。"},
		{"a line of its own", "∑内容预警\n自杀、自残\n\n正文。", "warning 内容预警: 自杀=suicide, 自残=self-harm"},
		{"bold and a space", "∑**内容预警** 自杀\n\n正文。", "warning 内容预警: 自杀=suicide"},
		{"bold, nothing else", "∑**内容预警**\n\n正文。", "warning 内容预警"},
		{"plain with a topic", "∑内容预警：自杀、家暴\n\n正文。", "warning 内容预警: 自杀=suicide, 家暴=abuse"},
		{"CW with a topic", "∑CW: suicide, food\n\nText.", "warning CW: suicide=suicide, food"},
		{"bold TW with a topic", "∑**TW:** rape\n\nText.", "warning TW: rape=sexual-abuse"},
		{"quote", "∑> **Content note:** death of a pet\n\nText.", "warning Content note: death of a pet=death"},
		{"quote, paragraphs", "∑> **Content note**\n>\n> A **suicide** is described.\n>\n> Call a friend.\n\nText.", "warning Content note: suicide=suicide | A suicide is described. ¶ Call a friend."},
		{"after an image and a heading of the title", "# Winter\n\n![snow](a.png)\n\n∑**Content warning:** death\n\nText.", "warning Content warning: death=death"},
		{"below the lines of the title", "---\ntitle: A talk\n---\n# Winter\n\n## a talk\n\n## [Ann](https://a.example/)\n\nText.\n\n∑**Content warning:** abuse\n\nText.", "warning Content warning: abuse=abuse"},
		{"a sentence that has one", "∑This post comes with a content warning for a medical discussion.\n\nText.", "warning content warning: medical discussion=other-medical"},
		{"a later line, behind an interjection", "All of my pills.\n∑Well! Content note: suicidal feelings, assault.\n\nText.", "warning Content note: suicidal feelings=suicide, assault=violence"},
		{"a quote far down", strings.Repeat("Text.\n\n", 9) + "∑> **Content warning**\n>\n> This episode has hard themes, among them suicide.\n\nText.", "section warning Content warning: suicide=suicide | This episode has hard themes, among them suicide."},
		{"in italics, far down", strings.Repeat("Text.\n\n", 9) + "∑_Content warning: stillbirth_\n\nText.", "section warning Content warning: stillbirth=miscarriage"},
		{"plain, of what disturbs", "∑Triggerwarnung: Das Buch erzählt von einem Fall, und das kann für manche verstörend sein.\n\nText.", "warning Triggerwarnung | Das Buch erzählt von einem Fall, und das kann für manche verstörend sein."},
		{"an article", "∑Content warning for a hospital visit.\n\nText.", "warning Content warning: hospital visit=procedures"},
		{"in the author's voice", "Text.\n\n∑I should add that this post comes with a strong content warning for needles, and depression. Deep breath.\n\nText.", "warning content warning: needles=procedures, depression=mental-illness | needles, and depression. Deep breath."},
		{"what is not shown", "∑**Content warning:** a suicide, but nothing graphic.\n\nText.", "warning Content warning: suicide=suicide | a suicide, but nothing graphic."},
		{"what is not shown, Chinese", "∑**内容预警**：文中提到霸凌、自杀，没有具体描写。\n\n正文。", "warning 内容预警: 霸凌=violence, 自杀=suicide | 文中提到霸凌、自杀，没有具体描写。"},
		{"what is not shown, French", "∑**Avertissement de contenu :** suicide, sans description.\n\nTexte.", "warning Avertissement de contenu: suicide=suicide | suicide, sans description."},
		{"a Japanese sentence", "∑::: warning 閲覧注意\n津波と自殺の話が出てきます。つらい方は読まないでください。\n:::\n\n本文。", "warning 閲覧注意: 津波, 自殺=suicide | 津波と自殺の話が出てきます。つらい方は読まないでください。"},
		{"escapes and entities", "∑\\[Content&nbsp;warning&#58; suicide\\]\n\nText.", "warning Content\u00a0warning: suicide=suicide"},
		{"an invisible character", "∑内容\u200b预警：自\u2060杀\n\n正文。", "warning 内容预警: 自杀=suicide"},
		{"for some paragraphs", "Text.\n\n∑**Trigger warning for the next two paragraphs:** abortion.\n\nText.", "section warning Trigger warning: abortion=abortion"},
		{"for this section, Chinese", "∑**内容预警（以下两段）：** 自杀\n\n正文。", "section warning 内容预警: 自杀=suicide"},
		{"for the series, in a section", "Text.\n\n## Two\n\n∑**Content warning:** suicide in some of these stories\n\nText.", "warning Content warning: suicide=suicide"},
		{"in a table", "| Rating | Mature |\n|---|---|\n| ∑Content warnings | fog, drowning |\n\nText.", "warning Content warnings: fog, drowning"},
		{"in the header of a story", "# Lamps\n\n**Rating:** Mature\n∑**Archive Warnings:** Major Character Death, Fog\n**Words:** 90\n\nText.", "warning Archive Warnings: Major Character Death=death, Fog"},
		{"a class behind a quote", "∑> **Content warning:** fog\n{: .alert .alert-danger }\n\nText.", "danger Content warning: fog"},
		{"a class before a paragraph", "{: .danger}\n∑**Content warning:** fog\n\nText.", "danger Content warning: fog"},
		{"a policy", "Text.\n\n## Content warnings\n\nSome posts carry content warnings when they speak of illness.\n\n## More\n\nText.", ""},
		{"a mark of a language", "CN: 山里的雾\n\nEN: Fog", ""},
		{"a joke", "_Trigger warning: I express some opinions._\n\nText.", ""},
		{"a later line in italics", "_(reading time: 5 minutes)_  \n∑_(content note: mental health stuff, \"heavy things\")_\n\nText.", "warning content note: mental health stuff=mental-illness, heavy things"},
		{"plain, of what offends", "Text.\n\n∑Content note: The data has letters that can be offensive.\n\nText.", "warning Content note | The data has letters that can be offensive."},
		{"bold, of a sentence with commas", "Text.\n\n**Content note:** the letters are a sample, not\nthe record.\n\nText.", ""},
		{"a callout of docsify", "∑!> **Content warning:** suicide\n\nText.", "warning Content warning: suicide=suicide"},
		{"how one is written", "Text.\n\nPut a line at the top, for instance:\n\n**Content warning:** suicide\n\nText.", ""},
		{"in a section", "Text.\n\n## Night\n\n∑**Content warning:** death\n\nText.", "section warning Content warning: death=death"},
		{"Japanese", "∑**閲覧注意**：自傷、流血\n\n本文。", "warning 閲覧注意: 自傷=self-harm, 流血=blood-gore"},
		{"Korean", "∑**콘텐츠 경고:** 자살, 가정폭력\n\n본문.", "warning 콘텐츠 경고: 자살=suicide, 가정폭력=abuse"},
		{"French", "∑**Avertissement de contenu\u00a0:** violences sexuelles, deuil\n\nTexte.", "warning Avertissement de contenu: violences sexuelles=sexual-abuse, deuil=death"},
		{"German", "∑**Inhaltswarnung:** Suizid und Selbstverletzung\n\nText.", "warning Inhaltswarnung: Suizid=suicide, Selbstverletzung=self-harm"},
		{"Spanish", "∑**Advertencia de contenido:** violencia, autolesiones\n\nTexto.", "warning Advertencia de contenido: violencia=violence, autolesiones=self-harm"},
		{"a heading", "∑## 内容预警\n\n本文涉及自杀与自残。\n\n## 一\n\n正文。", "warning 内容预警: 自杀=suicide, 自残=self-harm | 本文涉及自杀与自残。"},
		{"a heading below the title, a list", "# Winter\n\n∑## ⚠️ Content warnings\n\n- self-harm\n- heights\n\n---\n\nText.", "warning Content warnings: self-harm=self-harm, heights"},
		{"a heading with its topics", "∑## 内容预警：自杀\n\n## 一\n\n正文。", "warning 内容预警: 自杀=suicide"},
		{"a heading over the whole post", "∑## Content warning\n\nThis post describes a suicide.\n\n" + strings.Repeat("Text.\n\n", 6), "warning Content warning: suicide=suicide | This post describes a suicide."},
		{"a heading further down", "正文。\n\n## 一\n\n正文。\n\n∑## 内容预警\n\n本节涉及自杀。\n\n## 二\n\n正文。", "section warning 内容预警: 自杀=suicide | 本节涉及自杀。"},

		{"a heading marked for adults", "正文。\n\n∑## 恢复照片（NSFW）\n\n正文。", "section warning NSFW"},
		{"a heading about a mark", "正文。\n\n## NSFW 模型（一）\n\n正文。", ""},
		{"a heading that explains an abbreviation", "Text.\n\n## Not safe for work (NSFW)\n\nText.", ""},
		{"a heading with a mark", "Text.\n\n∑## The accident (**CW: blood, somewhat long**)\n\nText.", "section warning CW: blood=blood-gore, somewhat long"},
		{"behind a word that opens any warning", "∑> **Warning** Trigger warning: this post shows open wounds, and blood.\n\nText.", "warning Trigger warning: wounds=blood-gore, blood=blood-gore | this post shows open wounds, and blood."},
		{"behind an age", "∑> **18+ 内容预警**：本作含自残描写。\n\n正文。", "warning 内容预警: 自残=self-harm | 本作含自残描写。"},
		{"behind an interjection", "∑Careful! Content note: death.\n\nText.", "warning Content note: death=death"},
		{"of what no vocabulary has, said of the post", "∑Content warning: This post explores how wolves hunt.\n\nText.", "warning Content warning | This post explores how wolves hunt."},
		{"of what is harmful to some", "∑**Content warning:** the samples below are offensive, and kept as they were found.\n\nText.", "warning Content warning | the samples below are offensive, and kept as they were found."},
		{"an item of what a story is", "- **Rating:** M\n- ∑**Content warnings:** violence, heights\n- **Words:** 1,200\n\nText.", "warning Content warnings: violence=violence, heights"},
		{"advice first", "∑This is a heavy one, so be warned. There's talk of self-harm and of sleep.\n\nText.", "warning Content warning: self-harm=self-harm | This is a heavy one, so be warned. There's talk of self-harm and of sleep."},
		{"a line of the first paragraph", "---\ntitle: a\n---\nThey say it was my fault.\n∑Trigger warning: suicide\n\nText.", "warning Trigger warning: suicide=suicide"},
		{"of what may offend", "∑> ⚠️ 警告：本文包含冒犯他人的言论。\n\n正文。", "warning 警告 | 本文包含冒犯他人的言论。"},
		{"Korean, with care", "∑**예민한 내용 주의:** 자살\n\n본문.", "warning 예민한 내용 주의: 자살=suicide"},

		{"behind dashes", "∑内容预警——溺水\n\n正文。", "warning 内容预警: 溺水"},
		{"behind a dash", "∑Content warning — fog, drowning\n\nText.", "warning Content warning: fog, drowning"},
		{"between signs", "∑※閲覧注意※ 流血の描写\n\n本文。", "warning 閲覧注意: 流血=blood-gore | 流血の描写"},
		{"between emoji, of nothing known", "∑⚠️ **Content warning** ⚠️ fog\n\nText.", "warning Content warning: fog"},
		{"in white brackets, of nothing known", "∑【内容预警】溺水\n\n正文。", "warning 内容预警: 溺水"},
		{"for the next part, Japanese", "∑閲覧注意（次の段落）：自傷\n\n本文。", "section warning 閲覧注意: 自傷=self-harm"},
		{"for the next part, Korean", "∑콘텐츠 경고 (다음 두 단락): 자해\n\n본문.", "section warning 콘텐츠 경고: 자해=self-harm"},
		{"for this section, German", "∑Inhaltswarnung für diesen Abschnitt: Suizid\n\nText.", "section warning Inhaltswarnung: Suizid=suicide"},
		{"for this section, French", "∑Avertissement de contenu pour cette section : suicide\n\nTexte.", "section warning Avertissement de contenu: suicide=suicide"},
		{"for this section, Spanish", "∑Advertencia de contenido para esta sección: suicidio\n\nTexto.", "section warning Advertencia de contenido: suicidio=suicide"},
		{"behind its scope", "∑以下两段内容预警：自杀。\n\n正文。", "section warning 内容预警: 自杀=suicide"},
		{"behind all of the text", "∑全文内容预警：自杀\n\n正文。", "warning 内容预警: 自杀=suicide"},
		{"below", "∑Content warning below: blood\n\nText.", "warning Content warning: blood=blood-gore"},
		{"for this story", "∑Content warnings for this story include blood and drowning.\n\nText.", "warning Content warnings: blood and drowning=blood-gore"},
		{"an adjective", "∑Just a quick content warning: fog.\n\nText.", "warning content warning: fog"},
		{"an adjective, and for", "∑Big content warning for blood.\n\nText.", "warning content warning: blood=blood-gore"},
		{"before a comma", "∑Just a quick content warning, this post mentions suicide.\n\nText.", "warning content warning: suicide=suicide | this post mentions suicide."},
		{"needs one", "∑This post needs a trigger warning: suicide.\n\nText.", "warning trigger warning: suicide=suicide"},
		{"fair warning", "∑Fair warning: this post talks about suicide.\n\nText.", "warning Fair warning: suicide=suicide | this post talks about suicide."},
		{"please be aware", "∑Please be aware that this post discusses suicide.\n\nText.", "warning Content warning: suicide=suicide | Please be aware that this post discusses suicide."},
		{"what it contains", "∑Warning: contains blood.\n\nText.", "warning Warning: blood=blood-gore | contains blood."},
		{"a word of every notice over topics", "∑Avertissement : violence, viol\n\nTexte.", "warning Avertissement: violence=violence, viol=sexual-abuse"},
		{"a French crime", "∑Attention : cet article évoque un viol.\n\nTexte.", "warning Attention: viol=sexual-abuse | cet article évoque un viol."},
		{"what leaves a reader unwell", "∑警告：以下内容可能引起不适\n\n正文。", "warning 警告 | 以下内容可能引起不适"},
		{"a Japanese story", "∑注意：自殺の話です\n\n本文。", "warning 注意: 自殺=suicide | 自殺の話です"},
		{"discretion", "∑Reader discretion is advised.\n\nText.", "warning Reader discretion is advised"},
		{"sensitive souls", "∑Âmes sensibles, s'abstenir.\n\nTexte.", "warning Âmes sensibles, s'abstenir"},
		{"what is negated", "∑Content warning: animal death, but no violence.\n\nText.", "warning Content warning: animal death=death | animal death, but no violence."},
		{"what is negated, Chinese", "∑内容预警：涉及自杀，但不含血腥描写。\n\n正文。", "warning 内容预警: 自杀=suicide | 涉及自杀，但不含血腥描写。"},
		{"in a bracket, not graphic", "∑CW: abuse (not graphic)\n\nText.", "warning CW: abuse=abuse | abuse (not graphic)"},
		{"a subject that this post is about", "∑触发警告：本文讨论抑郁症。\n\n正文。", "warning 触发警告: 抑郁症=mental-illness | 本文讨论抑郁症。"},

		{"an item in a quote", "> - ∑Content warning: fog\n> - Rating: five\n\nText.", "warning Content warning: fog"},
		{"a quote in a quote", "∑> > Content warning: fog\n\nText.", "warning Content warning: fog"},
		{"a definition", "∑Content warning\n: fog\n\nText.", "warning Content warning: fog"},
		{"a footnote", "Text.[^1]\n\n[^1]: ∑Content warning: suicide\n", "section warning Content warning: suicide=suicide"},
		{"behind a break", "∑Rating: five<br>Content warning: fog<br>Words: 90\n\nText.", "warning Content warning: fog"},
		{"a later line in a section", "Text.\n\n## Two\n\nRating: five\n∑Content warning: fog\n\nText.", "section warning Content warning: fog"},
		{"in bold over a short list", "∑**Content warning**\n\nfog, drowning\n\nText.", "warning Content warning: fog, drowning"},
		{"a footnote about warnings", "Text.[^1]\n\n[^1]: Content warnings: see the guide of the forum.\n", ""},

		{"slashes", "∑TW // fog, drowning\n\nText.", "warning TW: fog, drowning"},
		{"between tildes", "∑~ content warning: fog ~\n\nText.", "warning content warning: fog"},
		{"an unknown list with a conjunction", "∑Content warning: moths, flashing images and loud noises.\n\nText.", "warning Content warning: moths, flashing images and loud noises"},
		{"mentions of nothing known", "∑Content warning: mentions of fog.\n\nText.", "warning Content warning | mentions of fog."},
		{"for a list of nothing known", "∑Trigger warning for moths and loud noises.\n\nText.", "warning Trigger warning: moths and loud noises"},
		{"a word to the reader", "∑Content warning (please read): fog\n\nText.", "warning Content warning: fog"},
		{"a comma", "∑Content warning, suicide.\n\nText.", "warning Content warning: suicide=suicide"},
		{"a few words before", "∑Here is your content warning: suicide, fog.\n\nText.", "warning content warning: suicide=suicide, fog"},
		{"a section in a sentence", "∑The next section has a content warning: suicide.\n\nText.", "section warning content warning: suicide=suicide"},
		{"off the page", "∑Content warnings: suicide (off page)\n\nText.", "warning Content warnings: suicide=suicide | suicide (off page)"},
		{"what the post discusses", "∑Heads up: this post discusses racism.\n\nText.", "warning Heads up: racism=racism | this post discusses racism."},
		{"what the text below shows", "∑Warning! The text below discusses murder.\n\nText.", "warning Warning: murder=violence | The text below discusses murder."},
		{"in the author's voice, with care", "∑I will be writing about racism below, so please look after yourself.\n\nText.", "warning Content warning: racism=racism | I will be writing about racism below, so please look after yourself."},
		{"French care", "∑Ce texte aborde le racisme. Prenez soin de vous.\n\nTexte.", "warning Content warning: racisme=racism | Ce texte aborde le racisme. Prenez soin de vous."},
		{"in a bracket of a sentence", strings.Repeat("Text.\n\n", 9) + "∑The case of [Ann](a.md) (content warning: suicide) is told in full.\n\nText.", "section warning content warning: suicide=suicide"},
		{"in a bracket of a Japanese sentence", "本文。\n\n∑その試み（閲覧注意：自殺）は続いた。\n\n本文。", "section warning 閲覧注意: 自殺=suicide"},
		{"in a bracket of a Spanish sentence", "Texto.\n\n∑El caso (advertencia de contenido sobre suicidio) es largo.\n\nTexto.", "section warning advertencia de contenido: suicidio=suicide"},
		{"in a bracket, of nothing", "Text.\n\nThe box (content warning: on or off) is below.\n\nText.", ""},
		{"brackets in a list", "∑Content warnings: violence (knives, fire), fog\n\nText.", "warning Content warnings: violence (knives, fire)=violence, fog"},
		{"not safe for work, in a sentence", "∑本文轻微 NSFW。\n\n正文。", "warning 内容预警 | 本文轻微 NSFW。"},
		{"not safe for work, in English", "∑This story is slightly NSFW.\n\nText.", "warning Content warning | This story is slightly NSFW."},
		{"a model that is not", "This model is NSFW by default, and the API returns scores.\n\nText.", ""},
		{"a list, then advice", "∑CW: fog. Skip to the next heading if you need to.\n\nText.", "warning CW: fog | fog. Skip to the next heading if you need to."},
		{"a mark for a topic", "∑Big CW for suicide.\n\nText.", "warning CW: suicide=suicide"},
		{"a header of a post", "∑**CW**: suicide\n**Mood**: tired\n\nText.", "warning CW: suicide=suicide"},
		{"in this chapter", "∑Content warnings in this chapter: fog.\n\nText.", "section warning Content warnings: fog"},
		{"on this one", "∑There's a content warning on this one: suicide\n\nText.", "warning content warning: suicide=suicide"},
		{"warnings of a story", "∑Story warnings: fog, drowning\n\nText.", "warning Story warnings: fog, drowning"},
		{"a table of one column", "| ∑Content warning |\n|---|\n| fog |\n\nText.", "warning Content warning: fog"},
		{"an essay in the author's voice", "∑In this essay I write about stalking; it may be upsetting.\n\nText.", "warning Content warning: stalking=other-aggression | In this essay I write about stalking; it may be upsetting."},
		{"mentions below", "∑Mentions of suicide below, please be careful.\n\nText.", "warning Content warning: suicide=suicide | Mentions of suicide below, please be careful."},
		{"what follows", "∑What follows is about war. Skip it if you need to.\n\nText.", "warning Content warning: war=collective-violence | What follows is about war. Skip it if you need to."},
		{"a warning for a topic", "∑Warning for suicide.\n\nText.", "warning Warning: suicide=suicide"},
		{"a sentence on a report form", "Note: this section describes the abuse report form.\n\nText.", ""},
		{"a warning that was removed", "We removed the content warning for old posts.\n\nText.", ""},
		{"notes for editors", "Content notes for editors: keep them short.\n\nText.", ""},
		{"a library for such pictures", "This library has NSFW detection built in.\n\nText.", ""},
		{"a field of a form", "| Field | Meaning |\n|---|---|\n| Content warning | Text above the post |\n\nText.", ""},
		{"a joke in a bracket", "正文。\n\n这个系列（触发警告：类型注解）值得读。\n\n正文。", ""},
		{"a Japanese mark and sentence", "∑※自傷の描写があります。\n\n本文。", "warning 閲覧注意: 自傷=self-harm | 自傷の描写があります。"},
		{"a French description", "∑Cet article contient des descriptions de racisme.\n\nTexte.", "warning Content warning: racisme=racism | Cet article contient des descriptions de racisme."},
		{"behind another word and a comma", "∑Achtung, Triggerwarnung: Nebel.\n\nText.", "warning Triggerwarnung: Nebel"},
		{"a city", "TW: 臺中\n\n正文。", ""},
		{"a comma, of nothing known", "∑Content warning, fog.\n\nText.", "warning Content warning: fog"},
		{"an article and words before", "∑A little content warning: fog.\n\nText.", "warning content warning: fog"},
		{"words before, of a form", "Our form has a content warning: fog.\n\nText.", ""},
		{"words before, of a plugin", "The plugin adds a content warning: fog.\n\nText.", ""},
		{"what this page covers", "Note: this page covers the API of the death counter.\n\nText.", ""},
		{"a directive of reStructuredText", "∑.. content-warning:: fog\n\nText.", "warning content warning: fog"},
		{"a block of AsciiDoc", "[WARNING]\n====\n∑Content warning: fog\n====\n\nText.", "warning Content warning: fog"},
		{"an archive that does not say", "| Rating | Five |\n|---|---|\n| ∑Archive Warning | Chose Not To Use Archive Warnings |\n\nText.", "warning Archive Warning | Chose Not To Use Archive Warnings"},

		{"none", "Content warnings: None.\n\nText.", ""},
		{"none, Chinese", "内容预警：无\n\n正文。", ""},
		{"none, in a box", "::: warning Content warning\nnone\n:::\n\nText.", ""},
		{"pros and cons", "Content warnings - pros and cons\n\nText.", ""},
		{"what a label does", "- Content warning: text shown before the post\n- Language: of the post\n\nText.", ""},
		{"pixels", "TW: 16px, 24px\n\nText.", ""},
		{"a screw", "CW: clockwise rotation\n\nText.", ""},
		{"formats", "Graphic content: PNG, SVG and WebP.\n\nText.", ""},
		{"a warning of nuts", "Warning: contains nuts.\n\nText.", ""},
		{"a compiler in white brackets", "【触发警告】编译时\n\n正文。", ""},
		{"a note on a file", "**Content warning:** this file is a copy and has to be replaced before the puzzle works.\n\nText.", ""},
		{"a note on the text", "> **Content note:** The table in the appendix lists seven chapters, of which five are out.\n\nText.", ""},
		{"a sample of them", "**Content warnings**:\n```json\n{}\n```\n", ""},
		{"a finding", "- **Speed:** good\n- **Content note:** strong, with room for more\n\nText.", ""},
		{"a heading over prose", "Text.\n\n## Content warnings\n\nThe box asks for a label, and shows it above the post.\n\n## Next\n", ""},
		{"a title", "# Content warnings\n\nHow the box works.\n\n## Next\n", ""},
		{"italic, and about filters", "*Sensitive content: how we filter it.*\n\nText.", ""},
		{"in brackets, and about filters", "【敏感内容】识别系统的设计与实现\n\n正文。", ""},
		{"prose on warnings", "**Content warnings** are a courtesy to readers with trauma.", ""},
		{"prose after a space", "**内容预警** 系统能识别自杀等词。\n", ""},
		{"a line of another kind", "内容预警\n\n系统上线了。\n", ""},
		{"prose with a comma", "**Trigger warnings**, as a practice, began with violence on television.", ""},
		{"plain without a topic", "内容预警：这是一个关于系统的故事\n\n正文。", ""},
		{"a warning of a compiler", "**触发警告**的代码如下，涉及死亡循环。", ""},
		{"raises a warning", "触发警告：当变量未使用时，编译器会报错。", ""},
		{"a long read", "**长文预警**：一万字。", ""},
		{"Morse", "CW: 700 Hz, with a straight key.", ""},
		{"Morse in bold", "**CW:** the oldest mode.", ""},
		{"a country", "TW: Taipei, Tainan", ""},
		{"ordinary warning", "**警告：** 操作会删除数据。", ""},
		{"in running text", "正文。\n\n他说内容预警：自杀是必要的。", ""},
		{"far down", strings.Repeat("Text.\n\n", 12) + "∑**Content warning:** death", "section warning Content warning: death=death"},
		{"far down, plain", strings.Repeat("Text.\n\n", 12) + "∑Content warning: fog, drowning", "section warning Content warning: fog, drowning"},
		{"far down, a spoiler", strings.Repeat("Text.\n\n", 12) + "∑Content warning: spoilers for the last part of a long game.", "section warning Content warning | spoilers for the last part of a long game."},
		{"far down, as an example", strings.Repeat("Text.\n\n", 12) + "The box looks so:\n\n**Content warning:** death", ""},
		{"far down, beside code", strings.Repeat("Text.\n\n", 12) + "**Content warning:** death\n\n```\ncw\n```\n", ""},
		{"far down, of a filter", strings.Repeat("Text.\n\n", 12) + "**Sensitive content:** what the filter finds", ""},
		{"far down, a mark", strings.Repeat("Text.\n\n", 12) + "CW: fog", ""},
		{"later in a section", "## Night\n\nText.\n\nText.\n\n∑**Content warning:** death", "section warning Content warning: death=death"},
	} {
		checkWarnings(t, tt.name, tt.src, tt.want)
	}
}

// What stood under the heading of a warning is the warning's, and no section.
func TestWarningHeading(t *testing.T) {
	po, _ := parseMarked(t, new(Parser), "# 冬\n\n## 内容预警\n\n本文涉及自杀。\n\n## 一\n\n正文。")
	if got, want := new(post.Renderer).Body(po), "<h2 id=\"一\">一</h2>\n<p>正文。</p>\n"; got != want {
		t.Errorf("Body = %q, want %q", got, want)
	}
	if len(po.Headings) != 2 || po.Headings[1].Text != "一" {
		t.Errorf("Headings = %v, want those of the post", po.Headings)
	}
	if got, want := po.Warnings[0].HTML, "<p>本文涉及自杀。</p>\n"; got != want {
		t.Errorf("HTML = %q, want %q", got, want)
	}
}

// A warning in a comment, or in code that a post begins with, is reported with its place.
func TestUnseenWarning(t *testing.T) {
	for _, tt := range []struct {
		src  string
		want bool
	}{
		{"<!-- content warning: fog -->\n\nText.", true},
		{"<!--\nTW: suicide\n-->\n\nText.", true},
		{"[//]: # (content warning: fog)\n\nText.", true},
		{"{% comment %}cw: fog{% endcomment %}\n\nText.", true},
		{"{# 内容预警：雾 #}\n\nText.", true},
		{"```\nContent warning: fog\n```\n\nText.", true},
		{"```text\nCW: fog\n```\n\nText.", true},
		{"`Content warning: fog`\n\nText.", true},
		{"::cw[fog]\n\nText.", true},
		{"::content-warning\nfog\n::\n\nText.", true},
		{"fog\n{: .cw }\n\nText.", true},
		{"{{< warning \"suicide\" >}}\n\nText.", true},
		{"<x-cw>fog</x-cw>\n\nText.", true},
		{"/// cw\nfog\n///\n\nText.", true},
		{"```content-warning\nfog\n```\n\nText.", true},
		{"<!-- CW fog -->\n\nText.", true},
		{"<Banner type=\"content-warning\">fog</Banner>\n\nText.", true},
		{"#cw/fog\n\nText.", true},
		{"> [!trigger] fog\n\nText.", true},
		{":smile: Text.", false},
		{"A line\n{: .note }\n\nText.", false},
		{"{{< warning \"old\" >}}\n\nText.", false},
		{"{: .warning }\nThis page is old.\n\nText.", false},
		{"<!-- warning: do not edit -->\n\nText.", false},
		{"<!-- does this need a content warning? -->\n\nText.", false},
		{"<!-- cw: Morse code -->\n\nText.", false},
		{"```\n<!-- content warning: fog -->\n```\n\nText.", false},
		{"```yaml\ncw: fog\n```\n\nText.", false},
		{"```\nContent warning: fog\n```\n\nThis is how a content warning is written.", false},
		{"Write it so:\n\n```\nContent warning: fog\n```\n", false},
		{"```\nwarning: unused variable\n```\n\nText.", false},
	} {
		po, err := new(Parser).Parse("a.md", []byte("---\ntitle: Sea\n---\n"+tt.src))
		if err != nil {
			t.Fatal(err)
		}
		got := slices.ContainsFunc(po.Problems, func(p *post.Problem) bool { return p.Rule == RulePossibleWarning && p.Pos.Line >= 4 })
		if got != tt.want || len(po.Warnings) > 0 {
			t.Errorf("%q: possible-warning %t, want %t; Warnings = %s", tt.src, got, tt.want, briefs(po.Warnings))
		}
	}
}

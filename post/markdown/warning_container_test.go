package markdown

import (
	"strings"
	"testing"
	"unicode"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/script"
)

func TestContainerWarnings(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"danger", "∑::: danger 内容预警\n本文写到 **自残** 与 **谋杀案件**。\n\n请酌情阅读。\n:::\n\n正文。", "danger 内容预警: 自残=self-harm, 谋杀案件=violence | 本文写到 自残 与 谋杀案件。 ¶ 请酌情阅读。"},
		{"no space", "∑:::danger 内容警告\n自残、自杀\n:::\n\n正文。", "danger 内容警告: 自残=self-harm, 自杀=suicide"},
		{"brackets", "∑:::warning[Content warning]\nself-harm, spiders\n:::\n\nText.", "warning Content warning: self-harm=self-harm, spiders"},
		{"topics in the title", "∑::: warning 内容预警：自残、自杀\n:::\n\n正文。", "warning 内容预警: 自残=self-harm, 自杀=suicide"},
		{"topics in the title, and a text", "∑::: warning ⚠️ Content Warning: suicide\nCall a friend.\n:::\n\nText.", "warning Content Warning: suicide=suicide | Call a friend."},
		{"topics in a bracket", "∑::: warning Trigger warning (death, grief)\nPlease take care.\n:::\n\nText.", "warning Trigger warning: death=death, grief=death | Please take care."},
		{"a sentence in the title", "∑::: danger 内容预警：本文涉及自杀，请谨慎阅读\n:::\n\n正文。", "danger 内容预警: 自杀=suicide | 本文涉及自杀，请谨慎阅读"},
		{"a list", "∑::: info Content notes\n- self-harm (mentioned)\n- heights\n- **death** of a friend\n:::\n\nText.", "note Content notes: self-harm (mentioned)=self-harm, heights, death=death | self-harm (mentioned)\nheights\ndeath of a friend"},
		{"a list of topics, and a text", "∑::: info Content notes\n- self-harm\n- heights\n\nNobody falls.\n:::\n\nText.", "note Content notes: self-harm=self-harm, heights | Nobody falls."},
		{"prose", "∑::: warning 触发警告\n文中有对家暴的回忆，也有一次自杀未遂的经过，读来可能十分沉重。\n:::\n\n正文。", "warning 触发警告: 家暴=abuse, 自杀未遂=suicide | 文中有对家暴的回忆，也有一次自杀未遂的经过，读来可能十分沉重。"},
		{"callout", "∑> [!WARNING] Content warning\n> violence, war\n\nText.", "warning Content warning: violence=violence, war=collective-violence"},
		{"callout, folded", "∑> [!danger]- 内容预警\n> 自杀\n\n正文。", "danger 内容预警: 自杀=suicide"},
		{"callout, first line", "∑> [!CAUTION]\n> **Content warning:** violence\n\nText.", "danger Content warning: violence=violence"},
		{"admonition", "∑!!! danger \"Trigger Warning\"\n    rape\n\nText.", "danger Trigger Warning: rape=sexual-abuse"},
		{"folded admonition", "∑??? note \"Content note\"\n    death\n\nText.", "note Content note: death=death"},
		{"tag", "∑{% note danger 内容预警 %}\n自残\n{% endnote %}\n\n正文。", "danger 内容预警: 自残=self-harm"},
		{"shortcode", "∑{{< notice warning \"内容预警\" >}}\n自残\n{{< /notice >}}\n\n正文。", "warning 内容预警: 自残=self-harm"},
		{"details", "∑<details><summary>Content warnings</summary>\n\nsuicide, death\n\n</details>\n\nText.", "warning Content warnings: suicide=suicide, death=death"},
		{"shortcode of its own with a level", "∑{{< content-warning danger \"This post is about suicide.\" >}}\n\nText.", "danger Content warning: suicide=suicide | This post is about suicide."},
		{"shortcode of its own with a heading", "∑{{< content-warning \"Attention\" \"This post is hard to read.\" >}}\n\nText.", "warning Content warning | This post is hard to read."},
		{"details around the text", "∑<details><summary>Content warning: suicide</summary>\n\nThe night, at least for me, was never about suicide. I slept.\n\nI woke.\n\n</details>", "warning Content warning: suicide=suicide"},
		{"details around all of the text", "∑<details><summary>Content warning</summary>\n\nI saw a knife in the night, and it was death.\n\n</details>", "warning Content warning"},
		{"details over a text", "∑<details><summary>Content warning</summary>\n\nThis post is about suicide. Take care.\n\n</details>\n\nText.", "warning Content warning: suicide=suicide | This post is about suicide. Take care."},
		{"details container", "∑::: details 内容预警\n自杀\n:::\n\n正文。", "warning 内容预警: 自杀=suicide"},
		{"details over a mark in a bracket", "∑<details><summary>Suicide (TW)</summary>\n\nThe night.\n\n</details>\n\nText.", "warning TW: Suicide=suicide"},
		{"a class that is a mark", "∑<div class=\"cw\">fog</div>\n\nText.", "warning Content warning: fog"},
		{"a class that is a mark, around a paragraph", "∑<div class=\"tw\">\n\nfog\n\n</div>\n\nText.", "warning Content warning: fog"},
		{"a class that is a mark of a style sheet", "∑<div class=\"tw flex\">fog</div>\n\nText.", ""},
		{"a class that is a mark, over the text", "∑<div class=\"cw\">The night was long, and nobody slept in it.</div>\n\nText.", ""},
		{"a class with other words", "∑<div class=\"post-content-warning\">fog</div>\n\nText.", "warning Content warning: fog"},
		{"two classes", "∑<div class=\"content warning\">fog</div>\n\nText.", "warning Content warning: fog"},
		{"an id", "∑<div id=\"content-warning\">fog</div>\n\nText.", "warning Content warning: fog"},
		{"a class in a line", "∑<span class=\"trigger-warning\">fog</span>\n\nText.", "warning Content warning: fog"},
		{"a class within a line", "∑The night <span class=\"cw\">fog</span> was long.", "section warning Content warning: fog"},
		{"a rating of the page", "∑<meta name=\"rating\" content=\"mature\">\n\nText.", "warning Content warning: mature"},
		{"no rating", "∑<meta name=\"rating\" content=\"general\">\n\nText.", ""},
		{"an attribute without a value", "∑<div data-sensitive>Text</div>", "warning Content warning"},
		{"an attribute that means other things", "∑<div data-warning=\"suicide\">Text</div>", "warning Content warning: suicide=suicide"},
		{"an attribute of a script", "∑<div data-trigger=\"hover\">Text</div>", ""},
		{"a text for a picture", "∑<img src=\"a.png\" alt=\"CW: fog\">\n\nText.", "warning CW: fog"},
		{"a box over something grave", "∑::: warning suicide\nCall a friend.\n:::\n\nText.", "warning Content warning: suicide=suicide | Call a friend."},
		{"an element over something grave", "∑<div class=\"warning\">suicide</div>\n\nText.", "warning Content warning: suicide=suicide"},
		{"an element that is a kind of warning", "∑<Warning type=\"content\">fog</Warning>\n\nText.", "warning Content warning: fog"},
		{"a box with something grave", "∑::: danger\nsuicide\n:::\n\nText.", "danger Content warning: suicide=suicide"},
		{"a trigger", "∑> [!trigger]\n> suicide\n\nText.", "warning Content warning: suicide=suicide"},
		{"a trigger of a job", "∑::: trigger\nThe job starts.\n:::\n\nText.", ""},
		{"a kind of box", "∑<Alert kind=\"cw\">fog</Alert>\n\nText.", "warning Content warning: fog"},
		{"a fenced admonition", "∑~~~admonition warning\ntitle: Content warning\nfog\n~~~\n\nText.", "warning Content warning: fog"},
		{"named so", "∑::: content-warning\n自杀\n:::\n\n正文。", "warning 内容预警: 自杀=suicide"},
		{"named so, with topics", "∑::: content-warning suicide, food\n:::\n\nText.", "warning Content warning: suicide=suicide, food"},
		{"first line in bold", "∑::: warning\n**内容预警**：自杀\n:::\n\n正文。", "warning 内容预警: 自杀=suicide"},
		{"CW in the title", "∑::: warning CW: suicide\n:::\n\nText.", "warning CW: suicide=suicide"},
		{"Japanese", "∑::: danger 閲覧注意\n自傷、流血\n:::\n\n本文。", "danger 閲覧注意: 自傷=self-harm, 流血=blood-gore"},
		{"traditional", "∑::: warning 敏感內容\n自殺\n:::\n\n正文。", "warning 敏感內容: 自殺=suicide"},
		{"Korean", "∑::: warning 콘텐츠 경고\n자해\n:::\n\n본문.", "warning 콘텐츠 경고: 자해=self-harm"},
		{"French", "∑::: warning Avertissement de contenu\nviol, deuil\n:::\n\nTexte.", "warning Avertissement de contenu: viol=sexual-abuse, deuil=death"},
		{"an include of a file named so", "∑{% include content_warning.html text=\"suicide, heights\" %}\n\nText.", "warning Content warning: suicide=suicide, heights"},
		{"a sentence about part of it", "∑> [!warning] Content warning\n> Some samples contain unpleasant wording, racial slurs among it.\n\nText.", "warning Content warning: racial slurs=racism | Some samples contain unpleasant wording, racial slurs among it."},
		{"in a section", "开头。\n\n## 夜\n\n∑::: warning 内容预警\n自杀\n:::\n\n正文。", "section warning 内容预警: 自杀=suicide"},
		{"two", "∑::: danger 内容预警\n自杀\n:::\n\n正文。\n\n## 夜\n\n::: warning 内容预警\n血腥\n:::\n\n正文。", "danger 内容预警: 自杀=suicide\nsection warning 内容预警: 血腥=blood-gore"},
		{"front matter and body", "---\ncontent_warning: ∑[自杀, 高处]\n---\n::: danger 内容预警\n**自杀**，读来沉重。\n:::\n\n正文。", "danger 内容预警: 自杀=suicide, 高处 | 自杀，读来沉重。"},
		{"flag and body", "---\nsensitive: ∑true\n---\n::: danger 内容预警\n**自杀**，读来沉重。\n:::\n\n正文。", "danger 内容预警: 自杀=suicide | 自杀，读来沉重。"},

		{"an icon", "∑{% note red 'fas fa-bullhorn' modern %}\n内容预警：溺水\n{% endnote %}\n\n正文。", "danger 内容预警: 溺水"},
		{"a title with its key, quoted", "∑{% message color:danger 'title:Content warning' %}\nfog\n{% endmessage %}\n\nText.", "danger Content warning: fog"},
		{"a title with its key", "∑{% message color:danger title:Content warning %}\nfog\n{% endmessage %}\n\nText.", "danger Content warning: fog"},
		{"a colour behind the title", "∑{% box Content warning color:red %}\nfog\n{% endbox %}\n\nText.", "warning Content warning: fog"},
		{"an include", "∑{% include alert.html type=\"warning\" title=\"Content warning\" content=\"fog\" %}\n\nText.", "warning Content warning: fog"},
		{"an include with a text", "∑{% include notice.html text=\"Content warning: fog\" %}\n\nText.", "note Content warning: fog"},
		{"a shortcode alone", "∑{{< alert text=\"CW: fog\" >}}\n\nText.", "warning CW: fog"},
		{"a component alone", "∑<Note title=\"Content warning: fog\" />\n\nText.", "note Content warning: fog"},
		{"a box of code", "∑```ad-danger\ntitle: Content warning\nfog\n```\n\nText.", "danger Content warning: fog"},
		{"a directive", "∑```{warning} Content warning\nfog\n```\n\nText.", "warning Content warning: fog"},
		{"a box of mdBook", "∑```admonish danger title=\"Content warning\"\nfog\n```\n\nText.", "danger Content warning: fog"},
		{"a call", "∑{{ content_warning(\"fog\") }}\n\nText.", "warning Content warning: fog"},
		{"a file of Jekyll", "∑{% include cw.html content=\"fog\" %}\n\nText.", "warning Content warning: fog"},
		{"a file of Liquid", "∑{% render \"content-warning\", topics: \"fog\" %}\n\nText.", "warning Content warning: fog"},
		{"code about one", "```md\n::: warning Content warning\n```\n\nText.", ""},
		{"a box of code of something else", "```ad-warning\ntitle: Careful\nDo not delete.\n```\n\nText.", ""},
		{"a class behind a quote far down", strings.Repeat("Text.\n\n", 9) + "∑> Content warning: fog\n{: .prompt-danger }\n\nText.", "danger Content warning: fog"},
		{"an include of something else", "{% include alert.html type=\"warning\" content=\"Version 2 is out.\" %}\n\nText.", ""},
		{"a shortcode alone about something else", "{{< alert text=\"Content-Type is a header\" >}}\n\nText.", ""},

		{"ordinary danger", "::: danger 警告\n不要删除 **数据**。\n:::\n", ""},
		{"no title", "::: danger\n这会导致死亡。\n:::\n", ""},
		{"raises a warning", "::: warning 触发警告的写法\n这样写会报错。\n:::\n", ""},
		{"a long read", "::: warning 长文预警\n一万字。\n:::\n", ""},
		{"a system", "::: tip 内容预警系统\n用于审核暴力内容。\n:::\n", ""},
		{"filtering", "::: tip 敏感内容过滤\n自杀等词会被过滤。\n:::\n", ""},
		{"of nothing known", "∑::: warning 内容预警\n溺水。\n:::\n\n正文。", "warning 内容预警: 溺水"},
		{"opened by the text, of nothing known", "正文。\n\n∑{% note warning %}\n内容预警：溺水。\n{% endnote %}\n\n正文。", "warning 内容预警: 溺水"},
		{"an alert, of nothing known", "Text.\n\n∑> [!WARNING]\n> Content warning: fog.\n\nText.", "warning Content warning: fog"},
		{"a topic and the word", "∑::: warning 恐高警告⚠️\n本文会写到塔顶。\n:::\n\n正文。", "warning 内容预警: 恐高 | 本文会写到塔顶。"},
		{"a topic of a machine and the word", "::: warning 内存警告\n本文会写到内存。\n:::\n\n正文。", ""},
		{"a heading as the title", "∑::: {.callout-warning}\n## Content warning\n\nMentions of fog.\n:::\n\nText.", "warning Content warning | Mentions of fog."},
		{"in an item of a list", "- One\n- Two\n\n  ∑!!! warning \"Content warning\"\n      Fog, drowning.\n", "section warning Content warning: Fog, drowning"},
		{"logs", "> [!WARNING]\n> **Sensitive content**\n> Logs may hold tokens of customers.\n\nText.", ""},
		{"an invisible character in the fence", "∑::: warn\u200bing 内容\u2060预警\n溺水。\n:::\n\n正文。", "warning 内容预警: 溺水"},
		{"Morse", "::: info CW: 700 Hz\nA straight key.\n:::\n", ""},
		{"a country", "::: info TW\nTaipei.\n:::\n", ""},
		{"content warnings as a subject", "::: tip Content warnings are read aloud\nText.\n:::\n", ""},
	} {
		checkWarnings(t, tt.name, tt.src, tt.want)
	}
}

// checkWarnings parses src and compares its warnings, as briefs has them, and
// the place of the first with the mark in src.
func checkWarnings(t *testing.T, name, src, want string) {
	t.Helper()
	po, pos := parseMarked(t, new(Parser), src)
	if got := briefs(po.Warnings); got != want {
		t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		return
	}
	if len(po.Warnings) > 0 && po.Warnings[0].Pos != pos {
		t.Errorf("%s: position %v, want %v", name, po.Warnings[0].Pos, pos)
	}
}

// A warning of the whole post is not in its body; one of a section is.
func TestWarningPlace(t *testing.T) {
	po, _ := parseMarked(t, new(Parser), "::: danger 内容预警\n**自杀**，读来沉重。\n:::\n\n开头。\n\n## 夜\n\n::: warning 内容预警\n**血腥**，可以跳过。\n:::\n\n正文。\n")
	body := new(post.Renderer).Body(po)
	if strings.Contains(body, "读来沉重") || strings.Contains(po.Text(), "读来沉重") || strings.Contains(po.Summary, "读来沉重") {
		t.Errorf("the warning of the post is in its body: %s", body)
	}
	if !strings.Contains(body, "可以跳过") {
		t.Errorf("the warning of the section is not in the body: %s", body)
	}
	for _, w := range po.Warnings {
		if w.HTML != new(post.Renderer).Warning(w) {
			t.Errorf("HTML = %q, Renderer.Warning = %q", w.HTML, new(post.Renderer).Warning(w))
		}
	}
	if want := "<p><strong>自杀</strong>，读来沉重。</p>\n"; po.Warnings[0].HTML != want {
		t.Errorf("HTML = %q, want %q", po.Warnings[0].HTML, want)
	}
}

// Whatever a warning says is in the warning or still in the body.
func FuzzWarning(f *testing.F) {
	f.Add("自残、自杀", "请谨慎阅读。")
	f.Add("本文涉及自杀，请谨慎阅读", "")
	f.Add("suicide and self-harm", "This post describes a murder, and more.")
	f.Add("", "自残")
	plain := func(s string) string {
		return strings.TrimSpace(strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) || strings.ContainsRune("、，。, ", r) {
				return r
			}
			return ' '
		}, s))
	}
	f.Fuzz(func(t *testing.T, title, body string) {
		title, body = plain(title), plain(body)
		for _, src := range []string{
			"::: danger 内容预警：" + title + "\n" + body + "\n:::\n\nEnd.\n",
			"**内容预警：** " + title + "\n" + body + "\n\nEnd.\n",
			"> **Content warning**\n> " + body + "\n\n" + title + "\n",
			"---\ncontent_warning: " + title + "\n---\n" + body + "\n",
		} {
			po, err := new(Parser).Parse("a.md", []byte(src))
			if err != nil {
				continue
			}
			all := po.Text() + po.Title
			for _, v := range po.Params {
				s, _ := v.(string)
				all += s
			}
			for _, w := range po.Warnings {
				if w.Title == "" || w.Pos.Line == 0 {
					t.Errorf("%q: warning %+v", src, w)
				}
				all += " " + w.Title + " " + w.Text
				for _, topic := range w.Topics {
					if topic.Label == "" {
						t.Errorf("%q: topic without a label", src)
					}
					all += " " + topic.Label
				}
			}
			all = string(lexicon.Fold(all).Lower)
			for _, word := range strings.FieldsFunc(body, func(r rune) bool { return !unicode.IsLetter(r) }) {
				switch strings.ToLower(word) { // between topics, and no part of them
				case "and", "or", "und", "et", "y",
					"a", "an", "the", "some", "de", "einer", "einen", "le", "la", "les", "l", "un", "une", "des", "du", "der", "die", "das", "ein", "eine", "el", "los", "las", "una", "unos", "unas": // articles
					continue
				}
				word = script.TrimAnyPrefix(word, "以及", "和", "及", "与")
				if !strings.Contains(all, string(lexicon.Fold(word).Lower)) {
					t.Errorf("%q: %q is lost; left is %q", src, word, all)
				}
			}
		}
	})
}

// What folds or was made to hide, under a warning, is what it warns of: it stays in its
// place, whatever its length, and gives neither text nor topics nor a summary. A title
// without a topic over a list of topics or an advisory is the warning itself.
func TestHiddenBehindWarning(t *testing.T) {
	hidden := "The rope broke and Vera fell. ![the wall](wall.png)"
	for _, tt := range []struct{ name, src, want string }{
		{"details", "<details>\n<summary>CW: fog</summary>\n\n" + hidden + "\n\n</details>", "warning CW: fog"},
		{"details in one line", "<details><summary>Content warning: fog</summary><p>The rope broke and Vera fell.</p></details>", "warning Content warning: fog"},
		{"a title that says how to unfold", "<details>\n<summary>Content warning for fog (click to show)</summary>\n\n" + hidden + "\n\n</details>", "warning Content warning: fog"},
		{"a container", "::: details CW: fog\n" + hidden + "\n:::", "warning CW: fog"},
		{"a folded callout", "> [!warning]- CW: fog\n> " + hidden, "warning CW: fog"},
		{"a shortcode", "{{< cw \"fog\" >}}\n" + hidden + "\n{{< /cw >}}", "warning Content warning: fog"},
		{"a shortcode that folds", "{{< details summary=\"Content warning: fog\" >}}\n" + hidden + "\n{{< /details >}}", "warning Content warning: fog"},
		{"a component", "<ContentWarning reason=\"fog\">\n\n" + hidden + "\n\n</ContentWarning>", "warning Content warning: fog"},
		{"an element", "<content-warning type=\"fog\">\n" + hidden + "\n</content-warning>", "warning Content warning: fog"},
		{"a component for what is sensitive", "<Sensitive reason=\"fog\">\n\n" + hidden + "\n\n</Sensitive>", "warning Content warning: fog"},
		{"a fold with a colour", "{% folding red, CW: fog %}\n" + hidden + "\n{% endfolding %}", "danger CW: fog"},
		{"an open fold", "{% folding open, 内容预警：溺水 %}\n" + hidden + "\n{% endfolding %}", "warning 内容预警: 溺水"},
		{"a fold of Fluid", "{% fold info @CW: fog %}\n" + hidden + "\n{% endfold %}", "note CW: fog"},
		{"a toggle with colours", "{% hideToggle CW: fog,#ff0000,#fff %}\n" + hidden + "\n{% endhideToggle %}", "warning CW: fog"},
		{"a hidden block", "{% hideBlock Content warning: fog %}\n" + hidden + "\n{% endhideBlock %}", "warning Content warning: fog"},
		{"an accordion", "{% accordion title:Content warning: fog %}\n" + hidden + "\n{% endaccordion %}", "warning Content warning: fog"},
		{"an admonition that is closed", "{{< admonition warning \"Content warning: fog\" false >}}\n" + hidden + "\n{{< /admonition >}}", "warning Content warning: fog"},
		{"an admonition that is not open", "{{< admonition type=warning title=\"CW: fog\" open=false >}}\n" + hidden + "\n{{< /admonition >}}", "warning CW: fog"},
		{"a callout of Quarto", "::: {.callout-warning collapse=\"true\"}\n## CW: fog\n\n" + hidden + "\n:::", "warning CW: fog"},
		{"a callout of Quarto with a title", "::: {.callout-warning collapse=true title=\"CW: fog\"}\n" + hidden + "\n:::", "warning CW: fog"},
		{"a shortcode with a text", "{{< tw text=\"fog\" >}}\n" + hidden + "\n{{< /tw >}}", "warning Content warning: fog"},
		{"a component with a warning", "<SensitiveContent warning=\"fog\">\n\n" + hidden + "\n\n</SensitiveContent>", "warning Content warning: fog"},
		{"how to unfold, behind a comma", "::: details 内容预警，点击查看\n" + hidden + "\n:::", "warning 内容预警"},
		{"an attribute with topics", "<div data-content-warning=\"fog\"><p>The rope broke and Vera fell.</p></div>", "warning Content warning: fog"},
		{"an attribute over Markdown", "<div content-warning=\"fog\">\n\n" + hidden + "\n\n</div>", "warning Content warning: fog"},
		{"a dialog", "<dialog title=\"CW: fog\"><p>The rope broke and Vera fell.</p></dialog>", "warning CW: fog"},
		{"a class that hides", "<div class=\"spoiler\" data-title=\"CW: fog\">The rope broke and Vera fell.</div>", "warning CW: fog"},
		{"details in another element", "<div>\n<details>\n<summary>CW: fog</summary>\n\n" + hidden + "\n\n</details>\n</div>", "warning CW: fog"},
		{"a box of code that folds", "```ad-warning\ntitle: CW: fog\ncollapse: closed\nThe rope broke and Vera fell.\n```", "warning CW: fog"},
		{"a title with the warning in a bracket", "<details>\n<summary>Click to read (CW: fog)</summary>\n\n" + hidden + "\n\n</details>", "warning CW: fog"},
		{"a spoiler with a text", "{{< spoiler text=\"CW: fog\" >}}\n" + hidden + "\n{{< /spoiler >}}", "warning CW: fog"},
		{"a directive that folds", "```{admonition} CW: fog\n:class: dropdown\n\n" + hidden + "\n```", "warning CW: fog"},
		{"a directive of colons that folds", ":::{admonition} CW: fog\n:class: dropdown\n\n" + hidden + "\n:::", "warning CW: fog"},
		{"a dropdown", ":::{dropdown} CW: fog\n" + hidden + "\n:::", "warning CW: fog"},
		{"a box of mdBook that folds", "```admonish warning title=\"CW: fog\" collapsible=true\n" + hidden + "\n```", "warning CW: fog"},
		{"a spoiler of a forum", "[spoiler=\"CW: fog\"]\n" + hidden + "\n[/spoiler]", "warning CW: fog"},
		{"details of a forum", "[details=\"CW: fog\"]\n\n" + hidden + "\n\n[/details]", "warning CW: fog"},
		{"a warning of a forum", "[cw=fog]" + hidden + "[/cw]", "warning Content warning: fog"},
		{"a list of Vue", "<content-warning :topics=\"['fog', 'rain']\">\n\n" + hidden + "\n\n</content-warning>", "warning Content warning: fog, rain"},
		{"a list of JSX", "<ContentWarning topics={[\"fog\", \"rain\"]}>\n\n" + hidden + "\n\n</ContentWarning>", "warning Content warning: fog, rain"},
		{"no topic", "::: details Content warning\n" + hidden + "\n:::", "warning Content warning"},
	} {
		po, _ := parseMarked(t, new(Parser), "Before.\n\n"+tt.src+"\n\nAfter.\n")
		if got := briefs(po.Warnings); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
		if strings.Contains(po.Summary, "rope") {
			t.Errorf("%s: Summary = %q: what is hidden is in it", tt.name, po.Summary)
		}
		body := new(post.Renderer).Body(po)
		if b, h, a := strings.Index(body, "Before."), strings.Index(body, "The rope"), strings.Index(body, "After."); b < 0 || h < b || a < h {
			t.Errorf("%s: Body = %q, want the hidden text in its place", tt.name, body)
		}
		if strings.Contains(body, "<details") {
			t.Errorf("%s: Body = %q: a warning is folded away", tt.name, body)
		}
	}
	for _, tag := range []string{
		"<span data-cw=\"fog\">on a rope</span>", "<Spoiler title=\"CW: fog\">on a rope</Spoiler>", "{{< cw \"fog\" >}}on a rope{{< /cw >}}",
		"{% spoiler CW: fog %}on a rope{% endspoiler %}", "[spoiler=CW: fog]on a rope[/spoiler]", "{% hideInline on a rope,CW: fog,red %}",
	} {
		po, _ := parseMarked(t, new(Parser), "Before.\n\nVera was "+tag+".\n\nAfter.\n")
		if len(po.Warnings) != 1 || po.Warnings[0].Scope != post.ScopeSection || !strings.Contains(po.Warnings[0].Line("en"), "fog") || strings.Contains(po.Summary, "rope") {
			t.Errorf("%s: warnings %q, summary %q, want one of fog and no hidden text", tag, briefs(po.Warnings), po.Summary)
		}
		if body := new(post.Renderer).Body(po); !strings.Contains(body, "on a rope") || strings.Contains(body, "<Spoiler") {
			t.Errorf("%s: Body = %q, want the hidden text in its place", tag, body)
		}
	}
	for _, tt := range []struct{ name, src, want string }{
		{"a list of topics", "∑<details>\n<summary>Content warnings</summary>\n\n- death of a parent\n- fog\n\n</details>\n\nText.", "warning Content warnings: death of a parent=death, fog"},
		{"a list with a word before it", "∑::: details Content warnings\nContains: blood, needles\n:::\n\nText.", "warning Content warnings: blood=blood-gore, needles=procedures"},
		{"an advisory", "∑::: details Content warning\nThis post is about a stay in hospital.\n:::\n\nText.", "warning Content warning: stay in hospital=procedures | This post is about a stay in hospital."},
	} {
		checkWarnings(t, tt.name, tt.src, tt.want)
	}
}

// A warning that has no end is its title and its first block; the rest is the post.
func TestUnclosedWarning(t *testing.T) {
	po, _ := parseMarked(t, new(Parser), "::: danger 内容预警\n溺水。\n\n第一天。\n\n## 夜\n\n第二天。\n")
	if got, want := briefs(po.Warnings), "danger 内容预警: 溺水"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if body := new(post.Renderer).Body(po); !strings.Contains(body, "第一天") || !strings.Contains(body, "第二天") {
		t.Errorf("Body = %q, want all behind the first paragraph", body)
	}
	if !strings.Contains(po.Summary, "第一天") {
		t.Errorf("Summary = %q", po.Summary)
	}
	if len(po.Problems) != 1 || po.Problems[0].Rule != RuleUnclosedWarning || po.Problems[0].Pos.Line != 1 {
		t.Errorf("Problems = %v, want one unclosed-warning in line 1", po.Problems)
	}
}

// The block of a warning that stays in the body has the ID of the warning.
func TestWarningID(t *testing.T) {
	po, _ := parseMarked(t, new(Parser), "Text.\n\n## One\n\n> **Content warning:** fog\n\nText.\n\n## Two\n\n::: warning Content warning\nFog, rain.\n:::\n\nText.\n")
	body := (&post.Renderer{IDPrefix: "a-"}).Body(po)
	seen := map[string]bool{}
	for _, w := range po.Warnings {
		if w.ID == "" || seen[w.ID] || strings.Count(body, `id="a-`+w.ID+`"`) != 1 {
			t.Errorf("ID = %q, want one block of %s to have it alone", w.ID, body)
		}
		seen[w.ID] = true
	}
	if len(seen) != 2 {
		t.Errorf("%d warnings with an ID, want 2", len(seen))
	}
}

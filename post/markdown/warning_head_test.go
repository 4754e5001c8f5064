package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
)

// What may be a warning and is not taken for one is never passed over in silence.
func TestPossibleHeadWarning(t *testing.T) {
	for _, line := range []string{
		"warnings: [deprecated API]", "tags: [nsfw, Python]", "tags: [内容预警, 分类器]", "tags: [cw-spiders]", "triggers: [moths]", "explicit: true", "rating: Mature", "spoiler: the bridge",
		"title: 'Winter [TW Spiders]'", "title: 'Trip [CW]'", "title: 'Radio | CW: first contact'", "title: 'Night (content warning in the text)'",
		"warning: fog", "warn: fog", "warns: [fog]", "notice: contains fog", "classification: adult", "layout: content-warning", "tags: [fog-tw]", "tags: [cw, fog]", "tags: ['warning: fog']", "contains: [suicide]", "has_triggers: true", "title: 'CW: fog'",
		"title: 'CW fog: a winter'", "title: A winter - trigger warning", "title: 'A winter [warning: fog]'", "title: 【预警】冬天", "title: A winter (explicit)", "title: 冬天 慎入", "description: NSFW. A winter", "description: A winter after a suicide (TW)", "subtitle: content warning", "warning: nsfw", "sensitivity: explicit", "tags: [CW fog]", "title: A winter (suicide)", "title: 🔞 A winter", "title: 冬天｜预警", "title: A winter (not for kids)",
		"description: 'A winter. Content warning: the part about grief'",
		"title: 'Essay (content warnings: a history of the form in the press)'", "title: 'Notes | Content warning: the history of a label'",
	} {
		po, err := new(Parser).Parse("a.md", []byte("---\nlang: en\n"+line+"\n---\nText.\n"))
		if err != nil {
			t.Fatal(err)
		}
		if len(po.Warnings) > 0 || len(po.Problems) != 1 || po.Problems[0].Rule != RulePossibleWarning || po.Problems[0].Pos.Line != 3 {
			t.Errorf("%s: Warnings = %s, Problems = %v, want one possible-warning in line 3", line, briefs(po.Warnings), po.Problems)
		}
	}
}

// Words of other things are passed over.
func TestNoHeadWarning(t *testing.T) {
	for _, line := range []string{
		"warning: Draft", "warn: missing license", "warning: [beta]", "notice: Draft", "note: Text", "type: post", "rating: 5", "tags: [storm warning, zh-tw, made-in-tw, 长文预警]", "contains: [loops]",
		"title: Storm warning", "title: A winter (contains examples)", "title: 【注意】搬家", "title: 多图预警", "title: Film review (R)", "title: Graphic design (graphic)", "title: 'Compiler warning: unused variable'",
		"description: How to add a content warning", "description: 'Content warning: how to write one'", "description: Morse by hand. CW: a week on the air",
	} {
		po, err := new(Parser).Parse("a.md", []byte("---\nlang: en\n"+line+"\n---\nText.\n"))
		if err != nil {
			t.Fatal(err)
		}
		if len(po.Warnings) > 0 || slices.ContainsFunc(po.Problems, func(p *post.Problem) bool { return p.Rule == RulePossibleWarning }) {
			t.Errorf("%s: Warnings = %s, Problems = %v", line, briefs(po.Warnings), po.Problems)
		}
	}
}

// brief is a warning as tests write it: "danger 内容预警: 自杀=suicide, 蜘蛛 | text".
func brief(w *post.Warning) string {
	var topics []string
	for _, t := range w.Topics {
		s := t.Label
		if t.Slug != "" {
			s += "=" + t.Slug
		}
		topics = append(topics, s)
	}
	s := fmt.Sprintf("%s %s", w.Level, w.Title)
	if w.Scope == post.ScopeSection {
		s = "section " + s
	}
	if topics != nil {
		s += ": " + strings.Join(topics, ", ")
	}
	if w.Text != "" {
		s += " | " + strings.ReplaceAll(w.Text, "\n\n", " ¶ ")
	}
	return s
}

func briefs(ws []*post.Warning) string {
	var all []string
	for _, w := range ws {
		all = append(all, brief(w))
	}
	return strings.Join(all, "\n")
}

func TestHeadWarnings(t *testing.T) {
	for _, tt := range []struct{ name, matter, want string }{
		{"a title over topics", "title: 'Content warning: enbyphobia'", "warning Content warning: enbyphobia=transphobia"},
		{"a title about warnings", "title: 'Content warning: a short history'", ""},
		{"a tag", "tags: [games, nsfw]", "warning nsfw"},
		{"a tag that is a phrase", "tags: [内容预警]", "warning 内容预警"},
		{"a category of age", "categories: [R18]", "warning R18"},
		{"a tag of a post about a trade", "tags: [nsfw, Python]", ""},
		{"a tag of a post about warnings", "title: How I read content warnings\ntags: [content warning]", ""},
		{"a title over a topic of no vocabulary", "title: 'Content warning: fog'", "warning Content warning: fog"},
		{"a mark and a space in the title", "title: 'Night [TW spiders]'", "warning TW: spiders"},
		{"a mark and a space in the title, known", "title: Chapter 3 (cw blood)", "warning cw: blood=blood-gore"},
		{"a mark and a space in a part of the title", "title: 'Night - TW: fog and blood'", "warning TW: fog and blood=blood-gore"},
		{"an edition for a country", "title: 'Guide (TW edition)'", ""},
		{"a flag", "flag:\n  level: danger\n  text: content warning", "danger content warning"},
		{"a flag of something else", "flag:\n  level: warning\n  text: out of date", ""},
		{"a notice", "adultNotice:\n  title: 阅读预警\n  message: 这篇文章包含可能令人不适的情节", "warning 阅读预警 | 这篇文章包含可能令人不适的情节"},
		{"a label without a level", "badge:\n  text: content warning", ""},
		{"a phrase under any key", "note: 'Content warning: suicide, spiders'", "warning Content warning: suicide=suicide, spiders"},
		{"of what no phrase announces", "note: 'Content note: the file has moved'", ""},
		{"a bare tag beside what it warns of", "tags: [tw, suicide, diary]", "warning tw: suicide=suicide"},
		{"a bare tag", "tags: [TW, travel]", ""},
		{"an abbreviation of the title", "title: Not Safe For Work (NSFW)", ""},
		{"string", "content_warning: self-harm, spiders", "warning Content warning: self-harm=self-harm, spiders"},
		{"plural", "content_warnings: [death]", "warning Content warning: death=death"},
		{"hyphen", "content-warning: [death]", "warning Content warning: death=death"},
		{"camel", "contentWarnings: [death]", "warning Content warning: death=death"},
		{"upper", "Trigger_Warning: war", "warning Content warning: war=collective-violence"},
		{"list", "content_warning:\n  - 自残\n  - 蜘蛛\ntitle: 夜航", "warning 内容预警: 自残=self-harm, 蜘蛛"},
		{"lang", "content_warning: mort\nlang: fr", "warning Avertissement de contenu: mort=death"},
		{"true", "content_warning: true", "warning Content warning"},
		{"false", "content_warning: false", ""},
		{"none", "content_warning: none", ""},
		{"empty", "content_warning:", ""},
		{"sensitive", "sensitive: true", "warning Content warning"},
		{"sensitive false", "sensitive: false", ""},
		{"nsfw", "nsfw: true", "warning NSFW"},
		{"nsfw and topics", "nsfw: true\ncontent_warning: [blood]", "warning Content warning: blood=blood-gore"},
		{"nested", "params:\n  content_warning: [death]", "warning Content warning: death=death"},
		{"nsfw text", "nsfw: nudity", "warning NSFW: nudity=pornography"},
		{"warning, a phrase", "warning: 'CW: suicide, spiders'", "warning CW: suicide=suicide, spiders"},
		{"warning, a topic", "warning: self-harm", "warning Content warning: self-harm=self-harm"},
		{"warning of another kind", "warning: this kills the process, and the death of it is slow", ""},
		{"warning that is a switch", "warning: true", ""},
		{"tags", "tags: [sea, 'cw: blood', tw:suicide]", "warning cw: blood=blood-gore, suicide=suicide"},
		{"tags about warnings", "tags: [content warning, 'cw: morse', tw]", ""},
		{"cw", "cw: suicide and self-harm", "warning Content warning: suicide=suicide, self-harm=self-harm"},
		{"cw list", "cw: [heights]", "warning Content warning: heights"},
		{"has_cw", "has_cw: true", "warning Content warning"},
		{"cw true", "cw: true", "warning Content warning"},
		{"tw is a country", "tw: Taiwan", ""},
		{"tw is a handle", "tw: '@someone'", ""},
		{"cw is a number", "cw: 700", ""},
		{"phrase in the value", "content_warning: 内容预警：自杀", "warning 内容预警: 自杀=suicide"},
		{"sentence", "content_warning: This post describes a suicide, and a long winter.", "warning Content warning: suicide=suicide, long winter | This post describes a suicide, and a long winter."},
		{"sentence of no list", "content_warning: Nobody should read this part about the murder before going to bed at night", "warning Content warning: murder=violence | Nobody should read this part about the murder before going to bed at night"},
		{"Chinese sentence", "content_warning: 本文涉及家暴、自残等内容，请酌情阅读。\ntitle: 夜航", "warning 内容预警: 家暴=abuse, 自残=self-harm | 本文涉及家暴、自残等内容，请酌情阅读。"},

		{"map", "content_warning:\n  level: danger\n  title: 阅读预警\n  topics: [自杀, 高处]\n  text: 第二节。", "danger 阅读预警: 自杀=suicide, 高处 | 第二节。"},
		{"map of topics", "content_warning:\n  suicide: true\n  gore: false\n  spiders: mild", "warning Content warning: suicide=suicide, spiders"},
		{"list of maps", "content_warnings:\n  - label: 自残\n    level: danger\n  - label: 高处\ntitle: 山", "danger 内容预警: 自残=self-harm, 高处"},
		{"several warnings", "content_warnings:\n  - title: One\n    topics: [war]\n    text: First.\n  - title: Two\n    topics: [war]\n    text: Second.", "warning One: war=collective-violence | First.\nwarning Two: war=collective-violence | Second."},

		{"cw, of nothing known", "cw: spiders", "warning Content warning: spiders"},
		{"cw, two words", "cw: eye contact", "warning Content warning: eye contact"},
		{"tw, Chinese", "tw: 溺水\ntitle: 河", "warning 内容预警: 溺水"},
		{"warnings, of nothing known", "warnings: [drowning, fog]", "warning Content warning: drowning, fog"},
		{"warnings by weight", "warnings:\n  major: [death]\n  minor: [fog]", "warning Content warning: death=death, fog"},
		{"a phrase as the value", "cw: 'CW: snakes'", "warning CW: snakes"},
		{"spoiler_text", "spoiler_text: eye contact", "warning Content warning: eye contact"},
		{"an archive", "archive_warnings: [Major Character Death, Fog Everywhere]", "warning Content warning: Major Character Death=death, Fog Everywhere"},
		{"an archive that chose not to", "archive_warnings: ['Creator Chose Not To Use Archive Warnings']", "warning Content warning: Creator Chose Not To Use Archive Warnings"},
		{"an archive, none", "archive_warning: No Archive Warnings Apply", ""},
		{"an archive, a list of none", "archive_warnings: ['No Archive Warnings Apply']", ""},
		{"a tag among others", "additional_tags: [Fluff, 'Trigger Warning: Needles']", "warning Trigger Warning: Needles=procedures"},
		{"a rating", "content-rating: 18+", "warning Content warning: 18+"},
		{"a rating for all", "content-rating: everyone", ""},
		{"German key", "Inhaltswarnung: Suizid, Nebel", "warning Inhaltswarnung: Suizid=suicide, Nebel"},
		{"French key", "avertissement_contenu:\n  - suicide\n  - brouillard", "warning Avertissement de contenu: suicide=suicide, brouillard"},
		{"Spanish key", "advertencia_de_contenido: niebla", "warning Advertencia de contenido: niebla"},
		{"Japanese key", "閲覧注意: 霧", "warning 閲覧注意: 霧"},
		{"Korean key", "콘텐츠_경고: 안개", "warning 콘텐츠_경고: 안개"},
		{"traditional key", "內容預警: 霧", "warning 內容預警: 霧"},
		{"an invisible character in the key", "content\u200b_warning: fog", "warning Content warning: fog"},
		{"an invisible character in the value", "cw: '内容\u200b预警：雾'", "warning 内容预警: 雾"},
		{"a nested key", "meta:\n  content_warning: fog", "warning Content warning: fog"},
		{"a tag of nothing known", "tags: ['cw: 地震']", "warning cw: 地震"},
		{"a category", "categories: ['内容预警：雾']", "warning 内容预警: 雾"},
		{"a tag of Taiwan", "tags: ['tw: Taiwan', tw-stocks]", ""},
		{"a title of nothing known", "title: 'Winter [CW: spiders]'", "warning CW: spiders"},
		{"a phrase under any key, of nothing known", "note: 'Content warning: drowning'", "warning Content warning: drowning"},
		{"an age that is a version", "title: 【18+】Node 升级", ""},
		{"none in a list", "content_warnings: [none]", ""},
		{"a list of jobs", "warnings: [deprecated API, old endpoint]", ""},
		{"Chinese by its short name", "cn: 山间", ""},
		{"a handle in a list", "tw: ['@someone']", ""},
		{"title", "title: 【NSFW】山间", "warning NSFW"},
		{"title, round", "title: 山间（NSFW）", "warning NSFW"},
		{"title, lower", "title: 'Notes [nsfw]'", "warning nsfw"},
		{"title, CW", "title: 'Winter [CW: suicide, spiders]'", "warning CW: suicide=suicide, spiders"},
		{"title, TW in brackets", "title: 'Winter (TW: death)'", "warning TW: death=death"},
		{"title, Chinese", "title: 冬天【内容预警：自杀】", "warning 内容预警: 自杀=suicide"},
		{"title, R18", "title: 【R18】冬天", "warning R18"},
		{"title after another bracket", "title: 【日记】冬天（NSFW）", "warning NSFW"},
		{"title, last in a bracket", "title: Night (Director's Cut - NSFW)", "warning NSFW"},
		{"title and key", "title: 【NSFW】山间\ncontent_warning: [血腥]", "warning 内容预警: 血腥=blood-gore"},
		{"Morse in the title", "title: 'Learning Morse [CW: keys and bugs]'", ""},
		{"Morse mode in the title", "title: 'A radio (CW)'", ""},
		{"a country in the title", "title: 'Trip [TW]'", ""},
		{"a release", "title: 'Release [R18]'", ""},
		{"not in a bracket", "title: NSFW detection with a small model", ""},
		{"title, the last part", "title: 'Night | TW: suicide'", "warning TW: suicide=suicide"},
		{"title, the first part", "title: 'CW: suicide — Night'", "warning CW: suicide=suicide"},
		{"title, a part of nothing known", "title: 夜｜触发警告：溺水", "warning 触发警告: 溺水"},
		{"title, slashes", "title: 'TW // suicide: Night'", "warning TW: suicide=suicide"},
		{"title, between signs", "title: '⚠️ CW: blood ⚠️ Night'", "warning CW: blood=blood-gore"},
		{"title, enter with care", "title: 【慎入】夜", "warning 慎入"},
		{"a part about a station", "title: 'Radio | CW: first contact'", ""},
		{"a part about warnings", "title: 'Notes | Content warning: the history of a label'", ""},
		{"a tag with a slash", "tags: [boats, cw/spiders]", "warning cw: spiders"},
		{"a taxonomy", "taxonomies:\n  content_warnings: [spiders]", "warning Content warning: spiders"},
		{"below another key", "fediverse:\n  spoiler_text: spiders", "warning Content warning: spiders"},
		{"a key with a word behind it", "content_warning_text: spiders", "warning Content warning: spiders"},
		{"a key with a word before it", "has_content_warning: true", "warning Content warning"},
		{"a key with a word before it, no", "has_content_warning: false", ""},
		{"is not safe", "isNSFW: true", "warning Content warning"},
		{"safe", "sfw: true", ""},
		{"not safe", "sfw: false", "warning Content warning"},
		{"for adults", "adult: true", "warning Content warning"},
		{"not for adults", "adult: false", ""},
		{"a rating of stories", "rating: Explicit", "warning Content warning: Explicit"},
		{"a rating of films", "rating: R", ""},
		{"a rating of five", "rating: 5", ""},
		{"an age", "age_restriction: 18", "warning Content warning: 18"},
		{"no age", "age_restriction: 0", ""},
		{"a map that is off", "content_warning:\n  enabled: false\n  text: spiders", ""},
		{"a map that is on", "content_warning:\n  enabled: true\n  text: spiders", "warning Content warning: spiders"},
		{"a map with a reason", "cw:\n  reason: spiders", "warning Content warning: spiders"},
		{"a map in Chinese", "内容预警:\n  标题: 慎读\n  话题: [溺水]", "warning 慎读: 溺水"},
		{"a list of kinds", "content_warnings:\n  - type: spiders\n    severity: danger", "danger Content warning: spiders"},
		{"a mark in a description", "description: 'TW: suicide. A winter at sea.'", "warning TW: suicide=suicide"},
		{"a mark in a description, of nothing known", "description: 'CW: fog. A winter at sea.'", "warning CW: fog"},
		{"a list in a description", "description: 'Content warning: suicide, fog. Then the winter.'", "warning Content warning: suicide=suicide, fog"},
		{"a later sentence of a description", "description: 'A winter at sea. CW: fog'", "warning CW: fog"},
		{"a bracket in a description", "description: 'A winter at sea (CW: fog).'", "warning CW: fog"},
		{"a mark and a space in a description", "description: CW suicide. A winter", "warning CW: suicide=suicide"},
		{"an advisory in a description", "description: This post discusses suicide. Please take care.", "warning Content warning: suicide=suicide | This post discusses suicide. Please take care."},
		{"a Chinese description", "description: 内容预警：雾。冬天的海。", "warning 内容预警: 雾"},
		{"a description below another key", "seo:\n  description: 'CW: suicide. A winter.'", "warning CW: suicide=suicide"},
		{"a description of Morse", "description: 'CW: Morse code for beginners'", ""},
		{"a subtitle", "subtitle: 'CW: suicide'", "warning CW: suicide=suicide"},
		{"a list of elements", "head:\n  - - meta\n    - name: description\n      content: 'CW: fog. A winter.'", "warning CW: fog"},
		{"an element with a rating", "head:\n  - [meta, {name: rating, content: mature}]", "warning Content warning: mature"},
		{"a map and a key that are a phrase", "content: {warnings: [fog]}", "warning Content warning: fog"},
		{"a note on content", "content: {note: 'Text of a note'}", ""},
		{"a phrase in a map of any name", "content:\n  trigger_warnings: [fog]", "warning Content warning: fog"},
		{"warn", "warn: suicide", "warning Content warning: suicide=suicide"},
		{"a notice", "notice: contains suicide", "warning Content warning: suicide=suicide | contains suicide"},
		{"a notice of something else", "notice: This page moved", ""},
		{"a disclaimer", "disclaimer: discusses sexual assault", "warning Content warning: sexual assault=sexual-abuse | discusses sexual assault"},
		{"keywords", "keywords: ['tw: suicide']", "warning tw: suicide=suicide"},
		{"tags below another key", "extra:\n  tags: ['cw: fog']", "warning cw: fog"},
		{"a tag that ends in a mark", "tags: [suicide-tw]", "warning tw: suicide=suicide"},
		{"a tag that ends in a word", "tags: [suicide warning]", "warning warning: suicide=suicide"},
		{"a tag that ends in a word, in Chinese", "tags: [自杀预警]", "warning 预警: 自杀=suicide"},
		{"tags that end in a word, of something else", "tags: [storm warning, 台风预警, compiler warnings, zh-tw, made-in-tw]", ""},
		{"a tag with a slash, known", "tags: [tw/suicide]", "warning tw: suicide=suicide"},
		{"a tag with an underscore", "tags: [tw_suicide]", "warning tw: suicide=suicide"},
		{"a tag of a word and a colon", "tags: ['warning: suicide']", "warning warning: suicide=suicide"},
		{"a title that is a mark over a topic", "title: 'CW: suicide'", "warning CW: suicide=suicide"},
		{"a title that opens with a mark and a topic", "title: 'CW suicide: a winter'", "warning CW: suicide=suicide"},
		{"a mark after a comma", "title: 'A winter, CW: suicide'", "warning CW: suicide=suicide"},
		{"a word in a bracket", "title: 'A winter [warning: suicide]'", "warning warning: suicide=suicide"},
		{"a bracket that ends in a word", "title: A winter (suicide warning)", "warning warning: suicide=suicide"},
		{"a bracket that says what is in it", "title: A winter (contains suicide)", "warning Content warning: suicide=suicide"},
		{"a bracket that says what is in it, in Chinese", "title: 冬天（内含自杀）", "warning 内容预警: 自杀=suicide"},
		{"a bracket that says what is in it, in Japanese", "title: 冬【自殺表現あり】", "warning 閲覧注意: 自殺=suicide"},
		{"a mark after something grave", "title: Suicide (TW)", "warning TW: Suicide=suicide"},
		{"a part that is a mark", "title: A winter - NSFW", "warning NSFW"},
		{"a word of any notice over something grave", "title: 'Warning: suicide'", "warning Warning: suicide=suicide"},
		{"a part of a description", "description: 'A winter | TW: suicide'", "warning TW: suicide=suicide"},
		{"a phrase before for in a description", "description: Content warning for suicide. A winter.", "warning Content warning: suicide=suicide"},
		{"a description that says what is in it", "description: Contains suicide.", "warning Content warning: suicide=suicide | Contains suicide"},
		{"a notice in a description", "description: 'Warning: suicide. A winter'", "warning Content warning: suicide=suicide"},
		{"a description for other sites", "og:\n  description: 'CW: fog'", "warning CW: fog"},
		{"a warning to readers", "viewer_warning: suicide", "warning Content warning: suicide=suicide"},
		{"a tag of care", "tags: [自杀慎入]", "warning 慎入: 自杀=suicide"},
		{"a title with a warning for a topic", "title: A winter with trigger warning for suicide", "warning trigger warning: suicide=suicide"},
		{"a bracket with more advice", "title: 冬天（内含血腥，慎入）", "warning 内容预警: 血腥=blood-gore"},
		{"a Japanese bracket", "title: 冬（流血表現を含みます）", "warning 閲覧注意: 流血=blood-gore | 流血表現を含みます"},
		{"warning signs", "title: Warning signs of suicide", ""},
		{"a bracket over parts of a work", "title: A winter (contains examples)", ""},
		{"an essay on warnings", "title: 内容预警系统的设计", ""},
		{"an essay, in brackets", "title: 'Essay (content warnings: a history of the form in the press)'", ""},
		{"a joke", "title: 【长文预警】冬天", ""},
	} {
		h, err := new(Parser).ParseHead("a.md", []byte("---\n"+tt.matter+"\n---\nText.\n"))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := briefs(h.Warnings); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
		for _, w := range h.Warnings {
			if w.Pos.Line < 2 {
				t.Errorf("%s: position %v", tt.name, w.Pos)
			}
		}
	}
}

func TestWarningLine(t *testing.T) {
	suicide := []post.Topic{{Slug: "suicide", Label: "自杀"}, {Label: "高处"}}
	for _, tt := range []struct {
		w    post.Warning
		lang string
		want string
	}{
		{post.Warning{Title: "内容预警", Topics: suicide}, "zh-CN", "内容预警：自杀、高处"},
		{post.Warning{Title: "内容预警", Topics: suicide}, "", "内容预警：自杀、高处"},
		{post.Warning{Title: "内容预警", Topics: suicide}, "en", "内容预警：自杀、高处"},
		{post.Warning{Title: "Content warning", Topics: []post.Topic{{Label: "death"}, {Label: "war"}}}, "zh", "Content warning: death, war"},
		{post.Warning{Title: "Avertissement de contenu", Topics: []post.Topic{{Label: "mort"}}}, "fr", "Avertissement de contenu\u00a0: mort"},
		{post.Warning{Title: "NSFW"}, "zh", "NSFW"},
		{post.Warning{Title: "Content note", Text: "Read this\n\nby day."}, "en", "Content note: Read this by day."},
	} {
		if got := tt.w.Line(tt.lang); got != tt.want {
			t.Errorf("Line(%q) = %q, want %q", tt.lang, got, tt.want)
		}
	}
}

package markdown_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

const canary = "kanarienvogel"

// secret is what a part that nobody may see holds: one of each thing that could
// come out by another way than as text.
const secret = `## Heading ` + canary + `

Content warning: ` + canary + ` and spiders

Text ` + canary + ` with [a link ` + canary + `](https://` + canary + `.example/) and a note[^k].

![picture ` + canary + `](` + canary + `.png "` + canary + `")

Reposted from [` + canary + `](https://example.org/` + canary + `)

[^k]: The note ` + canary + `.

#` + canary + `

` + "```go\ncode " + canary + "\n```\n"

// everything returns all that a post says, wherever it says it.
func everything(po *post.Post) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q %v %v %+v\n", po.Title, po.Summary, po.Tags, po.Categories, po.Contents)
	if po.Body != nil {
		b.WriteString(po.Body.Render(&post.Renderer{}) + po.Body.Text())
	}
	for _, w := range po.Warnings {
		fmt.Fprintf(&b, "%s %s %v\n", w.Title, w.Text, w.Topics)
		if w.Body != nil {
			b.WriteString(w.Body.Text())
		}
	}
	if po.Repost != nil {
		fmt.Fprintf(&b, "%+v\n", *po.Repost)
	}
	for _, p := range po.Problems {
		b.WriteString(p.Error() + "\n")
	}
	return b.String()
}

func readBody(t *testing.T, body string) *post.Post {
	t.Helper()
	po, err := new(markdown.Parser).Parse("a.md", []byte("---\ntitle: A walk\nlang: en\n---\n"+body))
	if err != nil {
		t.Fatal(err)
	}
	return po
}

var lockedForms = []struct{ name, open, end string }{
	{"hugo-encryptor", `{{% hugo-encryptor "` + canary + `" %}}`, `{{% /hugo-encryptor %}}`},
	{"hugo_encryptor", `{{< hugo_encryptor "` + canary + `" >}}`, `{{</ hugo_encryptor >}}`},
	{"hugo encrypt", `{{< encrypt password="` + canary + `" >}}`, `{{< /encrypt >}}`},
	{"hugo password", `{{< password >}}`, `{{< /password >}}`},
	{"hugo secret", `{{< secret "1" >}}`, `{{< /secret >}}`},
	{"fixit", `{{% fixit-encryptor "1" "ask me" %}}`, `{{% /fixit-encryptor %}}`},
	{"hexo encrypt", `{% encrypt ` + canary + ` %}`, `{% endencrypt %}`},
	{"hexo protect", `{%- protect -%}`, `{%- endprotect -%}`},
	{"for members", `{% members %}`, `{% endmembers %}`},
	{"hexo hbe", `{% hbe %}`, `{% endhbe %}`},
	{"zola", `{% protected(password="` + canary + `") %}`, `{% end %}`},
	{"colons", "::: encrypt " + canary, ":::"},
	{"colons glued", ":::password{key=" + canary + "}", ":::"},
	{"colons class", "::: {.encrypted}", ":::"},
	{"colons Chinese", "::: 加密", ":::"},
	{"component", `<Encrypt password="` + canary + `">`, `</Encrypt>`},
	{"component password", `<PasswordProtected>`, `</PasswordProtected>`},
	{"element", `<pagevault hint="` + canary + `">`, `</pagevault>`},
	{"brackets", `[ppblock ex="` + canary + `"]`, `[/ppblock]`},
	{"forum hide", `[hide]`, `[/hide]`},
	{"forum reply", `[reply]`, `[/reply]`},
	{"open tag", `{% encrypt %}`, ""},
	{"open shortcode", `{{< encrypt >}}`, ""},
	{"open colons", `::: encrypt`, ""},
	{"open component", `<Encrypt>`, ""},
	{"nested", "{% encrypt %}\n\n{% encrypt %}\n\nx\n\n{% endencrypt %}\n", `{% endencrypt %}`},
}

func TestLocked(t *testing.T) {
	for _, f := range lockedForms {
		for _, where := range []string{"blocks", "glued", "list"} {
			t.Run(f.name+" "+where, func(t *testing.T) {
				inner := "\n\n" + secret + "\n\n"
				if where == "glued" {
					inner = "\n" + secret
				}
				body := f.open + inner + f.end
				if where == "list" {
					body = "- item\n\n  " + strings.ReplaceAll(body, "\n", "\n  ")
				}
				po := readBody(t, "Before it.\n\n"+body+"\n\nAfter it.\n")
				all := everything(po)
				if strings.Contains(strings.ToLower(all), canary) {
					t.Errorf("a locked word comes out:\n%s", all)
				}
				said := label.For("en").LockedPart
				for out, s := range map[string]string{"markup": po.Body.Render(&post.Renderer{}), "text": po.Body.Text(), "summary": po.Summary} {
					if !strings.Contains(s, said) {
						t.Errorf("%s does not say that a part is locked: %q", out, s)
					}
				}
				if f.end != "" && !strings.Contains(po.Body.Text(), "After it.") {
					t.Errorf("what follows is lost: %q", po.Body.Text())
				}
				if po.Repost != nil || len(po.Warnings) > 0 || len(po.Headings) > 0 || len(po.Images) > 0 || len(po.Links) > 0 || len(po.Footnotes) > 0 {
					t.Errorf("something locked is listed: %+v", po.Contents)
				}
				if f.end != "" && po.WordCount > 8 {
					t.Errorf("WordCount = %d, want that of what is shown", po.WordCount)
				}
			})
		}
	}
}

// What is locked in a line says so in the line.
func TestLockedInLine(t *testing.T) {
	for _, body := range []string{
		"One {% encrypt %}" + canary + "{% endencrypt %} two.",
		"One {{< password >}}" + canary + "{{< /password >}} two.",
		"One <Encrypt>" + canary + "</Encrypt> two.",
		"One [ppblock]" + canary + "[/ppblock] two.",
		`One {{< encrypt "` + canary + ` of two words" />}} two.`,
		`One <Password text="` + canary + `" /> two.`,
		"<div>\nOne [ppblock]" + canary + "[/ppblock] two.\n</div>",
	} {
		po := readBody(t, body)
		if got, want := po.Body.Text(), "One ["+label.For("en").LockedPart+"] two."; got != want {
			t.Errorf("%q: text %q, want %q", body, got, want)
		}
		if strings.Contains(everything(po), canary) {
			t.Errorf("%q: a locked word comes out", body)
		}
	}
}

// Every language says it in its own words.
func TestLockedLanguages(t *testing.T) {
	for _, lang := range []string{"de", "es", "fr", "ja", "ko", "zh-Hans", "zh-Hant"} {
		po, err := new(markdown.Parser).Parse("a.md", []byte("---\ntitle: x\nlang: "+lang+"\n---\n::: encrypt\nx\n:::\n"))
		if err != nil {
			t.Fatal(err)
		}
		if said := label.For(lang).LockedPart; po.Body.Text() != said || said == label.For("en").LockedPart {
			t.Errorf("%s: %q, want %q", lang, po.Body.Text(), said)
		}
	}
}

var hiddenForms = []struct{ name, open, end string }{
	{"kramdown comment", "{::comment}", "{:/comment}"},
	{"kramdown short end", "{::comment}", "{:/}"},
	{"html comment", "text <!--", "-->"},
	{"html comment at the start", "<!--", "-->"},
	{"hugo comment", "{{/*", "*/}}"},
	{"hugo shortcode", "{{< comment >}}", "{{< /comment >}}"},
	{"hugo percent shortcode", "{{% comment %}}", "{{% /comment %}}"},
	{"jinja", "{#", "#}"},
	{"liquid", "{% comment %}", "{% endcomment %}"},
	{"liquid trimmed", "{%- comment -%}", "{%- endcomment -%}"},
	{"mdx", "{/*", "*/}"},
	{"handlebars", "{{!--", "--}}"},
	{"obsidian", "%%", "%%"},
	{"obsidian without an end", "%%", ""},
	{"hidden", "<div hidden>", "</div>"},
	{"hidden value", `<section class="x" hidden="">`, "</section>"},
	{"display none", `<div style="color: red; display : none !important">`, "</div>"},
	{"visibility", `<div style='visibility:hidden'>`, "</div>"},
	{"jsx style", `<div style={{display: 'none'}}>`, "</div>"},
	{"vue", `<div v-if="false">`, "</div>"},
	{"template", "<template>", "</template>"},
	{"nested element", "<div hidden><div>", "</div></div>"},
	{"open element", "<div hidden>", ""},
	{"pdf alone", `::: {.content-visible when-format="pdf"}`, ":::"},
	{"not on pages", `::: {.content-hidden when-format="html"}`, ":::"},
	{"unless page", `::: {.content-visible unless-format="html"}`, ":::"},
	{"some profile", `::: {.content-hidden}`, ":::"},
	{"quarto hidden", `:::: {.hidden}`, "::::"},
	{"nested colons", "::: {.content-visible when-format=\"pdf\"}\n::: note\n" + "x\n:::\n", ":::"},
	{"a class of Tailwind", `<div class="mt-2 hidden">`, "</div>"},
	{"a class of Bootstrap", `<div class="d-none">`, "</div>"},
	{"opacity", `<div style="color: red; opacity: 0">`, "</div>"},
	{"what React never renders", "{false && (", ")}"},
	{"never true", "{% if false %}", "{% endif %}"},
	{"of developers", `{% if jekyll.environment == "development" %}`, "{% endif %}"},
	{"a draft of a part", "::: draft", ":::"},
	{"container style", `::: {style="display:none"}`, ":::"},
}

func TestHidden(t *testing.T) {
	for _, f := range hiddenForms {
		for _, where := range []string{"blocks", "glued", "list", "quote"} {
			t.Run(f.name+" "+where, func(t *testing.T) {
				inner := "\n\n" + secret + "\n\n"
				if where == "glued" {
					inner = "\n" + secret
				}
				body := f.open + inner + f.end
				switch where {
				case "list":
					body = "- item\n\n  " + strings.ReplaceAll(body, "\n", "\n  ")
				case "quote":
					body = "> " + strings.ReplaceAll(body, "\n", "\n> ")
				}
				po := readBody(t, "Before it.\n\n"+body+"\n\nAfter it.\n")
				if all := everything(po); strings.Contains(strings.ToLower(all), canary) {
					t.Errorf("a hidden word comes out:\n%s", all)
				}
				if f.end != "" && !strings.Contains(po.Body.Text(), "After it.") {
					t.Errorf("what follows is lost: %q", po.Body.Text())
				}
				if strings.Contains(po.Body.Text(), label.For("en").LockedPart) {
					t.Error("what is hidden is called locked")
				}
			})
		}
	}
}

func TestHiddenInLine(t *testing.T) {
	for body, want := range map[string]string{
		"One {::comment}" + canary + "{:/} two.":                                        "One  two.",
		"One <span hidden>" + canary + "</span>two.":                                    "One two.",
		"One <span style=\"display: none;\">" + canary + "</span>two.":                  "One two.",
		"One [" + canary + "]{style=\"display:none\"}two.":                              "One two.",
		"One [" + canary + "]{.content-visible when-format=\"pdf\"}two.":                "One two.",
		"One {# " + canary + " #}two.":                                                  "One two.",
		"One {/* " + canary + " */}two.":                                                "One two.",
		"One <img hidden alt=\"" + canary + "\" src=\"a.png\">two.":                     "One two.",
		"One %%" + canary + "%%two.":                                                    "One two.",
		"<p style=\"display:none\">" + canary + "</p>\n\nTwo.":                          "Two.",
		canary + " text\n{: style=\"display:none\"}\n\nTwo.":                            "Two.",
		"{::options parse_block_html=\"true\" /}\n\nTwo.":                               "Two.",
		"{::nomarkdown}\n<b>Two.</b>\n{:/nomarkdown}":                                   "Two.",
		"```{r}\n#| echo: false\n#| label: " + canary + "\n" + canary + "\n```\n\nTwo.": "Two.",
		`A <span class="katex"><span class="katex-mathml"><math><mi>x</mi></math></span><span class="katex-html" aria-hidden="true">` + canary + `</span></span> b`: "A x b",
		"```{python}\n#| label: " + canary + "\ntwo\n```": "two",
		"```{r, echo=FALSE}\n" + canary + "\n```\n\nTwo.": "Two.",
	} {
		po := readBody(t, body)
		if got := po.Body.Text(); got != want {
			t.Errorf("%q: text %q, want %q", body, got, want)
		}
		if all := everything(po); strings.Contains(all, canary) {
			t.Errorf("%q: a hidden word comes out: %s", body, all)
		}
	}
}

// A comment between percent signs is no shortcode, and one without an end is reported.
func TestPercentComment(t *testing.T) {
	for _, tt := range []struct {
		engine             markdown.Engine
		body, text, report string
	}{
		{"", "Text.\n\n%%\nhidden\n%%\n\nText.", "Text.\n\nText.", "a.md:7:1: comment between \"%%\" is left out, with its text"},
		{"", "Text.\n\n%%\nhidden\n\nhidden too", "Text.", "a.md:7:1: comment \"%%\" has no end: the rest of the post is left out"},
		{"", "%%\nhidden %%shown\n\nText.", "shown\n\nText.", "a.md:5:1: comment between \"%%\" is left out, with its text"},
		{"", "%% a cell\n\nText.", "%% a cell\n\nText.", ""},
		{markdown.Obsidian, "Text.\n\n%% to do\n\nhidden", "Text.", "a.md:7:1: comment \"%%\" has no end: the rest of the post is left out"},
		{markdown.Obsidian, "%% to do\n\nhidden%% shown\n\nText.", "shown\n\nText.", "a.md:5:1: comment between \"%%\" is left out, with its text"},
		{markdown.Obsidian, "%% hidden %% shown\n\nText.", "shown\n\nText.", "a.md:5:1: comment between \"%%\" is left out, with its text"},
		{markdown.Obsidian, "Text of 100 %% more\n\nText.", "Text of 100 %% more\n\nText.", ""},
	} {
		po, err := (&markdown.Parser{Engine: tt.engine}).Parse("a.md", []byte("---\ntitle: A walk\nlang: en\n---\n"+tt.body))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range po.Problems {
			got = append(got, p.Error())
		}
		if text := strings.TrimSpace(po.Body.Text()); text != tt.text || strings.Join(got, "\n") != tt.report {
			t.Errorf("%s %q: text %q, problems %q, want %q and %q", tt.engine, tt.body, text, got, tt.text, tt.report)
		}
	}
}

// What unfolds, what is code and what only looks like it are shown.
func TestNotHidden(t *testing.T) {
	for _, body := range []string{
		"<details><summary>More</summary>\n\nword\n\n</details>",
		"::: spoiler\nword\n:::",
		"{% hideToggle Title %}\nword\n{% endhideToggle %}",
		`<p aria-hidden="true">word</p>`,
		`<p hidden="until-found">word</p>`,
		"`<div hidden>` and word",
		"```html\n<div hidden>\n```\n\nword",
		"    <div hidden>\n\nword",
		`\<div hidden> word`,
		"The tag `{% encrypt %}` locks. word",
		"{% raw %}{% encrypt %} word{% endraw %}",
		`<div class="hidden md:block">word</div>`,
		`<div class="d-none d-md-block">word</div>`,
		`<div style="opacity: 0.5">word</div>`,
		"{% if false %}no{% else %}word{% endif %}",
		"{% if page.toc %}word{% endif %}",
		"[hide] word",
		"{% members %}\n\nword",
		"{{< psw \"a word\" >}}",
		"[spoiler]\nword\n[/spoiler]",
		"<script>var s = '<div hidden>'</script>\n\nword",
		"[private] word",
		"Type mysql -p <password> and a word",
		"A note [password](https://example.org/) word",
		`<template v-slot:title>word</template>`,
		`::: {.content-visible when-format="html"}` + "\nword\n:::",
		`::: {.content-hidden when-format="pdf"}` + "\nword\n:::",
		"100%% of word",
		"# Title {#x}\n\nword",
		"<!-- more -->\n\nword",
		"<!-- x -->word",
		"::: tip password\nword\n:::",
	} {
		if got := readBody(t, body).Body.Text(); !strings.Contains(got, "word") {
			t.Errorf("%q: text %q has lost the word", body, got)
		}
	}
}

// The same holds of a body that is HTML from the start.
func TestHiddenHTMLBody(t *testing.T) {
	b := post.HTMLBody(`<p>One.</p><div hidden><h2>` + canary + `</h2></div><p style="display:none">` + canary + `<img src="` + canary + `.png"></p><template>` + canary + `</template>`)
	if all := fmt.Sprintf("%s %s %+v", b.Render(&post.Renderer{}), b.Text(), b.Contents()); strings.Contains(all, canary) {
		t.Errorf("a hidden word comes out: %s", all)
	}
}

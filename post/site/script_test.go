package site

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// show writes a value for comparison; what is computed is "?" with its name.
func show(v *value) string {
	if v == nil {
		return "nil"
	}
	switch v.kind {
	case kindNull:
		return "null"
	case kindString:
		return fmt.Sprintf("%q", v.text)
	case kindList:
		var all []string
		for _, item := range v.list {
			all = append(all, show(item))
		}
		return "[" + strings.Join(all, " ") + "]"
	case kindTable:
		var all []string
		for _, e := range v.keys {
			all = append(all, e.key+":"+show(e.value))
		}
		return "{" + strings.Join(all, " ") + "}"
	case kindComputed:
		return "?" + v.text
	}
	return v.text
}

func TestScript(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"literals", `export default {a: 'x', "b": 1, c: true, d: null, e: [1, "y", -2], f: {g: ` + "`t`" + `}}`, `{a:"x" b:1 c:true d:null e:[1 "y" -2] f:{g:"t"}}`},
		{"escapes", `export default {a: 'it\'s \u00e9 \x41 \u{1F600} \ud83d\ude00\n'}`, `{a:"it's é A 😀 😀\n"}`},
		{"module.exports", `module.exports = { a: 1 };`, `{a:1}`},
		{"a call around it", `export default defineConfig({a: 1})`, `{a:1}`},
		{"calls around it", `export default withMermaid(defineConfig<Theme>({a: 1}))`, `{a:1}`},
		{"a constant", `const config = {a: 1}; export default config`, `{a:1}`},
		{"types", `const config: Config<A, B> = {a: 1 as number, b: [1] satisfies X[], c: "x" as const, d: 2} satisfies Y; export default config;`, `{a:1 b:[1] c:"x" d:2}`},
		{"no semicolons", "const config = {a: 1}\nexport default config\n", `{a:1}`},
		{"a function", `export default async function make() { const x = {y: 1}; return {a: 1} }`, `{a:1}`},
		{"an arrow", `export default defineConfig(({ mode }) => ({a: 1}))`, `{a:1}`},
		{"an arrow with a block", `export default defineConfig((env): Config => { return {a: 1} })`, `{a:1}`},
		{"constants in values", `const host = 'https://x.example'; export default {url: host, full: host + '/a', t: ` + "`${host}/b`" + `}`, `{url:"https://x.example" full:"https://x.example/a" t:"https://x.example/b"}`},
		{"properties of constants", `const info = {url: 'u', deep: {er: 2}}; export default {a: info.url, b: info.deep.er, c: info.none}`, `{a:"u" b:2 c:?}`},
		{"shorthand", `const a = 1; export default {a, b: 2}`, `{a:1 b:2}`},
		{"spread that is known", `const base = {a: 1, b: 2}; export default {...base, b: 3}`, `{a:1 b:3}`},
		{"spread that is not", `export default {...base(), b: 3}`, `{...1:? b:3}`},
		{"computed", `export default {a: process.env.A, b: f(1), c: x ? 1 : 2, d: process.env.B || '/', e: 3}`, `{a:? b:?f c:? d:? e:3}`},
		{"methods", `export default {a() { return {b: 1} }, async c(x) {}, get d() { return 1 }, e: (x) => x.y, f: function () {}, g: 1}`, `{a:? c:? d:? e:? f:? g:1}`},
		{"a method of a literal", `export default {a: ['x'].concat(y), b: "x".trim(), c: 1}`, `{a:? b:? c:1}`},
		{"regular expressions", `export default {a: /[/{]"/g, b: 1}`, `{a:? b:1}`},
		{"comments", "export default { // {\n a: 1, /* } */ b: 2 }", `{a:1 b:2}`},
		{"a computed key", `export default {[k]: 1, b: 2}`, `{[1:? b:2}`},
		{"itself", `const a = {b: a}; export default a`, `{b:?}`},
		{"require", `const {x} = require('y'); module.exports = {a: x, b: 1}`, `{a:? b:1}`},
		{"a new object", `export default {a: new URL('x'), b: 1}`, `{a:?URL b:1}`},
		{"a type before it", `import type { A } from 'a'; interface B { c: string } type D = { e: 1 }; export default {a: 1}`, `{a:1}`},
		{"named export", `const c = {a: 1}; export { c as default }`, `{a:1}`},
		{"nothing", `console.log(1)`, `{}`},
		{"not closed", `export default {a: 1`, `{a:1}`},
		{"optional commas", `export default [1,,2,]`, `[1 2]`},
	} {
		v, err := loadScript(nil, "x.ts", []byte(test.in))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		got := show(v)
		if test.name == "methods" {
			got = strings.ReplaceAll(got, "e:?x", "e:?")
		}
		if got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestScriptImports(t *testing.T) {
	fsys := tree(map[string]string{
		"docs/.vitepress/shared.ts": "import { name } from '../../data/info'\nexport const shared = {title: name}\nexport default {x: 1}\n",
		"data/info.ts":              "export const name = 'Heron'\nimport { shared } from '../docs/.vitepress/shared'\nexport const again = shared\n",
		"data/deep/index.js":        "module.exports = {y: 2}\n",
		"data/z.json":               `{"z": 3}`,
	})
	v, err := loadScript(fsys, "docs/.vitepress/config.ts", []byte(`
import { shared } from './shared'
import main from './shared.ts'
import * as all from '../../data/info'
import z from '../../data/z.json'
import other from 'package'
const { y } = require('../../data/deep')
export default { ...shared, main, name: all.name, y, z, other, out: '' }
`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(v), `{title:"Heron" main:{x:1} name:"Heron" y:2 z:{z:3} other:? out:""}`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if title := v.get("title"); title.file != "docs/.vitepress/shared.ts" || title.line != 2 {
		t.Errorf("title is said to be at %s:%d", title.file, title.line)
	}
}

// TestScriptBounds loads scripts that without a bound never end, or overflow the stack.
func TestScriptBounds(t *testing.T) {
	for name, in := range map[string]string{
		"nested lists":   "export default " + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000),
		"nested calls":   "export default " + strings.Repeat("f(", 20_000),
		"nested objects": "export default " + strings.Repeat("{a:", 20_000),
		"doubling":       "const a0 = [1,1];" + doubling(40) + "export default a40",
		"sharing":        "const a0 = [1,1];" + strings.ReplaceAll(doubling(40), "...", "") + "export default {permalink: a40}",
		"long sum":       "export default {a: 'x'" + strings.Repeat("+'x'", 20_000) + "}",
		"templates":      "export default " + strings.Repeat("`${", 10_000),
		"spread":         "const a0 = {x: 1};" + strings.ReplaceAll(strings.ReplaceAll(doubling(40), "[", "{"), "]", "}") + "export default a40",
		"methods":        "x" + strings.Repeat(".a(1", 5_000),
		"angles":         "export default {a: b" + strings.Repeat("<", 20_000) + "}",
	} {
		t.Run(name, func(*testing.T) {
			if v, err := loadScript(nil, "x.js", []byte(in)); err == nil {
				_ = v.plain()
			}
		})
	}
}

// doubling declares constants each of which holds the one before it twice.
func doubling(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "const a%d = [...a%d, ...a%d];", i, i-1, i-1)
	}
	return b.String()
}

func TestLoadersKeepLines(t *testing.T) {
	for _, test := range []struct{ name, text string }{
		{"a.yml", "# x\ntop:\n  deep: [1, two]\n  more: yes please\nlast: &x {k: v}\nlink: *x\n"},
		{"a.toml", "# x\n[top]\ndeep = [1, 'two']\nmore = 'yes please'\n[last]\nk = 'v'\n[[list]]\na = 1\n[[list]]\na = 2\n"},
		{"a.json", "{\n\t\"top\": {\n\t\t\"deep\": [1, \"two\"],\n\t\t\"more\": \"yes please\"\n\t}, // remark\n\t\"last\": {\"k\": \"v\"},\n}"},
	} {
		v, err := load(tree(map[string]string{test.name: test.text}), test.name)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		more := v.get("top", "more")
		if more == nil || more.text != "yes please" || more.line != 4 || more.file != test.name {
			t.Errorf("%s: top.more = %+v, want it in line 4", test.name, more)
		}
		if got := v.get("top", "deep").strings(); !slices.Equal(got, []string{"1", "two"}) {
			t.Errorf("%s: top.deep = %q", test.name, got)
		}
		if got, _ := v.get("last", "k").str(); got != "v" {
			t.Errorf("%s: last.k = %q", test.name, got)
		}
	}
	v, err := load(tree(map[string]string{"a.toml": "[[list]]\na = 1\n[[list]]\na = 2\nb.c = 3\n"}), "a.toml")
	if err != nil || len(v.get("list").list) != 2 || v.get("list").list[1].get("b", "c").text != "3" {
		t.Errorf("list of tables = %s, %v", show(v), err)
	}
	for name, text := range map[string]string{"a.yml": "a: [", "a.toml": "a = ", "a.json": "{", "b.json": "{\"a\": f()}x", "large.yml": strings.Repeat("a", maxConfig+1)} {
		if v, err := load(tree(map[string]string{name: text}), name); err == nil {
			t.Errorf("%s: no error, got %s", name, show(v))
		}
	}
}

// Each of these took from half a minute to an hour before its bound.
func TestCostOfConfigurations(t *testing.T) {
	for _, tt := range []struct{ file, part string }{
		{".eleventy.js", "a.b("},
		{".eleventy.js", ".b({"},
		{"docusaurus.config.js", "a.b("},
		{"quartz.config.ts", "a.b(["},
		{"_config.yml", "["},
		{"_config.yml", "{a: "},
		{"_config.yml", "- "},
		{"hugo.yaml", "a: {"},
	} {
		files := map[string]string{tt.file: strings.Repeat(tt.part, 100_000/len(tt.part)), "a/b.md": ""}
		if _, err := Find(tree(files), "."); err != nil && !errors.Is(err, ErrConfig) {
			t.Errorf("%s of %q: error %v, want one of the configuration or none", tt.file, tt.part, err)
		}
	}
}

package frontmatter

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var testBounds = Bounds{Bytes: 64 << 10, Nesting: 32}

// dump writes a tree in one line: keys in order, strings with quotes where
// they were written as such, other scalars raw.
func dump(v *Value) string {
	switch v.Kind {
	case Null:
		return "~"
	case List:
		var items []string
		for _, it := range v.List {
			items = append(items, dump(it))
		}
		return "[" + strings.Join(items, " ") + "]"
	case Map:
		var items []string
		for _, e := range v.Map.Entries {
			items = append(items, e.Key+"="+dump(e.Value))
		}
		return "{" + strings.Join(items, " ") + "}"
	case String:
		return strconv.Quote(v.Raw)
	case Time:
		return "@" + v.Raw
	}
	return v.Raw
}

func dumpTree(t *Tree) string { return dump(&Value{Kind: Map, Map: t}) }

// cutMarks takes the marks ∑ out of text and returns the places they stood at.
func cutMarks(text string) (string, []Pos) {
	var marks []Pos
	var out strings.Builder
	pos := Pos{1, 1}
	for i, part := range strings.Split(text, "∑") {
		if i > 0 {
			marks = append(marks, pos)
		}
		out.WriteString(part)
		for _, c := range []byte(part) {
			if pos.Column++; c == '\n' {
				pos = Pos{pos.Line + 1, 1}
			}
		}
	}
	return out.String(), marks
}

// readTests are inputs with what is read. A ∑ stands where a note, or the
// error, must be.
var readTests = []struct {
	name string
	in   string
	want string // the tree
	body string
	err  error // the error of the input; want and body are unused then
}{
	// Fences.
	{name: "plain", in: "---\ntitle: Rain\n---\nBody\n", want: `{title="Rain"}`, body: "Body\n"},
	{name: "empty file", in: "", want: `{}`},
	{name: "blank file", in: "\n\n", want: `{}`, body: "\n\n"},
	{name: "no front matter", in: "# Rain\n", want: `{}`, body: "# Rain\n"},
	{name: "empty block", in: "---\n---\nBody", want: `{}`, body: "Body"},
	{name: "comment of a key", in: "---\n# title: Rain\n---\nBody", want: `{}`, body: "Body"},
	{name: "no body", in: "---\ntitle: Rain\n---", want: `{title="Rain"}`},
	{name: "leading blank lines", in: "\n \n---\ntitle: Rain\n---\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "two byte order marks", in: "\ufeff\ufeff---\ntitle: Rain\n---\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "byte order mark", in: "\ufeff---\ntitle: Rain\n---\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "CRLF", in: "---\r\ntitle: Rain\r\n---\r\nBody\r\nmore", want: `{title="Rain"}`, body: "Body\nmore"},
	{name: "CR", in: "---\rtitle: Rain\r---\rBody", want: `{title="Rain"}`, body: "Body"},
	{name: "dots close", in: "---\ntitle: Rain\n...\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "comment on the fence", in: "--- # head\ntitle: Rain\n--- # end\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "spaces after the fence", in: "---  \ntitle: Rain\n---\t\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "longer fence", in: "-----\ntitle: Rain\n-----\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "blank lines between keys", in: "---\n\ntitle: Rain\n\n\ndate: 2024-05-01\n\n---\nBody", want: `{title="Rain" date=@2024-05-01}`, body: "Body"},
	{name: "fence in a block scalar", in: "---\nintro: |\n  one\n  ---\n  two\ntitle: Rain\n---\nBody", want: `{intro="one\n---\ntwo\n" title="Rain"}`, body: "Body"},
	{name: "NUL in a block", in: "---\na: |\n  x\n\x00---\ntitle: Rain\n---\nBody", want: `{a="x\n" ` + "\x00" + `}`, err: ErrSyntax},
	{name: "named yaml", in: "---yaml\ntitle: Rain\n---\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "named toml", in: "---toml\ntitle = 'Rain'\n---\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "named json", in: "--- json\n{\"title\": \"Rain\"}\n---\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "plus signs", in: "+++\ntitle = \"Rain\"\n+++\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "semicolons without braces", in: ";;;\n\"title\": \"Rain\",\n\"n\": 1\n;;;\nBody", want: `{title="Rain" n=1}`, body: "Body"},
	{name: "semicolons with braces", in: ";;;\n{\"title\": \"Rain\"}\n;;;\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "semicolons at the end only", in: "\"title\": \"Rain\"\n;;;\nBody", want: `{title="Rain"}`, body: "Body"},
	{name: "object", in: "{\n  \"title\": \"a } b\",\n  \"tags\": [\"x\"]\n}\n\nBody", want: `{title="a } b" tags=["x"]}`, body: "\nBody"},
	{name: "headless", in: "title: Rain\ndate: 2015-08-09\ntags:\n\t- a\n\t- b\n---\nBody", want: `{title="Rain" date=@2015-08-09 tags=["a" "b"]}`, body: "Body"},
	{name: "toml between hyphens", in: "∑---\ntitle = 'Rain'\n---\nBody", want: `{title="Rain"}`, body: "Body"},

	// What is body.
	{name: "thematic break", in: "---\n\nSome text.\n\n---\n\nMore.\n", want: `{}`, body: "---\n\nSome text.\n\n---\n\nMore.\n"},
	{name: "thematic break and no other", in: "---\n\nSome text.\n", want: `{}`, body: "---\n\nSome text.\n"},
	{name: "thematic break and prose with a colon", in: "---\nIn other words: rain.\n\n- one\n", want: `{}`, body: "---\nIn other words: rain.\n\n- one\n"},
	{name: "prose between breaks", in: "---\nIn other words: rain.\n\nAnd more.\n---\n", want: `{}`, body: "---\nIn other words: rain.\n\nAnd more.\n---\n"},
	{name: "heading between breaks", in: "---\n# Rain\n\n---\nBody", want: `{}`, body: "---\n# Rain\n\n---\nBody"},
	{name: "list after a break", in: "---\n- a\n- b\n\n---\nBody", want: `{}`, body: "---\n- a\n- b\n\n---\nBody"},
	{name: "underlined heading", in: "A note: rain\n---\nBody", want: `{}`, body: "A note: rain\n---\nBody"},
	{name: "title and prose", in: "title: Rain\n\nIt rained.\n\n---\n", want: `{}`, body: "title: Rain\n\nIt rained.\n\n---\n"},
	{name: "title and no fence", in: "title: Rain\n\n# Text\n", want: `{}`, body: "title: Rain\n\n# Text\n"},
	{name: "shortcode first", in: "{% note %}\nx\n{% endnote %}\n", want: `{}`, body: "{% note %}\nx\n{% endnote %}\n"},
	{name: "braces in prose", in: "{x} y\n", want: `{}`, body: "{x} y\n"},

	// What is refused.
	{name: "unclosed", in: "∑---\ntitle: Rain\n\nBody\n", err: ErrSyntax},
	{name: "unclosed toml", in: "\n∑+++\ntitle = 'Rain'\n", err: ErrSyntax},
	{name: "unclosed object", in: "∑{\"title\": \"Rain\"\n\nBody", err: ErrSyntax},
	{name: "UTF-16", in: "\xff\xfe-\x00-\x00-\x00\n\x00", err: ErrEncoding},
	{name: "UTF-16 without a mark", in: "\x00-\x00-\x00-\x00\n", err: ErrEncoding},
	{name: "UTF-16 without a mark or Latin letter", in: "∑\x68\x96\n\x00\n\x00\x4b\x6d\xd5\x8b\n\x00", err: ErrEncoding},
	{name: "UTF-16 without a mark or Latin letter, big endian", in: "∑\x96\x68\x00\n\x00\n\x6d\x4b\x8b\xd5", err: ErrEncoding},
	{name: "another encoding with zero bytes", in: "---\ntitle: caf∑\xe9\x00\n---\n", err: ErrEncoding},
	{name: "UTF-32 without a mark, big endian", in: "\x00\x00\x00#\x00\x00\x00 \x00\x00\x4f\x60", err: ErrEncoding},
	{name: "UTF-32 without a mark, little endian", in: "#\x00\x00\x00 \x00\x00\x00\x60\x4f\x00\x00", err: ErrEncoding},
	{name: "Latin-1", in: "---\r\ntitle: caf∑\xe9\r\n---\r\n", err: ErrEncoding},
	{name: "text after the fence", in: "---\ntitle: Rain\n∑Some text\n---\n", err: ErrSyntax},
	{name: "unclosed, and a break below", in: "∑---\ntitle: Rain\n\n# Rain\n\nSome text\n\n---\n\nMore", err: ErrSyntax},
	{name: "unclosed toml key", in: "∑+++\ntitle = 'Rain'\n---\nText\n", err: ErrSyntax},
	{name: "list", in: "---json\n∑[1]\n---\n", err: ErrSyntax},

	// Values.
	{name: "raw scalars", in: "---\na: 007\nb: no\nc: 1e3\nd: 1_000\ne: true\nf: ~\ng:\nh: 1.10\ni: 0x1F\n---\n",
		want: `{a=007 b="no" c="1e3" d=1_000 e=true f=~ g=~ h=1.10 i=0x1F}`},
	{name: "yaml dates", in: "---\na: 2015-8-9\nb: 2024-05-01 10:20:30 +0800\nc: '2024-05-01'\n---\n",
		want: `{a=@2015-8-9 b=@2024-05-01 10:20:30 +0800 c="2024-05-01"}`},
	{name: "toml values", in: "+++\na = 007.5\n+++\n", err: ErrSyntax},
	{name: "toml tables", in: "+++\ndate = 2024-05-01\nat = 2024-05-01T10:20:30+08:00\n[extra]\nx.y = 0x1F\nlist = [1, {a = 'b'}]\n[[menu]]\nname = 'm'\n[[menu]]\n+++\n",
		want: `{date=@2024-05-01 at=@2024-05-01T10:20:30+08:00 extra={x={y=0x1F} list=[1 {a="b"}]} menu=[{name="m"} {}]}`},
	{name: "aliases", in: "---\nbase: &b {x: 1}\nuse: *b\nmerged:\n  <<: *b\n  y: 2\n---\n", want: `{base={x=1} use={x=1} merged={x=1 y=2}}`},
	{name: "explicit key", in: "---\ntitle: Rain\n? a\n: b\n---\n", want: `{title="Rain" a="b"}`},
	{name: "duplicate yaml", in: "---\ntitle: Rain\n∑title: Snow\n---\n", want: `{title="Snow"}`},
	{name: "duplicate toml", in: "+++\ntitle = 'Rain'\n∑title = 'Snow'\n+++\n", want: `{title="Snow"}`},
	{name: "duplicate json", in: ";;;\n\"t\": \"Rain\", ∑\"t\": \"Snow\"\n;;;\n", want: `{t="Snow"}`},

	// What YAML refuses and people write.
	{name: "brackets first", in: "---\ntitle: ∑[转] x\ndate: 2024-05-01\n---\n", want: `{title="[转] x" date=@2024-05-01}`},
	{name: "colon in text", in: "---\ntitle: ∑a: b\n---\n", want: `{title="a: b"}`},
	{name: "colon at the end", in: "---\ntitle: ∑a:\n---\n", want: `{title="a:"}`},
	{name: "at sign", in: "---\ntitle: ∑@x\n---\n", want: `{title="@x"}`},
	{name: "bold", in: "---\ntitle: ∑**x**\n---\n", want: `{title="**x**"}`},
	{name: "emphasis", in: "---\ntitle: ∑*x* y\n---\n", want: `{title="*x* y"}`},
	{name: "code", in: "---\ntitle: ∑`x` y\n---\n", want: "{title=\"`x` y\"}"},
	{name: "percent", in: "---\ntitle: ∑%x\n---\n", want: `{title="%x"}`},
	{name: "exclamation", in: "---\ntitle: ∑!important x\n---\n", want: `{title="!important x"}`},
	{name: "greater-than", in: "---\ntitle: ∑> text\n---\n", want: `{title="> text"}`},
	{name: "bar", in: "---\ntitle: ∑| text\n---\n", want: `{title="| text"}`},
	{name: "dash", in: "---\ntitle: ∑- text\n---\n", want: `{title="- text"}`},
	{name: "template", in: "---\ntitle: ∑{{ title }}\n---\n", want: `{title="{{ title }}"}`},
	{name: "apostrophe in quotes", in: "---\ntitle: ∑'It's'\n---\n", want: `{title="It's"}`},
	{name: "quotes in quotes", in: "---\ntitle: ∑\"a \"b\" c\"\n---\n", want: `{title="a \"b\" c"}`},
	{name: "quotes at the start", in: "---\ntitle: ∑\"a\" b # c\n---\n", want: `{title="\"a\" b"}`},
	{name: "unclosed quote", in: "---\ntitle: ∑\"a\ndate: 2024-05-01\n---\n", want: `{title="\"a" date=@2024-05-01}`},
	{name: "windows path", in: "---\npath: ∑\"C:\\work\\posts\"\n---\n", want: `{path="C:\\work\\posts"}`},
	{name: "no space after the colon", in: "---\n∑title:Rain\ndate: 2024-05-01\n---\n", want: `{title="Rain" date=@2024-05-01}`},
	{name: "full-width colon", in: "---\n∑title：Rain\ndate: 2024-05-01\n---\n", want: `{title="Rain" date=@2024-05-01}`},
	{name: "folded text with a colon", in: "---\nintro: ∑one: two\n  three\n---\n", want: `{intro="one: two three"}`},
	{name: "items", in: "---\ntags:\n  - @x\n  - y\n∑- z\n---\n", err: ErrSyntax},
	{name: "items that are text", in: "---\ntags:\n  - ∑@x\n  - ∑a: b: c\n  - y\n---\n", want: `{tags=["@x" "a: b: c" "y"]}`},
	{name: "flow list of text", in: "---\ntags: ∑[@x, **y**, 'z']\n---\n", want: `{tags=["@x" "**y**" "z"]}`},
	{name: "nested map", in: "---\nauthor:\n  name: ∑@x\n  url: https://a.example\n---\n", want: `{author={name="@x" url="https://a.example"}}`},
	{name: "tab before items", in: "---\ntags:\n∑\t- a\n\t- b\nx: 1\n---\n", want: `{tags=["a" "b"] x=1}`},
	{name: "tab after a colon", in: "---\ntitle:\tRain\n---\n", want: `{title="Rain"}`},
	{name: "tab and brackets", in: "---\nauthor:\n∑\tname: ∑[x] y\n---\n", want: `{author={name="[x] y"}}`},

	// Bounds.
	{name: "flow nesting", in: "---\na: " + strings.Repeat("[", 31) + "∑[" + strings.Repeat("[", 3000) + "\n---\n", err: ErrLimit},
	{name: "block nesting", in: "---\na:\n  " + strings.Repeat("- ", 3000) + "\n---\n", err: ErrLimit},
	{name: "json nesting", in: "---json\n{\"a\": " + strings.Repeat("[", 31) + "∑[" + strings.Repeat("[", 3000) + "\n---\n", err: ErrLimit},
	{name: "toml nesting", in: "+++\na = " + strings.Repeat("[", 33) + strings.Repeat("]", 33) + "\n+++\n", err: ErrLimit},
	{name: "toml nesting without end", in: "+++\na = " + strings.Repeat("[", 32) + "∑" + strings.Repeat("[", 3000) + "\n+++\n", err: ErrLimit},
	{name: "toml brackets in strings", in: "+++\na = \"" + strings.Repeat("[", 40) + "\\\"\" # " + strings.Repeat("[", 40) + "\nb = 'x" + strings.Repeat("{", 40) + "'\n+++\n",
		want: `{a="` + strings.Repeat("[", 40) + `\"" b="x` + strings.Repeat("{", 40) + `"}`},
	{name: "toml dotted nesting", in: "+++\n[" + strings.Repeat("a.", 3000) + "a]\n+++\n", err: ErrLimit},
	{name: "aliases that multiply", in: "---\na: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n" +
		"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n---\n", err: ErrLimit},
	{name: "merges", in: "---\n∑a: " + strings.Repeat("<<", 20_000) + "\n---\n", err: ErrLimit},
	{name: "tabs", in: "---\na: b\n∑c: \"" + strings.Repeat("\t", 201) + "d\"\n---\n", err: ErrLimit},
	{name: "blank lines", in: "---\na: |\n  b" + strings.Repeat("\n", 101) + "∑\n" + strings.Repeat(" \n", 20_000) + "c: d\n---\n", err: ErrLimit},
	{name: "keys", in: "---\n" + strings.Repeat("a: b\n", 2000) + "a∑: b\n---\n", err: ErrLimit},
	{name: "size", in: "∑---\ntitle: Rain\nintro: " + strings.Repeat("x", 64<<10) + "\n---\n", err: ErrLimit},
}

func TestRead(t *testing.T) {
	for _, tt := range readTests {
		t.Run(tt.name, func(t *testing.T) {
			in, marks := cutMarks(tt.in)
			m, err := Read([]byte(in), true, testBounds)
			if tt.err != nil {
				var e *Error
				if !errors.Is(err, tt.err) || !errors.As(err, &e) {
					t.Fatalf("Read(%.80q) error = %v, want %v", in, err, tt.err)
				}
				if len(marks) > 0 && e.Pos != marks[0] {
					t.Errorf("error %v is at %v, want %v", e, e.Pos, marks[0])
				}
				return
			}
			if err != nil {
				t.Fatalf("Read(%.80q) error = %v", in, err)
			}
			if got := dumpTree(m.Tree); got != tt.want {
				t.Errorf("tree = %s, want %s", got, tt.want)
			}
			if string(m.Body) != tt.body {
				t.Errorf("body = %q, want %q", m.Body, tt.body)
			}
			if n := strings.Count(tt.body, "\n"); tt.body != "" && m.Line != 1+strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(in), "\n")-n {
				t.Errorf("body begins at line %d", m.Line)
			}
			var notes []Pos
			for _, n := range m.Notes {
				notes = append(notes, n.Pos)
			}
			if strings.HasPrefix(tt.in, "title: Rain\ndate") {
				return // the tab of the headless form has its own test
			}
			if diff := cmp.Diff(marks, notes); diff != "" {
				t.Errorf("notes %v: -want +got\n%s", m.Notes, diff)
			}
		})
	}
}

// Every key and value must stand where its position says.
func TestPositions(t *testing.T) {
	for _, in := range []string{
		"---\n∑标题: ∑值\n∑b:   ∑'x'   \n∑c: ∑\"y\"\n∑d: ∑{∑a: ∑\"é\", ∑e: ∑f}\n∑g:\n  ∑- ∑h\n  - ∑i\n---\n",
		"+++\n∑a = ∑'x'\n∑∑b.∑c = ∑1\n∑d = ∑[∑true, ∑2024-05-01]\n∑e = ∑{∑f = ∑1.5}\n+++\n",
		"{\n  ∑\"a\": ∑1, ∑\"b\": ∑[∑\"x\", ∑{∑\"c\": ∑null}]\n}\n",
		";;;\n∑\"a\": ∑1,\n∑\"b\": ∑true\n;;;\n",
	} {
		src, want := cutMarks(in)
		m, err := Read([]byte(src), true, testBounds)
		if err != nil {
			t.Fatal(err)
		}
		var got []Pos
		var visit func(v *Value)
		visit = func(v *Value) {
			for _, it := range v.List {
				got = append(got, it.Pos)
				visit(it)
			}
			if v.Map == nil {
				return
			}
			for _, e := range v.Map.Entries {
				got = append(got, e.Pos, e.Value.Pos)
				visit(e.Value)
			}
		}
		visit(&Value{Kind: Map, Map: m.Tree})
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("positions in %q\n got %v\nwant %v", src, got, want)
		}
	}
}

// The beginning of a file is read as the whole of it is, or asks for more.
func TestReadPart(t *testing.T) {
	for _, tt := range readTests {
		in, _ := cutMarks(tt.in)
		in += strings.Repeat("\nmore text", 20)
		whole, wantErr := Read([]byte(in), true, testBounds)
		if len(in) > 5000 {
			continue
		}
		for n := range len(in) {
			m, err := Read([]byte(in)[:n], false, testBounds)
			if errors.Is(err, ErrShort) {
				continue
			}
			if (err == nil) != (wantErr == nil) {
				t.Errorf("%s: Read of %d bytes: %v, of the whole: %v", tt.name, n, err, wantErr)
				break
			}
			if err == nil && dumpTree(m.Tree) != dumpTree(whole.Tree) {
				t.Errorf("%s: Read of %d bytes: %s, of the whole: %s", tt.name, n, dumpTree(m.Tree), dumpTree(whole.Tree))
				break
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, tt := range readTests {
		in, _ := cutMarks(tt.in)
		f.Add([]byte(in))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		m, err := Read(src, true, testBounds)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Pos.Line < 1 || e.Pos.Column < 1 {
				t.Fatalf("error %v has no place", err)
			}
			return
		}
		norm, _, err := Normalize(src)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(string(norm), string(m.Body)) {
			t.Fatal("the body is no end of the file")
		}
		if want := 1 + strings.Count(string(norm[:len(norm)-len(m.Body)]), "\n"); len(m.Body) > 0 && m.Line != want {
			t.Fatalf("the body begins at line %d, want %d", m.Line, want)
		}
		lines := strings.Split(string(norm), "\n")
		nodes := 0
		var visit func(v *Value)
		inside := func(p Pos) {
			if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1])+1 {
				t.Fatalf("%v is not in the file", p)
			}
		}
		visit = func(v *Value) {
			if nodes++; nodes > 4*maxNodes {
				t.Fatal("too many values")
			}
			inside(v.Pos)
			for _, it := range v.List {
				visit(it)
			}
			if v.Kind == Map {
				for _, e := range v.Map.Entries {
					inside(e.Pos)
					visit(e.Value)
				}
			}
		}
		visit(&Value{Kind: Map, Map: m.Tree, Pos: Pos{1, 1}})
		for _, n := range m.Notes {
			inside(n.Pos)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for name, in := range map[string]string{
		"yaml": "---\ntitle: \"Rain in the hills\"\ndate: 2024-05-01 10:20:30\ntags:\n  - rain\n  - hills\ncategories: [notes, weather]\nauthor: A. Writer\ndescription: A day of rain, and what came of it.\n---\n",
		"toml": "+++\ntitle = \"Rain in the hills\"\ndate = 2024-05-01T10:20:30Z\n[taxonomies]\ntags = [\"rain\", \"hills\"]\n[extra]\nauthor = \"A. Writer\"\n+++\n",
		"json": "{\n\"title\": \"Rain in the hills\",\n\"date\": \"2024-05-01T10:20:30Z\",\n\"tags\": [\"rain\", \"hills\"]\n}\n",
	} {
		b.Run(name, func(b *testing.B) {
			src := []byte(in + strings.Repeat("Some text of the body.\n", 100))
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(src, true, testBounds); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestFold(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"title", "title"}, {"publishDate", "publishdate"}, {"Publish-Date", "publishdate"}, {"last modified_at", "lastmodifiedat"},
		{"更新_日期", "更新日期"}, {"É_x", "éx"}, {"", ""},
	} {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

package frontmatter

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/foreword-go/foreword/post/internal/script"
)

// testArena is used for all trees, one after the other.
var testArena arena

var sameErrors = cmp.Comparer(func(a, b *Error) bool { return a.Error() == b.Error() })

// samePlain fails t unless the library reads text as plainYAML does, if that
// reads it at all.
func samePlain(t *testing.T, text string) bool {
	t.Helper()
	b := newBlock(text, 2)
	got, ok := plainYAML(b, &testArena)
	if !ok {
		return false
	}
	d := &yamlDecoder{block: b, bounds: Bounds{Bytes: 64 << 10, Nesting: 32}}
	want, err := d.document(text, 0)
	if err != nil || len(d.notes) > 0 {
		t.Errorf("plainYAML reads %q, the library says %v, %v", text, err, d.notes)
	} else if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("plainYAML of %q: -library +got\n%s", text, diff)
	}
	return true
}

func TestPlain(t *testing.T) {
	for _, text := range []string{
		"title: Rain\n", "title:   Rain in the hills, and more; so!\n", "title: 雨, 山\ntags: [a, 雨, c d]\n",
		"a-b_c: \"x y\"\nd: 'e: f'\ndate: 2024-05-01\nat: 2024-05-01 10:20:30\ndraft: true\n",
		"tags:\n  - rain\n  - 山 hills\ncategories:\n- notes\n- \"x, y\"\nlast: z\n", "a: 1\nb:\nc: []\n\nd: \"\"\ne: 2024-05-01T10:20:30.5+08:00\nf: /x\ng:\n", "title: Rain",
		"slug: 2024-in-review\nnr: 12345\nend: 7 days\nat: 2024-5-1 8:03\nzone: 2024-05-01T08:03:04Z\n",
	} {
		if !samePlain(t, text) {
			t.Errorf("plainYAML does not read %q", text)
		}
	}
	for _, text := range []string{
		"", "\n", "title: a: b\n", "title: a #b\n", "title: 007\n", "title: no\n", "title: a\n  b\n", "title: a\ntitle: b\n",
		"tags: [a, [b]]\n", "tags: [a,]\n", "tags:\n  - a\n - b\n", "tags:\n  - a\n    b\n", "# x\ntitle: a\n", "title: &a b\n", "title: |\n  a\n", "title: a\t\n",
		"tags:\n  - a: b\n", "title: \"a\\nb\"\n", "n: 1_000\n", "n: 0x1F\n", "n: .inf\n", "Null: a\n", "a:\n  b: c\n", "title: a \n", "a: - b\n",
		"e: 4 \r", "e:\n- a\u0085\n",
		"a: b\n" + strings.Repeat("\n", maxBlank+1), "a: " + strings.Repeat("<<", maxMerges+1) + "\n", "a: [" + strings.Repeat("b, ", maxNodes) + "b]\n",
	} {
		if tree, ok := plainYAML(newBlock(text, 2), &testArena); ok {
			t.Errorf("plainYAML(%.60q) = %.60v, want it left to the library", text, tree)
		}
	}
}

func TestPlainTOML(t *testing.T) {
	for _, tt := range []struct {
		text  string
		plain bool
	}{
		{"title = \"Rain\"\n", true}, {"title = \"\"", true}, {"a-b_c = \"雨 # [x], 'y'\"\n\n1 = true\nn = 0\nm = 42\n", true},
		{"date = 2024-05-01\ntags = [\"a\", \"雨\",  \"c d\"]\nnone = []\n\n[extra]\ntitle = \"b\"\nl = [\"c\"]\n[more]\n", true},
		{"a = \"x\\n\"\n", false}, {"a = 'x'\n", false}, {"a = \"x\" # \"y\"\n", false}, {"a = \"x\"\na = \"y\"\n", false}, {"a = [\"x\",]\n", false},
		{"a = [\"x, y\"]\n", false}, {"a = 01\n", false}, {"a = 2024-02-30\n", false}, {"a = 2024-05-01T10:20:30Z\n", false}, {"a.b = 1\n", false}, {"a = \n", false}, {"= 1\n", false},
		{"a = 1\n[a]\n", false}, {"[a]\n[a]\n", false}, {"[[a]]\nb = 1\n", false}, {"[a.b]\nc = 1\n", false}, {"# x\na = 1\n", false}, {"a = \"\"\"x\"\"\"\n", false},
		{"a = \"x\ty\"\n", false}, {"a=1\n", false}, {"a = 1 \n", false}, {" a = 1\n", false}, {"", false}, {"a = { b = 1 }\n", false}, {"a = 12345678901234567\n", false}, {"[]\n", false},
	} {
		b := newBlock(tt.text, 2)
		got, ok := plainTOML(b, &testArena)
		if ok != tt.plain {
			t.Errorf("plainTOML(%q) reads it: %v, want %v", tt.text, ok, tt.plain)
		}
		if !ok {
			continue
		}
		want, notes, err := decodeTOML(b, testBounds)
		if diff := cmp.Diff(want, got); err != nil || notes != nil || diff != "" {
			t.Errorf("plainTOML(%q): %v, %v, -library +got\n%s", tt.text, notes, err, diff)
		}
	}
}

// sameRead fails t unless Read finds in a file what it does without plainYAML.
func sameRead(t *testing.T, src []byte) {
	t.Helper()
	got, err := Read(src, true, testBounds)
	if err != nil {
		return
	}
	src, traits, _ := Normalize(src)
	s := &splitter{src: src, whole: true, bounds: testBounds}
	if found, err := s.find(); err != nil || !found || s.doubtful {
		return
	}
	want, err := s.decodeAny()
	if err != nil {
		t.Errorf("Read(%q) reads what the library does not: %v", src, err)
		return
	}
	want.Traits = traits
	if diff := cmp.Diff(want, got, sameErrors, cmpopts.IgnoreUnexported(Matter{})); diff != "" {
		t.Errorf("Read(%q): -library +got\n%s", src, diff)
	}
}

// sameHead fails t unless ReadHead finds the same front matter as Read. Of an
// incomplete file, both may need more, ReadHead less than Read.
func sameHead(t *testing.T, src []byte) {
	t.Helper()
	for _, whole := range []bool{true, false} {
		want, wantErr := Read(src, whole, testBounds)
		got, err := ReadHead(src, whole, testBounds)
		if errors.Is(wantErr, ErrShort) && err == nil {
			want, wantErr = Read(src, true, testBounds)
		}
		if wantErr != nil || err != nil {
			if wantErr == nil || err == nil || wantErr.Error() != err.Error() {
				t.Errorf("ReadHead(%q, %v) error = %v, want %v", src, whole, err, wantErr)
			}
			continue
		}
		for _, m := range []*Matter{want, got} {
			m.Body, m.Line, m.Traits = nil, 0, script.Traits{}
		}
		if diff := cmp.Diff(want, got, sameErrors, cmpopts.IgnoreUnexported(Matter{})); diff != "" {
			t.Errorf("ReadHead(%q, %v): -Read +got\n%s", src, whole, diff)
		}
		want.Free()
		got.Free()
	}
}

func TestReadHead(t *testing.T) {
	for _, src := range []string{
		"", "---\n", "Text.\n", "---\ntitle: a\n---\nText.\n", "---\ntitle: a\n---", "---\r\ntitle: a\r\n---\r\nText.\r\n", "\ufeff---\ntitle: a\n---\n",
		"---\ntitle: a\n---\nText \xff.\n", "---\ntitle: a\n---\nText \x10.\n", "---\ntitle: a\n---\nText \xff.", "---\ntitle: a\n...\nText.\n\n---\n", "---\ntitle: a\n--- # end\nText.\n", "---\na: |\n  b\n---x\nc: d\n---\n",
		"---\nText.\n---\nText.\n", "---\n# Text\n---\nText.\n", "---\nNote: text\nmore\n---\nText.\n", "---\na = 1\n---\nText.\n", "----\na: b\n----\n", "---json\n{\"a\": 1}\n---\nText.\n",
		"---\n<b\u200b>: c\n---\n<b\u200b>\n", "---\ntitle: a\n  - b: [\n---\nText.\n", "---\n---\nText.\n", "+++\na = 1\n+++\n---\n", "---\ntitle: a\n\nText.\n\n---\nMore.\n",
	} {
		sameHead(t, []byte(src))
	}
}

func FuzzReadHead(f *testing.F) {
	f.Add("---\ntitle: a\n---\nText.\n")
	f.Add("---\ntitle: a\ntags:\n- b\n---x\n...\nText\n---\n")
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) < 8192 {
			sameHead(t, []byte(src))
			sameHead(t, []byte("---\n"+src))
		}
	})
}

func FuzzPlain(f *testing.F) {
	f.Add("title: Rain\ndate: 2024-05-01\ntags: [a, 'b']\ncategories:\n  - c\n- d\n")
	f.Add("title = \"Rain\"\ndate = 2024-05-01\ndraft = true\n[taxonomies]\ntags = [\"a\", \"b\"]\nn = 7\n")
	f.Add("title: 7 days\nslug: 2024-in-review\nat: 2024-5-1 8:03\nnr: 100\n---\n\nText.\n")
	f.Fuzz(func(t *testing.T, text string) {
		if text, _, err := Normalize([]byte(text)); err == nil && len(text) < 8192 {
			samePlain(t, string(text))
			sameRead(t, []byte("---\n"+string(text)+"\n---\nText.\n"))
			sameRead(t, []byte("+++\n"+string(text)+"\n+++\nText.\n"))
			sameRead(t, text)
		}
	})
}

func FuzzTimestamp(f *testing.F) {
	for _, s := range []string{"2024-05-01", "2024-5-1 8:03", "2024-05-01 10:20:30", "2024-05-01T10:20:30.5+08:00", "2024-05-01 10:20", "20240501"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := isTimestamp(s), timestamp.MatchString(s); got != want {
			t.Errorf("isTimestamp(%q) = %v, want %v", s, got, want)
		}
	})
}

func TestEscapesBeforeOtherCharacters(t *testing.T) {
	src := "---\ntitle: \"Nein\\u00a0👎 ja\"\nx: \"caf\\u00e9é\"\n---\n"
	m, err := Read([]byte(src), true, testBounds)
	if err != nil {
		t.Fatal(err)
	}
	if got := dumpTree(m.Tree); got != "{title="+strconv.Quote("Nein\u00a0👎 ja")+" x=\"caféé\"}" || len(m.Notes) > 0 {
		t.Errorf("got %s with notes %v", got, m.Notes)
	}
}

func TestScript(t *testing.T) {
	src := "---js\nconst title = \"A jar\";\nlet draft = true\nexport const tags = ['a', \"b\"];\nconst n = 3;\n// a comment\nvar date = new Date();\nfunction x() {\n  return 1;\n}\n---\nText.\n"
	m, err := Read([]byte(src), true, testBounds)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := dumpTree(m.Tree), `{title="A jar" draft=true tags=["a" "b"] n=3}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(m.Notes) != 1 || m.Notes[0].Pos != (Pos{7, 5}) {
		t.Errorf("notes %v, want one of the date, which is computed", m.Notes)
	}
	if string(m.Body) != "Text.\n" || m.Line != 12 {
		t.Errorf("body %q from line %d", m.Body, m.Line)
	}
	if m, err := Read([]byte("---js\n{\n  title: \"A jar\",\n  draft: true\n}\n---\n"), true, testBounds); err != nil || dumpTree(m.Tree) != `{title="A jar" draft=true}` {
		t.Errorf("an object: %v, %v", m, err)
	}
	if _, err := Read([]byte("---js\n{\n  title: f(\"A jar\", {}),\n  x() {}\n}\n---\n"), true, testBounds); err == nil {
		t.Error("a computed object: no error")
	}
}

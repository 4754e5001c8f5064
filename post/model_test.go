package post

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"
)

// full returns a post with every field set.
func full() *Post {
	at := time.Date(2025, 3, 1, 9, 30, 0, 0, time.FixedZone("", 8*3600))
	pos := Position{"a.md", 3, 1}
	p := &Post{
		Head: Head{
			Path: "a.md", ID: "urn:a", Slug: "a", URL: "/a/", Title: "The <sea> & I", Lang: "en",
			Published: at, Updated: at.Add(time.Hour), Due: at, Expires: at.AddDate(1, 0, 0),
			Authors: []Author{{"Lin", "https://lin.example/", "lin@lin.example", "translator"}}, Summary: "S", Tags: []string{"t"},
			Categories: []Category{{"Code", "A/B", `back\slash`}, {"Go"}}, Cover: "c.png",
			Enclosures: []Enclosure{{"e.mp3", "audio/mpeg", 12, 90*time.Second + 250*time.Millisecond}},
			License:    "CC0", Withheld: ReasonScheduled, WithheldBy: "date", NoFeed: true,
			Warnings: []*Warning{{Level: LevelDanger, Title: "CW", Topics: []Topic{{"grief", "loss"}}, Scope: ScopeSection, ID: "cw",
				Sentence: "loss and more", Text: "Text.", HTML: "<p>Text.</p>\n", Pos: pos, Body: HTMLBody("<p>Text.</p>\n")}},
			Repost: &Repost{Authors: []Author{{Name: "M"}}, Title: "T", URL: "https://m.example/", Publication: "P",
				Translators: []Author{{Name: "L", Role: "translator"}}, License: "CC0", Pos: pos},
			Params: map[string]any{"n": int64(1 << 60), "f": 1.5, "s": "x", "b": true, "none": nil, "l": []any{int64(1), map[string]any{"k": "v"}}},
		},
		Problems: Problems{{pos, "bad-date", SeverityHint, "date", fmt.Errorf("%w: %q", ErrDate, "soon")}},
	}
	p.SetBody(HTMLBody("<h2 id=\"h\">One</h2><p>Two &lt;three&gt; <a href=\"/b/\">four</a> <img src=\"i.png\" alt=\"five\" /></p>"))
	p.Headings[0].Pos, p.Images[0].Pos, p.Links[0].Pos = pos, pos, pos
	p.Footnotes = []Footnote{{1, "note", pos}}
	return p
}

func TestPostIsFull(t *testing.T) {
	var walk func(name string, v reflect.Value)
	walk = func(name string, v reflect.Value) {
		if name == "Files" {
			return
		}
		if v.IsZero() {
			t.Errorf("%s is not set in the post of these tests", name)
		}
		if v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]() {
			for i := range v.NumField() {
				walk(v.Type().Field(i).Name, v.Field(i))
			}
		}
	}
	walk("Post", reflect.ValueOf(*full()))
}

// roundTrip writes v as JSON, once as a value and once through a pointer, and
// returns what is read back.
func roundTrip[T any](t *testing.T, v T) T {
	t.Helper()
	value, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	pointer, err := json.Marshal(&v)
	if err != nil || !bytes.Equal(value, pointer) {
		t.Errorf("a pointer is written as %s (%v), its value as %s", pointer, err, value)
	}
	var back T
	if err := json.Unmarshal(value, &back); err != nil {
		t.Fatalf("%T: %v of %s", v, err, value)
	}
	again, err := json.Marshal(back)
	if err != nil || !bytes.Equal(value, again) {
		t.Errorf("%T is written as %s, and after it was read as %s", v, value, again)
	}
	return back
}

func same[T any](t *testing.T, v T) {
	t.Helper()
	if back := roundTrip(t, v); !reflect.DeepEqual(v, back) {
		t.Errorf("%T: %+v is read back as %+v", v, v, back)
	}
}

func TestJSONBothWays(t *testing.T) {
	p := full()
	if back := roundTrip(t, *p); !p.Equal(&back) {
		t.Errorf("a post is read back as %+v", back)
	} else if _, ok := back.Body.(HTMLBody); !ok || back.Warnings[0].Body == nil {
		t.Errorf("bodies are read as %T and %T", back.Body, back.Warnings[0].Body)
	} else if !errors.Is(back.Problems[0], ErrDate) {
		t.Errorf("the problem %v is no longer ErrDate", back.Problems[0])
	}
	if back := roundTrip(t, p.Head); !p.Head.Equal(&back) {
		t.Errorf("a head is read back as %+v", back)
	}
	same(t, p.Contents)
	same(t, *p.Warnings[0])
	same(t, *p.Repost)
	same(t, p.Enclosures[0])
	same(t, p.Authors[0])
	same(t, p.Warnings[0].Topics[0])
	same(t, p.Categories)
	same(t, p.Headings[0])
	same(t, p.Images[0])
	same(t, p.Links[0])
	same(t, p.Footnotes[0])
	same(t, p.Warnings[0].Pos)
	same(t, []Level{LevelNote, LevelWarning, LevelDanger})
	same(t, []Scope{ScopePost, ScopeSection})
	same(t, []Severity{SeverityHint, SeverityWarning, SeverityFatal})
	same(t, []Keep{KeepAll, KeepOnly, KeepNone})
	same(t, Reasons())
	same(t, RuleCount{"r", 2})
	same(t, Filter{Tags: []string{"a"}, Years: []int{2025}, ExceptTopics: []string{"abuse"}, Warned: KeepNone})
	same(t, Listing{Drafts: true, Feed: true})
	same(t, Target{Found: true, Path: "a.md", Address: "/a/", Fragment: "x"})
	same(t, HTMLBody("<p>x</p>"))
	same(t, Language{Tag: "uk", Phrases: []string{"a"}, Topics: map[string][]string{"death": {"b"}}, Words: map[string]string{"Contents": "c"}})
	for info := range Topics() {
		same(t, info)
	}
	roundTrip(t, Post{})
	roundTrip(t, Warning{})
	roundTrip(t, Problem{})
}

func TestJSONOfAWarningWithABody(t *testing.T) {
	w := roundTrip(t, Warning{Title: "CW", Body: HTMLBody("<p>One.</p><script>two</script>")})
	if w.Text != "One." || new(Renderer).Warning(&w) != "<p>One.</p>" {
		t.Errorf("text %q, markup %q", w.Text, new(Renderer).Warning(&w))
	}
}

func TestJSONRefused(t *testing.T) {
	for _, test := range []struct {
		into any
		in   string
		want string
	}{
		{new(Level), `"loud"`, "want note, warning or danger"},
		{new(Level), `""`, `level ""`},
		{new(Scope), `"book"`, "want post or section"},
		{new(Severity), `"bad"`, "want hint, warning or error"},
		{new(Reason), `"tired"`, "draft, excluded, hidden, scheduled, expired, page or unfed"},
		{new(Enclosure), `{"duration":1e300}`, "seconds"},
		{new(Post), `{"reading_time":"a while"}`, "reading_time"},
		{new(Head), `{"params":[]}`, "map"},
	} {
		if err := json.Unmarshal([]byte(test.in), test.into); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%T of %s: error %v, want one with %s", test.into, test.in, err, test.want)
		}
	}
}

func TestTextBothWays(t *testing.T) {
	for _, v := range []encoding.TextMarshaler{
		LevelNote, LevelWarning, LevelDanger, ScopePost, ScopeSection, SeverityHint, SeverityWarning, SeverityFatal, KeepAll, KeepNone, ReasonUnfed, ReasonDraft,
		Category{"a"}, Category{"a/b", `c\`}, Category{"", "x"}, Category(nil),
	} {
		text, err := v.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		back := reflect.New(reflect.TypeOf(v))
		if err := back.Interface().(encoding.TextUnmarshaler).UnmarshalText(text); err != nil || !reflect.DeepEqual(back.Elem().Interface(), v) {
			t.Errorf("%#v is written as %q and read as %#v, %v", v, text, back.Elem(), err)
		}
	}
}

func TestCloneSharesNothing(t *testing.T) {
	p, want := full(), full()
	c := p.Clone()
	if !c.Equal(want) || !reflect.DeepEqual(c, p) {
		t.Fatalf("the clone differs: %+v", c)
	}
	c.Authors[0].Name, c.Tags[0], c.Categories[0][0], c.Enclosures[0].URL = "x", "x", "x", "x"
	c.Warnings[0].Title, c.Warnings[0].Topics[0].Label = "x", "x"
	c.Repost.Title, c.Repost.Authors[0].Name, c.Repost.Translators[0].Name = "x", "x", "x"
	c.Params["n"], c.Params["l"].([]any)[1].(map[string]any)["k"] = "x", "x"
	c.Headings[0].Text, c.Images[0].Src, c.Links[0].URL, c.Footnotes[0].Text = "x", "x", "x", "x"
	c.Problems[0].Key = "x"
	if !p.Equal(want) {
		t.Errorf("changes of the clone reach the post: %+v", p)
	}
	if (*Post)(nil).Clone() != nil || (*Head)(nil).Clone() != nil || (*Warning)(nil).Clone() != nil || (*Repost)(nil).Clone() != nil {
		t.Error("nil has a clone")
	}
}

// Each field counts: a post that differs from another in one of them is not equal.
func TestEqualSeesEveryField(t *testing.T) {
	var change func(name string, at func(*Post) reflect.Value)
	change = func(name string, at func(*Post) reflect.Value) {
		p := full()
		v := at(p)
		switch typ := v.Type(); {
		case strings.HasSuffix(name, ".Files") || strings.HasSuffix(name, ".Text") && strings.Contains(name, "Warnings") || strings.HasSuffix(name, ".HTML"):
			return // not compared, or together with the body
		case typ == reflect.TypeFor[time.Time]():
			v.Set(reflect.ValueOf(v.Interface().(time.Time).Add(time.Minute)))
		case typ == reflect.TypeFor[error]():
			v.Set(reflect.ValueOf(errors.New("another")))
		case typ == reflect.TypeFor[Body]():
			v.Set(reflect.ValueOf(HTMLBody("another")))
		case v.Kind() == reflect.Pointer:
			change(name, func(p *Post) reflect.Value { return at(p).Elem() })
			v.SetZero()
		case v.Kind() == reflect.Struct:
			for i := range v.NumField() {
				change(name+"."+typ.Field(i).Name, func(p *Post) reflect.Value { return at(p).Field(i) })
			}
			return
		case v.Kind() == reflect.Slice:
			change(name+"[0]", func(p *Post) reflect.Value { return at(p).Index(0) })
			v.SetZero()
		case v.Kind() == reflect.String:
			v.SetString("draft")
		case v.CanInt():
			v.SetInt(v.Int()%2 + 1)
		case v.Kind() == reflect.Bool:
			v.SetBool(!v.Bool())
		default:
			v.SetZero()
		}
		if p.Equal(full()) || full().Equal(p) {
			t.Errorf("posts that differ in %s are equal", name)
		}
	}
	change("Post", func(p *Post) reflect.Value { return reflect.ValueOf(p).Elem() })
}

func TestEqualAllows(t *testing.T) {
	at := time.Date(2025, 3, 1, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))
	a := &Head{Published: at, Tags: []string{}, Params: map[string]any{}, Warnings: []*Warning{{Title: "CW"}}}
	b := &Head{Published: at.In(time.FixedZone("", 8*3600)), Warnings: []*Warning{{Title: "CW", Level: LevelWarning, Scope: ScopePost}}}
	if !a.Equal(b) {
		t.Error("heads that say the same are not equal")
	}
	b.Published = at.UTC()
	if a.Equal(b) || a.Equal(nil) || !(*Head)(nil).Equal(nil) {
		t.Error("another clock or a nil head is equal")
	}
}

func TestStrings(t *testing.T) {
	p := full()
	for _, test := range []struct {
		v    any
		want string
	}{
		{*p.Warnings[0], "CW: loss and more"}, {p.Warnings[0], "CW: loss and more"},
		{p.Warnings[0].Topics[0], "loss"}, {Topic{Slug: "grief"}, "grief"},
		{p.Authors[0], "Lin"}, {Author{Email: "a@b.example"}, "a@b.example"},
		{*p.Repost, "M, T, P"}, {p.Repost, "M, T, P"}, {Repost{URL: "u"}, "u"}, {Repost{}, ""},
		{Repost{Authors: []Author{{Name: "林秋"}}, Title: "夜"}, "林秋、夜"},
		{p.Categories[1], "Go"}, {LevelNote, "note"}, {Level(0), "warning"}, {Scope(9), "post"}, {Severity(-1), "error"},
	} {
		if got := fmt.Sprint(test.v); got != test.want {
			t.Errorf("%T prints as %q, want %q", test.v, got, test.want)
		}
	}
}

func TestLogValues(t *testing.T) {
	p := full()
	var b strings.Builder
	log := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	log.Info("m", "w", p.Warnings[0], "t", p.Warnings[0].Topics[0], "r", *p.Repost, "a", p.Authors[0], "c", p.Categories[1], "l", LevelDanger, "why", ReasonLocked)
	const want = `level=INFO msg=m w.level=danger w.scope=section w.line="CW: loss and more" w.topics=grief w.pos=a.md:3:1 t.slug=grief t.label=loss ` +
		`r.authors=M r.title=T r.url=https://m.example/ r.publication=P a.name=Lin a.role=translator a.url=https://lin.example/ c=Go l=danger why=locked` + "\n"
	if b.String() != want {
		t.Errorf("logged %s\nwant   %s", b.String(), want)
	}
}

package frontmatter

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/adrg/frontmatter"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post/internal/script"
)

// Bounds are what a front matter may be at most.
type Bounds struct {
	Bytes   int // from the beginning of the file to the closing fence
	Nesting int // maps and lists within each other, the outermost included
}

// A Matter is the front matter of a file, and where its body begins.
type Matter struct {
	Tree  *Tree // never nil; empty if the file has no front matter
	Form  Form
	Notes []*Error // what was read although it is wrong, in the order found
	Body  []byte   // what follows the front matter, a slice of the source
	Line  int      // the line of the file that Body begins at
	// Traits are those of the source.
	Traits script.Traits

	arena *arena // of Tree; nil if it has none
}

// A Form is how the front matter is set apart.
type Form int

// The forms.
const (
	None     Form = iota
	YAML          // ---
	Headless      // YAML without its opening fence, as Hexo has it
	TOML          // +++ or ---toml
	JSON          // ;;;, ---json or a leading object
)

// Read reads the front matter of a file. If whole is false, src is only the
// beginning of the file: Read returns [ErrShort] if it needs more of it, and
// leaves what follows the front matter unchecked. Every other error is an
// [*Error].
func Read(src []byte, whole bool, bounds Bounds) (*Matter, error) {
	if !whole {
		src = wholeLines(src)
	}
	return readLines(src, whole, bounds)
}

// readLines does the work of [Read] for src whose last line is complete.
func readLines(src []byte, whole bool, bounds Bounds) (*Matter, error) {
	src, traits, err := Normalize(src)
	if err != nil {
		return nil, err
	}
	m, err := split(src, whole, bounds)
	if m != nil {
		m.Traits = traits
	}
	return m, err
}

// split reads the front matter of a normalized source.
func split(src []byte, whole bool, bounds Bounds) (*Matter, error) {
	s := &splitter{src: src, whole: whole, bounds: bounds}
	found, err := s.find()
	if err != nil {
		return nil, err
	}
	if !found {
		return &Matter{Tree: new(Tree), Body: src, Line: 1}, nil
	}
	m, err := s.decode()
	if err != nil && s.doubtful {
		return &Matter{Tree: new(Tree), Body: src, Line: 1}, nil
	}
	return m, err
}

// ReadHead does the same as [Read] for callers that do not need the body: Body,
// Line and Traits are not set in general. Of most files it normalizes only the
// front matter, but it checks the encoding of all of src.
func ReadHead(src []byte, whole bool, bounds Bounds) (*Matter, error) {
	if head := fenced(src); head != nil && isText(src, whole) {
		if m, err := readLines(head, false, bounds); err == nil && m.Form != None {
			return m, nil
		}
	}
	return Read(src, whole, bounds)
}

// fenced returns the lines from a leading --- to the next line that begins
// with it, or nil. The front matter of most files ends there.
func fenced(src []byte) []byte {
	const fence = "\n---"
	if len(src) < len(fence) || string(src[:len(fence)-1]) != fence[1:] || bytes.IndexByte(src, '\r') >= 0 {
		return nil
	}
	end := bytes.Index(src, []byte(fence))
	if end < 0 {
		return nil
	}
	line := bytes.IndexByte(src[end+1:], '\n')
	if line < 0 {
		return nil
	}
	return src[:end+1+line+1]
}

// A splitter finds the block of a front matter by the rules of the package
// comment.
type splitter struct {
	src    []byte
	whole  bool
	bounds Bounds

	form     Form
	lang     string // "yaml", "toml" or "json"
	open     int    // the line of the opening fence
	line     int    // the line the content begins at
	content  []byte
	body     []byte
	bodyLine int
	notes    []*Error
	// doubtful is whether the block may be body text between two thematic
	// breaks after all, should it not decode.
	doubtful bool
}

var (
	yamlFence  = lazyregexp.New(`^-{3,}[ \t]*(#.*)?$`)
	namedFence = lazyregexp.New(`^---[ \t]*(?i:(yaml|yml|toml|json))$`)
	yamlClose  = lazyregexp.New(`^(-{3,}([ \t]+#.*)?|\.\.\.)$`)
	jsonFence  = lazyregexp.New(`^;{3,}$`)
	jsonObject = lazyregexp.New(`^\{\s*("(?:[^"\\\n]|\\.)*"\s*:|\}\s*\n)`)
	jsonBare   = lazyregexp.New(`^"(?:[^"\\\n]|\\.)*"\s*:`)
	// tomlKey is how a line of TOML begins; YAML would need a colon.
	tomlKey = lazyregexp.New(`^[A-Za-z0-9_.-]+\s*=\s*\S`)
	// yamlKey is a key that nobody writes at the start of a sentence.
	yamlKey = lazyregexp.New(`^(?:[\pL\pN_][\pL\pN_.\-/$]*|"[^"]*"|'[^']*')[ \t]*:(?:[ \t]|$)`)
	// looseKey is any text before a colon that YAML takes for a key.
	looseKey = lazyregexp.New(`^[^\s#\-\[\]{}>|*&!%@` + "`" + `,?:"'<][^:<>]{0,60}:(?:[ \t]|$)`)
	// headlessKey are keys that begin a front matter without opening fence.
	headlessKey = lazyregexp.New(`^(?i:title|layout|date|updated|tags?|categor(?:y|ies)|author|permalink|comments|id|slug|description|abbrlink|toc|published|draft)[ \t]*:(?:[ \t]|$)`)
)

// closesYAML reports whether yamlClose matches a line.
func closesYAML(line string) bool {
	return line == "---" || !strings.HasPrefix(line, "- ") && yamlClose.MatchString(line)
}

// next cuts the first line off rest.
func next(rest []byte) (line string, after []byte) {
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		if line = "---"; string(rest[:i]) != line { // the line that needs no memory of its own is most frequent
			line = string(rest[:i])
		}
		return line, rest[i+1:]
	}
	return string(rest), nil
}

func trimRight(line string) string { return strings.TrimRight(line, " \t") }

// find looks for the block. It returns false if the file has none.
func (s *splitter) find() (bool, error) {
	rest, n := s.src, 1
	for len(rest) > 0 {
		line, after := next(rest)
		if strings.TrimSpace(line) != "" {
			break
		}
		if len(s.src)-len(after) > s.bounds.Bytes {
			return false, nil
		}
		rest, n = after, n+1
	}
	if len(rest) == 0 {
		if !s.whole {
			return false, ErrShort
		}
		return false, nil
	}
	first, after := next(rest)
	first = trimRight(first)
	s.open, s.line = n, n+1
	switch {
	case first == "---":
		s.lang = "yaml"
		return s.until(after, closesYAML, s.looksYAML)
	case namedFence.MatchString(first):
		s.lang = strings.ToLower(namedFence.FindStringSubmatch(first)[1])
		return s.until(after, func(l string) bool { return l == "---" }, func([]byte) verdict { return certain })
	case scriptFence.MatchString(first):
		s.lang = "yaml"
		found, err := s.until(after, func(l string) bool { return l == "---" }, func([]byte) verdict { return certain })
		if found {
			s.script()
		}
		return found, err
	case yamlFence.MatchString(first):
		s.lang = "yaml"
		return s.until(after, closesYAML, s.looksYAML)
	case first == "+++":
		s.lang = "toml"
		return s.until(after, func(l string) bool { return l == "+++" }, func([]byte) verdict { return certain })
	case jsonFence.MatchString(first):
		s.lang = "json"
		return s.until(after, jsonFence.MatchString, func([]byte) verdict { return certain })
	case first[0] == '{':
		return s.object(rest, n)
	case headlessKey.MatchString(first):
		s.lang, s.form, s.line = "yaml", Headless, n
		return s.until(rest, yamlFence.MatchString, headless)
	case jsonBare.MatchString(first):
		s.lang, s.line = "json", n
		return s.until(rest, jsonFence.MatchString, func(content []byte) verdict {
			if bytes.HasSuffix(bytes.TrimSpace(content), []byte{'"'}) {
				return possible
			}
			return unlikely
		})
	}
	return false, nil
}

// A verdict says whether a block is front matter.
type verdict int

const (
	unlikely verdict = iota // it is body text
	possible                // if it is closed and decodes
	certain                 // an unclosed one is an error
)

// fences are the bytes that closing fences begin with.
const fences = "-.+;"

// until takes the lines up to the closing fence. The verdict of judge is on
// the content, which may lack its end if there is no fence.
func (s *splitter) until(rest []byte, closes func(line string) bool, judge func(content []byte) verdict) (bool, error) {
	start, at, n := rest, rest, s.line
	begin := len(s.src) - len(rest)
	closed := false
	for len(at) > 0 && len(s.src)-len(at) <= s.bounds.Bytes {
		if strings.IndexByte(fences, at[0]) < 0 {
			_, at, _ = bytes.Cut(at, []byte("\n"))
			n++
			continue
		}
		line, after := next(at)
		if closes(trimRight(line)) {
			s.content = start[:len(start)-len(at)]
			s.body, s.bodyLine = s.src[len(s.src)-len(after):], n+1
			closed = true
			break
		}
		at, n = after, n+1
	}
	if !closed {
		s.content = s.src[begin:min(len(s.src), max(begin, s.bounds.Bytes))]
	}
	v := judge(s.content)
	switch {
	case v == unlikely:
		return false, nil
	case closed:
		s.doubtful = v == possible
		return true, nil
	case !s.whole && len(s.src) <= s.bounds.Bytes:
		return false, ErrShort
	case v == possible:
		return false, nil
	case len(s.src) > s.bounds.Bytes:
		return false, &Error{Pos: Pos{s.open, 1}, Err: fmt.Errorf("%w: %w: the fence is not closed in the first %d bytes",
			ErrSyntax, ErrLimit, s.bounds.Bytes)}
	}
	return false, fault(Pos{s.open, 1}, ErrSyntax, "the fence that opens it is not closed, want a line that repeats it")
}

// looksYAML tells front matter from text after a thematic break by the first
// line that is neither blank nor a comment.
func (s *splitter) looksYAML(content []byte) verdict {
	comment := false
	for len(content) > 0 {
		var line string
		line, content = next(content)
		text := strings.TrimSpace(line)
		if text == "" {
			continue
		}
		if text[0] == '#' {
			comment = comment || !yamlKey.MatchString(strings.TrimSpace(strings.TrimLeft(text, "#")))
			continue
		}
		switch {
		case plainKey(text) > 0, yamlKey.MatchString(text), strings.HasPrefix(text, "<<:"):
			return certain
		case tomlKey.MatchString(text):
			s.lang = "toml"
			s.notes = append(s.notes, fault(Pos{s.open, 1}, ErrSyntax, "this is TOML between the fences of YAML, want +++"))
			return certain
		case text[0] == '{' && !strings.HasPrefix(text, "{%") && !strings.HasPrefix(text, "{{") && !strings.HasPrefix(text, "{:"),
			lenientKey.MatchString(text):
			return possible
		case looseKey.MatchString(text):
			if hasKey(content) {
				return certain
			}
			return possible
		}
		return unlikely
	}
	if comment && s.bodyLine > 0 {
		return unlikely // headings between thematic breaks, of which the second was found
	}
	return possible
}

// hasKey reports whether a line begins with a key.
func hasKey(content []byte) bool {
	for len(content) > 0 {
		var line string
		if line, content = next(content); yamlKey.MatchString(line) {
			return true
		}
	}
	return false
}

// headless tells YAML without an opening fence from a document that begins
// with a heading underlined by hyphens: every line must be one of a front
// matter.
func headless(content []byte) verdict {
	for len(content) > 0 {
		var line string
		line, content = next(content)
		text := strings.TrimSpace(line)
		switch {
		case text == "", text[0] == '#', line[0] == ' ', line[0] == '\t',
			text == "-", strings.HasPrefix(text, "- "), strings.HasPrefix(text, "]"), strings.HasPrefix(text, "}"),
			yamlKey.MatchString(line), lenientKey.MatchString(line):
		default:
			return unlikely
		}
	}
	return possible
}

// object takes a JSON object that begins the file.
func (s *splitter) object(rest []byte, line int) (bool, error) {
	if !jsonObject.Match(rest) {
		if !s.whole && len(rest) < 512 {
			return false, ErrShort
		}
		return false, nil
	}
	s.lang, s.line = "json", line
	depth, quoted := 0, false
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{', c == '[':
			depth++
		case c == '}', c == ']':
			depth--
		}
		if depth == 0 {
			tail, after := next(rest[i+1:])
			if strings.TrimSpace(tail) != "" {
				return false, nil
			}
			s.content = append(bytes.Clone(rest[:i+1]), '\n')
			s.body = s.src[len(s.src)-len(after):]
			s.bodyLine = line + bytes.Count(rest[:i], []byte("\n")) + 1
			return true, nil
		}
		if len(s.src)-len(rest)+i > s.bounds.Bytes {
			return false, &Error{Pos: Pos{line, 1}, Err: fmt.Errorf("%w: %w: the brace is not closed in the first %d bytes",
				ErrSyntax, ErrLimit, s.bounds.Bytes)}
		}
	}
	if !s.whole {
		return false, ErrShort
	}
	return false, fault(Pos{line, 1}, ErrSyntax, "the brace that opens it is not closed")
}

// guard begins a line of the content that would look like a fence to a reader
// that trims lines: an indented --- in a block scalar closes nothing. A NUL is
// in no format, so that it can be taken away again.
const guard = "\x00"

// readers are those that the front matter library would make anew, of 4 KB each,
// for every post.
var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// decode reads the block.
func (s *splitter) decode() (*Matter, error) {
	a := arenas.Get().(*arena)
	if t, ok := s.plain(a); ok {
		form := max(s.form, YAML)
		if s.lang == "toml" {
			form = TOML
		}
		return &Matter{Tree: t, Form: form, Notes: s.notes, Body: s.body, Line: s.bodyLine, arena: a}, nil
	}
	arenas.Put(a)
	return s.decodeAny()
}

// decodeAny hands the block, between fences of the plainest kind, to the front
// matter library, which picks the decoder.
func (s *splitter) decodeAny() (*Matter, error) {
	m := &Matter{Form: s.form, Notes: s.notes, Body: s.body, Line: s.bodyLine}
	var in strings.Builder
	in.WriteString("---" + s.lang + "\n")
	for rest := s.content; len(rest) > 0; {
		var line string
		line, rest = next(rest)
		if strings.HasPrefix(line, guard) || strings.TrimSpace(line) == "---" {
			in.WriteString(guard)
		}
		in.WriteString(line)
		in.WriteByte('\n')
	}
	in.WriteString("---\n")
	with := func(form Form, decode decoder) frontmatter.UnmarshalFunc {
		return func(data []byte, _ any) error {
			if m.Form == None {
				m.Form = form
			}
			text := strings.TrimPrefix(string(data), guard)
			text = strings.ReplaceAll(text, "\n"+guard, "\n")
			t, notes, err := safely(decode, newBlock(text, s.line), s.bounds)
			m.Tree, m.Notes = t, append(m.Notes, notes...)
			return err
		}
	}
	r := readers.Get().(*bufio.Reader)
	defer readers.Put(r)
	r.Reset(strings.NewReader(in.String()))
	_, err := frontmatter.Parse(r, nil,
		frontmatter.NewFormat("---yaml", "---", with(YAML, decodeYAML)),
		frontmatter.NewFormat("---yml", "---", with(YAML, decodeYAML)),
		frontmatter.NewFormat("---toml", "---", with(TOML, decodeTOML)),
		frontmatter.NewFormat("---json", "---", with(JSON, decodeJSON)))
	if err != nil {
		return nil, s.unclosed(err)
	}
	return m, nil
}

// unclosed tells from where YAML broke off whether its fence is open and the
// block ends at a thematic break of the body: at a line of text that begins a
// paragraph. The fault is then at the fence.
func (s *splitter) unclosed(err error) error {
	var e *Error
	if s.lang != "yaml" || s.form == Headless || !errors.Is(err, ErrSyntax) || !errors.As(err, &e) || e.Pos.Column != 1 {
		return err
	}
	lines := bytes.Split(s.content, []byte("\n"))
	at := e.Pos.Line - s.line
	if at < 1 || at >= len(lines) || len(bytes.TrimSpace(lines[at-1])) > 0 || isKey(string(lines[at])) || skips(string(lines[at])) {
		return err
	}
	return fault(Pos{s.open, 1}, ErrSyntax, "the fence that opens it is not closed before line %d, which is text", e.Pos.Line)
}

package site

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// maxModules is the largest number of files that a JavaScript configuration
// may import.
const maxModules = 32

// A script is a module in JavaScript or TypeScript. It is never run: literal
// values, constants that hold them, and exports of local modules are read,
// and everything else is a value of kindComputed.
//
// The tokens come from the lexer of tdewolff/parse, and TypeScript types are
// skipped by their position. The parser of tdewolff/parse is not used because
// it does not know TypeScript. esbuild would remove the types, but loses the
// line numbers and adds 9.6 MB to the command.
type script struct {
	name    string
	text    []byte
	tokens  []token
	closers []int               // closing brackets by the index of the opening ones, see pair
	consts  map[string]*binding // at the top level
	main    int                 // the token after "export default" or "module.exports =", 0 if none
	modules *modules
	calls   []call
}

// A token is a lexical element other than white space and comments.
type token struct {
	js.TokenType
	text string
	line int
	// newline reports whether the token is the first of its line.
	newline bool
}

// A binding is a name declared at the top level of a script.
type binding struct {
	at     int    // index of its expression, 0 if it is imported
	from   string // module from which it is imported
	export string // its name in that module: "default", or "*" for all
	value  *value
	busy   bool
}

// A call is a call of a method anywhere in a script, such as
// eleventyConfig.addPassthroughCopy("img").
type call struct {
	method string
	args   []*value
	line   int
}

// modules holds the scripts of one configuration.
type modules struct {
	fsys   fs.FS
	loaded map[string]*script
	count  int    // number of values in all modules
	src    string // the folder that "@/", "~/" and "@name/" stand for, if any
}

func loadScript(fsys fs.FS, name string, b []byte) (*value, error) {
	s, err := readScript(fsys, name, b)
	if err != nil {
		return nil, err
	}
	return s.root(), nil
}

func readScript(fsys fs.FS, name string, b []byte) (*script, error) {
	m := &modules{fsys: fsys, loaded: make(map[string]*script)}
	s, err := m.add(name, b)
	if err != nil {
		return nil, err
	}
	s.findCalls()
	if m.count > maxValues {
		return nil, errValues
	}
	return s, nil
}

// loadJSON parses JSON as a JavaScript expression. This gives the lines of
// values, and accepts the comments and trailing commas that editors write.
func loadJSON(name string, b []byte) (*value, error) {
	m := &modules{loaded: make(map[string]*script)}
	s := &script{name: name, modules: m}
	if err := s.scan([]byte("(" + string(b) + ")")); err != nil {
		return nil, err
	}
	v, end := s.expression(0, 0)
	if v.kind == kindComputed || end != len(s.tokens) {
		return nil, fmt.Errorf("%w: not JSON", errSyntax)
	}
	return v, nil
}

func (m *modules) add(name string, b []byte) (*script, error) {
	s := &script{name: name, text: b, modules: m, consts: make(map[string]*binding)}
	m.loaded[name] = s
	if err := s.scan(b); err != nil {
		return s, err
	}
	s.declarations()
	return s, nil
}

// scan sets the tokens of s.
func (s *script) scan(b []byte) error {
	l := js.NewLexer(parse.NewInputBytes(b))
	line, newline := 1, true
	for {
		tt, text := l.Next()
		if (tt == js.DivToken || tt == js.DivEqToken) && s.operandNext() {
			tt, text = l.RegExp()
		}
		switch tt {
		case js.ErrorToken:
			if l.Err() != nil && l.Err().Error() != "EOF" {
				return fmt.Errorf("%w: not JavaScript at line %d", errSyntax, line)
			}
			return nil
		case js.WhitespaceToken, js.LineTerminatorToken, js.CommentToken, js.CommentLineTerminatorToken:
		default:
			s.tokens = append(s.tokens, token{tt, string(text), line, newline})
			newline = false
		}
		if n := strings.Count(string(text), "\n"); n > 0 {
			line += n
			newline = true
		}
	}
}

// operandNext reports whether the next token may be an operand, in which case
// a slash begins a regular expression.
func (s *script) operandNext() bool {
	if len(s.tokens) == 0 {
		return true
	}
	switch t := s.tokens[len(s.tokens)-1]; {
	case t.TokenType == js.CloseParenToken, t.TokenType == js.CloseBracketToken, t.TokenType == js.CloseBraceToken,
		t.TokenType == js.StringToken, t.TokenType == js.TemplateToken, t.TokenType == js.TemplateEndToken, js.IsNumeric(t.TokenType):
		return false
	case t.isName():
		return t.text == "return" || t.text == "typeof" || t.text == "case"
	}
	return true
}

func (t token) isName() bool {
	return js.IsIdentifierName(t.TokenType)
}

func (s *script) is(i int, text string) bool {
	return i >= 0 && i < len(s.tokens) && s.tokens[i].text == text && s.tokens[i].TokenType != js.StringToken
}

func (s *script) named(i int) bool { return i < len(s.tokens) && s.tokens[i].isName() }

// declarations records the constants, imports and the default export at the
// top level.
func (s *script) declarations() {
	depth := 0
	for i := 0; i < len(s.tokens); i++ {
		switch t := s.tokens[i]; t.TokenType {
		case js.OpenBraceToken, js.OpenParenToken, js.OpenBracketToken, js.TemplateStartToken:
			depth++
			continue
		case js.CloseBraceToken, js.CloseParenToken, js.CloseBracketToken, js.TemplateEndToken:
			depth--
			continue
		default:
			if depth != 0 {
				continue
			}
		}
		switch s.tokens[i].text {
		case "const", "let", "var":
			s.declaration(i + 1)
		case "import":
			s.importFrom(i + 1)
		case "export":
			switch {
			case s.is(i+1, "default"):
				s.main = i + 2
			case s.is(i+1, "="):
				s.main = i + 2
			case s.is(i+1, "{"):
				s.exports(i + 2)
			}
		case "module":
			if s.is(i+1, ".") && s.is(i+2, "exports") && s.is(i+3, "=") {
				s.main = i + 4
			}
		case "function":
			if s.named(i + 1) {
				s.consts[s.tokens[i+1].text] = &binding{at: i}
			}
		}
	}
}

// exports parses export { a as default }.
func (s *script) exports(i int) {
	for ; i < len(s.tokens) && !s.is(i, "}"); i++ {
		if s.named(i) && s.is(i+1, "as") && s.is(i+2, "default") {
			s.main = i
		}
	}
}

// declaration parses the part after const: a name, an optional type and "=",
// or names in braces that are taken from require.
func (s *script) declaration(i int) {
	if s.is(i, "{") {
		end := s.closing(i)
		if s.is(end+1, "=") && s.is(end+2, "require") && end+4 < len(s.tokens) {
			s.names(i+1, end, unquote(s.tokens[end+4].text), ":")
		}
		return
	}
	if !s.named(i) {
		return
	}
	name := s.tokens[i].text
	i++
	if s.is(i, ":") {
		for i++; i < len(s.tokens) && !s.is(i, "="); i++ { // skip a type
			switch s.tokens[i].TokenType {
			case js.OpenBraceToken, js.OpenParenToken, js.OpenBracketToken:
				i = s.closing(i)
			case js.SemicolonToken:
				return
			}
		}
	}
	if !s.is(i, "=") {
		return
	}
	if s.is(i+1, "require") && i+3 < len(s.tokens) && s.tokens[i+3].TokenType == js.StringToken {
		s.consts[name] = &binding{from: unquote(s.tokens[i+3].text), export: "*"}
		return
	}
	s.consts[name] = &binding{at: i + 1}
}

// names records the imported names between two tokens.
func (s *script) names(i, end int, from, as string) {
	for ; i < end; i++ {
		if !s.named(i) || s.is(i, "type") && s.named(i+1) {
			continue
		}
		export := s.tokens[i].text
		local := export
		if s.is(i+1, as) && s.named(i+2) {
			local = s.tokens[i+2].text
			i += 2
		}
		s.consts[local] = &binding{from: from, export: export}
	}
}

func (s *script) importFrom(i int) {
	if s.is(i, "type") {
		return
	}
	end := i
	for end < len(s.tokens) && s.tokens[end].TokenType != js.StringToken {
		if s.is(end, ";") || s.is(end, "(") {
			return
		}
		end++
	}
	if end == len(s.tokens) {
		return
	}
	from := unquote(s.tokens[end].text)
	for ; i < end; i++ {
		switch {
		case s.is(i, "{"):
			s.names(i+1, s.closing(i), from, "as")
			i = s.closing(i)
		case s.is(i, "*") && s.named(i+2):
			s.consts[s.tokens[i+2].text] = &binding{from: from, export: "*"}
			i += 2
		case s.is(i, "from"):
		case s.named(i):
			s.consts[s.tokens[i].text] = &binding{from: from, export: "default"}
		}
	}
}

// closing returns the index of the bracket that closes the first one at or
// after i, or else the index of the last token.
func (s *script) closing(i int) int {
	if i >= len(s.tokens) {
		return len(s.tokens) - 1
	}
	if len(s.closers) != len(s.tokens) {
		s.pair()
	}
	return s.closers[i]
}

// pair finds all pairs of brackets in one pass. Searching from each opening
// bracket separately would take quadratic time for many unclosed ones.
func (s *script) pair() {
	s.closers = make([]int, len(s.tokens))
	var open []int
	for i, t := range s.tokens {
		s.closers[i] = len(s.tokens) - 1
		switch t.TokenType {
		case js.OpenBraceToken, js.OpenParenToken, js.OpenBracketToken, js.TemplateStartToken:
			open = append(open, i)
		case js.CloseBraceToken, js.CloseParenToken, js.CloseBracketToken, js.TemplateEndToken:
			if n := len(open); n > 0 {
				s.closers[open[n-1]] = i
				open = open[:n-1]
			}
			s.closers[i] = i
		}
	}
	for i := len(s.tokens) - 2; i >= 0; i-- {
		switch s.tokens[i].TokenType {
		case js.OpenBraceToken, js.OpenParenToken, js.OpenBracketToken, js.TemplateStartToken:
		case js.CloseBraceToken, js.CloseParenToken, js.CloseBracketToken, js.TemplateEndToken:
		default:
			s.closers[i] = s.closers[i+1]
		}
	}
}

// root returns the default export of the script. If it is a call such as
// defineConfig or a function, root returns the table in its arguments or its
// return value.
func (s *script) root() *value {
	if s.main == 0 {
		return &value{kind: kindTable, file: s.name, line: 1}
	}
	v, _ := s.expression(s.main, 0)
	for range 4 { // withMermaid(defineConfig({…}))
		if v.kind != kindComputed {
			break
		}
		inner := v.table()
		if inner == nil {
			break
		}
		v = inner
	}
	return v
}

// table returns the first table among the arguments of a call.
func (v *value) table() *value {
	for _, arg := range v.list {
		if arg.kind == kindTable || arg.kind == kindComputed && len(arg.list) > 0 {
			return arg
		}
	}
	return nil
}

// lookUp returns the value of a name at the top level, or nil.
func (s *script) lookUp(name string, depth int) *value {
	b := s.consts[name]
	if b == nil || b.busy {
		return nil
	}
	if b.value != nil {
		return b.value
	}
	b.busy = true
	defer func() { b.busy = false }()
	if b.at != 0 {
		b.value, _ = s.expression(b.at, depth+1)
		return b.value
	}
	other := s.modules.resolve(path.Dir(s.name), b.from)
	if other == nil {
		return nil
	}
	switch b.export {
	case "default":
		b.value = other.root()
	case "*":
		if other.main != 0 {
			b.value = other.root()
			break
		}
		b.value = &value{kind: kindTable, file: other.name, line: 1}
		for name := range other.consts {
			if v := other.lookUp(name, depth+1); v != nil {
				b.value.set(name, v)
			}
		}
	default:
		b.value = other.lookUp(b.export, depth+1)
		if b.value == nil && other.main != 0 {
			b.value = other.root().get(b.export)
		}
	}
	return b.value
}

// resolve loads the module with a relative name, or with one of the aliases
// that are usual in tsconfig.json. It returns nil if there is none.
func (m *modules) resolve(dir, from string) *script {
	if alias, rest, ok := strings.Cut(from, "/"); ok && m.src != "" && (alias == "src" || alias == "~" || strings.HasPrefix(alias, "@")) {
		if alias == "src" {
			alias = ""
		}
		dir, from = path.Join(m.src, strings.Trim(alias, "@~")), "./"+rest
	}
	if m.fsys == nil || !strings.HasPrefix(from, "./") && !strings.HasPrefix(from, "../") {
		return nil
	}
	base := path.Join(dir, from)
	if stem, ok := strings.CutSuffix(base, ".js"); ok { // TypeScript imports name the .js file that is generated
		if _, err := fs.Stat(m.fsys, base); err != nil {
			base = stem
		}
	}
	for _, ext := range []string{"", ".ts", ".js", ".mts", ".mjs", ".cjs", ".json", "/index.ts", "/index.js"} {
		name := base + ext
		if !fs.ValidPath(name) {
			return nil
		}
		if s := m.loaded[name]; s != nil {
			return s
		}
		if len(m.loaded) >= maxModules {
			return nil
		}
		b, err := readFile(m.fsys, name)
		if err != nil {
			continue
		}
		if path.Ext(name) == ".json" {
			b = []byte("export default " + string(b))
		}
		s, _ := m.add(name, b) // a module that is not JavaScript has no values
		return s
	}
	return nil
}

// findCalls records the method calls with literal arguments.
func (s *script) findCalls() {
	for i := 1; i+1 < len(s.tokens); i++ {
		if s.is(i, ".") && s.named(i+1) && s.is(i+2, "(") {
			args, _ := s.arguments(i+2, 0)
			s.calls = append(s.calls, call{s.tokens[i+1].text, args, s.tokens[i+1].line})
		}
	}
}

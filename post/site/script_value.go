package site

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2/js"
)

// expression evaluates the expression at token i, as far as it consists of
// literals, and returns the index of the token after it.
func (s *script) expression(i, depth int) (*value, int) {
	v, next := s.operand(i, depth)
	for next < len(s.tokens) && !s.ends(next) {
		switch {
		case s.is(next, "as"), s.is(next, "satisfies"):
			next = s.skip(next + 1)
		case s.is(next, "!") && !s.tokens[next].newline: // not null, in TypeScript
			next++
		case s.is(next, "+"):
			var right *value
			right, next = s.operand(next+1, depth+1)
			if v.kind == kindString && right.kind == kindString && len(v.text)+len(right.text) <= maxConfig {
				v = &value{kind: kindString, text: v.text + right.text, file: v.file, line: v.line}
			} else {
				v = s.computed(i)
			}
		case s.tokens[next].newline && (s.tokens[next].isName() || s.tokens[next].TokenType == js.StringToken):
			return v, next // a statement that does not end with a semicolon
		default:
			return s.computed(i), s.skip(next)
		}
	}
	return v, next
}

// ends reports whether the token ends an expression.
func (s *script) ends(i int) bool {
	switch s.tokens[i].TokenType {
	case js.CommaToken, js.SemicolonToken, js.CloseBraceToken, js.CloseParenToken, js.CloseBracketToken,
		js.TemplateMiddleToken, js.TemplateEndToken, js.ColonToken:
		return true
	}
	return false
}

// skip returns the index after the expression or type at i.
func (s *script) skip(i int) int {
	for ; i < len(s.tokens); i++ {
		switch s.tokens[i].TokenType {
		case js.OpenBraceToken, js.OpenParenToken, js.OpenBracketToken, js.TemplateStartToken:
			i = s.closing(i)
		case js.LtToken: // Partial<A, B>
			if end := s.generic(i); end > 0 {
				i = end
			}
		case js.ColonToken: // of a ? b : c
		default:
			if s.ends(i) {
				return i
			}
			if t := s.tokens[i]; t.newline && (t.text == "export" || t.text == "const" || t.text == "module") {
				return i
			}
		}
	}
	return i
}

// generic returns the index of the token that closes type arguments, or 0.
func (s *script) generic(i int) int {
	depth := 0
	for end := i; end < len(s.tokens) && end < i+64; end++ {
		switch s.tokens[end].TokenType {
		case js.LtToken:
			depth++
		case js.GtToken:
			depth--
		case js.GtGtToken:
			depth -= 2
		case js.SemicolonToken:
			return 0
		}
		if depth <= 0 {
			return end
		}
	}
	return 0
}

func (s *script) computed(i int) *value {
	v := &value{kind: kindComputed, file: s.name}
	if i < len(s.tokens) {
		v.line = s.tokens[i].line
	}
	return v
}

// operand evaluates an expression without operators.
func (s *script) operand(i, depth int) (*value, int) {
	s.modules.count++
	if i >= len(s.tokens) || depth > maxDepth || s.modules.count > maxValues {
		return s.computed(i), len(s.tokens)
	}
	t := s.tokens[i]
	scalar := func(k kind, text string) (*value, int) {
		return &value{kind: k, text: text, file: s.name, line: t.line}, i + 1
	}
	switch t.TokenType {
	case js.StringToken, js.TemplateToken:
		v, next := scalar(kindString, unquote(t.text))
		return s.suffix(v, i, next, depth)
	case js.TemplateStartToken:
		return s.template(i, depth)
	case js.OpenBraceToken:
		return s.object(i, depth)
	case js.OpenBracketToken:
		v, next := s.array(i, depth)
		return s.suffix(v, i, next, depth)
	case js.OpenParenToken:
		return s.parenthesis(i, depth)
	case js.SubToken:
		if i+1 < len(s.tokens) && js.IsNumeric(s.tokens[i+1].TokenType) {
			return &value{kind: kindNumber, text: "-" + s.tokens[i+1].text, file: s.name, line: t.line}, i + 2
		}
	case js.NotToken:
		v, next := s.operand(i+1, depth+1)
		if is, ok := v.truth(); ok {
			return &value{kind: kindBool, text: strconv.FormatBool(!is), file: s.name, line: t.line}, next
		}
		return s.computed(i), next
	}
	switch {
	case js.IsNumeric(t.TokenType):
		return scalar(kindNumber, strings.ReplaceAll(t.text, "_", ""))
	case t.text == "true", t.text == "false":
		return scalar(kindBool, t.text)
	case t.text == "null", t.text == "undefined":
		return scalar(kindNull, "")
	case t.text == "await":
		return s.operand(i+1, depth+1)
	case t.text == "async":
		if s.is(i+1, "function") || s.is(i+1, "(") {
			return s.operand(i+1, depth+1)
		}
	case t.text == "function":
		return s.function(i, depth)
	case t.text == "new":
		v, next := s.operand(i+1, depth+1)
		v.kind = kindComputed
		return v, next
	case t.isName():
		return s.reference(i, depth)
	}
	return s.computed(i), s.skip(i + 1)
}

// template evaluates a template literal whose expressions all are known
// strings.
func (s *script) template(i, depth int) (*value, int) {
	v := &value{kind: kindString, file: s.name, line: s.tokens[i].line}
	text := strings.TrimSuffix(strings.TrimPrefix(s.tokens[i].text, "`"), "${")
	for at := i + 1; at < len(s.tokens); {
		part, next := s.expression(at, depth+1)
		str, ok := part.str()
		if !ok || len(text) > maxConfig || next >= len(s.tokens) {
			return s.computed(i), s.closing(i) + 1
		}
		text += str
		middle := s.tokens[next]
		switch middle.TokenType {
		case js.TemplateMiddleToken:
			text += strings.TrimSuffix(strings.TrimPrefix(middle.text, "}"), "${")
		case js.TemplateEndToken:
			v.text = text + strings.TrimSuffix(strings.TrimPrefix(middle.text, "}"), "`")
			return s.suffix(v, i, next+1, depth)
		default:
			return s.computed(i), s.closing(i) + 1
		}
		at = next + 1
	}
	return s.computed(i), len(s.tokens)
}

// suffix returns v, or a computed value if a property of it is accessed.
func (s *script) suffix(v *value, start, next, depth int) (*value, int) {
	if next < len(s.tokens) && (s.is(next, ".") || s.is(next, "?.") || s.is(next, "[") && !s.tokens[next].newline) {
		if s.is(next, ".") && s.is(next+1, "concat") {
			return s.computed(start), s.skip(next)
		}
		return s.computed(start), s.skip(next)
	}
	return v, next
}

func (s *script) parenthesis(i, depth int) (*value, int) {
	end := s.closing(i)
	after := end + 1
	if s.is(after, ":") { // the return type of an arrow function
		for j := after; j < len(s.tokens) && j < after+16; j++ {
			if s.is(j, "=>") {
				after = j
				break
			}
		}
	}
	if s.is(after, "=>") {
		return s.body(after+1, depth)
	}
	v, next := s.expression(i+1, depth+1)
	if next != end {
		v = s.computed(i)
	}
	return s.suffix(v, i, end+1, depth)
}

// function evaluates a function to its return value.
func (s *script) function(i, depth int) (*value, int) {
	for ; i < len(s.tokens); i++ {
		switch {
		case s.is(i, "("):
			i = s.closing(i)
		case s.is(i, "{"):
			return s.body(i, depth)
		case s.is(i, ";"):
			return s.computed(i), i
		}
	}
	return s.computed(i), i
}

// body evaluates the body of a function: an expression, or a block that ends
// with return. Constants declared in the block are not known.
func (s *script) body(i, depth int) (*value, int) {
	if !s.is(i, "{") {
		return s.expression(i, depth+1)
	}
	end := s.closing(i)
	v := s.computed(i)
	for j := i + 1; j < end; j++ {
		switch {
		case s.is(j, "return"):
			if !s.is(j+1, ";") && j+1 < end {
				v, _ = s.expression(j+1, depth+1)
			}
		case s.is(j, "{"), s.is(j, "("), s.is(j, "["):
			j = s.closing(j)
		}
	}
	return v, end + 1
}

func (s *script) object(i, depth int) (*value, int) {
	v := &value{kind: kindTable, file: s.name, line: s.tokens[i].line}
	end := s.closing(i)
	for j := i + 1; j < end; {
		t := s.tokens[j]
		switch {
		case s.is(j, ","):
			j++
		case s.is(j, "..."):
			from, next := s.expression(j+1, depth+1)
			if from.kind == kindTable {
				v.merge(from)
			} else {
				v.set("..."+strconv.Itoa(t.line), s.computed(j))
			}
			j = max(next, j+1)
		case t.TokenType == js.StringToken && s.is(j+1, ":"), js.IsNumeric(t.TokenType) && s.is(j+1, ":"), t.isName() && s.is(j+1, ":"):
			item, next := s.expression(j+2, depth+1)
			if item.line == 0 || item.file != s.name {
				copied := *item
				item = &copied
			}
			item.line, item.file = t.line, s.name
			v.set(unquote(t.text), item)
			j = max(next, j+1)
		case t.isName() && (s.is(j+1, ",") || j+1 == end):
			item := s.lookUp(t.text, depth+1)
			if item == nil {
				item = s.computed(j)
			}
			v.set(t.text, item)
			j++
		default: // a method, or a key that is computed
			key := j
			if (s.is(j, "async") || s.is(j, "get") || s.is(j, "*")) && s.named(j+1) {
				key++
			}
			if s.tokens[key].isName() {
				v.set(s.tokens[key].text, s.computed(j))
			} else {
				v.set("["+strconv.Itoa(t.line), s.computed(j))
			}
			for j < end && !s.is(j, ",") {
				switch s.tokens[j].TokenType {
				case js.OpenBraceToken, js.OpenParenToken, js.OpenBracketToken, js.TemplateStartToken:
					j = s.closing(j)
				}
				j++
			}
		}
	}
	for _, e := range v.keys {
		v.size += e.value.size + 1
	}
	if v.size > maxValues {
		return s.computed(i), end + 1
	}
	return v, end + 1
}

func (s *script) array(i, depth int) (*value, int) {
	v := &value{kind: kindList, file: s.name, line: s.tokens[i].line}
	list, next := s.arguments(i, depth)
	for _, item := range list {
		v.size += item.size + 1
	}
	if v.size > maxValues {
		return s.computed(i), next
	}
	v.list = list
	return v, next
}

// arguments evaluates the expressions in the brackets that begin at i.
func (s *script) arguments(i, depth int) ([]*value, int) {
	var list []*value
	end := s.closing(i)
	for j := i + 1; j < end; {
		if s.is(j, ",") {
			j++
			continue
		}
		spread := s.is(j, "...")
		if spread {
			j++
		}
		item, next := s.expression(j, depth+1)
		if spread && item.kind == kindList && len(list)+len(item.list) <= maxValues {
			list = append(list, item.list...)
		} else {
			list = append(list, item)
		}
		j = max(next, j+1)
	}
	return list, end + 1
}

// reference evaluates a name and the properties or call after it. A call
// gives a computed value that holds the name and arguments.
func (s *script) reference(i, depth int) (*value, int) {
	if s.is(i+1, "=>") {
		return s.body(i+2, depth)
	}
	name := s.tokens[i].text
	v := s.lookUp(name, depth)
	next := i + 1
	for next < len(s.tokens) {
		switch {
		case (s.is(next, ".") || s.is(next, "?.")) && s.named(next+1):
			name = s.tokens[next+1].text
			v = v.get(name)
			next += 2
		case s.is(next, "<") && s.generic(next) > 0 && s.is(s.generic(next)+1, "("): // call<Type>()
			next = s.generic(next) + 1
		case s.is(next, "("):
			c := s.computed(i)
			c.text = name
			c.list, next = s.arguments(next, depth)
			for _, item := range c.list {
				c.size += item.size + 1
			}
			if c.size > maxValues {
				c.list = nil
			}
			v = c
		case s.is(next, "[") && !s.tokens[next].newline:
			v = s.computed(i)
			next = s.closing(next) + 1
		default:
			if v == nil {
				v = s.computed(i)
			}
			return v, next
		}
	}
	if v == nil {
		v = s.computed(i)
	}
	return v, next
}

// unquote returns the text of a string or template token with its escapes
// decoded.
func unquote(text string) string {
	if len(text) < 2 || text[0] != '"' && text[0] != '\'' && text[0] != '`' {
		return text
	}
	text = text[1 : len(text)-1]
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		i++
		switch c := text[i]; c {
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case 'r':
			b.WriteByte('\r')
		case '\n':
		case 'u', 'x':
			r, n := escape(text[i:])
			b.WriteRune(r)
			i += n - 1
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// escape decodes x41, u0041 or u{1F600} at the beginning of s, and returns
// the length of the escape.
func escape(s string) (rune, int) {
	digits, n := "", 0
	switch {
	case strings.HasPrefix(s, "u{"):
		end := strings.IndexByte(s, '}')
		if end < 0 {
			return utf8.RuneError, 1
		}
		digits, n = s[2:end], end+1
	case s[0] == 'u' && len(s) >= 5:
		digits, n = s[1:5], 5
	case s[0] == 'x' && len(s) >= 3:
		digits, n = s[1:3], 3
	default:
		return utf8.RuneError, 1
	}
	r, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return utf8.RuneError, n
	}
	if 0xD800 <= r && r < 0xDC00 && strings.HasPrefix(s[n:], `\u`) && len(s) >= n+6 { // a surrogate pair
		if low, err := strconv.ParseUint(s[n+2:n+6], 16, 32); err == nil && 0xDC00 <= low && low < 0xE000 {
			return rune((r-0xD800)<<10 + (low - 0xDC00) + 0x10000), n + 6
		}
	}
	return rune(r), n
}

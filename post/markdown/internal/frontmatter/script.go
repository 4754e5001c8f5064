package frontmatter

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// Eleventy reads front matter in JavaScript, between ---js and ---: declarations of
// constants, or one object. Nothing is run. Declarations of literal values in one line
// are read as YAML, and what is computed is noted.

var (
	scriptFence = lazyregexp.New(`^---[ \t]*(?i:js|javascript)$`)
	// declaration matches const title = "…"; with the name and the expression.
	declaration = lazyregexp.New(`^\s*(?:export\s+)?(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*(.*?)\s*;?\s*$`)
	// scriptLiteral matches a literal that means the same in YAML.
	scriptLiteral = lazyregexp.New(`^(?:"(?:[^"\\]|\\["\\/nt]|\\u[0-9a-fA-F]{4})*"|'[^'\\]*'|true|false|-?\d+(?:\.\d+)?|\[[^()\\` + "`" + `=]*\])$`)
)

// script makes YAML of the declarations in the content, line by line.
func (s *splitter) script() {
	if bytes.HasPrefix(bytes.TrimSpace(s.content), []byte("{")) {
		return // an object, which YAML reads as long as its values are literal
	}
	var out bytes.Buffer
	for rest, line := s.content, s.line; len(rest) > 0; line++ {
		var text string
		text, rest = next(rest)
		if m := declaration.FindStringSubmatch(text); m != nil {
			if scriptLiteral.MatchString(m[2]) {
				out.WriteString(m[1] + ": " + m[2])
			} else {
				column := strings.Index(text, m[1]) + 1
				s.notes = append(s.notes, fault(Pos{line, column}, ErrSyntax, "%s is computed, and is not read", m[1]))
			}
		}
		out.WriteByte('\n')
	}
	s.content = out.Bytes()
}

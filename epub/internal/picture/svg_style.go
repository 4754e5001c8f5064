package picture

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
)

// Bounds of the style sheets of an SVG.
const (
	svgSheet   = 256 << 10 // bytes
	svgRules   = 2000
	svgClasses = 16 // of one element
)

// An svgSheets holds the declarations in the style sheets of a drawing, by selector:
// "rect", ".a", "rect.a" or "#a", the only ones that drawing programs write. Other
// selectors, rules that depend on a medium, and properties that are not also
// attributes are ignored, so that nothing is loaded.
type svgSheets map[string]svgRule

type svgRule struct {
	order        int // in the sheet: of two equally specific rules the later one wins
	declarations []declaration
}

type declaration struct{ name, value string }

// readSheets collects all style sheets of a drawing.
func readSheets(data []byte) svgSheets {
	if !bytes.Contains(data, []byte("style")) {
		return nil
	}
	var sheet strings.Builder
	dec := xml.NewDecoder(bytes.NewReader(data))
	inside := false
	for {
		token, err := dec.RawToken()
		if err != nil { // svg reports it
			return parseSheet(sheet.String())
		}
		switch t := token.(type) {
		case xml.StartElement:
			inside = t.Name.Local == "style"
		case xml.EndElement:
			inside = false
		case xml.CharData:
			if inside && sheet.Len()+len(t) <= svgSheet {
				sheet.Write(t)
			}
		}
	}
}

func parseSheet(sheet string) svgSheets {
	var plain strings.Builder
	for rest := sheet; ; {
		before, comment, found := strings.Cut(rest, "/*")
		plain.WriteString(before)
		if !found {
			break
		}
		plain.WriteByte(' ')
		_, rest, _ = strings.Cut(comment, "*/")
	}
	sheets := make(svgSheets)
	order := 0
	for rest := plain.String(); order < svgRules; {
		rest = strings.TrimLeft(rest, " \t\r\n}")
		if strings.HasPrefix(rest, "@") {
			rest = skipAtRule(rest)
			continue
		}
		selectors, block, found := strings.Cut(rest, "{")
		if !found {
			break
		}
		var body string
		body, rest, _ = strings.Cut(block, "}")
		declarations := svgDeclarations(body)
		for s := range strings.SplitSeq(selectors, ",") {
			if s = strings.TrimSpace(s); s != "" && len(s) < 200 && !strings.ContainsAny(s, " \t\r\n>+~*:[\\") {
				order++
				sheets[s] = svgRule{order, firsts(slices.Concat(declarations, sheets[s].declarations))}
			}
			if order >= svgRules {
				break
			}
		}
	}
	return sheets
}

// skipAtRule returns the text after an at-rule, which ends at a semicolon or with
// its block.
func skipAtRule(s string) string {
	depth := 0
	for i, c := range []byte(s) {
		switch {
		case c == ';' && depth == 0:
			return s[i+1:]
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth <= 0 {
				return s[i+1:]
			}
		}
	}
	return ""
}

// svgDeclarations returns the allowed declarations of a style, in descending
// precedence.
func svgDeclarations(style string) (all []declaration) {
	for part := range strings.SplitSeq(style, ";") {
		name, value, _ := strings.Cut(part, ":")
		name = strings.TrimSpace(name)
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		if isSVGProperty(name) && value != "" && len(value) < 1000 && plainSVG(value) {
			all = append(all, declaration{name, value})
		}
	}
	slices.Reverse(all)
	return firsts(all)
}

// firsts keeps the first declaration of each name, so that a rule is no larger
// than the list of attributes.
func firsts(all []declaration) []declaration {
	seen := make(map[string]bool)
	return slices.DeleteFunc(all, func(d declaration) bool {
		again := seen[d.name]
		seen[d.name] = true
		return again
	})
}

// of returns the declarations that match an element, in descending precedence.
func (s svgSheets) of(name string, attrs []xml.Attr) (all []declaration) {
	if len(s) == 0 {
		return nil
	}
	var id string
	var classes []string
	for _, a := range attrs {
		switch {
		case a.Name.Space != "":
		case a.Name.Local == "id":
			id = a.Value
		case a.Name.Local == "class":
			classes = strings.Fields(a.Value)
			classes = classes[:min(len(classes), svgClasses)]
		}
	}
	add := func(selectors ...string) {
		var rules []svgRule
		for _, selector := range selectors {
			if r, ok := s[selector]; ok {
				rules = append(rules, r)
			}
		}
		slices.SortFunc(rules, func(a, b svgRule) int { return b.order - a.order })
		for _, r := range rules {
			all = append(all, r.declarations...)
		}
	}
	var both, class []string
	for _, c := range classes {
		both, class = append(both, name+"."+c), append(class, "."+c)
	}
	add("#" + id)
	add(both...)
	add(class...)
	add(name)
	return all
}

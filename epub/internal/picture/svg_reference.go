package picture

import (
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// Expressions for the output of svg: a start tag, and an attribute that refers to an
// id. Quotes and angle brackets are escaped in values and text.
var (
	svgStart     = lazyregexp.New(`<\w+(?: [\w:-]+="[^"]*")+>`)
	svgReference = lazyregexp.New(` ([\w:-]+)="[^"]*#[^"]*"`)
	svgURL       = lazyregexp.New(`(?i)url\(\s*(?:&#3[49];\s*)?#([\w.-]+)`)
)

// dropReferences removes references to ids that no element has, or that an element of
// the wrong kind has, such as a fill that refers to a path. Ids maps each id to the
// name of its element.
func dropReferences(picture []byte, ids map[string]string) []byte {
	return svgStart.ReplaceAllFunc(picture, func(start []byte) []byte {
		name, _, _ := strings.Cut(string(start[1:]), " ")
		return svgReference.ReplaceAllFunc(start, func(attribute []byte) []byte {
			key, value, _ := strings.Cut(strings.Trim(string(attribute), ` "`), `="`)
			for _, id := range references(key, value) {
				switch target, ok := ids[id]; {
				case ok && leads(name, key, target):
				case key == "fill" || key == "stroke":
					return []byte(` ` + key + `="none"`) // readers paint nothing here either
				default:
					return nil
				}
			}
			return attribute
		})
	})
}

// references returns the ids that the value of an attribute refers to.
func references(key, value string) (ids []string) {
	if key == "xlink:href" {
		return []string{strings.TrimPrefix(value, "#")}
	}
	for _, m := range svgURL.FindAllStringSubmatch(value, -1) {
		ids = append(ids, m[1])
	}
	return ids
}

// leads reports whether an attribute of an element may refer to the target.
func leads(element, key, target string) bool {
	paint := target == "linearGradient" || target == "radialGradient" || target == "pattern"
	switch {
	case key == "xlink:href" && element == "pattern":
		return target == "pattern"
	case key == "xlink:href" && element != "use":
		return strings.HasSuffix(target, "Gradient")
	case key == "xlink:href":
		return !paint && target != "clipPath"
	case key == "fill" || key == "stroke":
		return paint
	case key == "clip-path":
		return target == "clipPath"
	case key == "mask":
		return target == "mask"
	}
	return target == "marker"
}

package picture

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// Bounds of an SVG. E-readers hang on larger ones.
const (
	svgDepth  = 64
	svgMost   = 20_000 // elements
	svgUses   = 200
	svgGrowth = 1 << 20 // bytes; an output may be this much larger than four times the input
)

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
)

// An svgElement holds the attributes and children that SVG 1.1 allows an element.
// Readers ignore others, but EPUBCheck reports them.
type svgElement struct {
	attributes map[string]bool
	required   []string // attributes that it must have; missing ones are written as 0
	holds      map[string]bool
}

// svgElements are the elements that draw. Scripts, links, foreign content,
// animation and anything that loads are not among them; of style sheets the
// rules are kept as attributes, see svgSheets.
var svgElements = sync.OnceValue(func() map[string]svgElement {
	const (
		shapes  = "path rect circle ellipse line polyline polygon text use "
		says    = "title desc "
		drawing = shapes + says + "svg g defs symbol linearGradient radialGradient clipPath mask pattern marker"

		box      = "x y width height "
		view     = "viewBox preserveAspectRatio "
		words    = "x y dx dy rotate textLength lengthAdjust "
		gradient = "gradientUnits gradientTransform spreadMethod xlink:href "

		paint = `fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
			stroke-dasharray stroke-dashoffset opacity color display visibility clip-path clip-rule mask `
		markers = "marker-start marker-mid marker-end "
		stops   = "color stop-color stop-opacity "
		fonts   = `text-anchor dominant-baseline alignment-baseline font-family font-size font-style font-weight letter-spacing
			word-spacing `
		all = paint + markers + stops + fonts + "writing-mode "
	)
	elements := make(map[string]svgElement)
	add := func(name, attributes, holds string, required ...string) {
		elements[name] = svgElement{set("id " + attributes + " " + strings.Join(required, " ")), required, set(holds)}
	}
	add("svg", all+box+view+"version", drawing)
	add("g", all+"transform", drawing)
	add("defs", all+"transform", drawing)
	add("symbol", all+view, drawing)
	add("mask", all+box+"maskUnits maskContentUnits", drawing)
	add("pattern", all+box+view+"patternUnits patternContentUnits patternTransform xlink:href", drawing)
	add("marker", all+view+"refX refY markerUnits markerWidth markerHeight orient", drawing)
	add("clipPath", paint+fonts+"writing-mode transform clipPathUnits", shapes+says)
	add("use", all+box+"transform xlink:href", says)
	add("path", paint+markers+"transform", says, "d")
	add("rect", paint+"transform x y rx ry", says, "width", "height")
	add("circle", paint+"transform cx cy", says, "r")
	add("ellipse", paint+"transform cx cy", says, "rx", "ry")
	add("line", paint+markers+"transform x1 y1 x2 y2", says)
	add("polyline", paint+markers+"transform", says, "points")
	add("polygon", paint+markers+"transform", says, "points")
	add("text", paint+fonts+words+"writing-mode transform", says+"tspan")
	add("tspan", paint+fonts+words, says+"tspan")
	add("linearGradient", stops+gradient+"x1 y1 x2 y2", says+"stop")
	add("radialGradient", stops+gradient+"cx cy r fx fy", says+"stop")
	add("stop", stops, "", "offset")
	add("title", "", "")
	add("desc", "", "")
	return elements
})

// isSVGProperty reports whether an attribute with this name is also a style property.
func isSVGProperty(name string) bool {
	for _, el := range svgElements() {
		if name != "id" && el.attributes[name] {
			return true
		}
	}
	return false
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// svg rebuilds an SVG from its allowed elements and attributes. Entities are not
// expanded: the picture counts as broken if it has one that XML does not predefine.
func (o Options) svg(data []byte) (*Picture, error) {
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("%w: not UTF-8", ErrBroken)
	}
	dec := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	dec.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("not UTF-8") }
	sheets := readSheets(data)
	p := &Picture{MediaType: "image/svg+xml", Ext: "svg"}
	var out bytes.Buffer
	depth, elements, uses, skip := 0, 0, 0, 0
	type element struct {
		name   string
		said   map[string]bool // the title and desc written so far
		filled bool            // whether other elements were written
	}
	var open []element // the open elements
	ids := make(map[string]string)
	words := 0 // depth of the outermost open element that holds text, 0 for none
	named := 0 // depth of the outermost open element with an id, 0 for none
	for {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, broken(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if elements++; elements > svgMost || depth+skip >= svgDepth {
				return nil, fmt.Errorf("%w: too many elements", ErrTooLarge)
			}
			if depth == 0 && skip == 0 {
				if out.Len() > 0 || t.Name.Space != svgSpace || t.Name.Local != "svg" {
					return nil, fmt.Errorf("%w: its root is %q", ErrBroken, t.Name.Local)
				}
				p.Width, p.Height = svgSize(t.Attr)
			} else if skip > 0 || t.Name.Space != svgSpace || !svgElements()[open[depth-1].name].holds[t.Name.Local] {
				skip++
				continue
			} else if in := &open[depth-1]; t.Name.Local == "title" || t.Name.Local == "desc" {
				// One of each, and before all other children in elements that paint or clip.
				if in.said[t.Name.Local] || in.filled && (in.name == "clipPath" || strings.HasSuffix(in.name, "Gradient")) {
					skip++
					continue
				}
				in.said[t.Name.Local] = true
			} else {
				in.filled = true
			}
			if t.Name.Local == "use" {
				// Nested uses multiply: ten levels of ten are 10^10
				// shapes.
				if named > 0 {
					skip++
					continue
				}
				if uses++; uses > svgUses {
					return nil, fmt.Errorf("%w: too many uses", ErrTooLarge)
				}
			}
			writeSVGTag(&out, t, sheets, ids, depth == 0, o.Grayscale)
			if out.Len() > svgGrowth+4*len(data) {
				return nil, fmt.Errorf("%w: too many styles", ErrTooLarge)
			}
			depth++
			open = append(open, element{name: t.Name.Local, said: map[string]bool{}})
			if named == 0 && depth > 1 && hasID(t.Attr) {
				named = depth
			}
			if words == 0 && (t.Name.Local == "text" || t.Name.Local == "title" || t.Name.Local == "desc") {
				words = depth
			}
		case xml.EndElement:
			if skip > 0 {
				skip--
				continue
			}
			if depth == named {
				named = 0
			}
			if depth == words {
				words = 0
			}
			depth--
			open = open[:depth]
			out.WriteString("</" + t.Name.Local + ">")
		case xml.CharData:
			if skip == 0 && (words > 0 || depth > 0 && len(bytes.TrimSpace(t)) == 0) {
				if err := xml.EscapeText(&out, t); err != nil {
					return nil, err
				}
			}
		}
	}
	if out.Len() == 0 {
		return nil, fmt.Errorf("%w: nothing in it", ErrBroken)
	}
	p.Data = dropReferences(out.Bytes(), ids)
	p.Look = lookOfSVG(p.Data)
	return p, nil
}

// writeSVGTag writes a start tag. Ids maps each id that is already taken to the name
// of its element.
func writeSVGTag(out *bytes.Buffer, t xml.StartElement, sheets svgSheets, ids map[string]string, root, gray bool) {
	el := svgElements()[t.Name.Local]
	out.WriteString("<" + t.Name.Local)
	if root {
		out.WriteString(` xmlns="` + svgSpace + `" xmlns:xlink="` + xlinkSpace + `"`)
		if gray {
			// A filter function; readers without it show the colours.
			out.WriteString(` style="filter:grayscale(1)"`)
		}
	}
	seen := make(map[string]bool)
	put := func(name, value string) {
		if seen[name] || !el.attributes[name] {
			return
		}
		seen[name] = true
		out.WriteString(" " + name + `="`)
		_ = xml.EscapeText(out, []byte(value)) // a Buffer takes everything
		out.WriteString(`"`)
	}
	// A style overrides a style sheet, and that overrides an attribute (SVG 2,
	// section 6.6).
	for _, a := range t.Attr {
		if a.Name.Local == "style" && a.Name.Space == "" {
			for _, d := range svgDeclarations(a.Value) {
				put(d.name, d.value)
			}
		}
	}
	for _, d := range sheets.of(t.Name.Local, t.Attr) {
		put(d.name, d.value)
	}
	for _, a := range t.Attr {
		name := a.Name.Local
		switch {
		case name == "href" && (a.Name.Space == "" || a.Name.Space == xlinkSpace):
			if id, ok := strings.CutPrefix(a.Value, "#"); ok && isID(id) {
				put("xlink:href", a.Value)
			}
		case a.Name.Space != "":
		case name == "id":
			if !root && isID(a.Value) && ids[a.Value] == "" {
				ids[a.Value] = t.Name.Local
				put(name, a.Value)
			}
		case strings.TrimSpace(a.Value) == "":
			// It has no effect, and EPUBCheck reports it.
		case plainSVG(a.Value):
			put(name, a.Value)
		}
	}
	for _, name := range el.required {
		put(name, cmp.Or(map[string]string{"d": "M0 0", "points": "0,0"}[name], "0"))
	}
	out.WriteString(">")
}

// plainSVG reports whether a value loads nothing: each url() refers to an id of the
// same picture, and no escape hides another url().
func plainSVG(v string) bool {
	v = strings.ToLower(v)
	if strings.ContainsAny(v, "\\<@") || strings.Contains(v, "/*") || strings.Contains(v, "script:") || strings.Contains(v, "image(") || strings.Contains(v, "image-set(") || strings.Contains(v, "src(") {
		return false
	}
	for {
		_, rest, found := strings.Cut(v, "url(")
		if !found {
			return true
		}
		id, after, _ := strings.Cut(rest, ")")
		if id, ok := strings.CutPrefix(strings.Trim(id, `"' `), "#"); !ok || !isID(id) {
			return false
		}
		v = after
	}
}

func hasID(attrs []xml.Attr) bool {
	return slices.ContainsFunc(attrs, func(a xml.Attr) bool { return a.Name.Local == "id" })
}

// isID reports whether s is an XML id of ASCII characters.
func isID(s string) bool {
	for i, r := range s {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
		if !letter && (i == 0 || !(r >= '0' && r <= '9' || r == '-' || r == '.')) {
			return false
		}
	}
	return s != ""
}

// svgSize returns the size of an SVG in pixels: its width and height, or else the
// size of its view box, or else 0.
func svgSize(attrs []xml.Attr) (w, h int) {
	var box []string
	for _, a := range attrs {
		switch a.Name.Local {
		case "width":
			w = svgLength(a.Value)
		case "height":
			h = svgLength(a.Value)
		case "viewBox":
			box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' })
		}
	}
	if (w == 0 || h == 0) && len(box) == 4 {
		w, h = svgLength(box[2]), svgLength(box[3])
	}
	if w == 0 || h == 0 {
		return 0, 0
	}
	return w, h
}

func svgLength(s string) int {
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || !(v >= 1 && v <= 1<<20) {
		return 0
	}
	return int(v + 0.5)
}

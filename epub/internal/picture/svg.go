package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds of an SVG: a larger one stops an e-reader.
const (
	svgDepth    = 64
	svgElements = 20_000
	svgUses     = 200
	svgGrowth   = 1 << 20 // bytes more than four times the size that came in
)

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
)

// svgNames are the elements that draw. Scripts, links, foreign content,
// animation and anything that loads are not among them; of style sheets the
// rules are kept as attributes, see svgSheets.
var svgNames = set(`svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan
	linearGradient radialGradient stop clipPath mask pattern marker`)

// svgAttributes are what those elements take. An id, and what refers to one,
// are checked besides.
var svgAttributes = set(`id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform preserveAspectRatio
	fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
	stroke-dasharray stroke-dashoffset opacity color display visibility clip-path clip-rule mask marker-start marker-mid
	marker-end offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits
	maskContentUnits patternUnits patternContentUnits patternTransform markerUnits markerWidth markerHeight refX refY orient
	dx dy rotate textLength lengthAdjust text-anchor dominant-baseline alignment-baseline font-family font-size font-style
	font-weight letter-spacing word-spacing writing-mode version`)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// svg rebuilds an SVG from what is allowed in it. Entities are not expanded:
// one that is not of XML itself makes the picture broken.
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
			if elements++; elements > svgElements || depth+skip >= svgDepth {
				return nil, fmt.Errorf("%w: too many elements", ErrTooLarge)
			}
			if skip > 0 || t.Name.Space != svgSpace || !svgNames[t.Name.Local] {
				if depth == 0 && skip == 0 {
					return nil, fmt.Errorf("%w: its root is %q", ErrBroken, t.Name.Local)
				}
				skip++
				continue
			}
			if depth == 0 {
				if out.Len() > 0 || t.Name.Local != "svg" {
					return nil, fmt.Errorf("%w: its root is %q", ErrBroken, t.Name.Local)
				}
				p.Width, p.Height = svgSize(t.Attr)
			}
			if t.Name.Local == "use" {
				// A use inside what another one repeats multiplies: ten
				// levels of ten are 10^10 shapes.
				if named > 0 {
					skip++
					continue
				}
				if uses++; uses > svgUses {
					return nil, fmt.Errorf("%w: too many uses", ErrTooLarge)
				}
			}
			writeSVGTag(&out, t, sheets, depth == 0, o.Grayscale)
			if out.Len() > svgGrowth+4*len(data) {
				return nil, fmt.Errorf("%w: too many styles", ErrTooLarge)
			}
			depth++
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
	p.Data = out.Bytes()
	return p, nil
}

func writeSVGTag(out *bytes.Buffer, t xml.StartElement, sheets svgSheets, root, gray bool) {
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
		if seen[name] {
			return
		}
		seen[name] = true
		out.WriteString(" " + name + `="`)
		_ = xml.EscapeText(out, []byte(value)) // a Buffer takes everything
		out.WriteString(`"`)
	}
	// What a style says counts before what a sheet, and that before what an
	// attribute says (SVG 2, section 6.6).
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
			if !root && isID(a.Value) {
				put(name, a.Value)
			}
		case svgAttributes[name] && plainSVG(a.Value):
			put(name, a.Value)
		}
	}
	out.WriteString(">")
}

// plainSVG reports whether a value loads nothing: a url() leads to an id of the
// same picture, and no escape hides another.
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

// isID reports whether s is a name that XML takes for an id, of plain letters.
func isID(s string) bool {
	for i, r := range s {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
		if !letter && (i == 0 || !(r >= '0' && r <= '9' || r == '-' || r == '.')) {
			return false
		}
	}
	return s != ""
}

// svgSize returns the size of an SVG in pixels: its own, else that of its view
// box, else 0.
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

package feed

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// An Element is an extra XML element from another namespace, such as
// <podcast:location> or <georss:point>. RSS and Atom have it after the elements
// of the format. JSON Feed has an object for each prefix, which holds a list
// for each name:
//
//	<georss:point>45.2 -71.9</georss:point>
//	"_georss": {"about": "http://www.georss.org/georss", "point": [{"text": "45.2 -71.9"}]}
//
// Attributes are members of the object in the list, and child elements are
// lists in it. [Feed.Namespaces] declares the prefix.
type Element struct {
	Name     string // prefix and local name: "georss:point"
	Attrs    []Attr
	Text     string // plain text
	Elements []Element
}

// An Attr is an attribute of an [Element].
type Attr struct {
	Name  string // without a prefix
	Value string // plain text
}

// ErrElement means that an [Element] cannot be written, or its prefix cannot be
// declared. An item is written without the element, and the report says so.
var ErrElement = errors.New("cannot be written as XML")

// knownSpaces maps the prefixes that need no entry in [Feed.Namespaces] to
// their namespaces.
var knownSpaces = map[string]string{
	"georss":  "http://www.georss.org/georss",
	"itunes":  "http://www.itunes.com/dtds/podcast-1.0.dtd",
	"podcast": "https://podcastindex.org/namespace/1.0",
	"source":  "http://source.scripting.com/",
	"thr":     "http://purl.org/syndication/thread/1.0",
}

// ownSpaces holds the prefixes that the documents themselves use.
var ownSpaces = []string{"atom", "content", "dc", "fh", "media", "xml", "xmlns", "foreword"}

var (
	localName = lazyregexp.New(`^[A-Za-z_][A-Za-z0-9_.-]*$`)
	fullName  = lazyregexp.New(`^[A-Za-z_][A-Za-z0-9_.-]*:[A-Za-z_][A-Za-z0-9_.-]*$`)
)

// maxElements is the largest depth of nested elements.
const maxElements = 16

// spaces returns the namespaces that the head of a document declares, by
// prefix.
func (f *Feed) spaces() (map[string]string, error) {
	all := make(map[string]string)
	var errs []error
	for _, prefix := range slices.Sorted(maps.Keys(f.Namespaces)) {
		uri := xhtml.OneLine(f.Namespaces[prefix])
		if !localName.MatchString(prefix) || slices.Contains(ownSpaces, prefix) || strings.HasPrefix(strings.ToLower(prefix), "xml") || uri == "" {
			errs = append(errs, fmt.Errorf("feed: namespaces: %w: prefix %q for %q", ErrElement, prefix, uri))
			continue
		}
		all[prefix] = uri
	}
	if f.Podcast != nil {
		for _, prefix := range []string{"itunes", "podcast"} {
			all[prefix] = knownSpaces[prefix]
		}
	}
	return all, errors.Join(errs...)
}

// legal returns elements with illegal characters removed, and an error for
// each element that cannot be written.
func legal(elements []Element, spaces map[string]string) (all []Element, errs []error) {
	for _, e := range elements {
		e, err := e.legal(spaces, maxElements)
		if err != nil {
			errs = append(errs, fmt.Errorf("%w: %w", ErrElement, err))
			continue
		}
		if prefix := e.prefix(); spaces[prefix] == "" {
			// The head of the document is written before the items and does
			// not declare this prefix.
			e.Attrs = slices.Insert(e.Attrs, 0, Attr{"xmlns:" + prefix, knownSpaces[prefix]})
		}
		all = append(all, e)
	}
	return all, errs
}

// prefix returns the part of the name before the colon.
func (e *Element) prefix() string {
	prefix, _, _ := strings.Cut(e.Name, ":")
	return prefix
}

// legal returns a copy of the element with illegal characters removed. Child
// elements may have the same prefix or one that is declared.
func (e Element) legal(spaces map[string]string, depth int) (Element, error) {
	prefix := e.prefix()
	switch {
	case !fullName.MatchString(e.Name):
		return e, fmt.Errorf("%q is not a prefix and a name, such as georss:point", e.Name)
	case spaces[prefix] == "" && knownSpaces[prefix] == "":
		return e, fmt.Errorf("%s: add the prefix %q to Feed.Namespaces", e.Name, prefix)
	case depth == 0:
		return e, fmt.Errorf("%s: nested more than %d elements deep", e.Name, maxElements)
	}
	e.Text = strings.TrimSpace(xhtml.Legal(e.Text))
	e.Attrs = slices.Clone(e.Attrs)
	for i, a := range e.Attrs {
		same := func(b Attr) bool { return a.Name == b.Name }
		if !localName.MatchString(a.Name) || strings.HasPrefix(strings.ToLower(a.Name), "xml") || slices.ContainsFunc(e.Attrs[:i], same) {
			return e, fmt.Errorf("%s: attribute %q", e.Name, a.Name)
		}
		e.Attrs[i].Value = xhtml.Legal(a.Value)
	}
	e.Elements = slices.Clone(e.Elements)
	for i, sub := range e.Elements {
		if p := sub.prefix(); p != prefix && spaces[p] == "" {
			return e, fmt.Errorf("%s: add the prefix %q to Feed.Namespaces", sub.Name, p)
		}
		var err error
		if e.Elements[i], err = sub.legal(spaces, depth-1); err != nil {
			return e, err
		}
	}
	return e, nil
}

// MarshalXML implements [xml.Marshaler]. It ignores the name in start.
func (e Element) MarshalXML(enc *xml.Encoder, start xml.StartElement) error {
	start = xml.StartElement{Name: xml.Name{Local: e.Name}}
	for _, a := range e.Attrs {
		start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: a.Name}, Value: a.Value})
	}
	if err := enc.EncodeToken(start); err != nil {
		return err
	}
	if e.Text != "" {
		if err := enc.EncodeToken(xml.CharData(e.Text)); err != nil {
			return err
		}
	}
	for _, sub := range e.Elements {
		if err := sub.MarshalXML(enc, start); err != nil {
			return err
		}
	}
	return enc.EncodeToken(start.End())
}

// write writes the element in the same way as MarshalXML.
func (e *Element) write(w *xmlWriter) {
	w.start(e.Name)
	for _, a := range e.Attrs {
		w.attr(a.Name, a.Value)
	}
	if len(e.Elements) == 0 {
		w.end(e.Name, e.Text)
		return
	}
	w.open()
	w.b = appendEscaped(w.b, e.Text)
	for i := range e.Elements {
		e.Elements[i].write(w)
	}
	w.close(e.Name)
}

func writeElements(w *xmlWriter, all []Element) {
	for i := range all {
		all[i].write(w)
	}
}

// xmlSpaces returns the declarations of namespaces, sorted by prefix.
func xmlSpaces(spaces map[string]string) []xml.Attr {
	var all []xml.Attr
	for _, prefix := range slices.Sorted(maps.Keys(spaces)) {
		all = append(all, xml.Attr{Name: xml.Name{Local: "xmlns:" + prefix}, Value: spaces[prefix]})
	}
	return all
}

// A jsonExtensions holds an object of JSON Feed for each prefix of elements,
// by the name of the object.
type jsonExtensions map[string]map[string]any

// jsonElements returns the objects that hold elements; nil if there are none.
func jsonElements(elements []Element, spaces map[string]string) jsonExtensions {
	var all jsonExtensions
	for _, e := range elements {
		prefix := e.prefix()
		name := "_" + prefix
		if all == nil {
			all = make(jsonExtensions)
		}
		if all[name] == nil {
			all[name] = map[string]any{"about": cmp.Or(spaces[prefix], knownSpaces[prefix])}
		}
		e.addTo(all[name])
	}
	return all
}

// addTo adds the element to the list with its name in an object.
func (e *Element) addTo(object map[string]any) {
	own := make(map[string]any)
	for _, a := range e.Attrs {
		if !strings.HasPrefix(a.Name, "xmlns:") {
			own[a.Name] = a.Value
		}
	}
	if e.Text != "" {
		own["text"] = e.Text
	}
	for i := range e.Elements {
		e.Elements[i].addTo(own)
	}
	_, name, _ := strings.Cut(e.Name, ":")
	list, _ := object[name].([]map[string]any)
	if object[name] != nil && list == nil {
		return // an attribute or "about" has the name
	}
	object[name] = append(list, own)
}

package site

import (
	"fmt"
	"strconv"
	"strings"
)

// A kind is the type of a configuration value.
type kind uint8

const (
	kindNull kind = iota
	kindBool
	kindNumber
	kindString
	kindList
	kindTable
	// kindComputed is a value that is known only when the configuration runs:
	// a call, an environment variable, a function.
	kindComputed
)

// A value is a node of a configuration file in any format.
type value struct {
	kind kind
	text string // text of a scalar
	list []*value
	keys []entry // of a table, in the order of the file
	size int     // number of values in it, counting repeated constants each time
	file string
	line int
}

type entry struct {
	key   string
	value *value
}

// get returns the value at a path of keys, or nil. Keys are compared exactly.
func (v *value) get(path ...string) *value {
	for _, key := range path {
		if v == nil || v.kind != kindTable {
			return nil
		}
		var found *value
		for i := range v.keys {
			if v.keys[i].key == key {
				found = v.keys[i].value // the last one is used, as in YAML and JavaScript
			}
		}
		v = found
	}
	return v
}

// fold returns the value at a path of keys. As in Hugo, keys are compared
// without regard to case.
func (v *value) fold(path ...string) *value {
	for _, key := range path {
		if v == nil || v.kind != kindTable {
			return nil
		}
		var found *value
		for i := range v.keys {
			if strings.EqualFold(v.keys[i].key, key) {
				found = v.keys[i].value
			}
		}
		v = found
	}
	return v
}

// set sets a key of a table.
func (v *value) set(key string, to *value) {
	for i := range v.keys {
		if v.keys[i].key == key {
			v.keys[i].value = to
			return
		}
	}
	v.keys = append(v.keys, entry{key, to})
}

// merge adds the keys of over to v, also in nested tables. If both have a
// key, the value in over is used.
func (v *value) merge(over *value) {
	for _, e := range over.keys {
		have := v.get(e.key)
		if have != nil && have.kind == kindTable && e.value.kind == kindTable {
			have.merge(e.value)
			continue
		}
		v.set(e.key, e.value)
	}
}

// str returns the text of a scalar, and false for tables, lists, null and
// nil.
func (v *value) str() (string, bool) {
	if v == nil || v.kind != kindString && v.kind != kindNumber && v.kind != kindBool {
		return "", false
	}
	return v.text, true
}

// truth returns a boolean. ok is false if v is not a boolean.
func (v *value) truth() (is, ok bool) {
	if v == nil || v.kind != kindBool {
		return false, false
	}
	return v.text == "true", true
}

// strings returns the scalars in a list, or v itself if it is a scalar.
func (v *value) strings() []string {
	if v == nil {
		return nil
	}
	if s, ok := v.str(); ok {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	var all []string
	for _, item := range v.list {
		if s, ok := item.str(); ok && s != "" {
			all = append(all, s)
		}
	}
	return all
}

// plain converts v to the types that encoding/json uses.
func (v *value) plain() any {
	if v == nil {
		return nil
	}
	switch v.kind {
	case kindBool:
		return v.text == "true"
	case kindString:
		return v.text
	case kindNumber:
		if f, err := strconv.ParseFloat(v.text, 64); err == nil {
			return f
		}
		return v.text
	case kindList:
		all := make([]any, 0, len(v.list))
		for _, item := range v.list {
			all = append(all, item.plain())
		}
		return all
	case kindTable:
		all := make(map[string]any, len(v.keys))
		for _, e := range v.keys {
			all[e.key] = e.value.plain()
		}
		return all
	}
	return nil
}

// text returns a front matter value in the form that templates print. It
// returns "" if the value is absent, a list or a table.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case uint64:
		return strconv.FormatUint(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case fmt.Stringer:
		return v.String()
	}
	return ""
}

// isTrue reports whether a front matter value is true, or the text "true"
// or "yes".
func isTrue(v any) bool {
	switch v := v.(type) {
	case bool:
		return v
	case string:
		return strings.EqualFold(v, "true") || strings.EqualFold(v, "yes")
	}
	return false
}

// isFalse reports whether a front matter value is false, or the text "false"
// or "no". An absent value is not false.
func isFalse(v any) bool {
	switch v := v.(type) {
	case bool:
		return !v
	case string:
		return strings.EqualFold(v, "false") || strings.EqualFold(v, "no")
	}
	return false
}

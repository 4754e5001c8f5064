package markdown

import (
	"strconv"
	"strings"
	"time"

	"github.com/foreword-go/foreword/post/markdown/internal/date"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

// params returns the values of all keys that were not claimed.
func (f *fields) params() map[string]any {
	params := make(map[string]any)
	for _, e := range f.Tree.Entries {
		if !f.Claimed(e) {
			params[strings.Clone(e.Key)] = param(e.Value)
		}
	}
	return params
}

// param converts a value to the types of [post.Head.Params]. A number that
// would be written differently, such as 007 or 1.10, stays text, because it
// may be a version or an identifier.
func param(v *frontmatter.Value) any {
	switch v.Kind {
	case frontmatter.Null:
		return nil
	case frontmatter.Bool:
		return strings.EqualFold(v.Raw, "true")
	case frontmatter.Int:
		if n, err := strconv.ParseInt(v.Raw, 10, 64); err == nil && strconv.FormatInt(n, 10) == v.Raw {
			return n
		}
	case frontmatter.Float:
		if x, err := strconv.ParseFloat(v.Raw, 64); err == nil && strconv.FormatFloat(x, 'f', -1, 64) == v.Raw {
			return x
		}
	case frontmatter.Time:
		if t, err := date.Parse(v.Raw, time.UTC); err == nil {
			return t
		}
	case frontmatter.List:
		list := make([]any, len(v.List))
		for i, item := range v.List {
			list[i] = param(item)
		}
		return list
	case frontmatter.Map:
		m := make(map[string]any, len(v.Map.Entries))
		for _, e := range v.Map.Entries {
			m[strings.Clone(e.Key)] = param(e.Value)
		}
		return m
	}
	return strings.Clone(v.Raw)
}

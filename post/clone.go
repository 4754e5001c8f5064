package post

import (
	"reflect"
	"slices"
	"time"
)

// Clone returns a deep copy. The Body is shared, because it never changes. The
// clone of a nil Warning is nil.
func (w *Warning) Clone() *Warning {
	if w == nil {
		return nil
	}
	c := *w
	c.Topics = slices.Clone(w.Topics)
	return &c
}

// Clone returns a deep copy. The clone of a nil Repost is nil.
func (r *Repost) Clone() *Repost {
	if r == nil {
		return nil
	}
	c := *r
	c.Authors, c.Translators = slices.Clone(r.Authors), slices.Clone(r.Translators)
	return &c
}

// Clone returns a deep copy, which includes the values of Params. Files and the
// bodies of warnings are shared, because they never change. The clone of a nil Head
// is nil.
func (h *Head) Clone() *Head {
	if h == nil {
		return nil
	}
	c := h.clone()
	return &c
}

func (h *Head) clone() Head {
	c := *h
	c.Authors, c.Tags, c.Enclosures = slices.Clone(h.Authors), slices.Clone(h.Tags), slices.Clone(h.Enclosures)
	c.Categories = slices.Clone(h.Categories)
	for i, category := range c.Categories {
		c.Categories[i] = slices.Clone(category)
	}
	c.Warnings = slices.Clone(h.Warnings)
	for i, w := range c.Warnings {
		c.Warnings[i] = w.Clone()
	}
	c.Repost = h.Repost.Clone()
	c.Params, _ = cloneParam(h.Params).(map[string]any)
	return c
}

// Clone returns a deep copy. Bodies, Files and the errors of problems are shared,
// because they never change. The clone of a nil Post is nil.
func (p *Post) Clone() *Post {
	if p == nil {
		return nil
	}
	c := *p
	c.Head = p.Head.clone()
	c.Headings, c.Images = slices.Clone(p.Headings), slices.Clone(p.Images)
	c.Links, c.Footnotes = slices.Clone(p.Links), slices.Clone(p.Footnotes)
	c.Problems = slices.Clone(p.Problems)
	for i, problem := range c.Problems {
		if problem != nil {
			copied := *problem
			c.Problems[i] = &copied
		}
	}
	return &c
}

func cloneParam(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if v == nil {
			return v
		}
		c := make(map[string]any, len(v))
		for k, x := range v {
			c[k] = cloneParam(x)
		}
		return c
	case []any:
		c := slices.Clone(v)
		for i := range c {
			c[i] = cloneParam(c[i])
		}
		return c
	}
	return v
}

// Equal reports whether all fields of two warnings are equal. A nil list equals an
// empty one, the zero Level equals [LevelWarning], and the zero Scope equals
// [ScopePost]. Two bodies are equal if the zero [Renderer] writes the same markup
// for both. A nil Warning equals only nil.
func (w *Warning) Equal(o *Warning) bool {
	if w == nil || o == nil {
		return w == o
	}
	return w.Level.String() == o.Level.String() && w.Scope.String() == o.Scope.String() && w.Title == o.Title && w.ID == o.ID && w.Sentence == o.Sentence &&
		slices.Equal(w.Topics, o.Topics) && w.Pos == o.Pos && w.text() == o.text() && new(Renderer).Warning(w) == new(Renderer).Warning(o)
}

// text returns the text of the warning. If Text is empty, it is read from the Body.
func (w *Warning) text() string {
	if w.Text == "" && w.Body != nil {
		return w.Body.Text()
	}
	return w.Text
}

// Equal reports whether all fields of two reposts are equal. A nil list equals an
// empty one. A nil Repost equals only nil.
func (r *Repost) Equal(o *Repost) bool {
	if r == nil || o == nil {
		return r == o
	}
	return slices.Equal(r.Authors, o.Authors) && slices.Equal(r.Translators, o.Translators) && r.Title == o.Title && r.URL == o.URL &&
		r.Publication == o.Publication && r.License == o.License && r.Pos == o.Pos
}

// Equal reports whether the fields of two heads are equal, with these rules: a nil
// list or map equals an empty one; two times are equal if they are the same instant
// and have the same UTC offset; warnings and reposts are compared with
// [Warning.Equal] and [Repost.Equal]; Files is ignored. A nil Head equals only nil.
//
// A Head that was written as JSON and read back equals the original, unless Params
// contains a time or a float64 without a fraction: JSON cannot represent either.
func (h *Head) Equal(o *Head) bool {
	if h == nil || o == nil {
		return h == o
	}
	return h.Path == o.Path && h.ID == o.ID && h.Slug == o.Slug && h.URL == o.URL && h.Title == o.Title && h.Lang == o.Lang &&
		sameTime(h.Published, o.Published) && sameTime(h.Updated, o.Updated) && sameTime(h.Due, o.Due) && sameTime(h.Expires, o.Expires) &&
		h.Summary == o.Summary && h.Cover == o.Cover && h.License == o.License &&
		h.Withheld == o.Withheld && h.WithheldBy == o.WithheldBy && h.NoFeed == o.NoFeed &&
		slices.Equal(h.Authors, o.Authors) && slices.Equal(h.Tags, o.Tags) && slices.Equal(h.Enclosures, o.Enclosures) &&
		slices.EqualFunc(h.Categories, o.Categories, func(a, b Category) bool { return slices.Equal(a, b) }) &&
		slices.EqualFunc(h.Warnings, o.Warnings, (*Warning).Equal) && h.Repost.Equal(o.Repost) && sameParam(h.Params, o.Params)
}

// Equal reports whether two posts are equal: their heads are equal by [Head.Equal],
// their contents are equal, the zero [Renderer] writes the same markup for both
// bodies, and their problems have the same position, rule, severity, key and message.
// A nil Post equals only nil.
func (p *Post) Equal(o *Post) bool {
	if p == nil || o == nil {
		return p == o
	}
	return p.Head.Equal(&o.Head) &&
		slices.Equal(p.Headings, o.Headings) && slices.Equal(p.Images, o.Images) && slices.Equal(p.Links, o.Links) &&
		slices.Equal(p.Footnotes, o.Footnotes) && p.WordCount == o.WordCount && p.ReadingTime == o.ReadingTime &&
		slices.EqualFunc(p.Problems, o.Problems, sameProblem) &&
		(p.Body == nil) == (o.Body == nil) && new(Renderer).Body(p) == new(Renderer).Body(o)
}

func sameProblem(a, b *Problem) bool {
	if a == nil || b == nil {
		return a == b
	}
	same := a.Pos == b.Pos && a.Rule == b.Rule && a.Severity.String() == b.Severity.String() && a.Key == b.Key
	if a.Err == nil || b.Err == nil {
		return same && a.Err == b.Err
	}
	return same && a.Err.Error() == b.Err.Error()
}

// sameTime reports whether two times are the same instant and have the same UTC offset.
func sameTime(a, b time.Time) bool {
	_, east := a.Zone()
	_, alsoEast := b.Zone()
	return a.Equal(b) && east == alsoEast
}

func sameParam(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for k, v := range a {
			if w, ok := b[k]; !ok || !sameParam(v, w) {
				return false
			}
		}
		return true
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, sameParam)
	case time.Time:
		b, ok := b.(time.Time)
		return ok && sameTime(a, b)
	}
	return reflect.DeepEqual(a, b)
}

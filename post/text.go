package post

import (
	"cmp"
	"log/slog"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post/internal/script"
)

// String returns the name, or, for who has none, the mail address or the URL.
func (a Author) String() string { return cmp.Or(a.Name, a.Email, a.URL) }

// LogValue implements [slog.LogValuer]: a group of the name, the role and the URL.
// The mail address is left out, for logs are kept and passed on.
func (a Author) LogValue() slog.Value {
	return group("name", a.Name, "role", a.Role, "url", a.URL)
}

// LogValue implements [slog.LogValuer] with [Category.String].
func (c Category) LogValue() slog.Value { return slog.StringValue(c.String()) }

// String returns the label, or the slug of a topic that has none.
func (t Topic) String() string { return cmp.Or(t.Label, t.Slug) }

// LogValue implements [slog.LogValuer]: a group of the slug and the label.
func (t Topic) LogValue() slog.Value { return group("slug", t.Slug, "label", t.Label) }

// String returns the warning as one line, as [Warning.Line] does for a reader whose
// language is not known.
func (w Warning) String() string { return w.Line("") }

// LogValue implements [slog.LogValuer]: a group of the level, the scope, the line
// of the warning, the slugs of its topics and its place.
func (w Warning) LogValue() slog.Value {
	var slugs []string
	for _, t := range w.Topics {
		slugs = append(slugs, cmp.Or(t.Slug, t.Label))
	}
	place := ""
	if w.Pos != (Position{}) {
		place = w.Pos.String()
	}
	return group("level", w.Level.String(), "scope", w.Scope.String(), "line", w.String(), "topics", strings.Join(slugs, ","), "pos", place)
}

// String returns who wrote the original, its title and where it appeared, so far as
// they are known, such as "Maren Holt, Night ferry, The Harbour Review"; else its
// URL, and "" if nothing is known.
func (r Repost) String() string {
	var known []string
	for _, a := range r.Authors {
		known = appendText(known, a.String())
	}
	known = appendText(appendText(known, r.Title), r.Publication)
	if len(known) == 0 {
		return r.URL
	}
	words := label.For(script.Lang(strings.Join(known, " ")))
	return words.Join(known)
}

// LogValue implements [slog.LogValuer]: a group of the names of the authors, and of
// the title, URL and publication of the original.
func (r Repost) LogValue() slog.Value {
	var names []string
	for _, a := range r.Authors {
		names = appendText(names, a.String())
	}
	return group("authors", strings.Join(names, ", "), "title", r.Title, "url", r.URL, "publication", r.Publication)
}

func appendText(all []string, s string) []string {
	if s = script.OneLine(s); s == "" {
		return all
	}
	return append(all, s)
}

// group returns the attributes, given by name and value, that are not empty.
func group(pairs ...string) slog.Value {
	var attrs []slog.Attr
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			attrs = append(attrs, slog.String(pairs[i], pairs[i+1]))
		}
	}
	return slog.GroupValue(attrs...)
}

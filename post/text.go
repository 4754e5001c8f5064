package post

import (
	"cmp"
	"log/slog"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post/internal/script"
)

// String returns the name. If it is empty, String returns the mail address or the URL.
func (a Author) String() string { return cmp.Or(a.Name, a.Email, a.URL) }

// LogValue implements [slog.LogValuer] with a group of the name, role and URL. The
// mail address is left out, because logs are stored and shared.
func (a Author) LogValue() slog.Value {
	return group("name", a.Name, "role", a.Role, "url", a.URL)
}

// LogValue implements [slog.LogValuer] with [Category.String].
func (c Category) LogValue() slog.Value { return slog.StringValue(c.String()) }

// String returns the label. If it is empty, String returns the slug.
func (t Topic) String() string { return cmp.Or(t.Label, t.Slug) }

// LogValue implements [slog.LogValuer] with a group of the slug and the label.
func (t Topic) LogValue() slog.Value { return group("slug", t.Slug, "label", t.Label) }

// String returns the result of [Warning.Line] for an unknown language.
func (w Warning) String() string { return w.Line("") }

// LogValue implements [slog.LogValuer] with a group of the level, the scope, the line
// of the warning, the slugs of its topics, and the position.
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

// String returns the authors, title and publication of the original, such as "Maren
// Holt, Night ferry, The Harbour Review". If all of these are unknown, it returns the
// URL.
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

// LogValue implements [slog.LogValuer] with a group of the names of the authors, and
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

// group returns a group of the attributes in pairs of name and value, without those
// whose value is empty.
func group(pairs ...string) slog.Value {
	var attrs []slog.Attr
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			attrs = append(attrs, slog.String(pairs[i], pairs[i+1]))
		}
	}
	return slog.GroupValue(attrs...)
}

package warning

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// A Reader finds content warnings.
type Reader struct {
	// Vocabulary holds the topics; nil means that of [post.Topics].
	Vocabulary *post.Vocabulary
	// Topics are further labels with their slugs, which count before the vocabulary.
	Topics map[string]string
	// Lang is the language of posts that neither state nor show one. It may be "".
	Lang string
}

// words returns the phrases that open a warning, with those of p.Vocabulary.
func (p *Reader) words() *phrases.Table { return phrases.Of(p.Vocabulary) }

// labels returns the words of a language, "" for English.
func (p *Reader) labels(lang string) *label.Labels { return label.Of(p.Vocabulary).For(lang) }

// InHead returns the warnings that the keys of the front matter and the
// marks of the title state, and claims the keys it reads. Values that may be warnings
// and may not are problems.
func (p *Reader) InHead(h *post.Head, f *frontmatter.Fields) []*Notice {
	r := headSearch{p: p, h: h, f: f}
	for _, in := range f.Nested(warningMaps...) {
		for _, e := range in.Tree.Entries {
			if r.key(e) {
				in.Claim(e)
			}
			r.text(e)
		}
	}
	r.maps()
	r.metadata()
	r.tags()
	r.title()
	sortNotices(r.all)
	return r.all
}

// warningMaps are the maps in which sites keep warnings, besides those of
// [frontmatter.Fields.Nested].
var warningMaps = []string{
	"meta", "metadata", "data", "custom", "fields", "taxonomies", "head", "seo", "social", "fediverse", "activitypub", "mastodon", "bluesky",
	"post", "page", "article", "story", "book", "frontmatter", "attributes", "settings", "options", "theme", "hero", "og", "opengraph", "twitter", "image", "cover", "safety", "reader", "disclosure",
}

// known reports whether the vocabulary knows a topic of w.
func (w *Notice) known() bool { return names(w.Topics) }

// names reports whether the vocabulary knows one of topics.
func names(topics []post.Topic) bool {
	return slices.ContainsFunc(topics, func(t post.Topic) bool { return t.Slug != "" })
}

// defaultWarningTitle is the title of a warning that the front matter states
// without one, in the language of the post as far as the head tells.
func defaultWarningTitle(p *Reader, h *post.Head, key string) string {
	if title := p.titleOfKey(key); title != "" {
		return title
	}
	lang := h.Lang
	if lang == "" {
		lang = script.Lang(h.Title)
	}
	if lang == "" {
		lang = p.Lang
	}
	return p.labels(lang).ContentWarning
}

// titleOfKey returns the title that a key or the name of a container is itself:
// NSFW, a phrase in a script other than Latin, or the words of another language than
// English; else "".
func (p *Reader) titleOfKey(key string) string {
	if frontmatter.Fold(key) == "nsfw" {
		return "NSFW"
	}
	if ph, ok := p.cutWarningPhrase(key); ok && script.Lang(key) != "" {
		return ph.title
	}
	if lang := p.words().Lang(key); lang != "" && lang != "en" && p.labels(lang).Lang == lang {
		return p.labels(lang).ContentWarning
	}
	return ""
}

// levelNamed returns the level that a container, callout or front matter
// value names, 0 if none.
func levelNamed(name string) post.Level {
	return containers.Named(strings.ToLower(strings.TrimSpace(name))).Level
}

func cmpLevel(l, or post.Level) post.Level {
	if l == 0 {
		return or
	}
	return l
}

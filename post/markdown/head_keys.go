package markdown

import (
	"fmt"
	"strings"

	"github.com/foreword-go/foreword/internal/spell"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

// ownKeys holds the keys that a misspelt key probably means.
var ownKeys = []string{
	"title", "date", "published", "comments", "updated", "lastmod", "description", "summary", "excerpt", "author", "authors", "tags", "categories",
	"category", "permalink", "slug", "draft", "hidden", "cover", "image", "license", "copyright", "language",
	"content_warning", "trigger_warning", "original_url", "original_author", "canonical_url", "translator", "publishDate",
}

// otherKeys holds keys of engines and themes that are similar to one of
// ownKeys but mean something else.
var otherKeys = func() map[string]bool {
	m := make(map[string]bool)
	for key := range strings.FieldsSeq(`
		data date_format dated dates data_source caption description_list descriptions images imgs imageurl
		titles subtitle title_tag titlebar title_prefix title_suffix authored authorship author_id
		tagline stages pages lags flags tag_list taglist catalog catalogue catalogs covers coverimage cover_alt cover_index
		overlay updates update publisher publish published_by publishing slugs slugify plug drafts hide
		summaries languages languagecode lang_code langs license_name licenses copyrights copyright_author copyright_url
		translators translation translated translation_key translate original originals original_title canonical
		bg_image image_alt image_caption imagealt excerpts except expert cite site kate mate rate gate late data_id
		true_title main_title page_title categorys_list hidden_title hidetitle titlecase titleless subtitles`) {
		m[frontmatter.Fold(key)] = true
	}
	return m
}()

// reportUnknown reports unclaimed keys that are nearly spelt like a known
// key.
func (f *fields) reportUnknown() {
	for _, e := range f.Tree.Entries {
		key := frontmatter.Fold(e.Key)
		if f.Claimed(e) || len(key) < 4 || otherKeys[key] {
			continue
		}
		if strings.HasPrefix(e.Key, "_") {
			continue // _comment and the like are remarks
		}
		near := spell.Nearest(key, ownKeys)
		if own := frontmatter.Fold(near); near == "" || f.Peek(near) != nil || own == key || strings.HasPrefix(key, own) && len(key) > len(own)+1 {
			continue // only the ending differs, so it is another word: copyrighted
		}
		// Package spell allows errors in a third of the letters, for words
		// that must be one of a few. That is too much here, where any key may
		// occur.
		if edits := spell.Edits(key, frontmatter.Fold(near)); edits > 2 || edits == 2 && len(key) < 8 {
			continue
		}
		f.Report(RuleUnknownKey, post.SeverityWarning, e.Key, e.Pos, fmt.Errorf("%w, did you mean %q?", post.ErrKey, near))
	}
}

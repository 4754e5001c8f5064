package markdown

import (
	"fmt"
	"strings"

	"github.com/foreword-go/foreword/internal/spell"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

// ownKeys are what a misspelt key was probably meant to be.
var ownKeys = []string{
	"title", "date", "published", "comments", "updated", "lastmod", "description", "summary", "excerpt", "author", "authors", "tags", "categories",
	"category", "permalink", "slug", "draft", "hidden", "cover", "image", "license", "copyright", "language",
	"content_warning", "trigger_warning", "original_url", "original_author", "canonical_url", "translator", "publishDate",
}

// otherKeys are keys of engines and themes that are near to one of ownKeys and
// mean something else.
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

// reportUnknown reports keys that nobody claimed and that are nearly one that
// would have been.
func (f *fields) reportUnknown() {
	for _, e := range f.Tree.Entries {
		key := frontmatter.Fold(e.Key)
		if f.Taken[e] || len(key) < 4 || otherKeys[key] {
			continue
		}
		if strings.HasPrefix(e.Key, "_") {
			continue // a remark: _comment
		}
		near := spell.Nearest(key, ownKeys)
		if own := frontmatter.Fold(near); near == "" || f.Peek(near) != nil || own == key || strings.HasPrefix(key, own) && len(key) > len(own)+1 {
			continue // the last is another word: copyrighted
		}
		// The third of the letters that spell allows for a word that must be
		// one of a few is too much where any key may stand.
		if edits := spell.Edits(key, frontmatter.Fold(near)); edits > 2 || edits == 2 && len(key) < 8 {
			continue
		}
		f.Report(RuleUnknownKey, post.Warn, e.Key, e.Pos, fmt.Errorf("%w, did you mean %q?", post.ErrKey, near))
	}
}

package markdown

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/date"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/repost"
)

// head reads everything in a post except its body.
func (p *Parser) head(name string, m *frontmatter.Matter) (*post.Head, *fields) {
	f := &fields{Fields: m.Fields(name)}
	for _, n := range m.Notes {
		f.Problems = append(f.Problems, frontMatterProblem(name, n, post.SeverityWarning))
	}
	h := &post.Head{Path: name}
	place := placeOf(name)
	engine := p.engine(f, m.Form, place)

	h.Title = unmarked(f.title())
	if engine == Obsidian && !place.bundle {
		f.noteName = place.name
		if h.Title == "" && p.Site != nil && p.Site.TitledByName() {
			h.Title = place.name
		}
	}
	h.ID = f.Text("guid", "uuid", "uid", "id")
	h.Lang = f.lang(place)
	p.dates(h, f, place)
	terms := cmp.Or(f.Peek("tags"), f.Peek("categories"), &frontmatter.Entry{Key: "tags", Pos: frontmatter.Pos{Line: 1, Column: 1}})
	h.Tags = f.tags(engine)
	h.Categories = f.categories(engine)
	if n := len(h.Tags) + len(h.Categories); n > maxTerms {
		f.Report(RuleOverLimit, post.SeverityFatal, terms.Key, terms.Pos, fmt.Errorf("%w: %d tags and categories, want at most %d", post.ErrLimit, n, maxTerms))
	}
	if !p.brief {
		f.describe(h)
	}
	p.visibility(h, f, place)
	p.address(h, f, engine, place)
	if p.Site != nil {
		f.weak = p.onSite(h, f, m)
	}
	if p.brief {
		if p.Site != nil && p.Site.Engine == Obsidian {
			h.Params = f.params() // the other names of a note lead to it
		}
		return h, f
	}
	f.warnings = p.warnings().InHead(h, f.Fields)
	h.Warnings = asWarnings(f.warnings, nil)
	f.hints = repost.InHead(h, f.Fields, p.siteURL())
	h.License = f.license()
	h.Params = f.params()
	return h, f
}

// describe sets the fields that only readers of the post need.
func (f *fields) describe(h *post.Head) {
	h.Authors = f.authorsOf(authorKeys...)
	h.Summary = unmarked(f.Text("description", "summary", "excerpt", "abstract", "desc"))
	h.Cover = f.cover()
	h.Enclosures = f.enclosures()
}

// maxTerms is the largest number of tags and of categories of a post, because
// each of them may have a feed. Of 10,000 real posts none has more than 36.
const maxTerms = 200

// publishedKeys and updatedKeys hold the keys of dates, in order of
// preference. The first two keys are not only used for dates.
var (
	publishedKeys = []string{
		"date", "published", "pub_date", "pub_datetime", "publish_date", "published_date", "published_at", "published_on", "date_published", "publish_time",
		"publishing_date", "publication_date", "created", "created_at", "create_time", "created_time", "created_date", "create_date", "creation_date",
		"date_created", "posted", "post_date", "日期", "发布日期", "创建时间",
	}
	updatedKeys = []string{
		"updated", "lastmod", "last_modified_at", "last_modified", "last_modified_date", "modified", "mod_datetime", "updated_at", "updated_on", "last_updated", "last_update", "updated_date",
		"update_date", "update_time", "updated_time", "date_modified", "date_updated", "modified_at", "modified_date", "modification_date",
		"modified_time", "last_mod", "update", "edited", "mtime", "更新日期", "更新时间",
	}
)

// dates sets the dates of h. A publishing date that cannot be read is fatal
// unless the path has a date, because a post without a date would be in the
// wrong place in every output.
func (p *Parser) dates(h *post.Head, f *fields, place place) {
	dated := place.date(p.location())
	unread := post.SeverityFatal
	if !dated.IsZero() {
		unread = post.SeverityWarning
	}
	for _, key := range publishedKeys {
		e := f.Peek(key)
		if e == nil || !isDateValue(e, key) {
			continue
		}
		f.Claim(e)
		if h.Published.IsZero() {
			h.Published = p.date(f, e, unread)
		}
	}
	for _, key := range updatedKeys {
		e := f.Peek(key)
		if e == nil {
			continue
		}
		if e.Value.Kind == frontmatter.Map { // Docusaurus: last_update: {date, author}
			if d := e.Value.Map.Get("date"); d != nil && h.Updated.IsZero() {
				h.Updated = p.date(f, d, post.SeverityWarning)
			}
			continue
		}
		if !isDateValue(e, key) {
			continue
		}
		f.Claim(e)
		if h.Updated.IsZero() {
			h.Updated = p.date(f, e, post.SeverityWarning)
		}
	}
	if h.Published.IsZero() {
		h.Published = dated
	}
}

// isDateValue reports whether the value of a date key should be read as a
// date. Booleans are not dates, and neither are texts such as "update: see
// below" under keys that are also used for other things.
func isDateValue(e *frontmatter.Entry, key string) bool {
	v := e.Value
	if v.Kind == frontmatter.Bool {
		return false
	}
	if _, ok := frontmatter.BoolOf(v); ok && v.Kind == frontmatter.String {
		return false
	}
	if s := strings.TrimSpace(v.Raw); s != "" && (s[0] < '0' || '9' < s[0]) && fileDate.MatchString(s) {
		return false
	}
	switch key {
	case "date", "updated", "lastmod", "pub_date", "publish_date", "published_at", "updated_at", "published_date", "last_modified_at":
		return true
	}
	if v.Kind == frontmatter.List || v.Kind == frontmatter.Map {
		return false
	}
	return v.Kind != frontmatter.String || strings.ContainsAny(v.Raw, "0123456789")
}

// fileDate matches the values that tell Eleventy to take the date from the
// file or its version history, which are not known here.
var fileDate = lazyregexp.New(`(?i)^(?:git )?(?:last modified|created)$`)

// date reads a value as a date. It returns zero for the zero dates that
// engines write for "no date".
func (p *Parser) date(f *fields, e *frontmatter.Entry, sev post.Severity) time.Time {
	v := e.Value
	if v.Kind == frontmatter.List && len(v.List) == 1 {
		v = v.List[0]
	}
	if v.Kind == frontmatter.Null || frontmatter.IsScalar(v) && strings.TrimSpace(v.Raw) == "" {
		return time.Time{}
	}
	if !frontmatter.IsScalar(v) {
		f.Report(RuleBadDate, sev, e.Key, v.Pos, fmt.Errorf("%w: %s, want a date such as 2006-01-02", post.ErrDate, v.Kind))
		return time.Time{}
	}
	t, err := p.readDate(v.Raw)
	switch {
	case errors.Is(err, date.ErrCalendar): // engines count on into the next month
		f.Report(RuleBadDate, post.SeverityWarning, e.Key, v.Pos, err)
	case err != nil:
		f.Report(RuleBadDate, sev, e.Key, v.Pos, err)
		return time.Time{}
	}
	if t.Year() == 1 {
		return time.Time{}
	}
	return t
}

// timestamp matches dates with a time and no zone that a YAML parser reads as
// a timestamp.
var timestamp = lazyregexp.New(`^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?$`)

// readDate parses a date as written in the post. Jekyll writes all dates in
// the zone of the site, if the configuration names one. A date with a time and
// no zone is in UTC there, because the YAML parser of Jekyll reads it so.
func (p *Parser) readDate(raw string) (time.Time, error) {
	zone := p.location()
	if p.Location != nil || p.Site == nil || p.Site.Engine != Jekyll {
		return date.Parse(raw, zone)
	}
	without := zone
	if timestamp.MatchString(strings.TrimSpace(raw)) {
		without = time.UTC
	}
	t, err := date.Parse(raw, without)
	if err == nil && p.Site.TimeZone.Found() {
		t = t.In(zone)
	}
	return t, err
}

// location returns the zone of dates without a zone.
func (p *Parser) location() *time.Location {
	switch {
	case p.Location != nil:
		return p.Location
	case p.Site != nil:
		return p.Site.Location()
	}
	return time.UTC
}

// tags reads the tags in the forms of all engines: a list, or a text with one
// tag or several separated by commas, in Jekyll also by spaces.
func (f *fields) tags(engine Engine) []string {
	var tags []string
	for e := range f.TakeAll("tags", "tag", "标签") {
		tags = append(tags, f.names(e, engine == Jekyll || engine == Obsidian)...)
	}
	if e := f.taxonomy("tags"); e != nil {
		tags = append(tags, f.names(e, false)...)
	}
	for i, tag := range tags {
		tag = strings.TrimSuffix(strings.TrimPrefix(tag, "[["), "]]")
		if t := strings.TrimLeft(tag, "#"); t != "" {
			tag = t
		}
		tags[i] = tag
	}
	if engine == Eleventy {
		// In Eleventy these tags name collections, and templates do not show
		// them.
		tags = slices.DeleteFunc(tags, func(tag string) bool { return slices.Contains([]string{"all", "nav", "post", "posts"}, tag) })
	}
	return distinct(tags)
}

// taxonomy returns an entry of Zola's taxonomies table.
func (f *fields) taxonomy(name string) *frontmatter.Entry {
	e := f.Peek("taxonomies")
	if e == nil || e.Value.Kind != frontmatter.Map {
		return nil
	}
	known := func(e *frontmatter.Entry) bool {
		return slices.Contains([]string{"tags", "categories", "authors"}, e.Key)
	}
	if !slices.ContainsFunc(e.Value.Map.Entries, func(e *frontmatter.Entry) bool { return !known(e) }) {
		f.Claim(e)
	}
	return e.Value.Map.Get(name)
}

// names returns the texts in a value: the items of a list, or the parts of a
// text split at commas, or at spaces if it has no commas and spaces is true.
func (f *fields) names(e *frontmatter.Entry, spaces bool) []string {
	v := e.Value
	if v.Kind == frontmatter.List || v.Kind == frontmatter.Map {
		return leaves(v)
	}
	if !frontmatter.IsScalar(v) || v.Kind == frontmatter.Bool {
		return nil
	}
	raw := v.Raw
	if strings.HasPrefix(raw, "[") && !strings.Contains(raw, "]") {
		raw = strings.Map(func(r rune) rune {
			if strings.ContainsRune(`["'`, r) {
				return -1 // brackets of a list that was not closed
			}
			return r
		}, raw)
	}
	split := strings.FieldsFunc(raw, func(r rune) bool { return strings.ContainsRune(",，、;；", r) })
	if len(split) == 1 && spaces {
		split = strings.Fields(raw)
	}
	var all []string
	for _, s := range split {
		if s = script.OneLine(s); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// leaves returns the texts in a nested value. A map counts as its label if it
// has one, or else as its keys.
func leaves(v *frontmatter.Value) []string {
	switch v.Kind {
	case frontmatter.Null:
		return nil
	case frontmatter.List:
		var all []string
		for _, item := range v.List {
			if !frontmatter.IsScalar(item) {
				all = append(all, leaves(item)...)
			} else if s := script.OneLine(item.Raw); s != "" {
				if all == nil {
					all = make([]string, 0, len(v.List))
				}
				all = append(all, s)
			}
		}
		return all
	case frontmatter.Map:
		for _, key := range []string{"label", "name", "title", "slug"} {
			if e := v.Map.Get(key); e != nil && frontmatter.IsScalar(e.Value) && e.Value.Raw != "" {
				return []string{script.OneLine(e.Value.Raw)}
			}
		}
		var all []string
		for _, e := range v.Map.Entries {
			all = append(all, script.OneLine(e.Key))
		}
		return all
	}
	if s := script.OneLine(v.Raw); s != "" {
		return []string{s}
	}
	return nil
}

// categories reads the categories. In Hexo a list is one path through a
// hierarchy, and a list of lists holds several paths. In other engines each
// item of a list is a category, and only nested lists are paths.
func (f *fields) categories(engine Engine) []post.Category {
	var all []post.Category
	for e := range f.TakeAll("categories", "category", "分类") {
		v := e.Value
		nested := v.Kind == frontmatter.List && slices.ContainsFunc(v.List, func(item *frontmatter.Value) bool { return item.Kind == frontmatter.List })
		switch {
		case nested:
			for _, item := range v.List {
				all = append(all, post.Category(leaves(item)))
			}
		case engine == Hexo && v.Kind == frontmatter.List:
			all = append(all, post.Category(leaves(v)))
		default:
			spaces := engine == Jekyll && frontmatter.Fold(e.Key) == "categories"
			for _, name := range f.names(e, spaces) {
				all = append(all, post.Category{name})
			}
		}
	}
	if e := f.taxonomy("categories"); e != nil {
		for _, name := range f.names(e, false) {
			all = append(all, post.Category{name})
		}
	}
	once := all[:0]
	for _, c := range all {
		if len(c) > 0 && !slices.ContainsFunc(once, func(o post.Category) bool { return slices.Equal(o, c) }) {
			once = append(once, c)
		}
	}
	if len(once) == 0 {
		return nil
	}
	return once
}

// coverKeys holds the keys for the picture of a post. If the value is a map,
// the reference is under one of coverPaths.
var (
	coverKeys = []string{
		"cover", "image", "cover_image", "featured_image", "feature_image", "featured", "hero_image", "hero", "thumbnail", "thumb", "banner",
		"banner_img", "header_img", "header_image", "index_img", "top_img", "og_image", "social_image", "social_media_card", "preview_image",
		"images", "header", "封面",
	}
	coverPaths = []string{"image", "src", "path", "url", "relative", "file", "feature", "og_image", "overlay_image", "teaser", "thumbnail", "background_img"}
)

// cover returns the reference to the picture of the post. A map also stays in
// the params, because it contains more than the reference.
func (f *fields) cover() string {
	found := ""
	for _, key := range coverKeys {
		e := f.Peek(key)
		if e == nil {
			continue
		}
		v := e.Value
		if v.Kind == frontmatter.List && len(v.List) > 0 {
			v = v.List[0]
		}
		ref := ""
		switch {
		case v.Kind == frontmatter.String:
			ref = strings.TrimSpace(v.Raw)
		case v.Kind == frontmatter.Map:
			for _, path := range coverPaths {
				if pe := v.Map.Get(path); pe != nil && pe.Value.Kind == frontmatter.String && ref == "" {
					ref = strings.TrimSpace(pe.Value.Raw)
				}
			}
		}
		ref = strings.TrimSuffix(strings.TrimPrefix(ref, "[["), "]]")
		if found == "" && isPicture(ref) {
			found = strings.Clone(ref)
			if e.Value.Kind == frontmatter.String {
				f.Claim(e)
			}
		}
	}
	return found
}

// isPicture reports whether ref is a reference, and not a colour, a gradient
// or a word.
func isPicture(ref string) bool {
	return ref != "" && ref[0] != '#' && !strings.ContainsAny(ref, "{}\n") &&
		!strings.Contains(ref, "gradient(") && strings.ContainsAny(ref, "./")
}

// license returns the licence that the post states: a name, a text, an
// address, or a map of these. Themes also use the key copyright as a switch.
func (f *fields) license() string {
	for _, key := range []string{"license", "licence", "copyright", "copyright_info", "rights", "license_url"} {
		e := f.Peek(key)
		if e == nil || f.Claimed(e) {
			continue
		}
		switch v := e.Value; {
		case v.Kind == frontmatter.String && strings.TrimSpace(v.Raw) != "":
			if _, isBool := frontmatter.BoolOf(v); isBool {
				continue
			}
			f.Claim(e)
			return plainText(v.Raw)
		case v.Kind == frontmatter.Map:
			for _, name := range []string{"license", "licence", "name", "title", "text", "type", "url", "href"} {
				if le := v.Map.Get(name); le != nil && le.Value.Kind == frontmatter.String && le.Value.Raw != "" {
					return plainText(le.Value.Raw)
				}
			}
		}
	}
	return ""
}

// distinct removes repetitions from all, and returns nil for none.
func distinct(all []string) []string {
	if len(all) == 0 {
		return nil
	}
	once := all[:0]
	for _, s := range all {
		if !slices.Contains(once, s) {
			once = append(once, s)
		}
	}
	return once
}

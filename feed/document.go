package feed

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/foreword-go/foreword/internal/bidi"
	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A document is a feed that is being written. It holds what all formats have
// in common.
type document struct {
	enc     *Encoder
	feed    *Feed
	refs    resolver
	ident   identifier
	spaces  map[string]string // namespaces of extra elements by prefix
	scheme  string            // scheme of categories for content warnings
	updated time.Time
	lang    string // of the feed, or else of its first items

	// Only the goroutine that prepares entries uses these.
	ids    map[string]bool
	stamps map[time.Time]bool
	people map[post.Author]post.Author // see author
}

// An entry is an item that is being written. The goroutines of all outputs
// share it and must not change it.
type entry struct {
	id, url, title, lang string
	words                *label.Labels
	vocabulary           *post.Vocabulary // of the feed
	published, modified  time.Time        // zero if unknown
	stamp                time.Time        // for atom:updated; never zero
	authors              []post.Author
	contributors         []post.Author
	summary              string // plain text that begins with the warning
	content              string // markup that begins with the warning; "" if left out
	excerpt              string // plain text for the description of RSS if summary is ""
	tags                 []string
	topics               []topic
	level                post.Level // highest level of the warnings; 0 if there are none
	via                  string     // address of the original
	link                 string     // where a link post leads; "" for other items
	elements             []Element
	rights               string
	image                *Media
	enclosures           []Media
	warnings             []*post.Warning
	sections             map[string]string // headings above the warnings of sections, by the ids of the warnings
	repost               *post.Repost
	problems             []*ItemError
}

// A topic is something that a content warning warns of.
type topic struct {
	term string // slug in the vocabulary, or else the label
	text string // "内容预警：自残"
}

func newDocument(e *Encoder, f *Feed) (*document, error) {
	home, err := absolute(f.HomeURL)
	if err != nil {
		return nil, err
	}
	base := *home
	base.RawQuery, base.Fragment, base.RawFragment = "", "", ""
	d := &document{
		enc: e, feed: f,
		refs:   resolver{home: home, item: home},
		ident:  identifier{home, f.VerbatimIDs},
		lang:   f.Lang,
		scheme: base.ResolveReference(&url.URL{Path: "content-warning"}).String(),
		ids:    make(map[string]bool),
		stamps: make(map[time.Time]bool),
		people: make(map[post.Author]post.Author),
	}
	if d.spaces, err = f.spaces(); err != nil {
		return nil, err
	}
	return d, nil
}

// elements returns the extra elements of the feed with illegal characters
// removed. Those of [Feed.Podcast] come first.
func (d *document) elements() []Element {
	var all []Element
	if d.feed.Podcast != nil {
		all = d.feed.Podcast.elements(d.feed)
	}
	all, _ = legal(slices.Concat(all, d.feed.Elements), d.spaces)
	return all
}

// labels returns the words of the language lang.
func (d *document) labels(lang string) *label.Labels { return label.Of(d.feed.Vocabulary).For(lang) }

func (d *document) id(it *Item, published time.Time) string {
	if it.ID == "" && !published.IsZero() && isPlainPath(it.URL) && isPlainPath(d.ident.home.Path) && d.ident.home.RawPath == "" {
		return d.ident.tag(it.URL, published)
	}
	itemURL := ""
	if it.URL != "" {
		itemURL = d.refs.resolve(it.URL)
	}
	return d.ident.id(it.ID, itemURL, published)
}

// prepare computes the parts of an item that all formats have in common. An
// error means that the item cannot be written.
func (d *document) prepare(it *Item) (*entry, error) {
	if it == nil {
		return nil, &ItemError{Err: ErrNoID}
	}
	en := &entry{title: xhtml.OneLine(it.Title), lang: knownLang(it.Lang), repost: it.Repost}
	en.vocabulary, en.words = d.feed.Vocabulary, d.labels(cmp.Or(en.lang, d.lang))
	en.warnings = completed(it.Warnings, en.words)
	if it.URL != "" {
		en.url = d.refs.resolve(it.URL)
	}
	if u, err := absolute(it.Link); it.Link != "" && err == nil && u.String() != en.url {
		en.link = u.String()
	}
	if err := d.identify(en, it); err != nil {
		return nil, err
	}
	d.credit(en, it)
	d.classify(en, it)
	d.text(en, it)
	d.footer(en, it)
	en.rights = xhtml.OneLine(it.Rights)
	if en.repost != nil {
		en.rights = cmp.Or(xhtml.OneLine(en.repost.License), en.rights)
	}
	if d.policy(en) == PolicyFull || len(en.warnings) == 0 {
		d.media(en, it)
		d.extend(en, it)
	}
	if d.enc.MarkTitles && len(en.warnings) > 0 {
		en.title = strings.TrimSpace(mark(en.warnings[0], en.words) + en.title)
	}
	return en, nil
}

// problem records a fault of an item that is written anyway.
func (en *entry) problem(err error) {
	en.problems = append(en.problems, &ItemError{Item: cmp.Or(en.id, en.url, en.title), Err: err})
}

// identify sets the times of an entry, and an identifier that no other entry
// of the document has.
func (d *document) identify(en *entry, it *Item) error {
	var ok, ok2 bool
	en.published, ok = writable(it.Published)
	en.modified, ok2 = writable(it.Updated)
	en.id = d.ident.id(it.ID, en.url, en.published)
	if en.id == "" {
		return &ItemError{Item: en.title, Err: ErrNoID}
	}
	if !ok || !ok2 {
		en.problem(ErrDate)
	}
	if id := xhtml.OneLine(it.ID); id != en.id && hasScheme(id) && !isURI(id) {
		en.problem(fmt.Errorf("%w: %q", ErrID, id))
	}
	if it.wanted != "" {
		en.problems = append(en.problems, &ItemError{Item: it.wanted, Err: ErrDuplicateID})
	}
	if d.ids[en.id] {
		en.problem(ErrDuplicateID)
		en.id = d.ident.distinct(en.id, en.url, en.title, en.published, func(id string) bool { return d.ids[id] })
	}
	d.ids[en.id] = true
	en.stamp = stamp(en.id, en.published, en.modified)
	for i := 0; d.stamps[en.stamp]; i++ {
		en.stamp = fraction(en.stamp, en.id).Add(time.Duration(i) * time.Microsecond)
	}
	d.stamps[en.stamp] = true
	return nil
}

// extend sets the extra elements.
func (d *document) extend(en *entry, it *Item) {
	own, errs := d.episode(en, it.Episode)
	all, bad := legal(slices.Concat(own, it.Elements), d.spaces)
	en.elements = all
	for _, err := range slices.Concat(errs, bad) {
		en.problem(err)
	}
}

// completed returns copies of warnings that all have a title and a level.
func completed(warnings []*post.Warning, words *label.Labels) []*post.Warning {
	all := slices.Clone(warnings)
	for i, w := range all {
		c := *w
		if xhtml.OneLine(c.Title) == "" {
			c.Title = words.ContentWarning
		}
		if c.Level < post.LevelNote || c.Level > post.LevelDanger {
			c.Level = post.LevelWarning
		}
		all[i] = &c
	}
	return all
}

// knownLang returns the language tag s if validators accept it, or else "".
func knownLang(s string) string {
	if s == "" {
		return ""
	}
	if _, err := language.Parse(s); err != nil {
		return ""
	}
	return s
}

// credit sets the authors and contributors. For a repost, the authors are
// those of the original, as far as they are known, and the authors of this
// site are contributors.
func (d *document) credit(en *entry, it *Item) {
	own := it.Authors
	if len(own) == 0 {
		own = d.feed.Authors
	}
	if it.Repost == nil {
		en.authors = d.known(own)
		en.contributors = d.known(it.Contributors)
		return
	}
	en.authors = d.known(it.Repost.Authors)
	en.contributors = d.known(slices.Concat(it.Repost.Translators, own, it.Contributors))
	if it.Repost.URL != "" {
		if u, err := absolute(it.Repost.URL); err == nil {
			en.via = u.String()
		}
	}
}

// known returns the people who have a name, each once, with illegal
// characters removed.
func known(people []post.Author) []post.Author { return distinctPeople(people, author) }

// known does the same as the function known, and caches people, because many
// items have the same authors.
func (d *document) known(people []post.Author) []post.Author {
	return distinctPeople(people, func(a post.Author) post.Author {
		known, ok := d.people[a]
		if !ok {
			known = author(a)
			if len(d.people) < 1000 {
				d.people[a] = known
			}
		}
		return known
	})
}

// author returns a with illegal characters removed, and without an address
// that is not valid.
func author(a post.Author) post.Author {
	a.Name, a.Email, a.Role = xhtml.OneLine(a.Name), xhtml.OneLine(a.Email), xhtml.OneLine(a.Role)
	if u, err := absolute(a.URL); err == nil {
		a.URL = u.String()
	} else {
		a.URL = ""
	}
	if !strings.Contains(a.Email, "@") || strings.ContainsAny(a.Email, " <>") {
		a.Email = ""
	}
	return a
}

func distinctPeople(people []post.Author, author func(post.Author) post.Author) []post.Author {
	var all []post.Author
	for _, a := range people {
		a = author(a)
		if a.Name != "" && !slices.ContainsFunc(all, func(b post.Author) bool { return a.Name == b.Name }) {
			all = append(all, a)
		}
	}
	return all
}

// classify sets the categories, the tags and the topics of content warnings.
func (d *document) classify(en *entry, it *Item) {
	add := func(s string) {
		if s = xhtml.OneLine(s); s != "" && !slices.Contains(en.tags, s) {
			en.tags = append(en.tags, s)
		}
	}
	for _, c := range it.Categories {
		add(c.String())
	}
	for _, t := range it.Tags {
		add(t)
	}
	for _, w := range en.warnings {
		en.level = max(en.level, w.Level)
		en.topics = appendTopics(en.topics, w, cmp.Or(en.lang, d.lang), en.vocabulary)
	}
}

// appendTopics appends the topics of a warning, each once. If the warning has
// no topics, it appends its title.
func appendTopics(all []topic, w *post.Warning, lang string, words *post.Vocabulary) []topic {
	add := func(t topic) {
		same := func(u topic) bool { return u.text == t.text }
		if t.term != "" && !slices.ContainsFunc(all, same) {
			all = append(all, t)
		}
	}
	if len(w.Topics) == 0 {
		add(topic{term: xhtml.OneLine(w.Title), text: xhtml.OneLine(w.Title)})
	}
	for _, t := range w.Topics {
		one := *w
		one.Topics, one.Sentence = []post.Topic{t}, "" // the sentence names all of them
		add(topic{term: xhtml.OneLine(cmp.Or(t.Slug, t.Label)), text: xhtml.OneLine(words.Line([]*post.Warning{&one}, lang, 0))})
	}
	return all
}

// policy returns how much of an entry is written.
func (d *document) policy(en *entry) Policy {
	if len(en.warnings) > 0 {
		return max(d.enc.Warned, d.enc.Content)
	}
	return d.enc.Content
}

// text sets the summary and the content.
func (d *document) text(en *entry, it *Item) {
	lang := cmp.Or(en.lang, d.lang)
	policy := d.policy(en)
	refs := d.refs.at(cmp.Or(en.url, "."))
	clean := func(markup string) string { return localFragments(refs.clean(markup), en.url, it.anchors) }

	en.sections = sectionsOf(it.HTML, it.prefix, en.warnings)
	summary := en.warningText(lang)
	warnings := len(summary)
	var line repostLine
	if en.repost != nil {
		line = newRepostLine(en.repost, en.via, en.words)
		if policy != PolicyFull {
			summary = append(summary, line.text)
		}
	}
	own := strings.TrimSpace(bidi.Balance(xhtml.Legal(it.Summary)))
	omit := policy == PolicyOmit && len(en.warnings) > 0
	if own != "" && !omit {
		summary = append(summary, own)
	}
	en.summary = joinSummary(summary, warnings)
	if policy == PolicyOmit && !omit {
		return
	}

	var b strings.Builder
	en.warningHTML(&b, lang, policy == PolicyFull && it.HTML != "", clean)
	b.WriteString(line.html)
	body := ""
	switch {
	case policy == PolicyFull && it.HTML != "" && it.HTML == it.rendered:
		body = localFragments(it.HTML, en.url, it.anchors)
	case policy == PolicyFull && it.HTML != "":
		body = clean(it.HTML)
	case policy == PolicyFull:
		body = xhtml.Paragraphs(own)
	default:
		if omit {
			b.WriteString("<p>" + xhtml.Escape(en.words.WarnedOmitted) + "</p>\n")
		} else {
			b.WriteString(xhtml.Paragraphs(own))
		}
		if en.url != "" {
			b.WriteString(`<p><a href="` + xhtml.Escape(en.url) + `">` + xhtml.Escape(en.words.ReadPost) + "</a></p>\n")
		}
	}
	body = xhtml.WithoutPageMarks(body)
	en.content = b.String() + body // copies neither string if the other is empty
	if en.content != "" && post.Direction(lang) == "rtl" {
		en.content = `<div dir="rtl">` + "\n" + strings.TrimSuffix(en.content, "\n") + "\n</div>\n" // readers that know no lang know this
	}
	if en.summary == "" && en.content != "" {
		en.excerpt = cmp.Or(excerpt(en.content), en.title, en.words.Untitled)
	}
}

// clean returns an HTML fragment as safe markup with absolute references.
func (r resolver) clean(markup string) string {
	return xhtml.Clean(markup, xhtml.Options{
		Link: r.resolve,
		Image: func(img xhtml.Image) (xhtml.Image, bool) {
			img.Src = r.picture(img.Src)
			return img, img.Src != ""
		},
	})
}

// mark returns the text before the title of a warned item.
func mark(w *post.Warning, words *label.Labels) string {
	title := xhtml.OneLine(w.Title)
	if words.OpenQuote == "《" || words.Comma == "、" {
		return "【" + title + "】"
	}
	return "[" + title + "] "
}

// adult reports whether an entry has a warning of the highest level.
func (en *entry) adult() bool { return en.level == post.LevelDanger }

// A link is a link from a document to another one.
type link struct{ Href, Rel, Type string }

// links returns the links of the feed itself in a format.
func (d *document) links(format Format) []link {
	f := d.feed
	all := []link{{f.URL(format), "self", format.MediaType()}}
	for _, other := range f.formats() {
		if other != format {
			all = append(all, link{f.URL(other), "alternate", other.MediaType()})
		}
	}
	if f.Hub != "" {
		all = append(all, link{d.refs.resolve(f.Hub), "hub", ""})
	}
	for _, a := range []struct {
		rel string
		dir *string
	}{{"current", f.Current}, {"prev-archive", f.PrevArchive}, {"next-archive", f.NextArchive}} {
		if a.dir != nil {
			all = append(all, link{f.address(*a.dir, format), a.rel, format.MediaType()})
		}
	}
	return all
}

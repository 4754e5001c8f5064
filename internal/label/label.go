// Package label holds the words that feeds and books add to posts, by
// language, set as each language sets them: a full-width colon in Chinese and
// Japanese, a no-break space before it in French.
package label

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/language"
)

// Labels are the words of one language. Fields whose comment shows a %s or %d
// are formats for [fmt.Sprintf] that take exactly that.
type Labels struct {
	Lang string // BCP 47 tag: "zh-Hans"

	// Content warnings.
	ContentWarning  string // "Content warning", above one
	ContentWarnings string // "Content warnings", above the page of them
	LevelNote       string // "Note", the levels of a warning
	LevelWarning    string // "Warning"
	LevelDanger     string // "Danger"
	Topics          string // "Topics"
	WholePost       string // "Whole article", what a warning is about
	Section         string // "Section"
	SectionNamed    string // "%s, section “%s”", the title of a warning with the heading of what it is about
	WarningsIntro   string // "These articles …", under the heading of the page of warnings
	SkipArticle     string // "Skip this article", the link to what comes after it
	SkipSection     string // "Skip this section", the same of a part of it
	SkipWarnings    string // "Skip past the content warnings"
	WarnedOmitted   string // "This article carries a content warning, and its text is left out here."
	LockedPart      string // "This part …", in place of what a password locks
	ReadPost        string // "Read the article on its site"

	// Where an article comes from.
	Repost         string // "Repost", a mark
	RepostedFrom   string // "Reposted from", before a link, with no colon
	RepostedBy     string // "Reposted by"
	OriginalAuthor string // "Original author"
	OriginalTitle  string // "Original title"
	OriginalLink   string // "Original article", the text of a link
	Source         string // "Source"
	Publication    string // "Publication"
	Author         string // "Author"
	Translator     string // "Translator"
	Proofreader    string // "Proofreader"
	Editor         string // "Editor"
	Published      string // "Published"
	Updated        string // "Updated"
	License        string // "Licence"
	AndOthers      string // "%s and others"

	// Parts of books and feeds.
	Cover         string // "Cover"
	CoverOf       string // "Cover of %s", its alternative text
	TitlePage     string // "Title page"
	Contents      string // "Contents"
	Landmarks     string // "Landmarks"
	StartReading  string // "Start of the text"
	Colophon      string // "Colophon"
	Sources       string // "Sources", the list of originals in the colophon
	MadeWith      string // "Made with %s"
	Volume        string // "Volume %d"
	Article       string // "Article"
	Articles      string // "Articles"
	ArticleCount  string // "%d articles", of two or more
	Untitled      string // "Untitled"
	Uncategorized string // "Uncategorised"
	Tag           string // "Tag"
	Tags          string // "Tags"
	TaggedPosts   string // "Tag: %s", a feed of them
	Category      string // "Category"
	Categories    string // "Categories"
	CategoryPosts string // "Category: %s", a feed of them
	Archive       string // "Archive"
	ArchivePage   string // "Archive %d"
	WarnedPosts   string // "Posts with content warnings"
	UnwarnedPosts string // "Posts without content warnings"
	AllFeeds      string // "All feeds"
	SiteSection   string // "Section", a part of a site
	FeedsIntro    string // says to a person what a feed is
	FeedFormats   string // says which format to take
	ReplyByMail   string // "Reply by email"

	// Inside articles.
	ImageMissing string // "Image not available", in place of one
	ImageLink    string // "Link to the image"
	Figure       string // "Image", when one has no alternative text
	Footnotes    string // "Footnotes"
	Footnote     string // "Footnote %d", read aloud for its mark
	BackToText   string // "Back to the text"
	Tip          string // "Tip", the titles of containers that state none
	Important    string // "Important"
	Caution      string // "Caution"
	Details      string // "Details", also what unfolds a part of the text
	Summary      string // "Summary"
	Example      string // "Example"
	Question     string // "Question"
	Todo         string // "To do"
	Continued    string // "%s (continued)", the title of a later part of a long article

	// Accessibility summaries of books.
	AccessSummary string // "This book …", of a book all of whose pictures are described
	AccessNoAlt   string // "Some pictures …", added when some are not

	// How the language sets text.
	Colon      string // ": " or "："
	Comma      string // ", " or "、", between the items of a list
	OpenQuote  string // "“" or "《", around the title of a work
	CloseQuote string // "”" or "》"
	OpenParen  string // " (" or "（"
	CloseParen string // ")" or "）"

	dateLayout string   // of [time.Time.Format]
	months     []string // names that stand for the English ones in it; nil if it has none
}

// table has the languages, each in the file of its tag. English is the first: it
// is what [For] falls back to.
var table = [...]Labels{english, simplifiedChinese, traditionalChinese, japanese, korean, french, german, spanish}

// For returns the labels of the language closest to lang, a BCP 47 tag;
// English for "" or one with none close. The result is shared: do not change
// it.
func For(lang string) *Labels {
	if lang == "" {
		return &table[0]
	}
	if l := usual[lang]; l != nil {
		return l
	}
	return match(lang)
}

// usual has the labels of the tags that most posts have: to match one takes a
// microsecond and ten allocations, for each warning of each post.
var usual = func() map[string]*Labels {
	all := make(map[string]*Labels)
	for _, lang := range []string{
		"de", "de-DE", "en", "en-GB", "en-US", "es", "es-ES", "fr", "fr-FR", "ja", "ja-JP", "ko", "ko-KR",
		"zh", "zh-CN", "zh-Hans", "zh-Hans-CN", "zh-Hant", "zh-HK", "zh-TW",
	} {
		all[lang] = match(lang)
	}
	return all
}()

func match(lang string) *Labels {
	tag, err := language.Parse(lang)
	if err != nil {
		return &table[0]
	}
	_, i, confidence := matcher.Match(tag)
	if confidence == language.No {
		return &table[0]
	}
	return &table[i]
}

// matcher chooses the index in table.
var matcher = func() language.Matcher {
	tags := make([]language.Tag, len(table))
	for i := range table {
		tags[i] = language.MustParse(table[i].Lang)
	}
	return language.NewMatcher(tags)
}()

// Join sets items as a list in running text.
func (l *Labels) Join(items []string) string { return strings.Join(items, l.Comma) }

// Field sets a name and its value: "Source: x". It is the name alone when
// there is no value.
func (l *Labels) Field(name, value string) string {
	if value == "" {
		return name
	}
	return name + l.Colon + value
}

// Quote sets the title of a work.
func (l *Labels) Quote(title string) string { return l.OpenQuote + title + l.CloseQuote }

// Paren sets an aside after what it belongs to.
func (l *Labels) Paren(s string) string { return l.OpenParen + s + l.CloseParen }

// Date sets the day of t, in its own zone, in words; "" for the zero time.
func (l *Labels) Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	s := t.Format(l.dateLayout)
	if l.months != nil {
		s = strings.Replace(s, t.Month().String(), l.months[t.Month()-1], 1)
	}
	return s
}

// People sets names as a list, and only the first few of many.
func (l *Labels) People(names []string) string {
	const most = 4
	if len(names) > most {
		return fmt.Sprintf(l.AndOthers, l.Join(names[:most]))
	}
	return l.Join(names)
}

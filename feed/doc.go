// Package feed writes posts as RSS 2.0, Atom 1.0 and JSON Feed 1.1. Every item
// keeps its content warning and the name of its original author.
//
// The shortest useful program prints an RSS feed of a folder of Markdown posts:
//
//	posts, err := post.Collect(new(markdown.Parser).Dir(ctx, os.DirFS("posts")))
//	if err != nil {
//		log.Print(err) // a line for each post that could not be read
//	}
//	f := feed.FromPosts(feed.Feed{Title: "Notes", HomeURL: "https://a.example/"}, posts)
//	report, err := new(feed.Encoder).RSS(ctx, os.Stdout, f)
//
// A [Feed] holds the metadata of a feed and its items, which come from posts
// or are filled in by hand. An [Encoder] writes a feed in any number of formats
// in one pass. A [Set] makes all feeds of a site, such as one for each tag: it
// needs only the heads of the posts, and reads their bodies a few at a time
// when a feed is written. [NewHandler] serves feeds over HTTP,
// [Encoder.WriteFiles] with [CreateIn] writes them to a folder, and [OPML],
// [Page] and [Links] list them. A [Catalog] lists books for programs that read
// OPDS.
//
//	heads, posts ─► Set.Feeds ─► []*Feed ─► Encoder.Encode ─► RSS · Atom · JSON
//	      []*Item ─► Feed ───────────────────┘           └──► Report
//
// # Content warnings
//
// Feed readers remove classes, unwrap <details>, cut summaries short and list
// titles alone. Plain text at the very start survives all of that. So the
// warning comes first in every format: at the start of the summary, and at the
// start of the content as a paragraph with a bold title, before the line that
// credits the source of a repost. A warning about one section stays at that
// section; a line at the start of summary and content says which sections warn of
// what. [Encoder.Warned] can leave out
// the text and the summary of warned items, but never the warning. A warned item
// has no picture beside its content, such as a thumbnail, unless
// [Encoder.WarnedPictures] is set.
//
//	            RSS                              Atom                        JSON Feed
//	warning     description, content:encoded     summary, content            summary, content_html
//	topic       category, domain S               category, scheme S          tags
//	level       media:rating, scheme S           media:rating, scheme S      _foreword
//	full model                                                               _foreword
//
// S is the address of the site followed by "content-warning". The term of an
// Atom category is the slug of the topic (see [post.Topics]), or its label if
// the vocabulary does not contain it.
//
// # Reposts
//
//	                 RSS                         Atom                        JSON Feed
//	original author  dc:creator                  author                      authors
//	blogger, others  dc:contributor              contributor                 _foreword
//	original URL     dc:source, atom:link via    link via, link related      external_url
//	publication      dc:publisher                title of the via link       _foreword
//
// Nothing is invented. If a repost does not name its author, RSS and JSON Feed
// have no author. An Atom entry without one would inherit the author of the
// feed, so it names the publication, else the host of the original, else the
// word for a repost.
//
// # The extension of JSON Feed
//
// An item with a warning or an origin has an object _foreword. The JSON Schema
// in schema.json describes it:
//
//	"_foreword": {
//	  "about": "https://github.com/foreword-go/foreword",
//	  "warnings": [{
//	    "level": "danger",          // note, warning or danger
//	    "title": "Content warning", // as written
//	    "scope": "post",            // or section
//	    "topics": [{"slug": "self-harm", "label": "self-harm"}],
//	    "text": "…"                 // plain text
//	  }],
//	  "repost": {
//	    "authors": [{"name": "…", "url": "…"}],
//	    "title": "…", "url": "…", "publication": "…", "license": "…",
//	    "contributors": [{"name": "…", "role": "translator"}]
//	  }
//	}
//
// # Errors
//
// There is one contract. A [Report] holds the errors of single items:
// Report.Skipped for items that were left out, and Report.Problems for items
// that were written all the same, each an [*ItemError]. Joined errors are
// listed one by one. A returned error is what stopped the work: an invalid
// feed, a writer, the context. [Encoder.Encode] and its short forms return a
// report with every error.
//
// # Contexts and sequences
//
// Functions that run take a context; no value stores one. [Feed.Items] is a
// function of the context of the call. [List] and [Seq] say that items can be
// ranged over again, [Once] that they cannot. Where a feed would be incomplete
// because its items were used up, the error is [ErrOnce].
//
// # Identifiers and times
//
// An item has the identifier that it states. Without one it has a tag: URI made
// of its host, the day of publication and its path, or, without a date, its
// address. Editing an item does not change its identifier. If two posts of a
// [Set] have the same identifier, the older one keeps it in all feeds; of two
// items filled in by hand it is the first one. The other gets an identifier of
// its own, and the report says so. [Feed.VerbatimIDs] writes identifiers as
// they are, for feeds that move here from another program.
//
// A feed is as new as its newest item; the clock is never read. Items without
// a date come last. An Atom entry must have a time, so theirs is 2000-01-01:
// always the same, older than anything new to a reader, and recent enough for
// validators, which distrust times before 1990. See [Item.Updated].
//
// # Content
//
// Markup that a reader does not support must not take text with it:
//
//   - A picture has a src that works everywhere: the one that the author wrote,
//     or the one that a script would load in place of a placeholder. Srcset
//     and sizes are kept with absolute addresses. Of <picture>, which readers
//     often remove with its content, the <img> is kept. Posters and sources of
//     recordings are kept.
//   - References are resolved against the address of the item, as a browser
//     does, and links between source files lead to the posts.
//   - Formulas are shown as typed, in <code class="math">. Tabs and code groups
//     follow one another, each below its title. A <details> is kept, because
//     readers that do not know it show its content; no warning is in one.
//   - Identifiers of headings are those of the page, so links to them work.
//     They are unique within an item, not within the feed. Links to them are
//     absolute, those of footnotes too: readers that show footnotes look for
//     "#fn" in the address, and others open the page.
//   - Recordings that the front matter names, or that the text plays or links
//     to, are enclosures. RSS has the first one only.
//
// # Podcasts, link posts and extra elements
//
// [Feed.Podcast] turns items with a recording into episodes, with the itunes:
// and podcast: elements that directories want. [Item.Link] makes an item lead
// to another site, as link blogs do. [Item.Elements] and [Feed.Elements] add
// elements of other namespaces. JSON Feed has them as objects; see [Element].
// [Feed.Footer] adds a line below each item, such as [ReplyByMail].
//
// # Archives
//
// [Set.Archives] divides the posts into archive documents, oldest first (RFC
// 5005, section 4). They have the identifier of the main feed. An archive is
// written once it is full, and later posts do not change its entries. When the
// next archive is full, it gains a link to it; an earlier link "would be an
// error". Readers follow prev-archive links and need not request an archive
// again, because it "will not meaningfully change" (section 4.1). So an edit to
// a post that is only in an archive, such as a content warning added later,
// reaches new subscribers only; give the post a new date to send it to all. A
// post dated before the newest post of an archive moves the later ones on.
//
// # Coming from gorilla/feeds
//
// The documents are built from the structures of gorilla/feeds, and its
// concepts have these names here:
//
//	gorilla/feeds                     feed
//	Feed.Title, Description           Feed.Title, Description
//	Feed.Link                         Feed.HomeURL; Feed.BaseURL is where the files are
//	Feed.Author                       Feed.Authors
//	Feed.Created, Updated             Feed.Updated, or leave it to the newest item
//	Feed.Copyright                    Feed.Rights
//	Feed.Image                        Feed.Logo, Feed.Icon
//	Feed.Items                        Feed.Items: feed.List(items...)
//	Item.Id                           Item.ID, with Feed.VerbatimIDs to keep "1" as "1"
//	Item.Link                         Item.URL
//	Item.Source                       Item.Repost
//	Item.Description                  Item.Summary, plain text
//	Item.Content                      Item.HTML, made safe as it is written
//	Item.Created, Updated             Item.Published, Updated
//	Item.Enclosure                    Item.Enclosures
//	ToRss, WriteRss, ToAtom, ToJSON   Encoder.RSS, Atom, JSON, or Encode for several at once
//	Sort                              not needed: FromPosts and Set put the newest first
//
// Item.Description of gorilla/feeds may hold HTML; Item.Summary may not. There,
// an item without an id and a date gets a random one each time; here it keeps
// the same one.
//
// # Specifications
//
//   - RSS 2.0.11, and the RSS Advisory Board's Best Practices Profile: one
//     enclosure an item, the description before the content, a self link,
//     never <author> beside dc:creator, <source> only for feeds.
//   - Modules of RSS: content, Dublin Core 1.1, Atom, Media RSS 1.5.1.
//   - RFC 4287, Atom, and the grammar in its appendix B. RFC 5005, section 4,
//     archives. RFC 4151, tag: URIs. RFC 8288 and WebSub, links.
//   - JSON Feed 1.1. Archives are chained by next_url.
//   - Apple's requirements for podcasts, and the Podcast Namespace 1.0.
//   - OPML 2.0, subscription lists. OPDS 1.2 and 2.0, catalogues.
//   - RFC 9110, conditional requests and content coding, in the handler.
//
// No private XML namespace is used, because validators warn about them. A feed
// without a known language has no language element; set [Feed.Lang], which all
// formats recommend. Text about HTML tags stays text, in titles too, although
// validators suspect it of being markup. Times before 1990 are written as they
// are, although validators call them implausible.
//
// # Limits and safety
//
// All text passes one place that removes what XML and HTML forbid, and all
// markup passes an allow-list: no script, style, form, frame or event handler,
// and no reference other than http, https and mailto, gets into a feed, also
// from items filled in by hand. Every reference is absolute; those that begin
// with a slash are resolved below [Feed.HomeURL]. The package opens no
// network connection, and creates files only below the root of [CreateIn].
// Encode holds a few items at a time, or up to 16 MiB of them where it has to
// look for the newest; a [Set] keeps items that several feeds share within
// [Set.CacheBytes].
package feed

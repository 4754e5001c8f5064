// Package feed writes posts as RSS 2.0, Atom 1.0 and JSON Feed 1.1, and never
// loses the content warning of an item and who really wrote it.
//
// The shortest useful program:
//
//	posts, err := post.Collect(new(post.Parser).Dir(ctx, os.DirFS("posts")))
//	…
//	f := feed.FromPosts(feed.Feed{Title: "Notes", HomeURL: "https://a.example/"}, posts)
//	report, err := new(feed.Encoder).Atom(ctx, os.Stdout, f)
//
// A [Feed] has items, filled by hand or from posts, and an [Encoder] writes it
// in any number of formats in one pass. A [Set] makes all feeds of a site out
// of the heads of its posts and reads the bodies as they are needed, a few at
// a time. [NewHandler] serves feeds over HTTP, [OPML] and [Links] list them.
//
//	heads, posts ─► Set.Feeds ─► []*Feed ─► Encoder.Encode ─► RSS · Atom · JSON
//	      []*Item ─► Feed ───────────────────┘           └──► Report
//
// # Content warnings
//
// Readers strip classes, unwrap <details>, cut summaries and show titles
// alone. What survives is plain text at the very start, so there a warning
// stands in every format: first in the summary, and first in the content, as
// a paragraph with a bold title, before the line that says where a repost
// comes from and before any word of the article. A warning of a section stays
// at its section, and its line is in the summary. [Encoder.Warned] leaves out
// the text, or text and summary, of warned items, never the warning.
//
//	            RSS                              Atom                        JSON Feed
//	warning     description, content:encoded     summary, content            summary, content_html
//	topic       category, domain S               category, scheme S          tags
//	level       media:rating, scheme S           media:rating, scheme S      _foreword
//	all of it                                                                _foreword
//
// S is the address of the site with "content-warning" added. The term of an
// Atom category is the slug of the vocabulary (see [post.Topics]) or else the
// label as written.
//
// # Reposts
//
//	                 RSS                         Atom                        JSON Feed
//	original author  dc:creator                  author                      authors
//	blogger, others  dc:contributor              contributor                 _foreword
//	original URL     dc:source, atom:link via    link via, link related      external_url
//	publication      dc:publisher                title of the via link       _foreword
//
// Nothing is invented. Where a repost does not name its author, RSS and JSON
// Feed have none, and Atom, where an entry would have that of the feed, names
// the publication, the host of the original, or the word for a repost.
//
// # The extension of JSON Feed
//
// An item with a warning or an origin has an object _foreword, described by
// the JSON Schema in schema.json:
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
// There is one contract. A [Report] holds the errors of single items: those
// that were left out in Skipped, and those written all the same in Problems,
// each an [*ItemError]. Joined errors are listed one by one. An error that is
// returned is what stopped the work: an invalid feed, a writer, the context.
// [Encoder.Encode] and its short forms return a report with every error.
//
// # Identifiers and times
//
// An item has the identifier that it states, else a tag: URI of its host, the
// day it was published and its path, else its address: an item edited later
// keeps it. Of two posts with one identifier the older keeps it in all feeds
// of a [Set], and of two items filled by hand the earlier in the feed; the
// other is given one of its own, and the report says so. Of two tags that
// differ in letter case alone the one that was used first keeps the plain
// folder. A feed is as new as its newest item; no clock has a part in it.
// Items without a date come last. Atom, which demands one of each, gives them
// 2000-01-01: the same whenever the feed is written, older than what is new to
// anyone, and not so old that validators call it implausible. See
// [Item.Updated].
//
// # Content
//
// What a reader does not know, or takes away, must not take text with it:
//
//   - A picture has a src that is shown everywhere: the one that the author
//     gave, or what a script would load in place of a placeholder. Its srcset
//     and sizes stay beside it, each address absolute, for readers that keep
//     them. Of <picture>, which readers that clean markup drop, often with what
//     is in it, the <img> is left. Posters and sources of recordings are kept.
//   - References are resolved against the address of the item, where browsers
//     resolve them, and links between source files lead to the posts.
//   - Formulas stand as they are typed, in <code class="math">. Tabs and groups
//     of code follow one another, each under its title. A <details> stays, as
//     readers that do not know it show all of it; no warning is in one.
//   - Identifiers stay as they are on the page of the item, so that links to a
//     heading lead there. They are unique within an item, not in the feed. Links
//     to them, those of footnotes too, are absolute; readers that show
//     footnotes look for "#fn" in the address, and others open the page.
//   - Recordings that the front matter names, or that the text plays or links
//     to, are enclosures. RSS takes the first.
//
// # Archives
//
// [Set.Archives] cuts the posts into documents from the oldest on (RFC 5005,
// section 4), of one identifier with the main feed. An archive is written when
// it is full, and a later post leaves its entries as they are. It gains a link
// to the next one when that is full too: to link to it earlier "would be an
// error". Readers walk archives by prev-archive, and need not ask for one
// again, as it "will not meaningfully change" (section 4.1). So what is edited
// in a post that is in an archive alone, such as a content warning that was
// forgotten, reaches new subscribers; a new date brings the post before all.
// Posts dated before the newest of an archive move the ones after them on.
//
// # Specifications
//
//   - RSS 2.0.11, and the RSS Advisory Board's Best Practices Profile: one
//     enclosure an item, the description before the content, the self link,
//     never <author> beside dc:creator, <source> only of feeds.
//   - Modules of RSS: content, Dublin Core 1.1, Atom, Media RSS 1.5.1.
//   - RFC 4287, Atom; the grammar of its appendix B. RFC 5005, section 4,
//     archives. RFC 4151, tag: URIs. RFC 8288 and WebSub, links.
//   - JSON Feed 1.1. Archives are chained by next_url.
//   - OPML 2.0, subscription lists.
//   - RFC 9110, conditional requests and content coding, in the handler.
//
// No private XML namespace is used, because validators warn of those. A feed
// whose language nobody says has none: [Feed.Lang] is recommended by all
// formats. Text that speaks of HTML tags stays text, in titles too, although
// validators suspect it of being markup. Times before 1990 are
// written as they are, although validators call them implausible.
//
// # Limits and safety
//
// All text goes through one place that removes what XML or HTML forbids, and all
// markup through an allow-list: no script, style, form, frame or handler, and
// no reference but http, https and mailto, gets into a feed, from items filled
// by hand either. Every reference is absolute; root-relative ones are below
// [Feed.HomeURL]. The package opens no connection and writes no file. Encode
// holds a few items at a time; a [Set] keeps those that several feeds share
// within [Set.CacheBytes].
package feed

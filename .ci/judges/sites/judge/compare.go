package main

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A Feed holds what is compared of a JSON Feed.
type Feed struct {
	Title       string   `json:"title"`
	Description string   `json:"description"`
	HomePageURL string   `json:"home_page_url"`
	Language    string   `json:"language"`
	Authors     []Author `json:"authors"`
	Items       []Item   `json:"items"`
}

// An Author is one of a feed or an item.
type Author struct {
	Name string `json:"name"`
}

// An Item is one of a feed, with its whole content.
type Item struct {
	URL           string `json:"url"`
	Title         string `json:"title"`
	Language      string `json:"language"`
	ContentHTML   string `json:"content_html"`
	DatePublished string `json:"date_published"`
	DateModified  string `json:"date_modified"`
}

// A comparison collects the faults of a feed.
type comparison struct {
	*Record
	folder string
	home   *url.URL
	files  map[string]bool
	pages  map[string]*Entry // by normal address
	faults []string
	// Counted: items of the feed, the links and pictures in them that are on the site, words, and
	// dates that the engine wrote.
	items, links, images, words, lost, garbage, dates int
}

func (c *comparison) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Sprintf(format, args...))
}

func (c *comparison) figures() string {
	return fmt.Sprintf("%d items, %d dates, %d links, %d pictures, %d words: %d faults, %.1f lost and %.1f garbage words in 10,000",
		c.items, c.dates, c.links, c.images, c.words, len(c.faults), perMyriad(c.lost, c.words), perMyriad(c.garbage, c.words))
}

func perMyriad(n, of int) float64 { return 10000 * float64(n) / float64(max(of, 1)) }

// compareFeed compares a feed with the record of its site. Only the entries made of files below a
// folder must be in the feed, if one is named.
func compareFeed(r *Record, feedName, folder string) (*comparison, error) {
	c := &comparison{Record: r, folder: folder}
	var f Feed
	if err := readJSON(feedName, &f); err != nil {
		return nil, err
	}
	return c, c.compare(&f)
}

func (c *comparison) compare(f *Feed) (err error) {
	if c.home, err = url.Parse(c.URL); err != nil {
		return err
	}
	c.files = map[string]bool{}
	for _, name := range c.Files {
		c.files[name] = true
	}
	c.pages = map[string]*Entry{}
	for _, e := range c.Entries {
		c.pages[c.normal(e.Address)] = e
	}
	c.site(f)
	seen := map[*Entry]*Item{}
	sources := map[string]bool{}
	for i := range f.Items {
		item := &f.Items[i]
		c.items++
		e := c.entryOf(item)
		switch {
		case e == nil:
			c.fault("extra post: %q %s", item.Title, item.URL)
			continue
		case seen[e] != nil:
			c.fault("twice: %s: %q %s", e.Source, item.Title, item.URL)
			continue
		case e.Kind == "page" || e.Kind == "unlisted":
			c.fault("no post but a %s: %s: %q", e.Kind, e.Source, item.Title)
		}
		seen[e] = item
		sources[e.Source] = true
		c.item(e, item)
	}
	// One page of a file is enough: some engines write it in each language.
	for _, e := range c.Entries {
		if e.Kind == "post" && !sources[e.Source] && strings.HasPrefix(e.Source, c.folder) {
			sources[e.Source] = true
			c.fault("missing post: %s: %q", e.Source, e.Title)
		}
	}
	return nil
}

func (c *comparison) site(f *Feed) {
	for _, s := range []struct{ what, got, want string }{
		{"title", f.Title, c.Title},
		{"description", f.Description, c.Description},
		{"address", f.HomePageURL, c.URL},
		{"language", f.Language, c.Lang},
	} {
		if s.want != "" && !strings.EqualFold(s.got, s.want) {
			c.fault("site: %s: %q, want %q", s.what, s.got, s.want)
		}
	}
	if c.Author != "" && !slices.Contains(f.Authors, Author{c.Author}) {
		c.fault("site: author: %v, want %q", f.Authors, c.Author)
	}
}

// entryOf returns the entry of an item: that with its address, or else the only one with its title.
func (c *comparison) entryOf(item *Item) *Entry {
	if e := c.pages[c.normal(c.path(item.URL))]; e != nil {
		return e
	}
	var found *Entry
	for _, e := range c.Entries {
		if e.Title == item.Title {
			if found != nil {
				return nil
			}
			found = e
		}
	}
	return found
}

// path returns the path of an address on the site, with its fragment, and any other as it is.
func (c *comparison) path(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return resolve(c.home, u.String())
}

// normal returns one form of all paths that lead to the same file, decoded, without a fragment.
func (c *comparison) normal(ref string) string {
	u, err := url.Parse(ref)
	if err != nil || u.Host != "" || u.Scheme != "" {
		return ref
	}
	for _, f := range served(u.Path) {
		if c.files[f] {
			return f
		}
	}
	return u.Path
}

func fragment(ref string) string {
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	return u.Fragment
}

// local reports whether ref is on the site.
func local(ref string) bool { return strings.HasPrefix(ref, "/") }

// found reports whether ref leads to a file that the engine wrote.
func (c *comparison) found(ref string) bool { return !local(ref) || c.files[c.normal(ref)] }

func (c *comparison) item(e *Entry, item *Item) {
	if got := c.path(item.URL); decoded(got) != decoded(e.Address) {
		c.fault("address: %s: %s, want %s", e.Source, got, e.Address)
	}
	if e.Title != "" && item.Title != e.Title {
		c.fault("title: %s: %q, want %q", e.Source, item.Title, e.Title)
	}
	// An engine that was told nothing else says that a page in Chinese has the language of the site.
	told := e.Lang != c.Lang || !strings.ContainsFunc(e.Text, han)
	if got := cmp.Or(item.Language, c.Lang); e.Lang != "" && told && !sameLang(got, e.Lang) {
		c.fault("language: %s: %q, want %q", e.Source, got, e.Lang)
	}
	c.date(e, item)
	doc, err := html.ParseFragment(strings.NewReader(item.ContentHTML), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		c.fault("content: %s: %v", e.Source, err)
		return
	}
	base, err := c.home.Parse(item.URL)
	if err != nil {
		c.fault("address: %s: %v", e.Source, err)
		return
	}
	b := &body{base: base}
	for _, n := range doc {
		b.read(n)
	}
	c.links += countLocal(b.links)
	c.images += countLocal(b.images)
	c.refs(e, "link", c.outward(e, b.links, b.anchors), c.outward(e, e.Links, e.Anchors))
	c.refs(e, "picture", b.images, e.Images)
	c.headings(e, b)
	if b.breaks < e.Breaks {
		c.fault("line breaks: %s: %d, want %d", e.Source, b.breaks, e.Breaks)
	}
	c.text(e, b.lines())
}

// outward returns the links without those to elements of the same body that are no headings: each
// engine and each feed has its own for footnotes.
func (c *comparison) outward(e *Entry, links, anchors []string) []string {
	return slices.DeleteFunc(slices.Clone(links), func(ref string) bool {
		return slices.Contains(anchors, fragment(ref)) && c.pages[c.normal(ref)] == e
	})
}

func decoded(p string) string {
	if s, err := url.PathUnescape(p); err == nil {
		return s
	}
	return p
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// sameLang compares languages without their scripts and regions where one of them has none.
func sameLang(a, b string) bool {
	a, b = strings.ToLower(strings.ReplaceAll(a, "_", "-")), strings.ToLower(strings.ReplaceAll(b, "_", "-"))
	first, _, more := strings.Cut(a, "-")
	second, _, too := strings.Cut(b, "-")
	return a == b || first == second && !(more && too)
}

func countLocal(refs []string) (n int) {
	for _, ref := range refs {
		if local(ref) {
			n++
		}
	}
	return n
}

// refs compares where the links or pictures of an item lead with where those of the page do. What
// leads nowhere on the page is its author's fault: in the feed it may lead somewhere.
func (c *comparison) refs(e *Entry, what string, got, want []string) {
	left, dead := map[string]int{}, 0
	for _, ref := range want {
		left[c.target(ref)]++
		if !c.found(ref) {
			dead++
		}
	}
	for _, ref := range got {
		switch t := c.target(ref); {
		case left[t] > 0:
			left[t]--
		case what == "picture" && c.renamed(e, ref, left):
			if !c.found(ref) {
				c.fault("picture renamed when built: %s: %s", e.Source, ref)
			}
		case !c.found(ref):
			c.fault("%s that leads nowhere: %s: %s", what, e.Source, ref)
		case !c.anchored(ref):
			c.fault("%s to no heading: %s: %s", what, e.Source, ref)
		case dead > 0:
			dead--
		default:
			c.fault("%s that the page has not: %s: %s", what, e.Source, ref)
		}
	}
	for _, ref := range want {
		if t := c.target(ref); left[t] > 0 && c.found(ref) {
			left[t]--
			c.fault("%s lost: %s: %s", what, e.Source, ref)
		}
	}
}

// renamed reports whether a picture is one of the page that the engine wrote under another name, and
// takes it from those left.
func (c *comparison) renamed(e *Entry, ref string, left map[string]int) bool {
	for i, file := range e.Pictures {
		t := c.target(e.Images[i])
		if strings.HasPrefix(e.Images[i], bundled) && left[t] > 0 && strings.HasSuffix(decoded(ref), lastTwo(file)) {
			left[t]--
			return true
		}
	}
	return false
}

// lastTwo returns the name of a file and of its folder.
func lastTwo(file string) string { return path.Join(path.Base(path.Dir(file)), path.Base(file)) }

// target returns one form of all references to the same place.
func (c *comparison) target(ref string) string {
	if !local(ref) {
		return decoded(ref)
	}
	if c.FreeAnchors {
		return c.normal(ref)
	}
	return c.normal(ref) + "#" + fragment(ref)
}

// anchored reports whether the fragment of ref is an id of the page that it leads to.
func (c *comparison) anchored(ref string) bool {
	id := fragment(ref)
	e := c.pages[c.normal(ref)]
	return !local(ref) || id == "" || e == nil || slices.Contains(e.IDs, id) || slices.Contains(e.Anchors, id)
}

// headings compares their ids. Those that the engine gives none have none to keep.
func (c *comparison) headings(e *Entry, b *body) {
	got, want := b.ids, e.IDs
	if len(got)+1 == len(want) { // the title, which is not repeated in a feed
		want = want[1:]
	}
	if len(want) > 0 && !slices.Equal(got, want) {
		c.fault("heading ids: %s: %q, want %q", e.Source, got, want)
	}
}

func (c *comparison) text(e *Entry, got string) {
	want := e.Text
	// A page may begin with its title, which is not repeated in a feed.
	if first, rest, _ := strings.Cut(want, "\n"); first == e.Title && !strings.HasPrefix(got, first+"\n") {
		want = rest
	}
	// The title of a picture alone in its paragraph is its caption in a feed.
	lines := strings.Split(want, "\n")
	shown := slices.DeleteFunc(strings.Split(got, "\n"), func(line string) bool {
		return slices.Contains(e.Captions, line) && !slices.Contains(lines, line)
	})
	a, b := words(want), words(strings.Join(shown, "\n"))
	kept := common(a, b)
	lost, n := missing(a, kept[0])
	garbage, m := missing(b, kept[1])
	c.words, c.lost, c.garbage = c.words+len(a), c.lost+n, c.garbage+m
	for _, run := range lost {
		c.fault("words lost: %s: %q", e.Source, run)
	}
	for _, run := range garbage {
		c.fault("garbage words: %s: %q", e.Source, run)
	}
}

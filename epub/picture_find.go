package epub

import (
	"cmp"
	"context"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// images reads and converts all pictures of the articles.
func (l *layout) images(ctx context.Context) error {
	if l.e.Images == "" || l.e.Images == ImagesEmbed {
		found := make([][]imageRef, len(l.articles))
		err := concurrently(len(l.articles), func(i int) error {
			var err error
			found[i], err = l.articles[i].pictures()
			return cmp.Or(err, ctx.Err())
		})
		if err != nil {
			return err
		}
		seen := make(map[string]bool)
		for _, refs := range found {
			for _, ref := range refs {
				if !seen[ref.Key] {
					seen[ref.Key] = true
					l.refs = append(l.refs, ref)
				}
			}
		}
		g := l.e.gather(ctx, l.refs)
		l.assets, l.why = g.got, g.why
		l.report.ImagesRead, l.report.ImagesWritten = g.read, g.written
	}
	return ctx.Err()
}

// pictures returns the references to pictures in the article, in reading
// order.
func (a *article) pictures() (refs []imageRef, err error) {
	all := a.c.pictures
	if all == nil {
		c, err := a.c.whole()
		if err != nil {
			return nil, err
		}
		all = c.allPictures()
	}
	for _, ref := range all {
		refs = append(refs, imageRef{Key: a.pictureKey(ref), Ref: ref, Open: a.c.Open})
	}
	return refs, nil
}

// allPictures returns the references to pictures in the warnings and the body
// of a chapter with its markup, in reading order.
func (c *Chapter) allPictures() []string {
	refs := []string{}
	add := func(ref string) {
		if ref != "" {
			refs = append(refs, ref)
		}
	}
	for _, w := range c.warned() {
		eachPicture(w.html, w.clean, add)
	}
	eachPicture(c.HTML, c.clean, add)
	return refs
}

// eachPicture calls add with the src of every img in markup. Clean markup,
// which is nearly all, is scanned without building a tree: building it takes
// a third of the work for a book, and it is built again for the pages.
func eachPicture(markup, clean string, add func(ref string)) {
	if markup == clean {
		if refs, ok := cleanPictures(markup); ok {
			for _, ref := range refs {
				add(ref)
			}
			return
		}
	}
	if !hasImg(markup) {
		return
	}
	for n := range tree(new(xhtml.Arena), markup, clean).Descendants() {
		if isElement(n, "img") {
			add(attribute(n, "src"))
		}
	}
}

// cleanPictures returns the src of every img in markup written by
// xhtml.Clean, "" for an img without src. In such markup a tag begins with
// "<", attribute values are in double quotes, and values contain neither of
// these characters. ok is false if markup has another form.
func cleanPictures(markup string) (refs []string, ok bool) {
	for {
		_, rest, found := strings.Cut(markup, "<img ")
		if !found {
			return refs, true
		}
		ref := ""
		for !strings.HasPrefix(rest, "/>") {
			name, after, quoted := strings.Cut(rest, `="`)
			val, end, closed := strings.Cut(after, `"`)
			if !quoted || !closed || strings.ContainsAny(name, "<>\"'") {
				return nil, false
			}
			if name == "src" {
				ref = html.UnescapeString(val)
			}
			rest = strings.TrimPrefix(end, " ")
		}
		refs = append(refs, ref)
		markup = rest
	}
}

// hasImg reports whether markup in any form may contain a picture.
func hasImg(markup string) bool {
	for {
		_, rest, ok := strings.Cut(markup, "<")
		if !ok {
			return false
		}
		if len(rest) >= 3 && (strings.EqualFold(rest[:3], "img") || strings.EqualFold(rest[:3], "ima")) {
			return true // HTML parsers turn <image> into <img>
		}
		markup = rest
	}
}

// pictureKey returns the key of a picture: the URL of a remote picture, or
// the reference of a local one together with the name of the article.
func (a *article) pictureKey(ref string) string {
	if isRemote(ref) {
		return ref
	}
	return a.name + " " + ref
}

func isRemote(ref string) bool {
	scheme, _, ok := strings.Cut(ref, "//")
	return ok && (scheme == "" || strings.EqualFold(scheme, "http:") || strings.EqualFold(scheme, "https:"))
}

package feed

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/bytescan"
	"github.com/foreword-go/foreword/internal/mediatype"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// Media describes a picture, recording or other file that belongs to an item.
type Media struct {
	URL           string // resolved like references in [Item.HTML]
	Type          string // media type; if "", inferred from the file name
	Size          int64  // in bytes; 0 if unknown
	Alt           string // description of a picture, or title of a recording
	Width, Height int    // in pixels; 0 if unknown
	Duration      time.Duration
}

// media sets the picture and the recordings of an item. The picture is that
// of the post or else the first in its body. The recordings are those in the
// front matter and those that the body plays or links to.
func (a *adapter) media(it *Item, p *post.Post) {
	picture := slices.IndexFunc(p.Images, func(img post.Image) bool { return !mediatype.IsRecording(mediatype.Of(img.Src)) })
	switch {
	case p.Cover != "":
		it.Image = &Media{URL: p.Cover}
	case picture >= 0:
		img := p.Images[picture]
		it.Image = &Media{URL: img.Src, Alt: img.Alt, Width: img.Width, Height: img.Height}
	}
	if it.Image != nil {
		measure(it.Image, &p.Head)
		it.Image.URL = addressOf(&p.Head, it.Image.URL)
	}
	refs := a.refs.at(p.URL)
	known := make(map[string]bool)
	add := func(m Media) {
		// Addresses in the body are absolute already; all others are as
		// written.
		if !mediatype.IsRecording(cmp.Or(m.Type, mediatype.Of(m.URL))) {
			return
		}
		address := addressOf(&p.Head, m.URL)
		if u := refs.resolve(address); u != "" && !known[u] {
			known[u] = true
			measure(&m, &p.Head)
			m.URL = address
			it.Enclosures = append(it.Enclosures, m)
		}
	}
	for _, e := range p.Enclosures {
		add(Media{URL: e.URL, Type: e.Type, Size: e.Size, Duration: e.Duration})
	}
	for _, l := range p.Links {
		add(Media{URL: l.URL, Alt: l.Text})
	}
	for _, img := range p.Images {
		if mediatype.IsRecording(mediatype.Of(img.Src)) { // ![…](a.mp3), as some engines play it
			add(Media{URL: img.Src, Alt: img.Alt})
		}
	}
	for m := range played(it.HTML) {
		add(m)
	}
}

// played yields the recordings that safe markup plays. Of several sources of
// a player it yields only the first, because the others hold the same
// recording in another format.
func played(markup string) iter.Seq[Media] {
	return func(yield func(Media) bool) {
		if !bytescan.Contains(markup, "<audio", len("<au")-1) && !bytescan.Contains(markup, "<video", len("<v")-1) {
			return
		}
		z := html.NewTokenizer(strings.NewReader(markup))
		wanted := false
		for {
			switch z.Next() {
			case html.ErrorToken:
				return
			case html.StartTagToken, html.SelfClosingTagToken:
				t := z.Token()
				switch t.Data {
				case "audio", "video":
					wanted = true
				case "source":
				default:
					continue
				}
				m := Media{}
				for _, attr := range t.Attr {
					switch attr.Key {
					case "src":
						m.URL = attr.Val
					case "type":
						m.Type, _, _ = strings.Cut(attr.Val, ";") // codecs
					}
				}
				if wanted && m.URL != "" {
					wanted = false
					if !yield(m) {
						return
					}
				}
			}
		}
	}
}

// addressOf returns the address at which the site publishes the file that
// ref, a reference as written, leads to. It returns ref unchanged if that is
// unknown, or if ref has a query, which may select different contents.
func addressOf(h *post.Head, ref string) string {
	if strings.Contains(ref, "?") {
		return ref
	}
	return h.AddressOf(ref)
}

// measure sets the size and type of m from the file, if it belongs to the
// post.
func measure(m *Media, h *post.Head) {
	m.Type = cmp.Or(m.Type, mediatype.Of(m.URL))
	if strings.Contains(m.URL, ":") || strings.HasPrefix(m.URL, "//") {
		return
	}
	f, err := h.Open(m.URL)
	if err != nil {
		return
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		m.Size = info.Size()
	}
	if typ := sniff(f); typ != "" {
		m.Type = typ
	}
}

// sniff returns the type of a picture by its first bytes; "" for any other
// file.
func sniff(f fs.File) string {
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return ""
	}
	if typ := http.DetectContentType(bytes.TrimSpace(head[:n])); strings.HasPrefix(typ, "image/") {
		return typ
	}
	return ""
}

// media resolves and completes the picture and enclosures. A warned item has
// no picture beside its content unless the encoder allows it, because readers
// show such pictures in lists and notifications, where nobody has read the
// warning.
func (d *document) media(en *entry, it *Item) {
	refs := d.refs.at(cmp.Or(en.url, "."))
	resolve := func(m Media) (Media, bool) {
		m.URL = refs.resolve(m.URL)
		m.Type = cmp.Or(m.Type, mediatype.Of(m.URL))
		m.Alt = xhtml.OneLine(m.Alt)
		m.Size, m.Width, m.Height = max(m.Size, 0), max(m.Width, 0), max(m.Height, 0)
		return m, strings.HasPrefix(m.URL, "http")
	}
	pictures := d.pictures(en)
	if it.Image != nil && pictures {
		if m, ok := resolve(*it.Image); ok {
			en.image = &m
		}
	}
	for _, m := range it.Enclosures {
		if m, ok := resolve(m); ok && m.Type != "" && (pictures || !strings.HasPrefix(m.Type, "image/")) {
			en.enclosures = append(en.enclosures, m)
		}
	}
}

// pictures reports whether an item may have pictures beside its content.
func (d *document) pictures(en *entry) bool {
	return len(en.warnings) == 0 || d.enc.WarnedPictures
}

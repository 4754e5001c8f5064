package epub

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"net/url"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"

	"github.com/foreword-go/foreword/epub/internal/cover"
	"github.com/foreword-go/foreword/epub/internal/picture"
	"github.com/foreword-go/foreword/internal/xhtml"
)

// errCoverSVG is the error for an SVG as the cover of a book with a content
// warning.
var errCoverSVG = errors.New("an SVG cannot carry the mark of the content warning")

// makeCover adds the cover: the picture of the book, or else of its only
// article, with the mark of a content warning. Without a picture it draws
// one.
func (l *layout) makeCover(ctx context.Context) error {
	if l.e.NoCover {
		return nil
	}
	limits := l.e.Limits.complete()
	text := l.coverText()
	var o cover.Options
	if l.b.Cover != nil {
		p, err := l.coverPicture(l.b.Cover)
		switch {
		case err != nil:
			return fmt.Errorf("epub: cover: %w", err)
		case text.Warning == "" && (p.img == nil || p.finished() && p.Height >= minCover):
			f, err := assetOf(p.Picture, nil)
			l.cover = &f
			return err
		case p.img == nil:
			l.report.Missing = append(l.report.Missing, Missing{Ref: "cover", Err: errCoverSVG})
		default:
			o.Picture = p.img
			if p.finished() {
				text.Title = "" // it says so itself
			}
		}
	} else if a := l.articles[0]; len(l.articles) == 1 && a.c.Cover != "" && (l.e.Images == "" || l.e.Images == ImagesEmbed) {
		var p coverPicture
		data, err := l.e.read(ctx, imageRef{Ref: a.c.Cover, Open: a.c.Open}, limits.Bytes)
		if err == nil {
			p, err = l.coverPicture(data)
		}
		if err == nil && p.img == nil {
			err = errCoverSVG
			if text.Warning == "" {
				f, err := assetOf(p.Picture, nil)
				l.cover = &f
				return err
			}
		}
		if err != nil {
			l.report.Missing = append(l.report.Missing, Missing{Pos: a.c.Path, Ref: a.c.Cover, Err: err})
		}
		o.Picture = p.img
	}
	l.coverFonts(&o, text)
	draw := l.e.draw
	if draw == nil {
		draw = cover.Draw
	}
	data, mediaType, err := draw(text, o)
	if err != nil {
		return fmt.Errorf("epub: cover: %w", err)
	}
	ext := ".png"
	if mediaType == "image/jpeg" {
		ext = ".jpg"
	}
	l.cover = &asset{Name: "images/cover" + ext, MediaType: mediaType, Data: data, Width: cover.Width, Height: cover.Height}
	return nil
}

// minCover is the height in pixels below which a cover is enlarged.
const minCover = 1000

// A coverPicture is a picture given for the cover.
type coverPicture struct {
	*picture.Picture
	img image.Image // nil for an SVG
}

// finished reports whether the picture has the shape of a cover. Such a
// picture is assumed to contain the title already.
func (p coverPicture) finished() bool {
	return p.Height*10 >= p.Width*13 && p.Height*10 <= p.Width*18
}

func (l *layout) coverPicture(data []byte) (coverPicture, error) {
	p, err := picture.Convert(data, picture.Options{MaxPx: cover.Height, MaxPixels: l.e.Limits.Pixels, Grayscale: l.e.Grayscale})
	if err != nil {
		return coverPicture{}, fmt.Errorf("%w: %w", ErrImage, err)
	}
	if p.MediaType == "image/svg+xml" {
		return coverPicture{Picture: p}, nil
	}
	img, _, err := image.Decode(bytes.NewReader(p.Data))
	if err != nil {
		return coverPicture{}, fmt.Errorf("%w: %w", ErrImage, err)
	}
	return coverPicture{p, img}, nil
}

// coverFonts chooses the fonts for drawing a cover.
func (l *layout) coverFonts(o *cover.Options, t cover.Text) {
	title, text := Font{Name: "font", Data: l.e.Font}, Font{Name: "font", Data: l.e.Font}
	if l.e.Font == nil {
		title, text = Font{}, Font{}
		if l.e.Fonts != nil {
			title, text = l.e.Fonts(t.Lang, t.Title, strings.Join([]string{t.Mark, t.Subtitle, strings.ReplaceAll(t.Author, "\u00a0", " "), t.Source, t.Warning}, " "))
		}
	}
	o.Title, o.Text = title.forCover(), text.forCover()
	l.report.Fonts = slices.Compact([]string{title.Name, text.Name})
}

func (f Font) forCover() cover.Font {
	return cover.Font{Data: f.Data, Source: f.Source, Index: f.Index}
}

func (l *layout) coverText() cover.Text {
	t := cover.Text{Title: l.b.Title, Subtitle: xhtml.OneLine(l.b.Subtitle), Lang: l.b.Lang}
	t.Mark, t.Title = titleMark(t.Title)
	var names []string
	for _, a := range l.b.Authors {
		if roleOf(a) == roleAuthor {
			names = append(names, cover.KeepName(xhtml.OneLine(a.Name)))
		}
	}
	t.Author = l.words.People(names)
	if s := xhtml.OneLine(l.b.Series.Name); s != "" && s != l.b.Title {
		t.Mark = strings.TrimSpace(s + " " + xhtml.OneLine(l.b.Series.Number))
	}
	t.Source = l.imprint()
	if slices.Contains(names, cover.KeepName(t.Source)) {
		t.Source = ""
	}
	if l.report.Warned > 0 {
		t.Warning = l.words.ContentWarning
		if l.report.Warned > 1 {
			t.Warning = l.words.ContentWarnings
		}
	}
	return t
}

// imprint returns the publisher of the book, or else where its only article
// appeared, or else the site; "" if none is known.
func (l *layout) imprint() string {
	if p := xhtml.OneLine(l.b.Publisher); p != "" {
		return p
	}
	if len(l.articles) == 1 {
		s := l.articles[0].c.Source
		if p := xhtml.OneLine(s.Publication); p != "" {
			return p
		}
		if h := host(s.URL); h != "" {
			return h
		}
	}
	return host(l.b.SiteURL)
}

// reTitleMark matches the mark that sites put before the title of a repost or
// translation, in brackets or before a dash or colon.
var reTitleMark = lazyregexp.New(`^(?:` +
	`[\[【〔（(]\s*((?i:` + markWords + `))\s*[\]】〕）)]\s*[-–—:：|｜·]*\s*` +
	`|((?i:` + markWords + `))\s*[-–—:：|｜·]+\s*` +
	`)(\S.*)$`)

const markWords = `转载|转贴|转|轉載|轉貼|译文|翻译|译|譯文|翻譯|譯|搬运|搬運|転載|翻訳|訳|repost|reposted|translation|translated|퍼옴|번역`

// titleMark splits a title into the mark at its start and the rest: "[译]
// Lamps" becomes "译" and "Lamps".
func titleMark(title string) (mark, rest string) {
	m := reTitleMark.FindStringSubmatch(title)
	if m == nil {
		return "", title
	}
	return m[1] + m[2], m[3]
}

func host(ref string) string {
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

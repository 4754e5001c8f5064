package epub

import (
	"context"
	"fmt"
	"net/url"

	"github.com/foreword-go/foreword/epub/internal/cover"
	"github.com/foreword-go/foreword/epub/internal/picture"
)

// coverPx is the longest side of a cover: what shops and readers ask for.
const coverPx = cover.Height

// makeCover gives the book its front: the picture of the book, else that of
// its only article, else one that is drawn.
func (l *layout) makeCover(ctx context.Context) error {
	limits := l.e.Limits.complete()
	o := picture.Options{MaxPx: coverPx, MaxPixels: limits.Pixels, Grayscale: l.e.Grayscale}
	if l.b.Cover != nil {
		f, err := assetOf(picture.Convert(l.b.Cover, o))
		if err != nil {
			return fmt.Errorf("epub: cover: %w", err)
		}
		l.cover = &f
		return nil
	}
	if a := l.articles[0]; len(l.articles) == 1 && a.c.Cover != "" && (l.e.Images == "" || l.e.Images == ImagesEmbed) {
		data, err := l.e.read(ctx, imageRef{Ref: a.c.Cover, Open: a.c.Open}, limits.Bytes)
		var f asset
		if err == nil {
			f, err = assetOf(picture.Convert(data, o))
		}
		if err == nil {
			l.cover = &f
			return nil
		}
		l.report.Missing = append(l.report.Missing, Missing{Pos: a.c.Path, Ref: a.c.Cover, Err: err})
	}
	data, mediaType, err := cover.Draw(l.coverText(), cover.Options{Font: l.e.Font})
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

func (l *layout) coverText() cover.Text {
	t := cover.Text{Title: l.b.Title, Subtitle: oneLine(l.b.Subtitle), Lang: l.b.Lang}
	var names []string
	for _, a := range l.b.Authors {
		if a.role() == "aut" {
			names = append(names, oneLine(a.Name))
		}
	}
	t.Author = l.words.People(names)
	if len(l.articles) == 1 {
		s := l.articles[0].c.Source
		if t.Source = oneLine(s.Publication); t.Source == "" {
			t.Source = host(s.URL)
		}
	}
	if t.Source == "" {
		t.Source = host(l.b.SiteURL)
	}
	if l.report.Warned > 0 {
		t.Warning = l.words.ContentWarning
		if l.report.Warned > 1 {
			t.Warning = l.words.ContentWarnings
		}
	}
	return t
}

func host(ref string) string {
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

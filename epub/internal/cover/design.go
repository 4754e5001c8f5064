package cover

import (
	"image"
	"image/color"
	"slices"
	"strings"
)

// A design is a cover in the making.
type design struct {
	canvas
	t       Text
	title   *font
	text    *font
	chosen  choices
	field   color.RGBA
	ink     color.RGBA // on paper
	muted   color.RGBA // on the field
	footing color.RGBA // on paper, of what matters less
}

func newDesign(t Text, o Options) (*design, error) {
	d := &design{t: t, chosen: choose(t.Title)}
	if t.Subtitle == "" {
		d.t.Title, d.t.Subtitle = Subtitled(t.Title)
	}
	var err error
	if d.title, err = newFont(t.Lang, o.Title, boldWeight, d.t.Title); err != nil {
		return nil, err
	}
	if d.text, err = newFont(t.Lang, o.Text, textWeight, strings.ReplaceAll(strings.Join([]string{t.Mark, d.t.Subtitle, t.Author, t.Source, t.Warning}, " "), noBreak, " ")); err != nil {
		return nil, err
	}
	d.field = fields[d.chosen.of(0, len(fields))]
	if o.Picture != nil {
		d.field = fieldFor(o.Picture)
	}
	d.ink = mix(d.field, black, 0.35)
	d.muted = mix(d.field, paper, 0.72)
	d.footing = mix(d.field, paper, 0.2)
	d.canvas = newCanvas(d.field)
	return d, nil
}

// Subtitled divides a title such as "Lamps: a year of letters" at its colon or
// dash. It returns the whole title where one part would be a stub.
func Subtitled(title string) (head, tail string) {
	const (
		shortest = 2  // characters of a part
		longest  = 40 // characters of the first
	)
	best := -1
	var mark string
	for _, m := range []string{"：", ": ", " — ", "——", " – "} {
		if i := strings.Index(title, m); i >= 0 && (best < 0 || i < best) {
			best, mark = i, m
		}
	}
	if best < 0 {
		return title, ""
	}
	head, tail = strings.TrimSpace(title[:best]), strings.TrimSpace(title[best+len(mark):])
	a, b := len([]rune(head)), len([]rune(tail))
	if a < shortest || b < shortest || a > longest || strings.ContainsAny(head, "《「『“(（[【") && !strings.ContainsAny(head, "》」』”)）]】") {
		return title, ""
	}
	return head, tail
}

// The layout in pixels.
const (
	margin     = 150
	inner      = Width - 2*margin
	bandHeight = 560  // the paper at the foot
	fieldTop   = 300  // of what stands in the field, below the band of a warning
	titleRoom  = 1000 // the most that a title takes
	footEnd    = Height - 130
)

// The sizes, in steps of 12 pixels.
var (
	titleSteps    = []int{36, 30, 26, 23, 21, 19, 17, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6}
	subtitleSteps = []int{10, 9, 8, 7, 6, 5}
	authorSteps   = []int{10, 9, 8, 7, 6}
	sourceSteps   = []int{6, 5}
	markSteps     = []int{7, 6, 5}
)

// plain paints a cover without a picture.
func (d *design) plain() {
	top := 0
	if d.t.Warning != "" {
		top = d.warning()
	}
	field := image.Rect(0, top, Width, Height-bandHeight)
	d.ornament(field)
	d.foot(field.Max.Y)

	y := top + fieldTop
	if d.t.Warning != "" {
		y = top + fieldTop*2/3
	}
	if d.t.Mark != "" {
		y = d.kicker(y)
	}
	room := min(titleRoom, field.Max.Y-y-120)
	y = d.title.fit(d.t.Title, titleSteps, inner, room, 0).draw(d.canvas, margin, y, paper)
	if rest := field.Max.Y - y - 160; d.t.Subtitle != "" && rest > 100 {
		d.text.fit(d.t.Subtitle, subtitleSteps, inner, min(rest, 420), 4).draw(d.canvas, margin, y+90, d.muted)
	}
}

// kicker paints the word above the title with a rule below it, and returns the
// y of the title.
func (d *design) kicker(y int) int {
	y = d.text.fit(d.t.Mark, markSteps, inner, 160, 1).draw(d.canvas, margin, y, d.muted)
	d.fill(image.Rect(margin, y+34, margin+120, y+40), d.muted)
	return y + 120
}

// foot paints the band of paper from y on, with the author and the source.
func (d *design) foot(y int) {
	d.fill(image.Rect(0, y, Width, Height), paper)
	bottom := footEnd
	if d.t.Source != "" {
		b := d.text.fit(d.t.Source, sourceSteps, inner, 160, 2)
		bottom = footEnd - b.height()
		b.draw(d.canvas, margin, bottom, d.footing)
		bottom -= 50
	}
	if d.t.Author != "" {
		d.text.fit(d.t.Author, authorSteps, inner, bottom-y-100, 2).draw(d.canvas, margin, y+100, d.ink)
	}
}

// The layout around a picture, in pixels.
const (
	pictureEnd = 1560 // of one with a title below
	pictureAir = 130  // around one that is not as wide as the cover
)

// around paints a cover with a picture: the band of a warning over the whole
// width, the picture below it, then the title, the author and the source.
func (d *design) around(pic image.Image) {
	top, end := 0, Height
	if d.t.Warning != "" {
		top = d.warning()
	}
	if d.t.Title != "" {
		end = pictureEnd
	}
	w, h := fitted(pic.Bounds().Size(), Width, end-top)
	if d.t.Title != "" && w < Width { // not over the whole width: with air around
		top += pictureAir
		w, h = fitted(pic.Bounds().Size(), Width-2*margin, end-top)
	}
	at := image.Pt((Width-w)/2, top)
	if d.t.Title == "" {
		at.Y += (end - top - h) / 2
	}
	d.paste(pic, image.Rectangle{at, at.Add(image.Pt(w, h))})
	if d.t.Title == "" {
		return
	}
	y, bottom := at.Y+h+130, footEnd
	if w == Width {
		y = at.Y + h
		d.fill(image.Rect(0, y, Width, y+14), mix(d.field, paper, 0.25))
		y += 120
	}
	if d.t.Source != "" {
		b := d.text.fit(d.t.Source, sourceSteps, inner, 80, 1)
		bottom -= b.height()
		b.draw(d.canvas, margin, bottom, d.muted)
		bottom -= 40
	}
	if d.t.Author != "" {
		b := d.text.fit(d.t.Author, authorSteps[1:], inner, 120, 1)
		bottom -= b.height()
		b.draw(d.canvas, margin, bottom, paper)
		bottom -= 50
		d.fill(image.Rect(margin, bottom-6, margin+120, bottom), d.muted)
		bottom -= 70
	}
	if d.t.Mark != "" {
		y = d.kicker(y - 20)
	}
	d.titleBelow(y, bottom)
}

// titleBelow paints the title, with its subtitle if there is room, between two
// heights: in the middle if it is short.
func (d *design) titleBelow(y, bottom int) {
	room := bottom - y
	title := d.title.fit(d.t.Title, fitting(titleSteps[2:], room), inner, room, 0)
	height := title.height()
	var sub block
	if d.t.Subtitle != "" && room-height > 160 {
		sub = d.text.fit(d.t.Subtitle, subtitleSteps[2:], inner, room-height-60, 2)
		height += 60 + sub.height()
	}
	y += max(0, room-height) / 3
	y = title.draw(d.canvas, margin, y, paper)
	sub.draw(d.canvas, margin, y+60, d.muted)
}

// fitting returns the steps of which a line fits into height.
func fitting(steps []int, height int) []int {
	kept := slices.DeleteFunc(slices.Clone(steps), func(step int) bool { return step*(em+1) > height })
	if len(kept) == 0 {
		return steps[len(steps)-1:]
	}
	return kept
}

// maxEnlarged is how many times its own size a picture may get: beyond, it is
// a blur.
const maxEnlarged = 3

// fitted returns the largest size of the shape of a picture that fits.
func fitted(size image.Point, width, height int) (w, h int) {
	w, h = width, max(1, size.Y*width/size.X)
	if h > height {
		w, h = max(1, size.X*height/size.Y), height
	}
	if w > size.X*maxEnlarged {
		w, h = size.X*maxEnlarged, size.Y*maxEnlarged
	}
	return min(w, width), min(h, height)
}

// warning paints the mark of a content warning over the top of the cover: a
// sign, and the words beside it, dark on light. It returns the y below.
func (d *design) warning() int {
	const sign = 200 // the side of the triangle
	block := d.text.fit(d.t.Warning, []int{13, 12, 11, 10, 9, 8, 7}, inner-sign-90, 2*14*10, 2)
	h := max(block.height(), sign) + 110
	d.fill(image.Rect(0, 0, Width, h), signal)
	d.triangle(image.Rect(margin, (h-sign)/2, margin+sign, (h+sign)/2))
	block.draw(d.canvas, margin+sign+70, (h-block.height())/2, black)
	return h
}

// triangle paints a warning sign into r.
func (d *design) triangle(r image.Rectangle) {
	mid, top, height := (r.Min.X+r.Max.X)*sub/2, r.Min.Y*sub, r.Dy()*sub
	w := r.Dx() * sub
	d.convex(r, black, func(y int) (x0, x1 int) {
		half := w * (y - top + 1) / height / 2
		return mid - half, mid + half
	})
	bar, x := r.Dx()/11, (r.Min.X+r.Max.X)/2
	d.fill(image.Rect(x-bar/2, r.Min.Y+r.Dy()*36/100, x+bar/2+1, r.Min.Y+r.Dy()*69/100), signal)
	d.fill(image.Rect(x-bar/2, r.Min.Y+r.Dy()*77/100, x+bar/2+1, r.Min.Y+r.Dy()*88/100), signal)
}

package picture

import (
	"image"
	"image/color"
	"math"
	"slices"
)

// Limits for reducing a picture to a palette. Drawings and screenshots have
// few colours, and the shades between these at the edges of letters and
// lines. An error is the squared distance of two colours, summed over the four
// channels: 8 on average is 45 dB, more than the eye can tell.
const (
	mostTones = 1 << 15 // more are a photograph
	meanError = 8       // of a pixel
	maxError  = 4096    // of one colour: 32 of 255 in each channel
)

// A tone is a colour of a picture and the number of its pixels.
type tone struct {
	color.RGBA
	n int64
}

func (t tone) channel(i int) int64 {
	return int64([4]uint8{t.R, t.G, t.B, t.A}[i])
}

// tones returns the colours of m in the order of their first pixels, nil if
// there are more than limit.
func tones(m *image.RGBA, limit int) []tone {
	index := make(map[color.RGBA]int)
	var all []tone
	last, at := color.RGBA{}, -1
	for i := 0; i+3 < len(m.Pix); i += 4 {
		c := color.RGBA{m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3]}
		if c != last || at < 0 {
			k, ok := index[c]
			if !ok {
				if k = len(all); k == limit {
					return nil
				}
				index[c] = k
				all = append(all, tone{RGBA: c})
			}
			last, at = c, k
		}
		all[at].n++
	}
	return all
}

// paletted returns m with a palette of at most 256 colours if the eye cannot
// tell the difference, else nil.
func paletted(m *image.RGBA) *image.Paletted {
	const most = 256
	all := tones(m, mostTones)
	if all == nil {
		return nil
	}
	var palette color.Palette
	index := make(map[color.RGBA]uint8, len(all))
	if len(all) <= most {
		for i, t := range all {
			palette = append(palette, t.RGBA)
			index[t.RGBA] = uint8(i)
		}
	} else {
		var means []tone
		for _, box := range divide(evened(all), most) {
			c := mean(box)
			palette, means = append(palette, c), append(means, tone{RGBA: c})
		}
		sum, pixels := int64(0), int64(0)
		for _, t := range all {
			k, far := nearest(means, t)
			if far > maxError {
				return nil
			}
			index[t.RGBA] = uint8(k)
			sum, pixels = sum+far*t.n, pixels+t.n
		}
		if sum > meanError*pixels {
			return nil
		}
	}
	p := image.NewPaletted(m.Rect, palette)
	last, at := color.RGBA{}, uint8(0)
	for i := range p.Pix {
		c := color.RGBA{m.Pix[i*4], m.Pix[i*4+1], m.Pix[i*4+2], m.Pix[i*4+3]}
		if i == 0 || c != last {
			last, at = c, index[c]
		}
		p.Pix[i] = at
	}
	return p
}

// evened returns tones with the square roots of their numbers: the shades at
// the edges of lines have few pixels, and are seen.
func evened(all []tone) []tone {
	all = slices.Clone(all)
	for i := range all {
		all[i].n = int64(math.Sqrt(float64(all[i].n)))
	}
	return all
}

// divide divides tones into at most n boxes of similar colours: again and
// again the box with the largest error, at its mean, along the channel in
// which it varies most.
func divide(all []tone, n int) [][]tone {
	boxes := [][]tone{all}
	errors, channels := make([]int64, 1, n), make([]int, 1, n)
	errors[0], channels[0] = spread(all)
	for len(boxes) < n {
		worst := 0
		for i, e := range errors {
			if e > errors[worst] {
				worst = i
			}
		}
		if errors[worst] == 0 {
			break
		}
		box, c := boxes[worst], channels[worst]
		sum, pixels := int64(0), int64(0)
		for _, t := range box {
			sum, pixels = sum+t.channel(c)*t.n, pixels+t.n
		}
		k := 0
		for i, t := range box {
			if t.channel(c)*pixels <= sum {
				box[i], box[k] = box[k], t
				k++
			}
		}
		boxes[worst], boxes = box[:k], append(boxes, box[k:])
		errors, channels = append(errors, 0), append(channels, 0)
		for _, i := range []int{worst, len(boxes) - 1} {
			errors[i], channels[i] = spread(boxes[i])
		}
	}
	return boxes
}

// spread returns the sum of the squared distances of tones from their mean,
// and the channel that has most of it. It is 0 if all are one colour.
func spread(box []tone) (total int64, channel int) {
	largest := int64(-1)
	for c := range 4 {
		n, sum, squares := int64(0), int64(0), int64(0)
		for _, t := range box {
			v := t.channel(c)
			n, sum, squares = n+t.n, sum+v*t.n, squares+v*v*t.n
		}
		e := squares - sum*sum/n
		if slices.MinFunc(box, byChannel(c)).channel(c) == slices.MaxFunc(box, byChannel(c)).channel(c) {
			e = 0
		}
		if total += e; e > largest {
			largest, channel = e, c
		}
	}
	return total, channel
}

func byChannel(c int) func(a, b tone) int {
	return func(a, b tone) int { return int(a.channel(c) - b.channel(c)) }
}

// mean returns the mean colour of tones.
func mean(box []tone) color.RGBA {
	var v [4]uint8
	for c := range v {
		n, sum := int64(0), int64(0)
		for _, t := range box {
			n, sum = n+t.n, sum+t.channel(c)*t.n
		}
		v[c] = uint8((sum + n/2) / n)
	}
	return color.RGBA{v[0], v[1], v[2], v[3]}
}

// nearest returns the index of the colour that is nearest to t, and its
// squared distance.
func nearest(colours []tone, t tone) (index int, far int64) {
	square := func(a, b uint8) int64 { return (int64(a) - int64(b)) * (int64(a) - int64(b)) }
	far = 1 << 62
	for i, c := range colours {
		if d := square(c.R, t.R) + square(c.G, t.G) + square(c.B, t.B) + square(c.A, t.A); d < far {
			index, far = i, d
		}
	}
	return index, far
}

// isPhoto reports whether m is a photograph rather than a drawing or a
// screenshot: whether few pixels have exactly the colour of the one to their
// left. These were 0 to 34 % in 13 photographs, up to 57 % in smooth ones with
// over 70,000 colours, and 41 to 99 % in 12 drawings and screenshots.
func isPhoto(m *image.RGBA) bool {
	const (
		few, some = 25, 60  // percent
		icon      = 96 * 96 // pixels; JPEG saves little below
	)
	if len(m.Pix)/4 <= icon {
		return false
	}
	flat := flatness(m)
	return flat < few || flat < some && tones(m, mostTones) == nil
}

// flatness returns the share of pixels that have exactly the colour of the
// one to their left, in percent.
func flatness(m *image.RGBA) int {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	if w < 2 || h < 1 {
		return 100
	}
	same := 0
	for y := range h {
		row := m.Pix[y*m.Stride:][:w*4]
		for i := 4; i < len(row); i += 4 {
			if [4]byte(row[i:]) == [4]byte(row[i-4:]) {
				same++
			}
		}
	}
	return same * 100 / (h * (w - 1))
}

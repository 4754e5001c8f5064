package cover

import "image"

// ornament paints one of a few shapes into the lower part of the field, in a
// tone close to its own, so that text over it is read as well as elsewhere.
func (d *design) ornament(field image.Rectangle) {
	tone, faint := mix(d.field, paper, 0.09), mix(d.field, paper, 0.05)
	x := Width * []int{28, 50, 72}[d.chosen.of(2, 3)] / 100
	horizon := field.Max.Y
	switch d.chosen.of(1, 5) {
	case 0: // a sun that rises from the band
		d.circle(field, tone, x, horizon, 520)
	case 1: // rings
		for i := 4; i >= 1; i-- {
			ink := tone
			if i%2 == 0 {
				ink = d.field
			}
			d.circle(field, ink, x, horizon, i*190)
		}
	case 2: // hills
		d.circle(field, faint, 180, horizon+900, 1350)
		d.circle(field, tone, 1360, horizon+980, 1300)
	case 3: // a moon
		d.circle(field, tone, 1140, horizon-420, 300)
		d.circle(field, d.field, 1250, horizon-480, 270)
	case 4: // waves, as on Japanese cloth
		const r = 100
		for row := range 5 {
			y := horizon - 4*r/2 + row*r/2
			for x := (row % 2) * r; x <= Width; x += 2 * r {
				d.circle(field, d.field, x, y, r)
				d.circle(field, tone, x, y, r-8)
				d.circle(field, d.field, x, y, r-36)
				d.circle(field, tone, x, y, r-56)
			}
		}
	}
}

package picture

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// photo is a picture with many colours, noise and all.
func photo(w, h int) *image.RGBA {
	r := rand.New(rand.NewPCG(1, 2))
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, color.RGBA{uint8(x*255/w) ^ uint8(r.IntN(16)), uint8(y * 255 / h), uint8((x+y)*3 + r.IntN(32)), 255})
		}
	}
	return m
}

// drawing is a picture with two colours, one of them transparent.
func drawing(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		m.SetRGBA(x, x*h/w, color.RGBA{200, 30, 30, 255})
	}
	return m
}

func asPNG(m image.Image) []byte {
	var b bytes.Buffer
	png.Encode(&b, m)
	return b.Bytes()
}

func asJPEG(m image.Image) []byte {
	var b bytes.Buffer
	jpeg.Encode(&b, m, nil)
	return b.Bytes()
}

func asBMP(m image.Image) []byte {
	var b bytes.Buffer
	bmp.Encode(&b, m)
	return b.Bytes()
}

func asTIFF(m image.Image) []byte {
	var b bytes.Buffer
	tiff.Encode(&b, m, nil)
	return b.Bytes()
}

func asGIF(w, h, frames int) []byte {
	g := new(gif.GIF)
	for i := range frames {
		m := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Black, color.RGBA{255, 0, 0, 255}})
		m.SetColorIndex(i%w, 0, 1)
		g.Image = append(g.Image, m)
		g.Delay = append(g.Delay, 10)
	}
	var b bytes.Buffer
	gif.EncodeAll(&b, g)
	return b.Bytes()
}

// withEXIF puts an orientation and a secret into a JPEG file.
func withEXIF(jpg []byte, orientation byte) []byte {
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00at home"
	segment := append([]byte{0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return append(append(jpg[:2:2], segment...), jpg[2:]...)
}

// header returns a PNG that claims a size and has no pixels.
func header(w, h uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")
	b = binary.BigEndian.AppendUint32(b, w)
	b = binary.BigEndian.AppendUint32(b, h)
	b = append(b, 8, 2, 0, 0, 0)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[12:]))
}

// interlaced is a header whose pixels come in seven passes.
func interlaced(w, h uint32) []byte {
	b := header(w, h)
	b[28] = 1
	return binary.BigEndian.AppendUint32(b[:29], crc32.ChecksumIEEE(b[12:29]))
}

// tiffHeader is a TIFF that claims a size and has one strip of deflated zeros,
// which may hold eight bytes for each pixel.
func tiffHeader(w, h uint32) []byte {
	b := []byte("II*\x00\x08\x00\x00\x00\x08\x00")
	for _, e := range [][2]uint32{{256, w}, {257, h}, {258, 8}, {259, 8}, {262, 1}, {273, 0}, {278, h}, {279, 100}} {
		b = binary.LittleEndian.AppendUint16(b, uint16(e[0]))
		b = binary.LittleEndian.AppendUint16(b, 4) // LONG
		b = binary.LittleEndian.AppendUint32(b, 1)
		b = binary.LittleEndian.AppendUint32(b, e[1])
	}
	return binary.LittleEndian.AppendUint32(b, 0)
}

func TestConvert(t *testing.T) {
	whole := asPNG(photo(60, 40))
	jpg := asJPEG(photo(60, 40))
	tests := []struct {
		name      string
		data      []byte
		options   Options
		mediaType string
		w, h      int
		err       error
	}{
		{name: "PNG", data: whole, mediaType: "image/png", w: 60, h: 40},
		{name: "JPEG", data: jpg, mediaType: "image/jpeg", w: 60, h: 40},
		{name: "GIF", data: asGIF(60, 40, 1), mediaType: "image/gif", w: 60, h: 40},
		{name: "GIF that moves", data: asGIF(60, 40, 5), options: Options{MaxPx: 30}, mediaType: "image/gif", w: 60, h: 40},
		{name: "BMP of a photograph", data: asBMP(photo(160, 140)), mediaType: "image/jpeg", w: 160, h: 140},
		{name: "TIFF of a drawing", data: asTIFF(drawing(60, 40)), mediaType: "image/png", w: 60, h: 40},
		{name: "JPEG scaled", data: jpg, options: Options{MaxPx: 30}, mediaType: "image/jpeg", w: 30, h: 20},
		{name: "PNG with transparency scaled", data: asPNG(drawing(60, 40)), options: Options{MaxPx: 30}, mediaType: "image/png", w: 30, h: 20},
		{name: "GIF scaled", data: asGIF(60, 40, 1), options: Options{MaxPx: 30}, mediaType: "image/png", w: 30, h: 20},
		{name: "no bound", data: asPNG(drawing(2000, 4)), options: Options{MaxPx: -1}, mediaType: "image/png", w: 2000, h: 4},
		{name: "thin", data: asPNG(drawing(2000, 1)), mediaType: "image/png", w: 1600, h: 1},
		{name: "JPEG on its side", data: withEXIF(jpg, 6), mediaType: "image/jpeg", w: 40, h: 60},
		{name: "JPEG upright", data: withEXIF(jpg, 1), mediaType: "image/jpeg", w: 60, h: 40},
		{name: "grayscale", data: jpg, options: Options{Grayscale: true}, mediaType: "image/jpeg", w: 60, h: 40},

		{name: "too many pixels", data: asPNG(drawing(60, 40)), options: Options{MaxPixels: 2000}, err: ErrTooLarge},
		{name: "too many pixels to turn", data: withEXIF(jpg, 6), options: Options{MaxPixels: 3000}, err: ErrTooLarge},
		{name: "as many, upright", data: jpg, options: Options{MaxPixels: 3000}, mediaType: "image/jpeg", w: 60, h: 40},
		{name: "too many frames", data: asGIF(60, 40, 9), options: Options{MaxPixels: 2500}, err: ErrTooLarge},
		{name: "nothing", data: nil, err: ErrFormat},
		{name: "text", data: []byte("a picture, honestly"), err: ErrFormat},
		{name: "page", data: []byte("\n<!doctype html><title>404</title>"), err: ErrUnsupported},
		{name: "AVIF", data: []byte("\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1"), err: ErrUnsupported},
		{name: "HEIC", data: []byte("\x00\x00\x00\x1cftypheic\x00\x00\x00\x00mif1"), err: ErrUnsupported},
		{name: "ICO", data: []byte("\x00\x00\x01\x00\x01\x00"), err: ErrUnsupported},
		{name: "header of a bomb", data: header(30_000, 30_000), err: ErrTooLarge},
		{name: "header of an interlaced bomb", data: interlaced(6_000, 6_000), err: ErrTooLarge},
		{name: "header of a TIFF of one strip", data: tiffHeader(3_000, 3_000), err: ErrTooLarge},
		{name: "header of no pixels", data: header(0, 7), err: ErrBroken},
		{name: "PNG cut", data: whole[:3000], err: ErrBroken},
		{name: "PNG without its end", data: whole[:len(whole)-12], err: ErrBroken},
		{name: "JPEG cut", data: jpg[:700], err: ErrBroken},
		{name: "JPEG without a component", data: []byte("\xff\xd8\xff\xc0\x00\x08\x08\x00\x30\x00\x30\x00\xff\xd9"), err: ErrBroken},
		{name: "header of a JPEG in four inks", data: []byte("\xff\xd8\xff\xc0\x00\x14\x08\x13\x88\x1b\x58\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00\xff\xd9"), err: ErrTooLarge},
		{name: "JPEG without samples", data: []byte("\xff\xd8\xff\xc0\x00\x0b\x08\x00\x30\x00\x30\x01\x01\x00\x00\xff\xd9"), err: ErrBroken},
		{name: "GIF cut", data: asGIF(60, 40, 5)[:80], err: ErrBroken},
		{name: "TIFF cut", data: asTIFF(photo(60, 40))[:100], err: ErrBroken},
		{name: "WebP cut", data: []byte("RIFF\x40\x00\x00\x00WEBPVP8 "), err: ErrBroken},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := Convert(test.data, test.options)
			if !errors.Is(err, test.err) {
				t.Fatalf("Convert() error = %v, want %v", err, test.err)
			}
			if err != nil {
				return
			}
			if p.MediaType != test.mediaType || p.Width != test.w || p.Height != test.h {
				t.Errorf("Convert() = %s %d×%d, want %s %d×%d", p.MediaType, p.Width, p.Height, test.mediaType, test.w, test.h)
			}
			c, _, err := image.DecodeConfig(bytes.NewReader(p.Data))
			if err != nil || c.Width != p.Width || c.Height != p.Height {
				t.Errorf("what came out is %d×%d, %v", c.Width, c.Height, err)
			}
		})
	}
}

func TestConvertDropsWhatRidesAlong(t *testing.T) {
	const rider = "<script>alert(1)</script>"
	for name, data := range map[string][]byte{
		"PNG":  asPNG(drawing(9, 9)),
		"JPEG": asJPEG(drawing(9, 9)),
		"GIF":  asGIF(9, 9, 2),
	} {
		p, err := Convert(append(data[:len(data):len(data)], rider...), Options{})
		want := data
		if name == "JPEG" {
			want = optimizedJPEG(data)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !bytes.Equal(p.Data, want) {
			t.Errorf("%s: what came out is not the picture alone", name)
		}
	}
	p, err := Convert(withEXIF(asJPEG(drawing(9, 9)), 1), Options{})
	if err != nil || bytes.Contains(p.Data, []byte("at home")) {
		t.Errorf("the metadata of a photograph are still there (%v)", err)
	}
}

func TestGrayscale(t *testing.T) {
	for name, data := range map[string][]byte{
		"PNG": asPNG(photo(40, 30)), "JPEG": asJPEG(photo(40, 30)), "GIF": asGIF(40, 30, 3), "PNG with transparency": asPNG(drawing(40, 30)),
	} {
		p, err := Convert(data, Options{Grayscale: true})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		m, _, err := image.Decode(bytes.NewReader(p.Data))
		if err != nil {
			t.Fatal(err)
		}
		for y := range 30 {
			for x := range 40 {
				if r, g, b, _ := m.At(x, y).RGBA(); r>>8 != g>>8 || g>>8 != b>>8 {
					t.Fatalf("%s: colour %v at %d, %d", name, m.At(x, y), x, y)
				}
			}
		}
	}
}

// The mean of an area is the same at each scale.
func TestScaleKeepsTheMean(t *testing.T) {
	m := photo(97, 61)
	mean := func(m *image.RGBA) (sum float64) {
		for _, v := range m.Pix {
			sum += float64(v)
		}
		return sum / float64(len(m.Pix))
	}
	for _, size := range []image.Point{{97, 61}, {96, 60}, {50, 31}, {7, 5}, {1, 1}} {
		if got, want := mean(scale(m, size.X, size.Y)), mean(m); got < want-1 || got > want+1 {
			t.Errorf("mean at %v = %v, want %v", size, got, want)
		}
	}
}

// Larger pictures keep their corners and the mean of what they were.
func TestScaleUp(t *testing.T) {
	src := image.NewRGBA(image.Rect(0, 0, 3, 2))
	for i := range src.Pix {
		src.Pix[i] = uint8(i * 10)
	}
	got := Scale(src, 30, 20)
	for _, c := range []struct{ x, y, sx, sy int }{{0, 0, 0, 0}, {29, 0, 2, 0}, {0, 19, 0, 1}, {29, 19, 2, 1}} {
		if a, b := got.RGBAAt(c.x, c.y), src.RGBAAt(c.sx, c.sy); a != b {
			t.Errorf("corner %d, %d is %v, want %v", c.x, c.y, a, b)
		}
	}
	sum := 0
	for i := 0; i < len(got.Pix); i += 4 {
		sum += int(got.Pix[i])
	}
	if mean := sum / 600; mean < 98 || mean > 102 {
		t.Errorf("the mean of red is %d, want about 100", mean)
	}
}

func TestOrientation(t *testing.T) {
	// The picture "1 2 / 3 4 / 5 6" as it must come out.
	m := image.NewRGBA(image.Rect(0, 0, 2, 3))
	for i := range 6 {
		m.Pix[i*4] = byte('1' + i)
	}
	for o, want := range map[orientation]string{
		1: "12/34/56", 2: "21/43/65", 3: "65/43/21", 4: "56/34/12",
		5: "135/246", 6: "531/642", 7: "642/531", 8: "246/135",
	} {
		out := o.apply(m)
		var got strings.Builder
		for i := 0; i < len(out.Pix); i += 4 {
			if i > 0 && i%out.Stride == 0 {
				got.WriteByte('/')
			}
			got.WriteByte(out.Pix[i])
		}
		if got.String() != want {
			t.Errorf("orientation %d = %s, want %s", o, got.String(), want)
		}
	}
}

func FuzzConvert(f *testing.F) {
	for _, data := range [][]byte{
		asPNG(photo(9, 7)), asPNG(drawing(9, 7)), asJPEG(photo(9, 7)), withEXIF(asJPEG(photo(9, 7)), 6), asGIF(9, 7, 3),
		asBMP(photo(9, 7)), asTIFF(photo(9, 7)), []byte("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='7'><path d='M0 0h9'/></svg>"),
		[]byte("<svg xmlns='http://www.w3.org/2000/svg'><style>.a,rect{fill:red;stroke:url(#b)}@media x{}#c{opacity:1}</style><rect id='c' class='a' style='fill:blue'/></svg>"),
	} {
		f.Add(data, false)
		f.Add(data, true)
	}
	for _, name := range []string{"lossy", "lossless", "alpha", "lossless-alpha", "turned", "animated", "animated-offset"} {
		f.Add(webpFixture(f, name), false)
		f.Add(webpFixture(f, name), true)
	}
	for _, name := range jpegFixtures {
		f.Add(jpegFixture(f, name), false)
		f.Add(withCanaries(jpegFixture(f, name)), true)
	}
	f.Add(scanBomb(80, 60, 4), false)
	f.Add(scanBomb(80, 60, 4000), false)
	f.Fuzz(func(t *testing.T, data []byte, gray bool) {
		// In colour, a WebP stays one if it can.
		o := Options{MaxPx: 20, MaxPixels: 10_000, Grayscale: gray, KeepWebP: !gray}
		p, err := Convert(data, o)
		if err != nil {
			return
		}
		if p.Ext == "svg" {
			if err := xml.Unmarshal(p.Data, new(struct{ XMLName xml.Name })); err != nil {
				t.Fatalf("what came out is not well-formed: %v\n%s", err, p.Data)
			}
		} else {
			c, _, err := image.DecodeConfig(bytes.NewReader(p.Data))
			if err == nil && !p.Animated {
				_, _, err = image.Decode(bytes.NewReader(p.Data))
			}
			if err != nil || c.Width != p.Width || c.Height != p.Height {
				t.Fatalf("what came out is %d×%d, want %d×%d: %v", c.Width, c.Height, p.Width, p.Height, err)
			}
		}
		again, err := Convert(data, o)
		if err != nil || !bytes.Equal(again.Data, p.Data) {
			t.Fatalf("another result the second time: %v", err)
		}
		// A JPEG that is gray but has three channels is written anew.
		again, err = Convert(p.Data, o)
		if err != nil || !bytes.Equal(again.Data, p.Data) && p.Ext != "jpg" {
			t.Fatalf("what came out is not taken as it is: %v", err)
		}
	})
}

func BenchmarkConvert(b *testing.B) {
	for name, data := range map[string][]byte{"kept": asJPEG(photo(1200, 900)), "scaled": asJPEG(photo(3200, 2400))} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := Convert(data, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A program can bring the decoder of a format that this package lacks. What it
// decodes has the same limits, and its panics are errors.
func TestRegistered(t *testing.T) {
	decode := func(r io.Reader) (image.Image, error) {
		data, err := io.ReadAll(r)
		if err == nil && bytes.Contains(data, []byte("panic")) {
			panic("index out of range")
		}
		return photo(40, 30), err
	}
	image.RegisterFormat("heic", "????ftyphevc", decode, func(r io.Reader) (image.Config, error) {
		data, err := io.ReadAll(r)
		if bytes.Contains(data, []byte("fault")) {
			panic("index out of range")
		}
		return image.Config{Width: len(data), Height: 30}, err
	})
	head := "\x00\x00\x00\x1cftyphevc\x00\x00\x00\x00"
	if p, err := Convert([]byte(head), Options{}); err != nil || p.MediaType != "image/jpeg" || p.Width != 40 {
		t.Errorf("a format with a decoder: %v, %v", p, err)
	}
	if _, err := Convert([]byte(head+strings.Repeat(" ", 2000)), Options{MaxPixels: 50_000}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a picture that is too large: %v", err)
	}
	for _, bad := range []string{"panic", "fault"} {
		if _, err := Convert([]byte(head+bad), Options{}); !errors.Is(err, ErrBroken) {
			t.Errorf("a decoder that panics: %v", err)
		}
		Work([]byte(head + bad))
	}
	if _, err := Convert([]byte("\x00\x00\x00\x1cftypavif"), Options{}); !errors.Is(err, ErrUnsupported) {
		t.Errorf("a format without a decoder: %v", err)
	}
}

package picture

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"os"
	"testing"
)

// The files in testdata were drawn for these tests and written by cwebp,
// gif2webp and webpmux of libwebp.
func webpFixture(t testing.TB, name string) []byte {
	data, err := os.ReadFile("testdata/" + name + ".webp")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestWebP(t *testing.T) {
	clear, red, blue := color.RGBA{}, color.RGBA{220, 20, 20, 255}, color.RGBA{20, 20, 220, 255}
	green, yellow, sun := color.RGBA{20, 120, 60, 255}, color.RGBA{250, 200, 0, 255}, color.RGBA{255, 240, 180, 255}
	tests := []struct {
		name    string
		options Options
		ext     string
		w, h    int
		colors  map[image.Point]color.RGBA
	}{
		{name: "lossy", ext: "jpg", w: 48, h: 32, colors: map[image.Point]color.RGBA{{32, 10}: {249, 242, 172, 255}}},
		{name: "lossless", ext: "png", w: 48, h: 32, colors: map[image.Point]color.RGBA{{32, 10}: sun}},
		{name: "lossless", options: Options{MaxPx: 24}, ext: "png", w: 24, h: 16, colors: map[image.Point]color.RGBA{{16, 5}: sun}},
		{name: "alpha", ext: "png", w: 40, h: 40, colors: map[image.Point]color.RGBA{{20, 20}: green, {1, 1}: clear}},
		{name: "lossless-alpha", ext: "png", w: 40, h: 40, colors: map[image.Point]color.RGBA{{20, 20}: green, {1, 1}: clear}},
		// Stored lying: the left half is the top of what is seen.
		{name: "turned", ext: "png", w: 16, h: 32, colors: map[image.Point]color.RGBA{{8, 4}: red, {8, 28}: blue}},
		{name: "turned", options: Options{KeepWebP: true}, ext: "png", w: 16, h: 32},
		{name: "animated", ext: "png", w: 24, h: 16, colors: map[image.Point]color.RGBA{{3, 8}: {200, 0, 0, 255}, {20, 8}: {255, 255, 255, 255}}},
		{name: "animated-offset", ext: "png", w: 40, h: 40, colors: map[image.Point]color.RGBA{{11, 6}: clear, {12, 6}: yellow, {21, 13}: yellow, {22, 14}: clear}},
		{name: "lossy", options: Options{KeepWebP: true}, ext: "webp", w: 48, h: 32},
		{name: "lossy", options: Options{KeepWebP: true, MaxPx: 24}, ext: "jpg", w: 24, h: 16},
		{name: "alpha", options: Options{KeepWebP: true}, ext: "webp", w: 40, h: 40},
		{name: "animated-offset", options: Options{KeepWebP: true}, ext: "webp", w: 40, h: 40},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := webpFixture(t, test.name)
			p, err := Convert(append(data[:len(data):len(data)], "what follows"...), test.options)
			if err != nil {
				t.Fatal(err)
			}
			if p.Ext != test.ext || p.Width != test.w || p.Height != test.h {
				t.Fatalf("Convert() = %s %d×%d, want %s %d×%d", p.Ext, p.Width, p.Height, test.ext, test.w, test.h)
			}
			if test.ext == "webp" {
				if !bytes.Equal(p.Data, data) {
					t.Errorf("%d bytes are kept, want the %d of the picture", len(p.Data), len(data))
				}
				if want := test.name == "animated-offset"; p.Animated != want {
					t.Errorf("animated = %v, want %v", p.Animated, want)
				}
				return
			}
			m, _, err := image.Decode(bytes.NewReader(p.Data))
			if err != nil || m.Bounds() != image.Rect(0, 0, test.w, test.h) {
				t.Fatalf("what came out is %v, %v", m, err)
			}
			for at, want := range test.colors {
				if got := color.RGBAModel.Convert(m.At(at.X, at.Y)).(color.RGBA); !near(got, want) {
					t.Errorf("colour %v at %v, want %v", got, at, want)
				}
			}
		})
	}
}

// near reports whether two colours are the same but for what lossy coding does.
func near(a, b color.RGBA) bool {
	d := func(x, y uint8) bool { return max(x, y)-min(x, y) <= 12 }
	return a.A == b.A && d(a.R, b.R) && d(a.G, b.G) && d(a.B, b.B)
}

// A picture that is kept leaves behind where it was taken.
func TestWebPDropsMetadata(t *testing.T) {
	f, err := Options{}.parseWebP(webpFixture(t, "turned"), false)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Convert(f.clean, Options{KeepWebP: true})
	if err != nil || p.Ext != "webp" || bytes.Contains(p.Data, []byte("EXIF")) || bytes.Contains(p.Data, []byte("at home")) {
		t.Errorf("%v; what came out: %q", err, p.Data)
	}
}

// What follows the coded data inside its chunk is left behind, and the picture is as it
// was.
func TestWebPDropsWhatFollowsInAChunk(t *testing.T) {
	for _, name := range []string{"lossy", "lossless", "alpha", "animated-offset"} {
		data := webpFixture(t, name)
		stuffed := []byte(webpHead)
		for chunk, body := range riffChunks(data[12:]) {
			switch chunk {
			case "VP8 ", "VP8L":
				body = append(bytes.Clone(body), bytes.Repeat([]byte(canary), 200)...)
			case "ANMF":
				frame := bytes.Clone(body[:16])
				for part, b := range riffChunks(body[16:]) {
					frame = appendRIFF(frame, part, append(bytes.Clone(b), bytes.Repeat([]byte(canary), 200)...))
				}
				body = frame
			}
			stuffed = appendRIFF(stuffed, chunk, body)
		}
		closeRIFF(stuffed)
		p, err := Convert(stuffed, Options{KeepWebP: true})
		if err != nil || p.Ext != "webp" || bytes.Contains(p.Data, []byte(canary)) || len(p.Data) > len(data)+100 {
			t.Errorf("%s: %v; %d bytes are kept of %d and what was put in", name, err, len(p.Data), len(data))
			continue
		}
		was, _ := Convert(data, Options{})
		is, err := Convert(p.Data, Options{})
		if err != nil || !bytes.Equal(was.Data, is.Data) {
			t.Errorf("%s: another picture than before: %v", name, err)
		}
	}
}

func TestWebPRefuses(t *testing.T) {
	moving := webpFixture(t, "animated")
	outside := bytes.Replace(webpFixture(t, "animated-offset"), []byte("ANMF\x28\x00\x00\x00\x06"), []byte("ANMF\x28\x00\x00\x00\x26"), 1)
	for name, test := range map[string]struct {
		data    []byte
		options Options
		err     error
	}{
		"cut":              {data: moving[:100], err: ErrBroken},
		"frame cut":        {data: cutRIFF(moving, 60), err: ErrBroken},
		"frame outside":    {data: outside, err: ErrBroken},
		"too many pixels":  {data: webpFixture(t, "lossy"), options: Options{MaxPixels: 1000}, err: ErrTooLarge},
		"canvas too large": {data: webpFixture(t, "animated-offset"), options: Options{MaxPixels: 1000}, err: ErrTooLarge},
		"frames too large": {data: moving, options: Options{MaxPixels: 24 * 16 / 8}, err: ErrTooLarge},
	} {
		if _, err := Convert(test.data, test.options); !errors.Is(err, test.err) {
			t.Errorf("%s: error = %v, want %v", name, err, test.err)
		}
	}
}

// cutRIFF returns the first n bytes of a file as one that claims to be whole.
func cutRIFF(data []byte, n int) []byte {
	data = bytes.Clone(data[:n])
	closeRIFF(data)
	return data
}

package picture

import (
	"bytes"
	"image"
	"image/jpeg"
	"reflect"
	"slices"
	"testing"
)

// A file with its own Huffman tables is smaller, and no pixel of it is another.
func TestOptimizedJPEG(t *testing.T) {
	encode := func(m image.Image, quality int) []byte {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	small := encode(photo(160, 140), 90)
	for name, c := range map[string]struct {
		data    []byte
		smaller bool
	}{
		"colour":      {small, true},
		"small":       {encode(photo(1, 1), 50), true},
		"best":        {encode(photo(60, 50), 100), true},
		"gray":        {encode(toGray(photo(61, 53)), 75), true},
		"drawing":     {encode(drawing(200, 100), 85), true},
		"restarts":    {jpegFixture(t, "restarts"), true},
		"progressive": {jpegFixture(t, "progressive"), false},
		"again":       {optimizedJPEG(small), false},
		"cut":         {small[:len(small)/2], false},
		"with more":   {append(bytes.Clone(small), small[2:]...), false},
		"head":        {small[:20], false},
	} {
		got := optimizedJPEG(c.data)
		if smaller := len(got) < len(c.data); smaller != c.smaller {
			t.Errorf("%s: %d bytes of %d", name, len(got), len(c.data))
			continue
		}
		want, err := jpeg.Decode(bytes.NewReader(c.data))
		if img, err2 := jpeg.Decode(bytes.NewReader(got)); (err == nil) != (err2 == nil) || !reflect.DeepEqual(img, want) {
			t.Errorf("%s: another picture: %v, %v", name, err, err2)
		}
	}
}

// No code is longer than 16 bits, and none has only ones.
func TestOptimalCode(t *testing.T) {
	var counts [257]int
	a, b := 1, 1
	for i := range 40 { // by which a code would be up to 40 bits long
		counts[i*5] = a
		a, b = b, a+b
	}
	lengths, symbols := optimalCode(&counts)
	sum := 0
	for i, n := range lengths {
		sum += int(n) << (15 - i)
	}
	if len(symbols) != 40 || sum >= 1<<16 || !slices.Contains(symbols[:2], 39*5) {
		t.Errorf("symbols %v with lengths %v", symbols, lengths)
	}
}

package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"
)

// canary is a text that stands for whatever a picture carries beside its image.
// The fixtures have one in each part that could: none may come out.
const canary = "CANARY"

func jpegFixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".jpg"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var jpegFixtures = []string{"progressive", "restarts", "gray"}

// seg is a segment of a JPEG file.
func seg(marker byte, body string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2)), body...)
}

// insert puts parts after the first n bytes of data.
func insert(data []byte, n int, parts ...[]byte) []byte {
	return bytes.Join([][]byte{data[:n], bytes.Join(parts, nil), data[n:]}, nil)
}

// iccFixture is a profile of a display with canaries in all that is text and
// behind what is not.
func iccFixture() []byte {
	xyz := func(x byte) string {
		return "XYZ \x00\x00\x00\x00\x00\x00" + string([]byte{x, 0, 0, 0, x, 0, 0, 0, 1, 2}) + canary
	}
	tags := []struct{ name, data string }{
		{"desc", "desc\x00\x00\x00\x00\x00\x00\x00\x07" + canary + "\x00"}, {"cprt", "text\x00\x00\x00\x00" + canary}, {"dmnd", canary + canary},
		{"wtpt", xyz(1)}, {"rXYZ", xyz(2)}, {"gXYZ", xyz(3)}, {"bXYZ", xyz(4)},
		{"rTRC", "curv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x33" + canary}, {"gTRC", "para\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x33\x33" + canary},
		{"bTRC", "curv\x00\x00\x00\x00\x00\x00\x00\x00" + canary}, {"meta", canary + canary},
	}
	b := make([]byte, 128)
	copy(b[4:], canary)
	copy(b[8:], "\x02\x10\x00\x00mntrRGB XYZ ")
	copy(b[36:], "acsp")
	copy(b[48:], canary)
	copy(b[80:], "CANA")
	copy(b[100:], canary)
	b = binary.BigEndian.AppendUint32(b, uint32(len(tags)))
	at := len(b) + 12*len(tags)
	for _, tag := range tags {
		b = append(b, tag.name...)
		b = binary.BigEndian.AppendUint32(b, uint32(at))
		b = binary.BigEndian.AppendUint32(b, uint32(len(tag.data)))
		at += len(tag.data)
	}
	for _, tag := range tags {
		b = append(b, tag.data...)
	}
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}

// withCanaries puts canaries in all parts of a JPEG file where there may be one.
func withCanaries(jpg []byte) []byte {
	marks := [][]byte{
		seg(0xe0, "JFIF\x00\x01\x02\x01\x00\x48\x00\x48\x02\x01"+canary), seg(0xe0, "JFXX\x00\x10"+canary), seg(0xe0, canary),
		seg(0xe1, "Exif\x00\x00"+canary), seg(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+canary),
		seg(0xe2, "ICC_PROFILE\x00\x01\x01"+string(iccFixture())), seg(0xe2, "MPF\x00"+canary),
		seg(0xed, "Photoshop 3.0\x00"+canary), seg(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01"+canary), seg(0xee, canary), seg(0xef, canary), seg(0xfe, canary),
		[]byte(canary),
	}
	out := insert(jpg, 2, marks...)
	sos := []byte{0xff, 0xda}
	out = bytes.ReplaceAll(out, sos, bytes.Join([][]byte{[]byte(canary), seg(0xfe, canary), sos}, nil)) // after one scan, before the next
	end := bytes.LastIndex(out, []byte{0xff, 0xd9})
	return append(insert(out, end, []byte(canary)), canary...)
}

func TestJPEGKeepsTheImageAlone(t *testing.T) {
	for _, name := range jpegFixtures {
		data := jpegFixture(t, name)
		want, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		var dirty []byte
		if name != "restarts" { // image/jpeg wants a restart right behind its data
			dirty = withCanaries(data)
		} else {
			dirty = insert(data, bytes.LastIndex(data, []byte{0xff, 0xd9}), []byte(canary))
		}
		p, err := Convert(dirty, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if bytes.Contains(p.Data, []byte("CANA")) {
			t.Errorf("%s: a canary came out: %q", name, p.Data)
		}
		got, err := jpeg.Decode(bytes.NewReader(p.Data))
		if err != nil || !sameImage(got, want) {
			t.Errorf("%s: another image came out (%v)", name, err)
		}
		if clean, err := Convert(data, Options{}); err != nil || name == "restarts" && !bytes.Equal(clean.Data, p.Data) {
			t.Errorf("%s: what came out is not what comes out of the file without canaries (%v)", name, err)
		}
		if again, err := Convert(p.Data, Options{}); err != nil || !bytes.Equal(again.Data, p.Data) {
			t.Errorf("%s: what came out is not taken as it is (%v)", name, err)
		}
	}
}

func sameImage(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

func TestICCKeepsNumbersAlone(t *testing.T) {
	b := cleanICC(iccFixture())
	if b == nil || bytes.Contains(b, []byte("CANA")) {
		t.Fatalf("profile = %q", b)
	}
	for name, want := range map[string]int{"rXYZ": 20, "gTRC": 16, "rTRC": 14, "bTRC": 12, "desc": 94, "cprt": 12} {
		found := 0
		for i := range int(binary.BigEndian.Uint32(b[128:])) {
			if e := b[132+12*i:]; string(e[:4]) == name {
				found = int(binary.BigEndian.Uint32(e[8:]))
			}
		}
		if found != want {
			t.Errorf("%s has %d bytes, want %d", name, found, want)
		}
	}
	if again := cleanICC(b); !bytes.Equal(again, b) {
		t.Errorf("a clean profile is not taken as it is: %q", again)
	}
}

func TestPNGKeepsTheImageAlone(t *testing.T) {
	data := asPNG(drawing(40, 30))
	var profile bytes.Buffer
	profile.WriteString(canary + "\x00\x00")
	z := zlib.NewWriter(&profile)
	z.Write(iccFixture())
	z.Close()
	const ihdr = 8 + 25
	dirty := insert(data, ihdr, pngChunk("iCCP", profile.Bytes()), pngChunk("tEXt", []byte(canary)), pngChunk("eXIf", []byte(canary)),
		pngChunk("gAMA", []byte("\x00\x00\xb1\x8f"+canary)), pngChunk("pHYs", []byte{0, 0, 1, 0, 0, 0, 1, 0, 1}), pngChunk("tIME", []byte(canary)))
	end := len(dirty) - 12
	dirty = append(insert(dirty, end, pngChunk("IDAT", []byte(canary)), pngChunk("zTXt", []byte(canary)), pngChunk("IDAT", []byte(canary)), pngChunk("pHYs", []byte(canary))), canary...)
	p, err := Convert(dirty, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Ext != "png" || bytes.Contains(p.Data, []byte(canary)) {
		t.Errorf("a canary came out: %q", p.Data)
	}
	if at := bytes.Index(p.Data, []byte("iCCP")); at < 0 {
		t.Error("the profile is gone")
	} else if zr, err := zlib.NewReader(bytes.NewReader(p.Data[at+4+len("ICC\x00\x00"):])); err != nil {
		t.Error(err)
	} else {
		var icc bytes.Buffer
		icc.ReadFrom(zr)
		if !bytes.Equal(icc.Bytes(), cleanICC(iccFixture())) {
			t.Errorf("profile = %q", &icc)
		}
	}
	if again, err := Convert(p.Data, Options{}); err != nil || !bytes.Equal(again.Data, p.Data) {
		t.Errorf("what came out is not taken as it is (%v)", err)
	}
}

func TestGIFKeepsTheImageAlone(t *testing.T) {
	data := asGIF(9, 7, 3)
	ext := func(label byte, blocks ...string) []byte {
		b := []byte{0x21, label}
		for _, s := range blocks {
			b = append(append(b, byte(len(s))), s...)
		}
		return append(b, 0)
	}
	head := 13 + 3<<(data[10]&7+1)
	if data[10]&0x80 == 0 {
		head = 13
	}
	dirty := insert(data, head, ext(0xff, "NETSCAPE2.0", "\x01\x05\x00", canary), ext(0xff, "XMP DataXMP", canary), ext(0xfe, canary), ext(0x01, canary), ext(0xff, "NETSCAPE2.0", "\x01\x00\x00"+canary))
	p, err := Convert(dirty, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(p.Data, []byte(canary)) {
		t.Errorf("a canary came out: %q", p.Data)
	}
	if !bytes.Contains(p.Data, []byte("NETSCAPE2.0\x03\x01\x05\x00\x00")) && bytes.Contains(dirty, []byte("NETSCAPE2.0\x03\x01\x05\x00")) {
		t.Errorf("how often it is shown is gone")
	}
}

func TestWebPKeepsTheImageAlone(t *testing.T) {
	for _, name := range []string{"animated", "animated-offset", "alpha", "turned"} {
		data := webpFixture(t, name)
		dirty := []byte(webpHead)
		for chunk, body := range riffChunks(data[12:]) {
			if chunk == "ANMF" {
				body = append(appendRIFF(bytes.Clone(body[:16]), "EXIF", []byte(canary)), body[16:]...)
				body = appendRIFF(body, "JUNK", []byte(canary))
			}
			if chunk == "ANIM" {
				body = append(bytes.Clone(body), canary...)
			}
			if chunk == "VP8X" {
				body = append(bytes.Clone(body), canary...)
				body[0] |= webpICC
			}
			dirty = appendRIFF(dirty, chunk, body)
			if chunk == "VP8X" {
				dirty = appendRIFF(dirty, "ICCP", []byte(canary))
			}
		}
		dirty = appendRIFF(appendRIFF(dirty, "XMP ", []byte(canary)), "ICCP", []byte(canary))
		closeRIFF(dirty)
		p, err := Convert(append(dirty, canary...), Options{KeepWebP: true})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if bytes.Contains(p.Data, []byte(canary)) {
			t.Errorf("%s: a canary came out: %q", name, p.Data)
		}
	}
}

// Formats that no reader shows are encoded anew, without what else is in them.
func TestOthersAreEncodedAnew(t *testing.T) {
	for name, data := range map[string][]byte{"TIFF": asTIFF(drawing(9, 7)), "BMP": asBMP(drawing(9, 7))} {
		p, err := Convert(append(data, canary...), Options{})
		if err != nil || bytes.Contains(p.Data, []byte(canary)) {
			t.Errorf("%s: a canary came out, or an error: %v", name, err)
		}
	}
}

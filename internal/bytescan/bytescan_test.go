package bytescan

import (
	"math/rand/v2"
	"strings"
	"testing"
)

const printable = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"

func TestRun(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		s := make([]byte, rnd.IntN(40))
		for i := range s {
			s[i] = byte(rnd.IntN(256))
			if rnd.IntN(4) > 0 {
				s[i] |= 0x40 // mostly letters and bytes of characters that are not ASCII
			}
		}
		if len(s) >= 8 {
			want := strings.Trim(string(s[:8]), printable) == ""
			if Printable(s) != want || Printable(string(s)) != want {
				t.Fatalf("Printable(%q), want %t", s, want)
			}
		}
		stops := [3]byte{byte(rnd.IntN(256)), "&\"<"[rnd.IntN(3)], 0xE2}
		want := 0
		for want < len(s) && s[want] >= ' ' && strings.IndexByte(string(stops[:]), s[want]) < 0 {
			want++
		}
		if got := Run(s, stops[0], stops[1], stops[2]); got != want {
			t.Fatalf("Run(%q, %q) = %d, want %d", s, stops, got, want)
		}
		if got := Run(string(s), stops[0], stops[1], stops[2]); got != want {
			t.Fatalf("Run of the string %q, %q = %d, want %d", s, stops, got, want)
		}
	}
}

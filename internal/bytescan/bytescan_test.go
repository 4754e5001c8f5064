package bytescan

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
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

// Wide agrees with package utf8 for each first byte and the edges of those after it.
func TestWide(t *testing.T) {
	edges := []byte{'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF}
	for first := range 256 {
		for _, b := range edges {
			for _, c := range edges {
				char := string([]byte{byte(first), b, c})
				r, n := utf8.DecodeRuneInString(char)
				want := 0
				if n == 3 && 0x1000 <= r && r <= 0xCFFF {
					want = 6
				}
				for _, s := range []string{char + "潮__", "潮" + char + "__"} {
					if got := Wide(s); got != want {
						t.Fatalf("Wide(%q) = %d, want %d", s, got, want)
					}
					if got := Wide([]byte("潮潮" + s)); got != 6+want {
						t.Fatalf("Wide(%q) = %d, want %d", "潮潮"+s, got, 6+want)
					}
				}
			}
		}
	}
	if got := Wide("潮潮"); got != 0 {
		t.Errorf("Wide of 6 bytes = %d, want 0", got)
	}
}

func TestContains(t *testing.T) {
	for _, s := range []string{"", "<", "<a", "a<<audio>", "<aud<audi", "audio", "io<audio", " href=\"#", "##"} {
		for _, sub := range []string{"<audio", "o", "#", "<a", ` href="#`} {
			for rare := range len(sub) {
				if got, want := Contains(s, sub, rare), strings.Contains(s, sub); got != want {
					t.Errorf("Contains(%q, %q, %d) = %t, want %t", s, sub, rare, got, want)
				}
			}
		}
	}
}

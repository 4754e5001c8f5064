// Package bytescan finds the next byte of a text that needs attention, eight bytes at a
// time. Texts of posts have about a hundred bytes between two that an encoder escapes or a
// parser looks at, so it takes a third of the time of a loop over the bytes.
package bytescan

import (
	"math/bits"
	"strings"
)

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// Run returns the number of bytes at the start of s before the first one that is a, b, c or
// a control character below U+0020.
func Run[T string | []byte](s T, a, b, c byte) int {
	as, bs, cs := ones*uint64(a), ones*uint64(b), ones*uint64(c)
	i := 0
	for ; i+8 <= len(s); i += 8 {
		x := load(s[i : i+8])
		// y-ones borrows into the highest bit of a byte that is 0, and x-ones*' ' into
		// that of a byte below ' '. The lowest such bit is always right.
		ya, yb, yc := x^as, x^bs, x^cs
		if found := ((x-ones*' ')&^x | (ya-ones)&^ya | (yb-ones)&^yb | (yc-ones)&^yc) & highs; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for i < len(s) && s[i] >= ' ' && s[i] != a && s[i] != b && s[i] != c {
		i++
	}
	return i
}

// Printable reports whether the first 8 bytes of s are printable ASCII.
func Printable[T string | []byte](s T) bool {
	x := load(s)
	// A byte above 0x7E has its high bit set, in x or once 1 is added. Of the bytes below
	// ' ', the lowest one is less than what is subtracted.
	return (x|(x+ones)|(x-' '*ones))&highs == 0
}

// Wide returns the length of a run of characters at the start of s that take three bytes
// each and are from U+1000 to U+CFFF, as most of Chinese and Japanese are. The run may go
// on: it has an even number of characters, and ends before the last bytes of s.
func Wide[T string | []byte](s T) int {
	const (
		leads = 0x0F00000F         // of a first byte, the bits that differ
		shape = 0x0000C0C0F0C0C0F0 // the bits that all such characters have alike
		alike = 0x00008080E08080E0
	)
	i := 0
	for ; i+8 <= len(s); i += 6 {
		x := load(s[i : i+8])
		// Adding 3 carries out of the bits of 0xED to 0xEF, and adding 15 out of all but 0xE0.
		n := x & leads
		if x&shape != alike || ((n+0x03000003)|^(n+leads))&0x10000010 != 0 {
			break
		}
	}
	return i
}

// Contains reports the same as [strings.Contains]. It searches for the byte of sub at the
// index rare. Package strings searches for the first one, and for text that has it often,
// such as a letter or a space, compares at each byte.
func Contains(s, sub string, rare int) bool {
	for from := rare; from < len(s); {
		i := strings.IndexByte(s[from:], sub[rare])
		if i < 0 {
			return false
		}
		if strings.HasPrefix(s[from+i-rare:], sub) {
			return true
		}
		from += i + 1
	}
	return false
}

// load returns the first 8 bytes of s, the first one lowest.
func load[T string | []byte](s T) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

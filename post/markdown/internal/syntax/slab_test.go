package syntax

import "testing"

// What a slab hands out is zero, and of one taker alone.
func TestSlab(t *testing.T) {
	var s slab[int]
	seen := make(map[*int]bool)
	for n := range 100 {
		all := s.take(n % 7)
		if len(all) != n%7 || cap(all) != len(all) {
			t.Fatalf("take(%d) has length %d and capacity %d", n%7, len(all), cap(all))
		}
		for i := range all {
			if all[i] != 0 || seen[&all[i]] {
				t.Fatalf("value %d of take(%d) is taken already", i, n%7)
			}
			all[i], seen[&all[i]] = 1, true
		}
	}
	if got := len(s.take(1000)); got != 1000 {
		t.Errorf("take(1000) has length %d", got)
	}
	if *s.one() != 0 {
		t.Error("one is not zero")
	}
}

package date

import "testing"

// What is read without an expression is what the expression reads.
func TestISODate(t *testing.T) {
	for s, want := range map[string]bool{
		"2024-05-01": true, "2024-05-01T10:20:30Z": true, "2024-05-01 10:20": true, "2024-13-99": true, "0000-00-00": true,
		"2024-5-1": false, "2024-05-1": false, "2024-05-011": false, "2024-05-01日": false, "2024-05-01 日": false, "2024-05-01  10:20": false,
		"2024/05/01": false, "2024-05": false, "20240501": false, "": false, "二〇二四-05-01": false, "2024-05-01 ": false, "2024-05-01 at 10:20": false,
	} {
		y, mo, d, rest, ok := isoDate(s)
		if ok != want {
			t.Errorf("isoDate(%q) is read: %t, want %t", s, ok, want)
		}
		if !ok {
			continue
		}
		m := dateForm.FindStringSubmatch(s)
		if m == nil || s[len(m[0]):] != rest || m[1] != s[:4] || m[3] != s[5:7] || m[5] != s[8:10] {
			t.Errorf("isoDate(%q) = %d, %d, %d, %q, and the expression finds %q", s, y, mo, d, rest, m)
		}
	}
}

package date

import (
	"fmt"
	"strings"
	"testing"
)

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

func TestISOTime(t *testing.T) {
	for s, want := range map[string]int{
		"10:20": 5, "10:20:30": 8, "10:20:30Z": 8, "10:20Z": 5, "10:20:30+08:00": 8, "10:20-0500": 5, "10:20:30 +0800": 8, "10:20:30 Z": 8, "99:99:99": 8,
		"": 0, "1:20": 0, "10:2": 0, "10:20:3": 0, "10:20 pm": 0, "10:20:30.5": 0, "10:20:30pm": 0, "10:20.000": 0, "10:203": 0, "10:20:301": 0, "10:20:": 0,
		"10:20 ": 0, "10:20  Z": 0, "10：20": 0, "10:20:30 秒": 0, "10 20:30": 0, "10:20 30": 0,
	} {
		h, min, sec, n := isoTime(s)
		if n != want {
			t.Errorf("isoTime(%q) reads %d bytes, want %d", s, n, want)
		}
		if n == 0 {
			continue
		}
		m := timeForm.FindStringSubmatch(s)
		got := fmt.Sprintf("%02d:%02d:%02d", h, min, sec)
		if m == nil || strings.TrimSpace(m[0]) != s[:n] || m[4]+m[5] != "" || got[:n] != s[:n] || n == 5 && sec != 0 {
			t.Errorf("isoTime(%q) = %s, and the expression finds %q", s, got, m)
		}
	}
}

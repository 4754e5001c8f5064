// Package date parses dates in the forms in which people write them in front
// matter.
package date

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
)

var (
	// dateForm is a date of numbers, from the year on: 2015-8-9, 2013/7/13,
	// 2024.05.01, 2021年10月01日; the month and day may be missing.
	dateForm = lazyregexp.New(`^(\d{4})(?:([-/.]|年)\s*(\d{1,2})(?:([-/.]|月)\s*(\d{1,2})(?:\s*[日号號])?|月)?|年)?`)
	// timeForm is the time of a day: 8:09, 20:46:25.123, 8时09分, 3:04 pm.
	timeForm = lazyregexp.New(`^(\d{1,2})\s*[:点點时時]\s*(\d{1,2})(?:\s*[:分]\s*(?:(\d{1,2})(?:[.,](\d{1,9})\d*)?\s*秒?)?|\.0+\b)?\s*((?i)[ap]\.?m\.?)?`)
	// halfDay is the half of the day in front of a time: 下午 3:04.
	halfDay = lazyregexp.New(`^(?:上午|下午|午前|午後|오전|오후|早上|凌晨|晚上)\s*`)
	// inBrackets is the name of a zone behind its offset, as JavaScript writes it.
	inBrackets = lazyregexp.New(`([-+]\d{2}:?\d{2})\s*\([^()]*\)$`)
	// zoneForm is an offset, or a name of zero.
	zoneForm = lazyregexp.New(`^(?:UTC|GMT)?\s*([-+])(\d{1,2})(?::?(\d{2}))?$`)
	// slashForm has its year last.
	slashForm = lazyregexp.New(`^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})`)
	// yearLast is how C's ctime and feeds of short messages write: May 01
	// 10:20:30 +0000 2024.
	yearLast = lazyregexp.New(`^([A-Za-z]{3,9} +\d{1,2}) +(\d{1,2}:\d{2}(?::\d{2})?(?: +[-+]\d{4})?) +(\d{4})$`)
	// weekday may stand between date and time.
	weekday = lazyregexp.New(`^\s*[,，(（]?\s*(?:(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:星期|周|週)[一二三四五六日天])\.?\s*[)）,，]?\s*`)
)

// ErrCalendar means that the month has no such day, as in 2018-02-31. The
// date returned with it counts on into the next month, as JavaScript, and
// therefore Hexo and others, do.
var ErrCalendar = fmt.Errorf("%w: the month does not have this day", post.ErrDate)

// plainSigns makes full-width signs and other spaces plain ones.
var plainSigns = strings.NewReplacer("：", ":", "／", "/", "\u00a0", " ", "\u3000", " ", "\u202f", " ")

// namedMonths are the layouts of dates that name their month in English.
var namedMonths = []string{
	"2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "Jan 2 2006", "January 2 2006",
	"2-Jan-2006", "2006-Jan-2", "2006 Jan 2", "2006 January 2", "Jan. 2, 2006", "January 2006", "Jan 2006",
}

// Parse parses a date in any form that occurs in front matter, as written
// there. A date without a zone is in loc, and a date without a time is at
// midnight. An error wraps [post.ErrDate].
//
// The forms are those of ISO 8601 and RFC 3339, with parts of one digit, with
// slashes and dots, with 年月日, TOML's local dates, the dates of RFC 5322 and
// English month names, seconds or milliseconds since 1970, and links in
// brackets that Obsidian makes of dates. A year or month alone means its
// first day. If either of two numbers may be the month, the date is refused.
func Parse(raw string, loc *time.Location) (time.Time, error) {
	s := raw
	if hasSigns(raw) {
		s = plainSigns.Replace(raw)
	}
	s = strings.TrimSpace(s)
	s = strings.TrimSuffix(strings.TrimPrefix(s, "[["), "]]")
	if s == "" || len(s) > 64 {
		return time.Time{}, fmt.Errorf("%w: %.64q, want a date such as 2006-01-02", post.ErrDate, s)
	}
	if t, ok := digitDate(s, loc); ok {
		return t, nil
	}
	if !isDigits(s[:1]) { // neither begins with a digit
		if m := weekday.FindString(s); m != "" && len(m) < len(s) {
			s = s[len(m):]
		}
		s = yearLast.ReplaceAllString(s, "$1 $3 $2")
	}
	y, mo, d, rest, err := splitDate(s)
	if err != nil {
		return time.Time{}, err
	}
	if !isTime(rest) {
		rest = rest[len(weekday.FindString(rest)):]
	}
	t, err := clock(s, y, mo, d, strings.TrimLeft(rest, " \tTt,_"), loc)
	if err == nil && d > 28 && d > time.Date(y, time.Month(mo)+1, 0, 0, 0, 0, 0, time.UTC).Day() {
		return t, fmt.Errorf("%w: %q, read as %s", ErrCalendar, s, t.Format(time.DateOnly))
	}
	if err == nil && t.UTC().Year() > 9999 { // what is written of a time in UTC has four digits for it
		return time.Time{}, fmt.Errorf("%w: %q is after the year 9999 in UTC", post.ErrDate, s)
	}
	return t, err
}

// hasSigns reports whether s has characters outside ASCII, such as full-width
// signs.
func hasSigns(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || '9' < s[i] {
			return false
		}
	}
	return s != ""
}

// isTime reports whether s is empty or begins with a digit, behind the T or the space
// between a date and its time: no weekday does.
func isTime(s string) bool {
	if s != "" && (s[0] == ' ' || s[0] == 'T') {
		s = s[1:]
	}
	return s == "" || isDigits(s[:1])
}

// isoDate reads what most dates are, without dateForm: a day such as 2024-05-01, alone
// or before a time.
func isoDate(s string) (y, mo, d int, rest string, ok bool) {
	const form = "2024-05-01"
	if len(s) < len(form) || s[4] != '-' || s[7] != '-' || !isDigits(s[:4]) || !isDigits(s[5:7]) || !isDigits(s[8:10]) {
		return 0, 0, 0, "", false
	}
	if rest = s[len(form):]; rest != "" && rest[0] != 'T' && (rest[0] != ' ' || len(rest) < 2 || !isDigits(rest[1:2])) {
		return 0, 0, 0, "", false
	}
	number := func(digits string) int { n, _ := strconv.Atoi(digits); return n }
	return number(s[:4]), number(s[5:7]), number(s[8:10]), rest, true
}

// digitDate reads dates of digits alone: 20240501, 20240501102030 and times
// since 1970.
func digitDate(s string, loc *time.Location) (time.Time, bool) {
	if !isDigits(s) {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	switch len(s) {
	case 8:
		t, err := time.ParseInLocation("20060102", s, loc)
		return t, err == nil
	case 9, 10:
		return time.Unix(n, 0).In(loc), true
	case 12, 13:
		return time.UnixMilli(n).In(loc), true
	case 14:
		t, err := time.ParseInLocation("20060102150405", s, loc)
		return t, err == nil
	}
	return time.Time{}, false
}

// splitDate reads the date that s begins with and returns what follows it.
func splitDate(s string) (y, mo, d int, rest string, err error) {
	bad := func(why string) error {
		return fmt.Errorf("%w: %q%s, want a date such as 2006-01-02", post.ErrDate, s, why)
	}
	if year, month, day, after, ok := isoDate(s); ok {
		y, mo, d, rest = year, month, day, after
	} else if m := dateForm.FindStringSubmatch(s); m != nil {
		y, _ = strconv.Atoi(m[1])
		mo, d = 1, 1
		if m[3] != "" {
			mo, _ = strconv.Atoi(m[3])
		}
		if m[5] != "" {
			d, _ = strconv.Atoi(m[5])
		}
		rest = s[len(m[0]):]
		if rest != "" && '0' <= rest[0] && rest[0] <= '9' && !strings.HasSuffix(m[0], "日") {
			return 0, 0, 0, "", bad("")
		}
	} else if m := slashForm.FindStringSubmatch(s); m != nil {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[3])
		y, _ = strconv.Atoi(m[4])
		rest = s[len(m[0]):]
		switch {
		case a > 12 || m[2] == ".": // dots: the day comes first
			d, mo = a, b
		case b > 12 || a == b:
			mo, d = a, b
		default:
			return 0, 0, 0, "", bad(" has its day and month in an order that nobody can tell")
		}
	} else {
		words := strings.Fields(s)
		for n := min(3, len(words)); n > 0; n-- {
			text := ordinal.ReplaceAllString(strings.TrimSuffix(strings.Join(words[:n], " "), ","), "$1")
			for _, layout := range namedMonths {
				if t, err := time.Parse(layout, text); err == nil {
					return t.Year(), int(t.Month()), t.Day(), strings.Join(words[n:], " "), nil
				}
			}
		}
		return 0, 0, 0, "", bad("")
	}
	if y == 0 || mo < 1 || mo > 12 || d < 1 || d > 31 {
		return 0, 0, 0, "", fmt.Errorf("%w: %q is not in the calendar", post.ErrDate, s)
	}
	return y, mo, d, rest, nil
}

var ordinal = lazyregexp.New(`\b(\d{1,2})(?:st|nd|rd|th)\b`)

// namedZones are the names that nearly always mean one zone, in hours: those of
// RFC 5322, section 4.3, but for CST, which is China's as well, and a few more.
var namedZones = map[string]int{
	"EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
	"CET": 1, "CEST": 2, "HKT": 8, "JST": 9, "KST": 9,
}

// clock adds the time and zone in rest to a date.
func clock(s string, y, mo, d int, rest string, loc *time.Location) (time.Time, error) {
	if rest == "" {
		return time.Date(y, time.Month(mo), d, 0, 0, 0, 0, loc), nil
	}
	var h, min, sec, nano int
	before := ""
	if !isDigits(rest[:1]) {
		before = halfDay.FindString(rest)
	}
	if rest = rest[len(before):]; strings.HasSuffix(rest, ")") {
		rest = inBrackets.ReplaceAllString(rest, "$1")
	}
	rest = strings.TrimSpace(rest)
	n := 0
	if before == "" {
		h, min, sec, n = isoTime(rest)
	}
	if n == 0 {
		if m := timeForm.FindStringSubmatch(rest); m != nil {
			h, _ = strconv.Atoi(m[1])
			min, _ = strconv.Atoi(m[2])
			sec, _ = strconv.Atoi(m[3])
			nano, _ = strconv.Atoi((m[4] + "000000000")[:9])
			h, n = hour(h, before, m[5]), len(m[0])
		}
	}
	rest = strings.TrimSpace(rest[n:])
	// Midnight may end a day, and a second may be a leap second.
	if h > 24 || h == 24 && min+sec > 0 || min > 59 || sec > 60 {
		return time.Time{}, fmt.Errorf("%w: %q has an impossible time", post.ErrDate, s)
	}
	loc, err := zone(s, rest, n > 0, loc)
	if err != nil {
		return time.Time{}, err
	}
	return time.Date(y, time.Month(mo), d, h, min, sec, nano, loc), nil
}

// isoTime reads the time of most dates without timeForm: 10:20 or 10:20:30,
// alone or before a zone. It returns the length of the time, or 0 if s begins
// with anything else.
func isoTime(s string) (h, min, sec, n int) {
	two := func(at int) int {
		if at+2 > len(s) || !isDigits(s[at:at+2]) || at > 0 && s[at-1] != ':' {
			return -1
		}
		return int(s[at]-'0')*10 + int(s[at+1]-'0')
	}
	if h, min, n = two(0), two(3), 5; h < 0 || min < 0 {
		return 0, 0, 0, 0
	}
	if sec = two(6); sec >= 0 {
		n = 8
	}
	if zone := strings.TrimPrefix(s[n:], " "); zone != "" && strings.IndexByte("Z+-", zone[0]) < 0 || zone == "" && n < len(s) {
		return 0, 0, 0, 0
	}
	return h, min, max(sec, 0), n
}

// hour returns the hour of the day for h with the half of the day before or after it:
// "下午 3", "3 PM". It returns 99 if that is on no clock.
func hour(h int, before, after string) int {
	half := strings.ToLower(after)
	switch strings.TrimSpace(before) {
	case "":
	case "上午", "午前", "오전", "早上", "凌晨":
		half = "a"
	default:
		half = "p"
	}
	switch {
	case half == "":
		return h
	case before != "" && half == "p" && 12 < h && h < 24: // 下午 15:04
		return h
	case h < 1 && before == "" || h > 12:
		return 99
	case half[0] == 'p':
		return h%12 + 12
	}
	return h % 12
}

// zone returns the zone that rest, the end of the date s, names, or loc if it is empty.
// Timed is whether s has a time before it.
func zone(s, rest string, timed bool, loc *time.Location) (*time.Location, error) {
	if rest == "" {
		return loc, nil
	}
	if strings.EqualFold(rest, "Z") || rest == "UTC" || rest == "GMT" {
		return time.UTC, nil
	}
	switch z := zoneForm.FindStringSubmatch(rest); {
	case z != nil:
		zh, _ := strconv.Atoi(z[2])
		zm, _ := strconv.Atoi(z[3])
		if zh > 14 || zm > 59 {
			return nil, fmt.Errorf("%w: %q has an impossible time zone", post.ErrDate, s)
		}
		offset := zh*3600 + zm*60
		if z[1] == "-" {
			offset = -offset
		}
		if offset == 0 {
			return time.UTC, nil
		}
		return time.FixedZone("", offset), nil
	case namedZones[rest] != 0:
		return time.FixedZone("", namedZones[rest]*3600), nil
	case !timed:
		return nil, fmt.Errorf("%w: %q, want a date such as 2006-01-02", post.ErrDate, s)
	}
	return nil, fmt.Errorf("%w: %q ends in %q, want a zone such as +08:00 or none", post.ErrDate, s, rest)
}

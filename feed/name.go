package feed

import (
	"hash/fnv"
	"strconv"
	"strings"
	"unicode"
)

// maxName is the most bytes of a folder's name: file systems allow 255, and a
// mark may be added.
const maxName = 120

// folderName returns a name for the folder of a tag or category: itself, in
// any script, but for what file systems or addresses do not take. One that
// another has, letter case apart, or that had to be changed, ends in a mark
// that follows from the original.
func folderName(name string, taken map[string]bool) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), strings.ContainsRune(`/\:*?"<>|#%&'`, r):
			return '-'
		case !unicode.IsPrint(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, name)
	for len(safe) > maxName {
		r := []rune(safe)
		safe = string(r[:len(r)-1])
	}
	safe = strings.Trim(safe, ".- ")
	key := strings.ToLower(safe)
	if safe == "" || taken[key] || reserved[key] || strings.ContainsAny(safe, ".~") && reserved[strings.SplitN(key, ".", 2)[0]] {
		h := fnv.New32a()
		h.Write([]byte(name))
		safe = strings.TrimPrefix(safe+"-"+strconv.FormatUint(uint64(h.Sum32()), 36), "-")
	}
	for base, n := safe, 2; taken[strings.ToLower(safe)]; n++ {
		safe = base + "-" + strconv.Itoa(n)
	}
	taken[strings.ToLower(safe)] = true
	return safe
}

// reserved are names that Windows keeps for devices.
var reserved = func() map[string]bool {
	m := map[string]bool{"con": true, "prn": true, "aux": true, "nul": true}
	for i := range 10 {
		m["com"+strconv.Itoa(i)] = true
		m["lpt"+strconv.Itoa(i)] = true
	}
	return m
}()

// Package filename makes file and folder names from words of posts, in any script.
// The names are valid in every file system and in addresses.
package filename

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName is the maximum length of a name in bytes. File systems allow 255; the rest is
// for a suffix and an extension.
const maxName = 120

// Names returns the names in one folder, without duplicates. Its zero value is ready to
// use.
type Names struct {
	taken map[string]bool
}

// For returns the name for a word: the word in NFC, with a hyphen for each character that
// file systems, addresses or shells do not accept. If another word already has the name, also if the
// two differ only in letter case or Unicode composition, the name ends in a hash of the
// word. A name that an operating system reserves begins with an underscore.
func (n *Names) For(word string) string {
	if n.taken == nil {
		n.taken = make(map[string]bool)
	}
	name := strings.Map(legal, norm.NFC.String(word))
	for strings.Contains(name, "--") {
		name = strings.ReplaceAll(name, "--", "-")
	}
	if len(name) > maxName {
		cut := maxName
		for !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = name[:cut]
	}
	name = strings.Trim(name, ".-~ ") // hidden, an option, somebody's home
	if reserved(key(name)) {
		name = "_" + name
	}
	if name == "" || n.taken[key(name)] {
		h := fnv.New32a()
		h.Write([]byte(word))
		name = strings.TrimPrefix(name+"-"+strconv.FormatUint(uint64(h.Sum32()), 36), "-")
	}
	for base, i := name, 2; n.taken[key(name)]; i++ {
		name = base + "-" + strconv.Itoa(i)
	}
	n.taken[key(name)] = true
	return name
}

// legal maps a character of a word to a character of a name.
func legal(r rune) rune {
	switch {
	case r < utf8.RuneSelf && r > ' ':
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.+~", r) {
			return r
		}
		return '-'
	case unicode.IsSpace(r), r == utf8.RuneError:
		return '-'
	case !unicode.IsPrint(r), unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// key returns the same string for names that some file system treats as equal.
func key(name string) string { return norm.NFC.String(strings.ToLower(name)) }

// reserved reports whether Windows reserves a name for a device, with any extension.
func reserved(key string) bool {
	base, _, _ := strings.Cut(key, ".")
	if slices.Contains([]string{"con", "prn", "aux", "nul"}, base) {
		return true
	}
	port := strings.TrimPrefix(strings.TrimPrefix(base, "com"), "lpt")
	return len(base) == 4 && len(port) == 1 && port[0] >= '0' && port[0] <= '9'
}

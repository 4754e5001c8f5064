// Package filename makes names of files and folders from words of posts, in
// any script, that every file system and address takes.
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

// maxName is the most bytes of a name: file systems allow 255, and a mark and
// an extension may be added.
const maxName = 120

// Names gives names of one folder, no two alike. Its zero value is ready to
// use.
type Names struct {
	taken map[string]bool
}

// For returns the name for a word: itself, but for what file systems, addresses
// or shells do not take as it is. A name that another word has, also one that differs
// only in letter case or in how its letters are composed, ends in a mark that
// follows from the word; one that systems reserve begins with a line.
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

// legal maps a character to what stands for it in a name.
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

// key is the same for names that some file system takes for one.
func key(name string) string { return norm.NFC.String(strings.ToLower(name)) }

// reserved reports whether Windows keeps a name for a device, whatever its
// extension.
func reserved(key string) bool {
	base, _, _ := strings.Cut(key, ".")
	if slices.Contains([]string{"con", "prn", "aux", "nul"}, base) {
		return true
	}
	port := strings.TrimPrefix(strings.TrimPrefix(base, "com"), "lpt")
	return len(base) == 4 && len(port) == 1 && port[0] >= '0' && port[0] <= '9'
}

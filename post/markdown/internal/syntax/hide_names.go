package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// locks are the names of tags, containers and components whose content is only for
// readers who know a password or are logged in. They are written without the marks
// between their words: of hexo-blog-encrypt, hugo_encryptor, FixIt, hugo-protector,
// cryptoid, pagevault, PartiallyPassword and others.
var locks = map[string]bool{
	"encrypt": true, "encrypted": true, "encryption": true, "encryptor": true, "encryptblock": true, "encryptcontent": true,
	"encryptedblock": true, "encryptedcontent": true, "encryptedtext": true, "encryptpart": true, "encryptsection": true, "encrypttext": true,
	"hexoblogencrypt": true, "blogencrypt": true, "hbe": true, "hugoencrypt": true, "hugoencryptor": true, "fixitencryptor": true,
	"hugoprotector": true, "protector": true, "cryptoid": true, "pagevault": true, "pagecrypt": true, "staticrypt": true, "ppblock": true,
	"partencrypt": true, "partiallypassword": true, "cipher": true, "ciphertext": true,
	"protect": true, "protected": true, "protectedblock": true, "protectedcontent": true, "protectcontent": true, "contentprotect": true,
	"passwordprotect": true, "passwordprotected": true, "passwordprotection": true, "passwordblock": true, "passwordgate": true,
	"passwordcontent": true, "password": true, "passwd": true, "pwd": true, "lock": true, "locked": true, "lockedcontent": true,
	"lockblock": true, "contentlock": true, "contentlocker": true, "private": true, "privateblock": true, "privatecontent": true,
	"secret": true, "secretblock": true, "secretcontent": true, "paywall": true, "paidcontent": true, "premiumcontent": true,
	"membersonly": true, "memberonly": true, "subscribersonly": true, "loginrequired": true, "requirelogin": true, "needlogin": true,
	"loginonly": true, "加密": true, "密码": true, "密碼": true,
}

// maybeLocks are names that also have other meanings. A tag of such a name with an end
// tag locks its content; without one it may be a list of members.
var maybeLocks = map[string]bool{
	"members": true, "member": true, "subscribers": true, "subscriber": true, "patrons": true, "patron": true, "supporters": true, "sponsors": true,
	"vip": true, "premium": true, "paid": true, "login": true, "loggedin": true, "hidecontent": true,
}

// surely are parts of the names whose tags, left open, lock all that follows.
var surely = []string{"crypt", "protect", "password"}

// bracketLocks are the names of [hide] and the like, which forums and their plugins show to
// those who are logged in, pay or answer.
var bracketLocks = map[string]bool{"hide": true, "reply": true, "login": true, "vip": true, "pay": true}

// wordMarks removes the marks between the words of a name.
var wordMarks = strings.NewReplacer("-", "", "_", "")

func isLocked(name string) bool {
	return len(name) < 40 && locks[strings.ToLower(wordMarks.Replace(name))]
}

// locksRest reports whether an opening tag of the name without an end locks the
// rest of the post.
func locksRest(name string) bool {
	name = strings.ToLower(name)
	for _, part := range surely {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// colonsHide reports whether the line that opens a container of colons locks or
// hides its content: ::: encrypt, ::: {.content-visible when-format="pdf"}.
func colonsHide(line []byte) (locked, hidden bool) {
	line = bytes.TrimLeft(line, ":")
	rest := bytes.TrimSpace(line)
	if i := bytes.IndexByte(rest, '{'); i >= 0 {
		attrs, _ := attributes(rest[i:])
		hidden = attributesHide(attrs)
		for _, a := range attrs {
			locked = locked || a.Key == "class" && isLocked(a.Value)
		}
	}
	j := 0
	for j < len(rest) && isTagName(rest[j]) {
		j++
	}
	name := string(rest[:j])
	return locked || isLocked(name), hidden || name == "hidden" || name == "comment" || name == "content-hidden" || name == "draft"
}

// colonsEnd returns where the container of colons that opens before at ends, with
// those inside it, and whether it has an end of its own.
func (h *hider) colonsEnd(at int) (int, bool) {
	for depth := 1; at < len(h.src); {
		end := lineEnd(h.src, at)
		line := h.src[at:end]
		if c, n := fence(line, false); n > 0 {
			at = h.skipFence(end, c, n)
			continue
		}
		if line = bytes.TrimLeft(line, " \t>"); bytes.HasPrefix(line, []byte(":::")) {
			if blank(bytes.TrimLeft(line, ":")) {
				depth--
			} else {
				depth++
			}
			if depth == 0 {
				return end - min(1, end-at), true
			}
		}
		at = end
	}
	return len(h.src), false
}

// attributesHide reports whether an attribute list hides its element on a page: by an
// attribute of HTML, a style, a class, or the conditions of Quarto.
func attributesHide(attrs []doc.Attribute) bool {
	classes := make(map[string]bool)
	values := make(map[string]string)
	for _, a := range attrs {
		switch key := strings.ToLower(a.Key); {
		case key == "class":
			for _, class := range strings.Fields(a.Value) {
				classes[class] = true
			}
		default:
			values[key] = a.Value
			if hiddenAttribute(key, a.Value) {
				return true
			}
		}
	}
	when, isWhen := values["when-format"]
	unless, isUnless := values["unless-format"]
	switch {
	case classes["hidden"]:
		return true
	case classes["content-hidden"]:
		return !isWhen && !isUnless || isWhen && isPage(when) || isUnless && !isPage(unless)
	case classes["content-visible"]:
		return !isWhen && !isUnless || isWhen && !isPage(when) || isUnless && isPage(unless)
	}
	return false
}

// isPage reports whether a format of Quarto or Pandoc is that of a page.
func isPage(format string) bool {
	return strings.HasPrefix(format, "html") || format == "web"
}

// hiddenAttribute reports whether an attribute of HTML, Vue or JSX hides its
// element. What can be found or unfolded is not hidden.
func hiddenAttribute(key, value string) bool {
	switch key {
	case "hidden":
		v := strings.Trim(strings.ToLower(value), "{} ")
		return v != "until-found" && v != "false"
	case "v-if", "v-show":
		return strings.TrimSpace(value) == "false"
	case "style", ":style":
		style := styleMarks.Replace(strings.ToLower(value))
		_, opacity, isSet := strings.Cut(";"+style+";", ";opacity:")
		return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") || isSet && (strings.HasPrefix(opacity, "0;") || strings.HasPrefix(opacity, "0!"))
	case "class", "classname":
		return hiddenClass(value)
	}
	return false
}

// hiddenClass reports whether a class of the usual style sheets hides its element, at
// every width of the page: "hidden md:block" does not.
func hiddenClass(classes string) bool {
	hides := false
	for class := range strings.FieldsSeq(classes) {
		switch {
		case class == "hidden", class == "d-none", class == "is-hidden", class == "uk-hidden", class == "display-none":
			hides = true
		case strings.Contains(class, ":"), strings.HasPrefix(class, "d-"), strings.HasPrefix(class, "is-hidden-"):
			return false
		}
	}
	return hides
}

var styleMarks = strings.NewReplacer(" ", "", "\t", "", "\n", "", `"`, "", "'", "", "/**/", "")

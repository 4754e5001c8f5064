package syntax

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// embeds are the tags that show a thing of another site, by name without the marks
// between their words, with the address that its id makes.
var embeds = map[string]string{
	"youtube": "https://www.youtube.com/watch?v=%", "youtubelite": "https://www.youtube.com/watch?v=%", "yt": "https://www.youtube.com/watch?v=%",
	"liteyoutube": "https://www.youtube.com/watch?v=%", "youtubeembed": "https://www.youtube.com/watch?v=%",
	"vimeo": "https://vimeo.com/%", "bilibili": "https://www.bilibili.com/video/%", "bili": "https://www.bilibili.com/video/%",
	"gist": "https://gist.github.com/%", "tweet": "https://twitter.com/i/status/%", "twitter": "https://twitter.com/i/status/%",
	"x": "https://twitter.com/i/status/%", "instagram": "https://www.instagram.com/p/%/", "jsfiddle": "https://jsfiddle.net/%",
	"asciinema": "https://asciinema.org/a/%", "acfun": "https://www.acfun.cn/v/%", "replit": "https://replit.com/%",
	"codesandbox": "https://codesandbox.io/s/%", "spotify": "https://open.spotify.com/%",
	"video": "", "audio": "", "audioreader": "", "artplayer": "", "dplayer": "", "aplayer": "", "pdf": "", "mp4": "", "mp3": "",
}

// embedKeys are the arguments that say which thing it is.
var embedKeys = []string{"id", "videoid", "bvid", "v", "code", "src", "url", "href", "link", "file", "mp4", "mp3", "path"}

// embedID is an id, or a path of ids.
var embedID = lazyregexp.New(`^[\w@.-]+(?:/[\w@.-]+){0,4}$`)

// embed returns a link to the video, post or page that a tag of this name embeds, or nil.
func embed(name string, named map[string]string, plain []string, at int) ast.Node {
	name = strings.ToLower(wordMarks.Replace(name))
	pattern, ok := embeds[name]
	if !ok {
		return nil
	}
	id := firstOf(named, embedKeys...)
	if id == "" && len(plain) > 0 {
		id = plain[0]
		if name == "gist" && len(plain) > 1 && !strings.ContainsAny(plain[1], ".") {
			id += "/" + plain[1]
		}
	}
	id = strings.Trim(id, `"'`)
	switch user := named["user"]; {
	case user == "" || id == "":
	case name == "gist":
		id = user + "/" + id
	case name == "tweet" || name == "twitter" || name == "x":
		pattern = "https://twitter.com/" + user + "/status/%"
	}
	url := id
	switch {
	case strings.HasPrefix(id, "https://") || strings.HasPrefix(id, "http://") || strings.HasPrefix(id, "//"):
		if strings.ContainsAny(id, " {}<>") {
			return nil
		}
	case pattern == "":
		if !strings.ContainsAny(id, "./") || strings.ContainsAny(id, "{}<>:") {
			return nil
		}
	case !embedID.MatchString(id):
		return nil
	default:
		if strings.HasPrefix(pattern, "https://www.bilibili") && strings.Trim(id, "0123456789") == "" {
			id = "av" + id
		}
		url = strings.Replace(pattern, "%", id, 1)
	}
	link := ast.NewLink()
	link.Destination = []byte(url)
	link.SetPos(at)
	label := firstOf(named, "title", "alt", "caption", "name")
	if label == "" || strings.HasPrefix(label, "{") {
		label = url
	}
	link.AppendChild(link, ast.NewString([]byte(label)))
	return link
}

// embedLine is a player of VuePress's on a line of its own: @[youtube](id).
var embedLine = lazyregexp.New(`^@\[(\w+)[^\]\n]*\]\(([^)\n]*)\)`)

// player returns a link to the recording that a line of [includeParser] embeds, or nil.
func player(line []byte, at int) ast.Node {
	m := embedLine.FindSubmatch(line)
	if m == nil {
		return nil
	}
	fields := strings.Fields(string(m[2]))
	if len(fields) == 0 {
		return nil
	}
	return embed(string(m[1]), nil, fields[:1], at)
}

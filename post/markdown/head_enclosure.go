package markdown

import (
	"mime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/mediatype"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

// The keys of recordings, and the keys for the properties of a recording,
// which are in the same map or beside it.
var (
	enclosureKeys    = []string{"enclosure", "enclosures", "audio", "audio_url", "audio_file", "podcast", "podcast_url", "podcast_file", "mp3", "video", "video_url", "video_file"}
	enclosureRefs    = []string{"url", "src", "file", "href", "link", "path", "audio", "mp3", "video"}
	enclosureTypes   = []string{"type", "mime_type", "mime"}
	enclosureSizes   = []string{"length", "size", "bytes", "podcast_bytes", "podcast_length", "audio_size", "audio_length", "enclosure_length", "filesize"}
	enclosureLengths = []string{"duration", "podcast_duration", "audio_duration", "enclosure_duration", "itunes_duration"}
)

// enclosures returns the recordings of a post. Only the name of a sound or
// film file is a recording: "audio: true" and the number of a film on a video
// site stay in the params. A map is read and also stays there.
func (f *fields) enclosures() []post.Enclosure {
	var all []post.Enclosure
	for _, name := range enclosureKeys {
		e := f.Peek(name)
		if e == nil {
			continue
		}
		found := enclosuresOf(e.Value)
		if len(found) > 0 && frontmatter.IsScalar(e.Value) {
			f.Claim(e)
		}
		for _, enc := range found {
			if !slices.ContainsFunc(all, func(b post.Enclosure) bool { return b.URL == enc.URL }) {
				all = append(all, enc)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	first := &all[0]
	for _, name := range enclosureSizes {
		if n := f.beside(name, sizeOf); first.Size == 0 {
			first.Size = n
		}
	}
	for _, name := range enclosureLengths {
		if n := f.beside(name, durationOf); first.Duration == 0 {
			first.Duration = time.Duration(n)
		}
	}
	return all
}

// beside returns the result of read for the value of a key, and claims the
// key if the result is not zero.
func (f *fields) beside(name string, read func(string) int64) int64 {
	e := f.Peek(name)
	if e == nil || !frontmatter.IsScalar(e.Value) {
		return 0
	}
	n := read(e.Value.Raw)
	if n > 0 {
		f.Claim(e)
	}
	return n
}

func enclosuresOf(v *frontmatter.Value) []post.Enclosure {
	var all []post.Enclosure
	switch v.Kind {
	case frontmatter.List:
		for _, item := range v.List {
			if item.Kind != frontmatter.List {
				all = append(all, enclosuresOf(item)...)
			}
		}
	case frontmatter.Map:
		part := func(names []string) string {
			for _, name := range names {
				if e := v.Map.Get(name); e != nil && frontmatter.IsScalar(e.Value) {
					return strings.TrimSpace(e.Value.Raw)
				}
			}
			return ""
		}
		all = append(all, post.Enclosure{
			URL: part(enclosureRefs), Type: part(enclosureTypes),
			Size: sizeOf(part(enclosureSizes)), Duration: time.Duration(durationOf(part(enclosureLengths))),
		})
	case frontmatter.String:
		// WordPress writes the address, the length and the type on a line
		// each.
		lines := strings.Split(strings.TrimSpace(v.Raw), "\n")
		enc := post.Enclosure{URL: strings.TrimSpace(lines[0])}
		if len(lines) >= 3 {
			enc.Size, enc.Type = sizeOf(lines[1]), strings.TrimSpace(lines[2])
		}
		all = append(all, enc)
	}
	for i := range all {
		if !isRecording(all[i].Type) {
			all[i].Type = ""
		}
	}
	return slices.DeleteFunc(all, func(e post.Enclosure) bool {
		return e.URL == "" || strings.ContainsAny(e.URL, "\n\x00") || e.Type == "" && !mediatype.IsRecording(mediatype.Of(e.URL))
	})
}

// isRecording reports whether a media type is one of sound or film.
func isRecording(mediaType string) bool {
	typ, params, err := mime.ParseMediaType(mediaType)
	return err == nil && len(params) == 0 && typ == mediaType && mediatype.IsRecording(typ)
}

// sizeOf parses a number of bytes, and returns 0 if s is not one.
func sizeOf(s string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// maxDuration is longer than any recording. A larger value is a mistake.
const maxDuration = 1000 * time.Hour

// durationOf parses "1:02:03", "62:03", a number of seconds or "1h2m3s" and
// returns nanoseconds, or 0 if s has another form.
func durationOf(s string) int64 {
	s = strings.TrimSpace(s)
	if d, err := time.ParseDuration(s); err == nil && d > 0 && d <= maxDuration {
		return int64(d)
	}
	parts := strings.Split(s, ":")
	if len(parts) > 3 {
		return 0
	}
	var seconds int64
	for i, part := range parts {
		n, err := strconv.ParseInt(part, 10, 32)
		if err != nil || n < 0 || i > 0 && n > 59 {
			return 0
		}
		seconds = seconds*60 + n
	}
	if seconds > int64(maxDuration/time.Second) {
		return 0
	}
	return seconds * int64(time.Second)
}

// Package containers holds the meanings of the names of ::: containers,
// callouts, admonitions, shortcodes and components, and of the kinds that
// they may have as an argument or class. The names are the rows of one table.
package containers

import (
	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
)

// A Use is a set of ways in which a name is used.
type Use uint8

// The uses.
const (
	Tag      Use = 1 << iota // a tag, shortcode or component of this name is a container
	Argument                 // as an argument of a tag, the name is the kind of the container
	Folds                    // the container can be folded
	Tabs                     // it holds alternatives, each a Tab
	Tab                      // the container is one of the alternatives
	Callout                  // the container is a note or box, with or without a title
)

// A Meaning is the meaning of a name. The zero Meaning is that of an unknown
// name.
type Meaning struct {
	uses Use
	// Level is the level of a warning in a container of this name; 0 if the
	// name does not state one.
	Level post.Level
	title func(*label.Labels) string
}

// Named returns the meaning of a name in lower case.
func Named(name string) Meaning { return meanings[name] }

// Is reports whether the name is used in the way u.
func (m Meaning) Is(u Use) bool { return m.uses&u != 0 }

// Title returns the title of a container without a title of its own, as the
// tools that know the name show it; "" if they show none.
func (m Meaning) Title(words *label.Labels) string {
	if m.title == nil {
		return ""
	}
	return m.title(words)
}

// The titles.
var (
	note      = func(l *label.Labels) string { return l.LevelNote }
	tip       = func(l *label.Labels) string { return l.Tip }
	important = func(l *label.Labels) string { return l.Important }
	warning   = func(l *label.Labels) string { return l.LevelWarning }
	caution   = func(l *label.Labels) string { return l.Caution }
	danger    = func(l *label.Labels) string { return l.LevelDanger }
	details   = func(l *label.Labels) string { return l.Details }
	summary   = func(l *label.Labels) string { return l.Summary }
	example   = func(l *label.Labels) string { return l.Example }
	question  = func(l *label.Labels) string { return l.Question }
	todo      = func(l *label.Labels) string { return l.Todo }
)

// names is the table.
var names = [...]struct {
	name  string
	uses  Use
	level post.Level
	title func(*label.Labels) string
}{
	// Names with a title.
	{"note", Tag | Argument | Callout, post.LevelNote, note},
	{"info", Tag | Argument | Callout, post.LevelNote, note},
	{"seealso", Callout, post.LevelNote, note},
	{"tip", Tag | Argument | Callout, post.LevelNote, tip},
	{"hint", Tag | Argument | Callout, post.LevelNote, tip},
	{"success", Tag | Argument | Callout, 0, tip},
	{"check", Argument | Callout, 0, tip},
	{"done", Callout, 0, tip},
	{"important", Tag | Argument | Callout, post.LevelWarning, important},
	{"warning", Tag | Argument | Callout, post.LevelWarning, warning},
	{"attention", Tag | Argument | Callout, post.LevelWarning, warning},
	{"warn", Tag | Argument | Callout, post.LevelWarning, warning},
	{"caution", Tag | Argument | Callout, post.LevelDanger, caution},
	{"danger", Tag | Argument | Callout, post.LevelDanger, danger},
	{"error", Tag | Argument | Callout, post.LevelDanger, danger},
	{"bug", Argument | Callout, post.LevelDanger, danger},
	{"failure", Argument | Callout, post.LevelDanger, danger},
	{"fail", Callout, post.LevelDanger, danger},
	{"missing", Callout, 0, danger},
	{"details", Tag | Folds | Callout, 0, details},
	{"abstract", Argument | Callout, post.LevelNote, summary},
	{"summary", Callout, post.LevelNote, summary},
	{"tldr", Callout, 0, summary},
	{"example", Argument | Callout, 0, example},
	{"question", Tag | Argument | Callout, 0, question},
	{"help", Argument | Callout, 0, question},
	{"faq", Callout, 0, question},
	{"todo", Callout, 0, todo},

	// Tags of one theme or another.
	{"callout", Tag, 0, nil},
	{"alert", Tag | Argument, post.LevelWarning, nil},
	{"notice", Tag | Argument, post.LevelNote, nil},
	{"admonition", Tag, 0, nil},
	{"aside", Tag, 0, nil},
	{"message", Tag, 0, nil},
	{"msg", Tag, 0, nil},
	{"admonish", Tag, 0, nil},
	{"box", Tag, 0, nil},
	{"quote", Tag | Argument | Callout, 0, nil},
	{"blockquote", Tag, 0, nil},
	{"pullquote", Tag, 0, nil},
	{"spoiler", Tag | Folds, 0, nil},
	{"detail", Tag | Folds, 0, nil},
	{"fold", Tag | Folds, 0, nil},
	{"folding", Tag | Folds, 0, nil},
	{"expand", Tag | Folds, 0, nil},
	{"collapse", Tag | Folds, 0, nil},
	{"accordion", Tag | Folds, 0, nil},
	{"toggle", Tag | Folds, 0, nil},
	{"hidetoggle", Tag | Folds, 0, nil},
	{"hideblock", Tag | Folds, 0, nil},
	{"noteblock", Tag, 0, nil},
	{"cq", Tag, 0, nil},
	{"references", Tag, 0, nil},
	{"panel", Tag, 0, nil},
	{"tab", Tag | Tab, 0, nil},
	{"tabitem", Tag | Tab, 0, nil},
	{"tabs", Tag | Tabs, 0, nil},
	{"starlightaside", Tag, 0, nil},
	{"timeline", Tag, 0, nil},
	{"timenode", Tag, 0, nil},
	{"folders", Tag | Tabs, 0, nil},
	{"alertbox", Tag, 0, nil},
	{"disclaimer", Tag, 0, nil},

	// Kinds and colours.
	{"default", Argument, post.LevelNote, nil},
	{"primary", Argument, post.LevelNote, nil},
	{"secondary", Argument, 0, nil},
	{"light", Argument, 0, nil},
	{"dark", Argument, 0, nil},
	{"red", Argument, post.LevelDanger, nil},
	{"orange", Argument, post.LevelWarning, nil},
	{"yellow", Argument, post.LevelWarning, nil},
	{"green", Argument, 0, nil},
	{"blue", Argument, post.LevelNote, nil},
	{"purple", Argument, 0, nil},
	{"pink", Argument, 0, nil},
	{"gray", Argument, 0, nil},
	{"grey", Argument, 0, nil},
	{"cyan", Argument, 0, nil},
	{"critical", Argument, post.LevelDanger, nil},

	// Names of ::: containers and components.
	{"foldable", Folds, 0, nil},
	{"dropdown", Folds, 0, nil},
	{"collapsible", Folds, 0, nil},
	{"expander", Folds, 0, nil},
	{"disclosure", Folds, 0, nil},
	{"code-tabs", Tabs, 0, nil},
	{"code-group", Tabs, 0, nil},
	{"group-tabs", Tabs, 0, nil},
	{"code-block-group", Tabs, 0, nil},
	{"code-group-item", Tab, 0, nil},
	{"code-block", Tab, 0, nil},

	// Words for how grave a warning is.
	{"bad", 0, post.LevelDanger, nil},
	{"severe", 0, post.LevelDanger, nil},
	{"high", 0, post.LevelDanger, nil},
	{"fatal", 0, post.LevelDanger, nil},
	{"explicit", 0, post.LevelDanger, nil},
	{"graphic", 0, post.LevelDanger, nil},
	{"危险", 0, post.LevelDanger, nil},
	{"危險", 0, post.LevelDanger, nil},
	{"严重", 0, post.LevelDanger, nil},
	{"嚴重", 0, post.LevelDanger, nil},
	{"高", 0, post.LevelDanger, nil},
	{"medium", 0, post.LevelWarning, nil},
	{"moderate", 0, post.LevelWarning, nil},
	{"警告", 0, post.LevelWarning, nil},
	{"中", 0, post.LevelWarning, nil},
	{"注意", 0, post.LevelWarning, nil},
	{"low", 0, post.LevelNote, nil},
	{"minor", 0, post.LevelNote, nil},
	{"mild", 0, post.LevelNote, nil},
	{"提示", 0, post.LevelNote, nil},
	{"信息", 0, post.LevelNote, nil},
	{"低", 0, post.LevelNote, nil},
}

// meanings has the rows of the table by name.
var meanings = func() map[string]Meaning {
	m := make(map[string]Meaning, len(names))
	for _, n := range names {
		m[n.name] = Meaning{n.uses, n.level, n.title}
	}
	return m
}()

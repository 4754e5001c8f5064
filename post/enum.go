package post

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
)

// The names of the enumerations, as they are written in JSON, YAML and flags. They
// never change.
var (
	levelNames    = [...]string{LevelNote: "note", LevelWarning: "warning", LevelDanger: "danger"}
	scopeNames    = [...]string{ScopePost: "post", ScopeSection: "section"}
	severityNames = [...]string{SeverityHint: "hint", SeverityWarning: "warning", SeverityFatal: "error"}
)

// oneOf returns the index of text in names, whose first element is unused. The error
// lists the names and wraps [ErrValue].
func oneOf(kind string, names []string, text []byte) (int, error) {
	if i := slices.Index(names, string(text)); i > 0 {
		return i, nil
	}
	return 0, unknown(kind, names[1:], text)
}

// unknown returns the error for a text that is not one of names.
func unknown[T ~string](kind string, names []T, text []byte) error {
	last := len(names) - 1
	var all strings.Builder
	for _, name := range names[:last-1] {
		all.WriteString(string(name) + ", ")
	}
	return fmt.Errorf("%w: %s %q, want %s%s or %s", ErrValue, kind, text, all.String(), string(names[last-1]), string(names[last]))
}

// UnmarshalText implements [encoding.TextUnmarshaler]. The error lists the levels
// and wraps [ErrValue].
func (l *Level) UnmarshalText(text []byte) error {
	i, err := oneOf("level", levelNames[:], text)
	if err == nil {
		*l = Level(i)
	}
	return err
}

// LogValue implements [slog.LogValuer] with [Level.String].
func (l Level) LogValue() slog.Value { return slog.StringValue(l.String()) }

// UnmarshalText implements [encoding.TextUnmarshaler]. The error lists the scopes
// and wraps [ErrValue].
func (s *Scope) UnmarshalText(text []byte) error {
	i, err := oneOf("scope", scopeNames[:], text)
	if err == nil {
		*s = Scope(i)
	}
	return err
}

// LogValue implements [slog.LogValuer] with [Scope.String].
func (s Scope) LogValue() slog.Value { return slog.StringValue(s.String()) }

// UnmarshalText implements [encoding.TextUnmarshaler]. The error lists the
// severities and wraps [ErrValue].
func (s *Severity) UnmarshalText(text []byte) error {
	i, err := oneOf("severity", severityNames[:], text)
	if err == nil {
		*s = Severity(i)
	}
	return err
}

// LogValue implements [slog.LogValuer] with [Severity.String].
func (s Severity) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText implements [encoding.TextMarshaler]. It returns the value of the
// reason, such as "scheduled", and not the words of [Reason.String].
func (r Reason) MarshalText() ([]byte, error) { return []byte(r), nil }

// LogValue implements [slog.LogValuer] with the value of the reason.
func (r Reason) LogValue() slog.Value { return slog.StringValue(string(r)) }

package post

import "log/slog"

// Keep says what a [Filter] does with posts of a kind.
type Keep int

const (
	KeepAll  Keep = iota // whether or not they are of the kind
	KeepOnly             // those of the kind and no others
	KeepNone             // none of the kind
)

var keepNames = [...]string{"", "all", "only", "none"}

// String returns "all", "only" or "none".
func (k Keep) String() string {
	if k < KeepAll || k > KeepNone {
		k = KeepAll
	}
	return keepNames[k+1]
}

// MarshalText implements [encoding.TextMarshaler].
func (k Keep) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. The error lists the values and
// wraps [ErrValue].
func (k *Keep) UnmarshalText(text []byte) error {
	i, err := oneOf("choice", keepNames[:], text)
	if err == nil {
		*k = Keep(i - 1)
	}
	return err
}

// LogValue implements [slog.LogValuer] with [Keep.String].
func (k Keep) LogValue() slog.Value { return slog.StringValue(k.String()) }

// allows reports whether posts that are of the kind, or not, are kept.
func (k Keep) allows(is bool) bool {
	switch k {
	case KeepOnly:
		return is
	case KeepNone:
		return !is
	}
	return true
}

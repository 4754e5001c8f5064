package post

import "log/slog"

// Keep is how a [Filter] treats one kind of posts, such as reposts.
type Keep int

const (
	KeepAll  Keep = iota // select posts of the kind and all others
	KeepOnly             // select only posts of the kind
	KeepNone             // select only posts that are not of the kind
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

// allows reports whether a post is selected; is tells whether it is of the kind.
func (k Keep) allows(is bool) bool {
	switch k {
	case KeepOnly:
		return is
	case KeepNone:
		return !is
	}
	return true
}

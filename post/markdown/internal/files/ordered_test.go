package files

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// InBatches yields results and errors in the order of the inputs, and ends with
// the loop or with the context.
func TestInBatches(t *testing.T) {
	bad := errors.New("bad")
	inputs := func(yield func(int, error) bool) {
		for i := range 3*batch + 1 {
			if i == batch+2 && !yield(0, bad) || !yield(i, nil) {
				return
			}
		}
	}
	work := func(i int) (*string, error) {
		if i == batch-1 {
			return nil, fmt.Errorf("%d: %w", i, bad)
		}
		return new(fmt.Sprint(i)), nil
	}
	read := func(ctx context.Context, most int, cancel func()) string {
		var got []string
		for s, err := range InBatches(ctx, inputs, work) {
			if err != nil {
				got = append(got, err.Error())
			} else {
				got = append(got, *s)
			}
			if len(got) == most {
				if cancel == nil {
					break
				}
				cancel()
			}
		}
		return strings.Join(got, " ")
	}
	const all = "0 1 2 3 4 5 6 7: bad 8 9 bad 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24"
	if got := read(t.Context(), 0, nil); got != all {
		t.Errorf("InBatches yields %s, want %s", got, all)
	}
	for _, most := range []int{1, batch, batch + 3, 2 * batch} {
		want := strings.Join(strings.Split(strings.ReplaceAll(all, ": ", ":"), " ")[:most], " ")
		if got := strings.ReplaceAll(read(t.Context(), most, nil), ": ", ":"); got != want {
			t.Errorf("InBatches left after %d yields %s, want %s", most, got, want)
		}
		ctx, cancel := context.WithCancel(t.Context())
		if got := strings.ReplaceAll(read(ctx, most, cancel), ": ", ":"); got != want+" context canceled" {
			t.Errorf("InBatches cancelled after %d yields %s, want %s and the cause", most, got, want)
		}
	}
}

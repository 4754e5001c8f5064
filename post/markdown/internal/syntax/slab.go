package syntax

// A slab allocates values of which a tree has many, several at a time.
// Allocated one by one, they take more time of the garbage collector than all
// else in a conversion. The tree that they belong to is freed as a whole.
type slab[T any] struct {
	free []T
	made int
}

// A slab makes room for half as many values as it has made already, within
// these limits. A longer text thus takes fewer allocations, and at most a third
// of the room stays empty.
const (
	leastRoom = 4
	mostRoom  = 128
)

// take returns n zero values, to which none can be appended in place.
func (s *slab[T]) take(n int) []T {
	if len(s.free) < n {
		s.free = make([]T, max(n, leastRoom, min(s.made/2, mostRoom)))
		s.made += len(s.free)
	}
	taken := s.free[:n:n]
	s.free = s.free[n:]
	return taken
}

// one returns a zero value.
func (s *slab[T]) one() *T { return &s.take(1)[0] }

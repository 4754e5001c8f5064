package syntax

// A slab makes values of which a tree has many, some at a time: one by one they take
// more time of the collector than all else in a conversion. The tree that they are of
// is kept or let go as a whole.
type slab[T any] struct {
	free []T
	size int // of the last piece
}

const (
	leastSlab = 4
	mostSlab  = 32
)

// take returns n zero values, to which none can be appended in place.
func (s *slab[T]) take(n int) []T {
	if len(s.free) < n {
		s.size = min(max(2*s.size, leastSlab), mostSlab) // little is made in vain for a short post
		s.free = make([]T, max(n, s.size))
	}
	taken := s.free[:n:n]
	s.free = s.free[n:]
	return taken
}

// one returns a zero value.
func (s *slab[T]) one() *T { return &s.take(1)[0] }

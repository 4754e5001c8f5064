package syntax

// A slab makes values of which a tree has many, some at a time: one by one they take
// more time of the collector than all else in a conversion. The tree that they are of
// is kept or let go as a whole.
type slab[T any] struct{ free []T }

// moreRoom is for how many values a slab makes room at once when it has none left.
const moreRoom = 4

// makeRoom makes room for n values.
func (s *slab[T]) makeRoom(n int) {
	if n > 0 {
		s.free = make([]T, n)
	}
}

// take returns n zero values, to which none can be appended in place.
func (s *slab[T]) take(n int) []T {
	if len(s.free) < n {
		s.makeRoom(max(n, moreRoom))
	}
	taken := s.free[:n:n]
	s.free = s.free[n:]
	return taken
}

// one returns a zero value.
func (s *slab[T]) one() *T { return &s.take(1)[0] }

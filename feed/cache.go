package feed

import (
	"container/list"
	"sync"
)

// A cache holds the most recently used values up to a total size in bytes. It
// is safe for concurrent use.
type cache[K comparable, V any] struct {
	max int

	mu    sync.Mutex
	size  int
	order *list.List // of *kept[K, V], most recently used first
	byKey map[K]*list.Element
}

type kept[K comparable, V any] struct {
	key   K
	value V
	size  int
}

func newCache[K comparable, V any](max int) *cache[K, V] {
	return &cache[K, V]{max: max, order: list.New(), byKey: make(map[K]*list.Element)}
}

func (c *cache[K, V]) get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		var zero V
		return zero, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*kept[K, V]).value, true
}

func (c *cache[K, V]) put(key K, value V, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; ok || size > c.max {
		return
	}
	c.byKey[key] = c.order.PushFront(&kept[K, V]{key, value, size})
	for c.size += size; c.size > c.max; {
		oldest := c.order.Remove(c.order.Back()).(*kept[K, V])
		delete(c.byKey, oldest.key)
		c.size -= oldest.size
	}
}

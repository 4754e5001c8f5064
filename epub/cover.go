package epub

// coverOf returns the front of the book as a picture, false if there is none.
func (e *Encoder) coverOf(b *Book) (asset, bool, error) {
	return asset{}, false, nil
}

// Package feed writes RSS 2.0, Atom 1.0 and JSON Feed 1.1, and never loses the
// content warning of an item and who really wrote it.
package feed

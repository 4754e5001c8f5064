//go:build !unix

package fetch

import "errors"

func pipe(string) error { return errors.ErrUnsupported }

//go:build !unix

package atomicfile

import "os"

// nonBlock is nothing where no open waits for another.
const nonBlock = 0

// openPipe opens a device for writing.
func openPipe(name string) (*os.File, error) { return os.OpenFile(name, os.O_WRONLY, 0) }

//go:build unix

package atomicfile

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// nonBlock keeps an open from waiting for the other end of a pipe.
const nonBlock = syscall.O_NONBLOCK

// openPipe opens a pipe or device for writing. It waits a little for the reader
// of a pipe, not for ever.
func openPipe(name string) (*os.File, error) {
	const tries, pause = 20, 100 * time.Millisecond
	for i := 0; ; i++ {
		f, err := os.OpenFile(name, os.O_WRONLY|nonBlock, 0)
		if !errors.Is(err, syscall.ENXIO) || i == tries {
			return f, err
		}
		time.Sleep(pause)
	}
}

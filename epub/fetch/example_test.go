package fetch_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/foreword-go/foreword/epub/fetch"
)

func ExampleFetcher() {
	var f fetch.Fetcher
	_, err := f.Fetch(context.Background(), "http://169.254.169.254/latest/meta-data/")
	fmt.Println(errors.Is(err, fetch.ErrAddress))
	fmt.Println(err)
	// Output:
	// true
	// dial tcp 169.254.169.254:80: the address is not on the public internet: 169.254.169.254
}

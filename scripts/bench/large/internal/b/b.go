// Package b is one of four packages in a row, so that a change of the last one recompiles all.
package b

import "example.com/large/internal/c"

// Name is that of the packages below.
func Name() string { return "b" + c.Name() }

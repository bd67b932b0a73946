// Package c is one of four packages in a row, so that a change of the last one recompiles all.
package c

import "example.com/large/internal/d"

// Name is that of the packages below.
func Name() string { return "c" + d.Name() }

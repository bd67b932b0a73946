// Package a is one of four packages in a row, so that a change of the last one recompiles all.
package a

import "example.com/large/internal/b"

// Name is that of the packages below.
func Name() string { return "a" + b.Name() }

// Package d is the leaf that the benchmark changes.
package d

// Name is the leaf's own.
func Name() string { return "d" }

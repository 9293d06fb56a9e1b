//go:build !race

package agenda

// scale divides the sizes of the large tests.
const scale = 1

//go:build race

package agenda

// scale divides the sizes of the large tests: the race detector makes them slow, and
// finds nothing more in a larger one.
const scale = 20

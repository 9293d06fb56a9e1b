//go:build !race

package store

// raceEnabled says whether the race detector is on, which takes several times the memory that the program asks for.
const raceEnabled = false

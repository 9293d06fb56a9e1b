package knowledge

// Check is [Parse] and [Lint] together: everything that can be said about a file by
// itself, each at its place in the file.
func Check(name string, src []byte) (*Aid, Problems) {
	d := read(name, src)
	d.lint()
	return d.aid, d.problems.Sort()
}

// LintPair says where the two language versions of one aid differ: the problems of b, which have no place.
func LintPair(a, b *Aid) Problems {
	d := &doc{aid: b}
	d.pair(a)
	return d.problems
}

package knowledge

import (
	"crypto/sha256"
	"slices"
	"sync"
)

// Readings are what was read of files that never change, by name and content: the next library of the same files need
// not read them again. The zero value is ready, and it is safe for concurrent use.
type Readings struct{ by sync.Map } // readKey → reading

type readKey struct {
	name string
	raw  sum
}

// A reading is what a file says. It is never changed.
type reading struct {
	doc *doc // as far as it is kept
	sum sum  // of the aid in canonical form, if it has no errors
}

// read reads a file of a source and checks it by itself.
func (s Source) read(name string, text []byte, raw sum) reading {
	if s.Dir != "" || s.Readings == nil {
		return readOne(name, text)
	}
	key := readKey{name, raw}
	if r, ok := s.Readings.by.Load(key); ok {
		return r.(reading)
	}
	r := readOne(name, text)
	s.Readings.by.Store(key, r)
	return r
}

func readOne(name string, text []byte) (r reading) {
	r.doc = read(name, text)
	r.doc.lint()
	r.doc.forget()
	if r.doc.problems.Errors() == 0 {
		r.sum = sha256.Sum256(Format(r.doc.aid))
	}
	return r
}

// copy is a doc to which problems may be added without d changing.
func (d *doc) copy() *doc {
	c := *d
	c.problems = slices.Clip(c.problems)
	return &c
}

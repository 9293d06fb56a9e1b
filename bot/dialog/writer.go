package dialog

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"github.com/handvat/handvat/knowledge/people"
)

// A Writer says who wrote something that somebody else must settle, without saying who that is: it tells of a person
// whether it is them, also if they ask anonymously. Of who deleted their data nothing is told any more; then two people
// must settle it, one of whom is somebody else. The zero value is of nobody who is known.
type Writer struct {
	Salt  string    `json:",omitempty"`
	Mark  string    `json:",omitempty"`
	First people.ID `json:",omitempty"` // of the two, who settled it first
}

// Writer is the person as the writer of something.
func (t *Turn) Writer() Writer {
	w := Writer{Salt: rand.Text()}
	w.Mark = w.markOf(t.Person.ID)
	return w
}

// Wrote reports whether the person is the writer.
func (t *Turn) Wrote(w Writer) bool { return w.Mark != "" && w.Mark == w.markOf(t.Person.ID) }

// Settles reports whether what w wrote is settled if the person of the turn says so. If not, somebody else must say so
// too: what is kept then of w is changed.
func (t *Turn) Settles(w *Writer) bool {
	if w.Mark != "" || w.First != "" && w.First != t.Person.ID {
		return true
	}
	w.First = t.Person.ID
	return false
}

// Without forgets a person who wrote or settled; it reports whether they did.
func (w *Writer) Without(person people.ID) (was bool) {
	if w.Mark != "" && w.Mark == w.markOf(person) {
		w.Salt, w.Mark, was = "", "", true
	}
	if w.First == person {
		w.First, was = "", true
	}
	return was
}

func (w Writer) markOf(id people.ID) string {
	sum := sha256.Sum256([]byte("written by\n" + w.Salt + "\n" + string(id)))
	return hex.EncodeToString(sum[:16])
}

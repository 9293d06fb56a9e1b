package find

import (
	"crypto/sha256"
	"fmt"
	"sync"

	"github.com/handvat/handvat/knowledge"
)

// A mark tells what a model was trained on: the same mark, the same model.
type mark [sha256.Size]byte

// modelVersion changes whenever training comes out differently on the same texts, or
// the model's file is written differently.
const modelVersion = 5

// newMark returns the mark of a model that is trained now, on aids that have these digests,
// and on phrasings that are in this state.
func newMark(aids []*knowledge.Aid, digests []digest, phrasings []byte, syn *Synonyms) mark {
	h := sha256.New()
	fmt.Fprintln(h, modelVersion, syn.text())
	h.Write(readingMark())
	for i, a := range aids {
		fmt.Fprintln(h, a.Key(), digests[i])
	}
	h.Write(phrasings)
	return mark(h.Sum(nil))
}

// readingMark changes whenever the words or features of a text would come out differently.
var readingMark = sync.OnceValue(func() []byte {
	h := sha256.New()
	h.Write(wordsMark())
	an := newAnalyser()
	for _, s := range sentences {
		for _, lang := range knowledge.Langs {
			ws := an.words(s, lang)
			fmt.Fprintf(h, "%v %v", bagOf(ws, lang, nil), gistOf(ws, lang))
		}
	}
	return h.Sum(nil)
})

package learn

import (
	"crypto/sha256"
	"fmt"
	"sync"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/feature"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A Mark tells what a model was trained on: the same mark, the same model.
type Mark [sha256.Size]byte

// modelVersion changes whenever training comes out differently on the same texts, or
// the model's file is written differently.
const modelVersion = 6

// TrainedOn returns the mark of a model that is trained now, on aids that have these digests,
// and on phrasings that are in this state.
func TrainedOn(aids []*knowledge.Aid, digests []text.Digest, phrasings []byte, syn *text.Synonyms) Mark {
	h := sha256.New()
	fmt.Fprintln(h, modelVersion, syn.Text())
	h.Write(readingMark())
	for i, a := range aids {
		fmt.Fprintln(h, a.Key(), digests[i])
	}
	h.Write(phrasings)
	return Mark(h.Sum(nil))
}

// readingMark changes whenever the words or features of a text would come out differently.
var readingMark = sync.OnceValue(func() []byte {
	return text.MarkOf(func(ws []text.Word, lang knowledge.Lang) any {
		return []any{ws, feature.BagOf(ws, lang, nil), encode.GistOf(ws, lang)}
	})
})

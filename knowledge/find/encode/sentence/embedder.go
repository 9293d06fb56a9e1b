package sentence

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"

	"github.com/handvat/handvat/knowledge/privacy"
)

// An Encoder gives the vectors of this package to who asks for vectors of texts, as an embeddings endpoint would. No
// text leaves the program for it.
type Encoder struct{}

// name is that of the weights, by their checksum: other weights, other vectors.
var name = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(file))
	return fmt.Sprintf("sentence %x", sum[:8])
})

// Name tells the vectors of one version of the weights from those of another.
func (Encoder) Name() string { return name() }

// Inside reports that texts stay in the program.
func (Encoder) Inside() bool { return true }

// Embed returns the vector of each text.
func (Encoder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, 0, len(texts))
	for _, t := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out = append(out, Vector(fit(t)))
	}
	return out, nil
}

// Ask returns the vector of a question.
func (Encoder) Ask(_ context.Context, question privacy.Scrubbed) ([]float32, bool) {
	return Vector(fit(privacy.Unmarked(question.String()))), true
}

// longest is how much of a text is read, in bytes: the more there is, the less its vector says, and the longer it
// takes.
const longest = 400

// fit is the beginning of a text, between words where it can be, with single spaces.
func fit(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= longest {
		return text
	}
	at := strings.LastIndexByte(text[:longest], ' ')
	if at < longest/2 {
		at = longest
	}
	return strings.ToValidUTF8(text[:at], "")
}

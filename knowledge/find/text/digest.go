package text

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"sync"

	"github.com/handvat/handvat/knowledge"
)

// A Digest tells whether the text of an aid has changed since it was indexed.
type Digest [16]byte

// DigestOf returns the digest of everything by which an aid is found. What the
// analysis makes of words is part of it, so that another analysis indexes everything
// anew.
func DigestOf(a *knowledge.Aid) Digest {
	h := sha256.New()
	h.Write(wordsMark())
	var buf []byte
	for _, p := range Passages(a) {
		buf = binary.AppendUvarint(buf[:0], uint64(len(p.Text)))
		buf = append(buf, p.Text...)
		buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(p.Weight))
		if p.Asked {
			buf = append(buf, 1)
		}
		h.Write(buf)
	}
	return Digest(h.Sum(nil)[:16])
}

// wordsMark changes whenever the words of a text would come out differently.
var wordsMark = sync.OnceValue(func() []byte {
	return MarkOf(func(ws []Word, _ knowledge.Lang) any { return ws })
})

// MarkOf returns a digest of what is made of the words of some sentences, by which one way of
// reading a text is told from another.
func MarkOf(made func(ws []Word, lang knowledge.Lang) any) []byte {
	h := sha256.New()
	an := NewAnalyser()
	for _, s := range sentences {
		for _, lang := range knowledge.Langs {
			fmt.Fprintf(h, "%v", made(an.Words(s, lang), lang))
		}
	}
	return h.Sum(nil)
}

// sentences are what marks are made of.
var sentences = [...]string{
	"Hoe vraag ik met het verlofaanvraagformulier mijn vakantiedagen aan? " +
		"De brieven, huisjes en reizen zijn aangevraagd.",
	"I've forgotten my password: what's on the agenda of the team's e-mail meetings, " +
		"and where are café invoices filed?",
}

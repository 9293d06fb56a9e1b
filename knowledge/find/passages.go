package find

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"sync"

	"github.com/handvat/handvat/knowledge"
)

// A passage is one piece of an aid's text, with the weight of the field it is from.
type passage struct {
	text   string
	weight float32
	asked  bool // short, and like a question: a title or one of the aid's own questions
}

// The weights of the fields, from those that name the aid to those that only
// belong to it, set by hand; other weights of the title gained nothing on dev.
const (
	titleWeight    = 3
	askedWeight    = 3
	keywordsWeight = 3
	quickWeight    = 2
	stepsWeight    = 1
	whyWeight      = 0.5
)

// passages returns the text of an aid by which it can be found.
func passages(a *knowledge.Aid) []passage {
	var out []passage
	add := func(weight float32, asked bool, texts ...string) {
		for _, t := range texts {
			if strings.TrimSpace(t) != "" {
				out = append(out, passage{t, weight, asked})
			}
		}
	}
	add(titleWeight, true, a.Title)
	add(askedWeight, true, a.Questions...)
	add(askedWeight, true, a.Task)
	add(askedWeight, true, a.Trigger...)
	add(keywordsWeight, true, a.Keywords...)
	add(quickWeight, false, a.Quick, a.Result)
	for _, s := range a.Steps {
		add(stepsWeight, false, s.Text+" "+s.Say+" "+s.Detail+" "+s.Check)
		add(whyWeight, false, s.Why)
	}
	if a.Table != nil {
		add(stepsWeight, false, strings.Join(a.Table.Header, " "))
		for _, r := range a.Table.Rows {
			add(stepsWeight, false, strings.Join(r, " "))
		}
	}
	for _, n := range a.Tree {
		text := n.Question + " " + n.Detail
		for _, b := range n.Answers {
			text += " " + b.Label + " " + b.Outcome
		}
		add(stepsWeight, false, text)
		add(whyWeight, false, n.Why)
	}
	for _, f := range a.Fields {
		add(stepsWeight, false, f.Label+" "+f.Prompt+" "+f.Example+" "+f.Detail)
	}
	add(stepsWeight, false, a.Needs...)
	add(stepsWeight, false, a.Template, a.Example)
	add(whyWeight, false, a.Pitfalls...)
	add(whyWeight, false, a.Why, a.Plan)
	for _, p := range strings.Split(a.Body, "\n\n") {
		add(stepsWeight, false, p)
	}
	return out
}

// lang returns the language of a passage of an aid that is in of.
func (p passage) lang(of knowledge.Lang) knowledge.Lang {
	if p.asked {
		return of
	}
	if l, sure := DetectLang(p.text); sure > 0.85 {
		return l
	}
	return of
}

// A digest tells whether the text of an aid has changed since it was indexed.
type digest [16]byte

// digestOf returns the digest of everything by which an aid is found. What the
// analysis makes of words is part of it, so that another analysis indexes everything
// anew.
func digestOf(a *knowledge.Aid) digest {
	h := sha256.New()
	h.Write(wordsMark())
	var buf []byte
	for _, p := range passages(a) {
		buf = binary.AppendUvarint(buf[:0], uint64(len(p.text)))
		buf = append(buf, p.text...)
		buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(p.weight))
		if p.asked {
			buf = append(buf, 1)
		}
		h.Write(buf)
	}
	return digest(h.Sum(nil)[:16])
}

// wordsMark changes whenever the words of a text would come out differently: it is a digest of
// what they are for some sentences.
var wordsMark = sync.OnceValue(func() []byte {
	h := sha256.New()
	an := newAnalyser()
	for _, s := range sentences {
		for _, lang := range knowledge.Langs {
			fmt.Fprintf(h, "%v", an.words(s, lang))
		}
	}
	return h.Sum(nil)
})

// sentences are what marks are made of.
var sentences = [...]string{
	"Hoe vraag ik met het verlofaanvraagformulier mijn vakantiedagen aan? De brieven, huisjes en reizen zijn aangevraagd.",
	"I've forgotten my password: what's on the agenda of the team's e-mail meetings, and where are café invoices filed?",
}

// maxBeginning is how much of an aid's text beginningOf returns, in bytes.
const maxBeginning = 1500

// beginningOf returns the beginning of an aid's text: its title, its questions, and what comes
// first of the rest.
func beginningOf(a *knowledge.Aid) string {
	var b strings.Builder
	for _, p := range passages(a) {
		if b.Len() > 0 && b.Len()+len(p.text) > maxBeginning {
			break
		}
		b.WriteString(p.text + "\n")
	}
	return strings.ToValidUTF8(b.String()[:min(b.Len(), 4*maxBeginning)], "")
}

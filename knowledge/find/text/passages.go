package text

import (
	"strings"

	"github.com/handvat/handvat/knowledge"
)

// A Passage is one piece of an aid's text, with the weight of the field it is from.
type Passage struct {
	Text   string
	Weight float32
	Asked  bool // short, and like a question: a title or one of the aid's own questions
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

// Passages returns the text of an aid by which it can be found.
func Passages(a *knowledge.Aid) []Passage {
	var out []Passage
	add := func(weight float32, asked bool, texts ...string) {
		for _, t := range texts {
			if strings.TrimSpace(t) != "" {
				out = append(out, Passage{t, weight, asked})
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

// Lang returns the language of a passage of an aid that is in of.
func (p Passage) Lang(of knowledge.Lang) knowledge.Lang {
	if p.Asked {
		return of
	}
	if l, sure := DetectLang(p.Text); sure > 0.85 {
		return l
	}
	return of
}

// maxBeginning is how much of an aid's text beginningOf returns, in bytes.
const maxBeginning = 1500

// BeginningOf returns the beginning of an aid's text: its title, its questions, and what comes
// first of the rest.
func BeginningOf(a *knowledge.Aid) string {
	var b strings.Builder
	for _, p := range Passages(a) {
		if b.Len() > 0 && b.Len()+len(p.Text) > maxBeginning {
			break
		}
		b.WriteString(p.Text + "\n")
	}
	return strings.ToValidUTF8(b.String()[:min(b.Len(), 4*maxBeginning)], "")
}

package talk

import (
	"fmt"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
)

// AskIfThen asks for the two halves of an if-then plan. Whoever types rather than fills
// in may give it in one sentence: a card with it has PlanTyped in its Typed.
func (t *Turn) AskIfThen() (bs []chat.Block) {
	for i, q := range [][2]string{t.W.PlanIf, t.W.PlanThen} {
		bs = append(bs, chat.Question{Field: Field(i), Prompt: q[0], Hint: fmt.Sprintf(t.W.ForInstance, q[1]), Need: true})
	}
	return bs
}

// IfThen is the plan that was filled in, or typed as a sentence; empty if there is none.
func (t *Turn) IfThen() string {
	if t.Event.Kind != chat.Filled {
		return words.Capital(t.Answer)
	}
	half := func(i int, q [2]string) string {
		lead, _, _ := strings.Cut(q[0], " ") // Als, dan
		v := t.Filled(i)
		if v == "" || strings.HasPrefix(strings.ToLower(v), strings.ToLower(lead)+" ") {
			return v
		}
		return lead + " " + LowerFirst(v)
	}
	when, then := half(0, t.W.PlanIf), half(1, t.W.PlanThen)
	if when == "" || then == "" {
		return when + then
	}
	return words.Capital(strings.TrimRight(when, " .,")) + ", " + then
}

package bot

import (
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
)

// proposePlan offers to make an if-then plan with an aid, after something was said
// first if lead is not empty.
func (t *turn) proposePlan(a *knowledge.Aid, lead string) chat.Reply {
	c := chat.Card{Buttons: []chat.Button{primary(t.w.PlanMake, on(verbReflect, a, "plan", 0)), t.skip(a, 0)}}
	show := t.show
	if lead != "" {
		c.Body = append(c.Body, chat.Text(lead))
	} else { // at the bot's own initiative
		show = t.aside
		c.Note = chat.Strip(t.w.PlanPurpose)
		c.Buttons = append(c.Buttons, button(t.w.StopSeries, on(verbNudge, a, "stop")))
	}
	c.Body = append(c.Body, chat.Text(sprintf(t.w.PlanPropose, a.Title)))
	return t.typable(show(c), on(verbNudge, a, "stop"), on(verbNudge, a, "skip", 0))
}

// writePlan asks for the two halves of an if-then plan. Whoever types rather than
// fills in may do it in one sentence.
func (t *turn) writePlan(a *knowledge.Aid, day int) chat.Reply {
	save := on(verbReflect, a, "save", day, planModel)
	c := chat.Card{Title: t.w.PlanTitle, Note: chat.Strip(t.w.OnlyYou)}
	for i, q := range [][2]string{t.w.PlanIf, t.w.PlanThen} {
		c.Body = append(c.Body, chat.Question{Field: answerField(i), Prompt: q[0], Hint: sprintf(t.w.ForInstance, q[1]), Need: true})
	}
	c.Buttons = []chat.Button{{Label: t.w.Save, Action: save, Style: chat.Primary, Submit: true}, t.skip(a, day)}
	c.Typed = t.w.PlanTyped
	return t.form(c, save, on(verbNudge, a, "stop"), on(verbNudge, a, "skip", day))
}

// writtenPlan is the plan that was filled in, or typed as a sentence.
func (t *turn) writtenPlan() string {
	if t.e.Kind != chat.Filled {
		return words.Capital(t.in.answer)
	}
	half := func(i int, q [2]string) string {
		lead, _, _ := strings.Cut(q[0], " ") // Als, dan
		v := clean(t.e.Fields[answerField(i)])
		if v == "" || strings.HasPrefix(strings.ToLower(v), strings.ToLower(lead)+" ") {
			return v
		}
		return lead + " " + lowerFirst(v)
	}
	when, then := half(0, t.w.PlanIf), half(1, t.w.PlanThen)
	if when == "" || then == "" {
		return when + then
	}
	return words.Capital(strings.TrimRight(when, " .,")) + ", " + then
}

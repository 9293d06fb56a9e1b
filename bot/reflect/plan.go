package reflect

import (
	"fmt"
	"strings"

	"github.com/handvat/handvat/bot/talk"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
)

// proposePlan offers to make an if-then plan with an aid, after something was said
// first if lead is not empty.
func proposePlan(t *talk.Turn, a *knowledge.Aid, lead string) chat.Reply {
	c := chat.Card{Buttons: []chat.Button{talk.Primary(t.W.PlanMake, talk.On(verbReflect, a, "plan", 0)), skip(t, a, 0)}}
	show := t.Show
	if lead != "" {
		c.Body = append(c.Body, chat.Text(lead))
	} else { // at the bot's own initiative
		show = t.Aside
		c.Note = chat.Strip(t.W.PlanPurpose)
		c.Buttons = append(c.Buttons, talk.Button(t.W.StopSeries, talk.On(verbNudge, a, "stop")))
	}
	c.Body = append(c.Body, chat.Text(fmt.Sprintf(t.W.PlanPropose, a.Title)))
	return t.Typable(show(c), talk.On(verbNudge, a, "stop"), talk.On(verbNudge, a, "skip", 0))
}

// writePlan asks for the two halves of an if-then plan. Whoever types rather than
// fills in may do it in one sentence.
func writePlan(t *talk.Turn, a *knowledge.Aid, day int) chat.Reply {
	save := talk.On(verbReflect, a, "save", day, planModel)
	c := chat.Card{Title: t.W.PlanTitle, Note: chat.Strip(t.W.OnlyYou)}
	for i, q := range [][2]string{t.W.PlanIf, t.W.PlanThen} {
		c.Body = append(c.Body, chat.Question{Field: talk.Field(i), Prompt: q[0], Hint: fmt.Sprintf(t.W.ForInstance, q[1]), Need: true})
	}
	c.Buttons = []chat.Button{{Label: t.W.Save, Action: save, Style: chat.Primary, Submit: true}, skip(t, a, day)}
	c.Typed = t.W.PlanTyped
	return t.Form(c, save, talk.On(verbNudge, a, "stop"), talk.On(verbNudge, a, "skip", day))
}

// writtenPlan is the plan that was filled in, or typed as a sentence.
func writtenPlan(t *talk.Turn) string {
	if t.Event.Kind != chat.Filled {
		return words.Capital(t.Answer)
	}
	half := func(i int, q [2]string) string {
		lead, _, _ := strings.Cut(q[0], " ") // Als, dan
		v := talk.Clean(t.Event.Fields[talk.Field(i)])
		if v == "" || strings.HasPrefix(strings.ToLower(v), strings.ToLower(lead)+" ") {
			return v
		}
		return lead + " " + talk.LowerFirst(v)
	}
	when, then := half(0, t.W.PlanIf), half(1, t.W.PlanThen)
	if when == "" || then == "" {
		return when + then
	}
	return words.Capital(strings.TrimRight(when, " .,")) + ", " + then
}

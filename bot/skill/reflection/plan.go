package reflection

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
)

// proposePlan offers to make an if-then plan with an aid, after something was said
// first if lead is not empty. The skill plans makes it.
func proposePlan(t *dialog.Turn, a *knowledge.Aid, lead string) chat.Reply {
	c := chat.Card{Buttons: []chat.Button{dialog.Primary(t.W.PlanMake, dialog.Do(dialog.Plan, "aid", dialog.AidRef(a))), skip(t, a, 0)}}
	show := t.Show
	if lead != "" {
		c.Body = append(c.Body, chat.Text(lead))
	} else { // at the bot's own initiative
		show = t.Aside
		c.Note = chat.Strip(t.W.PlanPurpose)
		c.Buttons = append(c.Buttons, dialog.Button(t.W.StopSeries, dialog.On(verbNudge, a, "stop")))
	}
	c.Body = append(c.Body, chat.Text(words.In(t.W.Lang).PlanPropose.With(a.Title)))
	return t.Typable(show(c), dialog.On(verbNudge, a, "stop"), dialog.On(verbNudge, a, "skip", 0))
}

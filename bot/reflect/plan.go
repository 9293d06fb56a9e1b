package reflect

import (
	"fmt"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/talk"
	"github.com/handvat/handvat/knowledge"
)

// proposePlan offers to make an if-then plan with an aid, after something was said
// first if lead is not empty. The skill plans makes it.
func proposePlan(t *talk.Turn, a *knowledge.Aid, lead string) chat.Reply {
	c := chat.Card{Buttons: []chat.Button{talk.Primary(t.W.PlanMake, talk.Do(talk.Plan, "aid", talk.AidRef(a))), skip(t, a, 0)}}
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

package dialog

import (
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/people"
)

// Verbs of the skill reflect, which others offer or plan.
const (
	Nudge   = "nudge"   // AID/WHAT/DAY/ANSWER: a look back at the bot's own initiative, and what is said to it
	Reflect = "reflect" // AID/WHAT/DAY/MODEL: writing for oneself, and reading it again
)

// LookBack is the look back of p on an aid, a number of days after a moment. There is one
// for each person, aid and number of days, whoever plans it and whatever it then says.
// Its Purpose is still to be set. Ref is the aid's; see [AidRef].
func LookBack(p people.Profile, ref string, day int, since time.Time) agenda.Item {
	return agenda.Item{
		Key:  LookBacks(p.ID, ref) + strconv.Itoa(day),
		Kind: agenda.Reflection, Person: p.ID, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
		Due:    since.AddDate(0, 0, day),
		Action: Do(Nudge, ref, "day", day), Instead: Do(Nudge, ref, "plan"),
		Series: "aid/" + ref, Priority: 5,
	}
}

// LookBacks is what the keys of the look backs of a person on an aid begin with.
func LookBacks(id people.ID, ref string) string { return "reflect/" + ref + "/" + string(id) + "/" }

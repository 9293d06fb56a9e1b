package dialog

import (
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/people"
)

// Acts of the skill reflection that others offer. The day is how many after the first use of the aid it is asked.
const (
	Reflect     = "reflection/write"   // AID/DAY: write for oneself how it went
	Written     = "reflection/save"    // AID/DAY/short: keep what they wrote so
	Known       = "reflection/known"   // AID/DAY: show it beside what they wrote that they know of it
	Recall      = "reflection/recall"  // AID/DAY: write what one still knows of it
	Without     = "reflection/without" // AID/DAY: can do without it
	Reflections = "reflection/list"    // read again what one wrote
)

// LookBack is the look back of p on an aid, a number of days after a moment. There is one
// for each person, aid and number of days, whoever plans it and whatever it then says.
// Its Purpose is still to be set. Ref is the aid's; see [AidRef].
func LookBack(p people.Profile, ref string, day int, since time.Time) agenda.Item {
	return agenda.Item{
		Key:  LookBacks(p.ID, ref) + strconv.Itoa(day),
		Kind: agenda.Reflection, Person: p.ID, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
		Due:    since.AddDate(0, 0, day),
		Action: Do("reflection/day", ref, day), Instead: Do("reflection/plan", ref),
		Series: "aid/" + ref, Priority: 5,
	}
}

// LookBacks is what the keys of the look backs of a person on an aid begin with.
func LookBacks(id people.ID, ref string) string { return "reflect/" + ref + "/" + string(id) + "/" }

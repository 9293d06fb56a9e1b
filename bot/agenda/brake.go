package agenda

import (
	"fmt"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// How a unit with too much on its hands is recognised.
const (
	brakeFor  = 4 * 7 // days of half as many messages
	brakeSeen = 5     // messages, or reasons, below which nothing is concluded
	brakeLow  = 3     // weeks in a row with half the response of before
	keepWeeks = privacy.KeepResponse
	noTime    = "no-time"
)

// response is how a unit as a whole reacts, week by week. Nobody is in it.
type response struct {
	Weeks []week `json:",omitempty"` // oldest first
	Until Day    `json:",omitempty"` // half as many messages before this day
}

// week is one week of a unit, which begins on Monday.
type week struct {
	Monday   Day
	Sent     int            `json:",omitempty"`
	Answered int            `json:",omitempty"`
	Reasons  map[string]int `json:",omitempty"` // why an aid did not help
}

func (w week) rate() float64 { return float64(w.Answered) / float64(max(w.Sent, 1)) }

// tooMuch reports whether, in the weeks before the one of monday, the response was
// halved three weeks running, or no time was the reason given most.
func (r response) tooMuch(monday Day) bool {
	var past, low []week
	for _, w := range r.Weeks {
		switch {
		case w.Monday < monday-7*brakeLow:
			if w.Sent >= brakeSeen {
				past = append(past, w)
			}
		case w.Monday < monday:
			low = append(low, w)
		}
	}
	reasons := map[string]int{}
	for _, w := range low {
		for k, n := range w.Reasons {
			reasons[k] += n
		}
	}
	total, most := 0, 0
	for k, n := range reasons {
		total += n
		if k != noTime {
			most = max(most, n)
		}
	}
	if total >= brakeSeen && reasons[noTime] > most {
		return true
	}
	if len(past) == 0 || len(low) < brakeLow {
		return false
	}
	before := 0.0
	for _, w := range past {
		before += w.rate() / float64(len(past))
	}
	for _, w := range low {
		if w.Sent < brakeSeen || w.rate() > before/2 {
			return false
		}
	}
	return true
}

// count changes the week of a unit that holds day, and puts the brake on the unit if
// it turns out to have too much on its hands. The unit "" is nobody's.
func (a *Agenda) count(tx *store.Tx, unit string, day Day, change func(*week)) error {
	if unit == "" {
		return nil
	}
	r, _, err := responses.Load(tx, []byte(unit))
	if err != nil {
		return err
	}
	monday := day - Day((int(day.Weekday())+6)%7)
	i := len(r.Weeks)
	for i > 0 && r.Weeks[i-1].Monday >= monday {
		i--
	}
	if i == len(r.Weeks) || r.Weeks[i].Monday != monday {
		r.Weeks = append(r.Weeks[:i:i], append([]week{{Monday: monday}}, r.Weeks[i:]...)...)
	}
	change(&r.Weeks[i])
	for r.Weeks[0].Monday <= r.Weeks[len(r.Weeks)-1].Monday-7*keepWeeks {
		r.Weeks = r.Weeks[1:]
	}
	if day >= r.Until && r.tooMuch(monday) {
		r.Until = day + brakeFor
		a.lg.Info("a unit gets half as many messages", "unit", unit)
	}
	return responses.Save(tx, []byte(unit), r)
}

// Reason counts why an aid did not help someone of a unit, by its key.
func (a *Agenda) Reason(tx *store.Tx, unit, key string) error {
	err := a.count(tx, unit, dayOf(a.now(), a.zone), func(w *week) {
		if w.Reasons == nil {
			w.Reasons = map[string]int{}
		}
		w.Reasons[key]++
	})
	if err != nil {
		return fmt.Errorf("agenda: reason: %w", err)
	}
	return nil
}

// braking reports whether a unit gets half as many messages now.
func (a *Agenda) braking(tx *store.Tx, unit string) (bool, error) {
	if unit == "" {
		return false, nil
	}
	r, _, err := responses.Load(tx, []byte(unit))
	return dayOf(a.now(), a.zone) < r.Until, err
}

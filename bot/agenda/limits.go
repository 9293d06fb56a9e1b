package agenda

import (
	"hash/fnv"
	"slices"
	"strconv"
	"time"
)

// The limits of what is said unprompted. They hold for all kinds of message
// together, and no setting, campaign or series goes beyond them.
const (
	perWeek  = 3              // messages in any 7 days; there is at most one in a day
	minGap   = 16 * time.Hour // between two, whatever zones the person moved between
	patience = 2              // ignored in a row: the intervals double
	giveUp   = 4              // ignored in a row: one closing message, and then nothing
	maxHold  = 3              // working days an item may be held before it is dropped
	keepWord = 25             // working days ahead that a day is looked for, for one whose day was promised
	maxRow   = 2              // reflection prompts in a row without an action prompt
	maxOpen  = 3              // series of one person at a time
)

// hours is a part of the day: minutes after midnight, both ends included, the last to its last second.
type hours struct{ From, To int }

// The parts of a working day in which people are written to.
var (
	working = hours{9*60 + 30, 16*60 + 30}
	awake   = hours{8*60 + 30, 17*60 + 30} // for digests: outside quiet hours
)

// lastCall is how long before the end of the working hours a day is too late to promise that everyone is told
// something on it: a wave of 36,000 takes as long ([Agenda.Serve]).
const lastCall = time.Hour

// Opens is the first moment from t on, where t is, whose day still has room for a wave to everyone: t itself, or the
// midnight after it. What is promised for a day begins no sooner.
func Opens(t time.Time) time.Time {
	day := dayOf(t, t.Location())
	if t.After(day.At(working.To, t.Location()).Add(-lastCall)) {
		return (day + 1).At(0, t.Location())
	}
	return t
}

// The moment of the day by default: 10:00, spread by half an hour to both sides so
// that not everyone is written to at once.
const (
	usualSlot = 10 * 60
	spread    = 30
)

// A Span is a number of days, both ends included.
type Span struct{ From, To Day }

// A clock is when somebody may be written to, as far as their calendar goes.
type clock struct {
	zone    *time.Location
	seed    string // spreads the moment of the day: the same for one person and day
	slot    int    // own choice of moment in minutes after midnight; 0 for the usual one
	most    int    // own choice of messages in a week; 0 for perWeek
	away    []Span
	quiet   time.Time // not before this moment
	paused  bool
	braking bool // the person's unit gets half as much
	keeps   int  // messages of the coming week that are kept free for digests
}

// history is what somebody was sent, and what came of it.
type history struct {
	Days    []Day     `json:",omitempty"` // on which something was sent; at most keepDays
	Last    time.Time `json:",omitzero"`
	Open    bool      `json:",omitempty"` // no answer to the last message yet
	Ignored int       `json:",omitempty"` // messages without an answer, in a row, before the last
	Row     int       `json:",omitempty"` // reflection prompts since the last action prompt
	Rests   bool      `json:",omitempty"` // said goodbye: nothing until the person answers
	Before  *before   `json:",omitempty"` // the last message, in case nothing is said; nil once it was answered
}

// before is what a history was before a message.
type before struct {
	Last    time.Time `json:",omitzero"`
	Open    bool      `json:",omitempty"`
	Ignored int       `json:",omitempty"`
	Row     int       `json:",omitempty"`
}

// keepDays is how many days a history goes back, in messages. Three a week make it
// half a year at least, so that a clock that jumps finds what it was before.
const keepDays = 80

// ignored is how many messages in a row got no answer.
func (h history) ignored() int {
	if h.Open {
		return h.Ignored + 1
	}
	return h.Ignored
}

// sent adds a message of kind k to the history.
func (h history) sent(k Kind, day Day, now time.Time) history {
	h.Before = &before{h.Last, h.Open, h.Ignored, h.Row}
	h.Days = append(h.Days[max(0, len(h.Days)-keepDays+1):len(h.Days):len(h.Days)], day)
	h.Ignored, h.Open, h.Last = h.ignored(), k != Digest, now // a digest is read, not answered
	switch k {
	case Reflection:
		h.Row++
	case Plan:
		h.Row = 0
	}
	return h
}

// answered is the history after any sign of life in answer to a message.
func (h history) answered() history {
	h.Open, h.Ignored, h.Rests, h.Before = false, 0, false, nil
	return h
}

// unsaid is the history without the last message: nothing was said after all, and the day is free for another.
func (h history) unsaid() history {
	h.Days = h.Days[:max(0, len(h.Days)-1)]
	if b := h.Before; b != nil {
		h.Last, h.Open, h.Ignored, h.Row = b.Last, b.Open, b.Ignored, b.Row
	}
	h.Before = nil
	return h
}

// free reports whether the caps leave room for one more message on day, and for what is
// kept free for digests: it is counted in both directions, because clocks have been set
// back.
func (h history) free(day Day, c clock) bool {
	stretch, most := Day(1), perWeek
	if c.most > 0 {
		most = min(c.most, perWeek)
	}
	if h.ignored() >= patience {
		stretch *= 2
	}
	if c.braking {
		stretch *= 2
	}
	n := 0
	for _, d := range h.Days {
		far := max(d-day, day-d)
		if far < stretch {
			return false
		}
		if far < 7*stretch {
			n++
		}
	}
	return n+min(c.keeps, most-1) < most
}

// Room reports whether there is room on a day for one more message, for somebody who is told things on the days of
// others and nothing else: there is at most one in a day and three in any seven.
func Room(day time.Time, others []time.Time) bool {
	at := dayOf(day, day.Location())
	for first := at - 6; first <= at; first++ {
		n := 0
		for _, t := range others {
			d := dayOf(t, day.Location())
			if d == at {
				return false
			}
			if first <= d && d < first+7 {
				n++
			}
		}
		if n >= perWeek {
			return false
		}
	}
	return true
}

// works reports whether d is a working day.
func (c clock) works(d Day) bool {
	wd := d.Weekday()
	return wd != time.Saturday && wd != time.Sunday && !isHoliday(d)
}

// isAway reports whether the person is absent on d.
func (c clock) isAway(d Day) bool {
	for _, s := range c.away {
		if s.From <= d && d <= s.To {
			return true
		}
	}
	return false
}

// farthest is how many days ahead a working day is looked for.
const farthest = 60

// fits reports whether d is a working day on which it may be said.
func (c clock) fits(it Item, d Day) bool {
	return c.works(d) && (len(it.Days) == 0 || slices.Contains(it.Days, d.Weekday()))
}

// held reports whether more working days lie after due, up to day, than an item may be held.
func (c clock) held(it Item, due, day Day) bool {
	if day-due > farthest {
		return true
	}
	n := 0
	for d := due + 1; d <= day; d++ {
		if c.works(d) {
			n++
		}
	}
	if it.Promised {
		return n > keepWord
	}
	return n > maxHold
}

// moment is when to write on a day, and the last moment that is still good.
func (c clock) moment(it Item, day Day) (at, end time.Time) {
	h, slot := working, c.slot
	switch {
	case it.Kind == Digest, it.Kind == Moment: // at the time it was asked for
		due := it.Due.In(c.zone)
		h, slot = awake, due.Hour()*60+due.Minute()
	case slot == 0:
		f := fnv.New32a()
		f.Write([]byte(c.seed + strconv.Itoa(int(day)))) // never fails
		slot = usualSlot - spread + int(f.Sum32()%(2*spread+1))
	}
	return day.At(min(max(slot, h.From), h.To), c.zone), day.At(h.To+1, c.zone).Add(-time.Second)
}

// due is the first working day on which it may be said.
func (c clock) due(it Item) Day {
	d := dayOf(it.Due, c.zone)
	for i := range Day(farthest) {
		if c.fits(it, d+i) {
			return d + i
		}
	}
	return d + farthest
}

// A step is what to do with an item.
type step int

const (
	send    step = iota + 1 // hand it over
	instead                 // hand over its Instead: two reflections came before
	goodbye                 // hand over the closing message, and drop what was planned
	wait                    // until a later moment
	drop                    // for a reason
)

// A verdict is a step with what it needs.
type verdict struct {
	step  step
	until time.Time // for wait: after now
	why   string    // for drop: a word for the journal
}

// decide says what to do with an item at now. It looks at nothing else, so that what
// it promises can be tested for every history.
func decide(c clock, h history, it Item, now time.Time) verdict {
	if !it.Expires.IsZero() && !now.Before(it.Expires) {
		return verdict{step: drop, why: "expired"}
	}
	if h.Rests {
		return verdict{step: drop, why: resting}
	}
	due, today := c.due(it), dayOf(now, c.zone)
	if it.Promised { // its days begin anew each day: it is said some time, or expires
		due = max(due, today)
	}
	if c.held(it, due, today) {
		return verdict{step: drop, why: "late"}
	}
	why := "late"
	for day := max(due, today); !c.held(it, due, day); day++ {
		switch {
		case !c.fits(it, day), c.paused && day == today:
			continue
		case c.isAway(day):
			why = "away"
			continue
		case !h.free(day, c):
			why = "full"
			continue
		}
		at, end := c.moment(it, day)
		at = latest(at, now, c.quiet)
		if gap := at.Sub(h.Last); -minGap < gap && gap < minGap {
			at = h.Last.Add(minGap)
		}
		switch {
		case at.After(end):
			continue
		case at.After(now):
			return verdict{step: wait, until: at}
		case h.ignored() >= giveUp:
			return verdict{step: goodbye}
		case it.Kind == Reflection && h.Row >= maxRow && !it.Instead.IsZero():
			return verdict{step: instead}
		case it.Kind == Reflection && h.Row >= maxRow:
			return verdict{step: drop, why: "enough"}
		}
		return verdict{step: send}
	}
	if it.Promised {
		return verdict{step: wait, until: (today + 1).At(0, c.zone)}
	}
	return verdict{step: drop, why: why}
}

func latest(ts ...time.Time) (l time.Time) {
	for _, t := range ts {
		if t.After(l) {
			l = t
		}
	}
	return l
}

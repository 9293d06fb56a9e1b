package delivery

import (
	"container/heap"
	"time"

	"golang.org/x/time/rate"

	"github.com/handvat/handvat/bot/chat"
)

// lines holds the messages of one platform that wait to be sent: in a line per
// channel, and in no line as long as it is too early for them.
type lines struct {
	perLine func() *rate.Limiter // makes the limiter of a line
	all     map[string]*line     // by channel
	urgent  []*line              // those that became ready with an answer in them
	calm    []*line              // those that became ready without; in both, some may not be ready anymore
	timers  timers
}

// An item is a message in the outbox.
type item struct {
	seq   uint64
	place string // see placeKey
	once  bool
}

// A line is what waits for one channel, in order. Its first item is the one being
// sent while the line sends.
type line struct {
	channel string
	items   []item
	answers int // how many of items are no nudges
	rate    *rate.Limiter
	state   lineState
	until   time.Time // the end of its rest
	failed  int       // how often the first item failed in a row
}

type lineState int

const (
	idle  lineState = iota // has no items
	ready                  // is in urgent or calm
	sends
	rests // a timer will make it ready
)

// add puts i in its line, in the order in which the messages were written.
func (ls *lines) add(i item) {
	place := parsePlace([]byte(i.place))
	channel := string(wholePlace(chat.Place{Platform: place.Platform, Team: place.Team, Channel: place.Channel}))
	l := ls.all[channel]
	if l == nil {
		l = &line{channel: channel, rate: ls.perLine()}
		ls.all[channel] = l
	}
	l.items = append(l.items, i)
	for n := len(l.items) - 1; n > 0 && l.items[n-1].seq > i.seq && (n > 1 || l.state != sends); n-- {
		l.items[n-1], l.items[n] = l.items[n], l.items[n-1]
	}
	if !i.once {
		l.answers++
	}
	if l.state == idle || l.state == ready && !i.once {
		ls.ready(l)
	}
}

// ready lets l be taken by next.
func (ls *lines) ready(l *line) {
	l.state = ready
	if l.answers > 0 {
		ls.urgent = append(ls.urgent, l)
	} else {
		ls.calm = append(ls.calm, l)
	}
}

// next returns the line that should send first, and leaves it where it is: it must
// be given another state to get at the line after it. It is nil if no line is
// ready, or only lines without answers and urgentOnly is set.
func (ls *lines) next(urgentOnly bool) *line {
	for _, list := range []*[]*line{&ls.urgent, &ls.calm} {
		for len(*list) > 0 {
			if l := (*list)[0]; l.state == ready {
				return l
			}
			*list = (*list)[1:]
		}
		if urgentOnly {
			break
		}
	}
	return nil
}

// rest makes l ready at a later time.
func (ls *lines) rest(l *line, until time.Time) {
	l.state, l.until = rests, until
	heap.Push(&ls.timers, timer{at: until, line: l})
}

// advance removes the first item of l, which is done.
func (ls *lines) advance(l *line, now time.Time) {
	if !l.items[0].once {
		l.answers--
	}
	l.items, l.failed = l.items[1:], 0
	if len(l.items) > 0 {
		ls.ready(l)
		return
	}
	l.state = idle
	heap.Push(&ls.timers, timer{at: now.Add(untilFull(l.rate, now)), line: l})
}

// later adds i at a later time.
func (ls *lines) later(i item, at time.Time) { heap.Push(&ls.timers, timer{at: at, item: i}) }

// ring does what was planned for now or before.
func (ls *lines) ring(now time.Time) {
	for len(ls.timers) > 0 && !ls.timers[0].at.After(now) {
		t := heap.Pop(&ls.timers).(timer)
		switch l := t.line; {
		case l == nil:
			ls.add(t.item)
		case l.state == rests && !l.until.After(now):
			ls.ready(l)
		case l.state == idle && untilFull(l.rate, now) == 0:
			delete(ls.all, l.channel) // its limit has nothing left to remember
		}
	}
}

// untilRing is how long it takes until there is something for ring to do; 0 if
// there will not be.
func (ls *lines) untilRing(now time.Time) time.Duration {
	if len(ls.timers) == 0 {
		return 0
	}
	return max(1, ls.timers[0].at.Sub(now))
}

// A timer adds an item, ends the rest of a line, or sweeps it up.
type timer struct {
	at   time.Time
	line *line // nil for an item
	item item
}

// timers is a heap of timers, the first one first.
type timers []timer

func (t timers) Len() int           { return len(t) }
func (t timers) Less(i, j int) bool { return t[i].at.Before(t[j].at) }
func (t timers) Swap(i, j int)      { t[i], t[j] = t[j], t[i] }
func (t *timers) Push(x any)        { *t = append(*t, x.(timer)) }
func (t *timers) Pop() any {
	last := (*t)[len(*t)-1]
	*t = (*t)[:len(*t)-1]
	return last
}

// limiter is a token bucket with perSecond tokens a second; with tokens for all if
// that is 0.
func limiter(perSecond float64, burst int) *rate.Limiter {
	if perSecond <= 0 {
		return rate.NewLimiter(rate.Inf, 0)
	}
	return rate.NewLimiter(rate.Limit(perSecond), max(1, burst))
}

// untilToken is how long it takes until l has a token; 0 if it has one.
func untilToken(l *rate.Limiter, now time.Time) time.Duration { return untilTokens(l, now, 1) }

// untilFull is how long it takes until l is as it was when it was new.
func untilFull(l *rate.Limiter, now time.Time) time.Duration {
	return untilTokens(l, now, float64(l.Burst()))
}

func untilTokens(l *rate.Limiter, now time.Time, n float64) time.Duration {
	short := n - l.TokensAt(now)
	if l.Limit() == rate.Inf || short <= 0 {
		return 0
	}
	return max(time.Millisecond, time.Duration(short/float64(l.Limit())*float64(time.Second)))
}

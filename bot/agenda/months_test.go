package agenda

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// subject is one person as the test knows them, apart from the agenda.
type subject struct {
	id      people.ID
	zone    *time.Location
	eager   int // answers never, now and then, or always
	paused  bool
	left    bool
	unseen  bool
	away    []Span
	most    int
	quiet   time.Time
	stopped map[string]bool // keys taken off
	sent    []Day
	last    time.Time
	ignored int // in a row, with the last
	row     int
	rests   bool
}

// simulation is a few people living through some months.
type simulation struct {
	t     *rapid.T
	d     *desk
	who   map[string]*subject // by channel
	items map[string]Item
	said  map[string]bool // ids of events
	n     int
}

// TestNoSequenceBreaksALimit plays months of people who answer, ignore, stop, pause,
// move, leave and come back, on machines that are restarted, switched off and set to
// another time, and holds every limit against every message.
func TestNoSequenceBreaksALimit(t *testing.T) {
	var heardInAll, dropped, goodbyes, insteads int
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		d := newDesk(outer, at(outer, "2026-01-05 08:00").AddDate(0, 0, rapid.IntRange(0, 365).Draw(t, "start")))
		s := &simulation{t: t, d: d, who: map[string]*subject{}, items: map[string]Item{},
			said: map[string]bool{}}
		for range 3 {
			s.meet()
		}
		for range rapid.IntRange(10, 60).Draw(t, "acts") {
			s.act()
		}
		s.live(70 * 24)
		for _, p := range s.who {
			d.update(func(tx *store.Tx) error {
				left, err := d.a.Of(tx, p.id)
				for _, it := range left {
					if it.Due.Before(d.now.AddDate(0, 0, -12)) {
						t.Fatalf("%s is still planned for %s at %s", it.Key, it.Due, d.now)
					}
				}
				return err
			})
		}
		heardInAll += len(s.said)
		dropped += len(d.dropped())
		for id := range s.said {
			if strings.Contains(id, "goodbye/") {
				goodbyes++
			}
			if strings.HasSuffix(id, "/before") {
				insteads++
			}
		}
	})
	t.Logf("%d messages, %d dropped, %d goodbyes, %d action prompts in between", heardInAll, dropped, goodbyes,
		insteads)
	if heardInAll < 100 || dropped < 100 || goodbyes < 1 || insteads < 5 {
		t.Error("there was too little going on for this to mean anything")
	}
}

var testZones = []string{"Europe/Amsterdam", "America/New_York", "Pacific/Auckland", "Pacific/Honolulu", "Asia/Kolkata"}

func (s *simulation) meet() {
	user := fmt.Sprint("user", len(s.who))
	p := &subject{id: s.d.person(user, nil), zone: s.d.a.zone, eager: len(s.who), stopped: map[string]bool{}}
	s.who[user] = p
	// Not the usual one, which hangs on the pseudonym: a failure must come back.
	slot := rapid.IntRange(1, 24*60).Draw(s.t, "slot")
	s.d.update(func(tx *store.Tx) error { return s.d.a.Slot(tx, p.id, slot) })
}

// someone draws one of the people.
func (s *simulation) someone() (user string, p *subject) {
	users := make([]string, 0, len(s.who))
	for u := range s.who {
		users = append(users, u)
	}
	slices.Sort(users)
	user = rapid.SampledFrom(users).Draw(s.t, "who")
	return user, s.who[user]
}

// act lets one thing happen.
func (s *simulation) act() {
	user, p := s.someone()
	switch what := rapid.IntRange(0, 25).Draw(s.t, "what"); what {
	case 0, 1, 2, 3: // a series, or a lot of other things
		s.add(user, p)
	case 4, 5:
		s.answer(p)
	case 6:
		series := rapid.SampledFrom([]string{"a", "b", "c", "d", All}).Draw(s.t, "series")
		s.d.update(func(tx *store.Tx) error { return s.d.a.Stop(tx, p.id, series) })
		for key, it := range s.items {
			if it.Person == p.id && (series == All || it.Series == series) {
				p.stopped[key] = true
			}
		}
	case 7:
		s.change(user, func(q *people.Profile) { q.Paused = !q.Paused; p.paused = q.Paused })
	case 8:
		zone := rapid.SampledFrom(testZones).Draw(s.t, "zone")
		s.change(user, func(q *people.Profile) { q.Zone = zone })
		p.zone = s.d.a.location(zone)
	case 9:
		s.change(user, func(q *people.Profile) {
			q.Left = !q.Left && rapid.Bool().Draw(s.t, "leaves")
			p.left = q.Left
		})
	case 10:
		s.change(user, func(q *people.Profile) {
			q.Unseen = !q.Unseen && rapid.Bool().Draw(s.t, "hides")
			p.unseen = q.Unseen
		})
	case 11:
		today := dayOf(s.d.now, s.d.a.zone)
		span := Span{today + 1, today + Day(rapid.IntRange(1, 20).Draw(s.t, "away"))}
		s.d.update(func(tx *store.Tx) error { return s.d.a.Away(tx, p.id, span) })
		p.away = append(p.away, span)
	case 12:
		p.quiet = s.d.now.Add(time.Duration(rapid.IntRange(0, 100).Draw(s.t, "quiet")) * time.Hour)
		s.d.update(func(tx *store.Tx) error { return s.d.a.Quiet(tx, p.id, p.quiet) })
	case 13:
		slot := rapid.IntRange(1, 24*60).Draw(s.t, "slot")
		s.d.update(func(tx *store.Tx) error { return s.d.a.Slot(tx, p.id, slot) })
		p.most = rapid.IntRange(0, 3).Draw(s.t, "most")
		s.d.update(func(tx *store.Tx) error { return s.d.a.Most(tx, p.id, p.most) })
	case 14:
		s.d.restart()
	case 15: // the machine's clock is set
		s.d.now = s.d.now.Add(time.Duration(rapid.IntRange(-30*24, 30*24).Draw(s.t, "jump")) * time.Hour)
	case 16: // switched off
		s.d.now = s.d.now.AddDate(0, 0, rapid.IntRange(1, 40).Draw(s.t, "off"))
		s.d.restart()
	default:
		s.live(rapid.IntRange(1, 20*24).Draw(s.t, "hours"))
	}
	s.countDigests(p)
}

// countDigests holds that the digests of a person are counted right.
func (s *simulation) countDigests(p *subject) {
	s.d.update(func(tx *store.Tx) error {
		items, err := s.d.a.Of(tx, p.id)
		items = slices.DeleteFunc(items, func(it Item) bool { return it.Kind != Digest })
		if n := digestsOf(tx, p.id); n != len(items) {
			s.t.Fatalf("%s has %d digests, counted as %d", p.id, len(items), n)
		}
		return err
	})
}

func (s *simulation) answer(p *subject) {
	s.d.update(func(tx *store.Tx) error { return s.d.a.Answered(tx, p.id) })
	p.ignored, p.rests = 0, false
}

// change edits the profile of a person, as the bot does.
func (s *simulation) change(user string, edit func(*people.Profile)) {
	s.d.person(user, edit)
}

func (s *simulation) add(user string, p *subject) {
	series := rapid.SampledFrom([]string{"a", "b", "c", "d", ""}).Draw(s.t, "series")
	kind := Reflection
	if series == "" {
		kind = rapid.SampledFrom([]Kind{Reflection, Plan, Change, Feedback, Digest}).Draw(s.t, "kind")
	}
	for range rapid.IntRange(1, 8).Draw(s.t, "items") {
		s.n++
		it := Item{Key: fmt.Sprintf("%s/%d", user, s.n), Kind: kind, Person: p.id, In: chat.Place{Platform: "web"},
			Series: series, Purpose: text.Said{"en": "it serves a test"},
			Due: s.d.now.Add(time.Duration(rapid.IntRange(0, 30*24).Draw(s.t,
				"due")) * time.Hour), Priority: rapid.IntRange(0, 9).Draw(s.t, "priority")}
		it.Action = act(it.Key)
		if kind == Reflection && rapid.Bool().Draw(s.t, "instead") {
			it.Instead = act("plan " + it.Key)
		}
		s.items[it.Key] = it
		s.d.add(it)
	}
}

// live lets hours pass, and holds the limits against what is heard. The inbox of an
// agenda is read once an hour, so some moments are up to an hour after a slot.
func (s *simulation) live(hours int) {
	for range hours {
		s.d.now = s.d.now.Add(time.Hour)
		for _, e := range s.d.tick() {
			s.hear(e)
		}
	}
}

// hear holds every limit against one message.
func (s *simulation) hear(e chat.Event) {
	p := s.who[e.In.Channel]
	fail := func(format string, args ...any) {
		s.t.Helper()
		s.t.Fatalf("%s at %s (%s): %s", e.ID, s.d.now, p.zone, fmt.Sprintf(format, args...))
	}
	if s.said[e.ID] {
		fail("said twice")
	}
	s.said[e.ID] = true
	it := s.items[strings.TrimPrefix(e.Action.Arg, "plan ")]
	bye := e.Action.Arg == "goodbye"
	if !bye && it.Key == "" {
		fail("nobody asked for %q", e.Action.Arg)
	}
	local, today := s.d.now.In(p.zone), dayOf(s.d.now, p.zone)
	minutes, open := local.Hour()*60+local.Minute(), working
	if bye || it.Kind == Digest {
		open = awake
	}
	if minutes < open.From || minutes > open.To || local.Weekday() == time.Saturday || local.Weekday() == time.Sunday ||
		isHoliday(today) {
		fail("outside working hours: %s", local)
	}
	if p.paused || p.left || p.unseen || s.d.now.Before(p.quiet) || p.stopped[it.Key] {
		fail("not wanted: %+v", p)
	}
	for _, span := range p.away {
		if span.From <= today && today <= span.To {
			fail("away")
		}
	}
	if !bye && s.workdays(dayOf(it.Due, p.zone), today) > maxHold+1 { // the first may be a day off
		fail("held too long: due %s", it.Due)
	}
	if s.d.now.Sub(p.last).Abs() < minGap {
		fail("too soon after %s", p.last)
	}
	stretch := Day(1)
	if p.ignored >= patience {
		stretch = 2
	}
	n := 0
	for _, d := range p.sent {
		if far := max(d-today, today-d); far < stretch {
			fail("a second one in %d days", stretch)
		} else if far < 7*stretch {
			n++
		}
	}
	if n >= perWeek || p.most > 0 && n >= p.most {
		fail("number %d in %d days", n+1, 7*stretch)
	}
	if p.rests || p.ignored >= giveUp && !bye || p.ignored < giveUp && bye {
		fail("after %d were ignored, rests %t", p.ignored, p.rests)
	}
	prompt := it.Kind == Reflection && e.Action == it.Action
	if prompt {
		p.row++
	} else if it.Kind == Plan || e.Action.Arg != it.Key && !bye {
		p.row = 0
	}
	if p.row > maxRow {
		fail("reflection prompt number %d in a row", p.row)
	}
	p.sent, p.last, p.rests = append(p.sent, today), s.d.now, bye
	if bye || it.Kind != Digest { // a digest is read, not answered
		p.ignored++
	}
	if p.eager > 0 && (p.eager > 1 || rapid.Bool().Draw(s.t, "answers")) {
		s.answer(p)
	}
}

// workdays counts the working days after from, up to to.
func (s *simulation) workdays(from, to Day) (n int) {
	for d := from + 1; d <= to; d++ {
		if wd := d.Weekday(); wd != time.Saturday && wd != time.Sunday && !isHoliday(d) {
			n++
		}
	}
	return n
}

// TestYear lets 10,000 people live through a year in which each of them uses an aid for
// the first time, and half of what comes is answered.
func TestYear(t *testing.T) {
	crowdSize := 10_000 / scale
	d := newDesk(t, at(t, "2026-01-02 11:00"))
	crowd(d, crowdSize)
	inSteps(d, crowdSize, func(tx *store.Tx, i int) error {
		start := d.now.AddDate(0, 0, i%330)
		for _, day := range []int{1, 7, 30} {
			it := reflection(pseudonym(i), fmt.Sprintf("%s/%d", pseudonym(i), day), start.AddDate(0, 0, day))
			it.Series, it.Instead = "s", act("plan")
			if _, err := d.a.Add(tx, it); err != nil {
				return err
			}
		}
		return nil
	})
	began, heard := time.Now(), 0
	for end := d.now.AddDate(1, 0, 0); d.now.Before(end); d.now = d.now.AddDate(0, 0, 1) {
		es := d.tick()
		heard += len(es)
		if len(es) > 0 {
			d.update(func(tx *store.Tx) error {
				for i := 0; i < len(es); i += 2 {
					n, err := strconv.Atoi(strings.TrimPrefix(es[i].From.ID, "user"))
					if err == nil {
						err = d.a.Answered(tx, pseudonym(n))
					}
					if err != nil {
						return err
					}
				}
				return nil
			})
		}
	}
	t.Logf("%d people were told %d things in a year, %d were dropped, in %s", crowdSize, heard, len(d.dropped()),
		time.Since(began).Round(time.Millisecond))
	if n := d.pending(); n != [3]int{} || heard < 3*crowdSize {
		t.Errorf("%d heard, left: %v", heard, n)
	}
}

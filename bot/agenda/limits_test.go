package agenda

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/bot/chat"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// at reads a moment in Amsterdam, where most tests are.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04", s, zone(t, "Europe/Amsterdam"))
	if err != nil {
		t.Fatal(err)
	}
	return when
}

func days(t testing.TB, ss ...string) (ds []Day) {
	for _, s := range ss {
		ds = append(ds, dayOf(at(t, s+" 12:00"), zone(t, "Europe/Amsterdam")))
	}
	return ds
}

// TestDecide walks the rules one by one, for somebody in Amsterdam with a slot of
// 10:00 and an item due on Tuesday 24 November 2026, unless told otherwise.
func TestDecide(t *testing.T) {
	busy := history{Days: days(t, "2026-11-18", "2026-11-19", "2026-11-20"), Last: at(t, "2026-11-20 10:00")}
	ignored := func(n int) history {
		return history{Days: days(t, "2026-11-23"), Last: at(t, "2026-11-23 10:00"), Open: true, Ignored: n - 1}
	}
	plan := act("plan")
	for _, c := range []struct {
		name  string
		now   string
		clock func(*clock)
		h     history
		item  func(*Item)
		want  string
	}{
		{name: "on its moment", now: "2026-11-24 10:00", want: "send"},
		{name: "before its day", now: "2026-11-20 12:00", want: "wait 2026-11-24 10:00"},
		{name: "before its moment", now: "2026-11-24 09:00", want: "wait 2026-11-24 10:00"},
		{name: "later that day", now: "2026-11-24 16:30", want: "send"},
		{name: "after working hours", now: "2026-11-24 16:31", want: "wait 2026-11-25 10:00"},
		{name: "own moment", now: "2026-11-24 10:00", clock: func(c *clock) { c.slot = 14*60 + 30 },
			want: "wait 2026-11-24 14:30"},
		{name: "own moment at night", now: "2026-11-24 10:00", clock: func(c *clock) { c.slot = 23 * 60 },
			want: "wait 2026-11-24 16:30"},
		{name: "due on Saturday", now: "2026-11-21 10:00", item: func(i *Item) { i.Due = at(t, "2026-11-21 08:00") },
			want: "wait 2026-11-23 10:00"},
		{name: "due on Christmas, a Friday", now: "2026-12-24 10:00",
			item: func(i *Item) { i.Due = at(t, "2026-12-25 08:00") }, want: "wait 2026-12-28 10:00"},
		{name: "three working days late", now: "2026-11-27 11:00", want: "send"},
		{name: "four working days late", now: "2026-11-30 09:00", want: "drop late"},
		{name: "a month late", now: "2026-12-24 10:00", want: "drop late"},
		{name: "a year late", now: "2027-12-24 10:00", want: "drop late"},
		{name: "expired", now: "2026-11-24 10:00", item: func(i *Item) { i.Expires = at(t, "2026-11-24 10:00") },
			want: "drop expired"},
		{name: "one today already", now: "2026-11-24 15:00",
			h: history{Days: days(t, "2026-11-24"), Last: at(t, "2026-11-24 10:00")}, want: "wait 2026-11-25 10:00"},
		{name: "three this week already", now: "2026-11-24 10:00", h: busy, want: "wait 2026-11-25 10:00"},
		{name: "one this week, and wants no more", now: "2026-11-24 10:00", clock: func(c *clock) { c.most = 1 },
			h: history{Days: days(t, "2026-11-20"), Last: at(t, "2026-11-20 10:00")}, want: "wait 2026-11-27 10:00"},
		{name: "one this week, wants two", now: "2026-11-24 10:00", clock: func(c *clock) { c.most = 2 },
			h: history{Days: days(t, "2026-11-20"), Last: at(t, "2026-11-20 10:00")}, want: "send"},
		{name: "three this week, wants nine", now: "2026-11-24 10:00", clock: func(c *clock) { c.most = 9 }, h: busy,
			want: "wait 2026-11-25 10:00"},
		{name: "16 hours, late at night", now: "2026-11-24 10:00",
			h: history{Days: days(t, "2026-11-23"), Last: at(t, "2026-11-23 20:00")}, want: "wait 2026-11-24 12:00"},
		{name: "one ignored", now: "2026-11-24 10:00", h: ignored(1), want: "send"},
		{name: "two ignored", now: "2026-11-24 10:00", h: ignored(2), want: "wait 2026-11-25 10:00"},
		{name: "three ignored", now: "2026-11-25 10:00", h: ignored(3), want: "send"},
		{name: "four ignored", now: "2026-11-25 10:00", h: ignored(4), want: "goodbye"},
		{name: "said goodbye", now: "2026-11-24 10:00", h: history{Rests: true}, want: "drop rests"},
		{name: "away until Thursday", now: "2026-11-24 10:00",
			clock: func(c *clock) { c.away = []Span{{0, days(t, "2026-11-25")[0]}} }, want: "wait 2026-11-26 10:00"},
		{name: "away for a week", now: "2026-11-24 10:00",
			clock: func(c *clock) { c.away = []Span{{0, days(t, "2026-11-30")[0]}} }, want: "drop away"},
		{name: "not to be disturbed", now: "2026-11-24 10:00",
			clock: func(c *clock) { c.quiet = at(t, "2026-11-24 13:00") }, want: "wait 2026-11-24 13:00"},
		{name: "not to be disturbed today", now: "2026-11-24 10:00",
			clock: func(c *clock) { c.quiet = at(t, "2026-11-24 23:00") }, want: "wait 2026-11-25 10:00"},
		{name: "paused", now: "2026-11-24 10:00", clock: func(c *clock) { c.paused = true },
			want: "wait 2026-11-25 10:00"},
		{name: "paused too long", now: "2026-11-27 10:00", clock: func(c *clock) { c.paused = true },
			want: "drop late"},
		{name: "braking, one yesterday", now: "2026-11-24 10:00", clock: func(c *clock) { c.braking = true },
			h: history{Days: days(t, "2026-11-23"), Last: at(t, "2026-11-23 10:00")}, want: "wait 2026-11-25 10:00"},
		{name: "braking and two ignored", now: "2026-11-24 10:00", clock: func(c *clock) { c.braking = true },
			h: ignored(2), want: "wait 2026-11-27 10:00"},
		{name: "two reflections before", now: "2026-11-24 10:00", h: history{Row: 2}, want: "drop enough"},
		{name: "two reflections before, with something to do", now: "2026-11-24 10:00", h: history{Row: 2},
			item: func(i *Item) { i.Instead = plan }, want: "instead"},
		{name: "two reflections before a plan", now: "2026-11-24 10:00", h: history{Row: 2},
			item: func(i *Item) { i.Kind = Plan }, want: "send"},
		{name: "a digest at its own time", now: "2026-11-24 08:50",
			item: func(i *Item) { i.Kind, i.Due = Digest, at(t, "2026-11-24 09:00") }, want: "wait 2026-11-24 09:00"},
		{name: "a digest in quiet hours", now: "2026-11-24 07:00",
			item: func(i *Item) { i.Kind, i.Due = Digest, at(t, "2026-11-24 07:00") }, want: "wait 2026-11-24 08:30"},
		{name: "moved to New York", now: "2026-11-24 10:00",
			clock: func(c *clock) { c.zone = zone(t, "America/New_York") }, want: "wait 2026-11-24 16:00"},
		{name: "moved to Auckland", now: "2026-11-24 10:00",
			clock: func(c *clock) { c.zone = zone(t, "Pacific/Auckland") }, want: "wait 2026-11-24 22:00"},
		{name: "the clock goes forward, Easter Monday is the 29th", now: "2027-03-27 10:00",
			item: func(i *Item) { i.Due = at(t, "2027-03-27 10:00") }, want: "wait 2027-03-30 10:00"},
		{name: "the clock goes back", now: "2026-10-24 10:00",
			item: func(i *Item) { i.Due = at(t, "2026-10-24 10:00") }, want: "wait 2026-10-26 10:00"},
	} {
		cl := clock{zone: zone(t, "Europe/Amsterdam"), slot: 10 * 60}
		it := Item{Kind: Reflection, Due: at(t, "2026-11-24 14:00")}
		if c.clock != nil {
			c.clock(&cl)
		}
		if c.item != nil {
			c.item(&it)
		}
		v := decide(cl, c.h, it, at(t, c.now))
		got := [...]string{"", "send", "instead", "goodbye", "wait", "drop"}[v.step]
		switch v.step {
		case wait:
			got += v.until.In(zone(t, "Europe/Amsterdam")).Format(" 2006-01-02 15:04")
		case drop:
			got += " " + v.why
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestDecideHolds draws every input of decide and holds what must be true of any
// verdict, whatever came before.
func TestDecideHolds(t *testing.T) {
	zones := []*time.Location{zone(t, "Europe/Amsterdam"), zone(t, "America/St_Johns"), zone(t, "Pacific/Auckland"),
		zone(t, "Pacific/Honolulu"), zone(t, "Asia/Kathmandu")}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		minute := func(name string, days int) time.Time {
			return start.Add(time.Duration(rapid.IntRange(0, days*24*60).Draw(t, name)) * time.Minute)
		}
		day := rapid.Custom(func(t *rapid.T) Day {
			return dayOf(start, time.UTC) + Day(rapid.IntRange(0, 60).Draw(t, "day"))
		})
		c := clock{zone: rapid.SampledFrom(zones).Draw(t, "zone"), seed: "x",
			slot:   rapid.IntRange(0, 24*60).Draw(t, "slot"),
			paused: rapid.Bool().Draw(t, "paused"), braking: rapid.Bool().Draw(t, "braking"), most: rapid.IntRange(0,
				4).Draw(t, "most"), quiet: minute("quiet", 40)}
		if from := day.Draw(t, "away"); rapid.Bool().Draw(t, "is away") {
			c.away = []Span{{from, from + 4}}
		}
		h := history{Days: rapid.SliceOfN(day, 0, 8).Draw(t, "days"), Last: minute("last", 60),
			Open:    rapid.Bool().Draw(t, "open"),
			Ignored: rapid.IntRange(0, 5).Draw(t, "ignored"), Row: rapid.IntRange(0, 2).Draw(t,
				"row"), Rests: rapid.IntRange(0, 5).Draw(t, "rests") == 0}
		it := Item{Kind: rapid.SampledFrom([]Kind{Reflection, Plan, Change, Digest}).Draw(t, "kind"),
			Due: minute("due", 50)}
		now := minute("now", 60)

		v := decide(c, h, it, now)
		today, local := dayOf(now, c.zone), now.In(c.zone)
		clockTime := local.Hour()*60 + local.Minute()
		switch v.step {
		case wait:
			if !v.until.After(now) {
				t.Fatalf("waits until %s, which is not after %s", v.until, now)
			}
			if next := decide(c, h, it, v.until); next.step == wait && !c.paused {
				t.Fatalf("waits until %s, only to wait again until %s", v.until, next.until)
			}
		case send, goodbye, instead:
			open := working
			if it.Kind == Digest {
				open = awake
			}
			switch {
			case clockTime < open.From, clockTime > open.To:
				t.Fatalf("at %s", local)
			case local.Weekday() == time.Saturday, local.Weekday() == time.Sunday, isHoliday(today):
				t.Fatalf("on a day off, %s", local)
			case c.paused, c.isAway(today), now.Before(c.quiet), h.Rests:
				t.Fatalf("to somebody who does not want it now: %+v %+v", c, h)
			case dayOf(it.Due, c.zone) > today:
				t.Fatalf("before its day")
			case v.step != goodbye && h.ignored() >= giveUp:
				t.Fatalf("after %d were ignored", h.ignored())
			case v.step == send && it.Kind == Reflection && h.Row >= maxRow:
				t.Fatalf("a third reflection in a row")
			case now.Sub(h.Last).Abs() < minGap:
				t.Fatalf("%s after the last", now.Sub(h.Last))
			}
			stretch := Day(1)
			if c.braking {
				stretch = 2
			}
			if h.ignored() >= patience {
				stretch *= 2
			}
			in := 0
			for _, d := range h.Days {
				if d > today-stretch && d <= today {
					t.Fatalf("a second one within %d days", stretch)
				}
				if d > today-7*stretch && d <= today {
					in++
				}
			}
			if in >= perWeek || c.most > 0 && in >= c.most {
				t.Fatalf("the %dth one in %d days", in+1, 7*stretch)
			}
		}
	})
}

// TestSlotsAreSpread holds that the usual moment is spread evenly over an hour, and
// stays the same for one person and day.
func TestSlotsAreSpread(t *testing.T) {
	ams, n := zone(t, "Europe/Amsterdam"), map[int]int{}
	day := days(t, "2026-11-23")[0]
	for i := range 61_000 {
		c := clock{zone: ams, seed: time.Duration(i).String()}
		m, _ := c.moment(Item{Kind: Reflection}, day)
		if again, _ := c.moment(Item{Kind: Plan}, day); !again.Equal(m) {
			t.Fatal("another moment for the same person and day")
		}
		n[m.Hour()*60+m.Minute()]++
	}
	for m := 9*60 + 30; m <= 10*60+30; m++ {
		if n[m] < 700 || n[m] > 1300 { // 1000 expected
			t.Errorf("%d people at %d:%02d", n[m], m/60, m%60)
		}
	}
	if len(n) != 61 {
		t.Errorf("%d different moments", len(n))
	}
}

func act(arg string) chat.Action { return chat.Action{Verb: "nudge", Arg: arg} }

// TestPromised: in a week that is full, of who gets half as much or is away, what was promised is moved, and nothing
// else is held that long.
func TestPromised(t *testing.T) {
	zone := time.UTC
	monday := dayOf(time.Date(2026, 11, 23, 0, 0, 0, 0, zone), zone)
	now := monday.At(10*60, zone)
	for name, c := range map[string]struct {
		h    history
		c    clock
		last Day // the day on which it comes at the latest
	}{
		"three this week": {history{Days: []Day{monday - 2, monday - 1, monday}}, clock{zone: zone}, monday + 7},
		"and two unanswered": {history{Days: []Day{monday - 2, monday - 1, monday}, Ignored: 2}, clock{zone: zone},
			monday + 14},
		"of a unit with less": {history{Days: []Day{monday - 2, monday - 1, monday}, Ignored: 2},
			clock{zone: zone, braking: true}, monday + 28},
		"one a week":          {history{Days: []Day{monday}}, clock{zone: zone, most: 1}, monday + 7},
		"away for two months": {history{}, clock{zone: zone, away: []Span{{monday, monday + 60}}}, monday + 1},
	} {
		it := Item{Kind: Plan, Due: now.AddDate(0, 0, 1)}
		v := decide(c.c, c.h, it, now)
		it.Promised = true
		kept := decide(c.c, c.h, it, now)
		if kept.step != wait || dayOf(kept.until, zone) > c.last {
			t.Errorf("%s: promised: %+v", name, kept)
		}
		if v.step == wait && v.until != kept.until {
			t.Errorf("%s: %v, promised %v", name, v.until, kept.until)
		}
		if c.c.most == 1 && v.step != drop {
			t.Errorf("%s: what was not promised: %+v", name, v)
		}
	}
	away := clock{zone: zone, away: []Span{{monday, monday + 60}}}
	it := Item{Kind: Plan, Due: now.AddDate(0, 0, 1), Promised: true}
	if v := decide(away, history{}, it, (monday+63).At(10*60+30, zone)); v.step != send {
		t.Errorf("back after two months: %+v", v)
	}
	it.Expires = (monday + 30).At(0, zone)
	if v := decide(away, history{}, it, (monday+31).At(10*60, zone)); v.step != drop {
		t.Errorf("past the day on which it makes sense: %+v", v)
	}
}

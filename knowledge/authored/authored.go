// Package authored reads campaigns: a series of a few messages about one thing, such as
// asking for feedback, that an author defines in a YAML file beside the aids, in the
// folder campaigns of a library; scans, a few questions that a group is asked once;
// starter paths, what helps somebody who moves to another role; and themes, a list of posts
// for a channel.
//
// A campaign serves something, and says so in each message: a file without that line is
// refused. It keeps nothing; whether a campaign runs, and for whom, is bot/skill/campaign's,
// bot/skill/scan asks and counts, bot/skill/path sets paths, and bot/skill/theme posts.
package authored

import (
	"slices"
	"time"

	"github.com/handvat/handvat/bot/text"
)

// A Campaign is a series of messages.
type Campaign struct {
	ID          string   `yaml:"id"`          // of a-z, 0-9 and -, at most 30 bytes
	Title       Text     `yaml:"title"`       // for authors
	Purpose     Text     `yaml:"purpose"`     // what it serves, in one line; people read it below each message
	Responsible string   `yaml:"responsible"` // role that answers for it, such as ld-team
	Audience    Audience `yaml:"audience"`
	Rhythm      Rhythm   `yaml:"rhythm"`
	Stop        Stop     `yaml:"stop"`
	Steps       []Step   `yaml:"steps"`

	source
}

// A Text says the same in Dutch and English.
type Text struct {
	NL string `yaml:"nl"`
	EN string `yaml:"en"`
}

// In is the text in a language, nl or else en.
func (t Text) In(lang string) string {
	if lang == "nl" {
		return t.NL
	}
	return t.EN
}

// Said is what it says in each language.
func (t Text) Said() text.Said { return text.Said{"nl": t.NL, "en": t.EN} }

// all yields both languages with what is said in them.
func (t Text) all(yield func(lang, says string) bool) { _ = yield("nl", t.NL) && yield("en", t.EN) }

// An Audience says who gets the messages; empty lists are everybody.
type Audience struct {
	Roles []string `yaml:"roles"`
	Units []string `yaml:"units"` // with the units below them
}

// Has reports whether somebody with these roles, whose unit is the first of path and
// who is under the others, belongs to a.
func (a Audience) Has(roles, path []string) bool {
	any := func(of, has []string) bool {
		return len(of) == 0 || slices.ContainsFunc(has, func(s string) bool { return slices.Contains(of, s) })
	}
	return any(a.Roles, roles) && any(a.Units, path)
}

// A Rhythm says when messages may go out. The limits of a person always go before it.
type Rhythm struct {
	Start   string   `yaml:"start"`    // day of the first step, as 2026-12-07; empty is the day it is started
	Days    []string `yaml:"days"`     // mon, tue, wed, thu, fri; empty is each working day
	PerWeek int      `yaml:"per_week"` // messages to one person in a week, 1 to 3; 0 if it is not given, which is 1
}

// A Stop says when to stop writing to a person, or to everybody.
type Stop struct {
	When     string `yaml:"when"`     // used: they used an aid of the campaign; answered: they reacted to a step; never
	Weeks    int    `yaml:"weeks"`    // for everybody, after this many weeks, 1 to 26
	Response int    `yaml:"response"` // propose to stop when fewer than this percentage reacts over 4 weeks; 0 is 20
}

// A Step is one message.
type Step struct {
	After int    `yaml:"after"` // days after the first day
	Text  Text   `yaml:"text"`
	Aid   string `yaml:"aid"` // slug of an aid to offer; may be empty
}

// The limits of a campaign.
const (
	maxSteps = 12
	maxText  = 400 // characters of one message
)

// Aids are the slugs of the aids that the steps offer.
func (c *Campaign) Aids() (slugs []string) {
	for _, s := range c.Steps {
		if s.Aid != "" && !slices.Contains(slugs, s.Aid) {
			slugs = append(slugs, s.Aid)
		}
	}
	return slugs
}

// Weekly is how many messages one person gets in a week at most.
func (c *Campaign) Weekly() int { return max(c.Rhythm.PerWeek, 1) }

// LeastResponse is the percentage of reactions below which it is proposed to stop.
func (c *Campaign) LeastResponse() int {
	if c.Stop.Response == 0 {
		return 20
	}
	return c.Stop.Response
}

// Begin is the day of the first step when it is started on a day: later if the file
// says so.
func (c *Campaign) Begin(started time.Time) time.Time {
	if d, err := time.ParseInLocation(time.DateOnly, c.Rhythm.Start, started.Location()); err == nil &&
		d.After(started) {
		return d
	}
	return started
}

// Schedule is the day of each step that goes out, when the days of steps count from begin: had are those of the first
// steps, and stay. Each other one is on the first day on or after its own that the rhythm allows, in a week that is not
// full, and that is open for the step, given the days before; nil is always. The weekend is never allowed. Said are
// the days of messages from before, that a week counts too. What would come after the weeks of the campaign does not.
func (c *Campaign) Schedule(begin time.Time, had, said []time.Time,
	open func(step int, day time.Time, before []time.Time) bool) []time.Time {
	days := slices.Concat(said, had)
	for i := len(had); i < len(c.Steps) && c.Steps[i].After-c.Steps[0].After < 7*max(c.Stop.Weeks, 1); i++ {
		day := begin.AddDate(0, 0, c.Steps[i].After)
		if n := len(days); n > 0 && !day.After(days[n-1]) {
			day = days[n-1].AddDate(0, 0, 1)
		}
		for c.full(day, days) || !slices.Contains(c.Days(), day.Weekday()) || open != nil && !open(i, day, days) {
			day = day.AddDate(0, 0, 1)
		}
		days = append(days, day)
	}
	return days[len(said):]
}

// Plan is the day of each step, and the midnight on which it is over, when it may begin from a day on, with had, said
// and open as in [Campaign.Schedule]. The days of steps count from the first message, and so do the weeks: a campaign
// whose messages need longer, because of holidays or of others, ends as many whole weeks later.
func (c *Campaign) Plan(begin time.Time, had, said []time.Time,
	open func(step int, day time.Time, before []time.Time) bool) (days []time.Time, ends time.Time) {
	if len(had) == 0 {
		had = c.Schedule(begin, nil, said, open)[:1]
	}
	zone := begin.Location()
	days = c.Schedule(had[0].In(zone).AddDate(0, 0, -c.Steps[0].After), had, said, open)
	y, m, d := days[0].In(zone).Date()
	ends = time.Date(y, m, d+7*c.Stop.Weeks, 0, 0, 0, 0, zone)
	for !days[len(days)-1].Before(ends) {
		ends = ends.AddDate(0, 0, 7)
	}
	return days, ends
}

// WeeksOf is how many weeks there are from the day of the first message until it is over.
func WeeksOf(first, ends time.Time) int { return int(ends.Sub(first).Hours()/24/7 + .5) }

// full reports whether the week of a day has as many of days as the rhythm allows.
func (c *Campaign) full(day time.Time, days []time.Time) bool {
	n := 0
	year, week := day.ISOWeek()
	for _, d := range days {
		if y, w := d.In(day.Location()).ISOWeek(); y == year && w == week {
			n++
		}
	}
	return n >= c.Weekly()
}

var weekdays = map[string]time.Weekday{"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday,
	"thu": time.Thursday, "fri": time.Friday}

// Days are the days of the week that the rhythm allows.
func (c *Campaign) Days() (days []time.Weekday) {
	for d := time.Monday; d <= time.Friday; d++ {
		if len(c.Rhythm.Days) == 0 ||
			slices.ContainsFunc(c.Rhythm.Days, func(s string) bool { return weekdays[s] == d }) {
			days = append(days, d)
		}
	}
	return days
}

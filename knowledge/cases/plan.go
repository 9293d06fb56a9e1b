package cases

import (
	"cmp"
	"slices"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// A Plan is the measurement plan: made with the line, before the rollout.
type Plan struct {
	Made       Day         `yaml:"made,omitzero"`
	Rollout    Day         `yaml:"rollout,omitzero"` // the first day something reaches the group
	Indicators []Indicator `yaml:"indicators,omitzero"`
}

// An Indicator is one thing that is measured.
type Indicator struct {
	ID         string     `yaml:"id"`
	Name       string     `yaml:"name"`
	Level      int        `yaml:"level"` // 0 input, 1 reaction, 2 learning, 3 application, 4 result, 5 return
	Unit       string     `yaml:"unit,omitzero"`
	Direction  Direction  `yaml:"direction,omitzero"`
	Min        *float64   `yaml:"min,omitzero"` // least possible value; nil: see [Indicator.Possible]
	Max        *float64   `yaml:"max,omitzero"`
	Baseline   *Figure    `yaml:"baseline,omitzero"`
	Target     *Figure    `yaml:"target,omitzero"`
	Source     string     `yaml:"source,omitzero"`
	Instrument Instrument `yaml:"instrument,omitzero"`
	Asked      string     `yaml:"respondents,omitzero"` // which group the values are about
	Owner      string     `yaml:"owner,omitzero"`       // who gives the value
	Benefit    Benefit    `yaml:"benefit,omitzero"`
	Moments    []Moment   `yaml:"moments,omitzero"`
	Readings   []Reading  `yaml:"readings,omitzero"` // in order of date
	Isolation  Isolation  `yaml:"isolation,omitzero"`
}

// The levels of evaluation (Phillips and Phillips).
const (
	LevelInput = iota
	LevelReaction
	LevelLearning
	LevelApplication
	LevelResult
	LevelReturn
)

// Business reports whether i says something about business value; otherwise it is
// about learning value.
func (i Indicator) Business() bool { return i.Level >= LevelResult }

// An Instrument is how values are collected.
type Instrument string

// The instruments.
const (
	ByBot         Instrument = "bot"
	ByKPI         Instrument = "kpi"
	ByObservation Instrument = "observation"
)

func (Instrument) Values() []string { return yamldoc.Values(ByBot, ByKPI, ByObservation) }

// A Benefit is one of the seven that performance support is said to have.
type Benefit string

// The seven benefits, in the order they are reported.
const (
	Productivity Benefit = "productivity"
	Competency   Benefit = "time-to-competency"
	Retention    Benefit = "retention"
	Consistency  Benefit = "consistent-output"
	Steering     Benefit = "performance-management"
	Empowerment  Benefit = "empowerment"
	Customers    Benefit = "customers"
)

// Benefits lists the seven.
var Benefits = []Benefit{Productivity, Competency, Retention, Consistency, Steering, Empowerment, Customers}

func (Benefit) Values() []string { return yamldoc.Values(Benefits...) }

// A Moment is a day on which a value is to be read.
type Moment struct {
	Kind   MomentKind `yaml:"kind"`
	Date   Day        `yaml:"date"`
	Absent string     `yaml:"not-available,omitzero"` // why there is no value, once the owner said so
}

// A MomentKind says which moment of a measurement it is.
type MomentKind string

// The kinds of moment. Each indicator has all three.
const (
	AtBaseline MomentKind = "baseline"
	AtInterim  MomentKind = "interim"
	AtEnd      MomentKind = "end"
)

func (MomentKind) Values() []string { return yamldoc.Values(AtBaseline, AtInterim, AtEnd) }

// A Reading is a value that was read.
type Reading struct {
	Date    Day     `yaml:"date"`
	Value   float64 `yaml:"value"`
	People  int     `yaml:"people,omitzero"`  // how many people the value is of, where it is of people
	Changed string  `yaml:"changed,omitzero"` // what else changed meanwhile
}

// Few reports whether r is of people, and of too few of them to be told.
func (r Reading) Few(group privacy.Group) bool { return r.People != 0 && !group.May(r.People) }

// Told is i without the readings of too few people.
func (i Indicator) Told(group privacy.Group) Indicator {
	i.Readings = slices.DeleteFunc(slices.Clone(i.Readings), func(r Reading) bool { return r.Few(group) })
	return i
}

// A MomentState is how a moment stands on a day.
type MomentState string

// The states of a moment. A missed one has no value: it is never counted as zero.
const (
	Planned MomentState = "planned"
	Due     MomentState = "due"
	Met     MomentState = "met"
	Missed  MomentState = "missed"
)

// grace is how many days a reading may be from the moment it is for, and how long
// after a moment it is called missed.
const grace = 14

// At returns how a moment of i stands on a day, and the reading that meets it: the
// nearest within two weeks. The baseline of i meets its baseline moment whatever its
// day, since it was there before.
func (i Indicator) At(m Moment, today Day) (MomentState, Reading) {
	best, found := Reading{}, false
	for _, r := range i.Readings {
		away := abs(r.Date.Since(m.Date))
		if away <= grace && (!found || away < abs(best.Date.Since(m.Date))) {
			best, found = r, true
		}
	}
	if !found && m.Kind == AtBaseline && i.Baseline != nil {
		best, found = Reading{Date: i.Baseline.Date, Value: i.Baseline.Value}, true
	}
	switch {
	case found:
		return Met, best
	case m.Absent != "":
		return Missed, Reading{}
	case today < m.Date:
		return Planned, Reading{}
	case today.Since(m.Date) <= grace:
		return Due, Reading{}
	}
	return Missed, Reading{}
}

func abs(n int) int { return max(n, -n) }

// Moment returns the moment of a kind, the last if there are more.
func (i Indicator) Moment(kind MomentKind) (m Moment, ok bool) {
	for _, o := range i.Moments {
		if o.Kind == kind && (!ok || o.Date > m.Date) {
			m, ok = o, true
		}
	}
	return m, ok
}

// settled reports whether a moment of a kind has its value, or a reason for having
// none.
func (i Indicator) settled(kind MomentKind) bool {
	m, ok := i.Moment(kind)
	if !ok {
		return false
	}
	state, _ := i.At(m, "")
	return state == Met || m.Absent != ""
}

// Latest is the last reading after the baseline, and whether there is one.
func (i Indicator) Latest() (Reading, bool) {
	for _, r := range slices.Backward(i.Readings) {
		if i.Baseline == nil || r.Date > i.Baseline.Date {
			return r, true
		}
	}
	return Reading{}, false
}

// Put adds a reading, in the place of the one of the same day if there is one.
func (i *Indicator) Put(r Reading) {
	at, found := slices.BinarySearchFunc(i.Readings, r.Date,
		func(o Reading, d Day) int { return cmp.Compare(o.Date, d) })
	i.Readings = slices.Clone(i.Readings)
	if found {
		i.Readings[at] = r
		return
	}
	i.Readings = slices.Insert(i.Readings, at, r)
}

// Possible returns the least and the greatest value that i can have; nil means that
// there is no bound. Without bounds of its own a share in % is from 0 to 100, except
// at level 5, where a return can be anything from −100 up.
func (i Indicator) Possible() (least, most *float64) {
	least, most = i.Min, i.Max
	if i.Unit != "%" {
		return least, most
	}
	zero, whole, ruin := 0.0, 100.0, -100.0
	switch {
	case i.Level == LevelReturn && least == nil:
		least = &ruin
	case i.Level != LevelReturn:
		if least == nil {
			least = &zero
		}
		if most == nil {
			most = &whole
		}
	}
	return least, most
}

// Allows reports whether v is a possible value of i.
func (i Indicator) Allows(v float64) bool {
	least, most := i.Possible()
	return v == v && (least == nil || v >= *least) && (most == nil || v <= *most)
}

// A Standing says whether a goal is on course.
type Standing string

// The standings. NoData is also what an indicator without baseline or target has.
const (
	OnCourse Standing = "on-course"
	Behind   Standing = "behind"
	NoData   Standing = "no-data"
)

// Standing compares the latest reading with the straight line from the baseline to
// the target on the day of that reading.
func (i Indicator) Standing() Standing {
	last, ok := i.Latest()
	if !ok || i.Baseline == nil || i.Target == nil || i.Baseline.Date == "" || i.Target.Date <= i.Baseline.Date {
		return NoData
	}
	gone := min(1, float64(last.Date.Since(i.Baseline.Date))/float64(i.Target.Date.Since(i.Baseline.Date)))
	wanted := i.Direction.gain(i.Baseline.Value, i.Target.Value) * gone
	if i.Direction.gain(i.Baseline.Value, last.Value) >= wanted {
		return OnCourse
	}
	return Behind
}

// Indicator returns a pointer into c to the indicator with an id; nil if there is none.
func (c *Case) Indicator(id string) *Indicator {
	for n := range c.Plan.Indicators {
		if c.Plan.Indicators[n].ID == id {
			return &c.Plan.Indicators[n]
		}
	}
	return nil
}

// Absent says that there is no value for the moment of i that is open on a day, or was
// missed last, and why. It reports whether there is one.
func (i *Indicator) Absent(why string, today Day) bool {
	for n, m := range slices.Backward(i.Moments) {
		if state, _ := i.At(m, today); state == Due || state == Missed && m.Absent == "" {
			i.Moments = slices.Clone(i.Moments)
			i.Moments[n].Absent = why
			return true
		}
	}
	return false
}

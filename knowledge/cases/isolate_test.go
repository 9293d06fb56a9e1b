package cases

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestWorkedEstimate is the worked example of the domain notes: 12 of 40 users, 30
// minutes, half of it ascribed, 70 % sure, is 126 minutes; the other 28 count as
// nothing.
func TestWorkedEstimate(t *testing.T) {
	e := Estimate{Of: 40, Answered: 12, Mean: 30, Unit: "minutes", Per: PerWeek, Attribution: 0.5, Confidence: 0.7}
	near(t, "the estimate", e.Value(), 126)
	if e.Sum() != "12 × 30 × 0.5 × 0.7" {
		t.Error(e.Sum())
	}
	if e.Answered = 4; e.Enough() {
		t.Error("an estimate of four people is shown")
	}
}

func TestComparison(t *testing.T) {
	c := example(t)
	e, err := c.Indicator("op-tijd").Effect(c.Plan.Rollout)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the change", e.Change, 13)
	near(t, "the effect", e.Value, 8)
	if e.Sum != "(84 − 71) − (75 − 70)" {
		t.Error(e.Sum)
	}
	down := Indicator{Direction: Down, Baseline: &Figure{40, "2026-10-31"},
		Readings:  []Reading{{Date: "2027-03-31", Value: 20}},
		Isolation: Isolation{Method: Comparison, Before: &Figure{Value: 41}, After: &Figure{Value: 35}}}
	if e, err := down.Effect("2026-11-16"); err != nil || e.Value != 14 || e.Sum != "(40 − 20) − (41 − 35)" {
		t.Errorf("%+v %v", e, err)
	}
}

// TestTrend checks the line against one worked by hand: 60, 62, 61, 64, 63, 65 on six
// days, ten days apart, have slope 15.5 ÷ 17.5 for each ten days and begin at 62.5 − 2.5 × that.
func TestTrend(t *testing.T) {
	var points []Figure
	for n, v := range []float64{60, 62, 61, 64, 63, 65} {
		points = append(points, Figure{v, Day("2026-09-01").Plus(0, 10*n)})
	}
	l, err := lineThrough(points)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the start", l.At("2026-09-01"), 62.5-2.5*15.5/17.5)
	near(t, "a day", l.At("2026-09-02")-l.At("2026-09-01"), 1.55/17.5)
	i := Indicator{Direction: Up, Baseline: &Figure{65, "2026-10-21"},
		Readings: []Reading{{Date: "2026-12-10", Value: 75}}, Isolation: Isolation{Method: Trend, Points: points}}
	e, err := i.Effect("2026-11-01")
	if err != nil {
		t.Fatal(err)
	}
	near(t, "expected", e.Expected, 62.5+7.5*15.5/17.5)
	near(t, "the effect", e.Value, 75-e.Expected)
	if e.Sum != "75 − 69.14" {
		t.Error(e.Sum)
	}
	i.Isolation.Points = points[:5]
	if _, err := i.Effect("2026-11-01"); !errors.Is(err, errTooLittle) {
		t.Errorf("a trend from five points: %v", err)
	}
	i.Isolation.Points = points // of which only four are before this rollout
	if _, err := i.Effect("2026-10-05"); !errors.Is(err, errTooLittle) {
		t.Errorf("points after the rollout count: %v", err)
	}
}

// TestLineThroughALine holds that a line through points of a line is that line.
func TestLineThroughALine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slope, start := rapid.Float64Range(-10, 10).Draw(t, "slope"), rapid.Float64Range(-1000, 1000).Draw(t, "start")
		from := Day("2024-01-01").Plus(0, rapid.IntRange(0, 2000).Draw(t, "from"))
		var points []Figure
		day := 0
		for range rapid.IntRange(minPoints, 40).Draw(t, "n") {
			points = append(points, Figure{start + slope*float64(day), from.Plus(0, day)})
			day += rapid.IntRange(1, 60).Draw(t, "gap")
		}
		l, err := lineThrough(points)
		if err != nil {
			t.Fatal(err)
		}
		at := rapid.IntRange(-100, 3000).Draw(t, "at")
		if got, want := l.At(from.Plus(0, at)), start+slope*float64(at); math.Abs(got-want) > 1e-6*(1+math.Abs(want)) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

// TestNoEffectWithoutBaselineAndMethod holds that a change alone is never an effect.
func TestNoEffectWithoutBaselineAndMethod(t *testing.T) {
	c := example(t)
	for want, change := range map[error]func(*Indicator){
		ErrNoBaseline: func(i *Indicator) { i.Baseline = nil },
		ErrNoMethod:   func(i *Indicator) { i.Isolation.Method = "" },
		errTooLittle:  func(i *Indicator) { i.Isolation.After = nil },
		ErrNoReading:  func(i *Indicator) { i.Readings = nil },
	} {
		i := *c.Indicator("op-tijd")
		change(&i)
		if _, err := i.Effect(c.Plan.Rollout); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
	few := *c.Indicator("tijd")
	few.Isolation.Estimate = &Estimate{Of: 40, Answered: 4, Mean: 30, Attribution: 1, Confidence: 1, Per: PerWeek}
	if _, err := few.Effect(c.Plan.Rollout); !errors.Is(err, errTooLittle) {
		t.Errorf("an effect from four people: %v", err)
	}
}

// TestReturn is the worked example of the aid on returns: € 3,402 a year against
// € 2,400 is a return of 41.75 %, a ratio of 1.4175, paid back in 8.47 months.
func TestReturn(t *testing.T) {
	c := example(t)
	r, ok := c.Return()
	if !ok {
		t.Fatal("no return")
	}
	near(t, "the benefit", r.Benefit, 3402)
	near(t, "the cost", r.Cost, 2400)
	near(t, "the return", r.ROI(), 41.75)
	near(t, "the ratio", r.BCR(), 1.4175)
	near(t, "payback", r.Payback(), 2400.0/3402*12)
	if !math.IsInf(Return{Cost: 1}.Payback(), 1) {
		t.Error("no benefit, yet paid back")
	}
	c.Worth.PerUnit = 0
	if _, ok := c.Return(); ok {
		t.Error("a return without a value in money")
	}
}

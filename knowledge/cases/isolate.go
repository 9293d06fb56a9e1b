package cases

import (
	"errors"
	"fmt"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// An Isolation says how the part of a change that comes from the solutions is told
// from the rest, with what that needs.
type Isolation struct {
	Method   Method    `yaml:"method,omitzero"`
	Group    string    `yaml:"group,omitzero"`  // comparison: who had no solution
	Before   *Figure   `yaml:"before,omitzero"` // comparison: that group's value at the baseline
	After    *Figure   `yaml:"after,omitzero"`  // comparison: that group's value at the end
	Points   []Figure  `yaml:"points,omitzero"` // trend: values before the rollout
	Estimate *Estimate `yaml:"estimate,omitzero"`
}

// A Method is a way to isolate an effect (Phillips and Phillips).
type Method string

// The methods, the strongest first.
const (
	Comparison Method = "comparison"
	Trend      Method = "trend"
	Estimates  Method = "estimate"
)

func (Method) Values() []string { return yamldoc.Values(Comparison, Trend, Estimates) }

// minPoints is how many values before the rollout a trend line needs.
const minPoints = 6

// Why there is no isolated effect.
var (
	ErrNoBaseline = errors.New("no baseline")
	ErrNoReading  = errors.New("no reading after the rollout")
	ErrNoMethod   = errors.New("no isolation method")
	errTooLittle  = errors.New("too little to isolate with")
)

// An Effect is the part of a change that a method ascribes to the solutions. It is
// positive when things got better.
type Effect struct {
	Value    float64
	Method   Method
	Change   float64 // the whole change since the baseline, positive when better
	Expected float64 // trend: what the line foretold for the day of the reading
	Sum      string  // the calculation, such as "(84 − 71) − (75 − 70)"
}

// Effect isolates the effect of a case's solutions on i, from its latest reading after
// the rollout. Without baseline and method there is none, whatever the figure did. The
// estimate is an effect by itself and needs no reading.
func (i Indicator) Effect(rollout Day) (Effect, error) {
	switch {
	case i.Baseline == nil:
		return Effect{}, ErrNoBaseline
	case i.Isolation.Method == "":
		return Effect{}, ErrNoMethod
	}
	e := Effect{Method: i.Isolation.Method}
	last, ok := i.Latest()
	if ok = ok && last.Date >= rollout; ok {
		e.Change = i.Direction.gain(i.Baseline.Value, last.Value)
	}
	if e.Method == Estimates {
		return i.estimated(e)
	}
	if !ok {
		return Effect{}, ErrNoReading
	}
	if e.Method == Comparison {
		return i.compared(e, last)
	}
	return i.extended(e, last, rollout)
}

// estimated is the effect that users estimate.
func (i Indicator) estimated(e Effect) (Effect, error) {
	est := i.Isolation.Estimate
	if est == nil || !est.Enough() {
		return Effect{}, errTooLittle
	}
	e.Value, e.Sum = est.Value(), est.Sum()
	return e, nil
}

// compared is the change less the change of a group that had no solution.
func (i Indicator) compared(e Effect, last Reading) (Effect, error) {
	before, after := i.Isolation.Before, i.Isolation.After
	if before == nil || after == nil {
		return Effect{}, errTooLittle
	}
	e.Value = e.Change - i.Direction.gain(before.Value, after.Value)
	e.Sum = fmt.Sprintf("(%s) − (%s)", i.minus(i.Baseline.Value, last.Value), i.minus(before.Value, after.Value))
	return e, nil
}

// extended is what the last reading is better than the line from before the rollout.
func (i Indicator) extended(e Effect, last Reading, rollout Day) (Effect, error) {
	line, err := i.Line(rollout)
	if err != nil {
		return Effect{}, err
	}
	e.Expected = line.At(last.Date)
	e.Value = i.Direction.gain(e.Expected, last.Value)
	e.Sum = i.minus(round(e.Expected, 2), last.Value)
	return e, nil
}

// minus writes how a gain is reckoned, such as "84 − 71".
func (i Indicator) minus(from, to float64) string {
	if i.Direction == Down {
		from, to = to, from
	}
	return decimal(to) + " − " + decimal(from)
}

// Line is the line through the points of i from before the rollout; through all of them
// if that is not known.
func (i Indicator) Line(rollout Day) (TrendLine, error) {
	var points []Figure
	for _, p := range i.Isolation.Points {
		if rollout == "" || p.Date < rollout {
			points = append(points, p)
		}
	}
	return lineThrough(points)
}

// A TrendLine is a straight line through values on days.
type TrendLine struct {
	from         Day
	start, slope float64 // value on the day from, and per day
}

// lineThrough fits a line to points by ordinary least squares on their days. It needs
// [minPoints] points on two days or more; otherwise the error is [errTooLittle].
func lineThrough(points []Figure) (TrendLine, error) {
	n := float64(len(points))
	if len(points) < minPoints {
		return TrendLine{}, errTooLittle
	}
	l := TrendLine{from: points[0].Date}
	var sx, sy, sxx, sxy float64
	for _, p := range points {
		x := float64(p.Date.Since(l.from))
		sx, sy, sxx, sxy = sx+x, sy+p.Value, sxx+x*x, sxy+x*p.Value
	}
	spread := n*sxx - sx*sx
	if spread == 0 {
		return TrendLine{}, errTooLittle
	}
	l.slope = (n*sxy - sx*sy) / spread
	l.start = (sy - l.slope*sx) / n
	return l, nil
}

// At is the value of the line on a day.
func (l TrendLine) At(d Day) float64 { return l.start + l.slope*float64(d.Since(l.from)) }

// An Estimate is what the users of a solution think it saved or brought them, all of
// them together: it never holds one person's answer.
type Estimate struct {
	Of          int     `yaml:"of"`          // how many people use the solution
	Answered    int     `yaml:"answered"`    // how many of them answered; the others count as nothing
	Mean        float64 `yaml:"mean"`        // the mean of their answers, per Per
	Unit        string  `yaml:"unit"`        // such as "minutes"
	Per         Period  `yaml:"per"`         // the period the mean is about
	Attribution float64 `yaml:"attribution"` // 0 to 1: the share they ascribe to the solution
	Confidence  float64 `yaml:"confidence"`  // 0 to 1: how sure they are
}

// A Period is what an estimate is per.
type Period string

// The periods.
const (
	PerWeek  Period = "week"
	PerMonth Period = "month"
	PerYear  Period = "year"
)

func (Period) Values() []string { return yamldoc.Values(PerWeek, PerMonth, PerYear) }

// Times is how many periods a year is counted as: 45 working weeks, 12 months.
func (p Period) Times() float64 {
	return map[Period]float64{PerWeek: 45, PerMonth: 12, PerYear: 1}[p]
}

// Enough reports whether enough people answered for e to be shown, in the smallest group there is.
func (e Estimate) Enough() bool { return privacy.Group(0).May(e.Answered) }

// Value is the confidence-adjusted estimate: answers × mean × attribution × confidence
// (Phillips and Phillips). Who did not answer counts as nothing.
func (e Estimate) Value() float64 {
	return float64(e.Answered) * e.Mean * e.Attribution * e.Confidence
}

// Sum is the calculation of [Estimate.Value], such as "12 × 30 × 0.5 × 0.7".
func (e Estimate) Sum() string {
	return fmt.Sprintf("%d × %s × %s × %s", e.Answered, decimal(e.Mean), decimal(e.Attribution),
		decimal(e.Confidence))
}

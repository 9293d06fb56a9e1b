package cases

import (
	"math"
	"strconv"
)

// A Worth is what a case cost and what its effect is worth in money. It is only for
// cases that are worth the reckoning.
type Worth struct {
	Currency  string  `yaml:"currency,omitzero"`
	Indicator string  `yaml:"indicator,omitzero"` // id of the indicator whose effect is put in money
	PerUnit   float64 `yaml:"per-unit,omitzero"`  // value of one unit of that effect, as finance gave it
	Per       Period  `yaml:"per,omitzero"`       // the period the effect is of; an estimate has its own
	Source    string  `yaml:"source,omitzero"`    // who in finance gave the value
	Costs     Costs   `yaml:"costs,omitzero"`
	NotMoney  []Note  `yaml:"not-in-money,omitzero"` // what is not put in money
}

// Costs are all costs, each apart so that using and anchoring do not hide behind
// making.
type Costs struct {
	Making        float64 `yaml:"making,omitzero"`
	Delivering    float64 `yaml:"delivering,omitzero"`
	Users         float64 `yaml:"users-time,omitzero"`
	Anchoring     float64 `yaml:"anchoring,omitzero"`
	AnchoringTime float64 `yaml:"anchoring-hours,omitzero"` // hours, where anchoring is not paid apart
}

// Total is the sum of the costs in money.
func (c Costs) Total() float64 { return c.Making + c.Delivering + c.Users + c.Anchoring }

// A Return is the outcome of level 5.
type Return struct {
	Benefit float64 // of one year, the conservative choice
	Cost    float64
}

// ROI is the return on investment in %: (benefit − cost) ÷ cost × 100 (Phillips and
// Phillips). A return of nothing on nothing is not a number.
func (r Return) ROI() float64 { return (r.Benefit - r.Cost) / r.Cost * 100 }

// BCR is the benefit/cost ratio: benefit ÷ cost (Phillips and Phillips).
func (r Return) BCR() float64 { return r.Benefit / r.Cost }

// Payback is after how many months the benefit of a year has paid for the costs:
// cost ÷ benefit × 12 (Phillips and Phillips). It is infinite without benefit.
func (r Return) Payback() float64 {
	if r.Benefit <= 0 {
		return math.Inf(1)
	}
	return r.Cost / r.Benefit * 12
}

// Return reckons level 5: the isolated effect on one indicator, put in money over one
// year, against all costs. It is only known with an effect, a value and costs.
func (c *Case) Return() (Return, bool) {
	i := c.Indicator(c.Worth.Indicator)
	cost := c.Worth.Costs.Total()
	if i == nil || c.Worth.PerUnit <= 0 || cost <= 0 {
		return Return{}, false
	}
	e, err := i.Effect(c.Plan.Rollout)
	if err != nil {
		return Return{}, false
	}
	per := c.Worth.Per
	if e.Method == Estimates {
		per = i.Isolation.Estimate.Per
	}
	if per == "" {
		return Return{}, false
	}
	return Return{Benefit: e.Value * per.Times() * c.Worth.PerUnit, Cost: cost}, true
}

// decimal writes v with as many digits as it needs and a point.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func round(v float64, digits int) float64 {
	p := math.Pow10(digits)
	return math.Round(v*p) / p
}

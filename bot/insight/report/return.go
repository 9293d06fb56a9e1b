package report

import (
	"fmt"
	"strings"

	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/knowledge/cases"
)

// commas makes the points of a calculation decimal commas.
var commas = strings.NewReplacer(".", ",")

// ret reports costs and return, each with its sum and the source of the formula. It
// reports whether there was anything to say.
func (b *writer) ret(c *cases.Case) bool {
	w, known := c.Worth, false
	if total := w.Costs.Total(); total > 0 {
		known = true
		t := document.Table{Caption: b.r.Cost, Head: b.columns("what", "amount"), Numbers: []int{1}}
		for n, v := range []float64{w.Costs.Making, w.Costs.Delivering, w.Costs.Users, w.Costs.Anchoring, total} {
			t.Rows = append(t.Rows, []string{b.r.CostLines[n], b.value(v, w.Currency)})
		}
		b.add(t)
	}
	r, ok := c.Return()
	if !ok {
		if known {
			b.say(b.r.ReturnNone)
		}
		return known
	}
	i := c.Indicator(w.Indicator)
	e, err := i.Effect(c.Plan.Rollout)
	if err != nil {
		return known // unreachable: there is a return
	}
	per, unit := w.Per, i.Unit
	if est := i.Isolation.Estimate; e.Method == cases.Estimates {
		per, unit = est.Per, est.Unit
	}
	times, price := b.w.Decimal(per.Times(), 0), w.Currency+" "+b.money(w.PerUnit)
	sum := b.r.BenefitSum.With(b.value(e.Value, unit), b.t.Periods[string(per)], times, price)
	b.say(b.r.Benefit.With(sum, b.value(r.Benefit, w.Currency)))
	b.say(b.r.ValueFrom.With(orDash(w.Source)))
	benefit, cost := b.w.Decimal(r.Benefit, 0), b.w.Decimal(r.Cost, 0)
	b.add(document.List{
		b.r.ROI.With(b.value(r.ROI(), "%"), b.roiSum(r)),
		b.r.BCR.With(b.w.Decimal(r.BCR(), 2), benefit+" ÷ "+cost),
		b.r.Payback.With(b.w.Decimal(r.Payback(), 1), cost+" ÷ "+benefit+" × 12"),
	})
	b.remark(b.r.PhillipsROI)
	for _, f := range []struct {
		kind, unit string
		value      float64
	}{{"benefit", w.Currency, r.Benefit}, {"cost", w.Currency, r.Cost}, {"roi", "%", r.ROI()}} {
		figure := row(c.ID, *i, f.kind, "", f.value)
		figure.Level, figure.Unit, figure.Method = cases.LevelReturn, f.unit, string(e.Method)
		b.note(figure)
	}
	var list document.List
	for _, n := range w.NotMoney {
		list = append(list, n.Text)
	}
	if len(list) > 0 {
		b.add(document.Para(b.r.NotMoney+":"), list)
	}
	return true
}

// money writes an amount with cents, if it has any.
func (b *writer) money(v float64) string {
	s := b.w.Decimal(v, 2)
	if n := len(s); n > 2 && (s[n-2] == ',' || s[n-2] == '.') {
		s += "0"
	}
	return s
}

func (b *writer) roiSum(r cases.Return) string {
	return fmt.Sprintf("(%[1]s − %[2]s) ÷ %[2]s × 100", b.w.Decimal(r.Benefit, 0), b.w.Decimal(r.Cost, 0))
}

package report

import (
	"fmt"
	"strings"

	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/knowledge/cases"
)

// vModel sets need, objective and outcome side by side for every level of evaluation, the
// highest first, as the V-model of Phillips and Phillips mirrors them. A level at which
// nothing is measured says so.
func (b *writer) vModel(c *cases.Case) document.Table {
	t := document.Table{Caption: b.r.VModel, Head: b.columns("level", "need", "objective", "outcome")}
	for level := cases.LevelReturn; level >= cases.LevelInput; level-- {
		objective, outcome := b.mirrored(c, level)
		name := fmt.Sprintf("%d %s", level, b.r.LevelNames[level])
		t.Rows = append(t.Rows, []string{name, orDash(b.need(c, level)), orDash(objective), outcome})
	}
	return t
}

// need is what a level of a case begins with: what it must be worth, the figure that must
// move, what people must do, what they must be able to do, and who must be reached.
func (b *writer) need(c *cases.Case, level int) string {
	switch level {
	case cases.LevelReturn:
		if total := c.Worth.Costs.Total(); total > 0 {
			return b.r.Cost + ": " + b.value(total, c.Worth.Currency)
		}
	case cases.LevelResult:
		if g := c.Goal; g.Current != nil {
			return g.Measure + ": " + b.value(g.Current.Value, g.Unit)
		}
	case cases.LevelApplication:
		return c.Goal.What
	case cases.LevelLearning:
		var skills []string
		for _, f := range c.Factors {
			if f.Category == cases.Skill {
				skills = append(skills, f.Text)
			}
		}
		return strings.Join(skills, "; ")
	case cases.LevelInput:
		return c.Goal.Who
	}
	return ""
}

// mirrored are the objective and the outcome of a level, of each of its indicators.
func (b *writer) mirrored(c *cases.Case, level int) (objective, outcome string) {
	var wanted, came []string
	for _, i := range c.Plan.Indicators {
		if i.Level != level {
			continue
		}
		says := i.Name
		if i.Target != nil {
			says += ": " + b.value(i.Target.Value, i.Unit)
		}
		wanted = append(wanted, says)
		if last, ok := i.Latest(); ok {
			came = append(came, b.value(last.Value, i.Unit)+" ("+b.day(last.Date)+")")
		} else {
			came = append(came, strings.ToLower(strings.TrimSuffix(b.r.NotMeasured, ".")))
		}
	}
	if r, ok := c.Return(); ok && level == cases.LevelReturn {
		came = append(came, b.value(r.ROI(), "%"))
	}
	if len(came) == 0 {
		came = []string{b.t.States["no-data"]}
	}
	return strings.Join(wanted, "; "), strings.Join(came, "; ")
}

package cases

import (
	"fmt"
	"slices"

	"github.com/handvat/handvat/knowledge/yamldoc"
)

// A Phase is where a case is.
type Phase string

// The phases, in order.
const (
	Precisie  Phase = "precisie"  // what exactly, how far off, and what is in the way
	Programma Phase = "programma" // what we do about it, and how we measure
	Praktijk  Phase = "praktijk"  // it is used at work, and steered
	Prestatie Phase = "prestatie" // did it work
	Anchored  Phase = "anchored"  // it must stay
	Closed    Phase = "closed"
)

// Phases lists the phases in order.
var Phases = []Phase{Precisie, Programma, Praktijk, Prestatie, Anchored, Closed}

func (Phase) Values() []string { return yamldoc.Values(Phases...) }

// Next is the phase after p; p itself if it is the last.
func (p Phase) Next() Phase { return Phases[min(slices.Index(Phases, p)+1, len(Phases)-1)] }

// Before reports whether p comes before q.
func (p Phase) Before(q Phase) bool { return slices.Index(Phases, p) < slices.Index(Phases, q) }

// A Need is one thing that a phase asks for before a case may leave it.
type Need struct {
	Phase Phase  // which asks for it
	Code  string // says what is missing, such as "current"; stable, and text elsewhere
	Of    string // the factor, indicator or item that lacks it; empty for the case itself
	At    string // the field of the case, as [yamldoc.Places] calls it
}

// Missing returns what c must still have before it can leave the phase it is in.
func Missing(c *Case) []Need { return needs(c, c.Phase) }

// Unmet returns what the phases before the one c is in asked for, and c does not have:
// nothing, unless someone wrote the phase in a file.
func Unmet(c *Case) []Need {
	var list []Need
	for _, p := range Phases {
		if p.Before(c.Phase) {
			list = append(list, needs(c, p)...)
		}
	}
	return list
}

func needs(c *Case, p Phase) []Need {
	l := list{phase: p}
	switch p {
	case Precisie:
		l.precisie(c)
	case Programma:
		l.programma(c)
	case Praktijk:
		l.praktijk(c)
	case Prestatie:
		l.prestatie(c)
	case Anchored:
		l.anchored(c)
	}
	return l.needs
}

// A list gathers needs.
type list struct {
	phase Phase
	needs []Need
}

// want adds a need unless ok.
func (l *list) want(ok bool, code, of, at string) {
	if !ok {
		l.needs = append(l.needs, Need{l.phase, code, of, at})
	}
}

// precisie asks for the question, the goal with its gap, what was brought in by whom,
// and what is in the way.
func (l *list) precisie(c *Case) {
	g := c.Goal
	l.want(c.Question != "", "question", "", "question")
	l.want(c.Sponsor.Name != "", "sponsor", "", "sponsor")
	l.want(c.Adviser.Name != "", "adviser", "", "adviser")
	l.want(g.Who != "", "goal-who", "", "goal.who")
	l.want(g.What != "", "goal-what", "", "goal.what")
	l.want(g.Measure != "", "goal-measure", "", "goal.measure")
	l.want(g.Unit != "", "goal-unit", "", "goal.unit")
	l.want(g.Direction != "", "goal-direction", "", "goal.direction")
	l.want(g.Source != "", "goal-source", "", "goal.source")
	l.want(g.Current != nil && g.Current.Date != "", "current", "", "goal.current")
	l.want(g.Target != nil && g.Target.Date != "", "target", "", "goal.target")
	gap, known := g.Gap()
	l.want(!known || gap > 0, "gap", "", "goal.target")
	for _, from := range []InputFrom{FromGroup, FromManagement, FromData} {
		l.want(slices.ContainsFunc(c.Inputs, func(i Input) bool { return i.From == from }), "input-"+string(from), "",
			"inputs")
	}
	for n, q := range c.Intake {
		l.want(q.Answer != "", "intake", q.From+": "+q.Question, at("intake", n))
	}
	l.want(len(c.Factors) > 0, "factor", "", "factors")
	for n, f := range c.Factors {
		l.want(f.Category != "", "factor-category", f.Text, at("factors", n))
		l.want(f.Severity != 0, "factor-severity", f.Text, at("factors", n))
		l.want(f.Owner != "", "factor-owner", f.Text, at("factors", n))
	}
}

// programma asks for solutions and for the measurement plan, made before the rollout.
func (l *list) programma(c *Case) {
	l.want(len(c.Solutions) > 0 || len(c.Unanswered()) > 0, "solution", "", "solutions")
	for n, s := range c.Solutions {
		l.want(s.Kind != "", "solution-kind", s.Text, at("solutions", n))
		l.want(s.Owner != "", "solution-owner", s.Text, at("solutions", n))
	}
	for n, f := range c.Factors {
		l.want(c.answered(f), "factor-open", f.Text, at("factors", n))
	}
	if p := c.Programme; p != nil {
		l.want(p.Goal != "", "application-goal", "", "programme")
		l.want(p.After().From != "", "post", "", "programme")
	}
	l.want(len(c.Plan.Indicators) > 0, "indicator", "", "plan")
	l.want(c.Plan.Made != "", "plan-made", "", "plan")
	l.want(c.Plan.Rollout != "", "rollout", "", "plan")
	l.want(c.Plan.Made == "" || c.Plan.Rollout == "" || c.Plan.Made < c.Plan.Rollout, "plan-late", "", "plan.made")
	for n, i := range c.Plan.Indicators {
		at := at("plan.indicators", n)
		l.want(i.Baseline != nil && i.Baseline.Date != "", "baseline", i.Name, at)
		l.want(i.Source != "", "indicator-source", i.Name, at)
		l.want(i.Owner != "", "indicator-owner", i.Name, at)
		for _, kind := range []MomentKind{AtBaseline, AtInterim, AtEnd} {
			_, ok := i.Moment(kind)
			l.want(ok, "moment-"+string(kind), i.Name, at)
		}
		l.want(!i.Business() || i.Isolation.Method != "", "isolation", i.Name, at)
	}
}

// praktijk asks that something is in use, and was looked at on the way.
func (l *list) praktijk(c *Case) {
	l.want(len(c.Delivered()) > 0, "delivered", "", "solutions")
	for n, s := range c.Solutions {
		l.want(s.Delivered == "" || s.Link != "", "solution-link", s.Text, at("solutions", n))
	}
	for n, i := range c.Plan.Indicators {
		l.want(i.settled(AtInterim), "reading-interim", i.Name, at("plan.indicators", n))
	}
}

// prestatie asks for the outcome, and for a plan that makes it last.
func (l *list) prestatie(c *Case) {
	for n, i := range c.Plan.Indicators {
		l.want(i.settled(AtEnd), "reading-end", i.Name, at("plan.indicators", n))
	}
	l.want(c.Anchoring.Start != "", "anchor-start", "", "anchoring")
	l.want(len(c.Anchoring.Items) > 0, "anchor", "", "anchoring")
	for n, a := range c.Anchoring.Items {
		at := at("anchoring.items", n)
		l.want(a.Owner != "", "anchor-owner", a.What, at)
		l.want(a.Where != "", "anchor-where", a.What, at)
		l.want(a.Signal != "", "anchor-signal", a.What, at)
	}
}

// anchored asks for an answer to every review.
func (l *list) anchored(c *Case) {
	for n, a := range c.Anchoring.Items {
		for _, months := range ReviewMonths {
			ok := slices.ContainsFunc(a.Reviews, func(r Review) bool { return r.Months == months })
			l.want(ok, fmt.Sprint("review-", months), a.What, at("anchoring.items", n))
		}
	}
}

// A Remark is something about a case that stops nothing, and that people should see.
type Remark string

// The remarks.
const (
	NoGap           Remark = "no-gap"            // is there a gap at all?
	NoBusinessValue Remark = "no-business-value" // the plan has learning indicators only
	MostEnvironment Remark = "most-environment"  // 70 % of the factors or more are in the environment
	TackedOn        Remark = "tacked-on"         // a course with some sharing behind it (10-20-70)
	NoAnchoringCost Remark = "no-anchoring-cost" // costs, and none of them for anchoring
	NoInstrumental  Remark = "no-instrumental"   // nobody gives instrumental support
	NoFinancial     Remark = "no-financial"
	NoManagerial    Remark = "no-managerial"
)

// Remarks returns what people should see about c.
func Remarks(c *Case) []Remark {
	var list []Remark
	add := func(on bool, r Remark) {
		if on {
			list = append(list, r)
		}
	}
	gap, known := c.Goal.Gap()
	add(known && gap <= 0, NoGap)
	add(len(c.Plan.Indicators) > 0 && !slices.ContainsFunc(c.Plan.Indicators, Indicator.Business), NoBusinessValue)
	around := 0
	for _, f := range c.Factors {
		if f.Category.Environment() {
			around++
		}
	}
	add(around > 0 && around*10 >= len(c.Factors)*7, MostEnvironment)
	add(c.Programme.TackedOn(), TackedOn)
	costs := c.Worth.Costs
	add(costs.Total() > 0 && costs.Anchoring == 0 && costs.AnchoringTime == 0, NoAnchoringCost)
	if c.Phase != Precisie {
		add(c.Support.Instrumental.Owner == "", NoInstrumental)
		add(c.Support.Financial.Owner == "", NoFinancial)
		add(c.Support.Managerial.Owner == "", NoManagerial)
	}
	return list
}

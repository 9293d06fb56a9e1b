package casework

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/insight/report"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
)

// maxNeeds is how many missing things a card lists.
const maxNeeds = 4

// show shows where a case is and what it still needs, after something was said first if
// lead is not empty. The first button is the next thing to do.
func show(t *dialog.Turn, c *cases.Case, lead string) (chat.Reply, error) {
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	w, said := words.In(t.W.Lang), terms.Words.In(t.W.Lang)
	card := chat.Card{Title: dialog.Fit(c.Title, chat.MaxTitle), Body: dialog.Led(lead)}
	phase := string(c.Phase)
	card.Body = append(card.Body, chat.Text("**"+said.Phases[phase]+"** · "+said.PhaseAsks[phase]), facts(t, c))
	missing := cases.Missing(c)
	if len(missing) > 0 {
		card.Body = append(card.Body, chat.Heading(w.Still.With(len(missing))), needs(t, missing))
	}
	if p, ok := plot(t, c, group); ok {
		card.Body = append(card.Body, p)
	}
	var remarks []string
	for _, r := range cases.Remarks(c) {
		if slices.Contains([]cases.Remark{cases.NoInstrumental, cases.NoFinancial, cases.NoManagerial}, r) {
			continue // the facts say so
		}
		remarks = append(remarks, said.Remarks[string(r)])
	}
	card.Note = strings.Join(remarks[:min(2, len(remarks))], " ")
	n, fill := nextNeed(t, c)
	switch {
	case fill:
		card.Buttons = append(card.Buttons, dialog.Primary(w.Fill, askFor(c, n)))
	case len(missing) == 0 && c.Phase != cases.Closed:
		to := w.Go.With(said.Phases[string(c.Phase.Next())])
		card.Buttons = append(card.Buttons, dialog.Primary(to, do("next", ref(c.ID))))
	}
	card.Buttons = append(card.Buttons, dialog.Button(w.Add, do("add", ref(c.ID))),
		dialog.Button(w.Tools, do("tools", ref(c.ID))))
	return t.Show(card), nil
}

// needs lists what is missing.
func needs(t *dialog.Turn, missing []cases.Need) chat.List {
	var list chat.List
	for _, n := range missing[:min(maxNeeds, len(missing))] {
		list = append(list, terms.Need(t.W.Lang, n.Code, chat.Strip(n.Of)))
	}
	if more := len(missing) - maxNeeds; more > 0 {
		list = append(list, words.In(t.W.Lang).More.With(more))
	}
	return list
}

// facts are the question, the goal with its gap, and who works on it.
func facts(t *dialog.Turn, c *cases.Case) chat.Facts {
	w, said := words.In(t.W.Lang), terms.Words.In(t.W.Lang)
	fs := chat.Facts{{Label: w.Facts["question"], Value: c.Question}}
	g := c.Goal
	if g.Current != nil && g.Target != nil {
		from, to := t.W.Amount(g.Current.Value, g.Unit, 2), t.W.Amount(g.Target.Value, g.Unit, 2)
		fs = append(fs, chat.Fact{Label: w.Facts["goal"],
			Value: fmt.Sprintf("%s: %s → %s (%s)", g.Measure, from, to, t.W.Date(g.Target.Date.Time()))})
	}
	if gap, known := g.Gap(); known {
		text := t.W.Difference(gap, g.Unit, 2)
		if gap <= 0 {
			text += ". " + w.NoGap
		}
		fs = append(fs, chat.Fact{Label: w.Facts["gap"], Value: text})
	}
	says := terms.Delivered(t.W.Lang, len(c.Delivered()), len(c.Solutions), c.Support.Empty())
	if c.Phase != cases.Precisie && says != "" {
		fs = append(fs, chat.Fact{Label: said.Solutions, Value: says})
	}
	if open := c.Unanswered(); len(open) > 0 && !c.Phase.Before(cases.Praktijk) { // before, it is among what is needed
		var texts []string
		for _, f := range open {
			texts = append(texts, f.Text)
		}
		fs = append(fs, chat.Fact{Label: w.Facts["open"], Value: strings.Join(texts, "; ")})
	}
	fs = append(fs, measured(t, c)...)
	var with []string
	for _, r := range []cases.Role{c.Sponsor, c.Adviser} {
		if r.Name != "" && r.Person != string(t.Person.ID) {
			with = append(with, r.Name)
		}
	}
	if len(with) > 0 {
		fs = append(fs, chat.Fact{Label: w.Facts["roles"], Value: strings.Join(with, ", ")})
	}
	for i := range fs {
		fs[i].Label, fs[i].Value = dialog.Fit(chat.Strip(fs[i].Label), chat.MaxLabel), chat.Strip(fs[i].Value)
	}
	return fs[:min(len(fs), chat.MaxItems)]
}

// measured are the last values of a case, and the readings that are due.
func measured(t *dialog.Turn, c *cases.Case) (fs chat.Facts) {
	said := terms.Words.In(t.W.Lang)
	for _, i := range c.Plan.Indicators {
		if last, ok := i.Latest(); ok {
			says := t.W.Amount(last.Value, i.Unit, 2)
			if s := i.Standing(); s != cases.NoData {
				says += ", " + said.States[string(s)]
			}
			fs = append(fs, chat.Fact{Label: i.Name, Value: says})
		}
		for _, m := range i.Moments {
			if state, _ := i.At(m, today(t)); state == cases.Due || state == cases.Missed {
				fs = append(fs, chat.Fact{Label: text.Capital(said.Kinds[string(m.Kind)]),
					Value: i.Name + ": " + said.States[string(state)] + " (" + t.W.Date(m.Date.Time()) + ")"})
			}
		}
	}
	return append(fs, anchors(t, c)...)
}

// anchors tells of each thing that must stay how its newest review stands, where that is due or at risk.
func anchors(t *dialog.Turn, c *cases.Case) (fs chat.Facts) {
	if c.Phase != cases.Anchored {
		return nil
	}
	states := terms.Words.In(t.W.Lang).States
	for _, item := range c.Anchoring.Items {
		for _, months := range slices.Backward(cases.ReviewMonths) {
			day, state, _ := c.Anchoring.Review(item, months, today(t))
			if state == cases.ReviewPlanned {
				continue
			}
			if state == cases.AtRisk || state == cases.ReviewDue {
				fs = append(fs, chat.Fact{Label: report.Words.In(t.W.Lang).Review.With(months),
					Value: item.What + ": " + states[string(state)] + " (" + t.W.Date(day.Time()) + ")"})
			}
			break
		}
	}
	return fs
}

// plot draws the first indicator of result with two values or more that may be told.
func plot(t *dialog.Turn, c *cases.Case, group privacy.Group) (chat.Plot, bool) {
	for _, i := range c.Plan.Indicators {
		if i = i.Told(group); !i.Business() || i.Baseline == nil || len(i.Readings) == 0 {
			continue
		}
		begin := chat.Point{Label: t.W.Date(i.Baseline.Date.Time()), Value: i.Baseline.Value}
		p := chat.Plot{Title: dialog.Fit(i.Name, chat.MaxTitle), Unit: i.Unit, Points: []chat.Point{begin}}
		for _, r := range i.Readings {
			if r.Date > i.Baseline.Date {
				p.Points = append(p.Points, chat.Point{Label: t.W.Date(r.Date.Time()), Value: r.Value})
			}
		}
		if len(p.Points) < 2 {
			continue
		}
		p.Points = p.Points[max(0, len(p.Points)-chat.MaxPoints):]
		first, last := p.Points[0], p.Points[len(p.Points)-1]
		from, to := t.W.Amount(first.Value, i.Unit, 2), t.W.Amount(last.Value, i.Unit, 2)
		p.Says = report.Words.In(t.W.Lang).PlotSays.With(i.Name, from, first.Label, to, last.Label)
		if i.Target != nil {
			p.Target = &i.Target.Value
		}
		return p, true
	}
	return chat.Plot{}, false
}

// next takes a case to its next phase, or says what is needed first.
func next(t *dialog.Turn, c *cases.Case, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	to := c.Phase.Next()
	if missing := cases.Missing(c); len(missing) > 0 {
		says := w.NotBefore.With(terms.Words.In(t.W.Lang).Phases[string(to)])
		card := chat.Card{Body: []chat.Block{chat.Text(says), needs(t, missing)},
			Buttons: []chat.Button{dialog.Button(t.W.NotNow, do("show", ref(c.ID)))}}
		if n, ok := nextNeed(t, c); ok {
			card.Buttons = append([]chat.Button{dialog.Primary(w.Fill, askFor(c, n))}, card.Buttons...)
		}
		return t.Show(card), nil
	}
	if to == c.Phase {
		return show(t, c, "")
	}
	return moved(t, c, to, w.Moved)
}

// back takes a case to the phase before.
func back(t *dialog.Turn, c *cases.Case, _ string) (chat.Reply, error) {
	for _, p := range cases.Phases {
		if p.Next() == c.Phase && p != c.Phase {
			return moved(t, c, p, words.In(t.W.Lang).MovedBack)
		}
	}
	return show(t, c, "")
}

func moved(t *dialog.Turn, c *cases.Case, to cases.Phase, says text.Line1) (chat.Reply, error) {
	c.Phase = to
	if err := save(t, c); err != nil && !errors.Is(err, cases.ErrPhase) {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.CaseMoved, Detail: string(to)})
	return show(t, c, says.With(terms.Words.In(t.W.Lang).Phases[string(to)]))
}

// add offers what can be added to a case, or asks for it.
func add(t *dialog.Turn, c *cases.Case, what string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	switch what {
	case "factor", "solution", "change", "query":
		return ask(t, c, what, "")
	case "invite":
		return askWho(t, c, ""), nil
	case "reading":
		if i := pending(c, today(t)); i != nil {
			return ask(t, c, "reading/"+ref(i.ID), "")
		}
		return ask(t, c, "indicator", "")
	}
	card := dialog.Says(w.AddAsk)
	for _, a := range w.Additions {
		if a.Key == "query" && c.Phase != cases.Precisie { // the intake is over
			continue
		}
		card.Buttons = append(card.Buttons, dialog.Button(a.Label, do("add", ref(c.ID), a.Key)))
	}
	more := chat.Tap{Prompt: w.Else, Options: []chat.Button{
		dialog.Button(w.Report, do("report", ref(c.ID))),
		dialog.Button(w.Invite, do("add", ref(c.ID), "invite")),
		dialog.Button(report.Words.In(t.W.Lang).History, do("history", ref(c.ID)))}}
	if c.Phase == cases.Precisie {
		more.Options = append(more.Options, dialog.Button(w.Asked, do("asked", ref(c.ID))))
	}
	for _, p := range cases.Phases {
		if p.Next() == c.Phase && p != c.Phase {
			to := w.Back.With(terms.Words.In(t.W.Lang).Phases[string(p)])
			more.Options = append(more.Options, dialog.Button(to, do("back", ref(c.ID))))
		}
	}
	card.Body = append(card.Body, more)
	return t.Show(card), nil
}

// maxChanges is how many days of changes of a case are shown.
const maxChanges = 8

// history shows who changed what in a case and when, by day and role, the newest first.
func history(t *dialog.Turn, c *cases.Case, _ string) (chat.Reply, error) {
	var rows [][]string
	var fields []string // of the last row
	for _, ch := range slices.Backward(cases.History(t.Tx, c.ID)) {
		day, who := t.W.Date(ch.At), terms.Words.In(t.W.Lang).By[string(ch.By)]
		if n := len(rows); n == 0 || rows[n-1][0] != day || rows[n-1][1] != who {
			if n == maxChanges {
				break
			}
			rows, fields = append(rows, []string{day, who, ""}), nil
		}
		for _, d := range ch.What {
			fields = append(fields, d.Field)
		}
		rows[len(rows)-1][2] = terms.Parts(t.W.Lang, fields)
	}
	w := report.Words.In(t.W.Lang)
	head := []string{w.Columns["date"], w.Columns["who"], w.Columns["changed"]}
	return t.Show(chat.Card{Title: w.History, Body: []chat.Block{chat.Table{Header: head, Rows: rows}},
		Buttons: []chat.Button{dialog.Button(t.W.Back, do("show", ref(c.ID)))}}), nil
}

// reported gives the report of a case, as a page to keep.
func reported(t *dialog.Turn, c *cases.Case, _ string) (chat.Reply, error) {
	in, err := weekly.OfCase(t, c)
	if err != nil {
		return chat.Reply{}, err
	}
	in.Today = today(t)
	var page bytes.Buffer
	if err := document.HTML(&page, report.Case(in)); err != nil {
		return chat.Reply{}, err
	}
	r := t.Say(words.In(t.W.Lang).ReportMade)
	r.File = &chat.File{Name: c.ID + "-" + string(in.Today) + ".html", Type: "text/html", Data: page.Bytes()}
	return r, nil
}

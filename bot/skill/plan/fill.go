package plan

import (
	"errors"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// The fields of the form, in the order they are asked.
var fields = [...]string{"goal", "if", "then", "support", "day"}

// usualTerm is how many days lie between a plan made with an aid and the look back,
// when nothing else is said.
const usualTerm = 14

// maxPart is how long one part of a plan may be, in characters: all of it is one page.
const maxPart = 400

// begun is a new plan. With an aid, the goal is to do what that is about, and only the
// if-then sentence is missing.
func begun(t *dialog.Turn, ref string) plan {
	a, ok := t.Aid(ref)
	if ref == "" || !ok {
		return plan{State: draft}
	}
	return plan{State: draft, Goal: a.Title, Aid: dialog.AidRef(a), Alone: true,
		Day: t.Today().AddDate(0, 0, usualTerm)}
}

// questions are what is asked for each of the fields, with an example.
func questions(w *dialog.Words) [len(fields)][2]string {
	own := words.In(w.Lang)
	return [...][2]string{own.Goal, own.PlanIf, own.PlanThen, own.Support, own.When}
}

// fill asks for what a plan still lacks, after something was said first if lead is not
// empty. Whoever types answers the first question, or names the parts.
func fill(t *dialog.Turn, seq uint64, p plan, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	c := chat.Card{Title: w.Mine, Body: dialog.Led(lead), Note: chat.Strip(w.OnlyYou)}
	have := p.parts(t.W)
	for i, q := range questions(t.W) {
		if have[i] != "" || i == 3 && p.Alone {
			continue
		}
		hint := t.W.ForInstance.With(q[1])
		c.Body = append(c.Body, chat.Question{Field: fields[i], Prompt: q[0], Hint: hint, Need: i != 3})
	}
	return form(t, c, dialog.Do("plan/save", seq, p.Aid), seq)
}

// edit asks for every part of a plan again, with what it says now.
func edit(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	c := chat.Card{Title: w.Mine, Note: chat.Strip(w.OnlyYou)}
	have := p.parts(t.W)
	for i, q := range questions(t.W) {
		c.Body = append(c.Body, chat.Question{Field: fields[i], Prompt: q[0], Value: have[i], Need: i != 3})
	}
	r := form(t, c, dialog.Do("plan/save", seq, p.Aid), seq)
	r.Fleeting = true
	return r, nil
}

// form shows a form of a plan, for the person alone.
func form(t *dialog.Turn, c chat.Card, submit chat.Action, seq uint64) chat.Reply {
	later := dialog.Do(dialog.Fine)
	skip := later
	if seq != 0 {
		later, skip = dialog.Do("plan/later", seq), dialog.Do("plan/alone", seq)
	}
	c.Buttons = []chat.Button{dialog.Submit(t.W.Save, submit), dialog.Button(t.W.NotNow, later)}
	if len(c.Body) > 2 {
		c.Typed = words.In(t.W.Lang).Typed
	}
	return t.Form(c, submit, later, skip)
}

// parts are the texts of a plan, in the order of fields.
func (p plan) parts(w *dialog.Words) (s [len(fields)]string) {
	s = [...]string{p.Goal, p.If, p.Then, p.Support, ""}
	if !p.Day.IsZero() {
		s[4] = w.Date(p.Day)
	}
	return s
}

// take takes what was filled in or typed for a plan, or for a new one with an aid: "0/AID"; and asks for what is still
// missing. What sounds like a crisis is not kept.
func take(t *dialog.Turn, arg string) (chat.Reply, error) {
	n, ref := dialog.Cut(arg)
	seq := dialog.Seq(n)
	p, ok, err := plans.Load(t.Tx, store.Own(t.Person.ID, seq))
	switch {
	case err != nil:
		return chat.Reply{}, err
	case seq == 0:
		p = begun(t, ref)
	case !ok:
		return t.Say(words.In(t.W.Lang).Gone), nil
	}
	said, named := typed(t, p)
	if t.Event.Kind == chat.Said && said == [len(fields)]string{} {
		return edit(t, seq, p)
	}
	if dialog.Crisis(strings.Join(said[:], " ")) {
		return t.HelpNow()
	}
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	for i, part := range []*string{&p.Goal, &p.If, &p.Then, &p.Support} {
		if said[i] != "" {
			*part = dialog.Fit(said[i], maxPart)
		}
	}
	if _, asked := t.Event.Fields[fields[3]]; asked && said[3] == "" {
		p.Support = ""
	}
	if named && p.Support == "" {
		p.Alone = true
	}
	problem := ""
	if said[4] != "" {
		problem = p.setDay(t, said[4])
	}
	if problem != "" && p.State == draft { // it is asked again
		p.Day = time.Time{}
	}
	return next(t, seq, p, problem)
}

// setDay reads the day on which to look back, which must be still to come; problem says
// what is wrong with it.
func (p *plan) setDay(t *dialog.Turn, said string) (problem string) {
	now := t.Today()
	day, ok := text.Day(said, now)
	switch {
	case !ok:
		return t.W.Plans.NoDay
	case day.Equal(p.Day):
		return ""
	case day.Before(now):
		return t.W.Plans.PastDay
	}
	p.Day, p.Moves = day, p.Moves+1
	return ""
}

// next saves a plan, and asks for what it lacks or shows it. The problem is what was
// wrong with its day.
func next(t *dialog.Turn, seq uint64, p plan, problem string) (chat.Reply, error) {
	made := p.State == draft && !p.missing() && (p.Alone || p.Support != "")
	if made {
		p.State = active
		note(t, journal.PlanMade, p, "")
	}
	seq, err := save(t, seq, p)
	switch {
	case err != nil:
		return chat.Reply{}, err
	case p.State == draft:
		return fill(t, seq, p, problem), nil
	case problem != "":
		return askDay(t, seq, problem), nil
	}
	day, err := t.Promise(t.Person.ID, p.Day)
	return show(t, seq, p, words.In(t.W.Lang).Saved.With(day)), errors.Join(err, schedule(t, seq, p))
}

// typed is what was filled in or typed for each of the fields. A typed text names its
// parts ("doel: …; als: …"), is an if-then sentence, or answers the first question that
// is open; named reports whether who said it could leave out what they wanted.
func typed(t *dialog.Turn, p plan) (said [len(fields)]string, named bool) {
	if t.Event.Kind == chat.Filled {
		for i, f := range fields {
			said[i] = bare(t, i, dialog.Clean(t.Event.Fields[f]))
		}
		return said, true
	}
	if named, ok := dialog.Labelled(t.Answer, words.In(t.W.Lang).Labels[:]); ok {
		for i, part := range named {
			said[i] = bare(t, i, part)
		}
		return said, true
	}
	if when, then, ok := ifThen(t.Answer, words.In(t.W.Lang).Labels); ok {
		said[1], said[2] = when, then
		return said, false
	}
	for i, part := range p.parts(t.W) {
		if part == "" && (i != 3 || !p.Alone) {
			said[i] = bare(t, i, t.Answer)
			break
		}
	}
	return said, false
}

// bare is half of an if-then sentence without the "if" or "then" it may begin with;
// other parts stay as they are.
func bare(t *dialog.Turn, i int, part string) string {
	if i != 1 && i != 2 {
		return part
	}
	lead := words.In(t.W.Lang).Labels[i][0] + " "
	if len(part) > len(lead) && strings.EqualFold(part[:len(lead)], lead) {
		part = part[len(lead):]
	}
	return strings.TrimRight(part, " .,")
}

// ifThen splits an if-then sentence in its halves, without "if" and "then". The comma
// between them may be missing.
func ifThen(text string, labels [len(fields)][]string) (when, then string, ok bool) {
	lower := strings.ToLower(text)
	start, mid := labels[1][0]+" ", " "+labels[2][0]+" "
	at := strings.Index(lower, ","+mid)
	if at < 0 {
		at = strings.Index(lower, mid)
	}
	if at < len(start) || !strings.HasPrefix(lower, start) || len(lower) != len(text) {
		return "", "", false
	}
	then = strings.TrimLeft(text[at:], ", ")[len(mid)-1:]
	return strings.TrimSpace(text[len(start):at]), strings.TrimRight(then, " ."), true
}

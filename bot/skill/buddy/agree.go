package buddy

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
)

// Limits of what is agreed on.
const (
	maxPoints = 9   // as a checklist has
	maxPoint  = 120 // characters
	maxDays   = 42  // in which to look along, and how far ahead they begin
)

// howTo is the aid about looking along well, if the library has it.
const howTo = "meekijken-bij-collega"

// actLook carries out what has to do with looking along: "WHAT/NUMBER/MORE". Who is not one
// of the two finds nothing.
func actLook(t *dialog.Turn, arg string) (r chat.Reply, err error) {
	type do func(*dialog.Turn, look, string) (chat.Reply, error)
	what, rest := dialog.Cut(arg)
	number, more := dialog.Cut(rest)
	observed := map[string]do{"take": take, "put": putLook, "agreed": lookAgreed, "drop": dropLook}[what]
	observer := map[string]do{"told": lookTold, "remind": lookTold, "yes": acceptLook, "no": declineLook, "when": when,
		"fill": fill, "facts": takeFacts, "question": takeQuestion, "send": send, "toss": toss}[what]
	either := map[string]do{"off": callOff}[what]
	l, ok, err := loadLook(t.Tx, number)
	ok = ok && l.knownTo(t.Tx, t.Person.ID)
	switch {
	case t.Agenda == nil:
		return t.Say(t.W.Gone), nil
	case err != nil:
		return chat.Reply{}, err
	case what == "got" || what == "read" || what == "delete":
		r, err = ofOneself(t, what, uint64(max(dialog.Number(number), 0)))
	case what == "gone":
		r, err = calledOff(t)
	case ok && observed != nil && l.Observed == t.Person.ID:
		r, err = observed(t, l, more)
	case ok && observer != nil && l.Observer == t.Person.ID:
		r, err = observer(t, l, more)
	case ok && either != nil:
		r, err = either(t, l, more)
	case t.Event.Kind != chat.Due:
		r = t.Say(words.In(t.W.Lang).Nothing)
	}
	if err == nil && t.Event.Kind == chat.Due && (r.IsZero() || what == "agreed" || what == "gone") {
		err = t.Agenda.Heard(t.Tx, t.Person.ID) // nothing was asked
	}
	return t.Alone(r, slices.Contains([]string{"facts", "question", "send", "toss", "delete"}, what)), err
}

// begin asks on which points the other may look along, and when.
func begin(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if !p.holds() {
		return t.Say(words.In(t.W.Lang).Nothing), nil
	}
	ls, err := looksOf(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	other := p.other(t.Person.ID)
	for _, l := range ls {
		switch mine := l.Pair == p.Number && l.Observed == t.Person.ID; {
		case mine && l.Asked.IsZero(): // begun before, and left
			if err := l.delete(t.Tx); err != nil {
				return chat.Reply{}, err
			}
		case mine && !l.over(t.Today()):
			return t.Say(words.In(t.W.Lang).LookHave.With(t.Called(other.Called))), nil
		}
	}
	l := look{Pair: p.Number, Observed: t.Person.ID, Observer: other.ID, Names: [2]string{dialog.NameOf(t.Event.From), other.Called}, Made: t.Now}
	if l.Number, err = t.Tx.Next(lookBucket); err != nil {
		return chat.Reply{}, err
	}
	return lookForm(t, l, "", 0), errors.Join(l.save(t.Tx), l.showTo(t.Tx, t.Person.ID))
}

// lookForm asks from question i on: the points, and the days. What is typed answers the
// first.
func lookForm(t *dialog.Turn, l look, lead string, i int) chat.Reply {
	w := words.In(t.W.Lang)
	if lead == "" && i == 0 {
		lead = w.LookIntro.With(t.Called(l.Names[1]))
	}
	next, stop := dialog.Do(verbLook, "take", l.Number, i), dialog.Do(verbLook, "drop", l.Number)
	c := chat.Card{Title: w.Look}
	if lead != "" {
		c.Body = []chat.Block{chat.Text(lead)}
	}
	qs := []chat.Question{
		{Prompt: w.LookPoints[0], Hint: t.W.ForInstance.With(w.LookPoints[1]), Long: true, Need: true, Value: strings.Join(l.Points, "\n")},
		{Prompt: w.LookDays[0], Hint: t.W.ForInstance.With(w.LookDays[1]), Need: true}}
	for j, q := range qs[i:] {
		q.Field = dialog.Field(j)
		c.Body = append(c.Body, q)
	}
	c.Buttons = []chat.Button{dialog.Submit(t.W.Feedback.See, next)}
	if a, ok := t.Aid(howTo); ok && i == 0 {
		c.Buttons = append(c.Buttons, dialog.Button(w.HowTo, dialog.On(dialog.Open, a)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.NotNow, stop))
	return t.FormFor(c, next, stop, stop)
}

// take takes the points and the days, or the days alone if more is "1".
func take(t *dialog.Turn, l look, more string) (chat.Reply, error) {
	w, i := words.In(t.W.Lang), min(max(dialog.Number(more), 0), 1)
	if !l.Asked.IsZero() {
		return t.Say(w.Nothing), nil
	}
	if i == 0 {
		text := t.Filled(0)
		if dialog.Crisis(text) {
			return t.HelpNow()
		}
		switch l.Points = points(t, text); {
		case len(l.Points) == 0:
			return lookForm(t, l, "", 0), nil
		case len(l.Points) > maxPoints:
			l.Points = l.Points[:maxPoints]
			return lookForm(t, l, w.LookMany.With(maxPoints), 0), l.save(t.Tx)
		}
		if t.Event.Kind != chat.Filled {
			return lookForm(t, l, "", 1), l.save(t.Tx)
		}
	}
	from, to, ok := window(t.Filled(1-i), t.Today())
	if !ok {
		return lookForm(t, l, w.LookNoDays.With(maxDays/7), 1), l.save(t.Tx)
	}
	l.From, l.To = from.Format(time.DateOnly), to.Format(time.DateOnly)
	return t.Show(chat.Card{Title: w.Look, Body: []chat.Block{chat.Text(w.LookCheck.With(t.Called(l.Names[1]), l.days(t))), chat.List(l.Points)}, Note: w.LookNote.With(t.Called(l.Names[1])),
		Buttons: []chat.Button{dialog.Primary(t.W.Feedback.AskSend, dialog.Do(verbLook, "put", l.Number, l.mark())),
			dialog.Button(t.W.NotNow, dialog.Do(verbLook, "drop", l.Number))}}), l.save(t.Tx)
}

// mark tells what is agreed on from anything else.
func (l look) mark() string { return dialog.Mark(l.From + l.To + strings.Join(l.Points, "\n")) }

// days says in which days it is, as people read them.
func (l look) days(t *dialog.Turn) string {
	if l.From == l.To {
		return words.In(t.W.Lang).On.With(t.W.Date(day(l.From)))
	}
	return words.In(t.W.Lang).Between.With(t.W.Date(day(l.From)), t.W.Date(day(l.To)))
}

// points reads points to look at: a line or a part between semicolons for each. The title
// of a checklist of the library stands for its items.
func points(t *dialog.Turn, said string) (ps []string) {
	for _, a := range t.Lib.All() {
		if a.Type != knowledge.Checklist || text.Normal(a.Title) != text.Normal(said) {
			continue
		}
		if own, ok := t.Lib.Lookup(a.Slug, t.Lang()); ok {
			a = own
		}
		for _, s := range a.Steps {
			ps = append(ps, dialog.Fit(dialog.Plain(s.Text), maxPoint))
		}
		return ps
	}
	for part := range strings.FieldsFuncSeq(said, func(r rune) bool { return r == '\n' || r == ';' }) {
		if s := dialog.Fit(dialog.Plain(dialog.Unnumbered(part)), maxPoint); s != "" {
			ps = append(ps, s)
		}
	}
	return ps
}

// apart is what stands between the first and the last day.
var apart = regexp.MustCompile(`\s+(?:-|–|tot en met|t/m|tot|en|to|until|till|and)\s+`)

// window reads the first and the last day: not past, and not too far away.
func window(typed string, today time.Time) (from, to time.Time, ok bool) {
	typed = strings.TrimSpace(typed)
	for _, s := range []string{"tussen ", "van ", "between ", "from "} {
		typed = strings.TrimPrefix(strings.ToLower(typed), s)
	}
	first, last := typed, typed
	if i := apart.FindStringIndex(typed); i != nil {
		first, last = typed[:i[0]], typed[i[1]:]
	}
	from, ok = text.Day(first, today)
	to, ok2 := text.Day(last, today)
	if ok && ok2 && to.Before(from) { // from Monday to Friday, said on a Tuesday
		to, ok2 = text.Day(last, from)
	}
	end := today.AddDate(0, 0, maxDays)
	return from, to, ok && ok2 && !from.Before(today) && !to.Before(from) && !to.After(end)
}

// putLook asks the other to look along on what was shown.
func putLook(t *dialog.Turn, l look, marked string) (chat.Reply, error) {
	w, name := words.In(t.W.Lang), t.Called(l.Names[1])
	if !l.Asked.IsZero() || len(l.Points) == 0 || l.From == "" || l.mark() != marked || l.over(t.Today()) {
		return t.Say(w.Nothing), nil
	}
	l.Asked = t.Now
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(w.LookAsked.With(name))},
			Buttons: []chat.Button{dialog.Button(t.W.Feedback.TakeBack, dialog.Do(verbLook, "drop", l.Number))}}),
		errors.Join(l.save(t.Tx), l.showTo(t.Tx, l.Observer), t.Hush(verb, l.Pair, "agreed"), t.Tell(l.Observer, verbLook, "told", l.Number, w.LookPurpose, t.Now, l.end()))
}

// end is when the last day is over, whatever the time zone.
func (l look) end() time.Time { return day(l.To).AddDate(0, 0, 1) }

// dropLook ends what was begun, or asked and not agreed.
func dropLook(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	text := t.W.Feedback.NotAsked
	switch {
	case !l.Agreed.IsZero():
		return t.Say(words.In(t.W.Lang).Nothing), nil
	case l.Asked.IsZero():
		text = t.W.Fine
	}
	return t.Say(text), errors.Join(t.Hush(verbLook, l.Number, "told", "remind"), l.delete(t.Tx))
}

// lookTold is the message that asks to look along, and once more some days later.
func lookTold(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || !l.waits(t.Today()) || l.Declined || l.Told > 1 {
		return chat.Reply{}, nil
	}
	w, name := words.In(t.W.Lang), t.Called(l.Names[0])
	c := chat.Card{Body: []chat.Block{chat.Text(text.Capital(w.LookTold.With(name, l.days(t)))), chat.List(l.Points)}, Note: w.LookToldNote.With(name), Buttons: []chat.Button{
		dialog.Primary(w.LookYes, dialog.Do(verbLook, "yes", l.Number)), dialog.Button(w.No, dialog.Do(verbLook, "no", l.Number))}}
	if a, ok := t.Aid(howTo); ok {
		c.Buttons = append(c.Buttons, dialog.Button(w.HowTo, dialog.On(dialog.Open, a)))
	}
	if l.Told++; l.Told == 1 {
		again, err := t.Agenda.Workday(t.Tx, t.Person.ID, t.Now, dialog.RemindAfter)
		if err == nil {
			err = t.Tell(t.Person.ID, verbLook, "remind", l.Number, w.LookPurpose, again, l.end())
		}
		if err != nil {
			return chat.Reply{}, err
		}
	} else {
		c.Body = append(c.Body, chat.Text(w.Last))
	}
	return t.Aside(c), l.save(t.Tx)
}

// declineLook ends it for the observer. Nobody is told.
func declineLook(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	if !l.waits(t.Today()) {
		return t.Say(words.In(t.W.Lang).Nothing), nil
	}
	l.Declined = true
	return t.Say(words.In(t.W.Lang).Declined), errors.Join(l.save(t.Tx), t.Hush(verbLook, l.Number, "told", "remind"))
}

// acceptLook is the observer's yes: both have confirmed the points and the days.
func acceptLook(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	w, name := words.In(t.W.Lang), t.Called(l.Names[0])
	if !l.waits(t.Today()) {
		return t.Say(w.Closed), nil
	}
	l.Agreed, l.Declined = t.Now, false
	err := errors.Join(l.save(t.Tx), t.Hush(verbLook, l.Number, "told", "remind"), t.Tell(l.Observed, verbLook, "agreed", l.Number, w.LookAgreedPurpose, t.Now, l.end()))
	if day(l.From).After(t.Today()) {
		err = errors.Join(err, t.Tell(l.Observer, verbLook, "when", l.Number, w.LookPurpose, day(l.From).Add(12*time.Hour), l.end()))
	}
	c := chat.Card{Body: []chat.Block{chat.Text(w.LookWill.With(name, l.days(t)))}, Note: w.LookWillNote,
		Buttons: []chat.Button{dialog.Button(w.CallOff, dialog.Do(verbLook, "off", l.Number))}}
	if !day(l.From).After(t.Today()) {
		c.Buttons = append([]chat.Button{dialog.Primary(w.Fill, dialog.Do(verbLook, "fill", l.Number))}, c.Buttons...)
	}
	return t.Show(c), err
}

// lookAgreed is the message that the other will look along.
func lookAgreed(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || l.Agreed.IsZero() {
		return chat.Reply{}, nil
	}
	w := words.In(t.W.Lang)
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(text.Capital(w.LookAgreed.With(t.Called(l.Names[1]), l.days(t))))},
		Buttons: []chat.Button{dialog.Button(w.OK, dialog.Do(verb, "fine")), dialog.Button(w.CallOff, dialog.Do(verbLook, "off", l.Number))}}), nil
}

// callOff ends what was agreed, whoever of the two wants it. The other hears that it ended,
// and no reason.
func callOff(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	w, other := words.In(t.W.Lang), l.Observer
	if l.Agreed.IsZero() {
		return t.Say(w.Nothing), nil
	}
	if t.Person.ID == l.Observer {
		other = l.Observed
	}
	return t.Say(w.YouCalledOff), errors.Join(t.Hush(verbLook, l.Number, "agreed", "when"), l.delete(t.Tx),
		t.Tell(other, verbLook, "gone", l.Number, w.EndedPurpose, t.Now, time.Time{}))
}

// calledOff is the message that what was agreed ended.
func calledOff(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if t.Event.Kind != chat.Due {
		return t.Say(w.Nothing), nil
	}
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(w.CalledOff)}, Buttons: []chat.Button{dialog.Button(w.OK, dialog.Do(verb, "fine"))}}), nil
}
